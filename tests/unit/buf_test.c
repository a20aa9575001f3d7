/* buf_test.c - the growing string: numbers at their limits, growth, reuse. */
#include "base/buf.h"

#include <stdint.h>

#include "check.h"

int main(void)
{
	struct buf b;
	buf_init(&b);
	CHECK(buf_str(&b).len == 0);
	CHECK(strcmp(buf_cstr(&b), "") == 0 && b.len == 0);
	buf_put(&b, NULL, 0);
	buf_put_int(&b, INT64_MIN);
	buf_putc(&b, ' ');
	buf_put_int(&b, 0);
	buf_putc(&b, ' ');
	buf_put_int(&b, INT64_MAX);
	CHECK_STR(buf_str(&b), "-9223372036854775808 0 9223372036854775807");
	buf_clear(&b);
	buf_pad(&b, '-', 3);
	buf_pad(&b, '-', 0);
	buf_put_utf8(&b, 0x20AC);
	buf_put_utf8(&b, 0xD800);
	buf_put_utf8(&b, 0x110000);
	CHECK_STR(buf_str(&b), "---\xE2\x82\xAC\xEF\xBF\xBD\xEF\xBF\xBD");
	buf_clear(&b);
	buf_printf(&b, "%s=%d", "x", 5);
	buf_puts(&b, ";");
	buf_put_str(&b, STR("y"));
	CHECK(strcmp(buf_cstr(&b), "x=5;y") == 0);
	buf_clear(&b);
	for (int i = 0; i < 100000; i++)
		buf_putc(&b, (char)('a' + i % 26));
	CHECK(b.len == 100000 && b.cap >= b.len && b.p[99999] == (char)('a' + 99999 % 26));
	buf_done(&b);
	CHECK(b.p == NULL && b.len == 0);
	return 0;
}
