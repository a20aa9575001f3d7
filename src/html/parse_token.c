/* parse_token.c - the tokeniser's text-like states (HTML Standard 13.2.5): where text ends and
 * mark-up begins. The one idea: find a text's whole extent first, in large steps, and decode it
 * afterwards; no state is kept between characters. */
#include "html/parse.h"

#include "base/utf8.h"

void token_begin(struct tokeniser *t, struct str bytes, struct arena *arena)
{
	t->arena = arena;
	t->attrs = ARENA_RAW(arena, struct html_attr, HTML_MAX_ATTRS);
	input_prepare(&t->in, bytes, arena);
	t->at = t->in.p;
	t->end = t->in.p + t->in.len;
	t->state = STATE_DATA;
	t->cdata = t->attrs_cut = false;
	t->last_start = STR_NONE;
}

void token_done(struct tokeniser *t)
{
	input_done(&t->in);
}

static struct str rest(const struct tokeniser *t)
{
	return (struct str){ t->at, (size_t)(t->end - t->at) };
}

static char *find_char(const struct tokeniser *t, char *from, char c)
{
	char *p = memchr(from, c, (size_t)(t->end - from));
	return p ? p : t->end;
}

static char *find_text(const struct tokeniser *t, char *from, const char *text)
{
	char *p = memmem(from, (size_t)(t->end - from), text, strlen(text));
	return p ? p : t->end;
}

/* Whether the '<' at p begins mark-up rather than being a character. */
static bool opens_markup(const char *p)
{
	return ch_alpha(p[1]) || p[1] == '!' || p[1] == '?' || (p[1] == '/' && p[2] != '\0');
}

/* Where the text at t->at ends: at mark-up or with the input. It has no '&' before *plain. */
static char *end_of_data(const struct tokeniser *t, char **plain)
{
	char *p = input_find(t->at, '<', '&');
	*plain = p;
	if (*p == '&')
		p = input_find(p, '<', '<');
	while (p < t->end && !opens_markup(p))
		p = input_find(p + 1, '<', '<');
	return p;
}

/* Whether p, at a '<', begins "</name" or "<name" followed by what ends a tag's name. */
static bool tag_at(const struct tokeniser *t, const char *p, bool end, struct str name)
{
	p += end ? 2 : 1;
	if ((size_t)(t->end - p) <= name.len)
		return false;
	if (end && p[-1] != '/')
		return false;
	char after = p[name.len];
	return str_eq_nocase((struct str){ p, name.len }, name)
		&& (token_space(after) || after == '/' || after == '>');
}

static char *end_of_raw(const struct tokeniser *t)
{
	char *p = find_char(t, t->at, '<');
	while (p < t->end && (t->last_start.len == 0 || !tag_at(t, p, true, t->last_start)))
		p = find_char(t, p + 1, '<');
	return p;
}

/* A script's end, past what is "escaped" between <!-- and --> and "double escaped" by a <script>
 * in there. */
static char *end_of_script(const struct tokeniser *t)
{
	int escaped = 0;
	for (char *p = t->at; p < t->end;) {
		if (*p == '-' && escaped && p[1] == '-' && p[2] == '>') {
			escaped = 0;
			p += 3;
		} else if (*p != '<') {
			p++;
		} else if (escaped < 2 && t->last_start.len && tag_at(t, p, true, t->last_start)) {
			return p;
		} else if (escaped == 0 && p[1] == '!' && p[2] == '-' && p[3] == '-') {
			escaped = 1;
			p += 2;
		} else {
			if (escaped == 1 && tag_at(t, p, false, STR("script")))
				escaped = 2;
			else if (escaped == 2 && tag_at(t, p, true, STR("script")))
				escaped = 1;
			p++;
		}
	}
	return t->end;
}

/* The text before `to`, which holds no reference before `plain`; false when there is none. */
static inline bool take_text(struct tokeniser *t, struct token *token, char *plain, char *to)
{
	if (to == t->at)
		return false;
	token->kind = TOKEN_TEXT;
	struct str all = { t->at, (size_t)(to - t->at) };
	if (t->in.marked && t->state != STATE_DATA && t->state != STATE_CDATA)
		input_replace_marks(all);
	token->text = plain < to ? token_decode(t, t->at, plain, to, false) : all;
	t->at = to;
	return true;
}

static void take_comment(struct tokeniser *t, struct token *token, char *from, char *to, bool bogus)
{
	token->kind = TOKEN_COMMENT;
	token->bogus = bogus;
	token->text = (struct str){ from, (size_t)(to - from) };
	if (t->in.marked)
		input_replace_marks(token->text);
}

/* t->at stands behind "<!--". */
static void read_comment(struct tokeniser *t, struct token *token)
{
	char *from = t->at;
	if (from[0] == '>' || (from[0] == '-' && from[1] == '>')) {
		t->at += from[0] == '>' ? 1 : 2;
		take_comment(t, token, from, from, false);
		return;
	}
	for (char *p = from; (p = find_text(t, p, "--")) < t->end; p++) {
		size_t behind = p[2] == '>' ? 3 : p[2] == '!' && p[3] == '>' ? 4 : 0;
		if (behind) {
			t->at = p + behind;
			take_comment(t, token, from, p, false);
			return;
		}
	}
	t->at = t->end;
	struct str text = { from, (size_t)(t->end - from) };
	size_t cut = str_ends(text, STR("--!")) ? 3 : str_ends(text, STR("--")) ? 2 : str_ends(text, STR("-"));
	take_comment(t, token, from, t->end - cut, false);
}

static void read_bogus_comment(struct tokeniser *t, struct token *token, char *from)
{
	char *to = find_char(t, from, '>');
	t->at = to < t->end ? to + 1 : to;
	take_comment(t, token, from, to, true);
}

/* t->at stands at "<!". False when what stands there gives no token. */
static bool read_declaration(struct tokeniser *t, struct token *token)
{
	struct str s = rest(t);
	if (str_starts(s, STR("<!--"))) {
		t->at += 4;
		read_comment(t, token);
	} else if (str_starts_nocase(s, STR("<!doctype"))) {
		char *to = find_char(t, t->at, '>');
		t->at = to < t->end ? to + 1 : to;
		token->kind = TOKEN_DOCTYPE;
	} else if (t->cdata && str_starts(s, STR("<![CDATA["))) {
		t->at += 9;
		t->state = STATE_CDATA;
		return false;
	} else {
		read_bogus_comment(t, token, t->at + 2);
	}
	return true;
}

/* t->at stands at a '<' that opens mark-up. False when it gives no token: an empty end tag, or a
 * tag that the input's end cuts off. */
static inline bool read_markup(struct tokeniser *t, struct token *token)
{
	char *p = t->at;
	token->at = p;
	if (ch_alpha(p[1]) || (p[1] == '/' && ch_alpha(p[2]))) {
		bool end = p[1] == '/';
		t->at += end ? 2 : 1;
		if (token_read_tag(t, token, end ? TOKEN_END : TOKEN_START))
			return true;
		t->at = t->end;
		return false;
	}
	if (p[1] == '!')
		return read_declaration(t, token);
	if (p[1] == '/' && p[2] == '>') {
		t->at += 3;
		return false;
	}
	read_bogus_comment(t, token, p + (p[1] == '/' ? 2 : 1));
	return true;
}

static bool next_cdata(struct tokeniser *t, struct token *token)
{
	char *to = find_text(t, t->at, "]]>");
	bool found = take_text(t, token, to, to);
	if (to < t->end)
		t->at += 3;
	t->state = STATE_DATA;
	return found;
}

/* Text up to mark-up, or that. */
static bool next_data(struct tokeniser *t, struct token *token)
{
	if (*t->at == '<' && opens_markup(t->at))
		return read_markup(t, token);
	char *plain, *to = end_of_data(t, &plain);
	return take_text(t, token, plain, to);
}

/* Text up to the element's end tag, then that. */
static bool next_raw(struct tokeniser *t, struct token *token)
{
	char *to = t->state == STATE_SCRIPT ? end_of_script(t) : end_of_raw(t);
	if (take_text(t, token, t->state == STATE_RCDATA ? t->at : to, to))
		return true;
	t->state = STATE_DATA;
	return read_markup(t, token);
}

void token_next(struct tokeniser *t, struct token *token)
{
	while (t->at < t->end) {
		token->at = t->at;
		bool found = false;
		switch (t->state) {
		case STATE_DATA:
			found = next_data(t, token);
			break;
		case STATE_RCDATA:
		case STATE_RAWTEXT:
		case STATE_SCRIPT:
			found = next_raw(t, token);
			break;
		case STATE_PLAINTEXT:
			found = take_text(t, token, t->end, t->end);
			break;
		case STATE_CDATA:
			found = next_cdata(t, token);
			break;
		}
		if (found)
			return;
	}
	token->kind = TOKEN_EOF;
	token->at = t->at;
}
