/* fuzz_form.c - any bytes as the packet of a drawing that libexec/image sends: what is no row of sound objects is
 * refused whole, and nothing that is read from it leaves it. */
#include <stdint.h>
#include <stdlib.h>

#include "backend/pdf/form_pdf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pdf_file *file = pdf_file_open(NULL);
	struct pdf_heap *heap = pdf_heap_new();
	form_write(file, heap, (struct str){ (const char *)data, size });
	pdf_heap_free(heap);
	pdf_file_abandon(file);
	return 0;
}
