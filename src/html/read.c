/* read.c - the door: a body's bytes become an article's nodes. */
#include "doc/walk.h"
#include "html/build.h"
#include "html/space.h"

#include <stdlib.h>

/* Plain text: blank lines part paragraphs, other line ends stay line ends. */
static void read_plain(struct article *a, struct str bytes)
{
	struct node *paragraph = NULL;
	bool line_open = false;
	for (struct str line; str_take_line(&bytes, &line);) {
		line = str_trim(line);
		if (!line.len) {
			paragraph = NULL;
			continue;
		}
		if (!paragraph) {
			paragraph = node_new(a->arena, NODE_PARAGRAPH, a->entry->body_line);
			node_append(a->root, paragraph);
			line_open = false;
		}
		if (line_open)
			node_append(paragraph, node_new(a->arena, NODE_BREAK, a->entry->body_line));
		node_append(paragraph, node_new_text(a->arena, arena_str(a->arena, line), a->entry->body_line));
		line_open = true;
	}
}

static void build_article(struct article *a, const struct element *root, const struct html_options *options)
{
	struct builder b = { .article = a, .arena = a->arena, .clean = options->clean, .block = a->root };
	b.text_line = a->entry->body_line;
	map_init(&b.ids);
	build_children(&b, root);
	build_close_leaf(&b);
	build_settle_pending(&b);
	build_settle_links(&b);
	buf_done(&b.joined);
	buf_done(&b.name);
	map_done(&b.ids);
	free(b.inlines);
	free(b.live);
	free(b.pending);
	free(b.links);
}

void html_read(struct article *a, struct str bytes, const struct html_options *options)
{
	a->root = node_new(a->arena, NODE_ARTICLE, a->entry->body_line);
	switch (a->entry->body_kind) {
	case BODY_NONE:
		return;
	case BODY_TEXT:
		read_plain(a, bytes);
		return;
	case BODY_HTML:
	case BODY_XHTML:
		break;
	}
	struct html_seen seen;
	struct element *root = a->entry->body_kind == BODY_XHTML
		? html_parse_xhtml(bytes, a->arena, &a->log, a->entry->body_line, &seen)
		: html_parse(bytes, a->arena, &a->log, a->entry->body_line, &seen);
	if (options->clean)
		clean_run(a, root, &seen);
	space_collapse(root, a->arena, options->clean, options->keep_lines);
	build_article(a, root, options);
}
