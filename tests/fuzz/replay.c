/* replay.c - a main for fuzz targets without a fuzzer: runs every file of the folders and files
 * named, so that `make check` walks the corpus with any compiler. Prints how many it ran. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int replay_file(const char *path)
{
	FILE *f = fopen(path, "rb");
	if (!f)
		return -1;
	size_t size = 0, cap = 1 << 16;
	uint8_t *data = malloc(cap);
	for (size_t n; data && (n = fread(data + size, 1, cap - size, f)) > 0;) {
		size += n;
		if (size == cap)
			data = realloc(data, cap *= 2);
	}
	fclose(f);
	if (!data)
		return -1;
	/* A copy of exactly this size, so that a read past its end is seen. */
	uint8_t *exact = malloc(size ? size : 1);
	if (exact && size)
		memcpy(exact, data, size);
	free(data);
	int status = exact ? LLVMFuzzerTestOneInput(exact, size) : -1;
	free(exact);
	return status;
}

static long replay(const char *path)
{
	DIR *folder = opendir(path);
	if (!folder)
		return replay_file(path) == 0 ? 1 : 0;
	long n = 0;
	for (struct dirent *entry; (entry = readdir(folder));) {
		char inner[4096];
		if (entry->d_name[0] == '.')
			continue;
		snprintf(inner, sizeof inner, "%s/%s", path, entry->d_name);
		n += replay(inner);
	}
	closedir(folder);
	return n;
}

int main(int argc, char **argv)
{
	long n = 0;
	for (int i = 1; i < argc; i++)
		n += replay(argv[i]);
	printf("%ld inputs\n", n);
	return n > 0 ? 0 : 1;
}
