/* excerpt.c - does a body stop before its article does? Decided from the raw bytes, so that --list
 * knows it too: tags are skipped, the words counted, and the last of the text looked at.
 *
 * Signs of a cut, and what they are worth:
 *   "[…]", "[...]", "(more…)", "Read more", "Continue reading X"     sure, wherever the body comes from
 *   "…" or "..." at the end of a <description> or <summary>          sure
 *   nothing but the title                                            sure
 *   the end is the first </p> past 70 words                          Hugo's stock template, or chance:
 *                                                                    assemble asks the whole feed */
#include "base/utf8.h"
#include "html/html.h"
#include "html/tree.h"

enum { TAIL_MAX = 400, HUGO_WORDS = 70, WINDOW = 1024 };

/* What one reading of the body finds. The tail holds the end of its text, white space collapsed. */
struct scan {
	char tail[2 * TAIL_MAX];
	size_t n;
	size_t words;
	bool in_word;
	bool overflowed;         /* the tail is not the whole text */
};

/* Forgets the older half of a full tail; returns how long it is now. */
static size_t make_room(struct scan *s)
{
	memmove(s->tail, s->tail + TAIL_MAX, TAIL_MAX);
	s->overflowed = true;
	return TAIL_MAX;
}

static void add_byte(struct scan *s, char c)
{
	bool space = ch_space(c);
	s->words += !space && !s->in_word;
	s->in_word = !space;
	if (space && (s->n == 0 || s->tail[s->n - 1] == ' '))
		return;
	if (s->n == sizeof s->tail)
		s->n = make_room(s);
	s->tail[s->n++] = space ? ' ' : c;
}

/* The text from `at` up to the next tag or reference, or until `words` are seen; returns where that is. Its
 * first byte is text whatever it is. */
static size_t add_run(struct scan *s, struct str body, size_t at, size_t words)
{
	enum { SPACE = 1, STOP = 2 };
	static const unsigned char class[256] = {
		['<'] = STOP, ['&'] = STOP, [' '] = SPACE, ['\t'] = SPACE, ['\n'] = SPACE, ['\v'] = SPACE, ['\f'] = SPACE, ['\r'] = SPACE,
	};
	const char *p = body.p + at, *end = body.p + body.len;
	size_t n = s->n, seen = s->words;
	bool in_word = s->in_word;
	do {
		char c = *p++;
		if (n == sizeof s->tail)
			n = make_room(s);
		if (class[(unsigned char)c] != SPACE) {
			seen += !in_word;
			in_word = true;
			s->tail[n++] = c;
		} else {
			in_word = false;
			if (n && s->tail[n - 1] != ' ')
				s->tail[n++] = ' ';
		}
	} while (p < end && class[(unsigned char)*p] != STOP && seen < words);
	s->n = n;
	s->words = seen;
	s->in_word = in_word;
	return (size_t)(p - body.p);
}

static void add_code_point(struct scan *s, uint32_t c)
{
	char bytes[4];
	if (c == 0xA0)
		c = ' ';
	for (size_t i = 0, n = utf8_encode(c, bytes); i < n; i++)
		add_byte(s, bytes[i]);
}

/* A reference at `at` (behind its '&'); returns what it took. */
static size_t add_reference(struct scan *s, struct str rest)
{
	uint32_t first = 0, second = 0;
	size_t n = 0;
	if (rest.len > 2 && rest.p[0] == '#') {
		bool hex = ch_lower(rest.p[1]) == 'x';
		for (n = hex ? 2 : 1; n < rest.len && n < 10; n++) {
			char c = ch_lower(rest.p[n]);
			if (!ch_digit(c) && !(hex && c >= 'a' && c <= 'f'))
				break;
			first = first * (hex ? 16 : 10) + (uint32_t)(ch_digit(c) ? c - '0' : c - 'a' + 10);
		}
		n += n < rest.len && rest.p[n] == ';';
	} else {
		n = html_reference(rest, &first, &second);
	}
	if (!n || !first) {
		add_byte(s, '&');
		return 0;
	}
	add_code_point(s, first);
	return n;
}

/* The name of the tag whose '<' stands at `at`, of an end tag too. */
static struct str tag_name(struct str body, size_t at)
{
	at += at + 1 < body.len && body.p[at + 1] == '/' ? 2 : 1;
	size_t end = at;
	while (end < body.len && ch_alnum(body.p[end]))
		end++;
	return str_sub(body, at, end);
}

/* Tags that do not end a word: "<b>un</b>seen". */
static bool is_inline_tag(struct str name)
{
	static const struct str names[] = {
		STR_INIT("a"), STR_INIT("b"), STR_INIT("i"), STR_INIT("em"), STR_INIT("strong"), STR_INIT("span"),
		STR_INIT("code"), STR_INIT("u"), STR_INIT("s"), STR_INIT("sub"), STR_INIT("sup"), STR_INIT("small"),
		STR_INIT("mark"),
	};
	if (!name.len || name.len > 6 || !strchr("abceimsu", ch_lower(name.p[0])))
		return false;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (names[i].len == name.len && ch_lower(name.p[0]) == names[i].p[0] && str_eq_nocase(name, names[i]))
			return true;
	return false;
}

static bool begins_tag(struct str body, size_t at)
{
	if (body.p[at] != '<' || at + 1 == body.len)
		return false;
	char c = body.p[at + 1];
	return ch_alpha(c) || c == '/' || c == '!' || c == '?';
}

/* Behind the tag that begins at `at`. */
static size_t tag_end(struct str body, size_t at)
{
	ptrdiff_t end = str_find_char(body, '>', at);
	return end < 0 ? body.len : (size_t)end + 1;
}

/* From `at` on, until it has seen `words` words or the end; returns where it stopped, which is not
 * inside a tag. */
static size_t scan_body(struct scan *s, struct str body, size_t at, size_t words)
{
	while (at < body.len && s->words < words) {
		if (begins_tag(body, at)) {
			if (!is_inline_tag(tag_name(body, at)))
				add_byte(s, ' ');
			at = tag_end(body, at);
		} else if (body.p[at] == '&') {
			at++;
			at += add_reference(s, str_sub(body, at, body.len));
		} else {
			at = add_run(s, body, at, words);
		}
	}
	return at;
}

/* Behind the first </p> from `at` on; 0: there is none. */
static size_t paragraph_end(struct str body, size_t at)
{
	for (ptrdiff_t hit; (hit = str_find_char(body, '/', at)) >= 0;) {
		at = (size_t)hit;
		if (at && body.p[at - 1] == '<' && at + 1 < body.len && ch_lower(body.p[at + 1]) == 'p' &&
		    tag_name(body, at - 1).len == 1)
			return tag_end(body, at);
		at++;
	}
	return 0;
}

/* Whether the first </p> from `at` on is the body's end. The end is looked at first: it seldom is one. */
static bool ends_with_paragraph(struct str body, size_t at)
{
	struct str rest = str_trim(str_sub(body, at, body.len));
	const char *last = rest.len ? memrchr(rest.p, '<', rest.len) : NULL;
	if (!last || !str_eq_nocase(tag_name(rest, (size_t)(last - rest.p)), STR("p")))
		return false;
	size_t end = paragraph_end(body, at);
	return end && str_trim(str_sub(body, end, body.len)).len == 0;
}

/* The end of a long body is looked at without what lies before it: behind any '>' stands text,
 * whether it ends a tag or is text itself. The window grows until its text is TAIL_MAX bytes. */
static void scan_end(struct scan *s, struct str body, size_t from)
{
	struct scan before = *s;
	for (size_t window = WINDOW; window < body.len - from; window *= 2) {
		size_t at = body.len - window;
		while (at > from && body.p[at - 1] != '>')
			at--;
		s->n = 0;
		s->in_word = false;
		scan_body(s, body, at, SIZE_MAX);
		s->overflowed = true;
		if (s->n >= TAIL_MAX)
			return;
		*s = before;
	}
	scan_body(s, body, from, SIZE_MAX);
}

/* "The post X appeared first on Y." comes behind the excerpt it is about. */
static struct str cut_wordpress_tail(struct str text)
{
	if (str_find(text, STR("The post "), 0) < 0 || str_find_nocase(text, STR(" appeared first on "), 0) < 0)
		return text;
	for (size_t i = text.len; i-- > 0;)
		if (str_starts(str_sub(text, i, text.len), STR("The post ")))
			return str_trim(str_sub(text, 0, i));
	return text;
}

static bool ends_with_any(struct str text, const char *const *endings)
{
	for (size_t i = 0; endings[i]; i++) {
		struct str e = str_from_c(endings[i]);
		if (text.len >= e.len && str_eq_nocase(str_sub(text, text.len - e.len, text.len), e))
			return true;
	}
	return false;
}

static struct str cut_arrows(struct str text)
{
	static const char *const arrows[] = { "»", "→", "›", "⟶", ">", ".", ":", "!", NULL };
	for (bool again = true; again;) {
		again = false;
		text = str_trim(text);
		for (size_t i = 0; arrows[i]; i++)
			if (str_ends(text, str_from_c(arrows[i])) && text.len > strlen(arrows[i]) && !str_ends(text, STR(".."))) {
				text.len -= strlen(arrows[i]);
				again = true;
			}
	}
	return text;
}

/* "Continue reading <title>" and its like: the phrase begins within the last words. */
static bool has_closing_phrase(struct str text)
{
	static const char *const phrases[] = { "continue reading ", "read the rest of ", "read the full ", "read the whole ",
					       "read more about ", "view the full ", "click to read ", "keep reading " };
	struct str last = str_sub(text, text.len > 160 ? text.len - 160 : 0, text.len);
	if (str_find_nocase(last, STR("read"), 0) < 0 && str_find_nocase(last, STR("view"), 0) < 0)
		return false;
	for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++) {
		ptrdiff_t at = str_find_nocase(last, str_from_c(phrases[i]), 0);
		if (at < 0)
			continue;
		struct str rest = str_sub(last, (size_t)at + strlen(phrases[i]), last.len);
		if (str_find(rest, STR(". "), 0) < 0)
			return true;
	}
	return false;
}

static bool is_marked(struct str text, bool from_description)
{
	static const char *const sure[] = { "[…]", "[...]", "[ … ]", "(more…)", "(more...)", "[more]", "read more", "read more…",
					    "read more...", "read on", "continue reading", "continue reading…",
					    "continue reading...", "keep reading", "(continued)", "read full article",
					    "read the full article", "read the full post", "full story", NULL };
	static const char *const dots[] = { "…", "...", NULL };
	text = cut_wordpress_tail(str_trim(text));
	if (ends_with_any(text, sure) || (from_description && ends_with_any(text, dots)))
		return true;
	return ends_with_any(cut_arrows(text), sure) || has_closing_phrase(text);
}

enum html_excerpt html_is_excerpt(struct str body, struct str title, bool from_description)
{
	struct scan s = { .n = 0 };
	size_t at = scan_body(&s, body, 0, HUGO_WORDS);
	scan_end(&s, body, at);
	struct str text = str_trim((struct str){ s.tail, s.n });
	if (!s.overflowed && str_eq_nocase(text, str_trim(title)))
		return EXCERPT_MARKED;
	if (is_marked(text, from_description))
		return EXCERPT_MARKED;
	if (s.words < HUGO_WORDS || !from_description)
		return s.words < HUGO_WORDS ? EXCERPT_SHORT : EXCERPT_NONE;
	return ends_with_paragraph(body, at) ? EXCERPT_CUT : EXCERPT_NONE;
}
