/* chars.c - characters and references made well, where no mark-up stands: what XML forbids is dropped,
 * names that only HTML knows become numbers, and a bare "&" gets its name. */
#include "feed/chars.h"

#include "base/utf8.h"
#include "feed/entities.h"

/* Which bytes need a look; everything else may be copied as it is. 0xEF leads U+FFFE and U+FFFF,
 * 0xC2 U+0080 to U+009F. */
enum { IN_TEXT = 1, IN_CDATA = 2, IN_BOTH = 3 };
static const unsigned char special[256] = {
	['&'] = IN_TEXT, ['<'] = IN_TEXT, ['>'] = IN_TEXT, [']'] = IN_CDATA, [0xC2] = IN_BOTH,
	[0xEF] = IN_BOTH,
	[0x00] = IN_BOTH, [0x01] = IN_BOTH, [0x02] = IN_BOTH, [0x03] = IN_BOTH, [0x04] = IN_BOTH,
	[0x05] = IN_BOTH, [0x06] = IN_BOTH, [0x07] = IN_BOTH, [0x08] = IN_BOTH, [0x0B] = IN_BOTH,
	[0x0C] = IN_BOTH, [0x0E] = IN_BOTH, [0x0F] = IN_BOTH, [0x10] = IN_BOTH, [0x11] = IN_BOTH,
	[0x12] = IN_BOTH, [0x13] = IN_BOTH, [0x14] = IN_BOTH, [0x15] = IN_BOTH, [0x16] = IN_BOTH,
	[0x17] = IN_BOTH, [0x18] = IN_BOTH, [0x19] = IN_BOTH, [0x1A] = IN_BOTH, [0x1B] = IN_BOTH,
	[0x1C] = IN_BOTH, [0x1D] = IN_BOTH, [0x1E] = IN_BOTH, [0x1F] = IN_BOTH,
};

static size_t plain_run(struct str s, unsigned char where)
{
	size_t i = 0;
	while (i < s.len && !(special[(unsigned char)s.p[i]] & where))
		i++;
	return i;
}

/* "â\x80\x9C": UTF-8 that was taken for latin-1 and encoded once more. The lead byte is written
 * already, as a character of two bytes; what follows it is in `s`. Returns how much of `s` belongs
 * to it; 0: it is not that. */
static size_t put_twice_encoded(struct text *t, struct str s)
{
	unsigned char *out = (unsigned char *)t->out.p + t->out.len - 2;
	if (t->out.len < 2 || out[0] != 0xC3)
		return 0;
	char bytes[4] = { (char)(out[1] | 0x40) };
	size_t n = 1, want = out[1] >= 0xB0 ? 4 : out[1] >= 0xA0 ? 3 : 2;
	for (size_t at = 0; n < want && at + 1 < s.len && s.p[at] == '\xC2'; at += 2)
		bytes[n++] = s.p[at + 1];
	struct str character = { bytes, n };
	if (n != want || utf8_valid_prefix(character) != n)
		return 0;
	t->out.len -= 2;
	buf_put_str(&t->out, character);
	return (n - 1) * 2;
}

/* U+0080 to U+009F are never meant: some program took windows-1252 or UTF-8 for latin-1. */
static size_t put_latin1(struct text *t, struct str s)
{
	bool control = s.len > 1 && (unsigned char)s.p[1] < 0xA0;
	size_t twice = control ? put_twice_encoded(t, s) : 0;
	if (twice) {
		text_note(t, REPAIR_TWICE, STR_NONE);
		return twice;
	}
	uint32_t c = s.len > 1 ? (unsigned char)s.p[1] : 0;
	uint32_t meant = c >= 0x80 && c < 0xA0 ? entity_windows_1252(c) : c;
	if (meant != c)
		text_note(t, REPAIR_C1, STR_NONE);
	if (meant)
		buf_put_utf8(&t->out, meant);
	return s.len > 1 ? 2 : 1;
}

size_t chars_put_special(struct text *t, struct str s)
{
	if (s.p[0] == '\xC2')
		return put_latin1(t, s);
	if ((unsigned char)s.p[0] != 0xEF) {
		text_note(t, REPAIR_CONTROL, STR_NONE);
		return 1;
	}
	size_t len = s.len < 3 ? s.len : 3;
	if (len == 3 && s.p[1] == '\xBF' && (s.p[2] == '\xBE' || s.p[2] == '\xBF'))
		text_note(t, REPAIR_CONTROL, STR_NONE);
	else
		buf_put(&t->out, s.p, len);
	return len;
}

static void put_number(struct text *t, uint32_t c)
{
	buf_puts(&t->out, "&#");
	buf_put_int(&t->out, c);
	buf_putc(&t->out, ';');
}

static size_t put_numeric(struct text *t, struct str s)
{
	size_t end = 2;
	while (end < s.len && end < LONGEST_REFERENCE && ch_alnum(s.p[end]))
		end++;
	bool closed = end < s.len && s.p[end] == ';';
	struct str digits = str_sub(s, 2, end);
	uint32_t c = entity_from_number(digits);
	if (c && closed && !(digits.p[0] == 'X')) {
		if (digits.len == 3 && c > 255)
			put_number(t, c); /* 128 to 159: the HTML way */
		else
			buf_put(&t->out, s.p, end + 1);
		return end + 1;
	}
	text_note(t, digits.len && (c || closed) ? REPAIR_REFERENCE : REPAIR_AMPERSAND,
		  str_sub(s, 0, end + closed));
	if (c)
		put_number(t, c);
	else if (!closed || digits.len == 0)
		buf_puts(&t->out, "&amp;");
	return c || (closed && digits.len) ? end + closed : 1;
}

size_t chars_put_reference(struct text *t, struct str s)
{
	if (s.len > 1 && s.p[1] == '#')
		return put_numeric(t, s);
	size_t end = 1;
	while (end < s.len && end < LONGEST_REFERENCE && ch_alnum(s.p[end]))
		end++;
	bool closed = end > 1 && end < s.len && s.p[end] == ';';
	uint32_t c = closed ? entity_find(str_sub(s, 1, end)) : 0;
	if (c == '<' || c == '>' || c == '&' || c == '"' || c == '\'') {
		buf_put(&t->out, s.p, end + 1);
		return end + 1;
	}
	if (c) {
		if (!t->has_doctype)
			text_note(t, REPAIR_ENTITY, str_sub(s, 0, end + 1));
		put_number(t, c);
		return end + 1;
	}
	text_note(t, REPAIR_AMPERSAND, str_sub(s, 0, end + closed > 1 ? end + closed : 12));
	buf_puts(&t->out, "&amp;");
	return 1;
}

void chars_put_escaped(struct text *t, struct str s, bool quote)
{
	while (s.len) {
		size_t n = plain_run(s, IN_TEXT);
		struct str run = str_sub(s, 0, n);
		ptrdiff_t hit;
		while (quote && (hit = str_find_char(run, '"', 0)) >= 0) {
			buf_put(&t->out, run.p, (size_t)hit);
			buf_puts(&t->out, "&quot;");
			run = str_sub(run, (size_t)hit + 1, run.len);
		}
		buf_put_str(&t->out, run);
		s = str_sub(s, n, s.len);
		if (s.len == 0)
			break;
		n = 1;
		if (s.p[0] == '&') {
			n = chars_put_reference(t, s);
		} else if (s.p[0] == '<') {
			text_note(t, REPAIR_LESS, str_sub(s, 0, 12));
			buf_puts(&t->out, "&lt;");
		} else if (s.p[0] == '>') {
			buf_puts(&t->out, "&gt;");
		} else {
			n = chars_put_special(t, s);
		}
		s = str_sub(s, n, s.len);
	}
}

/* Writes the reference at the front of `s` when it is one of those that escaped mark-up is full of;
 * returns its length, 0 when it is another one. What may stand in text is written as it is, the others
 * as numbers: libxml2 reads those in a third of the time that it takes for names. */
static size_t put_common_reference(struct text *t, struct str s)
{
	if (str_starts(s, STR("&lt;"))) {
		buf_puts(&t->out, "&#60;");
		return 4;
	}
	if (str_starts(s, STR("&amp;"))) {
		buf_puts(&t->out, "&#38;");
		return 5;
	}
	if (str_starts(s, STR("&gt;"))) { /* only "]]>" may not stand in text */
		if (t->out.len && t->out.p[t->out.len - 1] != ']')
			buf_putc(&t->out, '>');
		else
			buf_puts(&t->out, "&#62;");
		return 4;
	}
	if (str_starts(s, STR("&#34;")) || str_starts(s, STR("&#39;"))) {
		buf_putc(&t->out, s.p[3] == '4' ? '"' : '\'');
		return 5;
	}
	return 0;
}

size_t chars_put_text(struct text *t, struct str w)
{
	for (size_t at = 0;;) {
		struct str rest = str_sub(w, at, w.len);
		size_t n = plain_run(rest, IN_TEXT);
		buf_put(&t->out, rest.p, n);
		at += n;
		n = n < rest.len && rest.p[n] == '&' ? put_common_reference(t, str_sub(rest, n, rest.len)) : 0;
		if (!n)
			return at;
		at += n;
	}
}

size_t chars_put_cdata(struct text *t, struct str w, size_t most)
{
	size_t n = plain_run(str_sub(w, 0, most), IN_CDATA);
	while (n && n < w.len && ((unsigned char)w.p[n] & 0xC0) == 0x80)
		n--; /* no character is split */
	if (n == 0 && w.p[0] == ']')
		n = 1;
	buf_put(&t->out, w.p, n);
	return n;
}
