/* json.c - an object's first member is the one that stands right behind its brace. */
#include "output/json.h"

#include "base/utf8.h"

void json_put_string(struct buf *b, struct str s)
{
	buf_putc(b, '"');
	for (size_t at = 0; at < s.len;) {
		uint32_t c = utf8_decode(s, &at);
		if (c == '"' || c == '\\') {
			buf_putc(b, '\\');
			buf_putc(b, (char)c);
		} else if (c < ' ' || c == 0x7F) {
			buf_printf(b, "\\u%04X", (unsigned)c);
		} else {
			buf_put_utf8(b, c);
		}
	}
	buf_putc(b, '"');
}

void json_put_name(struct buf *b, struct str name)
{
	if (b->len && b->p[b->len - 1] != '{')
		buf_puts(b, ", ");
	json_put_string(b, name);
	buf_puts(b, ": ");
}

void json_put_member(struct buf *b, const char *name, struct str value)
{
	if (!value.len)
		return;
	json_put_name(b, str_from_c(name));
	json_put_string(b, value);
}
