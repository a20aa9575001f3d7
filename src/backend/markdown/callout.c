/* callout.c - what is set apart: notes, tips and warnings, and what folds away. */
#include "backend/markdown/block.h"

/* The title in Markdown; true when it says more than what kind of callout it is. */
static bool put_title(struct md *md, const struct node *n, struct buf *b)
{
	static const char *const names[] = { "Note", "Tip", "Important", "Warning", "Caution" };
	struct str title = n->as.callout.title, name = str_from_c(names[n->as.callout.kind]);
	bool own = title.len && !str_eq_nocase(title, name);
	ink_clear(&md->ink);
	ink_text(&md->ink, own ? title : name, false);
	ink_put(&md->ink, (struct ink_context){ .place = INK_HEADING }, b);
	return own;
}

/* As Pandoc has the callouts of GitHub and DocBook: a div of that class, which begins with a div for the
 * title. */
static void put_fenced_div(struct md *md, const struct node *n, struct str title)
{
	static const char *const classes[] = { "note", "tip", "important", "warning", "caution" };
	md_put_lines(md, arena_printf(&md->ink.arena, "::: %s\n::: title\n%.*s\n:::", classes[n->as.callout.kind], STR_ARG(title)));
	md_blank(md);
	md_put_blocks(md, n);
	if (n->first)
		md_blank(md);
	md_put_lines(md, STR(":::"));
}

void callout_put(struct md *md, const struct node *n)
{
	struct buf b = { 0 }, escaped = { 0 };
	bool own = put_title(md, n, &escaped);
	if (md->flavor->fenced_divs) {
		put_fenced_div(md, n, buf_str(&escaped));
		buf_done(&escaped);
		return;
	}
	struct container c = lines_enter(md, STR("> "), STR("> "));
	if (md->flavor->alerts) {
		static const char *const kinds[] = { "NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION" };
		buf_printf(&b, "[!%s]", kinds[n->as.callout.kind]);
		if (own && md->flavor->alert_titles)
			buf_printf(&b, " %.*s", STR_ARG(buf_str(&escaped)));
		md_put_lines(md, buf_str(&b));
	}
	if (!md->flavor->alerts || (own && !md->flavor->alert_titles)) {
		buf_clear(&b);
		buf_printf(&b, "**%.*s**", STR_ARG(buf_str(&escaped)));
		md_put_lines(md, buf_str(&b));
		md_blank(md);
	}
	md_put_blocks(md, n);
	lines_leave(md, c);
	buf_done(&b);
	buf_done(&escaped);
}

/* Obsidian sets no Markdown inside HTML, but a callout can be folded ("Callouts"). */
static void put_folded(struct md *md, const struct node *n, const struct node *summary)
{
	struct container c = lines_enter(md, STR("> "), STR("> "));
	struct buf b = { 0 };
	buf_puts(&b, n->as.details.open ? "[!NOTE]+ " : "[!NOTE]- ");
	if (summary)
		md_inline(md, summary, (struct ink_context){ .place = INK_HEADING }, &b);
	md_put_lines(md, buf_str(&b));
	md_put_blocks(md, n);
	lines_leave(md, c);
	buf_done(&b);
}

void callout_put_details(struct md *md, const struct node *n)
{
	const struct node *summary = n->first && n->first->type == NODE_SUMMARY ? n->first : NULL;
	if (md->flavor->folding) {
		put_folded(md, n, summary);
		return;
	}
	struct buf b = { 0 };
	if (md->raw_html) {
		md_put_lines(md, n->as.details.open ? STR("<details open>") : STR("<details>"));
		if (summary) {
			buf_puts(&b, "<summary>");
			if (md->flavor->raw_fences) /* Pandoc reads Markdown between tags */
				md_inline(md, summary, (struct ink_context){ .place = INK_PARAGRAPH }, &b);
			else
				md_put_raw_inlines(md, summary, &b);
			buf_puts(&b, "</summary>");
			md_put_lines(md, buf_str(&b));
		}
		md_blank(md);
	} else if (summary) {
		ink_clear(&md->ink);
		ink_open(&md->ink, "**");
		md_ink(md, summary, INK_PARAGRAPH);
		ink_close(&md->ink, "**");
		ink_put(&md->ink, (struct ink_context){ .place = INK_PARAGRAPH }, &b);
		md_put_lines(md, buf_str(&b));
		md_blank(md);
	}
	buf_done(&b);
	md_put_blocks(md, n);
	if (md->raw_html) {
		md_blank(md);
		md_put_lines(md, STR("</details>"));
	}
}
