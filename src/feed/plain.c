/* plain.c - titles, names and summaries. No HTML parser: these are lines of text in which some
 * program left mark-up, and what does not look like it is kept. Everything is one pass. */
#include "feed/plain.h"

#include "feed/entities.h"

enum { LONGEST_NAME = 12, LONGEST_TAG = 4096 };

/* Inline elements that titles are seen to hold. */
static const char *const inline_names[] = {
	"a",   "abbr",  "acronym", "b",    "big",  "cite",   "code", "del", "em",  "font", "h1",
	"h2",  "h3",    "i",       "ins",  "kbd",  "mark",   "p",    "q",   "s",   "samp", "small",
	"span", "strike", "strong", "sub", "sup",  "time",   "tt",   "u",   "var", "div",
};
enum { N_INLINE = sizeof inline_names / sizeof inline_names[0] };

struct tag {
	int inline_index; /* -1: none of the above */
	bool end, is_void;
	struct str name;
	size_t len; /* with '<' and '>' */
};

/* Reads the tag at the front of `s`; false when there is none. */
static bool read_tag(struct str s, struct tag *t)
{
	*t = (struct tag){ .inline_index = -1 };
	size_t i = 1;
	if (str_starts_nocase(s, STR("<!doctype"))) {
		ptrdiff_t end = str_find_char(str_sub(s, 0, LONGEST_TAG), '>', 0);
		t->len = (size_t)(end + 1);
		return end >= 0;
	}
	t->end = i < s.len && s.p[i] == '/';
	i += t->end;
	size_t start = i;
	while (i < s.len && ch_alnum(s.p[i]) && i - start < LONGEST_NAME)
		i++;
	t->name = str_sub(s, start, i);
	if (i == start || !ch_alpha(s.p[start]))
		return false;
	if (i >= s.len || !(ch_space(s.p[i]) || s.p[i] == '>' || s.p[i] == '/'))
		return false;
	for (int k = 0; k < N_INLINE && t->inline_index < 0; k++)
		if (str_eq_nocase(t->name, str_from_c(inline_names[k])))
			t->inline_index = k;
	t->is_void = str_eq_nocase(t->name, STR("br")) || str_eq_nocase(t->name, STR("img")) ||
		     str_eq_nocase(t->name, STR("wbr")) || str_eq_nocase(t->name, STR("hr"));
	char quote = 0;
	for (; i < s.len && i < LONGEST_TAG; i++) {
		if (quote)
			quote = s.p[i] == quote ? 0 : quote;
		else if (s.p[i] == '"' || s.p[i] == '\'')
			quote = s.p[i - 1] == '=' ? s.p[i] : 0;
		else if (s.p[i] == '>')
			break;
	}
	t->len = i + 1;
	return i < s.len && s.p[i] == '>';
}

/* The reference at the front of `s` in *c; its length, or 0 when there is none. */
static size_t read_reference(struct str s, uint32_t *c)
{
	ptrdiff_t end = str_find_char(str_sub(s, 0, 34), ';', 1);
	if (end < 2)
		return 0;
	*c = s.p[1] == '#' ? entity_from_number(str_sub(s, 2, (size_t)end)) : entity_find(str_sub(s, 1, (size_t)end));
	return *c ? (size_t)end + 1 : 0;
}

/* The same decoded into `b`. */
static size_t put_reference(struct buf *b, struct str s)
{
	uint32_t c;
	size_t n = read_reference(s, &c);
	if (n)
		buf_put_utf8(b, c);
	return n;
}

static struct str collapse(struct arena *a, struct str s)
{
	char *out = arena_bytes(a, s.len + 1);
	size_t n = 0;
	for (size_t i = 0; i < s.len; i++) {
		if (!ch_space(s.p[i]))
			out[n++] = s.p[i];
		else if (n && out[n - 1] != ' ')
			out[n++] = ' ';
	}
	n -= n && out[n - 1] == ' ';
	out[n] = '\0';
	return (struct str){ out, n };
}

struct str plain_collapse(struct arena *a, struct str s)
{
	return collapse(a, str_trim(s));
}

struct str plain_title(struct arena *a, struct str s)
{
	s = str_trim(s);
	if (str_find_char(s, '&', 0) < 0 && str_find_char(s, '<', 0) < 0)
		return collapse(a, s);
	static const char *const documents[] = { "<!doctype", "<html", "<script", "<style" };
	for (size_t i = 0; i < sizeof documents / sizeof documents[0]; i++)
		if (str_find_nocase(s, str_from_c(documents[i]), 0) >= 0)
			return plain_text(a, s);
	int ends[N_INLINE] = { 0 }, open[N_INLINE] = { 0 };
	struct tag t;
	for (ptrdiff_t i = -1; (i = str_find_char(s, '<', (size_t)(i + 1))) >= 0;)
		if (read_tag(str_sub(s, (size_t)i, s.len), &t) && t.end && t.inline_index >= 0)
			ends[t.inline_index]++;
	struct buf b;
	buf_init(&b);
	for (size_t i = 0; i < s.len;) {
		struct str rest = str_sub(s, i, s.len);
		size_t n = 0;
		if (s.p[i] == '<' && read_tag(rest, &t)) {
			int k = t.inline_index;
			bool pair = k >= 0 && (t.end ? open[k]-- > 0 : ends[k]-- > 0);
			if (pair && !t.end)
				open[k]++;
			if (pair || t.is_void)
				n = t.len;
			if (t.is_void)
				buf_putc(&b, ' ');
		} else if (s.p[i] == '&') {
			n = put_reference(&b, rest);
		}
		if (n == 0)
			buf_putc(&b, s.p[i++]);
		i += n;
	}
	struct str out = collapse(a, buf_str(&b));
	buf_done(&b);
	return out;
}

/* Behind a comment, or behind the content of an element whose text is none. */
static size_t skip_silent(struct str s, const struct tag *t)
{
	static const char *const silent[] = { "script", "style", "template" };
	if (str_starts(s, STR("<!--"))) {
		ptrdiff_t end = str_find(s, STR("-->"), 4);
		return end < 0 ? s.len : (size_t)end + 3;
	}
	for (size_t i = 0; i < sizeof silent / sizeof silent[0]; i++)
		if (!t->end && str_eq_nocase(t->name, str_from_c(silent[i]))) {
			ptrdiff_t end = str_find(s, STR("</"), t->len);
			while (end >= 0 &&
			       !str_starts_nocase(str_sub(s, (size_t)end + 2, s.len), str_from_c(silent[i])))
				end = str_find(s, STR("</"), (size_t)end + 2);
			return end < 0 ? s.len : (size_t)end;
		}
	return t->len;
}

static bool is_inline(const struct tag *t)
{
	return t->inline_index >= 0 && !str_eq_nocase(t->name, STR("p")) &&
	       !str_eq_nocase(t->name, STR("div")) && ch_lower(t->name.p[0]) != 'h';
}

struct str plain_text(struct arena *a, struct str s)
{
	struct buf b;
	buf_init(&b);
	for (size_t i = 0; i < s.len;) {
		struct str rest = str_sub(s, i, s.len);
		struct tag t = { .inline_index = -1 };
		size_t n = 0;
		if (s.p[i] == '<' && (read_tag(rest, &t) || str_starts(rest, STR("<!--")))) {
			n = skip_silent(rest, &t);
			if (!is_inline(&t))
				buf_putc(&b, ' ');
		} else if (s.p[i] == '&') {
			n = put_reference(&b, rest);
		}
		if (n == 0)
			buf_putc(&b, s.p[i++]);
		i += n;
	}
	struct str out = collapse(a, buf_str(&b));
	buf_done(&b);
	return out;
}

struct str plain_person(struct arena *a, struct str s)
{
	s = plain_title(a, s);
	if (str_starts_nocase(s, STR("mailto:")))
		s = str_trim(str_sub(s, 7, s.len));
	ptrdiff_t at = str_find_char(s, '@', 0);
	if (at < 0)
		return s;
	ptrdiff_t query = str_find(s, STR("?subject="), (size_t)at);
	if (query > 0)
		s = str_sub(s, 0, (size_t)query);
	static const char brackets[][2] = { { '(', ')' }, { '<', '>' } };
	for (size_t i = 0; i < sizeof brackets / sizeof brackets[0]; i++) {
		ptrdiff_t open = str_find_char(s, brackets[i][0], 0);
		ptrdiff_t close = open < 0 ? -1 : str_find_char(s, brackets[i][1], (size_t)open);
		if (close < 0)
			continue;
		struct str inside = str_trim(str_sub(s, (size_t)open + 1, (size_t)close));
		struct str before = str_trim(str_sub(s, 0, (size_t)open));
		struct str name = str_find_char(inside, '@', 0) < 0 ? inside : before;
		while (name.len > 1 && name.p[0] == '"' && name.p[name.len - 1] == '"')
			name = str_sub(name, 1, name.len - 1);
		if (name.len)
			return name;
		return inside.len ? inside : s;
	}
	return s;
}

static bool stands_apart(struct str s, size_t start, size_t end)
{
	static const char around[] = " \t\r\n\"'";
	return (start == 0 || strchr(around, s.p[start - 1])) && (end == s.len || strchr(around, s.p[end]));
}

/* "&nb" at the very end: the text was cut off there. */
static bool is_cut_off(struct str rest)
{
	size_t n = 1;
	while (n < rest.len && (ch_alnum(rest.p[n]) || rest.p[n] == '#'))
		n++;
	return n == rest.len && n < 10;
}

bool plain_is_escaped(struct str s)
{
	size_t count = 0;
	bool spoken_of = false;
	for (size_t i = 0; i < s.len;) {
		uint32_t c = s.p[i] == '<' ? '<' : 0;
		size_t n = s.p[i] == '&' ? read_reference(str_sub(s, i, s.len), &c) : 1;
		if (!n && is_cut_off(str_sub(s, i, s.len)))
			break;
		if (!n || c == '<' || c == '>')
			return false;
		if (n > 1) {
			count++;
			spoken_of = c == 0xA0 && stands_apart(s, i, i + n);
		}
		i += n;
	}
	return count > 1 || (count && !spoken_of);
}

void plain_unescape(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.len;) {
		size_t n = s.p[i] == '&' ? put_reference(b, str_sub(s, i, s.len)) : 0;
		if (!n && s.p[i] == '&' && is_cut_off(str_sub(s, i, s.len)))
			return;
		if (!n)
			buf_putc(b, s.p[i++]);
		i += n;
	}
}

void plain_escape(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (s.p[i] == '&')
			buf_puts(b, "&amp;");
		else if (s.p[i] == '<')
			buf_puts(b, "&lt;");
		else
			buf_putc(b, s.p[i]);
	}
}
