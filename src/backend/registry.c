/* registry.c - the one list of output formats, the look-up of settings, and the way to the typesetter. */
#include "backend/typesetter.h"

extern const struct backend backend_epub;
extern const struct backend backend_pdf;
extern const struct backend backend_markdown;
extern const struct backend backend_text;
extern const struct backend backend_tree;

const struct backend *const backends[] = {
	&backend_epub,
	&backend_pdf,
	&backend_markdown,
	&backend_text,
	&backend_tree,
	NULL,
};

const struct backend *backend_find(struct str name)
{
	for (size_t i = 0; backends[i]; i++)
		if (str_eq_c(name, backends[i]->name) ||
		    (backends[i]->alias && str_eq_c(name, backends[i]->alias)))
			return backends[i];
	return NULL;
}

const struct backend *backend_from_suffix(struct str suffix)
{
	for (size_t i = 0; backends[i]; i++)
		if (str_eq_nocase(suffix, str_from_c(backends[i]->suffix)))
			return backends[i];
	return NULL;
}

const char *settings_find(const struct settings *s, const char *name)
{
	for (size_t i = s->n_settings; i-- > 0;) /* the last one given wins */
		if (strcmp(s->settings[i].name, name) == 0)
			return s->settings[i].value;
	return NULL;
}

long settings_int(const struct settings *s, const char *name, long otherwise)
{
	const char *value = settings_find(s, name);
	long number;
	return value && str_parse_long(str_from_c(value), &number) ? number : otherwise;
}

bool settings_flag(const struct settings *s, const char *name, bool otherwise)
{
	const char *value = settings_find(s, name);
	return value ? strcmp(value, "yes") == 0 : otherwise;
}

bool settings_parse_size(const char *text, uint64_t *bytes)
{
	static const char units[] = "KMG";
	uint64_t n = 0;
	const char *p = text;
	for (; *p >= '0' && *p <= '9' && n < UINT64_MAX / 1024; p++)
		n = n * 10 + (uint64_t)(*p - '0');
	const char *unit = *p ? strchr(units, ch_upper(*p)) : NULL;
	for (long i = unit ? unit - units + 1 : 0; i > 0 && n < UINT64_MAX / 1024; i--)
		n *= 1024;
	*bytes = n;
	p += unit != NULL;
	p += unit && ch_upper(*p) == 'B';
	return n > 0 && !*p;
}

uint64_t settings_size(const struct settings *s, const char *name, uint64_t otherwise)
{
	const char *value = settings_find(s, name);
	uint64_t bytes;
	return value && settings_parse_size(value, &bytes) ? bytes : otherwise;
}

/* A test's program has it linked in. */
extern const struct typesetter module_typesetter __attribute__((weak));

const struct typesetter *typesetter_load(struct buf *why)
{
	return &module_typesetter ? &module_typesetter : libexec_load("typesetter", why);
}
