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
	char combinator; /* to the compound on its left: ' ', '>', '+'; 0: it is the leftmost */
};

struct css_selector {
	struct css_compound *compounds; /* from left to right */
	size_t n;
	int specificity; /* classes × 100 + tags */
	struct str text;
};

enum css_media { CSS_ALL, CSS_PRINT, CSS_SCREEN };

struct css_rule {
	struct css_selector *selectors;
	size_t n_selectors;
	struct css_declarations declarations;
	enum css_media media;
	float max_width; /* [pt] of the paper; 0: any */
	bool user;       /* from the user's own file */
	int line;
};

/* A @page rule, or one of its margin boxes. */
struct css_page {
	struct str name;
	bool first, left, right;
	int box; /* STYLE_BOX_COUNT: the page itself */
	struct css_declarations declarations;
	float max_width;
	bool user;
};

struct css_sheet {
	struct arena arena;
	struct css_rule *rules;
	size_t n_rules, cap_rules;
	struct css_page *pages;
	size_t n_pages, cap_pages;
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
/* "12.5pt" → 12.5; em is taken of `em`, % of `hundred`. False when it is no length, or a unit that
 * is not known. A bare 0 is one; any other bare number is not. */
bool css_length(struct str s, float em, float hundred, float *pt);
/* Cuts the next word off a value: at white space outside parentheses and quotes. */
bool css_word(struct str *value, struct str *word);

#endif
