/* icu_data.h - ICU's tables, 31 MB of them: in a library of their own, which a run loads when it asks for
 * one that is not compiled into ICU's code. */
#ifndef BASE_ICU_DATA_H
#define BASE_ICU_DATA_H

#include "base/libexec.h"

/* Before the first call that needs them: break iterators, NFKC, IDNA, emoji, Indic syllables. Any thread,
 * any number of times. Where they cannot be had it says so once, on the standard error, and ICU's own
 * functions fail. */
void icu_data_need(void);

/* What the module icudata.so shows (icu_module.c). */
struct icu_table {
	struct module module;
	const void *data; /* libicudata's, for udata_setCommonData */
};

#endif
