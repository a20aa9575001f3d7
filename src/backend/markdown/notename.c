/* notename.c - names that are safe everywhere, and YAML strings. Separators never vanish: "ELK/Splunk"
 * is "ELK-Splunk"; and "C#" stays apart from "C". */
#include "backend/markdown/notename.h"

#include "backend/markdown/slug.h"
#include "base/unicode.h"
#include "base/utf8.h"

/* What stands for a character that a name cannot hold; NULL: it stays. "": it goes. */
static const char *stand_in(uint32_t c)
{
	switch (c) {
	case '/':
	case '\\':
	case '|':
	case ':': return "-";
	case '"': return "'";
	case '#': return "♯";
	case '<': return "‹";
	case '>': return "›";
	case '[': return "(";
	case ']': return ")";
	case '^': return "ˆ";
	case '*': return "∗";
	case '?': return "";
	default: return NULL;
	}
}

/* Controls and what changes direction or shows nothing; joiners inside emoji and words stay. */
static bool is_hidden(uint32_t c)
{
	if (c < 0x20 || c == 0x7F || c == UTF8_REPLACEMENT)
		return true;
	return c >= 0x80 && c != 0x200C && c != 0x200D && unicode_is_control(c) && !(c >= 0xE0000 && c <= 0xE007F);
}

static void put_safe(struct buf *b, struct str title)
{
	size_t start = b->len;
	bool space = false;
	for (size_t at = 0; at < title.len;) {
		uint32_t c = utf8_decode(title, &at);
		const char *instead = stand_in(c);
		if (c == '\t' || c == '\n' || c == '\r' || unicode_is_space(c)) {
			space = true;
			continue;
		}
		if (is_hidden(c) || (instead && !*instead))
			continue;
		if (c == ':' && at < title.len && title.p[at] == ' ')
			instead = space ? "-" : " -"; /* "Title: more" */
		if (space && b->len > start)
			buf_putc(b, ' ');
		space = false;
		if (instead)
			buf_puts(b, instead);
		else
			buf_put_utf8(b, c);
	}
}

/* Cut between clusters. */
static size_t fitting(struct str s, size_t max)
{
	size_t end = 0;
	while (end < s.len) {
		size_t next = unicode_cluster_end(s, end);
		if (next > max)
			break;
		end = next;
	}
	return end;
}

/* CON, AUX, COM1 … with or without something behind a dot (Windows). */
static bool is_reserved(struct str name, size_t *end)
{
	static const char *const devices[] = { "con", "prn", "aux", "nul", "conin$", "conout$" };
	ptrdiff_t dot = str_find_char(name, '.', 0);
	*end = dot < 0 ? name.len : (size_t)dot;
	struct str stem = str_trim(str_sub(name, 0, *end));
	for (size_t i = 0; i < sizeof devices / sizeof *devices; i++)
		if (str_eq_nocase(stem, str_from_c(devices[i])))
			return true;
	if (stem.len < 4 || !(str_starts_nocase(stem, STR("com")) || str_starts_nocase(stem, STR("lpt"))))
		return false;
	struct str digit = str_sub(stem, 3, stem.len);
	return (digit.len == 1 && ch_digit(digit.p[0])) || str_eq_c(digit, "¹") || str_eq_c(digit, "²") ||
	       str_eq_c(digit, "³");
}

static void settle(struct buf *b, size_t start)
{
	struct str name = { b->p + start, b->len - start };
	while (name.len && (name.p[0] == '.' || name.p[0] == ' '))
		name = str_sub(name, 1, name.len);
	name.len = fitting(name, NOTE_NAME_MAX - 13); /* " (123456).md" */
	while (name.len && (name.p[name.len - 1] == '.' || name.p[name.len - 1] == ' '))
		name.len--;
	size_t stem;
	bool reserved = is_reserved(name, &stem);
	if (name.len)
		memmove(b->p + start, name.p, name.len);
	b->len = start + name.len;
	if (reserved) { /* "con_.txt": what counts stands before the first dot */
		buf_putc(b, '_');
		memmove(b->p + start + stem + 1, b->p + start + stem, b->len - 1 - start - stem);
		b->p[start + stem] = '_';
	}
	if (b->len == start)
		buf_puts(b, "Untitled");
}

void note_name_from_title(struct buf *b, struct str title)
{
	struct buf nfc = { 0 };
	size_t start = b->len;
	unicode_put_nfc(&nfc, title);
	put_safe(b, buf_str(&nfc));
	settle(b, start);
	buf_done(&nfc);
}

void note_name_from_slug(struct buf *b, struct str title)
{
	struct buf nfc = { 0 }, slug = { 0 }, safe = { 0 };
	size_t start = b->len;
	unicode_put_nfc(&nfc, title);
	put_safe(&safe, buf_str(&nfc));
	for (size_t i = 0; i < safe.len; i++) /* "C++" is not "C" */
		if (safe.p[i] == '+')
			buf_puts(&slug, "plus");
		else if (str_starts(str_sub(buf_str(&safe), i, safe.len), STR("♯")))
			buf_puts(&slug, "sharp"), i += strlen("♯") - 1;
		else
			buf_putc(&slug, safe.p[i] == '.' || safe.p[i] == '_' ? '-' : safe.p[i]);
	buf_clear(&safe);
	slug_put(&safe, buf_str(&slug));
	for (size_t i = 0; i < safe.len; i++)
		if (safe.p[i] != '-' || (b->len > start && b->p[b->len - 1] != '-'))
			buf_putc(b, safe.p[i]);
	while (b->len > start && b->p[b->len - 1] == '-')
		b->len--;
	if (b->len == start)
		buf_puts(b, "untitled");
	settle(b, start);
	buf_done(&nfc);
	buf_done(&slug);
	buf_done(&safe);
}

void note_name_key(struct buf *b, struct str name)
{
	unicode_put_folded(b, name);
}

void note_tag(struct buf *b, struct str category)
{
	size_t start = b->len;
	bool letter = false;
	for (size_t at = 0; at < category.len;) {
		uint32_t c = utf8_decode(category, &at);
		bool word = c < 0x80 ? ch_alnum((char)c) || c == '_' || c == '/'
				     : unicode_is_letter(c) || unicode_is_mark(c) || unicode_is_digit(c) ||
					       unicode_is_symbol(c);
		if (c == '/' && (b->len == start || b->p[b->len - 1] == '/'))
			continue; /* a tag's parts are never empty */
		if (word)
			buf_put_utf8(b, c);
		else if (c == '#')
			buf_puts(b, "♯");
		else if (c == '+')
			buf_puts(b, "plus");
		else if (b->len > start && b->p[b->len - 1] != '-' && (c == '-' || unicode_is_space(c) || c == '&' || c == '.'))
			buf_putc(b, '-');
		letter |= word && !(c < 0x80 && ch_digit((char)c));
	}
	while (b->len > start && (b->p[b->len - 1] == '-' || b->p[b->len - 1] == '/'))
		b->len--;
	if (b->len > start && !letter) /* a tag of digits alone is none */
		buf_putc(b, '_');
}

void yaml_put_string(struct buf *b, struct str s)
{
	buf_putc(b, '"');
	for (size_t at = 0; at < s.len;) {
		uint32_t c = utf8_decode(s, &at);
		if (c == '"' || c == '\\') {
			buf_putc(b, '\\');
			buf_putc(b, (char)c);
		} else if (c == '\n')
			buf_puts(b, "\\n");
		else if (c == '\t')
			buf_puts(b, "\\t");
		else if (c < 0x20 || (c >= 0x7F && c < 0xA0))
			buf_printf(b, "\\x%02X", (unsigned)c);
		else if (c == 0x2028 || c == 0x2029 || c == 0xFEFF || c == 0xFFFE || c == 0xFFFF)
			buf_printf(b, "\\u%04X", (unsigned)c);
		else
			buf_put_utf8(b, c);
	}
	buf_putc(b, '"');
}
