/* form.c - the packet, and references in a text of values. Both sides use it, and neither trusts it: what is read
 * here was written by a program that has looked at somebody's drawing. */
#include "image/form.h"

#include <string.h>

void form_put(struct buf *packet, const struct form_object *o)
{
	const uint32_t head[3] = { o->is_stream, (uint32_t)o->text.len, (uint32_t)o->data.len };
	buf_put(packet, head, sizeof head);
	buf_put_str(packet, o->text);
	buf_put_str(packet, o->data);
}

bool form_next(struct str packet, size_t *at, struct form_object *o)
{
	uint32_t head[3];
	if (*at > packet.len || packet.len - *at < sizeof head)
		return false;
	memcpy(head, packet.p + *at, sizeof head);
	size_t text = *at + sizeof head, data = text + head[1], end = data + head[2];
	if (end > packet.len)
		return false;
	*o = (struct form_object){ str_sub(packet, text, data), head[0] != 0, str_sub(packet, data, end) };
	*at = end;
	return true;
}

/* ---- values ------------------------------------------------------------------------------ */

enum { DEEPEST = 64 };

struct scan {
	struct str text;
	size_t at;
	struct buf *out;
	form_number *number;
	void *context;
	char open[DEEPEST]; /* what has to be closed: '[' or '<' */
	int depth;
	/* the two integers before, for "12 0 R" */
	long first, second; /* -1: it was something else */
	size_t first_at;    /* in `out` */
	size_t second_at;
};

static bool is_regular(char c)
{
	return c > ' ' && c < 0x7F && !strchr("()<>[]{}/%", c);
}

static void copy(struct scan *s, size_t end)
{
	buf_put_str(s->out, str_sub(s->text, s->at, end));
	s->at = end;
}

/* A literal string with the parentheses in it in pairs. */
static bool copy_string(struct scan *s)
{
	size_t i = s->at;
	int depth = 0;
	for (; i < s->text.len; i++) {
		char c = s->text.p[i];
		if (c == '\\')
			i++;
		else if (c == '(')
			depth++;
		else if (c == ')' && --depth == 0)
			break;
	}
	if (i >= s->text.len)
		return false;
	copy(s, i + 1);
	return true;
}

static bool copy_hexadecimal(struct scan *s)
{
	size_t i = s->at + 1;
	while (i < s->text.len && (ch_digit(s->text.p[i]) || ch_space(s->text.p[i]) ||
				   (ch_lower(s->text.p[i]) >= 'a' && ch_lower(s->text.p[i]) <= 'f')))
		i++;
	if (i >= s->text.len || s->text.p[i] != '>')
		return false;
	copy(s, i + 1);
	return true;
}

static bool open_or_close(struct scan *s, char c)
{
	size_t len = c == '<' || c == '>' ? 2 : 1;
	bool opens = c == '<' || c == '[';
	if (opens && s->depth == DEEPEST)
		return false;
	if (opens)
		s->open[s->depth++] = c;
	else if (s->depth == 0 || s->open[--s->depth] != (c == '>' ? '<' : '['))
		return false;
	copy(s, s->at + len);
	return true;
}

/* "12 0 R": the two integers are in `out` already. */
static bool put_reference(struct scan *s)
{
	if (s->first < 1 || s->first > INT32_MAX || s->second != 0)
		return false;
	uint32_t number = s->number(s->context, (uint32_t)s->first);
	if (number == 0)
		return false;
	s->out->len = s->first_at;
	buf_put_int(s->out, number);
	buf_puts(s->out, " 0 R");
	return true;
}

static bool is_number(struct str word)
{
	bool digits = false;
	int points = 0;
	for (size_t i = 0; i < word.len; i++) {
		digits |= ch_digit(word.p[i]);
		points += word.p[i] == '.';
		if (!ch_digit(word.p[i]) && word.p[i] != '.' && !(i == 0 && (word.p[i] == '-' || word.p[i] == '+')))
			return false;
	}
	return digits && points < 2;
}

/* A number or a word. */
static bool copy_word(struct scan *s)
{
	size_t end = s->at;
	while (end < s->text.len && is_regular(s->text.p[end]))
		end++;
	struct str word = str_sub(s->text, s->at, end);
	long value;
	if (str_eq_c(word, "R")) {
		s->at = end;
		bool good = put_reference(s);
		s->first = s->second = -1;
		return good;
	}
	bool integer = word.len > 0 && ch_digit(word.p[0]) && str_parse_long(word, &value);
	s->first = s->second;
	s->first_at = s->second_at;
	s->second = integer ? value : -1;
	s->second_at = s->out->len;
	if (!is_number(word) && !str_eq_c(word, "true") && !str_eq_c(word, "false") && !str_eq_c(word, "null"))
		return false;
	copy(s, end);
	return true;
}

static bool copy_value(struct scan *s)
{
	char c = s->text.p[s->at];
	if (is_regular(c))
		return copy_word(s);
	s->first = s->second = -1;
	if (c == '/') {
		size_t end = s->at + 1;
		while (end < s->text.len && is_regular(s->text.p[end]))
			end++;
		copy(s, end);
		return true;
	}
	bool twice = s->at + 1 < s->text.len && s->text.p[s->at + 1] == c;
	if (c == '(')
		return copy_string(s);
	if (c == '<' && !twice)
		return copy_hexadecimal(s);
	return (c == '[' || c == ']' || ((c == '<' || c == '>') && twice)) && open_or_close(s, c);
}

bool form_renumber(struct str text, form_number *number, void *context, struct buf *out)
{
	struct scan s = { .text = text, .out = out, .number = number, .context = context, .first = -1, .second = -1 };
	while (s.at < text.len) {
		if (ch_space(text.p[s.at]))
			copy(&s, s.at + 1);
		else if (!copy_value(&s))
			return false;
	}
	return s.depth == 0;
}
