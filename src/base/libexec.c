/* libexec.c - the folder comes from the kernel's link to the program's file, so that it is the right
 * one behind a symbolic link and in a moved installation. */
#include "base/libexec.h"

#include <dlfcn.h>
#include <unistd.h>

bool libexec_find(struct buf *path, const char *name, int mode)
{
	static const char *const folders[] = { "libexec/", "../libexec/designconv/", "../libexec/" };
	char self[4096];
	ssize_t n = readlink("/proc/self/exe", self, sizeof self);
	while (n > 0 && self[n - 1] != '/')
		n--;
	for (size_t i = 0; n > 0 && i < sizeof folders / sizeof *folders; i++) {
		buf_clear(path);
		buf_put(path, self, (size_t)n);
		buf_puts(path, folders[i]);
		buf_puts(path, name);
		if (access(buf_cstr(path), mode) == 0)
			return true;
	}
	return false;
}

/* False, and why, when it does not begin with this build's mark. */
static bool is_ours(const struct module *m, const char *path, struct buf *why)
{
	if (m && strcmp(m->mark, MODULE_MARK) == 0)
		return true;
	buf_puts(why, path);
	buf_puts(why, " is of another build than the program");
	return false;
}

const void *libexec_load(const char *name, struct buf *why)
{
	struct buf file, path;
	const void *table = NULL;
	buf_init(&file);
	buf_init(&path);
	buf_puts(&file, name);
	buf_puts(&file, ".so");
	if (libexec_find(&path, buf_cstr(&file), R_OK)) {
		void *module = dlopen(buf_cstr(&path), RTLD_LAZY | RTLD_LOCAL);
		if (module) {
			buf_clear(&file);
			buf_puts(&file, "module_");
			buf_puts(&file, name);
			table = dlsym(module, buf_cstr(&file));
			table = is_ours(table, buf_cstr(&path), why) ? table : NULL;
		} else {
			buf_puts(why, "cannot load a part of the program: ");
			buf_puts(why, dlerror());
		}
	} else {
		buf_puts(why, "a part of the program is missing: libexec/designconv/");
		buf_puts(why, buf_cstr(&file));
	}
	buf_done(&file);
	buf_done(&path);
	return table;
}
