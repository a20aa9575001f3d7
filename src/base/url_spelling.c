/* url_spelling.c - one address, many spellings: escaped and not, as a document may hold it, and as two
 * are told to be the same. What is written is at most three times as long as what was read. */
#include "base/url_parts.h"

#include "base/unicode.h"

/* ---- escapes -------------------------------------------------------------------------- */

static int hex_value(char c)
{
	if (ch_digit(c))
		return c - '0';
	c = ch_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool is_escape(struct str s, size_t at)
{
	return at + 2 < s.len && s.p[at] == '%' && hex_value(s.p[at + 1]) >= 0 &&
	       hex_value(s.p[at + 2]) >= 0;
}

static void put_escaped(struct buf *b, char c)
{
	static const char hex[] = "0123456789ABCDEF";
	unsigned char byte = (unsigned char)c;
	buf_putc(b, '%');
	buf_putc(b, hex[byte >> 4]);
	buf_putc(b, hex[byte & 15]);
}

struct str url_decode(struct arena *a, struct str s)
{
	char *out = arena_bytes(a, s.len + 1);
	size_t n = 0;
	for (size_t i = 0; i < s.len; i++) {
		if (is_escape(s, i)) {
			out[n++] = (char)(hex_value(s.p[i + 1]) << 4 | hex_value(s.p[i + 2]));
			i += 2;
		} else {
			out[n++] = s.p[i];
		}
	}
	out[n] = '\0';
	return (struct str){ out, n };
}

/* ---- cleaning ------------------------------------------------------------------------- */

/* unreserved, sub-delims, ':' '@' '/' '?' : what pchar, query and fragment may hold. */
static bool plain_char(char c)
{
	switch (c) {
	case '-': case '.': case '_': case '~': case '!': case '$': case '&': case '\'': case '(': case ')': case '*':
	case '+': case ',': case ';': case '=': case ':': case '@': case '/': case '?':
		return true;
	}
	return ch_alnum(c);
}

/* Whether there is nothing to clean. */
static bool is_plain(struct str s)
{
	size_t at = 0;
	while (at < s.len && plain_char(s.p[at]))
		at++;
	return at == s.len;
}

static struct str trim_control(struct str s)
{
	while (s.len && (unsigned char)s.p[0] <= ' ')
		s.p++, s.len--;
	while (s.len && (unsigned char)s.p[s.len - 1] <= ' ')
		s.len--;
	return s;
}

/* The address with its host spelled as the net does, when that has letters beyond ASCII, written
 * plainly or percent-encoded. */
static struct str with_ascii_host(struct arena *a, struct str s)
{
	struct url u;
	url_split(s, &u);
	bool plain = true;
	for (size_t i = 0; i < u.authority.len; i++)
		plain &= (unsigned char)u.authority.p[i] < 0x80 && u.authority.p[i] != '%';
	if (plain)
		return s;
	struct str host = u.authority;
	ptrdiff_t at = str_find_char(host, '@', 0);
	if (at >= 0)
		host = str_sub(host, (size_t)at + 1, host.len);
	ptrdiff_t colon = str_find_char(host, ':', 0);
	if (colon >= 0)
		host.len = (size_t)colon;
	size_t begin = (size_t)(host.p - s.p);
	struct buf b;
	buf_init(&b);
	buf_put_str(&b, str_sub(s, 0, begin));
	if (unicode_put_host(&b, url_decode(a, host))) {
		buf_put_str(&b, str_sub(s, begin + host.len, s.len));
		s = arena_str(a, buf_str(&b));
	}
	buf_done(&b);
	return s;
}

struct str url_clean_as(struct arena *a, struct str s, bool relative_is_web)
{
	s = trim_control(s);
	if (is_plain(s))
		return arena_str(a, s);
	enum url_kind kind = url_kind(s);
	if (kind == URL_DATA)
		return arena_str(a, s);
	if (kind == URL_WEB || kind == URL_RELATIVE)
		s = with_ascii_host(a, s);
	bool web = kind == URL_WEB || (kind == URL_RELATIVE && relative_is_web);
	struct buf b;
	buf_init(&b);
	bool in_authority = false, in_fragment = false, in_query = false;
	struct url parts;
	url_split(s, &parts);
	size_t authority_at = parts.has_authority ? (size_t)(parts.authority.p - s.p) : s.len;
	for (size_t i = 0; i < s.len; i++) {
		char c = s.p[i];
		if (c == '\t' || c == '\n' || c == '\r')
			continue;
		if (c == '\\' && web && !in_query && !in_fragment)
			c = '/';
		if (i == authority_at)
			in_authority = true;
		if (c == '/' || c == '?' || c == '#')
			in_authority = false;
		if (c == '#' && !in_fragment) {
			in_fragment = true;
			buf_putc(&b, c);
			continue;
		}
		in_query |= c == '?';
		if (plain_char(c) || is_escape(s, i) || (in_authority && (c == '[' || c == ']')))
			buf_putc(&b, c);
		else
			put_escaped(&b, c);
	}
	struct str out = arena_str(a, buf_str(&b));
	buf_done(&b);
	return out;
}

struct str url_clean(struct arena *a, struct str s)
{
	return url_clean_as(a, s, false);
}

/* ---- comparing ------------------------------------------------------------------------ */

static bool unreserved(char c)
{
	return ch_alnum(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

/* RFC 3986 §6.2.2: escapes of unreserved characters decoded, all others in upper case. */
static void put_normal_escapes(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (!is_escape(s, i)) {
			buf_putc(b, s.p[i]);
			continue;
		}
		char c = (char)(hex_value(s.p[i + 1]) << 4 | hex_value(s.p[i + 2]));
		if (unreserved(c))
			buf_putc(b, c);
		else
			put_escaped(b, c);
		i += 2;
	}
}

static struct str without_index(struct str path)
{
	static const char *const names[] = { "/index.html", "/index.htm", "/index.php" };
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (str_ends(path, str_from_c(names[i])))
			path.len -= strlen(names[i]) - 1;
	while (path.len && path.p[path.len - 1] == '/')
		path.len--;
	return path;
}

static void put_key_query(struct buf *b, struct str query)
{
	struct str pair;
	char lead = '?';
	while (str_token(&query, "&", &pair)) {
		if (str_starts(pair, STR("utm_")))
			continue;
		buf_putc(b, lead);
		put_normal_escapes(b, pair);
		lead = '&';
	}
}

struct str url_key(struct arena *a, struct str s)
{
	struct str clean = url_clean(a, s);
	struct url u;
	url_split(clean, &u);
	bool web = str_eq_nocase(u.scheme, STR("http")) || str_eq_nocase(u.scheme, STR("https"));
	if (!web)
		return url_without_fragment(clean);
	struct buf path, out;
	buf_init(&path);
	buf_init(&out);
	buf_puts(&out, "http://");
	struct str host = u.authority;
	if (str_ends(host, STR(":80")) || str_ends(host, STR(":443")))
		host.len -= host.p[host.len - 3] == ':' ? 3 : 4;
	else if (str_ends(host, STR(":")))
		host.len--;
	for (size_t i = 0; i < host.len; i++)
		buf_putc(&out, ch_lower(host.p[i]));
	put_normal_escapes(&path, u.path);
	size_t at = out.len;
	url_put_path(&out, buf_str(&path));
	out.len = at + without_index(str_sub(buf_str(&out), at, out.len)).len;
	put_key_query(&out, u.query);
	struct str result = arena_str(a, buf_str(&out));
	buf_done(&path);
	buf_done(&out);
	return result;
}
