/* icu_empty.c - what ICU's code is linked with in place of its data: a table of contents without entries,
 * in the form that ICU asks for (unicode/udata.h; "ToCP" of ICU's common data). */
#include <unicode/udata.h>
#include <unicode/utypes.h>

struct empty_data {
	uint16_t header_size;
	uint8_t magic1, magic2;
	UDataInfo info;
	char padding[8];
	uint32_t n_entries, reserved;
};

const char icu_empty_linked = 1;
const struct empty_data U_ICUDATA_ENTRY_POINT __attribute__((aligned(16))) = {
	.header_size = 32,
	.magic1 = 0xDA,
	.magic2 = 0x27,
	.info = { .size = sizeof(UDataInfo), .isBigEndian = U_IS_BIG_ENDIAN, .charsetFamily = U_CHARSET_FAMILY,
		  .sizeofUChar = U_SIZEOF_UCHAR, .dataFormat = { 'T', 'o', 'C', 'P' }, .formatVersion = { 1 } },
};
