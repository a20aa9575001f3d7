/* fence.c - code between fences, and how the dialects name its language. */
#include "backend/markdown/block.h"

size_t md_longest_run(struct str s, char c)
{
	size_t longest = 0;
	for (ptrdiff_t hit = 0; (hit = str_find_char(s, c, (size_t)hit)) >= 0;) {
		size_t end = (size_t)hit + 1;
		while (end < s.len && s.p[end] == c)
			end++;
		if (end - (size_t)hit > longest)
			longest = end - (size_t)hit;
		hit = (ptrdiff_t)end;
	}
	return longest;
}

static void put_info(struct buf *b, struct str info)
{
	for (size_t i = 0; i < info.len; i++) {
		char c = info.p[i];
		if (c == '&')
			buf_puts(b, "&amp;");
		else if (c == '\\' && i + 1 < info.len && !ch_alnum(info.p[i + 1]))
			buf_puts(b, "\\\\");
		else
			buf_putc(b, c);
	}
}

/* Pandoc puts a language in lower case and knows some by other names. */
static bool is_lower_word(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!ch_digit(s.p[i]) && (!ch_alpha(s.p[i]) || ch_lower(s.p[i]) != s.p[i]) && !(i && strchr("-_", s.p[i])))
			return false;
	return !str_eq(s, STR("objective-c"));
}

static void put_class(struct buf *b, struct str class)
{
	buf_puts(b, " {class=\"");
	for (size_t i = 0; i < class.len; i++)
		if (strchr("\"\\&", class.p[i]))
			buf_printf(b, "&#%d;", class.p[i]);
		else
			buf_putc(b, class.p[i]);
	buf_puts(b, "\"}");
}

void fence_put(struct md *md, struct str info, struct str text)
{
	char mark = str_find_char(info, '`', 0) >= 0 ? '~' : '`';
	size_t n = md_longest_run(text, mark) + 1;
	struct buf fence = { 0 };
	buf_pad(&fence, mark, n < 3 ? 3 : n);
	size_t length = fence.len;
	if (md->flavor->attributes && info.len && !is_lower_word(info))
		put_class(&fence, info);
	else
		put_info(&fence, info);
	md_put_lines(md, buf_str(&fence));
	while (text.len) {
		ptrdiff_t end = str_find_char(text, '\n', 0);
		struct str line = end < 0 ? text : str_sub(text, 0, (size_t)end);
		if (line.len) {
			md_line(md);
			buf_put_str(md->out, line);
			md_line_end(md);
		} else
			md_blank(md);
		if (end < 0)
			break;
		text = str_sub(text, (size_t)end + 1, text.len);
		if (!text.len)
			md_blank(md);
	}
	fence.len = length;
	md_put_lines(md, buf_str(&fence));
	buf_done(&fence);
}
