/* look.c - the looks there are, and opening one. A look is a stylesheet and which front matter it
 * has: CSS makes no content. */
#include "style/values.h"

#include "base/asset.h"
#include "base/map.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

const struct style_look style_looks[] = {
	{ .name = "book", .summary = "plain pages for reading front to back" },
	{ .name = "compact", .summary = "small type in two columns, articles run on" },
	{ .name = "study-guide", .summary = "sections set apart; on paper room for notes, contents to tick off",
	  .checklist = true },
	{ .name = NULL },
};

static const struct style_look *look_find(const char *name)
{
	for (size_t i = 0; style_looks[i].name; i++)
		if (strcmp(style_looks[i].name, name) == 0)
			return &style_looks[i];
	return NULL;
}

/* A stylesheet larger than this is a mistake [byte]. */
enum { FILE_MAX = 4 << 20 };

static bool read_file(const char *name, struct buf *into, struct diag_log *log)
{
	FILE *f = fopen(name, "rb");
	if (f) {
		char *room = buf_reserve(into, FILE_MAX);
		into->len = fread(room, 1, FILE_MAX, f);
	}
	bool well = f && !ferror(f);
	if (!well)
		diag_add(log, DIAG_STYLE, 0, "stylesheet %s: %s; the plain look is used", name, strerror(errno));
	if (f)
		fclose(f);
	return well;
}

/* What a declaration of @page or of a margin box is worth. */
static enum values_verdict judge_page(const struct css_page *page, const struct css_declaration *d)
{
	struct style_content pieces[STYLE_CONTENT_MOST];
	size_t n;
	if (page->box != STYLE_BOX_COUNT && str_eq_c(d->name, "content"))
		return style_content_read(d->value, pieces, &n) ? VALUE_SET : VALUE_BAD;
	if (page->box == STYLE_BOX_COUNT && !str_starts(d->name, STR("margin")))
		return str_eq_c(d->name, "size") ? VALUE_SET : VALUE_UNKNOWN;
	return values_judge(d);
}

struct namer {
	struct map said;
	struct diag_log *log;
};

static void name_one(struct namer *n, const struct css_declaration *d, enum values_verdict verdict)
{
	bool fresh = verdict == VALUE_UNKNOWN;
	if (verdict == VALUE_BAD)
		diag_add(n->log, DIAG_STYLE, d->line, "not understood: %.*s: %.*s", STR_ARG(d->name), STR_ARG(d->value));
	if (fresh)
		map_put(&n->said, d->name, &fresh);
	if (fresh)
		diag_add(n->log, DIAG_STYLE, d->line, "the property %.*s is not known on paper: left out",
			 STR_ARG(d->name));
}

/* Names each property of the user's that paper does not know, once, and each value that is not understood. */
static void name_unknown(const struct css_sheet *sheet, struct diag_log *log)
{
	struct namer n = { .log = log };
	map_init(&n.said);
	for (size_t i = 0; i < sheet->n_rules; i++) {
		const struct css_rule *rule = &sheet->rules[i];
		for (size_t k = 0; k < rule->declarations.n && rule->user && rule->media != CSS_SCREEN; k++)
			name_one(&n, &rule->declarations.items[k], values_judge(&rule->declarations.items[k]));
	}
	for (size_t i = 0; i < sheet->n_pages; i++)
		for (size_t k = 0; k < sheet->pages[i].declarations.n && sheet->pages[i].user; k++)
			name_one(&n, &sheet->pages[i].declarations.items[k],
				 judge_page(&sheet->pages[i], &sheet->pages[i].declarations.items[k]));
	map_done(&n.said);
}

static void name_elements(struct namer *n, const struct css_rule *rule, const char *where)
{
	for (size_t i = 0; i < rule->n_selectors; i++) {
		for (size_t k = 0; k < rule->selectors[i].n; k++) {
			struct str tag = rule->selectors[i].compounds[k].tag;
			const char *instead;
			bool fresh = tag.len && !names_has(tag, &instead);
			if (fresh)
				map_put(&n->said, tag, &fresh);
			if (fresh)
				diag_add(n->log, DIAG_STYLE, rule->line, "no element %s is called %.*s%s%s", where,
					 STR_ARG(tag), instead ? ": it is " : "", instead ? instead : "");
		}
	}
}

/* Names each element of the user's that the medium has none of, once: its rules do nothing. */
static void name_strangers(const struct css_sheet *sheet, enum style_medium medium, struct diag_log *log)
{
	struct namer n = { .log = log };
	map_init(&n.said);
	for (size_t i = 0; i < sheet->n_rules; i++)
		if (sheet->rules[i].user && sheet->rules[i].media != (medium == STYLE_PRINT ? CSS_SCREEN : CSS_PRINT))
			name_elements(&n, &sheet->rules[i], medium == STYLE_PRINT ? "on paper" : "in the EPUB");
	map_done(&n.said);
}

struct style *style_open(const char *name, enum style_medium medium, float paper_width_pt, struct diag_log *log)
{
	struct style *s = mem_alloc(sizeof *s);
	const struct style_look *look = look_find(name ? name : "book");
	*s = (struct style){ .look = look ? look : style_looks, .medium = medium, .paper_width = paper_width_pt };
	arena_init(&s->sheet.arena);
	css_read(&s->sheet, asset_find(style_assets, "styles/book.css"), false, log);
	if (s->look != style_looks) { /* the others are laid over the plain one */
		struct str path = arena_printf(&s->sheet.arena, "styles/%s.css", s->look->name);
		css_read(&s->sheet, asset_find(style_assets, path.p), false, log);
	}
	struct buf text;
	buf_init(&text);
	if (!look && read_file(name, &text, log))
		css_read(&s->sheet, buf_str(&text), true, log);
	if (!look && medium == STYLE_PRINT)
		name_unknown(&s->sheet, log);
	if (!look)
		name_strangers(&s->sheet, medium, log);
	buf_done(&text);
	return s;
}

static void add_faces(struct css_sheet *sheet, struct style_faces *rows, size_t *n, const struct css_declarations *d,
		      const struct style_variable *variables)
{
	for (size_t i = 0; i < d->n; i++) {
		size_t k = 0;
		struct str list = d->items[i].value;
		if (!str_eq_c(d->items[i].name, "font-family"))
			continue;
		if (str_find(list, STR("var("), 0) >= 0)
			list = variables_put(&sheet->arena, variables, list);
		while (k < *n && !str_eq(rows[k].list, list))
			k++;
		if (k == *n)
			rows[(*n)++] = (struct style_faces){ list, d->items[i].line };
	}
}

size_t style_faces(struct style *s, const struct style_faces **rows)
{
	struct css_sheet *sheet = &s->sheet;
	const struct style_variable *variables = css_variables(sheet);
	size_t most = 0, n = 0;
	for (size_t i = 0; i < sheet->n_rules; i++)
		most += sheet->rules[i].declarations.n;
	for (size_t i = 0; i < sheet->n_pages; i++)
		most += sheet->pages[i].declarations.n;
	struct style_faces *all = ARENA_ARRAY(&sheet->arena, struct style_faces, most);
	for (size_t i = 0; i < sheet->n_rules; i++)
		if (sheet->rules[i].media != CSS_SCREEN)
			add_faces(sheet, all, &n, &sheet->rules[i].declarations, variables);
	for (size_t i = 0; i < sheet->n_pages; i++)
		add_faces(sheet, all, &n, &sheet->pages[i].declarations, variables);
	*rows = all;
	return n;
}

void style_close(struct style *s)
{
	if (!s)
		return;
	css_done(&s->sheet);
	free(s);
}

const struct style_look *style_look_of(const struct style *s)
{
	return s->look;
}
