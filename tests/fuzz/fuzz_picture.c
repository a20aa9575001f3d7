/* fuzz_picture.c - any bytes as a picture of a PDF: found, kept, and written as an image object where
 * no decoding is needed. What decodes is fuzz_decode.c's. */
#include <stdint.h>
#include <stdlib.h>

#include "backend/pdf/image_pdf.h"
#include "base/diag.h"
#include "resource/resource.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf url;
	const char *why;
	setenv("DESIGNCONV_LIBEXEC", "/nonexistent", 1);
	buf_init(&url);
	buf_puts(&url, "data:image/png,");
	for (size_t i = 0; i < size; i++)
		buf_printf(&url, "%%%02X", data[i]);
	struct resource_store *store = resource_open(NULL);
	const struct resource *r = resource_find(store, buf_str(&url), &why);
	if (r) {
		struct pdf_file *file = pdf_file_open(NULL);
		struct diag diag;
		diag_init(&diag);
		diag.quiet = true;
		struct image_set *images = image_set_new(store, file, &diag);
		uint32_t first = image_set_add(images, r);
		if (first != image_set_add(images, r))
			abort();
		image_set_free(images);
		pdf_file_abandon(file);
	}
	resource_close(store);
	buf_done(&url);
	return 0;
}
