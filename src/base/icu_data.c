/* icu_data.c - the program is linked with ICU's code as an archive; its data would come along whole. So
 * the linker is given an empty table instead (icu_empty.c), and the real one is handed to ICU when it is
 * needed: libicudata, through the module icudata.so. With ICU as a shared library there is nothing to do.
 * An installation without that module is told of, and goes on: nothing is lost. */
#include "base/icu_data.h"

#include <pthread.h>
#include <stdio.h>
#include <unicode/udata.h>

extern const char icu_empty_linked __attribute__((weak)); /* icu_empty.c's, where that is linked in */

static void load(void)
{
	if (!&icu_empty_linked)
		return;
	struct buf why;
	buf_init(&why);
	const struct icu_table *table = libexec_load("icudata", &why);
	UErrorCode error = U_ZERO_ERROR;
	if (table)
		udata_setCommonData(table->data, &error);
	else
		fprintf(stderr, "designconv: %s: without it some words are broken, and some signs compared, less well\n", buf_cstr(&why));
	buf_done(&why);
}

void icu_data_need(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, load);
}
