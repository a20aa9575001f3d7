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

enum { TAIL_MAX = 400, HUGO_WORDS = 70, WINDOW = 320, CLOSING = 160 };

enum { SPACE = 1, STOP = 2 };
static const unsigned char class[256] = {
	['<'] = STOP, ['&'] = STOP, [' '] = SPACE, ['\t'] = SPACE, ['\n'] = SPACE, ['\v'] = SPACE, ['\f'] = SPACE, ['\r'] = SPACE,
};

/* The end of the text, white space collapsed. */
struct tail {
	char text[2 * TAIL_MAX];
	size_t n;
	bool overflowed; /* it is not the whole text */
};

/* Forgets the older half of a full tail; returns how long it is now. */
static size_t make_room(struct tail *t)
{
	memmove(t->text, t->text + TAIL_MAX, TAIL_MAX);
	t->overflowed = true;
	return TAIL_MAX;
}

static void add_byte(struct tail *t, char c)
{
	bool space = ch_space(c);
	if (space && (t->n == 0 || t->text[t->n - 1] == ' '))
		return;
	if (t->n == sizeof t->text)
		t->n = make_room(t);
	t->text[t->n++] = space ? ' ' : c;
}

/* The text from `at` up to the next tag or reference; returns where that is. Its first byte is text
 * whatever it is. */
static size_t add_run(struct tail *t, struct str body, size_t at)
{
	add_byte(t, body.p[at++]);
	while (at < body.len && class[(unsigned char)body.p[at]] != STOP) {
		if (class[(unsigned char)body.p[at]] == SPACE || t->n == sizeof t->text) {
			add_byte(t, body.p[at++]);
			continue;
		}
		size_t n = t->n, room = sizeof t->text - n;
		size_t end = at + room < body.len ? at + room : body.len;
		for (; at < end && !class[(unsigned char)body.p[at]]; at++)
			t->text[n++] = body.p[at];
		t->n = n;
	}
	return at;
}

/* Reads the reference behind an '&': its character, and what it took; 0: it is none. */
static size_t read_reference(struct str rest, uint32_t *c)
{
	uint32_t second = 0;
	*c = 0;
	if (rest.len <= 2 || rest.p[0] != '#')
		return html_reference(rest, c, &second);
	bool hex = ch_lower(rest.p[1]) == 'x';
	size_t n = hex ? 2 : 1;
	for (; n < rest.len && n < 10; n++) {
		char digit = ch_lower(rest.p[n]);
		if (!ch_digit(digit) && !(hex && digit >= 'a' && digit <= 'f'))
			break;
		*c = *c * (hex ? 16 : 10) + (uint32_t)(ch_digit(digit) ? digit - '0' : digit - 'a' + 10);
	}
	n += n < rest.len && rest.p[n] == ';';
	return *c ? n : 0;
}

enum { NO_BREAK_SPACE = 0xA0 };

/* The reference at `at` (behind its '&'); returns what it took. */
static size_t add_reference(struct tail *t, struct str rest)
{
	uint32_t c;
	size_t n = read_reference(rest, &c);
	if (!n) {
		add_byte(t, '&');
		return 0;
	}
	char bytes[4];
	for (size_t i = 0, len = utf8_encode(c == NO_BREAK_SPACE ? ' ' : c, bytes); i < len; i++)
		add_byte(t, bytes[i]);
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

/* The text from `at` on, which is not inside a tag. */
static void add_text(struct tail *t, struct str body, size_t at)
{
	while (at < body.len) {
		if (begins_tag(body, at)) {
			if (!is_inline_tag(tag_name(body, at)))
				add_byte(t, ' ');
			at = tag_end(body, at);
		} else if (body.p[at] == '&') {
			at++;
			at += add_reference(t, str_sub(body, at, body.len));
		} else {
			at = add_run(t, body, at);
		}
	}
}

/* Where the body's word number HUGO_WORDS begins, or 0 when it has fewer: behind its first byte. */
static size_t find_words(struct str body)
{
	size_t words = 0;
	bool in_word = false;
	for (size_t at = 0; at < body.len;) {
		char c = body.p[at];
		bool space = class[(unsigned char)c] == SPACE;
		if (class[(unsigned char)c] == STOP && begins_tag(body, at)) {
			in_word = in_word && is_inline_tag(tag_name(body, at));
			at = tag_end(body, at);
			continue;
		}
		at++;
		if (!class[(unsigned char)c])
			while (at < body.len && !class[(unsigned char)body.p[at]])
				at++;
		if (c == '&') {
			uint32_t referred;
			at += read_reference(str_sub(body, at, body.len), &referred);
			space = referred == NO_BREAK_SPACE || (referred < 0x80 && ch_space((char)referred));
		}
		words += !space && !in_word;
		in_word = !space;
		if (words == HUGO_WORDS)
			return at;
	}
	return 0;
}

/* Whether the first </p> from `at` on is the body's end. The end is looked at first: it seldom is one. */
static bool ends_with_paragraph(struct str body, size_t at)
{
	struct str rest = str_trim(str_sub(body, at, body.len));
	const char *last = rest.len ? memrchr(rest.p, '<', rest.len) : NULL;
	size_t end = last ? (size_t)(last - rest.p) : 0;
	if (!last || !str_starts(str_sub(rest, end, rest.len), STR("</")) || !str_eq_nocase(tag_name(rest, end), STR("p")) ||
	    tag_end(rest, end) < rest.len)
		return false;
	for (size_t i = 0;; i++) {
		i = (size_t)str_find_nocase(rest, STR("</p"), i);
		if (tag_name(rest, i).len == 1)
			return i == end;
	}
}

/* The end of a long body is looked at without what lies before it: behind any '>' stands text,
 * whether it ends a tag or is text itself. The window grows until its text is `least` bytes. */
static void find_end(struct tail *t, struct str body, size_t least)
{
	for (size_t window = WINDOW; window < body.len; window *= 2) {
		size_t at = body.len - window;
		while (at && body.p[at - 1] != '>')
			at--;
		t->n = 0;
		t->overflowed = at > 0;
		add_text(t, body, at);
		if (t->n >= least || !at)
			return;
	}
	t->n = 0;
	t->overflowed = false;
	add_text(t, body, 0);
}

static const struct str appeared = STR_INIT(" appeared first on ");

/* "The post X appeared first on Y." comes behind the excerpt it is about. */
static struct str cut_wordpress_tail(struct str text)
{
	if (str_find(text, STR("The post "), 0) < 0 || str_find_nocase(text, appeared, 0) < 0)
		return text;
	for (size_t i = text.len; i-- > 0;)
		if (str_starts(str_sub(text, i, text.len), STR("The post ")))
			return str_trim(str_sub(text, 0, i));
	return text;
}

/* Their last byte is looked at first: it seldom is the text's. */
static bool ends_with_any(struct str text, const struct str *endings, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct str e = endings[i];
		if (text.len >= e.len && ch_lower(text.p[text.len - 1]) == e.p[e.len - 1] &&
		    str_eq_nocase(str_sub(text, text.len - e.len, text.len), e))
			return true;
	}
	return false;
}

static struct str cut_arrows(struct str text)
{
	static const struct str arrows[] = { STR_INIT("»"), STR_INIT("→"), STR_INIT("›"), STR_INIT("⟶"), STR_INIT(">"),
					     STR_INIT("."), STR_INIT(":"), STR_INIT("!") };
	for (bool again = true; again;) {
		again = false;
		text = str_trim(text);
		for (size_t i = 0; i < sizeof arrows / sizeof *arrows; i++)
			if (text.len > arrows[i].len && str_ends(text, arrows[i]) && !str_ends(text, STR(".."))) {
				text.len -= arrows[i].len;
				again = true;
			}
	}
	return text;
}

/* "Continue reading <title>" and its like: the phrase begins within the last words. */
static bool has_closing_phrase(struct str text)
{
	static const struct str phrases[] = {
		STR_INIT("continue reading "), STR_INIT("read the rest of "), STR_INIT("read the full "), STR_INIT("read the whole "),
		STR_INIT("read more about "), STR_INIT("view the full "), STR_INIT("click to read "), STR_INIT("keep reading "),
	};
	struct str last = str_sub(text, text.len > CLOSING ? text.len - CLOSING : 0, text.len);
	if (str_find_nocase(last, STR("read"), 0) < 0 && str_find_nocase(last, STR("view"), 0) < 0)
		return false;
	for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++) {
		ptrdiff_t at = str_find_nocase(last, phrases[i], 0);
		if (at < 0)
			continue;
		struct str rest = str_sub(last, (size_t)at + phrases[i].len, last.len);
		if (str_find(rest, STR(". "), 0) < 0)
			return true;
	}
	return false;
}

static bool is_marked(struct str text, bool from_description)
{
	static const struct str sure[] = {
		STR_INIT("[…]"), STR_INIT("[...]"), STR_INIT("[ … ]"), STR_INIT("(more…)"), STR_INIT("(more...)"), STR_INIT("[more]"),
		STR_INIT("read more"), STR_INIT("read more…"), STR_INIT("read more..."), STR_INIT("read on"),
		STR_INIT("continue reading"), STR_INIT("continue reading…"), STR_INIT("continue reading..."),
		STR_INIT("keep reading"), STR_INIT("(continued)"), STR_INIT("read full article"), STR_INIT("read the full article"),
		STR_INIT("read the full post"), STR_INIT("full story"),
	};
	static const struct str dots[] = { STR_INIT("…"), STR_INIT("...") };
	enum { SURE = sizeof sure / sizeof *sure, DOTS = sizeof dots / sizeof *dots };
	text = cut_wordpress_tail(str_trim(text));
	if (ends_with_any(text, sure, SURE) || (from_description && ends_with_any(text, dots, DOTS)))
		return true;
	return ends_with_any(cut_arrows(text), sure, SURE) || has_closing_phrase(text);
}

enum html_excerpt html_is_excerpt(struct str body, struct str title, bool from_description)
{
	struct tail tail;
	find_end(&tail, body, title.len < CLOSING ? CLOSING : title.len < TAIL_MAX ? title.len + 1 : TAIL_MAX);
	if (tail.overflowed && str_find_nocase((struct str){ tail.text, tail.n }, appeared, 0) >= 0)
		find_end(&tail, body, TAIL_MAX);
	struct str text = str_trim((struct str){ tail.text, tail.n });
	if (!tail.overflowed && str_eq_nocase(text, str_trim(title)))
		return EXCERPT_MARKED;
	if (is_marked(text, from_description))
		return EXCERPT_MARKED;
	size_t at = find_words(body);
	if (!at)
		return EXCERPT_SHORT;
	return from_description && ends_with_paragraph(body, at) ? EXCERPT_CUT : EXCERPT_NONE;
}
