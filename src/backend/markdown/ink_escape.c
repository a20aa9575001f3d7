/* ink_escape.c - what CommonMark and a dialect would misread, byte by byte, once all is laid down: one
 * survey of the block, then each question is answered by what really stands around the byte. */
#include "backend/markdown/ink_page.h"

/* Bytes that may need a look in this dialect. '.' counts only behind www, ':' only before //, so that
 * most lines hold none. */
void ink_mark_doubtful(bool doubtful[256], const struct flavor *f)
{
	static const char always[] = "\\`*_[]<&!|";
	for (const char *c = always; *c; c++)
		doubtful[(unsigned char)*c] = true;
	doubtful['~'] = f->strikethrough || f->sub_sup;
	doubtful[':'] = f->autolinks;
	doubtful['.'] = f->autolinks || f->smart;
	doubtful['$'] = f->math;
	doubtful['='] = f->highlight;
	doubtful['^'] = f->footnotes || f->inline_notes || f->sub_sup;
	doubtful['%'] = f->comments;
	doubtful['@'] = f->citations;
	doubtful['#'] = f->tags;
	doubtful['{'] = f->attributes;
	doubtful['"'] = doubtful['\''] = doubtful['-'] = doubtful[0xE2] = f->smart;
}

/* ---- what would be misread ------------------------------------------------------------------------ */

/* Pandoc reads “…” and ‘…’ as a quotation, which must not end in another mark-up than it began in, and
 * loses a blank at its end. */
static bool misread_quote(const struct page *p, size_t i)
{
	bool two = str_starts(str_sub(p->s, i, p->s.len), STR("“"));
	if (!two && !str_starts(str_sub(p->s, i, p->s.len), STR("‘")))
		return false;
	int depth = 0;
	bool marks = false;
	for (size_t k = i + 3; k < p->s.len; k++) {
		depth += p->kinds[k] == KIND_OPEN;
		depth -= p->kinds[k] == KIND_CLOSE;
		marks |= p->kinds[k] == KIND_MARKUP;
		struct str rest = str_sub(p->s, k, p->s.len < k + 3 ? p->s.len : k + 3);
		if (depth < 0 || str_eq(rest, STR("“")) || str_eq(rest, STR("‘")))
			return true;
		if (words_at(p, k) && str_eq(rest, two ? STR("”") : STR("’")))
			return depth || p->s.p[k - 1] == ' ' || p->kinds[k] != p->kinds[i] ||
			       (marks && p->kinds[k] == KIND_WORDS_LINKED);
	}
	return true;
}

/* Whether a character reference stands at the '&' at i (any name: their list is long). */
static bool is_reference(const struct page *p, size_t i)
{
	size_t k = i + 1, start;
	if (at(p, k) == '#') {
		k++;
		bool hex = at(p, k) == 'x' || at(p, k) == 'X';
		k += hex;
		for (start = k; ch_digit(at(p, k)) || (hex && ch_alnum(at(p, k))); k++)
			;
		return k > start && k - start <= 8 && at(p, k) == ';';
	}
	if (!ch_alpha(at(p, k)))
		return false;
	for (start = k; ch_alnum(at(p, k)); k++)
		;
	return k - start <= 40 && at(p, k) == ';';
}

/* Code, formulas and tags can hold the bar behind a cell, or the line behind an item's: Pandoc looks for
 * them before it parts a row, or finds that a list begins. */
static bool runs_on(const struct page *p)
{
	return (p->context.place == INK_CELL && p->flavor->open_pipes) || (p->context.runs_on && p->flavor->enclosed);
}

static bool starts_tag(const struct page *p, size_t i)
{
	char c = at(p, i + 1);
	if (!ch_alpha(c) && c != '/' && c != '!' && c != '?')
		return false;
	size_t end = i + 1;
	while (ch_alnum(at(p, end)) || at(p, end) == '-')
		end++;
	if (ch_alpha(c) && at(p, end) && strchr(",;()[]\"<\\", at(p, end)))
		return false; /* neither a tag's name nor an address ends so */
	bool line_start = i == 0 || p->s.p[i - 1] == '\n';
	return line_start || p->context.in_brackets || p->last_greater > i || runs_on(p);
}

static bool ends_with_word(const struct page *p, size_t end, const char *word)
{
	size_t n = strlen(word);
	return end >= n && str_eq_nocase(str_sub(p->s, end - n, end), str_from_c(word)) &&
	       (end == n || !ch_alnum(p->s.p[end - n - 1]) || n > 3);
}

static bool autolinks(const struct page *p, size_t i)
{
	if (!p->flavor->autolinks || p->kinds[i] == KIND_WORDS_LINKED)
		return false;
	if (p->s.p[i] == '.')
		return ends_with_word(p, i, "www") && !ink_is_space(char_at(p, i + 1));
	if (at(p, i + 1) != '/' || at(p, i + 2) != '/' || ink_is_space(char_at(p, i + 3)))
		return false;
	return ends_with_word(p, i, "http") || ends_with_word(p, i, "https") || ends_with_word(p, i, "ftp");
}

static bool looks_like_task(const struct page *p)
{
	char box = at(p, 1);
	return p->context.item_start && p->flavor->tasks && at(p, 0) == '[' && at(p, 2) == ']' &&
	       (box == ' ' || box == 'x' || box == 'X') && words_at(p, 0);
}

static bool opens_bracket(const struct page *p, size_t i)
{
	const struct flavor *f = p->flavor;
	char next = at(p, i + 1);
	if (p->kinds[i] == KIND_WORDS_LINKED || (next == '^' && f->footnotes) || (next == '@' && f->citations))
		return true;
	if (f->wikilinks && (next == '[' || (i && p->s.p[i - 1] == '[')))
		return true;
	if (i == 0 && p->context.quote_start && next == '!' && f->alerts)
		return true;
	return f->enclosed || (i == 0 && looks_like_task(p)); /* to Pandoc [heading] is a link to it, wherever it ends */
}

static bool closes_bracket(const struct page *p, size_t i)
{
	char next = at(p, i + 1);
	if (p->kinds[i] == KIND_WORDS_LINKED || next == '(' || (next == '{' && p->flavor->attributes) ||
	    (next == '[' && p->flavor->enclosed))
		return true;
	return next == ':' && p->brackets_define;
}

static bool misread_backslash(const struct page *p, size_t i)
{
	if (p->context.place == INK_CELL)
		return true;
	char next = at(p, i + 1);
	return ink_ascii_punct((unsigned char)next) || next == '\n' || i + 1 == p->s.len ||
	       (p->flavor->enclosed && (next == ' ' || ch_alpha(next) || (unsigned char)next >= 0x80));
}

/* A blank; but Pandoc takes one behind a lone delimiter along with it. */
static bool parts_words(const struct page *p, size_t i)
{
	return p->s.p[i] == ' ' && !(i && strchr("*_", p->s.p[i - 1]));
}

/* A lone ~ or ^ with no other in its word: ~sub~ and ^sup^ hold no blanks but inside other mark-up. */
static bool stands_alone(const struct page *p, size_t i)
{
	if (!p->flavor->sub_sup)
		return false;
	size_t end = i + 1, start = i;
	for (; end < p->s.len && end < i + 200 && p->s.p[end] != p->s.p[i]; end++)
		if (!words_at(p, end) || parts_words(p, end))
			break;
	for (; start > 0 && start + 200 > i && p->s.p[start - 1] != p->s.p[i]; start--)
		if (!words_at(p, start - 1) || parts_words(p, start - 1))
			break;
	return (end == p->s.len || (words_at(p, end) && parts_words(p, end))) &&
	       (start == 0 || (words_at(p, start - 1) && parts_words(p, start - 1)));
}

/* Dialects' own characters. */
static bool misread_by_dialect(struct page *p, size_t i, char c)
{
	const struct flavor *f = p->flavor;
	char next = at(p, i + 1), prev = i ? p->s.p[i - 1] : ' ';
	switch (c) {
	case '$': return f->math && (ink_run_could_pair(p, i) || (runs_on(p) && (p->run_closes || p->context.runs_on)));
	case '=': return f->highlight && (next == '=' || prev == '=') && ink_run_could_pair(p, i);
	case '^':
		return (f->inline_notes && next == '[') || (f->sub_sup && ink_run_could_pair(p, i) && !stands_alone(p, i)) ||
		       (f->footnotes && (i ? prev == '[' && !words_at(p, i - 1) : p->context.in_brackets));
	case '%': return f->comments && (next == '%' || prev == '%');
	case '@': return f->citations && next != ' ' && next != '\0' && !ch_alnum(prev);
	case '#':
		return f->tags && (ch_space(prev) || prev == '(' || !words_at(p, i - 1)) && next != ' ' && next != '#' &&
		       next != '\0';
	case '{': return f->attributes && (!words_at(p, i - 1) || p->context.place == INK_HEADING);
	case '"':
	case '\'': return f->smart;
	case '-': return f->smart && next == '-';
	case '\xE2': return f->smart && misread_quote(p, i);
	default: return false;
	}
}

static bool is_ellipsis(const struct page *p, size_t i)
{
	return at(p, i + 1) == '.' && at(p, i + 2) == '.';
}

/* Behind the words on Pandoc's list of abbreviations the blank would become one that does not break. */
static bool abbreviates(const struct page *p, size_t i)
{
	static const char words[] =
		" aet aetat al Apr Aug bk Bros c Capt cf ch chap chs Co col Corp cp d Dec Dr e.g ed eds esp f fasc Feb ff "
		"fig fl fol fols Fr Gen Gov Hon i.e ill Inc incl Jan Jr Jul Jun Ltd M.A M.D Mar Mr Mrs Ms n n.b nn No Nov "
		"Oct p Ph.D pp Pres Prof pt q.v Rep Rev s.v s.vv saec sec Sen Sep Sept Sgt Sr St univ viz vol vs ";
	size_t start = i;
	while (start && i - start < 6 && (ch_alpha(p->s.p[start - 1]) || p->s.p[start - 1] == '.'))
		start--;
	char word[10] = " ";
	if (start == i || at(p, i + 1) != ' ')
		return false;
	memcpy(word + 1, p->s.p + start, i - start);
	word[i - start + 1] = ' ';
	return strstr(words, word) != NULL;
}

static bool misread(struct page *p, size_t i)
{
	char c = p->s.p[i];
	switch (c) {
	case '\\': return misread_backslash(p, i);
	case '`': return p->n_ticks > 1 || p->context.in_brackets || runs_on(p);
	case '*':
	case '_': /* Pandoc does not go back: what opens and is never closed swallows the marks behind it */
		return ink_run_could_pair(p, i) || (p->flavor->enclosed && p->run_opens);
	case '~': return (p->flavor->strikethrough || p->flavor->sub_sup) && ink_run_could_pair(p, i) && !stands_alone(p, i);
	case '[': return opens_bracket(p, i);
	case ']': return closes_bracket(p, i);
	case '<': return starts_tag(p, i);
	case '&': return is_reference(p, i);
	case '!': return at(p, i + 1) == '[' && (p->flavor->enclosed || !words_at(p, i + 1));
	case '|': return p->context.place == INK_CELL;
	case '.': return autolinks(p, i) || (p->flavor->smart && (is_ellipsis(p, i) || abbreviates(p, i)));
	case ':': return autolinks(p, i);
	default: return misread_by_dialect(p, i, c);
	}
}

/* ---- the bytes ------------------------------------------------------------------------------------- */

static bool line_defines(const struct page *p, size_t i)
{
	return at(p, i) == '[' && words_at(p, i) && p->last_define > i;
}

/* Where the bytes that any reader takes as they are end, from `i` on: no later than at `stop`. */
static size_t plain_end(const struct page *p, size_t i, size_t stop)
{
	const unsigned char *bytes = (const unsigned char *)p->s.p;
	size_t end = stop < p->s.len ? stop : p->s.len;
	while (i < end && !p->doubtful[bytes[i]] && bytes[i] != '\n')
		i++;
	return i;
}

/* The places in a block that do not depend on the byte that stands there. */
struct places {
	size_t start;  /* of the line, if it would be misread there */
	size_t hashes; /* at a heading's end */
	size_t task;   /* behind what looks like a box */
};

static size_t next_place(const struct places *places, size_t i)
{
	size_t next = places->hashes < i ? i : places->hashes; /* and all behind it */
	if (places->start >= i && places->start < next)
		next = places->start;
	return places->task >= i && places->task < next ? places->task : next;
}

static void put_byte(struct page *p, size_t i, const struct places *places, struct buf *out)
{
	char c = p->s.p[i];
	if (p->kinds[i] == KIND_NEWLINE) {
		buf_puts(out, "\\\n");
		return;
	}
	if (i == places->task) { /* Pandoc and Joplin find boxes when escapes are gone, Joplin when references are, too */
		buf_puts(out, p->flavor->enclosed ? "&#32;" : "<!-- --> ");
		return;
	}
	if (c == '`' && p->context.runs_on && p->flavor->enclosed && words_at(p, i)) {
		buf_puts(out, "&#96;"); /* Pandoc looks for an item's end with no eye for escapes */
		return;
	}
	bool hash = i == places->hashes || (i > places->hashes && p->flavor->enclosed);
	if (p->kinds[i] <= KIND_WORDS_LINKED &&
	    (i == places->start || hash || (p->doubtful[(unsigned char)c] && misread(p, i))))
		buf_putc(out, '\\');
	buf_putc(out, c);
}

static void put_escaped(struct page *p, struct buf *out)
{
	struct places places = { SIZE_MAX, SIZE_MAX, SIZE_MAX };
	bool starts = p->context.place == INK_PARAGRAPH;
	if (p->context.place == INK_HEADING)
		places.hashes = ink_line_closing_hashes(p);
	if ((p->flavor->enclosed || p->flavor->late_boxes) && looks_like_task(p) && at(p, 3) == ' ')
		places.task = 3;
	for (size_t i = 0; i < p->s.len;) {
		if (i == 0 || p->s.p[i - 1] == '\n') {
			places.start = starts ? ink_line_misread_start(p, i) : SIZE_MAX;
			p->brackets_define = starts && line_defines(p, i);
		}
		size_t end = plain_end(p, i, next_place(&places, i));
		buf_put(out, p->s.p + i, end - i);
		i = end;
		if (i < p->s.len)
			put_byte(p, i++, &places, out);
	}
}

void ink_put_escaped(const struct ink *ink, struct ink_context context, struct buf *out)
{
	struct page p = { .flavor = ink->flavor, .doubtful = ink->doubtful, .context = context,
			  .s = buf_str(&ink->bytes), .kinds = ink->kinds.p };
	ink_run_survey(&p);
	put_escaped(&p, out);
}
