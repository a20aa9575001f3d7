/* css.h - inside style/: a stylesheet as rules and declarations (CSS 2.1 §4, Selectors 3, CSS Paged
 * Media 3), values still as text. */
#ifndef STYLE_CSS_H
#define STYLE_CSS_H

#include "style/style.h"

struct css_declaration {
	struct str name, value; /* name in lower case; value without "!important" */
	int line;
	bool important;
};

struct css_declarations {
	struct css_declaration *items;
	size_t n, cap;
};

enum { CSS_CLASSES_MAX = 4 };

/* "tag.class.class:first-child" */
struct css_compound {
	struct str tag; /* empty or "*": any */
	struct str classes[CSS_CLASSES_MAX];
	int n_classes;
	bool first_child, last_child;
	bool nth;            /* :nth-child(step n + first) */
	int nth_step, nth_first;
	const struct css_compound *but; /* :not(…), and what is not either */
	bool modern;
	char combinator; /* to the compound on its left: ' ', '>', '+'; 0: it is the leftmost */
};

struct css_selector {
	struct css_compound *compounds; /* from left to right */
	size_t n;
	int specificity; /* classes × 100 + tags */
	bool modern;     /* has what CSS 2.1 has not */
	struct str text;
};

enum css_media { CSS_ALL, CSS_PRINT, CSS_SCREEN };

/* [pt] Papers that a rule is for; 0: any. */
struct css_widths {
	float least, most;
};
static inline bool css_fits(struct css_widths w, float paper)
{
	return (w.most <= 0 || (paper > 0 && paper <= w.most)) && (w.least <= 0 || paper >= w.least);
}

struct css_rule {
	struct css_selector *selectors;
	size_t n_selectors;
	struct css_declarations declarations;
	enum css_media media;
	struct css_widths widths;
	bool user;       /* from the user's own file */
	int line;
};

/* A @page rule, or one of its margin boxes. */
struct css_page {
	struct str name;
	bool first, left, right;
	int box; /* STYLE_BOX_COUNT: the page itself */
	struct css_declarations declarations;
	struct css_widths widths;
	bool user;
};

struct css_sheet {
	struct arena arena;
	struct css_rule *rules;
	size_t n_rules, cap_rules;
	struct css_page *pages;
	size_t n_pages, cap_pages;
	bool counts_children; /* some selector has :nth-child */
};

/* A look, opened. */
struct style {
	struct css_sheet sheet;
	const struct style_look *look;
	enum style_medium medium;
	float paper_width; /* [pt] */
	struct style_page_slot *pages; /* page.c's own */
};

/* Appends the rules of `text`; what is not understood is noted in `log`, unless it is NULL. */
void css_read(struct css_sheet *, struct str text, bool user, struct diag_log *log);
void css_done(struct css_sheet *);
/* What relative units are taken of [pt]. */
struct css_units {
	float em, rem, hundred; /* hundred: 100 % */
};
/* "12.5pt" → 12.5. False when it is no length, or a unit that is not known. A bare 0 is one; any other
 * bare number is not. */
bool css_length(struct str s, struct css_units, float *pt);
/* What a hexadecimal digit is worth; -1: it is none. */
int css_hex(char c);
/* "1.4": all of it, without a unit. */
bool css_number(struct str s, float *number);
/* Cuts the next word off a value: at white space outside parentheses and quotes. */
bool css_word(struct str *value, struct str *word);
/* Cuts the next part off, up to a comma outside parentheses and quotes. */
bool css_part(struct str *value, struct str *part);
/* The first byte at or after `at` that is one of `stops`, outside quotes and parentheses. */
size_t css_find_stop(struct str s, size_t at, const char *stops);
/* What stands within "name(…)"; false when it is not that. */
bool css_function(struct str word, const char *name, struct str *inside);
/* What a string says, without its quotes; false when it is none. */
bool css_string(struct str word, struct str *says);

/* variables.c */
/* One more variable; a later one of the same name hides the earlier. */
const struct style_variable *variable_add(struct arena *, const struct style_variable *all, struct str name,
					  struct str value);
/* The value with each var() replaced, in the arena; empty when one stands for nothing. */
struct str variables_put(struct arena *, const struct style_variable *all, struct str value);

/* All there are, for what is no element: of two of a name the later counts. */
const struct style_variable *css_variables(struct css_sheet *);

void css_declare(struct css_declarations *, struct css_declaration);

/* names.c */
/* Whether some element of an e-book or of a page may be called so. If not, *instead is what HTML's element
 * of that name is called here, or NULL. */
bool names_has(struct str tag, const char **instead);

/* values_font.c */
/* `font` as the properties that it stands for (CSS Fonts 4, 2.7); false: it is another property, or not
 * understood. */
bool css_expand_font(struct css_declarations *, const struct css_declaration *);

/* selector.c */
/* False: not one of the selectors that are read. Its parts live in the arena. */
bool css_read_selector(struct arena *, struct str, struct css_selector *);
/* The letters of a name from `*i` on, which moves behind them; none: empty. */
struct str css_take_name(struct str, size_t *i);
struct str css_lowered(struct arena *, struct str);

#endif
