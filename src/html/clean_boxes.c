/* clean_boxes.c - what mark-up means where HTML has no element for it: callouts, tweets, tables
 * that only lay out, text styled by hand, task boxes. Nothing goes but a callout's plain label. */
#include "html/clean_rules.h"

/* ---- callouts -------------------------------------------------------------------------- */

static const char *const callout_boxes[] = { "markdown-alert", "admonition", "theme-admonition", "admonitionblock", "notices",
	"notice", "notice--*", "alert", "book-hint", "hint", "callout", "custom-block", "admonition-block", "infobox",
	"message-box", "callout-block", "wp-block-callout", "kg-callout-card", "markdown-callout", "rst-admonition", "panel",
	"starlight-aside", NULL };
/* Those that are never anything else: without a word of their kind they are notes. */
static const char *const plain_boxes[] = { "admonition", "theme-admonition", "notices", "callout", "callout-block",
	"wp-block-callout", "kg-callout-card", "markdown-callout", NULL };

static const struct {
	const char *word, *kind;
} callout_kinds[] = {
	{ "note", "note" },       { "info", "note" },          { "information", "note" }, { "seealso", "note" },
	{ "abstract", "note" },   { "summary", "note" },       { "question", "note" },    { "example", "note" },
	{ "primary", "note" },    { "secondary", "note" },     { "todo", "note" },        { "faq", "note" },
	{ "quote", "note" },      { "default", "note" },       { "tip", "tip" },          { "hint", "tip" },
	{ "success", "tip" },     { "check", "tip" },          { "done", "tip" },         { "important", "important" },
	{ "warning", "warning" }, { "attention", "warning" },  { "caution", "caution" },  { "danger", "caution" },
	{ "error", "caution" },   { "failure", "caution" },    { "bug", "caution" },      { "critical", "caution" },
};

static const char *kind_of_word(struct str word)
{
	for (size_t i = 0; i < sizeof callout_kinds / sizeof *callout_kinds; i++)
		if (str_eq_nocase(word, str_from_c(callout_kinds[i].word)))
			return callout_kinds[i].kind;
	return NULL;
}

/* A class word that is a kind, or ends in "-kind": alert-info, markdown-alert-note, alert--info. */
static const char *kind_of_classes(const struct element *e)
{
	struct str data = str_trim(element_attr(e, "data-callout"));
	const char *kind = data.len ? kind_of_word(data) : NULL;
	struct str rest = element_attr(e, "class"), word;
	while (!kind && str_token(&rest, " \t\n\r\f", &word)) {
		size_t dash = word.len;
		while (dash > 0 && word.p[dash - 1] != '-')
			dash--;
		bool box = false;
		for (size_t i = 0; callout_boxes[i]; i++)
			box |= str_eq_c(word, callout_boxes[i]);
		kind = box ? NULL : kind_of_word(str_sub(word, dash, word.len));
	}
	if (!kind && element_has_class(e, "hint"))
		kind = "tip";
	return kind || !clean_has_class(e, plain_boxes) ? kind : "note";
}

static bool is_label(const char *kind, struct str text)
{
	if (str_ends(text, STR(":")))
		text.len--;
	const char *own = kind_of_word(text);
	return own && strcmp(own, kind) == 0;
}

static struct element *title_of(const struct element *box)
{
	static const char *const titles[] = { "markdown-alert-title", "admonition-title", "admonition-heading", "admonitionHeading*",
		"notice-title", "notices-title", "alert-heading", "callout-title", "callout-title-inner", "callout-header",
		"custom-block-title", "panel-title", "starlight-aside__title", "box-label", "label", "icon", "title", "first",
		NULL };
	for (struct element *e = element_next(box, box); e; e = element_next(box, e)) {
		if (e->kind == ELEMENT_TEXT && !element_is_blank(e))
			return NULL; /* the title comes first */
		if (e->kind == ELEMENT_TAG && clean_has_class(e, titles) && !(element_has_class(e, "first") && e->tag != TAG_P))
			return e;
	}
	return NULL;
}

/* What a title hides is no part of it, and goes; so does its icon, whose words say what the box is. */
static void drop_unsaid(struct clean *c, struct element *title)
{
	for (struct element *e = element_next(title, title), *past; e; e = past) {
		bool hidden = e->kind == ELEMENT_TAG && (element_row(e)->role == ROLE_HIDDEN || e->tag == TAG_SVG);
		past = hidden ? element_skip(title, e) : element_next(title, e);
		if (hidden && e->tag == TAG_SVG && !clean_text(c, e).len)
			element_remove(e);
		else if (hidden)
			clean_drop(c, e);
	}
}

static void mark_callout(struct clean *c, struct element *e, const char *kind)
{
	clean_set(c, e, CLEAN_CALLOUT, str_from_c(kind));
	struct element *title = title_of(e);
	if (!title)
		return;
	if (clean_text(c, title).len > 200)
		return;
	drop_unsaid(c, title);
	struct str text = clean_text(c, title);
	if (is_label(kind, text) || !text.len) {
		clean_drop(c, title);
	} else {
		clean_set(c, e, CLEAN_CALLOUT_TITLE, text);
		element_remove(title);
	}
}

/* GitHub's mark-up as it is written: <blockquote><p>[!NOTE]<br>… */
static bool visit_alert_quote(struct clean *c, struct element *e)
{
	struct element *p = e->first;
	while (p && p->kind != ELEMENT_TAG && element_is_blank(p))
		p = p->next;
	struct element *text = p && clean_is(p, TAG_P) ? p->first : p;
	if (!text || text->kind != ELEMENT_TEXT)
		return true;
	struct str s = str_trim(text->text);
	ptrdiff_t end = str_find_char(s, ']', 0);
	if (!str_starts(s, STR("[!")) || end < 3 || end > 14)
		return true;
	const char *kind = kind_of_word(str_sub(s, 2, (size_t)end));
	if (!kind)
		return true;
	clean_set(c, e, CLEAN_CALLOUT, str_from_c(kind));
	clean_note(c, str_sub(s, 2, (size_t)end), e->line);
	text->text = str_sub(s, (size_t)end + 1, s.len);
	struct element *after = text->next;
	if (!str_trim(text->text).len && after && clean_is(after, TAG_BR))
		element_remove(after);
	return true;
}

static bool visit_callout(struct clean *c, struct element *e)
{
	if (element_has_attr(e, CLEAN_CALLOUT))
		return true;
	if (e->tag == TAG_BLOCKQUOTE && !clean_has_class(e, callout_boxes))
		return visit_alert_quote(c, e);
	bool box = e->tag == TAG_DIV || e->tag == TAG_ASIDE || e->tag == TAG_SECTION || e->tag == TAG_BLOCKQUOTE ||
		   e->tag == TAG_P;
	if (!box || !clean_has_class(e, callout_boxes) || element_is_blank(e))
		return true;
	const char *kind = kind_of_classes(e);
	if (!kind)
		return true;
	struct element *table = element_has_class(e, "admonitionblock") ? clean_find_tag(e, TAG_TABLE) : NULL;
	if (table) /* Asciidoctor lays its boxes out in one of one row */
		clean_unwrap_table(table, false);
	mark_callout(c, e, kind);
	return true;
}

void clean_callouts(struct clean *c)
{
	if (c->has.class || c->has.tags[TAG_BLOCKQUOTE])
		clean_each_flow(c, visit_callout);
}

/* ---- tweets ---------------------------------------------------------------------------- */

/* Embedded posts are quotes; some hosts write them as boxes. */
static bool visit_tweet(struct clean *c, struct element *e)
{
	static const char *const classes[] = { "twitter-tweet", "twitter-video", "bluesky-embed", "mastodon-embed", "tweet", NULL };
	(void)c;
	if (e->tag == TAG_DIV && clean_has_class(e, classes) && !clean_find_tag(e, TAG_BLOCKQUOTE) && !element_is_blank(e))
		clean_rename(e, TAG_BLOCKQUOTE);
	return true;
}

void clean_tweets(struct clean *c)
{
	if (c->has.class)
		clean_each_flow(c, visit_tweet);
}

/* ---- tables for layout ----------------------------------------------------------------- */

struct table_look {
	size_t rows, cells, widest;
	bool header, blocks;
};

/* What is directly in the table, not in tables inside it; with `headless` up to the first header. */
static void look_at(const struct element *table, struct table_look *look, bool headless)
{
	size_t row = 0;
	for (const struct element *e = element_next(table, table); e && !(headless && look->header);) {
		bool nested = clean_is(e, TAG_TABLE);
		look->blocks |= nested || element_is_heading(e) || clean_is(e, TAG_HR) || clean_is(e, TAG_BLOCKQUOTE);
		look->header |= clean_is(e, TAG_TH) || clean_is(e, TAG_THEAD) || clean_is(e, TAG_CAPTION);
		if (clean_is(e, TAG_TR)) {
			look->rows++;
			row = 0;
		} else if (clean_is(e, TAG_TD)) {
			look->cells++;
			row++;
		}
		if (row > look->widest)
			look->widest = row;
		e = nested ? element_skip(table, e) : element_next(table, e);
	}
}

static bool visit_layout(struct clean *c, struct element *e)
{
	(void)c;
	struct table_look look = { .rows = 0 };
	struct str role = element_attr(e, "role");
	bool said = str_eq(role, STR("presentation")) || str_eq(role, STR("none"));
	look_at(e, &look, !said);
	if (look.header && !said)
		return true;
	if (said || look.cells <= 1 || look.blocks || (look.widest == 1 && clean_find_tag(e, TAG_IMG)))
		clean_unwrap_table(e, false);
	return true;
}

void clean_layout_tables(struct clean *c)
{
	if (c->has.tags[TAG_TABLE])
		clean_each_flow_tag(c, TAG_TABLE, visit_layout);
}

/* ---- text styled by hand --------------------------------------------------------------- */

static bool is_bold(struct str weight)
{
	return str_starts_nocase(weight, STR("bold")) || str_eq(weight, STR("600")) || str_eq(weight, STR("700")) ||
	       str_eq(weight, STR("800")) || str_eq(weight, STR("900"));
}

/* Puts an element around the children. */
static void wrap_children(struct clean *c, struct element *e, enum html_tag tag)
{
	struct element *inner = element_new(c->arena, tag);
	inner->line = e->line;
	while (e->first) {
		struct element *child = e->first;
		element_remove(child);
		element_append(inner, child);
	}
	element_append(e, inner);
}

static bool visit_styled(struct clean *c, struct element *e)
{
	if (!element_has_attr(e, "style") || !e->first)
		return true;
	struct str weight = clean_style(e, "font-weight"), slant = clean_style(e, "font-style");
	/* Google Docs puts a whole document into <b style="font-weight: normal">. */
	if ((e->tag == TAG_B || e->tag == TAG_STRONG) && (str_eq_nocase(weight, STR("normal")) || str_eq(weight, STR("400"))))
		clean_rename(e, TAG_SPAN);
	if ((e->tag == TAG_I || e->tag == TAG_EM) && str_eq_nocase(slant, STR("normal")))
		clean_rename(e, TAG_SPAN);
	if (e->tag != TAG_SPAN && e->tag != TAG_FONT)
		return true;
	if (clean_inside(e, TAG_PRE) || clean_inside(e, TAG_CODE) || element_has_attr(e, CLEAN_TEX))
		return true;
	struct str line = clean_style(e, "text-decoration"), raised = clean_style(e, "vertical-align");
	if (is_bold(weight))
		wrap_children(c, e, TAG_B);
	if (str_starts_nocase(slant, STR("italic")))
		wrap_children(c, e, TAG_I);
	if (str_find_nocase(line, STR("line-through"), 0) >= 0)
		wrap_children(c, e, TAG_S);
	if (str_eq_nocase(raised, STR("super")))
		wrap_children(c, e, TAG_SUP);
	else if (str_eq_nocase(raised, STR("sub")))
		wrap_children(c, e, TAG_SUB);
	return true;
}

void clean_styled_text(struct clean *c)
{
	if (c->has.style)
		clean_each_flow(c, visit_styled);
}

/* ---- task boxes ------------------------------------------------------------------------ */

/* Notion and its like draw the box: <div class="checkbox checkbox-on">. */
static bool visit_task_box(struct clean *c, struct element *e)
{
	bool on = element_has_class(e, "checkbox-on"), off = element_has_class(e, "checkbox-off");
	if (!on && !off)
		return true;
	clean_rename(e, TAG_INPUT);
	clean_set(c, e, "type", STR("checkbox"));
	if (on)
		clean_set(c, e, "checked", STR(""));
	clean_turn_out(e);
	return true;
}

void clean_task_boxes(struct clean *c)
{
	if (c->has.class)
		clean_each_flow(c, visit_task_box);
}
