/* decode.c - what the bytes are is settled once, from the first of them: gzip by its magic number,
 * the character set by byte order mark, by the pattern of zero bytes, by the XML declaration. What
 * follows is decoded in chunks, and whatever is malformed is mended and counted, never an error.
 *
 * Names are read as browsers read them (WHATWG Encoding): latin-1 means windows-1252, gb2312 means
 * gb18030. And bytes win over names: what says latin-1 but is well-formed UTF-8 is UTF-8. */
#include "feed/decode.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/utf8.h"
#include "feed/entities.h"

enum { CHUNK = 64 << 10, DECLARATION_WITHIN = 4 << 10 };

/* ---- bytes ---------------------------------------------------------------------------- */

static size_t read_some(struct decoder *d, struct buf *into)
{
	char *p = buf_reserve(into, CHUNK);
	for (;;) {
		ssize_t n = read(d->fd, p, CHUNK);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			d->error = errno;
		into->len += n > 0 ? (size_t)n : 0;
		return n > 0 ? (size_t)n : 0;
	}
}

/* Unpacks up to a chunk of what is in `file`; gzip members may follow each other. */
static void unpack(struct decoder *d)
{
	size_t before = d->raw.len;
	bool ended = false;
	while (d->raw.len - before < CHUNK && !d->over) {
		if (d->z.avail_in == 0) {
			buf_clear(&d->file);
			if (read_some(d, &d->file) == 0) {
				d->over = true;
				d->truncated = !ended;
				return;
			}
			d->z.next_in = (unsigned char *)d->file.p;
			d->z.avail_in = (uInt)d->file.len;
		}
		if (ended && d->z.next_in[0] != 0x1F) { /* padding behind the last member */
			d->over = true;
			return;
		}
		if (ended)
			inflateReset(&d->z);
		char *p = buf_reserve(&d->raw, CHUNK);
		d->z.next_out = (unsigned char *)p;
		d->z.avail_out = CHUNK;
		int status = inflate(&d->z, Z_NO_FLUSH);
		d->raw.len += CHUNK - d->z.avail_out;
		ended = status == Z_STREAM_END;
		if (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR)
			d->over = d->truncated = true;
	}
}

/* Moves what is left to the front and adds a chunk; false when the input is over. */
static bool refill(struct decoder *d)
{
	if (d->over)
		return false;
	if (d->raw_at) {
		d->raw.len -= d->raw_at;
		memmove(d->raw.p, d->raw.p + d->raw_at, d->raw.len);
		d->raw_at = 0;
	}
	size_t before = d->raw.len;
	if (d->packed)
		unpack(d);
	else if (read_some(d, &d->raw) == 0)
		d->over = true;
	return d->raw.len > before || !d->over;
}

/* ---- what it is ----------------------------------------------------------------------- */

struct signature {
	struct str bytes;
	const char *charset;
	size_t skip; /* the length of a byte order mark */
};

static const struct signature signatures[] = {
	{ STR_INIT("\xEF\xBB\xBF"), "UTF-8", 3 },      { STR_INIT("\xFF\xFE\0\0"), "UTF-32LE", 4 },
	{ STR_INIT("\0\0\xFE\xFF"), "UTF-32BE", 4 },   { STR_INIT("\xFF\xFE"), "UTF-16LE", 2 },
	{ STR_INIT("\xFE\xFF"), "UTF-16BE", 2 },       { STR_INIT("<\0\0\0"), "UTF-32LE", 0 },
	{ STR_INIT("\0\0\0<"), "UTF-32BE", 0 },        { STR_INIT("<\0?\0"), "UTF-16LE", 0 },
	{ STR_INIT("\0<\0?"), "UTF-16BE", 0 },         { STR_INIT("<\0r\0"), "UTF-16LE", 0 },
	{ STR_INIT("\0<\0r"), "UTF-16BE", 0 },         { STR_INIT("<\0f\0"), "UTF-16LE", 0 },
	{ STR_INIT("\0<\0f"), "UTF-16BE", 0 },
};

/* What a name stands for where it is not what iconv calls it. NULL: UTF-8 (a 16-bit name in 8-bit
 * text cannot be meant). */
static const struct {
	const char *name, *meaning;
} charsets[] = {
	{ "utf-8", NULL },           { "utf8", NULL },           { "utf-16", NULL },
	{ "utf-16le", NULL },        { "utf-16be", NULL },       { "utf-32", NULL },
	{ "ucs-2", NULL },           { "ucs-4", NULL },          { "unicode", NULL },
	{ "iso-10646-ucs-2", NULL }, { "utf-7", NULL },          { "u16", NULL },
	{ "gb2312", "GB18030" },     { "gbk", "GB18030" },       { "gb_2312-80", "GB18030" },
	{ "x-gbk", "GB18030" },      { "shift_jis", "CP932" },   { "shift-jis", "CP932" },
	{ "sjis", "CP932" },         { "x-sjis", "CP932" },      { "euc-kr", "CP949" },
	{ "ks_c_5601-1987", "CP949" }, { "big5", "BIG5-HKSCS" }, { "iso-8859-9", "CP1254" },
	{ "iso-8859-11", "CP874" },  { "tis-620", "CP874" },     { "x-mac-roman", "MACINTOSH" },
	{ "macroman", "MACINTOSH" }, { "x-euc-jp", "EUC-JP" },
};

static const char *const latin1_names[] = { "iso-8859-1",   "iso8859-1", "iso_8859-1", "latin1",
					    "latin-1",      "us-ascii",  "ascii",      "windows-1252",
					    "cp1252",       "cp-1252",   "iso88591",   "l1",
					    "iso-8859-1-windows-1252", "x-cp1252",  "ansi" };

/* The value of name="value" or name=value behind `from`. */
static struct str find_value(struct str s, struct str name, size_t from)
{
	ptrdiff_t at = str_find_nocase(s, name, from);
	if (at < 0)
		return STR_NONE;
	size_t i = (size_t)at + name.len;
	while (i < s.len && (ch_space(s.p[i]) || s.p[i] == '=' || s.p[i] == '"' || s.p[i] == '\''))
		i++;
	size_t end = i;
	while (end < s.len && (ch_alnum(s.p[end]) || strchr("-_.:", s.p[end] ? s.p[end] : ' ')))
		end++;
	return str_sub(s, i, end);
}

static struct str declared_charset(struct str head, bool html)
{
	ptrdiff_t xml = str_find(head, STR("<?xml"), 0);
	ptrdiff_t end = xml < 0 ? -1 : str_find_char(head, '>', (size_t)xml);
	if (end > 0)
		return find_value(str_sub(head, (size_t)xml, (size_t)end), STR("encoding"), 0);
	ptrdiff_t meta = html ? str_find_nocase(head, STR("<meta"), 0) : -1;
	return meta < 0 ? STR_NONE : find_value(head, STR("charset"), (size_t)meta);
}

static bool has_high_bytes(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.p[i] >= 0x80)
			return true;
	return false;
}

static bool is_utf8(struct str head)
{
	size_t good = utf8_valid_prefix(head);
	return has_high_bytes(head) && (good == head.len || head.len - good < 4);
}

static void use_iconv(struct decoder *d, const char *name)
{
	d->conversion = iconv_open("UTF-8", name);
	if (d->conversion == (iconv_t)-1)
		d->charset_unknown = true;
	else
		d->mode = DECODE_ICONV;
}

static void use_charset(struct decoder *d, struct str name, struct str head)
{
	if (name.len == 0 || name.len >= sizeof d->charset)
		return;
	memcpy(d->charset, name.p, name.len);
	d->charset[name.len] = '\0';
	for (size_t i = 0; i < sizeof charsets / sizeof charsets[0]; i++)
		if (str_eq_nocase(name, str_from_c(charsets[i].name))) {
			if (charsets[i].meaning && !is_utf8(head))
				use_iconv(d, charsets[i].meaning);
			return;
		}
	if (is_utf8(head))
		return;
	for (size_t i = 0; i < sizeof latin1_names / sizeof latin1_names[0]; i++)
		if (str_eq_nocase(name, str_from_c(latin1_names[i]))) {
			d->mode = DECODE_CP1252;
			return;
		}
	use_iconv(d, d->charset);
}

static void sniff(struct decoder *d, bool html)
{
	struct str head = buf_str(&d->raw);
	for (size_t i = 0; i < sizeof signatures / sizeof signatures[0]; i++) {
		const struct signature *s = &signatures[i];
		if (!str_starts(head, s->bytes))
			continue;
		d->raw_at = s->skip;
		strcpy(d->charset, s->charset);
		if (strcmp(s->charset, "UTF-8") != 0)
			use_iconv(d, s->charset);
		return;
	}
	use_charset(d, declared_charset(str_sub(head, 0, DECLARATION_WITHIN), html), head);
}

void decoder_open(struct decoder *d, int fd, bool html)
{
	*d = (struct decoder){ .fd = fd };
	buf_reserve(&d->raw, 2 * CHUNK); /* becomes the reader's window, with room for more */
	while (d->raw.len < CHUNK && !d->over) {
		refill(d);
		if (!d->packed && str_starts(buf_str(&d->raw), STR("\x1F\x8B\x08"))) {
			inflateInit2(&d->z, 15 + 16);
			d->packed = true;
			d->file = d->raw;
			d->raw = (struct buf){ 0 };
			d->z.next_in = (unsigned char *)d->file.p;
			d->z.avail_in = (uInt)d->file.len;
		}
	}
	sniff(d, html);
}

void decoder_close(struct decoder *d)
{
	if (d->packed)
		inflateEnd(&d->z);
	if (d->mode == DECODE_ICONV)
		iconv_close(d->conversion);
	buf_done(&d->file);
	buf_done(&d->raw);
}

struct str decoder_head(const struct decoder *d)
{
	return buf_str(&d->raw);
}

/* ---- to UTF-8 ------------------------------------------------------------------------- */

static void note_bad(struct decoder *d, const struct buf *out, size_t out_before)
{
	if (d->bad++ == 0)
		d->bad_at = d->written + (out->len - out_before);
}

static void put_cp1252(struct buf *out, unsigned char c)
{
	/* the five holes stay control characters, which text.c drops */
	uint32_t meant = c >= 0x80 && c < 0xA0 ? entity_windows_1252(c) : c;
	buf_put_utf8(out, meant ? meant : c);
}

/* How many bytes at the end may be the beginning of a character that goes on in the next chunk. */
static size_t unfinished_tail(struct str s)
{
	for (size_t back = 1; back <= 3 && back <= s.len; back++) {
		unsigned char c = (unsigned char)s.p[s.len - back];
		if (c < 0x80)
			return 0;
		if (c >= 0xC0)
			return (c >= 0xF0 ? 4u : c >= 0xE0 ? 3u : 2u) > back ? back : 0;
	}
	return 0;
}

/* `before`: where in `out` that begins which is not in d->written yet. */
static void put_utf8(struct decoder *d, struct buf *out, size_t before)
{
	struct str s = str_sub(buf_str(&d->raw), d->raw_at, d->raw.len);
	if (!d->over)
		s.len -= unfinished_tail(s);
	for (size_t at = 0; at < s.len;) {
		size_t good = utf8_valid_prefix(str_sub(s, at, s.len));
		buf_put(out, s.p + at, good);
		at += good;
		if (at < s.len) {
			note_bad(d, out, before);
			put_cp1252(out, (unsigned char)s.p[at++]);
		}
	}
	d->raw_at += s.len;
}

/* What is not packed is read to where it is to stand; only from a malformed byte on it goes by `raw`. */
static void read_utf8(struct decoder *d, struct buf *out)
{
	enum { LONGEST_TAIL = 3 };
	size_t before = out->len;
	if (before == 0 && d->raw_at == 0 && d->raw.len > LONGEST_TAIL) { /* the beginning, that sniff saw */
		struct buf empty = *out;
		*out = d->raw;
		d->raw = empty;
	} else {
		buf_put_str(out, str_sub(buf_str(&d->raw), d->raw_at, d->raw.len));
	}
	d->raw.len = d->raw_at = 0;
	if (out->len - before <= LONGEST_TAIL && read_some(d, out) == 0)
		d->over = true;
	struct str s = str_sub(buf_str(out), before, out->len);
	size_t good = utf8_valid_prefix(s);
	buf_put_str(&d->raw, str_sub(s, good, s.len));
	out->len = before + good;
	put_utf8(d, out, before);
}

static void put_bytes(struct decoder *d, struct buf *out)
{
	for (; d->raw_at < d->raw.len; d->raw_at++)
		put_cp1252(out, (unsigned char)d->raw.p[d->raw_at]);
}

static void put_iconv(struct decoder *d, struct buf *out)
{
	char *from = d->raw.p + d->raw_at;
	size_t left = d->raw.len - d->raw_at;
	size_t before = out->len;
	while (left) {
		char *to = buf_reserve(out, left * 4 + 16);
		size_t room = left * 4 + 16;
		size_t room_before = room;
		size_t status = iconv(d->conversion, &from, &left, &to, &room);
		out->len += room_before - room;
		if (status != (size_t)-1 || errno == E2BIG)
			continue;
		if (errno == EINVAL && !d->over)
			break; /* goes on in the next chunk */
		note_bad(d, out, before);
		buf_put_utf8(out, UTF8_REPLACEMENT);
		from++;
		left--;
	}
	d->raw_at = d->raw.len - left;
}

bool decoder_read(struct decoder *d, struct buf *out)
{
	size_t before = out->len;
	while (out->len == before) {
		if (d->mode == DECODE_UTF8 && !d->packed) {
			if (d->over && d->raw_at == d->raw.len)
				return false;
			read_utf8(d, out);
			continue;
		}
		if (d->raw_at == d->raw.len && !refill(d) && d->raw_at == d->raw.len)
			return false;
		switch (d->mode) {
		case DECODE_UTF8:
			put_utf8(d, out, before);
			break;
		case DECODE_CP1252:
			put_bytes(d, out);
			break;
		case DECODE_ICONV:
			put_iconv(d, out);
			break;
		}
		if (out->len == before && !refill(d) && d->raw_at == d->raw.len)
			return false;
	}
	d->written += out->len - before;
	return true;
}
