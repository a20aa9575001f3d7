/* pagename.c - Logseq's "triple-lowbar" names, those of every graph since 0.8.9 (src/main/frontend/util/fs.cljs,
 * tri-lb-file-name-sanity; deps/graph-parser, tri-lb-title-parsing): %XX is a byte, "___" a '/', of which
 * those at an end do not count. */
#include "backend/markdown/pagename.h"

#include "backend/markdown/notename.h"

#include "base/unicode.h"
#include "base/url.h"
#include "base/utf8.h"

static bool is_hex(char c)
{
	return ch_digit(c) || (ch_lower(c) >= 'a' && ch_lower(c) <= 'f');
}

/* The character as the file's name has it; the bytes behind it are not yet written. */
static void put_char(struct buf *b, size_t start, uint32_t c, struct str rest)
{
	bool escape = strchr("<>:\"\\|?*#", (int)c) != NULL && c;
	escape |= c == '%' && rest.len > 1 && is_hex(rest.p[0]) && is_hex(rest.p[1]);
	escape |= c == '.' && b->len == start;
	escape |= c == '_' && b->len > start + 1 && str_ends(buf_str(b), STR("__"));
	if (escape)
		buf_printf(b, "%%%02X", (unsigned)c);
	else
		buf_put_utf8(b, c);
}

static bool is_hidden(uint32_t c)
{
	return c < 0x20 || c == 0x7F || c == UTF8_REPLACEMENT ||
	       (c >= 0x80 && c != 0x200C && c != 0x200D && unicode_is_control(c) && !(c >= 0xE0000 && c <= 0xE007F));
}

/* Character by character, cut between clusters where the name would be too long. */
static void put_name(struct buf *b, struct str title)
{
	size_t start = b->len, good = start, cluster = 0;
	bool space = false;
	for (size_t at = 0; at < title.len;) {
		if (at >= cluster) {
			if (b->len - start > NOTE_NAME_MAX - 16) /* "___ (123456).md" */
				break;
			good = b->len;
			cluster = unicode_cluster_end(title, at);
		}
		uint32_t c = utf8_decode(title, &at);
		if (c == '\t' || c == '\n' || c == '\r' || unicode_is_space(c)) {
			space = b->len > start;
			continue;
		}
		if (is_hidden(c))
			continue;
		if (space)
			buf_putc(b, ' ');
		space = false;
		c = c == '/' ? '-' : c == '[' ? '(' : c == ']' ? ')' : c;
		put_char(b, start, c, str_sub(title, at, title.len));
	}
	if (b->len - start > NOTE_NAME_MAX - 16)
		b->len = good;
	while (b->len > start && b->p[b->len - 1] == ' ')
		b->len--;
}

/* Whether `safe` is the name with one '_' in it: it is a device of Windows, "CON" or "con.txt". */
static bool is_marked(struct str name, struct str safe)
{
	size_t k = 0;
	while (k < name.len && k < safe.len && name.p[k] == safe.p[k])
		k++;
	return k < safe.len && safe.p[k] == '_' && str_eq(str_sub(safe, k + 1, safe.len), str_sub(name, k, name.len));
}

void page_file_from_title(struct buf *b, struct str title)
{
	struct buf nfc = { 0 }, safe = { 0 };
	struct arena arena;
	size_t start = b->len;
	arena_init(&arena);
	unicode_put_nfc(&nfc, title);
	put_name(b, buf_str(&nfc));
	if (b->len == start)
		buf_puts(b, "Untitled");
	else if (b->p[b->len - 1] == '.') {
		b->len--;
		buf_puts(b, "%2E");
	}
	struct str name = { b->p + start, b->len - start };
	note_name_from_title(&safe, name);
	if (is_marked(name, buf_str(&safe))) {
		char first = name.p[0];
		struct str rest = arena_str(&arena, str_sub(name, 1, name.len));
		b->len = start;
		buf_printf(b, "%%%02X%.*s", (unsigned)(unsigned char)first, STR_ARG(rest));
	}
	arena_done(&arena);
	buf_done(&nfc);
	buf_done(&safe);
}

void page_name_from_file(struct buf *b, struct str file)
{
	for (size_t i = file.len; i > 0; i--)
		if (file.p[i - 1] == '/') {
			file = str_sub(file, i, file.len);
			break;
		}
	if (str_ends(file, STR(".md")))
		file.len -= 3;
	struct arena arena;
	struct buf plain = { 0 };
	arena_init(&arena);
	for (size_t i = 0; i < file.len; i++)
		if (str_starts(str_sub(file, i, file.len), STR("___"))) {
			buf_putc(&plain, '/');
			i += 2;
		} else
			buf_putc(&plain, file.p[i]);
	struct str name = url_decode(&arena, buf_str(&plain));
	while (name.len && name.p[name.len - 1] == '/')
		name.len--;
	buf_put_str(b, name);
	buf_done(&plain);
	arena_done(&arena);
}
