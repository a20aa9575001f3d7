/* clean.c - the rules of reader's sense, in their order, and the ledger they write to.
 *
 * One rule is one row: a name, which the ledger shows, and a function over the whole tree. Rules
 * live in clean_*.c by subject. None runs with --no-clean. What a rule takes away it gives to
 * clean_drop, so words in = words out + words in the ledger. Two more rules stand in build, where
 * paragraphs are made: <br><br> ends one, and blank lines at the ends of code go. */
#include "doc/ledger.h"
#include "html/clean.h"
#include "html/clean_rules.h"
#include "html/space.h"
#include "html/tags.h"

static const struct {
	const char *name;
	void (*run)(struct clean *);
} rules[] = {
	{ "math-copy", clean_math },            /* before hidden: their copies hide each other */
	{ "line-numbers", clean_line_numbers },
	{ "lazy-image", clean_lazy_images },    /* before trackers: placeholders are tiny */
	{ "noscript", clean_noscript },
	{ "emoji", clean_emoji },
	{ "tracking-pixel", clean_trackers },
	{ "hidden-content", clean_hidden },
	{ "boilerplate", clean_boilerplate },
	{ "appeared-first", clean_appeared_first },
	{ "heading-permalink", clean_permalinks },
	{ "player", clean_players },
	{ "caption", clean_captions },
	{ "callout-title", clean_callouts },
	{ "tweet", clean_tweets },
	{ "task-box", clean_task_boxes },
	{ "control", clean_controls },
	{ "layout-table", clean_layout_tables },
	{ "styled-text", clean_styled_text },
	{ "blank-paragraph", clean_blank },
};

void clean_run(struct article *a, struct element *root, const struct html_seen *seen)
{
	struct clean c = { .article = a, .arena = a->arena, .root = root, .has = *seen };
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
		c.rule = rules[i].name;
		rules[i].run(&c);
	}
}

void clean_note(struct clean *c, struct str text, int line)
{
	ledger_add(c->article, c->rule, text, c->article->entry->body_line + line);
}

void clean_drop(struct clean *c, struct element *e)
{
	clean_note(c, space_all_text(e, c->arena), e->line);
	element_remove(e);
}

enum { ANY_TAG = TAG_COUNT };

static void visit_all(struct clean *c, unsigned tag, clean_visit *visit, bool verbatim)
{
	const struct element *root = c->root;
	for (struct element *e = element_next(root, root); e;) {
		bool html = e->kind == ELEMENT_TAG && e->ns == NS_HTML;
		if (!verbatim && e->kind == ELEMENT_TAG && (!html || element_row(e)->box == BOX_PRE)) {
			e = element_skip(root, e);
			continue;
		}
		if (!html || (tag != ANY_TAG && e->tag != tag)) {
			e = element_next(root, e);
			continue;
		}
		/* A dropped element has no way on: it is kept beforehand. */
		struct element *parent = e->parent, *first = e->first, *next = e->next;
		bool below = visit(c, e);
		if (below && e->parent)
			e = element_next(root, e);
		else if (below && first && first->parent)
			e = first; /* it was unwrapped */
		else
			e = next ? next : element_skip(root, parent);
	}
}

void clean_each(struct clean *c, clean_visit *visit)
{
	visit_all(c, ANY_TAG, visit, true);
}

void clean_each_flow(struct clean *c, clean_visit *visit)
{
	visit_all(c, ANY_TAG, visit, false);
}

void clean_each_flow_tag(struct clean *c, enum html_tag tag, clean_visit *visit)
{
	visit_all(c, tag, visit, false);
}

void clean_rename(struct element *e, enum html_tag tag)
{
	e->tag = tag;
	e->name = html_tag_name(tag);
}

void clean_turn_out(struct element *e)
{
	while (e->last) {
		struct element *child = e->last;
		element_remove(child);
		if (e->next)
			element_insert_before(e->next, child);
		else
			element_append(e->parent, child);
	}
}

void clean_unwrap_table(struct element *table, bool nested)
{
	for (struct element *e = table; e;) {
		bool inner = e != table && clean_is(e, TAG_TABLE) && !nested;
		if (!inner && (clean_is(e, TAG_TABLE) || clean_is(e, TAG_TBODY) || clean_is(e, TAG_TFOOT) || clean_is(e, TAG_TR) ||
			       clean_is(e, TAG_TD)))
			clean_rename(e, TAG_DIV);
		e = inner ? element_skip(table, e) : element_next(table, e);
	}
}

void clean_set(struct clean *c, struct element *e, const char *name, struct str value)
{
	struct html_attr *attrs = ARENA_ARRAY(c->arena, struct html_attr, e->n_attrs + 1);
	unsigned n = 0;
	for (size_t i = 0; i < e->n_attrs; i++)
		if (!str_eq_c(e->attrs[i].name, name))
			attrs[n++] = e->attrs[i];
	attrs[n++] = (struct html_attr){ str_from_c(name), value };
	e->attrs = attrs;
	e->n_attrs = n;
}

struct str clean_text(struct clean *c, const struct element *e)
{
	return space_short_text(e, c->arena, 1000);
}

bool clean_has_class(const struct element *e, const char *const *words)
{
	struct str rest = element_attr(e, "class"), word;
	while (str_token(&rest, " \t\n\r\f", &word))
		for (size_t i = 0; words[i]; i++) {
			struct str w = str_from_c(words[i]);
			if (str_ends(w, STR("*")) ? str_starts(word, str_sub(w, 0, w.len - 1)) : str_eq(word, w))
				return true;
		}
	return false;
}

struct element *clean_find_class(const struct element *root, const char *word)
{
	for (struct element *e = element_next(root, root); e; e = element_next(root, e))
		if (e->kind == ELEMENT_TAG && element_has_class(e, word))
			return e;
	return NULL;
}

struct element *clean_find_tag(const struct element *root, enum html_tag tag)
{
	for (struct element *e = element_next(root, root); e; e = element_next(root, e))
		if (e->kind == ELEMENT_TAG && e->tag == tag)
			return e;
	return NULL;
}

struct element *clean_inside(const struct element *e, enum html_tag tag)
{
	for (struct element *p = e->parent; p; p = p->parent)
		if (p->tag == tag)
			return p;
	return NULL;
}

bool clean_is(const struct element *e, enum html_tag tag)
{
	return e->kind == ELEMENT_TAG && e->ns == NS_HTML && e->tag == tag;
}

struct str clean_style(const struct element *e, const char *property)
{
	struct str rest = element_attr(e, "style"), declaration;
	while (str_token(&rest, ";", &declaration)) {
		ptrdiff_t colon = str_find_char(declaration, ':', 0);
		if (colon >= 0 && str_eq_nocase(str_trim(str_sub(declaration, 0, (size_t)colon)), str_from_c(property)))
			return str_trim(str_sub(declaration, (size_t)colon + 1, declaration.len));
	}
	return STR_NONE;
}
