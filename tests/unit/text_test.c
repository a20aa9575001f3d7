/* text_test.c - what the filter makes of bad XML, to the byte, whatever the pieces it is read in. */
#include "feed/text.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "check.h"

#define TEN "0123456789"

static const struct {
	const char *in, *out;
	enum repair repair; /* that must have been noted; REPAIR_COUNT: none at all */
} cases[] = {
	{ "<a>x</a>", "<a>x</a>", REPAIR_COUNT },
	{ "<?xml version='1.0'?>\n<!-- c -->\n<a/>", "\n\n<a/>", REPAIR_COUNT },
	{ "<!DOCTYPE a [\n<!ENTITY b 'c'>\n]>\n<a>&nbsp;</a>", "\n\n\n<a>\xC2\xA0</a>", REPAIR_COUNT },
	{ "<a><!-- & < -->x<?p i?></a>", "<a>x</a>", REPAIR_COUNT },
	{ "<a>&amp;&lt;&quot;&#60;&#x3C;</a>", "<a>&#38;&#60;\"&#60;&#60;</a>", REPAIR_COUNT },
	{ "<a>&lt;b&gt;&#34;&#39;]]&gt;&#93;]&gt;</a>", "<a>&#60;b>\"']]&#62;]]&#62;</a>", REPAIR_COUNT },
	{ "<a>AT&T & &foo; &amp</a>", "<a>AT&#38;T &#38; &#38;foo; &#38;amp</a>", REPAIR_AMPERSAND },
	{ "<a>&nbsp;&eacute;&hellip;</a>", "<a>\xC2\xA0\xC3\xA9\xE2\x80\xA6</a>", REPAIR_ENTITY },
	{ "<a>&#150;&#0;&#xD800;&#8212 x</a>", "<a>\xE2\x80\x93\xE2\x80\x94 x</a>", REPAIR_REFERENCE },
	{ "<a>\x01\x0B" "b\xEF\xBF\xBE</a>", "<a>b</a>", REPAIR_CONTROL },
	{ "<a>\xC2\x92\xC2\xA0</a>", "<a>\xE2\x80\x99\xC2\xA0</a>", REPAIR_C1 },
	{ "<a>\xC3\xA2\xC2\x80\xC2\x9C</a>", "<a>\xE2\x80\x9C</a>", REPAIR_TWICE },
	{ "<a>\xC3\x83\xC2\x9F \xC3\xA2\xC2\x80 \xC3\xA4</a>", "<a>\xC3\x9F \xC3\xA2\xE2\x82\xAC \xC3\xA4</a>", REPAIR_TWICE },
	{ "<a>\xC3\xA2<b/>\xC2\x80\xC2\x9C</a>", "<a>\xC3\xA2<b/>\xE2\x82\xAC\xC5\x93</a>", REPAIR_C1 }, /* a tag between */
	{ "<a>&#13;x&#13;</a>", "<a>&#13;x&#13;</a>", REPAIR_COUNT },
	{ "<a>&gt;<b>]</b>]&gt;</a>", "<a>&#62;<b>]</b>]&#62;</a>", REPAIR_COUNT },
	{ "<r><item>a<item/>b</item></r>", "<r><item>ab</item></r>", REPAIR_NESTING },
	{ "<a>1 < 2 <3 <</a>", "<a>1 &#60; 2 &#60;3 &#60;</a>", REPAIR_LESS },
	{ "<a>]]></a>", "<a>]]&#62;</a>", REPAIR_COUNT },
	{ "<a b=c d e='f'g=\"<&\">x</a>", "<a b=\"c\" d=\"d\" e=\"f\" g=\"&#60;&#38;\">x</a>", REPAIR_TAG },
	{ "<a\n b='\"'\n\n>x</a>", "<a\nb=\"&#34;\"\n\n>x</a>", REPAIR_COUNT },
	{ "<a b='x>y</a>", "<a b=\"x\">y</a>", REPAIR_TAG },
	{ "<a><b><c>x</b></a>", "<a><b><c>x</c></b></a>", REPAIR_NESTING },
	{ "<a>x</b></a>", "<a>x</a>", REPAIR_NESTING },
	{ "<a><B>x</b></a>", "<a><B>x</B></a>", REPAIR_COUNT },
	{ "<a>x<br>y<img src=z></br></a>", "<a>x<br/>y<img src=\"z\"/></a>", REPAIR_TAG },
	{ "<r><item><t>x</t><item><t>y</t></item></r>", "<r><item><t>x</t></item><item><t>y</t></item></r>",
	  REPAIR_NESTING },
	{ "<a><![CDATA[<&]]]]><![CDATA[>\x02]]></a>", "<a>&#60;&#38;]]&#62;</a>", REPAIR_CONTROL },
	{ "<a>x\r\ny\rz&#13;&#10;</a>", "<a><?text 0 7 1?></a>", REPAIR_COUNT },
	{ "<a>" TEN TEN TEN TEN TEN TEN "1234&lt;</a><!-- \n -->", "<a><?text 0 65 0?></a>", REPAIR_COUNT },
	{ "<a>" TEN TEN TEN TEN TEN TEN "123&lt;</a>", "<a>" TEN TEN TEN TEN TEN TEN "123&#60;</a>", REPAIR_COUNT },
	{ "<a>x</a>\n<!-- y --> <?z?>", "<a>x</a>", REPAIR_COUNT },
	{ "<a>x</a>junk", "<a>x</a>", REPAIR_TRAILING },
	/* cut off */
	{ "<a><b>x", "<a><b>x</b></a>", REPAIR_COUNT },
	{ "<a><b x=\"y", "<a></a>", REPAIR_COUNT },
	{ "<a><![CDATA[x]]", "<a>x]]</a>", REPAIR_COUNT },
	{ "<a>&am", "<a>&#38;am</a>", REPAIR_AMPERSAND },
	{ "<a><!-- x", "<a></a>", REPAIR_COUNT },
};

/* Puts the texts that "<?text AT LENGTH LINES?>" stands for in their places; returns how many there were. */
static size_t put_aside(struct text *t, struct str xml, struct buf *out)
{
	size_t n = 0, at = 0;
	for (ptrdiff_t hit; (hit = str_find(xml, STR("<?text "), at)) >= 0; n++) {
		buf_put_str(out, str_sub(xml, at, (size_t)hit));
		char *end;
		uint64_t from = strtoull(xml.p + hit + 7, &end, 10);
		buf_put_str(out, text_aside(t, from, strtoul(end, NULL, 10)));
		at = (size_t)str_find(xml, STR("?>"), (size_t)hit) + 2;
	}
	buf_put_str(out, str_sub(xml, at, xml.len));
	return n;
}

/* How many texts lay beside the XML, and how many bytes of them at most at once. */
struct seen {
	size_t n_aside, most_aside;
};

/* `expand`: with the long texts in their places; the room must hold what they are said with. */
static struct seen filter(struct str in, size_t room, bool expand, struct text *t, struct buf *out)
{
	struct decoder d;
	int fd = memfd_create("text", MFD_CLOEXEC);
	CHECK(fd >= 0 && write(fd, in.p, in.len) == (ssize_t)in.len && lseek(fd, 0, SEEK_SET) == 0);
	decoder_open(&d, fd, false);
	text_open(t, &d);
	buf_clear(out);
	char *some = mem_alloc(room);
	struct seen seen = { 0 };
	for (size_t n; (n = text_read(t, some, room)) > 0;) {
		seen.most_aside = t->aside.len > seen.most_aside ? t->aside.len : seen.most_aside;
		if (expand)
			seen.n_aside += put_aside(t, (struct str){ some, n }, out);
		else
			buf_put(out, some, n);
	}
	free(some);
	text_close(t);
	decoder_close(&d);
	close(fd);
	return seen;
}

static void check_cases(struct buf *out)
{
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		for (size_t room = 1; room < 200; room += 99) {
			struct text t;
			size_t repairs = 0;
			filter(str_from_c(cases[i].in), room, false, &t, out);
			CHECK_STR(buf_str(out), cases[i].out);
			for (int r = 0; r < REPAIR_COUNT; r++)
				repairs += t.notes[r].count;
			CHECK(cases[i].repair == REPAIR_COUNT ? repairs == 0 : t.notes[cases[i].repair].count > 0);
		}
}

/* Larger than any window: nothing is lost, lines and items are counted, and little lies aside at once. */
static void check_large(struct buf *out)
{
	struct text t;
	struct buf in;
	buf_init(&in);
	buf_puts(&in, "<r>\n<item>\n<b><![CDATA[");
	for (int i = 0; i < 30000; i++)
		buf_puts(&in, "\xE2\x82\xAC] & <\n");
	buf_puts(&in, "]]></b></item>\n<item>\n\n&\n</item></r>");
	struct seen seen = filter(buf_str(&in), 64 << 10, true, &t, out);
	CHECK(t.notes[REPAIR_AMPERSAND].count == 1 && t.notes[REPAIR_AMPERSAND].line == 30003 + 3);
	CHECK(t.notes[REPAIR_AMPERSAND].item == 2 && t.items == 2 && !t.cut_off);
	CHECK(seen.n_aside >= 5 && seen.most_aside < 200 << 10);
	struct str rest = buf_str(out);
	size_t euros = 0;
	for (ptrdiff_t at = -1; (at = str_find(rest, STR("\xE2\x82\xAC] & <\n"), (size_t)(at + 1))) >= 0;)
		euros++;
	CHECK(euros == 30000);
	/* deeper than anything meant */
	buf_clear(&in);
	for (int i = 0; i < 100000; i++)
		buf_puts(&in, "<d>");
	filter(buf_str(&in), 4000, false, &t, out);
	CHECK(t.notes[REPAIR_DEPTH].count > 99000 && t.cut_off);
	/* more attributes than anybody has */
	buf_clear(&in);
	buf_puts(&in, "<r");
	for (int i = 0; i < 1000; i++)
		buf_printf(&in, " a%d='x'", i);
	buf_puts(&in, "/>");
	filter(buf_str(&in), 4000, false, &t, out);
	CHECK(t.notes[REPAIR_ATTRIBUTES].count == 800 && str_ends(buf_str(out), STR(" a199=\"x\"/>")));
	buf_done(&in);
}

int main(void)
{
	struct buf out;
	buf_init(&out);
	check_cases(&out);
	check_large(&out);
	buf_done(&out);
	return 0;
}
