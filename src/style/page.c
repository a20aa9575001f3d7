/* page.c - @page: the paper's size and margins, and what its margin boxes say (CSS Paged Media 3, CSS
 * Generated Content 3 for strings). Where the boxes stand on paper is the page builder's. */
#include "style/values.h"

#include <stdlib.h>

struct style_page_slot {
	struct str name;
	bool first, left;
	struct style_page page;
	struct style_page_slot *next;
};

static bool applies(const struct style *s, const struct css_page *rule, const struct style_page_slot *slot)
{
	if ((rule->first && !slot->first) || (rule->left && !slot->left) ||
	    (rule->right && slot->left) || (rule->name.len > 0 && !str_eq(rule->name, slot->name)))
		return false;
	return css_fits(rule->widths, s->paper_width);
}

static struct css_units page_units(const struct style_page *page)
{
	return (struct css_units){ 10, 10, page->width };
}

static void set_margin(struct style_page *page, struct str name, struct str value)
{
	static const char *const sides[] = { "margin-top", "margin-right", "margin-bottom", "margin-left" };
	static const unsigned char from[4][4] = { { 0, 0, 0, 0 }, { 0, 1, 0, 1 }, { 0, 1, 2, 1 }, { 0, 1, 2, 3 } };
	float lengths[4];
	struct str word;
	int n = 0;
	for (int i = 0; i < 4; i++)
		if (str_eq_c(name, sides[i]))
			css_length(value, page_units(page), &page->margin[i]);
	if (!str_eq_c(name, "margin"))
		return;
	while (n < 4 && css_word(&value, &word) && css_length(word, page_units(page), &lengths[n]))
		n++;
	for (int i = 0; i < 4 && n > 0; i++)
		page->margin[i] = lengths[from[n - 1][i]];
}

static void set_size(struct style_page *page, struct str value)
{
	static const struct { const char *name; float width, height; } papers[] = {
		{ "a4", 595.276f, 841.89f }, { "a5", 419.528f, 595.276f }, { "letter", 612, 792 },
		{ "legal", 612, 1008 }, { "a3", 841.89f, 1190.551f }, { "b5", 498.898f, 708.661f },
	};
	float lengths[2];
	struct str word, rest = value;
	int n = 0;
	while (n < 2 && css_word(&rest, &word) && css_length(word, page_units(page), &lengths[n]))
		n++;
	if (n > 0 && lengths[0] >= 140 && lengths[n - 1] >= 140) {
		page->width = lengths[0];
		page->height = lengths[n - 1];
	}
	bool landscape = str_find_nocase(value, STR("landscape"), 0) >= 0;
	rest = value;
	while (css_word(&rest, &word))
		for (size_t i = 0; i < sizeof papers / sizeof *papers; i++)
			if (str_eq_nocase(word, str_from_c(papers[i].name))) {
				page->width = landscape ? papers[i].height : papers[i].width;
				page->height = landscape ? papers[i].width : papers[i].height;
			}
}

static const struct style_values margin_text = {
	.font_family = STR_INIT("Inter, sans-serif"), .font_size = 7.5f, .font_weight = 400,
	.features = FEATURE_TABULAR, .line_height = 9.75f, .colour = { 0x55, 0x55, 0x55, false },
	.root_size = 10, .background = { .none = true }, .widows = 2, .orphans = 2, .display = DISPLAY_BLOCK,
	.column_gap = -1, .text_align_last = TEXT_AS_ALIGN,
};

static void set_content(struct style *s, struct style_margin_box *box, struct str value)
{
	struct style_content pieces[STYLE_CONTENT_MOST];
	size_t n;
	if (!style_content_read(value, pieces, &n))
		return;
	box->n_content = n;
	box->content = ARENA_ARRAY(&s->sheet.arena, struct style_content, n);
	if (n)
		memcpy(box->content, pieces, n * sizeof *pieces);
}

bool style_tells_sides(const struct style *s)
{
	for (size_t i = 0; i < s->sheet.n_pages; i++)
		if (s->sheet.pages[i].left || s->sheet.pages[i].right)
			return true;
	return false;
}

/* Variables of the declarations of pages are replaced once and for all. */
static void replace_variables(struct style *s, const struct css_page *rule)
{
	const struct style_variable *all = NULL;
	for (size_t k = 0; k < rule->declarations.n; k++) {
		struct css_declaration *d = &rule->declarations.items[k];
		if (str_find(d->value, STR("var("), 0) < 0)
			continue;
		all = all ? all : css_variables(&s->sheet);
		d->value = variables_put(&s->sheet.arena, all, d->value);
	}
}

static void set_box(struct style *s, struct style_page *page, const struct css_page *rule)
{
	struct style_margin_box *box = &page->boxes[rule->box];
	page->any_box = true;
	for (size_t k = 0; k < rule->declarations.n; k++) {
		const struct css_declaration *d = &rule->declarations.items[k];
		if (str_eq_c(d->name, "content"))
			set_content(s, box, d->value);
		else
			values_set_size(&box->values, &margin_text, d);
	}
	for (size_t k = 0; k < rule->declarations.n; k++)
		values_set_leading(&box->values, &margin_text, &rule->declarations.items[k]);
	for (size_t k = 0; k < rule->declarations.n; k++)
		values_set(&box->values, &margin_text, &rule->declarations.items[k]);
}

const struct style_page *style_page(struct style *s, struct str name, bool first, bool left)
{
	for (struct style_page_slot *slot = s->pages; slot; slot = slot->next)
		if (str_eq(slot->name, name) && slot->first == first && slot->left == left)
			return &slot->page;
	struct style_page_slot *slot = ARENA_NEW(&s->sheet.arena, struct style_page_slot);
	*slot = (struct style_page_slot){ .name = name, .first = first, .left = left, .next = s->pages };
	for (int i = 0; i < 4; i++)
		slot->page.margin[i] = -1; /* not given */
	for (int i = 0; i < STYLE_BOX_COUNT; i++)
		slot->page.boxes[i].values = margin_text;
	for (size_t i = 0; i < s->sheet.n_pages; i++) {
		const struct css_page *rule = &s->sheet.pages[i];
		replace_variables(s, rule);
		if (rule->box != STYLE_BOX_COUNT) {
			if (applies(s, rule, slot))
				set_box(s, &slot->page, rule);
			continue;
		}
		for (size_t k = 0; k < rule->declarations.n && applies(s, rule, slot); k++) {
			const struct css_declaration *d = &rule->declarations.items[k];
			if (str_eq_c(d->name, "size"))
				set_size(&slot->page, d->value);
			else
				set_margin(&slot->page, d->name, d->value);
		}
	}
	s->pages = slot;
	return &slot->page;
}
