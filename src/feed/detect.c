/* detect.c - by content, never by name: magic numbers first, then the root element, which may stand
 * behind a declaration, comments, a DOCTYPE, or a server's error messages. */
#include "feed/detect.h"

static const struct {
	struct str bytes;
	const char *what;
} magic[] = {
	{ STR_INIT("\x89PNG"), "a PNG picture" },
	{ STR_INIT("\xFF\xD8\xFF"), "a JPEG picture" },
	{ STR_INIT("GIF8"), "a GIF picture" },
	{ STR_INIT("RIFF"), "a WebP picture or a sound" },
	{ STR_INIT("BM\x00"), "a BMP picture" },
	{ STR_INIT("%PDF"), "a PDF document" },
	{ STR_INIT("%!PS"), "a PostScript document" },
	{ STR_INIT("PK\x03\x04"), "a ZIP archive (or an EPUB, or an office document)" },
	{ STR_INIT("\x7F" "ELF"), "a program" },
	{ STR_INIT("ID3"), "an MP3 sound" },
	{ STR_INIT("OggS"), "an Ogg sound or video" },
	{ STR_INIT("SQLite format 3"), "an SQLite database" },
	{ STR_INIT("BZh"), "data packed with bzip2" },
	{ STR_INIT("\xFD" "7zXZ"), "data packed with xz" },
	{ STR_INIT("\x28\xB5\x2F\xFD"), "data packed with zstd" },
	{ STR_INIT("7z\xBC\xAF"), "a 7z archive" },
	{ STR_INIT("\xD0\xCF\x11\xE0"), "an old office document" },
	{ STR_INIT("{\\rtf"), "an RTF document" },
};

static const struct {
	const char *local; /* of the root element */
	enum feed_format format;
	const char *what;
} roots[] = {
	{ "rss", FEED_RSS, "an RSS feed" },
	{ "RDF", FEED_RSS, "an RSS 1.0 feed" },
	{ "channel", FEED_RSS, "an RSS feed" },
	{ "feed", FEED_ATOM, "an Atom feed" },
	{ "entry", FEED_ATOM, "an Atom entry" },
	{ "html", FEED_AUTO, "an HTML page (-f html reads one)" },
	{ "head", FEED_AUTO, "an HTML page (-f html reads one)" },
	{ "body", FEED_AUTO, "an HTML page (-f html reads one)" },
	{ "opml", FEED_AUTO, "an OPML list of feeds; each of its addresses is a feed to convert" },
	{ "urlset", FEED_AUTO, "a sitemap" },
	{ "sitemapindex", FEED_AUTO, "a sitemap" },
	{ "svg", FEED_AUTO, "an SVG picture" },
	{ "service", FEED_AUTO, "an Atom service document" },
	{ "plist", FEED_AUTO, "a property list" },
	{ "package", FEED_AUTO, "an EPUB's package document" },
	{ "Error", FEED_AUTO, "a server's error message" },
};
enum { N_ROOTS = sizeof roots / sizeof roots[0] };

static struct str root_name(struct str head, size_t at)
{
	size_t end = at + 1;
	while (end < head.len && (ch_alnum(head.p[end]) || strchr("-_.", head.p[end] ? head.p[end] : ' ') ||
				  (unsigned char)head.p[end] >= 0x80))
		end++;
	if (end < head.len && head.p[end] == ':')
		return root_name(head, end);
	return str_sub(head, at + 1, end);
}

/* Where the first element begins, behind everything that may stand before a root; head.len when
 * something else comes first. */
static size_t skip_prolog(struct str head)
{
	size_t at = 0;
	while (at < head.len) {
		struct str rest = str_sub(head, at, head.len);
		ptrdiff_t end;
		if (ch_space(head.p[at])) {
			at++;
			continue;
		} else if (str_starts(rest, STR("<!--"))) {
			end = str_find(rest, STR("-->"), 4);
			end += end < 0 ? 0 : 3;
		} else if (str_starts(rest, STR("<?"))) {
			end = str_find(rest, STR(">"), 2);
			end += end < 0 ? 0 : 1;
		} else if (str_starts(rest, STR("<!"))) {
			ptrdiff_t subset = str_find_char(rest, '[', 2);
			end = str_find_char(rest, '>', 2);
			if (subset >= 0 && end >= 0 && subset < end)
				end = str_find_char(rest, '>', (size_t)str_find_char(rest, ']', (size_t)subset));
			end += end < 0 ? 0 : 1;
		} else {
			return rest.p[0] == '<' ? at : head.len;
		}
		if (end < 0)
			return head.len;
		at += (size_t)end;
	}
	return at;
}

/* A feed behind junk: the earliest of the marks. */
static size_t find_mark(struct str head)
{
	static const struct str marks[] = { STR_INIT("<?xml "), STR_INIT("<rss"), STR_INIT("<feed"),
					    STR_INIT("<rdf:RDF") };
	size_t best = head.len;
	for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
		ptrdiff_t at = str_find(head, marks[i], 0);
		if (at >= 0 && (size_t)at < best)
			best = (size_t)at;
	}
	return best;
}

static int find_root(struct str name)
{
	for (int i = 0; i < N_ROOTS; i++)
		if (str_eq_c(name, roots[i].local))
			return i;
	for (int i = 0; i < N_ROOTS; i++)
		if (str_eq_nocase(name, str_from_c(roots[i].local)))
			return i;
	return -1;
}

static struct detected detect_xml(struct str head)
{
	size_t at = skip_prolog(head);
	struct detected d = { .root = at };
	int i = at < head.len ? find_root(root_name(head, at)) : -1;
	ptrdiff_t doctype = str_find_nocase(str_sub(head, 0, 1024), STR("<!doctype html"), 0);
	if (i < 0 && doctype < 0) {
		size_t mark = find_mark(head);
		struct str rest = str_sub(head, mark, head.len);
		size_t in_rest = skip_prolog(rest);
		int found = in_rest < rest.len ? find_root(root_name(rest, in_rest)) : -1;
		if (found >= 0 && roots[found].format != FEED_AUTO) {
			i = found;
			d.root = mark;
			d.junk = mark > 0;
		}
	}
	if (i >= 0) {
		d.format = roots[i].format;
		d.what = roots[i].what;
		if (d.format != FEED_AUTO && !d.junk)
			d.root = 0; /* text.c knows prologs */
	} else if (doctype >= 0) {
		d.what = "an HTML page (-f html reads one)";
	} else if (str_starts(str_trim(head), STR("<?xml"))) {
		d.what = "an XML document that is no feed";
	} else if (at < head.len) {
		d.what = "a piece of HTML (-f html reads one)";
	}
	return d;
}

static bool is_binary(struct str head)
{
	size_t control = 0;
	for (size_t i = 0; i < head.len; i++)
		control += (unsigned char)head.p[i] < ' ' && !ch_space(head.p[i]);
	return control * 50 > head.len;
}

/* JSON Feed names its version by an address; where that stands far behind, its members tell. */
static struct detected detect_json(struct str head)
{
	bool named = str_find(head, STR("jsonfeed.org/version/"), 0) >= 0 ||
		     str_find(head, STR("jsonfeed.org\\/version\\/"), 0) >= 0;
	bool alike = str_find(head, STR("\"items\""), 0) >= 0 &&
		     (str_find(head, STR("\"content_html\""), 0) >= 0 ||
		      str_find(head, STR("\"content_text\""), 0) >= 0);
	if (named || alike)
		return (struct detected){ .format = FEED_JSON, .what = "a JSON feed" };
	return (struct detected){ .what = "JSON that is no JSON Feed" };
}

struct detected detect(struct str raw, struct str head)
{
	if (raw.len == 0)
		return (struct detected){ .what = "empty" };
	for (size_t i = 0; i < sizeof magic / sizeof magic[0]; i++)
		if (str_starts(raw, magic[i].bytes))
			return (struct detected){ .what = magic[i].what };
	struct str start = str_trim(head);
	if (start.len == 0)
		return (struct detected){ .what = "nothing but white space" };
	if (start.p[0] == '{' || start.p[0] == '[')
		return detect_json(head);
	struct detected d = detect_xml(head);
	if (!d.what)
		d.what = is_binary(head) ? "binary data" : "plain text";
	return d;
}
