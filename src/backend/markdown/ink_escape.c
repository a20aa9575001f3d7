/* ink_escape.c - what CommonMark and a dialect would misread, byte by byte, once all is laid down: one
 * survey of the block, then each question is answered by what really stands around the byte. */
#include "backend/markdown/ink.h"

#include "base/utf8.h"

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
	doubtful['^'] = f->footnotes || f->sub_sup;
	doubtful['%'] = f->comments;
	doubtful['@'] = f->citations;
	doubtful['#'] = f->tags;
	doubtful['{'] = f->attributes;
	doubtful['"'] = doubtful['\''] = doubtful['-'] = doubtful[0xE2] = f->smart;
}

/* ---- what would be misread ------------------------------------------------------------------------ */

/* Where the runs of one delimiter character can open first and close last; SIZE_MAX, 0: nowhere. */
struct partners {
	size_t first_open, last_close;
};

struct page {
	const struct flavor *flavor;
	const bool *doubtful;
	struct ink_context context;
	struct str s;
	const char *kinds;
	struct partners star, low, tilde, equals, dollar, caret;
	size_t last_greater; /* position of the last '>' + 1 */
	size_t n_ticks;	     /* runs of backticks */
	size_t last_define;  /* position of the last "]:" + 1 */
	bool brackets_define;
	size_t run_end;	     /* the last run that was judged, and the verdict */
	bool run_pairs, run_opens, run_closes;
};

static bool words_at(const struct page *p, size_t i)
{
	return i < p->s.len && p->kinds[i] <= KIND_WORDS_LINKED;
}

static char at(const struct page *p, size_t i)
{
	return i < p->s.len ? p->s.p[i] : '\0';
}

static uint32_t char_before(const struct page *p, size_t i)
{
	if (i == 0)
		return ' ';
	return utf8_decode_back(p->s, &i);
}

static uint32_t char_at(const struct page *p, size_t i)
{
	if (i >= p->s.len)
		return ' ';
	if (p->s.p[i] == '\n')
		return '\\';
	return utf8_decode(p->s, &i);
}

struct run {
	size_t start, end;
	bool can_open, can_close;
};

/* Pandoc looks at less: only '_' asks for letters beside it, and only a lone one. */
static void run_in_pandoc(struct run *r, char c, uint32_t before, uint32_t after)
{
	bool begins = ink_is_space(before) || ink_maybe_punct(before), ends = ink_is_space(after) || ink_maybe_punct(after);
	r->can_open = !ink_is_space(after) && (c != '_' || begins || r->end - r->start > 1);
	r->can_close = c != '_' || ends;
	if (c == '$')
		r->can_close = !ink_is_space(before) && (after >= 0x80 || !ch_digit((char)after));
}

/* The run of one character that holds byte i, and what it could do (CommonMark §6.2), taken as wide
 * as the versions differ. */
static struct run run_at(const struct page *p, size_t i)
{
	char c = p->s.p[i];
	struct run r = { i, i + 1, false, false };
	while (r.start && p->s.p[r.start - 1] == c)
		r.start--;
	while (r.end < p->s.len && p->s.p[r.end] == c)
		r.end++;
	uint32_t before = char_before(p, r.start), after = char_at(p, r.end);
	bool space_before = ink_is_space(before), space_after = ink_is_space(after);
	if (p->flavor->enclosed) {
		run_in_pandoc(&r, c, before, after);
		return r;
	}
	bool left = !space_after && (!ink_is_punct(after) || space_before || ink_maybe_punct(before));
	bool right = !space_before && (!ink_is_punct(before) || space_after || ink_maybe_punct(after));
	r.can_open = left;
	r.can_close = right;
	if (c == '_') {
		r.can_open = left && (!right || ink_maybe_punct(before));
		r.can_close = right && (!left || ink_maybe_punct(after));
	}
	return r;
}

static bool is_delimiter(const struct page *p, size_t i)
{
	return i < p->s.len && (p->kinds[i] == KIND_OPEN || p->kinds[i] == KIND_CLOSE);
}

static struct partners *partners_of(struct page *p, char c)
{
	switch (c) {
	case '*': return &p->star;
	case '_': return &p->low;
	case '~': return &p->tilde;
	case '=': return &p->equals;
	case '$': return &p->dollar;
	case '^': return &p->caret;
	default: return NULL;
	}
}

/* One pass over everything laid down, so that later questions are answered at once. */
static void survey(struct page *p)
{
	struct partners none = { SIZE_MAX, 0 };
	p->star = p->low = p->tilde = p->equals = p->dollar = p->caret = none;
	for (size_t i = 0; i < p->s.len;) {
		char c = p->s.p[i];
		struct partners *partners = partners_of(p, c);
		if (!partners) {
			size_t run = i + 1;
			if (c == '`')
				while (at(p, run) == '`')
					run++;
			p->n_ticks += c == '`';
			if (c == '>')
				p->last_greater = i + 1;
			else if (c == ']' && at(p, i + 1) == ':')
				p->last_define = i + 1;
			i = run;
			continue;
		}
		struct run r = run_at(p, i);
		for (size_t k = r.start; k < r.end; k++)
			if (is_delimiter(p, k))
				r.can_open = r.can_close = true;
		if (r.can_open && r.start < partners->first_open)
			partners->first_open = r.start;
		if (r.can_close)
			partners->last_close = r.end;
		i = r.end;
	}
}

/* cmark-gfm looks through tildes for the character that decides whether a delimiter opens or closes:
 * whether it would see another answer there than CommonMark gives for the tildes themselves. */
static bool hides_neighbour(const struct page *p, struct run r)
{
	for (int side = 0; side < 2; side++) {
		size_t i = side ? r.end : r.start - 1;
		if ((!side && !r.start) || !is_delimiter(p, i))
			continue;
		uint32_t past = side ? char_before(p, r.start) : char_at(p, r.end);
		if ((p->kinds[i] == KIND_OPEN) != side) { /* inside of it */
			if (ink_is_space(past))
				return true;
			continue;
		}
		size_t k = i;
		while (is_delimiter(p, k))
			k += side ? 1 : (size_t)-1;
		uint32_t inner = side ? char_at(p, k) : char_before(p, k + 1);
		if (!ink_is_space(past) && !ink_is_punct(past) && (p->s.p[i] == '_' || ink_maybe_punct(inner)))
			return true;
	}
	return false;
}

/* A run of words that could pair with another run, or that touches our own delimiter. */
static bool could_pair(struct page *p, size_t i)
{
	if (i < p->run_end)
		return p->run_pairs;
	struct run r = run_at(p, i);
	const struct partners *partners = partners_of(p, p->s.p[i]);
	p->run_end = r.end;
	p->run_opens = r.can_open;
	p->run_closes = r.can_close;
	p->run_pairs = (r.can_open && partners->last_close > r.end) ||
		       (r.can_close && partners->first_open < r.start);
	for (size_t k = r.start; k < r.end; k++)
		p->run_pairs |= !words_at(p, k);
	if (p->s.p[i] == '~' && !p->run_pairs && !p->flavor->enclosed)
		p->run_pairs = hides_neighbour(p, r);
	return p->run_pairs;
}

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

/* Code, formulas and tags can hold the bar behind a cell: Pandoc looks for them before it parts a row. */
static bool crosses_cells(const struct page *p)
{
	return p->context.place == INK_CELL && p->flavor->open_pipes;
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
	return line_start || p->context.in_brackets || p->last_greater > i || crosses_cells(p);
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

/* A lone ~ or ^ with no other in its word: ~sub~ and ^sup^ hold no blanks but inside other mark-up. */
static bool stands_alone(const struct page *p, size_t i)
{
	if (!p->flavor->sub_sup)
		return false;
	size_t end = i + 1, start = i;
	for (; end < p->s.len && end < i + 200 && p->s.p[end] != p->s.p[i]; end++)
		if (!words_at(p, end) || p->s.p[end] == ' ')
			break;
	for (; start > 0 && start + 200 > i && p->s.p[start - 1] != p->s.p[i]; start--)
		if (!words_at(p, start - 1) || p->s.p[start - 1] == ' ')
			break;
	return (end == p->s.len || (words_at(p, end) && p->s.p[end] == ' ')) &&
	       (start == 0 || (words_at(p, start - 1) && p->s.p[start - 1] == ' '));
}

/* Dialects' own characters. */
static bool misread_by_dialect(struct page *p, size_t i, char c)
{
	const struct flavor *f = p->flavor;
	char next = at(p, i + 1), prev = i ? p->s.p[i - 1] : ' ';
	switch (c) {
	case '$': return f->math && (could_pair(p, i) || (crosses_cells(p) && p->run_closes));
	case '=': return f->highlight && (next == '=' || prev == '=') && could_pair(p, i);
	case '^':
		return (f->sub_sup && (next == '[' || (could_pair(p, i) && !stands_alone(p, i)))) ||
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
	case '`': return p->n_ticks > 1 || p->context.in_brackets || crosses_cells(p);
	case '*':
	case '_': /* Pandoc does not go back: what opens and is never closed swallows the marks behind it */
		return could_pair(p, i) || (p->flavor->enclosed && p->run_opens);
	case '~': return (p->flavor->strikethrough || p->flavor->sub_sup) && could_pair(p, i) && !stands_alone(p, i);
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

/* ---- line starts ------------------------------------------------------------------------------------ */

static bool ends_word(const struct page *p, size_t i)
{
	char c = at(p, i);
	return c == ' ' || c == '\t' || c == '\n' || c == '\0';
}

static size_t span_of(const struct page *p, size_t i, const char *set)
{
	size_t k = i;
	while (k < p->s.len && p->s.p[k] != '\n' && strchr(set, p->s.p[k]))
		k++;
	return k - i;
}

static bool line_is_only(const struct page *p, size_t i, const char *set)
{
	char end = at(p, i + span_of(p, i, set));
	return end == '\n' || end == '\0';
}

/* A line of three or more of one character, blanks between: a thematic break. */
static bool is_rule(const struct page *p, size_t i)
{
	char set[] = { p->s.p[i], ' ', '\0' };
	size_t n = 0, span = span_of(p, i, set);
	for (size_t k = i; k < i + span; k++)
		n += p->s.p[k] == set[0];
	return n >= 3 && line_is_only(p, i, set);
}

/* A number and its dot: the dot's position, else SIZE_MAX. */
static size_t numbered(const struct page *p, size_t i)
{
	size_t n = span_of(p, i, "0123456789");
	char mark = at(p, i + n);
	if (n == 0 || n > 9 || (mark != '.' && mark != ')') || !ends_word(p, i + n + 1))
		return SIZE_MAX;
	return words_at(p, i) && words_at(p, i + n) ? i + n : SIZE_MAX;
}

static bool has_dash(const struct page *p, size_t i)
{
	size_t n = span_of(p, i, "|:- \t");
	return memchr(p->s.p + i, '-', n) != NULL;
}

/* a. iv) (1) #. and the like, in dialects that number so; where the escape goes, else SIZE_MAX. */
static size_t fancy_numbered(const struct page *p, size_t i)
{
	size_t open = at(p, i) == '(', n = 0;
	char c = at(p, i + open);
	if (c == '#' || c == '@')
		n = 1;
	else if (ch_digit(c))
		n = span_of(p, i + open, "0123456789");
	else if (ch_alpha(c)) {
		n = span_of(p, i + open, "ivxlcdm");
		n = n ? n : span_of(p, i + open, "IVXLCDM");
		n = n ? n : 1;
	}
	char mark = at(p, i + open + n);
	if (n == 1 && mark == '.' && !open && ch_alpha(c) && ch_lower(c) != c)
		return SIZE_MAX; /* "B. Russell": initials number nothing */
	if (n == 0 || (mark != '.' && mark != ')') || (open && mark != ')') || !ends_word(p, i + open + n + 1))
		return SIZE_MAX;
	return open ? i : i + n;
}

/* Where in the line that starts at i a backslash must go, else SIZE_MAX. */
static size_t misread_line_start(const struct page *p, size_t i)
{
	if (!words_at(p, i))
		return SIZE_MAX;
	bool first = i == 0;
	char c = p->s.p[i];
	bool bad = false;
	switch (c) {
	case '#': bad = ends_word(p, i + span_of(p, i, "#")) && (span_of(p, i, "#") <= 6 || p->flavor->enclosed); break;
	case '>': bad = true; break;
	case '+':
	case '-':
	case '*': bad = ends_word(p, i + 1) || is_rule(p, i); break;
	case '_': bad = is_rule(p, i); break;
	case '=': bad = !first && line_is_only(p, i, "= "); break;
	case '~':
	case '`':
		bad = (at(p, i + 1) == c && at(p, i + 2) == c) || (c == '~' && p->flavor->definitions && ends_word(p, i + 1));
		break;
	case ':': bad = p->flavor->definitions && (ends_word(p, i + 1) || (at(p, i + 1) == ':' && at(p, i + 2) == ':')); break;
	case '|': bad = p->flavor->fancy_lists && at(p, i + 1) == ' '; break;
	case '%': bad = p->flavor->attributes && ends_word(p, i + 1); break;
	default: break;
	}
	if (!bad && c == '-' && !first)
		bad = line_is_only(p, i, "- ");
	if (!bad && !first && (c == '-' || c == ':' || c == '|') && p->flavor->tables)
		bad = line_is_only(p, i, "|:- \t") && has_dash(p, i);
	if (bad)
		return i;
	size_t caption = first && p->flavor->table_captions ? strlen("Table") : 0;
	if (caption && str_starts_nocase(p->s, STR("table:")) && words_at(p, caption))
		return caption;
	size_t dot = numbered(p, i);
	return dot == SIZE_MAX && p->flavor->fancy_lists ? fancy_numbered(p, i) : dot;
}

/* The first of the '#'s that would be taken for a heading's closing sequence. */
static size_t closing_hashes(const struct page *p)
{
	size_t i = p->s.len;
	while (i && p->s.p[i - 1] == '#')
		i--;
	bool glued = p->flavor->enclosed; /* Pandoc closes with what touches the words, too */
	bool closes = i < p->s.len && (i == 0 || p->s.p[i - 1] == ' ' || glued) && words_at(p, i);
	return closes ? i : SIZE_MAX;
}

static bool line_defines(const struct page *p, size_t i)
{
	return at(p, i) == '[' && words_at(p, i) && p->last_define > i;
}

static void put_escaped(struct page *p, struct buf *out)
{
	size_t start = SIZE_MAX, hashes = p->context.place == INK_HEADING ? closing_hashes(p) : SIZE_MAX;
	size_t task = p->flavor->enclosed && looks_like_task(p) && at(p, 3) == ' ' ? 3 : SIZE_MAX;
	for (size_t i = 0; i < p->s.len; i++) {
		char c = p->s.p[i];
		if (i == 0 || p->s.p[i - 1] == '\n') {
			bool starts = p->context.place == INK_PARAGRAPH;
			start = starts ? misread_line_start(p, i) : SIZE_MAX;
			p->brackets_define = starts && line_defines(p, i);
		}
		if (p->kinds[i] == KIND_NEWLINE) {
			buf_puts(out, "\\\n");
			continue;
		}
		if (i == task) { /* Pandoc finds boxes when escapes are gone */
			buf_puts(out, "&#32;");
			continue;
		}
		bool hash = i == hashes || (i > hashes && p->flavor->enclosed);
		if (p->kinds[i] <= KIND_WORDS_LINKED &&
		    (i == start || hash || (p->doubtful[(unsigned char)c] && misread(p, i))))
			buf_putc(out, '\\');
		buf_putc(out, c);
	}
}

void ink_put_escaped(const struct ink *ink, struct ink_context context, struct buf *out)
{
	struct page p = { .flavor = ink->flavor, .doubtful = ink->doubtful, .context = context,
			  .s = buf_str(&ink->bytes), .kinds = ink->kinds.p };
	survey(&p);
	put_escaped(&p, out);
}
