/* json_test.c - strings escaped as RFC 8259 §7 has it, commas between members only. */
#include "output/json.h"

#include "check.h"

static const char *written(struct buf *b, struct str s)
{
	buf_clear(b);
	json_put_string(b, s);
	return buf_cstr(b);
}

int main(void)
{
	struct buf b;
	buf_init(&b);
	CHECK(strcmp(written(&b, STR("plain é 😀")), "\"plain é 😀\"") == 0);
	CHECK(strcmp(written(&b, STR("a\"b\\c/d")), "\"a\\\"b\\\\c/d\"") == 0);
	CHECK(strcmp(written(&b, STR("\n\t\x01\x7F")), "\"\\u000A\\u0009\\u0001\\u007F\"") == 0);
	CHECK(strcmp(written(&b, STR("x\xFFy")), "\"x\xEF\xBF\xBDy\"") == 0);
	CHECK(strcmp(written(&b, STR_NONE), "\"\"") == 0);
	buf_clear(&b);
	buf_putc(&b, '{');
	json_put_member(&b, "none", STR_NONE);
	json_put_member(&b, "a", STR("1"));
	json_put_member(&b, "b", STR("2"));
	buf_putc(&b, '}');
	CHECK(strcmp(buf_cstr(&b), "{\"a\": \"1\", \"b\": \"2\"}") == 0);
	buf_done(&b);
	return 0;
}
