/* markup.c - one walk over the nodes, a switch for entering and one for leaving. Elements that are
 * only a pair of tags are rows of data. Code listings, drawings and formulas have their own files. */
#include "backend/markup/markup.h"

#include "base/utf8.h"
#include "doc/walk.h"
#include "output/xml.h"
#include "resource/resource.h"

#include <stdlib.h>

/* ---- elements that are a tag and nothing else ------------------------------------------- */

static const char *const tags[NODE_TYPE_COUNT] = {
	[NODE_QUOTE] = "blockquote",
	[NODE_FIGURE] = "figure",
	[NODE_EMPHASIS] = "em",
	[NODE_STRONG] = "strong",
	[NODE_KEY] = "kbd",
	[NODE_SAMPLE] = "samp",
	[NODE_VARIABLE] = "var",
	[NODE_SUBSCRIPT] = "sub",
	[NODE_SUPERSCRIPT] = "sup",
	[NODE_DELETION] = "del",
	[NODE_INSERTION] = "ins",
	[NODE_MARK] = "mark",
	[NODE_SMALL] = "small",
	[NODE_SPAN] = "span",
};

static void open_tag(struct markup *m, const char *tag, const char *classes, const struct node *n)
{
	buf_putc(m->out, '<');
	buf_puts(m->out, tag);
	if (classes && *classes) {
		buf_puts(m->out, " class=\"");
		buf_puts(m->out, classes);
		buf_putc(m->out, '"');
	}
	if (n)
		markup_put_common(m, n);
	buf_putc(m->out, '>');
}

static void close_tag(struct markup *m, const char *tag)
{
	buf_puts(m->out, "</");
	buf_puts(m->out, tag);
	buf_putc(m->out, '>');
}

static void end_line(struct markup *m)
{
	buf_putc(m->out, '\n');
}

void markup_put_common(struct markup *m, const struct node *n)
{
	if (n->id.len)
		xml_put_attribute(m->out, "id", n->id);
	if (n->lang.len) {
		xml_put_attribute(m->out, "lang", n->lang);
		xml_put_attribute(m->out, "xml:lang", n->lang);
	}
	static const char *const words[] = { "", "ltr", "rtl", "auto" };
	if (n->direction != DIRECTION_NONE)
		xml_put_attribute(m->out, "dir", str_from_c(words[n->direction]));
}

/* What has to be remembered of a definition list or a table while its children are written. */
struct markup_frame {
	bool regular;                                /* of a definition list: it is a <dl> */
	const struct node *first_body, *first_foot;  /* of a table: rows */
	enum row_part part;                          /* the one that is open */
};

static struct markup_frame *top(struct markup *m)
{
	return &m->frames[m->n_frames - 1];
}

static struct markup_frame *push(struct markup *m)
{
	mem_grow(&m->frames, &m->cap_frames, m->n_frames + 1, sizeof *m->frames);
	m->frames[m->n_frames++] = (struct markup_frame){ .regular = false };
	return top(m);
}

/* ---- text --------------------------------------------------------------------------------- */

/* A word longer than this may not fit a line on a telephone, and some readers cut it. */
enum { LONG_WORD = 24 };

/* Whether a line may end behind this character of a long word: where addresses, paths and names
 * have their joints. */
static bool is_joint(char c)
{
	return c != '\0' && strchr("/.-_?&=#%:;,+@~|\\", c) != NULL;
}

static void put_long_word(struct buf *b, struct str word)
{
	size_t from = 0;
	int run = 0;
	for (size_t i = 0; i < word.len; i++) {
		if (((unsigned char)word.p[i] & 0xC0) != 0x80)
			run++;
		bool whole = i + 1 == word.len || ((unsigned char)word.p[i + 1] & 0xC0) != 0x80;
		bool joint = is_joint(word.p[i]) && i + 1 < word.len && !is_joint(word.p[i + 1]) && run > 4;
		if (whole && i + 1 < word.len && (joint || run >= LONG_WORD)) {
			xml_put_text(b, str_sub(word, from, i + 1));
			buf_puts(b, "<wbr/>");
			from = i + 1;
			run = 0;
		}
	}
	xml_put_text(b, str_sub(word, from, word.len));
}

void markup_put_words(struct buf *b, struct str text)
{
	size_t from = 0, word = 0;
	for (size_t i = 0; i <= text.len; i++) {
		if (i < text.len && text.p[i] != ' ' && text.p[i] != '\n')
			continue;
		/* Bytes, not characters: words of other scripts that are no longer pass a second look. */
		if (i - word > LONG_WORD && (ch_alnum(text.p[word]) || ch_alnum(text.p[i - 1]) || is_joint(text.p[word]))) {
			xml_put_text(b, str_sub(text, from, word));
			put_long_word(b, str_sub(text, word, i));
			from = i;
		}
		word = i + 1;
	}
	xml_put_text(b, str_sub(text, from, text.len));
}

struct str markup_bare_url(struct str url)
{
	ptrdiff_t at = str_find(url, STR("://"), 0);
	struct str bare = at < 0 ? url : str_sub(url, (size_t)at + 3, url.len);
	if (bare.len && bare.p[bare.len - 1] == '/')
		bare.len--;
	return bare;
}

/* Opening and closing marks of a quotation, outer and inner. */
static const struct {
	const char *language;
	const char *marks[4];
} quote_marks[] = {
	{ "cs", { "„", "“", "‚", "‘" } },
	{ "de", { "„", "“", "‚", "‘" } },
	{ "es", { "«", "»", "“", "”" } },
	{ "fr", { "« ", " »", "“", "”" } },
	{ "it", { "«", "»", "“", "”" } },
	{ "ja", { "「", "」", "『", "』" } },
	{ "pl", { "„", "”", "«", "»" } },
	{ "ru", { "«", "»", "„", "“" } },
	{ "uk", { "«", "»", "„", "“" } },
	{ "zh", { "“", "”", "‘", "’" } },
	{ "", { "“", "”", "‘", "’" } },
};

static const char *quote_mark(const struct markup *m, int which)
{
	struct str language = str_sub(m->options->language, 0, 2);
	size_t i = 0;
	while (*quote_marks[i].language && !str_eq_c(language, quote_marks[i].language))
		i++;
	return quote_marks[i].marks[which];
}

/* ---- lists ---------------------------------------------------------------------------------- */

static void enter_list(struct markup *m, const struct node *n)
{
	static const char types[] = { [LIST_DECIMAL] = '1', [LIST_LOWER_ALPHA] = 'a',
		[LIST_UPPER_ALPHA] = 'A', [LIST_LOWER_ROMAN] = 'i', [LIST_UPPER_ROMAN] = 'I' };
	bool tasks = n->first && n->first->as.item.task != TASK_NONE;
	buf_puts(m->out, n->as.list.ordered ? "<ol" : "<ul");
	if (tasks)
		buf_puts(m->out, " class=\"tasks\"");
	markup_put_common(m, n);
	if (n->as.list.ordered) {
		if (n->as.list.style != LIST_DECIMAL) {
			buf_puts(m->out, " type=\"");
			buf_putc(m->out, types[n->as.list.style]);
			buf_putc(m->out, '"');
		}
		if (n->as.list.has_start && n->as.list.start != 1) {
			buf_puts(m->out, " start=\"");
			buf_put_int(m->out, n->as.list.start);
			buf_putc(m->out, '"');
		}
		if (n->as.list.reversed)
			buf_puts(m->out, " reversed=\"reversed\"");
	}
	buf_puts(m->out, ">\n");
}

static void enter_item(struct markup *m, const struct node *n)
{
	buf_puts(m->out, "<li");
	markup_put_common(m, n);
	if (n->as.item.has_value && n->parent && n->parent->as.list.ordered) {
		buf_puts(m->out, " value=\"");
		buf_put_int(m->out, n->as.item.value);
		buf_putc(m->out, '"');
	}
	buf_putc(m->out, '>');
	if (n->as.item.task == TASK_OPEN)
		buf_puts(m->out, "<span class=\"box\" role=\"img\" aria-label=\"open\">☐</span> ");
	else if (n->as.item.task == TASK_DONE)
		buf_puts(m->out, "<span class=\"box\" role=\"img\" aria-label=\"done\">☑</span> ");
}

/* <dl> wants its terms and descriptions in groups: first a term, last a description. */
static bool is_regular(const struct node *definitions)
{
	return definitions->first && definitions->first->type == NODE_TERM &&
		definitions->last->type == NODE_DESCRIPTION;
}

static void enter_definitions(struct markup *m, const struct node *n)
{
	bool regular = push(m)->regular = is_regular(n);
	open_tag(m, regular ? "dl" : "div", regular ? "" : "definitions", n);
	end_line(m);
}

static void leave_definitions(struct markup *m)
{
	close_tag(m, top(m)->regular ? "dl" : "div");
	end_line(m);
	m->n_frames--;
}

/* ---- paragraphs, headings ------------------------------------------------------------------ */

/* Loose text in an item or a cell needs no <p>, unless it would run into its neighbour. */
static bool is_unwrapped(const struct node *p)
{
	if (!p->as.paragraph.bare || p->id.len || p->lang.len || p->direction != DIRECTION_NONE || !p->parent)
		return false;
	if ((p->prev && p->prev->type == NODE_PARAGRAPH) || (p->next && p->next->type == NODE_PARAGRAPH))
		return false;
	return p->parent->type == NODE_ITEM || p->parent->type == NODE_CELL ||
		p->parent->type == NODE_DESCRIPTION;
}

static bool says_nothing(const struct node *n)
{
	for (struct walk w = walk_begin(n); walk_next(&w);) {
		const struct node *at = w.node;
		if (at->type == NODE_TEXT && str_trim(at->as.text).len)
			return false;
		if ((at->type == NODE_CODE && str_trim(at->as.text).len) || at->type == NODE_MATH ||
		    at->type == NODE_FOOTNOTE_REF)
			return false;
		if (at->type == NODE_IMAGE && (at->as.image.alt.len || !at->as.image.resource))
			return false;
	}
	return true;
}

static const char *heading_tag(const struct node *n)
{
	static const char *const names[] = { "h2", "h2", "h3", "h4", "h5", "h6" };
	int rank = n->as.heading.rank;
	/* A heading without words is no heading to who listens. */
	return says_nothing(n) ? "div" : names[rank < 0 ? 0 : rank > 5 ? 5 : rank];
}

static void put_rule(struct markup *m, const struct node *n)
{
	/* Before a heading the heading's own space divides. */
	bool quiet = !n->next || n->next->type == NODE_HEADING;
	buf_puts(m->out, quiet ? "<hr class=\"quiet\"" : "<hr");
	markup_put_common(m, n);
	buf_puts(m->out, "/>\n");
}

/* ---- tables --------------------------------------------------------------------------------- */

static bool has_rows(const struct node *table)
{
	return table->last && table->last->type == NODE_ROW;
}

static const char *const part_tags[] = { [ROW_HEAD] = "thead", [ROW_BODY] = "tbody", [ROW_FOOT] = "tfoot" };

/* The head is the first rows that say so, the foot the last; all between is body. */
static void enter_table(struct markup *m, const struct node *n)
{
	struct markup_frame *f = push(m);
	const struct node *row = n->first;
	if (row && row->type == NODE_CAPTION)
		row = row->next;
	while (row && row->as.row.part == ROW_HEAD)
		row = row->next;
	f->first_body = row;
	for (row = n->last; row && row->type == NODE_ROW && row->as.row.part == ROW_FOOT; row = row->prev)
		if (row != f->first_body)
			f->first_foot = row;
		else
			break;
	m->facts.tables++;
	open_tag(m, has_rows(n) ? "table" : "div", NULL, n);
	end_line(m);
}

static void open_part(struct markup *m, enum row_part part)
{
	top(m)->part = part;
	open_tag(m, part_tags[part], NULL, NULL);
	end_line(m);
}

static void close_part(struct markup *m)
{
	close_tag(m, part_tags[top(m)->part]);
	end_line(m);
}

static void enter_row(struct markup *m, const struct node *n)
{
	const struct markup_frame *f = top(m);
	bool first = !n->prev || n->prev->type != NODE_ROW;
	if (!first && (n == f->first_body || n == f->first_foot))
		close_part(m);
	if (n == f->first_body)
		open_part(m, ROW_BODY);
	else if (n == f->first_foot)
		open_part(m, ROW_FOOT);
	else if (first)
		open_part(m, ROW_HEAD);
	open_tag(m, "tr", NULL, n);
}

static void leave_row(struct markup *m, const struct node *n)
{
	close_tag(m, "tr");
	end_line(m);
	if (!n->next)
		close_part(m);
}

/* An empty header cell heads nothing. */
static bool is_header(const struct node *cell)
{
	return cell->as.cell.header && !says_nothing(cell);
}

static void put_span(struct markup *m, const char *name, int span)
{
	if (span > 1) {
		buf_putc(m->out, ' ');
		buf_puts(m->out, name);
		buf_puts(m->out, "=\"");
		buf_put_int(m->out, span);
		buf_putc(m->out, '"');
	}
}

static void enter_cell(struct markup *m, const struct node *n)
{
	static const char *const aligns[] = { "", "left", "center", "right" };
	static const char *const scopes[] = { [SCOPE_ROW] = "row", [SCOPE_COLUMN] = "col",
		[SCOPE_ROW_GROUP] = "rowgroup", [SCOPE_COLUMN_GROUP] = "colgroup" };
	const struct node *row = n->parent, *table = row ? row->parent : NULL;
	enum cell_align align = n->as.cell.align;
	if (align == ALIGN_NONE && table && table->type == NODE_TABLE && n->as.cell.column >= 0 &&
	    n->as.cell.column < table->as.table.n_columns && table->as.table.columns)
		align = table->as.table.columns[n->as.cell.column];
	buf_puts(m->out, is_header(n) ? "<th" : "<td");
	markup_put_common(m, n);
	if (align != ALIGN_NONE && align != ALIGN_LEFT)
		xml_put_attribute(m->out, "class", str_from_c(aligns[align]));
	put_span(m, "colspan", n->as.cell.column_span);
	put_span(m, "rowspan", n->as.cell.row_span);
	if (is_header(n)) {
		enum cell_scope scope = n->as.cell.scope;
		if (scope == SCOPE_NONE)
			scope = row && row->as.row.part == ROW_HEAD ? SCOPE_COLUMN : SCOPE_ROW;
		xml_put_attribute(m->out, "scope", str_from_c(scopes[scope]));
	}
	buf_putc(m->out, '>');
}

static const char *caption_tag(const struct node *n)
{
	return !n->parent || n->parent->type == NODE_FIGURE ? "figcaption" :
		has_rows(n->parent) ? "caption" : "p";
}

/* ---- links, pictures, notes ---------------------------------------------------------------- */

static bool is_web(struct str url)
{
	return str_starts_nocase(url, STR("http://")) || str_starts_nocase(url, STR("https://")) ||
		str_starts_nocase(url, STR("mailto:")) || str_starts_nocase(url, STR("tel:"));
}

/* A link inside a link, or one that leads nowhere, is its words. */
static void enter_link(struct markup *m, const struct node *n)
{
	bool open = false;
	size_t start = m->out->len;
	buf_puts(m->out, "<a href=\"");
	if (m->anchor) {
		open = false;
	} else if (n->as.link.target) {
		open = m->options->put_target(m->options->context, m->out, n->as.link.target,
					      n->as.link.fragment);
	} else if (is_web(n->as.link.url)) {
		xml_put_value(m->out, n->as.link.url);
		open = true;
	}
	if (!open) {
		m->out->len = start;
		open_tag(m, "span", NULL, n);
		return;
	}
	m->anchor = n;
	buf_putc(m->out, '"');
	if (n->as.link.title.len)
		xml_put_attribute(m->out, "title", n->as.link.title);
	markup_put_common(m, n);
	buf_putc(m->out, '>');
}

static void leave_link(struct markup *m, const struct node *n)
{
	close_tag(m, m->anchor == n ? "a" : "span");
	if (m->anchor == n)
		m->anchor = NULL;
}

static void put_number_attribute(struct markup *m, const char *name, int value)
{
	if (value > 0) {
		buf_putc(m->out, ' ');
		buf_puts(m->out, name);
		buf_puts(m->out, "=\"");
		buf_put_int(m->out, value);
		buf_putc(m->out, '"');
	}
}

static void put_image(struct markup *m, const struct node *n)
{
	struct str alt = n->as.image.alt;
	const struct resource *r = n->as.image.resource;
	if (r) {
		int width = n->as.image.width ? n->as.image.width : r->width;
		int height = n->as.image.width && n->as.image.height ? n->as.image.height :
			r->width > 0 && n->as.image.width ?
				(int)((long long)n->as.image.width * r->height / r->width) : r->height;
		buf_puts(m->out, "<img src=\"");
		m->options->put_source(m->options->context, m->out, r);
		buf_putc(m->out, '"');
		xml_put_attribute(m->out, "alt", alt);
		put_number_attribute(m, "width", width);
		put_number_attribute(m, "height", height);
		if (n->as.image.title.len)
			xml_put_attribute(m->out, "title", n->as.image.title);
		markup_put_common(m, n);
		buf_puts(m->out, "/>");
		m->facts.images++;
		m->facts.images_without_alt += !alt.len && !n->as.image.decorative;
		return;
	}
	/* Not at hand: what it shows in words, and where it can be seen. */
	bool link = !m->anchor && is_web(n->as.image.url);
	if (n->as.image.decorative && !alt.len && !n->id.len)
		return;
	open_tag(m, "span", "missing", n);
	if (link) {
		buf_puts(m->out, "<a");
		xml_put_attribute(m->out, "href", n->as.image.url);
		buf_putc(m->out, '>');
	}
	buf_puts(m->out, "[");
	if (alt.len)
		markup_put_words(m->out, alt);
	else
		buf_puts(m->out, "Image");
	buf_puts(m->out, link ? "]</a></span>" : "]</span>");
}

/* Ids of notes and of their marks: with a dot, which ids of feeds hardly ever have. */
static void put_mark_id(struct buf *b, int note, int ref)
{
	buf_puts(b, "mark.");
	buf_put_int(b, note);
	if (ref > 1) {
		buf_putc(b, '.');
		buf_put_int(b, ref);
	}
}

static void put_note_id(struct buf *b, const struct node *note)
{
	if (note->id.len) {
		xml_put_value(b, note->id);
	} else {
		buf_puts(b, "note.");
		buf_put_int(b, note->as.footnote.number);
	}
}

static void put_note_mark(struct markup *m, const struct node *n)
{
	const struct node *note = n->as.footnote_ref.note;
	bool link = !m->anchor;
	open_tag(m, "sup", "noteref", n);
	if (link) {
		buf_puts(m->out, m->options->epub ? "<a epub:type=\"noteref\" role=\"doc-noteref\" href=\"#"
						  : "<a role=\"doc-noteref\" href=\"#");
		put_note_id(m->out, note);
		buf_putc(m->out, '"');
	} else {
		buf_puts(m->out, "<span");
	}
	buf_puts(m->out, " id=\"");
	put_mark_id(m->out, note->as.footnote.number, n->as.footnote_ref.ref);
	buf_puts(m->out, "\">");
	buf_put_int(m->out, note->as.footnote.number);
	buf_puts(m->out, link ? "</a></sup>" : "</span></sup>");
}

/* The way back: the number leads to the first mark, an arrow to each further one. */
static void put_note_number(struct markup *m)
{
	const struct node *n = m->note;
	m->note = NULL;
	for (int ref = 1; ref == 1 || ref <= n->as.footnote.n_refs; ref++) {
		buf_puts(m->out, "<a role=\"doc-backlink\" href=\"#");
		put_mark_id(m->out, n->as.footnote.number, ref);
		buf_puts(m->out, "\">");
		if (ref == 1)
			buf_put_int(m->out, n->as.footnote.number);
		else
			buf_puts(m->out, "↩");
		buf_puts(m->out, ref == 1 ? ".</a> " : "</a> ");
	}
}

static void enter_note(struct markup *m, const struct node *n)
{
	if (!m->notes_open)
		buf_puts(m->out, m->options->epub ?
			"<section class=\"notes\" epub:type=\"footnotes\">\n" : "<section class=\"notes\">\n");
	m->notes_open = true;
	m->facts.notes++;
	buf_puts(m->out, m->options->epub ? "<aside class=\"note\" epub:type=\"footnote\" role=\"doc-footnote\" id=\""
					  : "<aside class=\"note\" role=\"doc-footnote\" id=\"");
	put_note_id(m->out, n);
	buf_puts(m->out, "\">");
	m->note = n;
	if (!n->first || n->first->type != NODE_PARAGRAPH) {
		buf_puts(m->out, "<p>");
		put_note_number(m);
		buf_puts(m->out, "</p>\n");
	}
}

static void put_media(struct markup *m, const struct node *n)
{
	static const char *const kinds[] = { [MEDIA_AUDIO] = "Audio: ", [MEDIA_VIDEO] = "Video: ",
		[MEDIA_EMBED] = "Embedded: " };
	open_tag(m, "p", "media", n);
	buf_puts(m->out, kinds[n->as.media.kind]);
	bool link = is_web(n->as.media.url);
	if (link) {
		buf_puts(m->out, "<a");
		xml_put_attribute(m->out, "href", n->as.media.url);
		buf_putc(m->out, '>');
	}
	markup_put_words(m->out, n->as.media.title.len ? n->as.media.title : markup_bare_url(n->as.media.url));
	buf_puts(m->out, link ? "</a></p>\n" : "</p>\n");
}

static void put_math(struct markup *m, const struct node *n, bool block)
{
	struct str tex = n->as.math.tex;
	m->facts.maths++;
	m->facts.maths_without_alt += !tex.len;
	if (block)
		open_tag(m, "p", "math", n);
	if (!block && (n->id.len || n->lang.len))
		open_tag(m, "span", "math", n);
	if (false) {
		m->facts.mathml = true;
	} else {
		buf_puts(m->out, "<code class=\"tex\">");
		markup_put_words(m->out, tex);
		buf_puts(m->out, "</code>");
	}
	if (!block && (n->id.len || n->lang.len))
		close_tag(m, "span");
	if (block)
		buf_puts(m->out, "</p>\n");
}

static void put_code_block(struct markup *m, const struct node *n)
{
	if (n->as.code.kind != CODE_DIAGRAM || !markup_put_drawing(m, n))
		markup_put_listing(m, n);
}

static void enter_callout(struct markup *m, const struct node *n)
{
	static const struct { const char *word, *classes; } kinds[] = {
		[CALLOUT_NOTE] = { "Note", "callout note" },
		[CALLOUT_TIP] = { "Tip", "callout tip" },
		[CALLOUT_IMPORTANT] = { "Important", "callout important" },
		[CALLOUT_WARNING] = { "Warning", "callout warning" },
		[CALLOUT_CAUTION] = { "Caution", "callout caution" },
	};
	open_tag(m, "div", kinds[n->as.callout.kind].classes, n);
	m->out->len--; /* back before '>' */
	buf_puts(m->out, " role=\"note\"><p class=\"calloutname\">");
	if (n->as.callout.title.len)
		xml_put_text(m->out, n->as.callout.title);
	else
		buf_puts(m->out, kinds[n->as.callout.kind].word);
	buf_puts(m->out, "</p>\n");
}

/* ---- the walk --------------------------------------------------------------------------------- */

static void enter(struct markup *m, const struct node *n)
{
	switch (n->type) {
	case NODE_ARTICLE:
		break;
	case NODE_PARAGRAPH:
		if (!is_unwrapped(n))
			open_tag(m, "p", NULL, n);
		if (m->note)
			put_note_number(m);
		break;
	case NODE_HEADING:
		open_tag(m, heading_tag(n), NULL, n);
		break;
	case NODE_LIST:
		enter_list(m, n);
		break;
	case NODE_ITEM:
		enter_item(m, n);
		break;
	case NODE_CODE_BLOCK:
		put_code_block(m, n);
		break;
	case NODE_QUOTE:
	case NODE_FIGURE:
		open_tag(m, tags[n->type], NULL, n);
		end_line(m);
		break;
	case NODE_CALLOUT:
		enter_callout(m, n);
		break;
	case NODE_TABLE:
		enter_table(m, n);
		break;
	case NODE_CAPTION:
		open_tag(m, caption_tag(n), NULL, n);
		break;
	case NODE_ROW:
		enter_row(m, n);
		break;
	case NODE_CELL:
		enter_cell(m, n);
		break;
	case NODE_RULE:
		put_rule(m, n);
		break;
	case NODE_DEFINITIONS:
		enter_definitions(m, n);
		break;
	case NODE_TERM:
		open_tag(m, top(m)->regular ? "dt" : "p", top(m)->regular ? "" : "term", n);
		break;
	case NODE_DESCRIPTION:
		open_tag(m, top(m)->regular ? "dd" : "div", top(m)->regular ? "" : "description", n);
		break;
	case NODE_DETAILS:
		open_tag(m, m->options->epub ? "div" : "details", m->options->epub ? "details" : "", n);
		end_line(m);
		break;
	case NODE_SUMMARY:
		open_tag(m, m->options->epub ? "p" : "summary", m->options->epub ? "summary" : "", n);
		break;
	case NODE_FOOTNOTE:
		enter_note(m, n);
		break;
	case NODE_MATH_BLOCK:
		put_math(m, n, true);
		break;
	case NODE_MEDIA:
		put_media(m, n);
		break;
	case NODE_RAW:
		open_tag(m, "pre", "raw", n);
		xml_put_text(m->out, n->as.raw.html);
		buf_puts(m->out, "</pre>\n");
		break;
	case NODE_TEXT:
		markup_put_words(m->out, n->as.text);
		break;
	case NODE_CODE:
		open_tag(m, "code", NULL, n);
		markup_put_words(m->out, n->as.text);
		close_tag(m, "code");
		break;
	case NODE_EMPHASIS:
	case NODE_STRONG:
	case NODE_KEY:
	case NODE_SAMPLE:
	case NODE_VARIABLE:
	case NODE_SUBSCRIPT:
	case NODE_SUPERSCRIPT:
	case NODE_DELETION:
	case NODE_INSERTION:
	case NODE_MARK:
	case NODE_SMALL:
	case NODE_SPAN:
		open_tag(m, tags[n->type], NULL, n);
		break;
	case NODE_LINK:
		enter_link(m, n);
		break;
	case NODE_IMAGE:
		put_image(m, n);
		break;
	case NODE_BREAK:
		buf_puts(m->out, "<br/>");
		break;
	case NODE_ABBREVIATION:
		buf_puts(m->out, "<abbr");
		if (n->as.abbreviation.title.len)
			xml_put_attribute(m->out, "title", n->as.abbreviation.title);
		markup_put_common(m, n);
		buf_putc(m->out, '>');
		break;
	case NODE_QUOTATION:
		open_tag(m, "span", "quotation", n);
		buf_puts(m->out, quote_mark(m, m->quotes++ % 2 ? 2 : 0));
		break;
	case NODE_RUBY:
		open_tag(m, "ruby", NULL, n);
		break;
	case NODE_RUBY_TEXT:
		open_tag(m, "rt", NULL, n);
		break;
	case NODE_MATH:
		put_math(m, n, false);
		break;
	case NODE_FOOTNOTE_REF:
		put_note_mark(m, n);
		break;
	case NODE_TYPE_COUNT:
		break;
	}
}

static void leave(struct markup *m, const struct node *n)
{
	switch (n->type) {
	case NODE_ARTICLE:
	case NODE_CODE_BLOCK:
	case NODE_RULE:
	case NODE_MATH_BLOCK:
	case NODE_MEDIA:
	case NODE_RAW:
	case NODE_TEXT:
	case NODE_CODE:
	case NODE_IMAGE:
	case NODE_BREAK:
	case NODE_MATH:
	case NODE_FOOTNOTE_REF:
	case NODE_TYPE_COUNT:
		break;
	case NODE_PARAGRAPH:
		if (!is_unwrapped(n)) {
			close_tag(m, "p");
			end_line(m);
		}
		break;
	case NODE_HEADING:
		close_tag(m, heading_tag(n));
		end_line(m);
		break;
	case NODE_LIST:
		close_tag(m, n->as.list.ordered ? "ol" : "ul");
		end_line(m);
		break;
	case NODE_ITEM:
		close_tag(m, "li");
		end_line(m);
		break;
	case NODE_QUOTE:
	case NODE_FIGURE:
		close_tag(m, tags[n->type]);
		end_line(m);
		break;
	case NODE_CALLOUT:
		close_tag(m, "div");
		end_line(m);
		break;
	case NODE_TABLE:
		close_tag(m, has_rows(n) ? "table" : "div");
		end_line(m);
		m->n_frames--;
		break;
	case NODE_CAPTION:
		close_tag(m, caption_tag(n));
		end_line(m);
		break;
	case NODE_ROW:
		leave_row(m, n);
		break;
	case NODE_CELL:
		close_tag(m, is_header(n) ? "th" : "td");
		break;
	case NODE_DEFINITIONS:
		leave_definitions(m);
		break;
	case NODE_TERM:
		close_tag(m, top(m)->regular ? "dt" : "p");
		end_line(m);
		break;
	case NODE_DESCRIPTION:
		close_tag(m, top(m)->regular ? "dd" : "div");
		end_line(m);
		break;
	case NODE_DETAILS:
		close_tag(m, m->options->epub ? "div" : "details");
		end_line(m);
		break;
	case NODE_SUMMARY:
		close_tag(m, m->options->epub ? "p" : "summary");
		end_line(m);
		break;
	case NODE_FOOTNOTE:
		close_tag(m, "aside");
		end_line(m);
		break;
	case NODE_EMPHASIS:
	case NODE_STRONG:
	case NODE_KEY:
	case NODE_SAMPLE:
	case NODE_VARIABLE:
	case NODE_SUBSCRIPT:
	case NODE_SUPERSCRIPT:
	case NODE_DELETION:
	case NODE_INSERTION:
	case NODE_MARK:
	case NODE_SMALL:
	case NODE_SPAN:
		close_tag(m, tags[n->type]);
		break;
	case NODE_LINK:
		leave_link(m, n);
		break;
	case NODE_ABBREVIATION:
		close_tag(m, "abbr");
		break;
	case NODE_QUOTATION:
		buf_puts(m->out, quote_mark(m, --m->quotes % 2 ? 3 : 1));
		close_tag(m, "span");
		break;
	case NODE_RUBY:
		close_tag(m, "ruby");
		break;
	case NODE_RUBY_TEXT:
		close_tag(m, "rt");
		break;
	}
}

void markup_init(struct markup *m, const struct markup_options *options, struct buf *out)
{
	*m = (struct markup){ .options = options, .out = out };
}

void markup_done(struct markup *m)
{
	free(m->frames);
}

void markup_put(struct markup *m, const struct node *node)
{
	for (struct walk w = walk_begin(node); walk_next(&w);) {
		if (w.step == WALK_ENTER)
			enter(m, w.node);
		else
			leave(m, w.node);
	}
}

void markup_put_children(struct markup *m, const struct node *node)
{
	for (const struct node *child = node->first; child; child = child->next)
		markup_put(m, child);
}

void markup_finish(struct markup *m)
{
	if (m->notes_open)
		buf_puts(m->out, "</section>\n");
	m->notes_open = false;
}
