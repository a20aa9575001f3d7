/* url_test.c - RFC 3986's own examples, and what feeds do to addresses. */
#include "base/url.h"

#include "check.h"

static const struct {
	const char *reference, *result;
} rfc3986[] = { /* §5.4, base http://a/b/c/d;p?q */
	{ "g:h", "g:h" },
	{ "g", "http://a/b/c/g" },
	{ "./g", "http://a/b/c/g" },
	{ "g/", "http://a/b/c/g/" },
	{ "/g", "http://a/g" },
	{ "//g", "http://g" },
	{ "?y", "http://a/b/c/d;p?y" },
	{ "g?y", "http://a/b/c/g?y" },
	{ "#s", "http://a/b/c/d;p?q#s" },
	{ "g#s", "http://a/b/c/g#s" },
	{ "g?y#s", "http://a/b/c/g?y#s" },
	{ ";x", "http://a/b/c/;x" },
	{ "g;x?y#s", "http://a/b/c/g;x?y#s" },
	{ "", "http://a/b/c/d;p?q" },
	{ ".", "http://a/b/c/" },
	{ "./", "http://a/b/c/" },
	{ "..", "http://a/b/" },
	{ "../", "http://a/b/" },
	{ "../g", "http://a/b/g" },
	{ "../..", "http://a/" },
	{ "../../", "http://a/" },
	{ "../../g", "http://a/g" },
	{ "../../../g", "http://a/g" },
	{ "/./g", "http://a/g" },
	{ "/../g", "http://a/g" },
	{ "g.", "http://a/b/c/g." },
	{ ".g", "http://a/b/c/.g" },
	{ "g..", "http://a/b/c/g.." },
	{ "..g", "http://a/b/c/..g" },
	{ "./../g", "http://a/b/g" },
	{ "./g/.", "http://a/b/c/g/" },
	{ "g/./h", "http://a/b/c/g/h" },
	{ "g/../h", "http://a/b/c/h" },
	{ "g;x=1/./y", "http://a/b/c/g;x=1/y" },
	{ "g;x=1/../y", "http://a/b/c/y" },
	{ "g?y/./x", "http://a/b/c/g?y/./x" },
	{ "g#s/../x", "http://a/b/c/g#s/../x" },
};

static const struct {
	const char *base, *reference, *result;
} others[] = {
	{ "http://a", "g", "http://a/g" },
	{ "http://a/", " a b\n", "http://a/a%20b" },
	{ "http://a/x", "\\g\\h", "http://a/g/h" },
	{ "http://a/x", "ü?ä#ö", "http://a/%C3%BC?%C3%A4#%C3%B6" },
	{ "http://a/x", "100%", "http://a/100%25" },
	{ "http://a/x", "a%20b", "http://a/a%20b" },
	{ "http://a/x", "a#b#c", "http://a/a#b%23c" },
	{ "http://a/x", "a[1]", "http://a/a%5B1%5D" },
	{ "http://a/x", "http://[::1]/p[1]", "http://[::1]/p%5B1%5D" },
	{ "http://a/x", "https://b\303\274cher.example:8080/\303\274", "https://xn--bcher-kva.example:8080/%C3%BC" },
	{ "http://a/x", "//me@%F0%9F%9A%80-science.com/", "http://me@xn---science-7f85g.com/" },
	{ "http://a/x", "http://-\342\200\213./y", "http://-%E2%80%8B./y" },
	{ "", "g", "g" },
	{ "", "/g#s", "/g#s" },
	{ "mailto:x@y", "g", "g" },
	{ "posts/", "a.html", "posts/a.html" },
	{ "file:///home/x/feed.xml", "pics/a.png", "file:///home/x/pics/a.png" },
	{ "http://a/x", "data:image/png;base64,AA BB", "data:image/png;base64,AA BB" },
	{ "http://a/x", "?u=http://[1]", "http://a/x?u=http://%5B1%5D" },
	{ "http://a/x", "<b>\"", "http://a/%3Cb%3E%22" },
};

static const struct {
	const char *url, *key;
} keys[] = {
	{ "HTTPS://Example.ORG:443/a/../b/", "http://example.org/b" },
	{ "http://example.org", "http://example.org" },
	{ "http://example.org/", "http://example.org" },
	{ "http://example.org/a/index.html#x", "http://example.org/a" },
	{ "http://example.org:80/%7euser/%2f", "http://example.org/~user/%2F" },
	{ "http://example.org/p?utm_source=rss&id=1", "http://example.org/p?id=1" },
	{ "http://example.org/p?utm_source=rss", "http://example.org/p" },
	{ "urn:uuid:1#f", "urn:uuid:1" },
};

static const struct {
	const char *url;
	enum url_kind kind;
} kinds[] = {
	{ "http://a", URL_WEB },
	{ " HTTPS://a", URL_WEB },
	{ "javascript:alert(1)", URL_SCRIPT },
	{ "\x01 java\n\tscript:alert(1)", URL_SCRIPT },
	{ "VBScript:x", URL_SCRIPT },
	{ "data:text/html,x", URL_DATA },
	{ "mailto:a@b", URL_CONTACT },
	{ "file:///etc/passwd", URL_FILE },
	{ "a/b:c", URL_RELATIVE },
	{ "#x", URL_RELATIVE },
	{ "//host/p", URL_RELATIVE },
	{ "", URL_RELATIVE },
	{ "http", URL_RELATIVE },
	{ "1a:b", URL_RELATIVE },
	{ ":x", URL_RELATIVE },
	{ "chrome-extension-scheme-name:x", URL_OTHER },
};

int main(void)
{
	struct arena a;
	arena_init(&a);
	for (size_t i = 0; i < sizeof rfc3986 / sizeof rfc3986[0]; i++)
		CHECK_STR(url_resolve(&a, STR("http://a/b/c/d;p?q"), str_from_c(rfc3986[i].reference)),
			  rfc3986[i].result);
	for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
		CHECK_STR(url_resolve(&a, str_from_c(others[i].base), str_from_c(others[i].reference)),
			  others[i].result);
	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
		CHECK_STR(url_key(&a, str_from_c(keys[i].url)), keys[i].key);
	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
		if (url_kind(str_from_c(kinds[i].url)) != kinds[i].kind) {
			fprintf(stderr, "url_kind(\"%s\")\n", kinds[i].url);
			return 1;
		}
	CHECK_STR(url_decode(&a, STR("a%20b%2")), "a b%2");
	CHECK_STR(url_fragment(STR("a#b#c")), "b#c");
	CHECK(url_fragment(STR("a")).p == NULL);
	CHECK_STR(url_without_fragment(STR("a#b")), "a");
	struct url u;
	url_split(STR("http://u@h:1/p?q#f"), &u);
	CHECK_STR(u.authority, "u@h:1");
	CHECK(u.has_query && u.has_fragment && str_eq_c(u.path, "/p"));
	arena_done(&a);
	return 0;
}
