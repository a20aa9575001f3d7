/* icu_table.h - what the module icudata.so shows. */
#ifndef BASE_ICU_TABLE_H
#define BASE_ICU_TABLE_H

#include "base/libexec.h"

struct icu_table {
	struct module module;
	const void *data; /* libicudata's, for udata_setCommonData */
};

#endif
