/* enclosures.c - what comes along with an article (a podcast's sound, a film, a paper) stands at its
 * end as a titled address, unless the text itself leads there or shows it. */
#include "base/url.h"
#include "doc/walk.h"
#include "pass/pass.h"

static void map_addresses(const struct article *article, struct map *seen)
{
	map_init(seen);
	for (struct walk w = walk_begin(article->root); walk_next(&w);) {
		const struct node *n = w.node;
		struct str url = w.step != WALK_ENTER	  ? STR_NONE :
				 n->type == NODE_LINK  ? n->as.link.url :
				 n->type == NODE_MEDIA ? n->as.media.url :
				 n->type == NODE_IMAGE ? n->as.image.url :
							 STR_NONE;
		if (url.len)
			map_put(seen, url_key(article->arena, url), NULL);
	}
}

/* "talk.mp3, 23.4 MB" */
static struct str title_of(struct arena *a, const struct enclosure *e)
{
	struct url parts;
	struct buf b;
	buf_init(&b);
	url_split(e->url, &parts);
	struct str name = parts.path;
	while (name.len && name.p[name.len - 1] == '/')
		name.len--;
	for (size_t i = name.len; i-- > 0;)
		if (name.p[i] == '/') {
			name = str_sub(name, i + 1, name.len);
			break;
		}
	buf_put_str(&b, name.len ? url_decode(a, name) : parts.authority);
	if (e->length >= 100000)
		buf_printf(&b, ", %.1f MB", (double)e->length / 1e6);
	struct str title = arena_str(a, buf_str(&b));
	buf_done(&b);
	return title;
}

static bool says(struct str type, struct str url, const char *kind, const char *suffixes)
{
	if (type.len)
		return str_starts_nocase(type, str_from_c(kind));
	struct url parts;
	url_split(url, &parts);
	for (size_t i = parts.path.len; i-- > 0 && parts.path.len - i <= 5;)
		if (parts.path.p[i] == '.')
			return str_find_nocase(str_from_c(suffixes), str_sub(parts.path, i, parts.path.len), 0) >= 0;
	return false;
}

/* Pictures repeat one of the text; a page or player shows what the article's own address shows. */
static bool is_left_out(const struct enclosure *e)
{
	return url_kind(e->url) != URL_WEB || says(e->type, e->url, "image/", ".jpg .jpeg .png .gif .webp") ||
	       says(e->type, e->url, "text/html", ".htm .html") ||
	       says(e->type, e->url, "application/x-shockwave-flash", ".swf");
}

static struct node *new_media(struct arena *a, const struct enclosure *e, enum media_kind kind, int line)
{
	struct node *n = node_new(a, NODE_MEDIA, line);
	n->as.media.kind = kind;
	n->as.media.url = e->url;
	n->as.media.title = title_of(a, e);
	return n;
}

static struct node *new_paragraph(struct arena *a, const struct enclosure *e, int line)
{
	struct node *p = node_new(a, NODE_PARAGRAPH, line);
	struct node *link = node_new(a, NODE_LINK, line);
	link->as.link.url = e->url;
	node_append(link, node_new_text(a, title_of(a, e), line));
	node_append(p, node_new_text(a, STR("Attached: "), line));
	node_append(p, link);
	return p;
}

void pass_enclosures(struct article *article)
{
	const struct entry *entry = article->entry;
	if (!entry->n_enclosures)
		return;
	struct map seen;
	map_addresses(article, &seen);
	for (size_t i = 0; i < entry->n_enclosures; i++) {
		const struct enclosure *e = &entry->enclosures[i];
		bool fresh;
		map_put(&seen, url_key(article->arena, e->url), &fresh);
		if (!fresh || is_left_out(e))
			continue;
		bool sound = says(e->type, e->url, "audio/", ".mp3 .m4a .ogg .oga .opus .wav .flac .aac");
		bool film = says(e->type, e->url, "video/", ".mp4 .m4v .webm .mov .mkv .avi .ogv");
		node_append(article->root, sound || film ? new_media(article->arena, e, sound ? MEDIA_AUDIO : MEDIA_VIDEO, entry->line) :
							   new_paragraph(article->arena, e, entry->line));
	}
	map_done(&seen);
}
