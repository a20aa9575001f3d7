/* lines.c - each line begins with what the containers around it write there: `first` for the next
 * line ("- "), `rest` for those behind it ("  "). */
#include "backend/markdown/block.h"

void md_line(struct md *md)
{
	if (md->first.len)
		buf_put_str(md->out, buf_str(&md->first));
	buf_clear(&md->first);
	buf_put_str(&md->first, buf_str(&md->rest));
}

void md_line_end(struct md *md)
{
	buf_putc(md->out, '\n');
}

static void put_trimmed(struct buf *out, struct str prefix)
{
	while (prefix.len && prefix.p[prefix.len - 1] == ' ')
		prefix.len--;
	buf_put_str(out, prefix);
}

void md_blank(struct md *md)
{
	put_trimmed(md->out, buf_str(&md->rest));
	md_line_end(md);
}

void md_put_lines(struct md *md, struct str s)
{
	for (;;) {
		ptrdiff_t end = str_find_char(s, '\n', 0);
		md_line(md);
		buf_put_str(md->out, end < 0 ? s : str_sub(s, 0, (size_t)end));
		md_line_end(md);
		if (end < 0)
			return;
		s = str_sub(s, (size_t)end + 1, s.len);
	}
}

struct container lines_enter(struct md *md, struct str first, struct str rest)
{
	struct container c = { md->rest.len, md->out->len };
	buf_put_str(&md->first, first);
	buf_put_str(&md->rest, rest);
	return c;
}

void lines_leave(struct md *md, struct container c)
{
	if (md->out->len == c.at) {
		put_trimmed(md->out, buf_str(&md->first));
		md_line_end(md);
	}
	md->rest.len = c.rest;
	buf_clear(&md->first);
	buf_put_str(&md->first, buf_str(&md->rest));
}
