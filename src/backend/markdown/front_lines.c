/* front_lines.c - a page's properties as Logseq has them: lines "key:: value" before the first block.
 *
 * Values are looked through for tags and links to pages, unless quotation marks stand around all of one
 * (deps/graph-parser, text.cljs, parse-property); tags:: and authors:: are to be pages. */
#include "backend/markdown/front.h"

static bool has_meaning(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (strchr("#[]{}()\",*_`$<\\", s.p[i]))
			return true;
	return str_eq_c(s, "true") || str_eq_c(s, "false") || (s.len && ch_digit(s.p[0]));
}

void front_lines_put_words(struct buf *b, struct str value)
{
	bool quote = has_meaning(value) && !str_starts(value, STR("http"));
	value = str_trim(value);
	if (quote)
		buf_putc(b, '"');
	for (size_t i = 0; i < value.len; i++)
		buf_putc(b, (unsigned char)value.p[i] < ' ' ? ' ' : value.p[i]);
	if (quote)
		buf_putc(b, '"');
}

void front_lines_put_pages(struct buf *b, const struct str *names, size_t n)
{
	for (size_t k = 0; k < n; k++) {
		buf_puts(b, k ? ", [[" : "[[");
		for (size_t i = 0; i < names[k].len; i++) {
			char c = names[k].p[i];
			buf_putc(b, c == '[' ? '(' : c == ']' ? ')' : (unsigned char)c < ' ' ? ' ' : c);
		}
		buf_puts(b, "]]");
	}
}

/* The key of "key:: value", else nothing. */
static struct str key_of(struct str line)
{
	size_t i = 0;
	while (i < line.len && line.p[i] != ':' && !ch_space(line.p[i]))
		i++;
	bool property = i && i + 1 < line.len && line.p[i] == ':' && line.p[i + 1] == ':';
	return property ? str_sub(line, 0, i) : STR_NONE;
}

void front_lines_parse(struct front *front, struct str note, struct str *body)
{
	struct str rest = str_starts(note, STR("\xEF\xBB\xBF")) ? str_sub(note, 3, note.len) : note;
	for (;;) {
		ptrdiff_t end = str_find_char(rest, '\n', 0);
		size_t n = end < 0 ? rest.len : (size_t)end + 1;
		struct str line = str_sub(rest, 0, n), key = key_of(line);
		bool blank = front->n && line.len && !str_trim(line).len; /* the line we write belongs to us */
		if (key.len || blank)
			rest = str_sub(rest, n, rest.len);
		if (!key.len)
			break;
		mem_grow(&front->items, &front->cap, front->n + 1, sizeof *front->items);
		front->items[front->n++] = (struct property){ key, line };
	}
	*body = rest;
}

struct str front_lines_string(struct arena *arena, const struct property *p)
{
	struct str s = str_trim(str_sub(p->text, p->key.len + 2, p->text.len));
	if (s.len > 1 && s.p[0] == '"' && s.p[s.len - 1] == '"')
		s = str_sub(s, 1, s.len - 1);
	return arena_str(arena, s);
}
