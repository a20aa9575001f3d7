/* form_test.c - a drawing's objects: references are exchanged, and what is no value of PDF is refused. */
#include "image/form.h"

#include "check.h"

static uint32_t plus_ten(void *context, uint32_t number)
{
	(void)context;
	return number < 5 ? number + 10 : 0;
}

static bool renumbered(const char *text, const char *want)
{
	struct buf out;
	buf_init(&out);
	bool good = form_renumber(str_from_c(text), plus_ten, NULL, &out);
	bool same = good && (!want || str_eq_c(buf_str(&out), want));
	buf_done(&out);
	return want ? same : good;
}

static void check_values(void)
{
	CHECK(renumbered("<< /A 1 0 R /B [ 2 0 R 3 4 0 R ] >>", "<< /A 11 0 R /B [ 12 0 R 3 14 0 R ] >>"));
	CHECK(renumbered("[1 2 .5 -3 +4.0 true false null]", "[1 2 .5 -3 +4.0 true false null]"));
	CHECK(renumbered("<</S (1 0 R \\) ( ) ) /H <0a F> /N/1 0 R>>", NULL) == false); /* a name is no number */
	CHECK(renumbered("<</S(1 0 R \\) ( ) )/H<0a F>/N/x 3 0 R>>", "<</S(1 0 R \\) ( ) )/H<0a F>/N/x 13 0 R>>"));
	CHECK(renumbered("7", "7"));
}

static void check_refusals(void)
{
	static const char *const bad[] = {
		"<<", ">>", "[", "[>>", "<</A 5 0 R>>", "0 0 R", "1 1 R", "R", "1 R", "endobj", "<</A stream>>", "(", "(a\\",
		"<0g>", "%", "{}", "1 0 obj", "--1", "1..2", "<</A 1 0 R R>>", "\x80",
	};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		CHECK(!renumbered(bad[i], NULL));
	char deep[200];
	memset(deep, '[', 100);
	memset(deep + 100, ']', 99);
	deep[199] = '\0';
	CHECK(!renumbered(deep, NULL));
}

static void check_packet(void)
{
	struct buf packet;
	struct form_object o;
	size_t at = 0;
	buf_init(&packet);
	form_put(&packet, &(struct form_object){ STR("<</A 2 0 R>>"), true, STR("data") });
	form_put(&packet, &(struct form_object){ STR("[1]"), false, STR("") });
	CHECK(form_next(buf_str(&packet), &at, &o) && o.is_stream && str_eq_c(o.data, "data"));
	CHECK(form_next(buf_str(&packet), &at, &o) && !o.is_stream && str_eq_c(o.text, "[1]"));
	CHECK(!form_next(buf_str(&packet), &at, &o) && at == packet.len);
	for (size_t n = 0; n < packet.len; n++) {
		size_t seen = 0;
		for (at = 0; form_next(str_sub(buf_str(&packet), 0, n), &at, &o);)
			seen++;
		CHECK(seen < 2 && at <= n);
	}
	buf_done(&packet);
}

int main(void)
{
	check_values();
	check_refusals();
	check_packet();
	return 0;
}
