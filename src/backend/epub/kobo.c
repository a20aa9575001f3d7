/* kobo.c - what Kobo's own renderer keeps places, marks and notes by: every sentence of a page in a
 * <span class="koboSpan">, numbered by block and sentence. Its guidelines say only that Kobo adds such
 * spans to the books it sells; a book brought along must have them already.
 *
 * A finished page of ours is read once more, which is simple: attributes hold no ">", and a text that
 * is cut by <wbr/> is one text. Listings, drawings and formulas stay as they are. */
#include "backend/epub/epub.h"

static bool is_named(struct str tag, const char *name)
{
	size_t n = strlen(name);
	return tag.len > n + 1 && memcmp(tag.p + 1, name, n) == 0 && !ch_alnum(tag.p[n + 1]);
}

static bool is_one_of(struct str tag, const char *const *names)
{
	while (*names && !is_named(tag, *names))
		names++;
	return *names != NULL;
}

static const char *const blocks[] = { "p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dt", "dd", "td", "th", "div",
	"caption", "figcaption", "figure", NULL };
static const char *const whole[] = { "head", "pre", "svg", "math", NULL };

/* Behind a "." that ends a sentence, its closing marks and the white space; 0: it ends none. */
static size_t end_behind(struct str text, size_t at)
{
	static const char *const marks[] = { "。", "！", "？", "．", NULL };
	static const char *const closing[] = { "\"", "'", ")", "]", "”", "’", "»", "」", "』", "）", NULL };
	size_t i = at;
	bool full = false; /* no white space stands behind full-width marks */
	if (strchr(".!?:", text.p[at]))
		i++;
	for (size_t k = 0; marks[k] && !full; k++)
		full = str_starts(str_sub(text, at, text.len), str_from_c(marks[k]));
	if (full)
		i += 3;
	if (i == at)
		return 0;
	for (size_t k = 0; closing[k];) {
		bool found = str_starts(str_sub(text, i, text.len), str_from_c(closing[k]));
		i += found ? strlen(closing[k]) : 0;
		k = found ? 0 : k + 1;
	}
	if (i < text.len && ch_space(text.p[i]))
		return i + 1;
	return full ? i : 0;
}

static size_t sentence_end(struct str text, size_t at)
{
	for (; at < text.len; at++) {
		unsigned char c = (unsigned char)text.p[at];
		size_t end = c == '.' || c == '!' || c == '?' || c == ':' || c == 0xE3 || c == 0xEF ? end_behind(text, at) : 0;
		if (end)
			return end;
	}
	return text.len;
}

static void put_span(struct buf *out, struct str s, struct kobo_count *count)
{
	buf_puts(out, "<span class=\"koboSpan\" id=\"kobo.");
	buf_put_int(out, count->block);
	buf_putc(out, '.');
	buf_put_int(out, ++count->sentence);
	buf_puts(out, "\">");
	buf_put_str(out, s);
	buf_puts(out, "</span>");
}

static void put_text(struct buf *out, struct str text, struct kobo_count *count)
{
	if (!str_trim(text).len) {
		buf_put_str(out, text);
		return;
	}
	for (size_t at = 0, end; at < text.len; at = end) {
		end = sentence_end(text, at);
		put_span(out, str_sub(text, at, end), count);
	}
}

/* Where the text from `at` on ends: at a tag that is no <wbr/>. */
static size_t text_end(struct str page, size_t at)
{
	static const struct str wbr = { "<wbr/>", 6 };
	ptrdiff_t tag = (ptrdiff_t)at - (ptrdiff_t)wbr.len;
	do
		tag = str_find_char(page, '<', (size_t)(tag + (ptrdiff_t)wbr.len));
	while (tag >= 0 && str_starts(str_sub(page, (size_t)tag, page.len), wbr));
	return tag < 0 ? page.len : (size_t)tag;
}

/* Where the element that `tag` opens is closed; behind the tag when it is empty. */
static size_t element_end(struct str page, size_t at, struct str tag)
{
	char close[8] = "</";
	for (size_t i = 1; i < 5 && i < tag.len && ch_alnum(tag.p[i]); i++)
		close[i + 1] = tag.p[i];
	ptrdiff_t end = str_find(page, str_from_c(close), at);
	return end < 0 ? at + tag.len : (size_t)end;
}

void kobo_put(struct buf *out, struct str page, struct kobo_count *count)
{
	for (size_t at = 0; at < page.len;) {
		if (page.p[at] != '<' || str_starts(str_sub(page, at, page.len), STR("<wbr/>"))) {
			size_t end = text_end(page, at);
			put_text(out, str_sub(page, at, end), count);
			at = end;
			continue;
		}
		ptrdiff_t close = str_find_char(page, '>', at);
		struct str tag = str_sub(page, at, close < 0 ? page.len : (size_t)close + 1);
		size_t end = is_one_of(tag, whole) ? element_end(page, at, tag) : at + tag.len;
		if (is_one_of(tag, blocks))
			*count = (struct kobo_count){ .block = count->block + 1 };
		if (is_named(tag, "img"))
			put_span(out, tag, count);
		else
			buf_put_str(out, str_sub(page, at, end));
		at = end;
	}
}

void kobo_mark(struct buf *page, size_t from, struct kobo_count *count)
{
	struct buf tail;
	buf_init(&tail);
	buf_put_str(&tail, str_sub(buf_str(page), from, page->len));
	page->len = from;
	kobo_put(page, buf_str(&tail), count);
	buf_done(&tail);
}
