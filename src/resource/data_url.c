/* data_url.c - percent escapes first, base64 behind them, in one pass over the bytes. */
#include "resource/data_url.h"

#include "base/base64.h"

static int hex(char c)
{
	c = ch_lower(c);
	return ch_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool data_url_decode(struct str url, struct buf *out)
{
	url = str_trim(url);
	ptrdiff_t comma = str_find_char(url, ',', 0);
	if (!str_starts_nocase(url, STR("data:")) || comma < 0)
		return false;
	struct str head = str_trim(str_sub(url, 5, (size_t)comma));
	bool base64 = head.len >= 6 &&
		      str_eq_nocase(str_sub(head, head.len - 6, head.len), STR("base64"));
	size_t before = out->len;
	struct base64 state = { 0 };
	for (size_t i = (size_t)comma + 1; i < url.len; i++) {
		char c = url.p[i];
		if (c == '%' && i + 2 < url.len && hex(url.p[i + 1]) >= 0 && hex(url.p[i + 2]) >= 0) {
			c = (char)(hex(url.p[i + 1]) << 4 | hex(url.p[i + 2]));
			i += 2;
		}
		if (base64)
			base64_put(&state, out, (struct str){ &c, 1 });
		else
			buf_putc(out, c);
	}
	return out->len > before;
}
