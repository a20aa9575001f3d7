/* epub.c - the stylesheet of an EPUB: the same look, written anew from a safe list.
 *
 * Old readers (Adobe's engine above all) drop a whole sheet for one token they do not know, and
 * every reader has settings of its own. So only CSS 2.1 is let through, and of it nothing that is
 * the reader's: no colour, no background, no face but monospace, no size or leading of the text
 * itself. */
#include "style/css.h"

/* What may stand in the value of a property. */
enum check {
	ANY,      /* words, numbers and lengths of the safe units */
	SIZE,     /* font-size: em, and not on the text itself */
	FACE,     /* font-family: monospace alone */
	INHERIT,  /* color: inherit alone */
	ZERO,     /* line-height: 0 alone */
};

static const struct {
	const char *name;
	enum check check;
} safe[] = {
	{ "border", ANY }, { "border-bottom", ANY }, { "border-bottom-style", ANY }, { "border-bottom-width", ANY },
	{ "border-collapse", ANY }, { "border-left", ANY }, { "border-left-style", ANY },
	{ "border-left-width", ANY }, { "border-right", ANY }, { "border-right-style", ANY },
	{ "border-right-width", ANY }, { "border-spacing", ANY }, { "border-style", ANY }, { "border-top", ANY },
	{ "border-top-style", ANY }, { "border-top-width", ANY }, { "border-width", ANY }, { "caption-side", ANY },
	{ "clear", ANY }, { "color", INHERIT }, { "display", ANY }, { "float", ANY }, { "font-family", FACE },
	{ "font-size", SIZE }, { "font-style", ANY }, { "font-variant", ANY }, { "font-weight", ANY },
	{ "height", ANY }, { "letter-spacing", ANY }, { "line-height", ZERO }, { "list-style-position", ANY },
	{ "list-style-type", ANY }, { "margin", ANY }, { "margin-bottom", ANY }, { "margin-left", ANY },
	{ "margin-right", ANY }, { "margin-top", ANY }, { "max-width", ANY }, { "orphans", ANY },
	{ "overflow-wrap", ANY }, { "padding", ANY }, { "padding-bottom", ANY }, { "padding-left", ANY },
	{ "padding-right", ANY }, { "padding-top", ANY }, { "page-break-after", ANY },
	{ "page-break-before", ANY }, { "page-break-inside", ANY }, { "text-align", ANY },
	{ "text-decoration", ANY }, { "text-indent", ANY }, { "text-transform", ANY }, { "vertical-align", ANY },
	{ "white-space", ANY }, { "widows", ANY }, { "width", ANY }, { "word-spacing", ANY }, { "word-wrap", ANY },
};

/* Words CSS 2.1 has not, where a newer one would be taken for the old property's. */
static const char *const modern[] = { "flex", "grid", "inline-flex", "inline-grid", "contents", "fixed",
	"absolute", "sticky", "fit-content", "min-content", "max-content", "unset", "revert", "start", "end" };

/* Units CSS 2.1 has not. */
static const char *const newer_units[] = { "rem", "ch", "q" };

static bool is_safe_word(struct str word)
{
	float pt;
	for (size_t i = 0; i < sizeof modern / sizeof *modern; i++)
		if (str_eq_nocase(word, str_from_c(modern[i])))
			return false;
	if (ch_alpha(word.p[0])) {
		for (size_t i = 0; i < word.len; i++)
			if (!ch_alnum(word.p[i]) && word.p[i] != '-')
				return false;
		return true;
	}
	size_t i = word.p[0] == '-' || word.p[0] == '+';
	while (i < word.len && (ch_digit(word.p[i]) || word.p[i] == '.'))
		i++;
	struct str unit = str_sub(word, i, word.len);
	for (size_t k = 0; k < sizeof newer_units / sizeof *newer_units; k++)
		if (str_eq_nocase(unit, str_from_c(newer_units[k])))
			return false;
	return css_length(word, (struct css_units){ 1, 1, 1 }, &pt) || css_number(word, &pt);
}

static bool names_text_itself(const struct css_rule *rule)
{
	static const char *const names[] = { "html", "body", "p", "li", "div", "section" };
	for (size_t i = 0; i < rule->n_selectors; i++) {
		const struct css_compound *last = &rule->selectors[i].compounds[rule->selectors[i].n - 1];
		for (size_t k = 0; k < sizeof names / sizeof *names; k++)
			if (rule->selectors[i].n == 1 && !last->n_classes && str_eq_c(last->tag, names[k]))
				return true;
	}
	return false;
}

static bool is_safe(const struct css_rule *rule, const struct css_declaration *d)
{
	size_t i = 0, n = sizeof safe / sizeof *safe;
	while (i < n && !str_eq_c(d->name, safe[i].name))
		i++;
	if (i == n)
		return false;
	struct str rest = d->value, word;
	switch (safe[i].check) {
	case INHERIT:
		return str_eq_nocase(d->value, STR("inherit"));
	case FACE:
		return str_eq_nocase(d->value, STR("monospace"));
	case ZERO:
		return str_eq_c(d->value, "0");
	case SIZE:
		if (names_text_itself(rule) || !str_ends(d->value, STR("em")) || str_ends(d->value, STR("rem")))
			return false;
		break;
	case ANY:
		break;
	}
	while (css_word(&rest, &word))
		if (!is_safe_word(word))
			return false;
	return true;
}

static void put_rule(const struct css_rule *rule, struct buf *css, struct diag_log *log)
{
	size_t start = css->len, n = 0, named = 0;
	for (size_t i = 0; i < rule->n_selectors; i++) {
		if (rule->selectors[i].modern) {
			if (rule->user && log)
				diag_add(log, DIAG_STYLE, rule->line, "left out of the EPUB: %.*s",
					 STR_ARG(rule->selectors[i].text));
			continue;
		}
		buf_puts(css, named++ ? ", " : "");
		buf_put_str(css, rule->selectors[i].text);
	}
	if (!named)
		return;
	buf_puts(css, " {");
	for (size_t i = 0; i < rule->declarations.n; i++) {
		const struct css_declaration *d = &rule->declarations.items[i];
		if (!is_safe(rule, d)) {
			if (rule->user && log)
				diag_add(log, DIAG_STYLE, d->line, "left out of the EPUB: %.*s: %.*s", STR_ARG(d->name),
					 STR_ARG(d->value));
			continue;
		}
		buf_puts(css, n++ ? "; " : " ");
		buf_put_str(css, d->name);
		buf_puts(css, ": ");
		buf_put_str(css, d->value);
		buf_puts(css, d->important ? " !important" : "");
	}
	buf_puts(css, " }\n");
	if (!n)
		css->len = start;
}

void style_put_epub(const struct style *style, struct buf *css, struct diag_log *log)
{
	for (size_t i = 0; i < style->sheet.n_rules; i++)
		if (style->sheet.rules[i].media != CSS_PRINT)
			put_rule(&style->sheet.rules[i], css, log);
}
