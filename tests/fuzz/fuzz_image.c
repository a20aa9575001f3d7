/* fuzz_image.c - any bytes as a picture, and as the address of one. */
#include "image/image.h"
#include "resource/resource.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str bytes = { (const char *)data, size };
	struct image_info info;
	const char *why;
	bool good = image_sniff(bytes, &info, &why);
	if (good != (why == NULL) || (good && (info.width < 0 || info.height < 0)))
		abort();
	if (good && (int64_t)info.width * info.height > IMAGE_MOST_PIXELS)
		abort();
	struct resource_store *store = resource_open(NULL);
	const struct resource *r = resource_find(store, bytes, &why);
	if ((r == NULL) != (why != NULL))
		abort();
	struct buf copy;
	buf_init(&copy);
	if (r && (!resource_read(store, r, &copy) || copy.len != r->len))
		abort();
	buf_done(&copy);
	resource_close(store);
	return 0;
}
