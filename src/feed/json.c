/* json.c - strict where it matters (brackets, quotes), deaf to the rest. Nothing here recurses:
 * skipping counts brackets, and the caller's own functions are as deep as the format is. */
#include "feed/json.h"

#include "base/utf8.h"

enum { LONGEST_STRING = 64 << 10, PIECE = 16 << 10 };

void json_open(struct json *j, struct text *t)
{
	*j = (struct json){ .text = t, .line = 1 };
}

void json_close(struct json *j)
{
	buf_done(&j->string);
}

/* The next byte, or 0 at the end (a NUL cannot stand in JSON). */
static char look(struct json *j)
{
	if (j->chunk.len == 0 && (j->broken || !text_read_raw(j->text, &j->chunk))) {
		j->broken = true;
		return '\0';
	}
	return j->chunk.p[0];
}

static void step(struct json *j)
{
	j->line += j->chunk.p[0] == '\n';
	j->chunk = str_sub(j->chunk, 1, j->chunk.len);
}

char json_peek(struct json *j)
{
	for (char c; (c = look(j)) != '\0'; step(j))
		if (!ch_space(c))
			return c;
	return '\0';
}

static void give_up(struct json *j)
{
	j->broken = true;
	j->chunk = STR_NONE;
}

/* ---- strings -------------------------------------------------------------------------- */

static int32_t read_hex4(struct json *j)
{
	int32_t value = 0;
	for (int i = 0; i < 4; i++) {
		char c = ch_lower(look(j));
		if (!ch_digit(c) && !(c >= 'a' && c <= 'f'))
			return -1;
		value = value * 16 + (ch_digit(c) ? c - '0' : c - 'a' + 10);
		step(j);
	}
	return value;
}

/* Behind "\u": two of them may make one character. */
static void put_unicode(struct json *j)
{
	int32_t c = read_hex4(j);
	while (c >= 0xD800 && c <= 0xDBFF) {
		if (look(j) != '\\')
			break;
		step(j);
		if (look(j) != 'u') {
			buf_put_utf8(&j->string, UTF8_REPLACEMENT);
			return; /* another escape follows; its "\" is read */
		}
		step(j);
		int32_t low = read_hex4(j);
		if (low >= 0xDC00 && low <= 0xDFFF) {
			c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
			break;
		}
		buf_put_utf8(&j->string, UTF8_REPLACEMENT);
		c = low;
	}
	bool legal = c >= ' ' || c == '\t' || c == '\n' || c == '\r';
	if (legal)
		buf_put_utf8(&j->string, (uint32_t)c);
}

static void put_escape(struct json *j)
{
	static const char from[] = "bfnrt", to[] = "\b\f\n\r\t";
	char c = look(j);
	if (c == '\0')
		return;
	step(j);
	const char *known = strchr(from, c);
	if (c == 'u')
		put_unicode(j);
	else if (known && (to[known - from] == '\b' || to[known - from] == '\f'))
		buf_putc(&j->string, ' ');
	else
		buf_putc(&j->string, known ? to[known - from] : c);
}

static size_t plain_run(struct str s)
{
	size_t i = 0;
	while (i < s.len && s.p[i] != '"' && s.p[i] != '\\' && (unsigned char)s.p[i] >= ' ')
		i++;
	return i;
}

static void read_string(struct json *j, void (*sink)(void *, struct str), void *context)
{
	bool full = false;
	buf_clear(&j->string);
	step(j);
	for (char c; (c = look(j)) != '\0' && c != '"';) {
		size_t n = plain_run(j->chunk);
		if (n && !full)
			buf_put(&j->string, j->chunk.p, n);
		if (n) {
			j->chunk = str_sub(j->chunk, n, j->chunk.len);
		} else {
			step(j);
			if (c == '\\')
				put_escape(j);
			else if (ch_space(c))
				buf_putc(&j->string, c);
		}
		if (sink && j->string.len > PIECE) {
			sink(context, buf_str(&j->string));
			buf_clear(&j->string);
		}
		full = j->string.len > LONGEST_STRING;
		if (full)
			j->string.len = LONGEST_STRING;
	}
	if (look(j) == '"')
		step(j);
	if (sink) {
		sink(context, buf_str(&j->string));
		buf_clear(&j->string);
	}
}

/* ---- values --------------------------------------------------------------------------- */

static void read_word(struct json *j)
{
	buf_clear(&j->string);
	for (char c; (c = look(j)) != '\0' && !ch_space(c) && !strchr(",]}:", c); step(j))
		if (j->string.len < 64)
			buf_putc(&j->string, c);
}

void json_skip(struct json *j)
{
	size_t depth = 0;
	do {
		char c = json_peek(j);
		if (c == '\0')
			return;
		if (c == '"') {
			read_string(j, NULL, NULL);
		} else if (c == '{' || c == '[') {
			depth++;
			step(j);
		} else if (c == '}' || c == ']') {
			if (depth == 0) {
				give_up(j);
				return;
			}
			depth--;
			step(j);
		} else if (c == ',' || c == ':') {
			step(j);
		} else {
			read_word(j);
		}
	} while (depth);
}

struct str json_text(struct json *j, void (*sink)(void *, struct str), void *context)
{
	char c = json_peek(j);
	if (c == '"') {
		read_string(j, sink, context);
		return buf_str(&j->string);
	}
	if (c == '{' || c == '[') {
		json_skip(j);
		buf_clear(&j->string);
		return STR_NONE;
	}
	read_word(j);
	if (str_eq_c(buf_str(&j->string), "null"))
		buf_clear(&j->string);
	return buf_str(&j->string);
}

bool json_enter(struct json *j, char open)
{
	if (json_peek(j) != open) {
		json_skip(j);
		return false;
	}
	step(j);
	return true;
}

static bool another(struct json *j, char close)
{
	char c = json_peek(j);
	if (c == ',') {
		step(j);
		c = json_peek(j);
	}
	if (c == close)
		step(j);
	return c != '\0' && c != close;
}

bool json_member(struct json *j)
{
	if (!another(j, '}'))
		return false;
	if (json_peek(j) != '"') {
		give_up(j);
		return false;
	}
	read_string(j, NULL, NULL);
	if (json_peek(j) != ':') {
		give_up(j);
		return false;
	}
	step(j);
	return true;
}

bool json_element(struct json *j)
{
	if (!another(j, ']'))
		return false;
	if (strchr("}:", json_peek(j))) {
		give_up(j);
		return false;
	}
	return true;
}
