/* icu_module.c - the module icudata.so: it brings libicudata, and says where that is. */
#include "base/icu_data.h"

#include <unicode/utypes.h>

extern const char U_ICUDATA_ENTRY_POINT[];

MODULE_TABLE const struct icu_table module_icudata = { { MODULE_MARK }, U_ICUDATA_ENTRY_POINT };
