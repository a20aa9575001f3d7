/* ink_outline.c - what Logseq's parser would misread in words (mldoc: lib/syntax/inline.ml, heading0.ml,
 * block0.ml, markdown_property.ml, hash_tag.ml). A backslash helps before any punctuation, with two
 * exceptions: \[ … \] and \( … \) are formulas, wherever the second one stands; and a property is one
 * whatever stands before its first colon. */
#include "backend/markdown/ink.h"

struct reading {
	struct str s;
	const char *kinds;
	enum ink_place place;
	unsigned count[128];
	bool marked[128]; /* a delimiter of ours is made of it */
	int inside;	  /* bytes of delimiters that are open */
};

static char at(const struct reading *p, size_t i)
{
	return i < p->s.len ? p->s.p[i] : '\0';
}

static bool words_at(const struct reading *p, size_t i)
{
	return i < p->s.len && p->kinds[i] <= KIND_WORDS_LINKED;
}

static bool ends_word(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\0';
}

/* ---- in a line ---------------------------------------------------------------------------------- */

static bool bracket(const struct reading *p, size_t i)
{
	char next = at(p, i + 1);
	if (p->kinds[i] == KIND_WORDS_LINKED || (next && strchr("[^:#/%", next)) || ch_digit(next))
		return true;
	return str_find(p->s, STR("]("), i) >= 0;
}

static bool doubled(const struct reading *p, size_t i, char c)
{
	return (at(p, i + 1) == c || (i && p->s.p[i - 1] == c)) && p->count[(unsigned char)c] > 2;
}

static bool names_scheme(const struct reading *p, size_t i)
{
	return p->kinds[i] == KIND_WORDS && i && ch_alnum(p->s.p[i - 1]) && at(p, i + 1) == '/' && at(p, i + 2) == '/';
}

/* The parser takes words up to the next blank, or one of these, in one piece: a tag or a picture right behind
 * them is not seen. Punctuation with a backslash is a piece of its own. */
static bool hides_mark(const struct reading *p, size_t i)
{
	char c = p->s.p[i], next = at(p, i + 1);
	return (next == '<' || next == '!') && words_at(p, i) && p->kinds[i + 1] == KIND_MARKUP &&
	       !strchr(" \t\n\\_^[*~`=$#", c);
}

static bool misread(const struct reading *p, size_t i)
{
	char c = p->s.p[i], next = at(p, i + 1), prev = i ? p->s.p[i - 1] : ' ';
	if (hides_mark(p, i))
		return ink_ascii_punct((unsigned char)c);
	bool again = (unsigned char)c < 128 && (p->count[(unsigned char)c] > 1 || p->marked[(unsigned char)c]);
	switch (c) {
	case '\\': return next != ' ' && next != '\0';
	case '`':
	case '$': return again;
	case '*': return again && (p->marked['*'] || !ends_word(next));
	case '_': /* in a mark or a link its reader does not look at what stands before */
		return next == '{' || (again && !ends_word(next) &&
				       (p->inside || p->kinds[i] == KIND_WORDS_LINKED || (!ch_alnum(prev) && (unsigned char)prev < 0x80)));
	case '^': return next == '{' || doubled(p, i, c);
	case '~':
	case '=': return doubled(p, i, c) || (p->marked[(unsigned char)c] && again);
	case '#': return !ends_word(next);
	case '[': return bracket(p, i);
	case ']': return p->kinds[i] == KIND_WORDS_LINKED;
	case '(': return next == '(';
	case '{': return next == '{' || (prev == ')' && !words_at(p, i - 1));
	case '<': return ch_alnum(next) || (next && strchr("/!?", next));
	case '!': return next == '[' && !words_at(p, i + 1);
	case '@': return next == '@';
	case ':': return names_scheme(p, i);
	default: return false;
	}
}

/* ---- at the start of a line --------------------------------------------------------------------- */

static size_t span_of(const struct reading *p, size_t i, const char *set)
{
	size_t k = i;
	while (k < p->s.len && strchr(set, p->s.p[k]))
		k++;
	return k - i;
}

static bool begins_task(const struct reading *p, size_t i)
{
	static const char *const markers[] = { "TODO", "DOING", "WAITING", "WAIT", "DONE", "CANCELED", "CANCELLED", "STARTED",
					       "IN-PROGRESS", "NOW", "LATER" };
	for (size_t k = 0; k < sizeof markers / sizeof *markers; k++) {
		struct str marker = str_from_c(markers[k]);
		if (str_starts(str_sub(p->s, i, p->s.len), marker) && ends_word(at(p, i + marker.len)))
			return true;
	}
	return false;
}

/* Where in the line that starts at i a backslash must go, else SIZE_MAX. */
static size_t misread_start(const struct reading *p, size_t i)
{
	char c = at(p, i), next = at(p, i + 1);
	if (!words_at(p, i) || !c)
		return SIZE_MAX;
	if (strchr(">|:", c) || (i == 0 && begins_task(p, i)))
		return i;
	if (strchr("+-*", c) && ends_word(next))
		return i;
	if (strchr("-*_", c) && (at(p, i + span_of(p, i, "-*_ ")) == '\0' || at(p, i + span_of(p, i, "-*_ ")) == '\n'))
		return i;
	if (strchr("`~$", c) && next == c)
		return i;
	if (c == '#' && ends_word(at(p, i + span_of(p, i, "#"))))
		return i;
	size_t digits = p->place == INK_HEADING ? 0 : span_of(p, i, "0123456789");
	return digits && at(p, i + digits) == '.' && ends_word(at(p, i + digits + 1)) && words_at(p, i + digits) ? i + digits : SIZE_MAX;
}

/* "key::": the second colon, else SIZE_MAX. */
static size_t property_at(const struct reading *p, size_t i)
{
	size_t k = i;
	while (k < p->s.len && p->s.p[k] != ':' && !ends_word(p->s.p[k]))
		k++;
	return k > i && at(p, k) == ':' && at(p, k + 1) == ':' && words_at(p, k + 1) ? k + 1 : SIZE_MAX;
}

/* A tag at the start of a line begins a block of HTML, and the words behind it another block. */
static bool begins_html(const struct reading *p, size_t i)
{
	if (p->place == INK_CELL || at(p, i) != '<' || words_at(p, i))
		return false;
	return !str_starts(str_sub(p->s, i, p->s.len), STR("<http"));
}

/* ---- all ---------------------------------------------------------------------------------------- */

/* A bracket that got a backslash, and another one behind it that has one before it. */
static bool makes_formula(struct str out, size_t bracket, const char *end)
{
	return bracket != SIZE_MAX && str_find(out, str_from_c(end), bracket) >= 0;
}

static void survey(struct reading *p)
{
	for (size_t i = 0; i < p->s.len; i++) {
		unsigned char c = (unsigned char)p->s.p[i];
		if (c >= 128)
			continue;
		p->count[c]++;
		p->marked[c] |= p->kinds[i] == KIND_OPEN || p->kinds[i] == KIND_CLOSE;
	}
}

/* Where backslashes go in the line that begins at i. */
struct line {
	size_t start, key;
};

/* A line begins: blanks behind the end of the one before say nothing. Returns where its words do. */
static size_t begin_line(const struct reading *p, size_t i, struct line *line)
{
	while (i && at(p, i) == ' ')
		i++;
	line->start = misread_start(p, i);
	line->key = property_at(p, i);
	return i;
}

bool ink_outline_put(const struct ink *ink, struct ink_context context, struct buf *out)
{
	struct reading p = { .s = buf_str(&ink->bytes), .kinds = ink->kinds.p, .place = context.place };
	struct line line = { SIZE_MAX, SIZE_MAX };
	size_t square = SIZE_MAX, round = SIZE_MAX, i = 0;
	bool sayable = true, cell = p.place == INK_CELL;
	survey(&p);
	if (cell && span_of(&p, 0, "-+: ") == p.s.len)
		line.start = 0; /* else a row of such cells is a rule */
	if (!cell && str_starts(p.s, STR("\xC2\xA0"))) {
		buf_puts(out, "\\nbsp{}"); /* Logseq cuts off what is blank at a block's start */
		i = strlen("\xC2\xA0");
	}
	for (; i < p.s.len; i++) {
		if (!cell && (i == 0 || p.s.p[i - 1] == '\n')) {
			i = begin_line(&p, i, &line);
			sayable &= !begins_html(&p, i);
		}
		char c = at(&p, i);
		p.inside += i < p.s.len ? (p.kinds[i] == KIND_OPEN) - (p.kinds[i] == KIND_CLOSE) : 0;
		if (words_at(&p, i) && (i == line.start || i == line.key || misread(&p, i))) {
			if (c == '[' && p.kinds[i] == KIND_WORDS && square == SIZE_MAX)
				square = out->len;
			if (c == '(' && round == SIZE_MAX)
				round = out->len;
			buf_putc(out, '\\');
		}
		sayable &= !hides_mark(&p, i) || ink_ascii_punct((unsigned char)c);
		if (i < p.s.len)
			buf_putc(out, c);
	}
	return sayable && !makes_formula(buf_str(out), square, "\\]") && !makes_formula(buf_str(out), round, "\\)");
}
