/* parse.h - what the parser's files share; private to parse*.c and its tests.
 *
 * The parser is the HTML Standard's (13.2), for fragments, scripting off: parse_input makes the
 * bytes well, parse_token cuts them into tokens, parse_body, _text, _table, _head and _foreign hold
 * the insertion modes, parse_format the list of active formatting elements, parse_stack the stack of
 * open elements and the places things go. Comments name what they do as the standard does. */
#ifndef HTML_PARSE_H
#define HTML_PARSE_H

#include "base/bytes16.h"
#include "html/tree.h"

/* ---- parse_input ----------------------------------------------------------------------- */

/* A NUL of the source stands as three bytes that UTF-8 never has, so that it can become U+FFFD
 * in place or vanish, as its context wants. */
#define NUL_MARK "\xFF\xFF\xFF"

/* How many '\0' stand behind the input: any sixteen bytes that begin in it can be looked at. */
enum { INPUT_BEHIND = 16 };

struct input {
	char *p; /* in the arena: well-formed UTF-8, LF line ends, '\0' behind it and nowhere else */
	size_t len;
	bool marked; /* holds a NUL_MARK */
	size_t *lines; /* offset of each LF; heap */
	size_t n_lines, cap_lines;
};

void input_prepare(struct input *, struct str bytes, struct arena *);
/* Where the first of two characters stands from `p` on, or the input's end. */
static inline char *input_find(char *p, char one, char other)
{
	for (;; p += sizeof(bytes16)) {
		bytes16 v = bytes16_at(p);
		unsigned hits = bytes16_bits((bytes16)((v == (unsigned char)one) | (v == (unsigned char)other) | (v == 0)));
		if (hits)
			return p + __builtin_ctz(hits);
	}
}
void input_done(struct input *);
/* Turns marks into U+FFFD, in place; takes them out. */
void input_replace_marks(struct str);
struct str input_drop_marks(struct str);

/* ---- parse_token, parse_tag ------------------------------------------------------------ */

enum token_kind { TOKEN_TEXT, TOKEN_START, TOKEN_END, TOKEN_COMMENT, TOKEN_DOCTYPE, TOKEN_EOF };

enum token_state { STATE_DATA, STATE_RCDATA, STATE_RAWTEXT, STATE_SCRIPT, STATE_PLAINTEXT, STATE_CDATA };

struct token {
	enum token_kind kind;
	enum html_tag tag;
	bool self_closing;
	bool bogus; /* a comment that was none: <?x> <!x> </ x> */
	struct str name; /* of a tag, lower case */
	struct str text; /* of text and comments; text may hold NUL_MARKs in STATE_DATA and _CDATA */
	const struct html_attr *attrs; /* valid until the next token */
	unsigned n_attrs;
	const char *at; /* its first byte */
};

struct tokeniser {
	struct input in;
	struct arena *arena;
	char *at, *end;
	enum token_state state;
	bool cdata; /* <![CDATA[ opens text: the current node is not HTML */
	bool attrs_cut; /* a tag had more than HTML_MAX_ATTRS */
	struct str last_start; /* the tag whose end tag ends raw text */
	struct html_tag_cache tags;
	struct html_attr *attrs; /* HTML_MAX_ATTRS of the tag that was read last */
};

void token_begin(struct tokeniser *, struct str bytes, struct arena *);
void token_done(struct tokeniser *);
/* The next token, adjacent text in one as far as mark-up does not part it. TOKEN_EOF at the end,
 * again and again. */
void token_next(struct tokeniser *, struct token *);
/* Reads the tag whose name begins at t->at; false when the input ends within it. */
bool token_read_tag(struct tokeniser *, struct token *, enum token_kind);
/* Decodes references in place (in the arena where they grow). There is no '&' before `first`. */
struct str token_decode(struct tokeniser *, char *from, char *first, char *to, bool in_attribute);

static inline bool token_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\f';
}

/* ---- parse_stack ----------------------------------------------------------------------- */

enum mode {
	IN_BODY, IN_TEXT, IN_TABLE, IN_TABLE_TEXT, IN_CAPTION, IN_COLUMN_GROUP, IN_TABLE_BODY, IN_ROW,
	IN_CELL, IN_TEMPLATE, BEFORE_HEAD, IN_HEAD, IN_HEAD_NOSCRIPT, AFTER_HEAD, AFTER_BODY,
	IN_FRAMESET
};

/* What a cap cut, said once per article. */
enum { CUT_DEPTH = 1, CUT_FORMATTING = 2, CUT_CLONES = 4, CUT_ATTRS = 8 };

enum {
	MAX_CLONES = 1 << 18, /* formatting elements opened anew, attributes counted too */
	PLAIN_DEPTH = HTML_MAX_DEPTH - 24 /* from here a table, a template … is an element like any */
};

/* What is parsed, as what. */
struct parse_setup {
	enum html_namespace ns; /* of the element whose content it is */
	struct str context; /* and its name */
	bool strict; /* without the deviation for self-closed raw text */
};

struct parser {
	struct tokeniser in;
	struct token token;
	struct arena *arena;
	const struct parse_setup *setup;
	struct element *context; /* stands for the root where the standard says so */
	enum mode mode, original_mode;
	enum mode *template_modes; /* HTML_MAX_DEPTH + 1 */
	size_t n_templates;

	struct element **stack; /* HTML_MAX_DEPTH */
	size_t depth, deepest;
	unsigned overflow[TAG_COUNT]; /* elements that left a full stack before their end tag */
	struct element **formatting; /* NULL: a marker */
	size_t n_formatting, cap_formatting;
	size_t clones;
	struct html_seen seen;

	struct str *table_text;
	size_t n_table_text, cap_table_text;
	struct element *head, *form;
	bool foster, skip_newline;
	size_t line; /* of the input's line ends, how many are behind */
	int first_line;
	unsigned cut;
	int cut_line[4];
};

enum tag_flag {
	FLAG_SPECIAL = 1, FLAG_SCOPE = 2, FLAG_IMPLIED = 4, FLAG_THOROUGH = 8, FLAG_HEADING = 16,
	FLAG_TABLE_PART = 32, /* table, tbody, tfoot, thead, tr: what foster parenting looks at */
	FLAG_TABLE_SCOPE = 64, FLAG_LIST_SCOPE = 128, FLAG_BUTTON_SCOPE = 256, FLAG_VOID = 512
};

unsigned parse_flags(const struct element *);
static inline struct element *parse_current(const struct parser *p)
{
	return p->stack[p->depth - 1];
}
/* The current node, or the context when only the root is open. */
static inline const struct element *parse_adjusted(const struct parser *p)
{
	return p->depth == 1 ? p->context : parse_current(p);
}
static inline bool parse_is(const struct element *e, enum html_tag tag)
{
	return e->tag == tag && e->ns == NS_HTML;
}
bool parse_is_name(const struct element *, const struct token *);

void parse_cut(struct parser *, unsigned what);
/* How many line ends of the body stand before `at`. */
int parse_line(struct parser *, const char *at);

void parse_push(struct parser *, struct element *);
void parse_pop(struct parser *);
/* Pops until an element of that tag is popped; the root stays. */
void parse_pop_until(struct parser *, enum html_tag);
void parse_pop_to(struct parser *, const struct element *);
void parse_remove(struct parser *, struct element *);
/* Its index in the stack; the stack's depth when it is not there. */
size_t parse_find(const struct parser *, const struct element *);
bool parse_on_stack(const struct parser *, enum html_tag);
/* Clears the stack back to one of the flagged elements, or to a template or the root. */
void parse_clear_to(struct parser *, const enum html_tag *tags, size_t n);

/* Whether the token is the end tag of an element that a full stack has let go already. */
bool parse_find_overflow(struct parser *);
static inline bool parse_is_overflow(struct parser *p)
{
	return p->cut & CUT_DEPTH && parse_find_overflow(p);
}

/* "Has an element in (…) scope": what bounds it is FLAG_SCOPE with LIST or BUTTON besides, or
 * FLAG_TABLE_SCOPE alone. */
bool parse_in_scope(const struct parser *, enum html_tag, unsigned bounds);
enum { SCOPE = FLAG_SCOPE, LIST_SCOPE = FLAG_SCOPE | FLAG_LIST_SCOPE,
	BUTTON_SCOPE = FLAG_SCOPE | FLAG_BUTTON_SCOPE, TABLE_SCOPE = FLAG_TABLE_SCOPE };
bool parse_element_in_scope(const struct parser *, const struct element *);
/* An h1 to h6. */
bool parse_heading_in_scope(const struct parser *);
/* TAG_OTHER: except none. */
void parse_imply_end(struct parser *, enum html_tag except);
void parse_imply_end_thoroughly(struct parser *);

struct place {
	struct element *parent, *before; /* before NULL: at the end */
};
struct place parse_foster_place(struct parser *, struct element *target);
static inline struct place parse_place(struct parser *p, struct element *override)
{
	struct element *target = override ? override : parse_current(p);
	return p->foster ? parse_foster_place(p, target) : (struct place){ target, NULL };
}
static inline void parse_put(struct place place, struct element *e)
{
	if (place.before)
		element_insert_before(place.before, e);
	else
		element_append(place.parent, e);
}
void parse_put_text(struct parser *, struct str);
void parse_put_comment(struct parser *);
/* An element for the token, put in its place and pushed. */
struct element *parse_open(struct parser *);
/* The same, popped at once. */
struct element *parse_open_void(struct parser *);
/* An element of that name without a token. */
struct element *parse_open_tag(struct parser *, enum html_tag);
struct element *parse_element(struct parser *, enum html_namespace);
void parse_reset_mode(struct parser *);

/* ---- parse_format ---------------------------------------------------------------------- */

void format_push(struct parser *, struct element *);
void format_push_marker(struct parser *);
void format_clear_to_marker(struct parser *);
void format_forget(struct parser *, const struct element *);
void format_reopen(struct parser *);
/* Nearly always there is nothing to do: the last entry is a marker, or open. */
static inline void format_reconstruct(struct parser *p)
{
	const struct element *last = p->n_formatting ? p->formatting[p->n_formatting - 1] : NULL;
	if (last && !last->open)
		format_reopen(p);
}
/* The last of that tag after the last marker, or NULL. */
struct element *format_find(const struct parser *, enum html_tag);
void format_adopt(struct parser *);

/* ---- the insertion modes; each takes p->token and says whether it must be taken again, in the
 * mode that is now current ------------------------------------------------------------------ */

bool mode_in_body(struct parser *);
void mode_body_any_end(struct parser *);
void mode_close_p(struct parser *);
bool mode_in_text(struct parser *);
/* The tags that "in head" knows and other modes hand to it; false when it is none of them. */
bool mode_head_tag(struct parser *);
bool mode_in_template(struct parser *);
bool mode_before_head(struct parser *);
bool mode_in_head(struct parser *);
bool mode_in_head_noscript(struct parser *);
bool mode_after_head(struct parser *);
bool mode_after_body(struct parser *);
bool mode_in_frameset(struct parser *);
bool mode_in_table(struct parser *);
bool mode_in_table_text(struct parser *);
bool mode_in_caption(struct parser *);
bool mode_in_column_group(struct parser *);
bool mode_in_table_body(struct parser *);
bool mode_in_row(struct parser *);
bool mode_in_cell(struct parser *);
/* One token by the rules of the current mode. */
void mode_take(struct parser *);
/* Opens the tag's element and reads what is in it as text. */
void mode_raw(struct parser *, enum token_state);

/* Whether the token goes by the rules of foreign content, and those. */
bool foreign_applies(const struct parser *);
void foreign_take(struct parser *);
void foreign_open(struct parser *, enum html_namespace);
/* Gives an SVG element's name its capitals; attributes of either namespace theirs. */
void foreign_adjust_name(struct parser *, struct element *);
void foreign_adjust_attrs(struct element *);

/* ---- parse.c --------------------------------------------------------------------------- */

struct parser *parse_begin(struct str bytes, struct arena *, int first_line);
/* Frees the parser and returns its root. `seen` may be NULL. */
struct element *parse_end(struct parser *, struct diag_log *, struct html_seen *seen);
struct element *parse_fragment(struct str bytes, struct arena *, struct diag_log *, int first_line,
	const struct parse_setup *, struct html_seen *seen);
/* Makes what lies deeper than HTML_MAX_DEPTH siblings, in document order. */
bool parse_flatten(struct element *root);

#endif
