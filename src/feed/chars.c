/* chars.c - text on its way through the filter: characters that cannot be, references, attributes'
 * values.
 *
 * Once it is read here, text is all known: of a long one libxml2 gets to see only where it stands
 * ("<?text AT LENGTH LINES?>"); the text itself lies beside the XML until xml.c asks for it. An escaped
 * body is one reference after the other, and each would be an event of its own. */
#include "feed/chars.h"

#include "base/bytes16.h"
#include "base/utf8.h"
#include "feed/entities.h"

enum { SHORT_RUN = 64 /* written as XML: to say where it lies is as long */ };

/* Which bytes need a look; everything else may be copied as it is. 0xEF leads U+FFFE and U+FFFF,
 * 0xC2 U+0080 to U+009F. CR is no line end of XML's. */
enum { IN_TEXT = 1, IN_CDATA = 2, IN_VALUE = 4, IN_ALL = 7 };
static const unsigned char special[256] = {
	['&'] = IN_TEXT | IN_VALUE, ['<'] = IN_TEXT | IN_VALUE, ['>'] = IN_VALUE, ['"'] = IN_VALUE,
	[']'] = IN_CDATA, ['\r'] = IN_TEXT | IN_CDATA, [0xC2] = IN_ALL, [0xEF] = IN_ALL,
	[0x00] = IN_ALL, [0x01] = IN_ALL, [0x02] = IN_ALL, [0x03] = IN_ALL, [0x04] = IN_ALL,
	[0x05] = IN_ALL, [0x06] = IN_ALL, [0x07] = IN_ALL, [0x08] = IN_ALL, [0x0B] = IN_ALL,
	[0x0C] = IN_ALL, [0x0E] = IN_ALL, [0x0F] = IN_ALL, [0x10] = IN_ALL, [0x11] = IN_ALL,
	[0x12] = IN_ALL, [0x13] = IN_ALL, [0x14] = IN_ALL, [0x15] = IN_ALL, [0x16] = IN_ALL,
	[0x17] = IN_ALL, [0x18] = IN_ALL, [0x19] = IN_ALL, [0x1A] = IN_ALL, [0x1B] = IN_ALL,
	[0x1C] = IN_ALL, [0x1D] = IN_ALL, [0x1E] = IN_ALL, [0x1F] = IN_ALL,
};

/* The same of sixteen at once. */
static inline bytes16 special16(bytes16 v, unsigned char where)
{
	bytes16 hit = (bytes16)(((v < ' ') & (v != '\n') & (v != '\t') & (v != '\r')) | (v == 0xC2) | (v == 0xEF));
	if (where & (IN_TEXT | IN_VALUE))
		hit |= (bytes16)((v == '&') | (v == '<'));
	if (where & (IN_TEXT | IN_CDATA))
		hit |= (bytes16)(v == '\r');
	if (where & IN_VALUE)
		hit |= (bytes16)((v == '>') | (v == '"'));
	return where & IN_CDATA ? hit | (bytes16)(v == ']') : hit;
}

/* Those of them that may be special: told with less, and of ASCII nearly right. */
static inline bytes16 maybe_special16(bytes16 v, unsigned char where)
{
	typedef signed char signed16 __attribute__((vector_size(16)));
	bytes16 hit = (bytes16)((signed16)v < ' ');
	if (where & (IN_TEXT | IN_VALUE))
		hit |= (bytes16)((v == '&') | (v == '<'));
	if (where & IN_VALUE)
		hit |= (bytes16)((v == '>') | (v == '"'));
	return where & IN_CDATA ? hit | (bytes16)(v == ']') : hit;
}

static inline bool is_special(char c, unsigned char where)
{
	return special[(unsigned char)c] & where;
}

/* Copies sixteen bytes and returns how many of them are plain. In place, where `where` is known. */
__attribute__((always_inline)) static inline size_t copy16(char *to, const char *from, unsigned char where)
{
	bytes16 v = bytes16_at(from);
	memcpy(to, &v, sizeof v);
	size_t n = bytes16_first(maybe_special16(v, where));
	return n == sizeof v || is_special(from[n], where) ? n : bytes16_first(special16(v, where));
}

/* Copies the bytes from `from` on that may be copied, and returns how many those are. `to` has room for
 * all of `s` and 16 more. */
static inline size_t copy_plain(char *to, struct str s, size_t from, unsigned char where)
{
	size_t i = from;
	while (i + sizeof(bytes16) <= s.len) {
		size_t n = copy16(to + (i - from), s.p + i, where);
		i += n;
		if (n < sizeof(bytes16))
			return i - from;
	}
	for (; i < s.len && !is_special(s.p[i], where); i++)
		to[i - from] = s.p[i];
	return i - from;
}

/* "â\x80\x9C": UTF-8 that was taken for latin-1 and encoded once more. The lead byte is written
 * already, as a character of two bytes, from `begin` on; what follows it is in `s`. Returns how much of
 * `s` belongs to it; 0: it is not that. */
static size_t put_twice_encoded(struct buf *to, size_t begin, struct str s)
{
	if (to->len - begin < 2 || to->p[to->len - 2] != '\xC3')
		return 0;
	unsigned char lead = (unsigned char)to->p[to->len - 1];
	char bytes[4] = { (char)(lead | 0x40) };
	size_t n = 1, want = lead >= 0xB0 ? 4 : lead >= 0xA0 ? 3 : 2;
	for (size_t at = 0; n < want && at + 1 < s.len && s.p[at] == '\xC2'; at += 2)
		bytes[n++] = s.p[at + 1];
	struct str character = { bytes, n };
	if (n != want || utf8_valid_prefix(character) != n)
		return 0;
	to->len -= 2;
	buf_put_str(to, character);
	return (n - 1) * 2;
}

/* U+0080 to U+009F are never meant: some program took windows-1252 or UTF-8 for latin-1. */
static size_t put_latin1(struct text *t, struct str s, struct buf *to, size_t begin)
{
	bool control = s.len > 1 && (unsigned char)s.p[1] < 0xA0;
	size_t twice = control ? put_twice_encoded(to, begin, s) : 0;
	if (twice) {
		text_note(t, REPAIR_TWICE, STR_NONE);
		return twice;
	}
	uint32_t c = s.len > 1 ? (unsigned char)s.p[1] : 0;
	uint32_t meant = c >= 0x80 && c < 0xA0 ? entity_windows_1252(c) : c;
	if (meant != c)
		text_note(t, REPAIR_C1, STR_NONE);
	if (meant)
		buf_put_utf8(to, meant);
	return s.len > 1 ? 2 : 1;
}

/* Writes the one special character at the front of `s` that is no mark-up; returns its length. The text
 * that it belongs to begins in `to` at `begin`. */
static size_t put_special(struct text *t, struct str s, struct buf *to, size_t begin)
{
	if (s.p[0] == '\xC2')
		return put_latin1(t, s, to, begin);
	if (s.p[0] == '\r') { /* XML 1.0, 2.11 */
		if (s.len < 2 || s.p[1] != '\n')
			buf_putc(to, '\n');
		return 1;
	}
	if ((unsigned char)s.p[0] != 0xEF) {
		text_note(t, REPAIR_CONTROL, STR_NONE);
		return 1;
	}
	size_t len = s.len < 3 ? s.len : 3;
	if (len == 3 && s.p[1] == '\xBF' && (s.p[2] == '\xBE' || s.p[2] == '\xBF'))
		text_note(t, REPAIR_CONTROL, STR_NONE);
	else
		buf_put(to, s.p, len);
	return len;
}

/* Reads "&#…" at the front of `s`: *c is the character, 0 when there is none, '&' for a bare one.
 * Returns how long it was. */
static size_t read_numeric(struct text *t, struct str s, uint32_t *c)
{
	size_t end = 2;
	while (end < s.len && end < LONGEST_REFERENCE && ch_alnum(s.p[end]))
		end++;
	bool closed = end < s.len && s.p[end] == ';';
	struct str digits = str_sub(s, 2, end);
	*c = entity_from_number(digits);
	if (*c && closed && !(digits.p[0] == 'X'))
		return end + 1;
	text_note(t, digits.len && (*c || closed) ? REPAIR_REFERENCE : REPAIR_AMPERSAND,
		  str_sub(s, 0, end + closed));
	if (*c || (closed && digits.len))
		return end + closed;
	*c = '&';
	return 1;
}

/* The same for any reference. */
static size_t read_reference(struct text *t, struct str s, uint32_t *c)
{
	if (s.len > 1 && s.p[1] == '#')
		return read_numeric(t, s, c);
	size_t end = 1;
	while (end < s.len && end < LONGEST_REFERENCE && ch_alnum(s.p[end]))
		end++;
	bool closed = end > 1 && end < s.len && s.p[end] == ';';
	*c = closed ? entity_find(str_sub(s, 1, end)) : 0;
	if (*c) {
		bool of_xml = *c == '<' || *c == '>' || *c == '&' || *c == '"' || *c == '\'';
		if (!of_xml && !t->has_doctype)
			text_note(t, REPAIR_ENTITY, str_sub(s, 0, end + 1));
		return end + 1;
	}
	text_note(t, REPAIR_AMPERSAND, str_sub(s, 0, end + closed > 1 ? end + closed : 12));
	*c = '&';
	return 1;
}

static void put_number(struct text *t, uint32_t c)
{
	buf_puts(&t->out, "&#");
	buf_put_int(&t->out, c);
	buf_putc(&t->out, ';');
}

void chars_put_value(struct text *t, struct str s)
{
	size_t begin = t->out.len;
	for (size_t at = 0; at < s.len;) {
		size_t n = copy_plain(buf_reserve(&t->out, s.len - at + sizeof(bytes16)), s, at, IN_VALUE);
		t->out.len += n;
		at += n;
		if (at == s.len)
			break;
		struct str rest = str_sub(s, at, s.len);
		uint32_t c = (unsigned char)s.p[at];
		n = 1;
		if (c == '&')
			n = read_reference(t, rest, &c);
		else if (c == '<')
			text_note(t, REPAIR_LESS, str_sub(rest, 0, 12));
		else if (c != '>' && c != '"') {
			n = put_special(t, rest, &t->out, begin);
			c = 0;
		}
		if (c)
			put_number(t, c);
		at += n;
	}
}

/* ---- runs ----------------------------------------------------------------------------- */

/* How long the reference at the front of `s` is, and its character, when it is one of those that
 * escaped mark-up is full of; 0 when it is another one, or none. */
static inline size_t common_reference(struct str s, char *c)
{
	if (s.len < 5 || s.p[0] != '&')
		return 0;
	*c = '<';
	if (memcmp(s.p, "&lt;", 4) == 0)
		return 4;
	*c = '>';
	if (memcmp(s.p, "&gt;", 4) == 0)
		return 4;
	*c = '&';
	if (memcmp(s.p, "&amp;", 5) == 0)
		return 5;
	*c = '"';
	if (memcmp(s.p, "&#34;", 5) == 0)
		return 5;
	*c = '\'';
	return memcmp(s.p, "&#39;", 5) == 0 ? 5 : 0;
}

/* Plain text and common references at the front of `w`; returns how much of it that is. */
static size_t put_plain_text(struct text *t, struct str w)
{
	char *to = buf_reserve(&t->aside, w.len + sizeof(bytes16)), c;
	size_t at = 0;
	while (at < w.len) {
		size_t n = at + sizeof(bytes16) <= w.len ? copy16(to, w.p + at, IN_TEXT) : copy_plain(to, w, at, IN_TEXT);
		to += n;
		at += n;
		if (n == sizeof(bytes16))
			continue;
		n = common_reference(str_sub(w, at, w.len), &c);
		if (!n)
			break;
		*to++ = c;
		at += n;
	}
	t->aside.len = (size_t)(to - t->aside.p);
	return at;
}

size_t chars_put_text(struct text *t, struct str w)
{
	size_t n = put_plain_text(t, w);
	if (n || w.p[0] == '<')
		return n;
	if (w.p[0] != '&')
		return put_special(t, w, &t->aside, t->run_at);
	uint32_t c;
	n = read_reference(t, w, &c);
	if (c)
		buf_put_utf8(&t->aside, c);
	return n;
}

size_t chars_put_cdata(struct text *t, struct str w)
{
	if (str_starts(w, STR("]]>")))
		return 0;
	char *to = buf_reserve(&t->aside, w.len + sizeof(bytes16));
	size_t bracket = w.p[0] == ']', n = bracket + copy_plain(to + bracket, w, bracket, IN_CDATA);
	if (bracket)
		to[0] = ']';
	t->aside.len += n;
	return n ? n : put_special(t, w, &t->aside, t->run_at);
}

/* As XML; as numbers, which libxml2 reads in a third of the time that it takes for names. */
static void put_short(struct text *t, struct str s)
{
	char *to = buf_reserve(&t->out, s.len + sizeof(bytes16));
	size_t n = s.len && s.p[0] == '>' ? 0 : copy_plain(to, s, 0, IN_TEXT | IN_CDATA);
	t->out.len += n;
	for (size_t i = n; i < s.len; i++) {
		char c = s.p[i];
		bool closes = c == '>' && (i == 0 || s.p[i - 1] == ']'); /* "]]>" may not stand in text */
		if (c == '<' || c == '&' || c == '\r' || closes)
			put_number(t, (unsigned char)c);
		else
			buf_putc(&t->out, c);
	}
}

void chars_end_run(struct text *t)
{
	struct str run = str_sub(buf_str(&t->aside), t->run_at, t->aside.len);
	int lines = t->line - t->run_line;
	if (run.len <= SHORT_RUN && str_count_char(run, '\n') == (size_t)lines) {
		put_short(t, run);
		t->aside.len = t->run_at;
	} else {
		buf_puts(&t->out, "<?text ");
		buf_put_int(&t->out, (int64_t)(t->aside_from + t->run_at));
		buf_putc(&t->out, ' ');
		buf_put_int(&t->out, (int64_t)run.len);
		buf_putc(&t->out, ' ');
		buf_put_int(&t->out, lines);
		buf_puts(&t->out, "?>");
		t->run_at = t->aside.len;
	}
	t->run_line = t->line;
}

struct str text_aside(struct text *t, uint64_t at, size_t len)
{
	if (at < t->aside_from || at - t->aside_from > t->aside.len)
		return STR_NONE;
	size_t from = (size_t)(at - t->aside_from);
	struct str run = str_sub(buf_str(&t->aside), from, len < t->aside.len - from ? from + len : t->aside.len);
	t->aside_read = from + run.len;
	return run;
}

void chars_trim(struct text *t)
{
	if (t->aside_read < t->aside.len - t->aside_read)
		return;
	t->aside.len -= t->aside_read;
	if (t->aside.len)
		memmove(t->aside.p, t->aside.p + t->aside_read, t->aside.len);
	t->run_at -= t->aside_read;
	t->aside_from += t->aside_read;
	t->aside_read = 0;
}
