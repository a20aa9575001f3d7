/* tree.c - the model as indented text: for tests of everything before the backends, and for bug
 * reports. One line a node, two blanks a level, fields as name=value in a fixed order. */
#include "backend/backend.h"
#include "doc/walk.h"

#include <stdlib.h>

struct writer {
	const struct book *book;
	struct sink *sink;
};

/* A value in quotes: control characters, quotes and backslashes escaped. */
static void put_quoted(struct buf *b, struct str s)
{
	buf_putc(b, '"');
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (c == '\n')
			buf_puts(b, "\\n");
		else if (c == '\t')
			buf_puts(b, "\\t");
		else if (c < ' ' || c == 0x7F)
			buf_printf(b, "\\x%02X", c);
		else if (c == 0xC2 && i + 1 < s.len && (unsigned char)s.p[i + 1] == 0xA0)
			buf_puts(b, "\\_"), i++;
		else {
			if (c == '"' || c == '\\')
				buf_putc(b, '\\');
			buf_putc(b, (char)c);
		}
	}
	buf_putc(b, '"');
}

static void put_field(struct buf *b, const char *name, struct str value)
{
	if (!value.len)
		return;
	buf_putc(b, ' ');
	buf_puts(b, name);
	buf_putc(b, '=');
	put_quoted(b, value);
}

static void put_word(struct buf *b, bool yes, const char *word)
{
	if (!yes)
		return;
	buf_putc(b, ' ');
	buf_puts(b, word);
}

static void put_number(struct buf *b, const char *name, long value)
{
	buf_putc(b, ' ');
	buf_puts(b, name);
	buf_putc(b, '=');
	buf_put_int(b, value);
}

static const char *const aligns[] = { "none", "left", "center", "right" };

static void put_list(struct buf *b, const struct node *n)
{
	static const char *const styles[] = { "decimal", "lower-alpha", "upper-alpha", "lower-roman", "upper-roman" };
	put_word(b, n->as.list.ordered, "ordered");
	put_word(b, n->as.list.tight, "tight");
	put_word(b, n->as.list.reversed, "reversed");
	if (n->as.list.has_start)
		put_number(b, "start", n->as.list.start);
	if (n->as.list.ordered && n->as.list.style != LIST_DECIMAL)
		put_field(b, "style", str_from_c(styles[n->as.list.style]));
}

static void put_table(struct buf *b, const struct node *n)
{
	put_number(b, "columns", n->as.table.n_columns);
	put_number(b, "head", n->as.table.n_head_rows);
	buf_puts(b, " align=");
	for (int i = 0; i < n->as.table.n_columns; i++)
		buf_putc(b, aligns[n->as.table.columns[i]][0]);
}

static void put_cell(struct buf *b, const struct node *n)
{
	static const char *const scopes[] = { "", "row", "column", "row-group", "column-group" };
	put_number(b, "column", n->as.cell.column);
	put_word(b, n->as.cell.header, "header");
	put_field(b, "scope", str_from_c(scopes[n->as.cell.scope]));
	if (n->as.cell.align != ALIGN_NONE)
		put_field(b, "align", str_from_c(aligns[n->as.cell.align]));
	if (n->as.cell.column_span != 1)
		put_number(b, "colspan", n->as.cell.column_span);
	if (n->as.cell.row_span != 1)
		put_number(b, "rowspan", n->as.cell.row_span);
}

static void put_link(struct buf *b, const struct node *n)
{
	put_field(b, "url", n->as.link.url);
	if (n->as.link.target)
		put_number(b, "entry", n->as.link.target->index);
	put_field(b, "fragment", n->as.link.fragment);
	put_field(b, "title", n->as.link.title);
}

static void put_image(struct buf *b, const struct node *n)
{
	struct str url = n->as.image.url;
	put_field(b, "url", url.len > 200 ? str_sub(url, 0, 200) : url);
	put_field(b, "alt", n->as.image.alt);
	put_field(b, "title", n->as.image.title);
	if (n->as.image.width)
		put_number(b, "width", n->as.image.width);
	if (n->as.image.height)
		put_number(b, "height", n->as.image.height);
	put_word(b, n->as.image.decorative, "decorative");
	if (n->as.image.resource)
		put_field(b, "resource", n->as.image.resource->name);
}

static void put_media(struct buf *b, const struct node *n)
{
	static const char *const kinds[] = { "audio", "video", "embed" };
	put_word(b, true, kinds[n->as.media.kind]);
	put_field(b, "title", n->as.media.title);
	put_field(b, "url", n->as.media.url);
	put_field(b, "poster", n->as.media.poster);
}

static void put_code_block(struct buf *b, const struct node *n)
{
	put_field(b, "language", n->as.code.language);
	put_word(b, n->as.code.kind == CODE_DIAGRAM, "diagram");
	put_word(b, !n->as.code.inner_code, "bare");
	put_field(b, "alt", n->as.code.alt);
	put_field(b, "text", n->as.code.text);
}

static void put_callout(struct buf *b, const struct node *n)
{
	static const char *const kinds[] = { "note", "tip", "important", "warning", "caution" };
	put_word(b, true, kinds[n->as.callout.kind]);
	put_field(b, "title", n->as.callout.title);
}

static void put_item(struct buf *b, const struct node *n)
{
	put_word(b, n->as.item.task == TASK_OPEN, "task-open");
	put_word(b, n->as.item.task == TASK_DONE, "task-done");
	if (n->parent && n->parent->type == NODE_LIST && n->parent->as.list.ordered)
		put_number(b, "number", n->as.item.number);
}

static void put_heading(struct buf *b, const struct node *n)
{
	put_number(b, "level", n->as.heading.level);
	put_number(b, "rank", n->as.heading.rank);
}

static void put_math(struct buf *b, const struct node *n)
{
	put_field(b, "tex", n->as.math.tex);
	put_field(b, "mathml", n->as.math.mathml);
}

static void put_footnote_ref(struct buf *b, const struct node *n)
{
	put_number(b, "number", n->as.footnote_ref.note->as.footnote.number);
	put_number(b, "ref", n->as.footnote_ref.ref);
}

static void put_row(struct buf *b, const struct node *n)
{
	static const char *const parts[] = { "head", "body", "foot" };
	put_word(b, true, parts[n->as.row.part]);
}

static void put_fields(struct buf *b, const struct node *n)
{
	static const char *const directions[] = { "", "ltr", "rtl", "auto" };
	put_field(b, "id", n->id);
	put_field(b, "lang", n->lang);
	put_field(b, "dir", str_from_c(directions[n->direction]));
	switch (n->type) {
	case NODE_PARAGRAPH: put_word(b, n->as.paragraph.bare, "bare"); break;
	case NODE_HEADING: put_heading(b, n); break;
	case NODE_LIST: put_list(b, n); break;
	case NODE_ITEM: put_item(b, n); break;
	case NODE_CODE_BLOCK: put_code_block(b, n); break;
	case NODE_QUOTE: put_field(b, "cite", n->as.quote.cite); break;
	case NODE_CALLOUT: put_callout(b, n); break;
	case NODE_TABLE: put_table(b, n); break;
	case NODE_ROW: put_row(b, n); break;
	case NODE_CELL: put_cell(b, n); break;
	case NODE_DETAILS: put_word(b, n->as.details.open, "open"); break;
	case NODE_FOOTNOTE: put_number(b, "number", n->as.footnote.number); break;
	case NODE_MATH:
	case NODE_MATH_BLOCK: put_math(b, n); break;
	case NODE_MEDIA: put_media(b, n); break;
	case NODE_RAW: put_field(b, "html", n->as.raw.html); break;
	case NODE_TEXT:
	case NODE_CODE: buf_putc(b, ' '), put_quoted(b, n->as.text); break;
	case NODE_LINK: put_link(b, n); break;
	case NODE_IMAGE: put_image(b, n); break;
	case NODE_ABBREVIATION: put_field(b, "title", n->as.abbreviation.title); break;
	case NODE_QUOTATION: put_field(b, "cite", n->as.quotation.cite); break;
	case NODE_FOOTNOTE_REF: put_footnote_ref(b, n); break;
	case NODE_ARTICLE:
	case NODE_CAPTION:
	case NODE_FIGURE:
	case NODE_RULE:
	case NODE_DEFINITIONS:
	case NODE_TERM:
	case NODE_DESCRIPTION:
	case NODE_SUMMARY:
	case NODE_EMPHASIS:
	case NODE_STRONG:
	case NODE_KEY:
	case NODE_SAMPLE:
	case NODE_VARIABLE:
	case NODE_BREAK:
	case NODE_SUBSCRIPT:
	case NODE_SUPERSCRIPT:
	case NODE_DELETION:
	case NODE_INSERTION:
	case NODE_MARK:
	case NODE_SMALL:
	case NODE_RUBY:
	case NODE_RUBY_TEXT:
	case NODE_SPAN:
	case NODE_TYPE_COUNT: break;
	}
}

static void put_entry(struct buf *b, const struct entry *e)
{
	buf_puts(b, e->kind == ENTRY_PART ? "part" : "entry");
	put_number(b, "index", e->index);
	put_field(b, "title", e->title);
	put_field(b, "id", e->id);
	put_field(b, "url", e->url);
	for (size_t i = 0; i < e->authors.n; i++)
		put_field(b, "author", e->authors.items[i]);
	for (size_t i = 0; i < e->categories.n; i++)
		put_field(b, "category", e->categories.items[i]);
	const struct date dates[] = { e->published, e->updated };
	static const char *const date_names[] = { " published=", " updated=" };
	for (size_t i = 0; i < 2; i++)
		if (date_known(dates[i])) {
			buf_puts(b, date_names[i]);
			date_put_utc(b, dates[i]);
		}
	put_field(b, "language", e->language);
	put_field(b, "summary", e->summary);
	put_word(b, e->excerpt, "excerpt");
	buf_putc(b, '\n');
}

static void *render(const struct writer *w, struct worker *worker, const struct article *article,
		    struct diag_log *log)
{
	(void)worker;
	(void)log;
	struct buf *b = mem_alloc(sizeof *b);
	if (!w->book->fragment)
		put_entry(b, article->entry);
	size_t depth = w->book->fragment ? 0 : 1;
	for (struct walk walk = walk_begin(article->root); walk_next(&walk);) {
		if (walk.step == WALK_LEAVE) {
			depth--;
			continue;
		}
		buf_pad(b, ' ', 2 * depth++);
		buf_puts(b, node_name(walk.node->type));
		put_fields(b, walk.node);
		buf_putc(b, '\n');
	}
	for (size_t i = 0; i < article->ledger.n; i++) {
		buf_pad(b, ' ', w->book->fragment ? 0 : 2);
		buf_puts(b, "ledger ");
		buf_puts(b, article->ledger.rows[i].rule);
		put_field(b, "text", article->ledger.rows[i].detail);
		buf_putc(b, '\n');
	}
	return b;
}

static void append(struct writer *w, const struct article *article, void *rendered)
{
	(void)article;
	struct buf *b = rendered;
	sink_put_str(w->sink, buf_str(b));
	buf_done(b);
	free(b);
}

static void put_book(struct buf *b, const struct book *book)
{
	buf_puts(b, "book");
	put_field(b, "title", book->title);
	put_field(b, "subtitle", book->subtitle);
	put_field(b, "description", book->description);
	put_field(b, "language", book->language);
	put_field(b, "url", book->source_url);
	put_field(b, "feed", book->feed_url);
	put_field(b, "identifier", book->identifier);
	put_field(b, "rights", book->rights);
	for (size_t i = 0; i < book->authors.n; i++)
		put_field(b, "author", book->authors.items[i]);
	put_number(b, "articles", (long)book->n_articles);
	put_number(b, "excerpts", (long)book->n_excerpts);
	buf_puts(b, " modified=");
	date_put_utc(b, book->modified);
	buf_putc(b, '\n');
}

static struct writer *open_tree(const struct book *book, const struct settings *settings,
				struct output *output, struct diag *diag)
{
	(void)settings;
	(void)diag;
	struct writer *w = mem_alloc(sizeof *w);
	w->book = book;
	w->sink = output_file(output, output_kind(output) == OUTPUT_FOLDER ? "book.tree" : NULL);
	if (!book->fragment) {
		struct buf b;
		buf_init(&b);
		put_book(&b, book);
		sink_put_str(w->sink, buf_str(&b));
		buf_done(&b);
	}
	return w;
}

static bool close_tree(struct writer *w, const struct pool *pool, bool keep)
{
	(void)pool;
	(void)keep;
	sink_close(w->sink);
	free(w);
	return true;
}

const struct backend backend_tree = {
	.name = "tree",
	.suffix = "tree",
	.media_type = "text/plain",
	.speaks = true,
	.summary = "the document model as indented text, for tests and bug reports",
	.work = &(const struct backend_work){ open_tree, render, append, NULL, close_tree },
};
