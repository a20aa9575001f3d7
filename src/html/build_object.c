/* build_object.c - pictures, formulas, players: what stands for something outside the text. */
#include "base/url.h"
#include "doc/walk.h"
#include "html/build.h"
#include "html/embeds.h"
#include "html/space.h"

/* "300", "300px", "300.5"; percentages and anything else are no size. */
static int pixels_of(struct str s)
{
	s = str_trim(s);
	int n = 0;
	size_t i = 0;
	for (; i < s.len && ch_digit(s.p[i]); i++)
		n = n < 100000 ? n * 10 + (s.p[i] - '0') : n;
	if (i == 0 || (i < s.len && s.p[i] == '%'))
		return 0;
	return n;
}

static struct str collapsed(struct builder *b, struct str s)
{
	struct buf out;
	buf_init(&out);
	struct str word;
	while (str_token(&s, " \t\r\n\f", &word)) {
		if (out.len)
			buf_putc(&out, ' ');
		buf_put_str(&out, word);
	}
	struct str text = arena_str(b->arena, buf_str(&out));
	buf_done(&out);
	return text;
}

void build_image(struct builder *b, const struct element *e)
{
	struct str src = str_trim(element_attr(e, "src"));
	struct str alt = collapsed(b, element_attr(e, "alt"));
	if (!src.len && b->clean) {
		build_pend_id(b, e);
		if (alt.len)
			build_text(b, alt, build_line(b, e));
		return;
	}
	struct node *image = build_leaf_inline(b, NODE_IMAGE, e);
	image->as.image.url = src.len ? build_url(b, src) : src;
	image->as.image.alt = alt;
	image->as.image.title = element_attr(e, "title");
	image->as.image.width = pixels_of(element_attr(e, "width"));
	image->as.image.height = pixels_of(element_attr(e, "height"));
	image->as.image.decorative = element_has_attr(e, "alt") && !alt.len;
}

/* ---- SVG ------------------------------------------------------------------------------- */

/* A sprite's shadow: nothing but <use> of an id that is not here. */
static bool svg_draws(const struct element *svg)
{
	static const char *const shapes[] = { "path", "rect", "circle", "ellipse", "line", "polyline",
					      "polygon", "text", "image" };
	for (const struct element *e = element_next(svg, svg); e; e = element_next(svg, e))
		for (size_t i = 0; e->kind == ELEMENT_TAG && i < sizeof shapes / sizeof *shapes; i++)
			if (str_eq_c(e->name, shapes[i]))
				return true;
	return false;
}

static struct str svg_alt(struct builder *b, const struct element *svg)
{
	struct str alt = collapsed(b, element_attr(svg, "aria-label"));
	struct buf text;
	buf_init(&text);
	buf_put_str(&text, alt);
	for (const struct element *e = element_next(svg, svg); e;) {
		bool style = e->kind == ELEMENT_TAG && (str_eq(e->name, STR("style")) || str_eq(e->name, STR("script")));
		if (e->kind == ELEMENT_TEXT) {
			struct str rest = e->text, word;
			while (str_token(&rest, " \t\r\n\f", &word)) {
				if (text.len)
					buf_putc(&text, ' ');
				buf_put_str(&text, word);
			}
		}
		e = style ? element_skip(svg, e) : element_next(svg, e);
	}
	alt = arena_str(b->arena, buf_str(&text));
	buf_done(&text);
	return alt;
}

static struct str svg_url(struct builder *b, const struct element *svg)
{
	static const char hex[] = "0123456789ABCDEF";
	struct str xml = markup_foreign(svg, b->arena);
	struct buf url;
	buf_init(&url);
	buf_puts(&url, "data:image/svg+xml,");
	for (size_t i = 0; i < xml.len; i++) {
		unsigned char c = (unsigned char)xml.p[i];
		if (ch_alnum((char)c) || (c < 0x80 && strchr("-_.~/:=;,()", c) && c)) {
			buf_putc(&url, (char)c);
		} else {
			buf_putc(&url, '%');
			buf_putc(&url, hex[c >> 4]);
			buf_putc(&url, hex[c & 15]);
		}
	}
	struct str out = arena_str(b->arena, buf_str(&url));
	buf_done(&url);
	return out;
}

void build_svg(struct builder *b, const struct element *e)
{
	struct str alt = svg_alt(b, e);
	bool hidden = str_eq(element_attr(e, "aria-hidden"), STR("true")) && !alt.len;
	if (!svg_draws(e) || (b->clean && hidden)) {
		if (alt.len)
			build_text(b, alt, build_line(b, e));
		return;
	}
	struct node *image = build_leaf_inline(b, NODE_IMAGE, e);
	image->as.image.url = svg_url(b, e);
	image->as.image.alt = alt;
	image->as.image.width = pixels_of(element_attr(e, "width"));
	image->as.image.height = pixels_of(element_attr(e, "height"));
	image->as.image.decorative = hidden;
}

/* ---- formulas -------------------------------------------------------------------------- */

static bool is_tex(const struct element *annotation)
{
	static const char *const encodings[] = { "application/x-tex", "text/x-tex", "TeX", "LaTeX", "application/x-latex" };
	struct str encoding = str_trim(element_attr(annotation, "encoding"));
	for (size_t i = 0; i < sizeof encodings / sizeof *encodings; i++)
		if (str_eq_nocase(encoding, str_from_c(encodings[i])))
			return true;
	return false;
}

/* The formula's source: what clean found, else the first annotation in TeX. All else that no
 * mark-up carries goes to the ledger. */
static struct str tex_of(struct builder *b, const struct element *e)
{
	struct str tex = element_attr(e, CLEAN_TEX);
	bool said = false; /* an annotation that is the source */
	for (const struct element *n = element_next(e, e); n;) {
		if (n->kind != ELEMENT_TAG || !markup_drops(n)) {
			n = element_next(e, n);
			continue;
		}
		struct str text = str_trim(element_text(n, b->arena));
		if (!tex.len && is_tex(n))
			tex = text;
		if (!said && str_eq(text, tex))
			said = true;
		else if (!str_eq(n->name, STR("script")))
			build_ledger(b, n, "annotation");
		n = element_skip(e, n);
	}
	return tex.len ? tex : str_trim(element_attr(e, "alttext"));
}

void build_math(struct builder *b, const struct element *e)
{
	struct str tex = tex_of(b, e);
	struct str mathml = e->tag == TAG_MATH ? markup_foreign(e, b->arena) : STR_NONE;
	if (e->tag == TAG_MATH && !e->first && !tex.len)
		return;
	if (!tex.len && !mathml.len)
		return;
	bool block = str_eq_nocase(element_attr(e, "display"), STR("block")) && !b->flatten;
	struct node *math = block ? build_block(b, NODE_MATH_BLOCK, e) : build_leaf_inline(b, NODE_MATH, e);
	math->as.math.tex = tex;
	math->as.math.mathml = mathml;
}

/* ---- players --------------------------------------------------------------------------- */

static struct str source_of(const struct element *e)
{
	static const char *const attrs[] = { "src", "data-src", "data", "data-lazy-src", "code" };
	for (size_t i = 0; i < sizeof attrs / sizeof *attrs; i++) {
		struct str value = str_trim(element_attr(e, attrs[i]));
		if (value.len && url_kind(value) != URL_SCRIPT && !str_starts(value, STR("about:")))
			return value;
	}
	for (const struct element *n = element_next(e, e); n; n = element_next(e, n)) {
		if (n->kind != ELEMENT_TAG || n->ns != NS_HTML)
			continue;
		struct str value = STR_NONE;
		if (n->tag == TAG_SOURCE || n->tag == TAG_EMBED)
			value = str_trim(element_attr(n, "src"));
		else if (n->tag == TAG_PARAM && (str_eq_nocase(element_attr(n, "name"), STR("movie")) ||
						 str_eq_nocase(element_attr(n, "name"), STR("src"))))
			value = str_trim(element_attr(n, "value"));
		if (value.len && url_kind(value) != URL_SCRIPT)
			return value;
	}
	return STR_NONE;
}

/* "Video on example.com", "Sound: talk.mp3", "YouTube video". */
static struct str media_title(struct builder *b, const struct element *e, const char *what, struct str url)
{
	static const char *const attrs[] = { "title", "aria-label", "alt" };
	for (size_t i = 0; i < sizeof attrs / sizeof *attrs; i++) {
		struct str title = collapsed(b, element_attr(e, attrs[i]));
		if (title.len)
			return title;
	}
	if (what)
		return str_from_c(what);
	struct url u;
	url_split(url, &u);
	const char *kind = e->tag == TAG_AUDIO ? "Sound" : e->tag == TAG_VIDEO ? "Video" : "Embedded content";
	if (!u.authority.len)
		return str_from_c(kind);
	struct str host = str_starts(u.authority, STR("www.")) ? str_sub(u.authority, 4, u.authority.len) : u.authority;
	return arena_printf(b->arena, "%s from %.*s", kind, STR_ARG(host));
}

/* What a browser shows when it cannot play: shown where nothing else is, else set aside. */
static void build_fallback(struct builder *b, const struct element *e, bool have_media)
{
	bool raw = e->tag == TAG_IFRAME || e->tag == TAG_FRAME;
	if (raw || (have_media && b->clean)) {
		build_ledger(b, e, "fallback");
		return;
	}
	struct place before = build_enter(b, b->flatten ? b->put_off : b->block);
	build_children(b, e);
	build_leave(b, before);
}

static bool is_picture(struct str url)
{
	static const char *const ends[] = { ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp" };
	struct url u;
	url_split(url, &u);
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (str_ends(u.path, str_from_c(ends[i])))
			return true;
	return false;
}

/* A picture's text has all of the fallback but what that hides. */
static void build_hidden_inside(struct builder *b, const struct element *object)
{
	for (const struct element *e = element_next(object, object); e;) {
		bool hidden = e->kind == ELEMENT_TAG && element_row(e)->role == ROLE_HIDDEN;
		if (hidden)
			build_element(b, e);
		e = hidden ? element_skip(object, e) : element_next(object, e);
	}
}

void build_media(struct builder *b, const struct element *e)
{
	struct str src = source_of(e);
	if (e->tag == TAG_OBJECT && src.len && is_picture(src)) {
		struct node *image = build_leaf_inline(b, NODE_IMAGE, e);
		image->as.image.url = build_url(b, src);
		image->as.image.alt = space_text(e, b->arena);
		build_hidden_inside(b, e);
		return;
	}
	if (!src.len) {
		build_pend_id(b, e);
		build_fallback(b, e, false);
		diag_add(&b->article->log, DIAG_DROPPED, build_line(b, e), "dropped an empty <%.*s>", STR_ARG(e->name));
		return;
	}
	const char *what;
	struct str url = embed_page(build_url(b, src), b->arena, &what);
	struct node *media = build_block(b, NODE_MEDIA, e);
	media->as.media.kind = e->tag == TAG_AUDIO ? MEDIA_AUDIO : e->tag == TAG_VIDEO ? MEDIA_VIDEO : MEDIA_EMBED;
	media->as.media.url = url;
	media->as.media.title = media_title(b, e, what, url);
	struct str poster = str_trim(element_attr(e, "poster"));
	if (poster.len)
		media->as.media.poster = build_url(b, poster);
	if (media->as.media.kind == MEDIA_EMBED)
		diag_add(&b->article->log, DIAG_EMBED, media->line, "<%.*s> became a link to %.*s",
			 STR_ARG(e->name), STR_ARG(url));
	build_fallback(b, e, true);
}
