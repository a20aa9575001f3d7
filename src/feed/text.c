/* text.c - a filter from what people call XML to what XML is.
 *
 * libxml2 recovers from errors, but at a price that a feed must not pay: after the first one it
 * drops every "&lt;" that follows, so a bare "&" in one item takes the mark-up out of all later
 * ones. Therefore every byte is looked at here first, with a small tokeniser of its own: it knows
 * text, references, tags and CDATA, keeps a stack of the open elements, and writes each piece in a
 * form that cannot be wrong. Line ends are kept, so that lines still count. Tags are taken apart
 * in tag.c, text is chars.c's. Time is linear; memory is a window of some 64 KiB and the stack. */
#include "feed/text.h"

#include <stdlib.h>

#include "base/bytes16.h"
#include "feed/chars.h"
#include "feed/tag.h"

enum {
	WINDOW = 64 << 10,
	LONGEST_RUN = 64 << 10, /* of text, before it is put away */
	LONGEST_TAG = 16 << 20, /* a data: URL in XHTML is an attribute */
};

static const char *const texts[REPAIR_COUNT] = {
#define REPAIR_TEXT(name, text) text,
	REPAIRS(REPAIR_TEXT)
#undef REPAIR_TEXT
};

const char *repair_text(enum repair r)
{
	return texts[r];
}

void text_note(struct text *t, enum repair r, struct str found)
{
	struct repair_note *n = &t->notes[r];
	if (n->count++)
		return;
	n->line = t->line;
	n->item = t->item_depth ? (int)t->items : 0;
	size_t len = found.len < sizeof n->found ? found.len : sizeof n->found - 1;
	while (len < found.len && len > 0 && ((unsigned char)found.p[len] & 0xC0) == 0x80)
		len--;
	if (len)
		memcpy(n->found, found.p, len);
	n->found[len] = '\0';
}

void text_open(struct text *t, struct decoder *d)
{
	*t = (struct text){ .decoder = d, .line = 1 };
}

void text_close(struct text *t)
{
	buf_done(&t->in);
	buf_done(&t->out);
	buf_done(&t->aside);
	buf_done(&t->names);
	free(t->starts);
}

/* ---- the window ----------------------------------------------------------------------- */

static struct str window(const struct text *t)
{
	return str_sub(buf_str(&t->in), t->at, t->in.len);
}

static void fill_window(struct text *t, size_t n)
{
	if (t->at) {
		t->in.len -= t->at;
		memmove(t->in.p, t->in.p + t->at, t->in.len);
		t->at = 0;
	}
	while (t->in.len < n && !t->over)
		t->over = !decoder_read(t->decoder, &t->in);
}

/* Tries to have `n` bytes in the window; it may hold fewer only at the end of the input. */
static inline struct str need(struct text *t, size_t n)
{
	if (t->in.len - t->at < n && !t->over)
		fill_window(t, n);
	return window(t);
}

static void consume(struct text *t, size_t n)
{
	if (n == 0)
		return;
	t->consumed += n;
	if (t->decoder->bad && !t->bad_line && t->consumed > t->decoder->bad_at)
		t->bad_line = t->line;
	t->line += (int)str_count_char((struct str){ t->in.p + t->at, n }, '\n');
	t->at += n;
}

/* Leaves out `n` bytes but for their line ends. */
static void leave_out(struct text *t, size_t n)
{
	int before = t->line;
	consume(t, n);
	buf_pad(t->state == TEXT_PROLOG ? &t->out : &t->aside, '\n', (size_t)(t->line - before));
}

/* Leaves out everything up to and with `stop`; false when the input ends first. */
static bool leave_out_to(struct text *t, struct str stop)
{
	for (;;) {
		struct str w = need(t, WINDOW);
		ptrdiff_t hit = str_find(w, stop, 0);
		if (hit >= 0) {
			leave_out(t, (size_t)hit + stop.len);
			return true;
		}
		if (t->over) {
			leave_out(t, w.len);
			return false;
		}
		leave_out(t, w.len - (stop.len - 1));
	}
}

struct str text_head(struct text *t)
{
	return need(t, WINDOW);
}

void text_skip(struct text *t, size_t n, bool junk)
{
	if (junk)
		text_note(t, REPAIR_JUNK, str_trim(str_sub(window(t), 0, n)));
	leave_out(t, n);
}

bool text_read_raw(struct text *t, struct str *chunk)
{
	consume(t, t->out_at); /* what the last call gave away */
	t->out_at = 0;
	*chunk = need(t, 1);
	t->out_at = chunk->len;
	return chunk->len > 0;
}

/* ---- mark-up -------------------------------------------------------------------------- */

static bool name_start(char c)
{
	return ch_alpha(c) || c == '_' || c == ':' || (unsigned char)c >= 0x80;
}

/* The length of the tag at the front of `w` when its '>' is the first thing in it that could mean anything;
 * 0: find_tag is to tell. */
static size_t simple_tag(struct str w)
{
	for (size_t i = 1; i + sizeof(bytes16) <= w.len; i += sizeof(bytes16)) {
		bytes16 v = bytes16_at(w.p + i);
		size_t n = bytes16_first((bytes16)((v == '>') | (v == '<') | (v == '"') | (v == '\'')));
		if (n < sizeof v)
			return w.p[i + n] == '>' ? i + n + 1 : 0;
	}
	return 0;
}

/* The tag at the front of the window up to its '>'; empty when it is none, and then the "<" is text
 * unless *cut says that the input ended inside. A quoted value may hold '>' and, wrongly, '<'; but
 * a quote that is never closed, or is closed where no value can end, was no quote. */
static struct str find_tag(struct text *t, bool *cut)
{
	char quote = 0;
	bool odd = false; /* the value holds a '<' */
	size_t close = 0; /* behind the first '>' */
	size_t i = 1;
	*cut = false;
	size_t simple = simple_tag(window(t));
	if (simple)
		return str_sub(window(t), 0, simple);
	for (struct str w = window(t);; i++) {
		if (i >= w.len) {
			w = need(t, w.len + WINDOW);
			if (i >= w.len || i > LONGEST_TAG) {
				*cut = close == 0;
				return str_sub(w, 0, close);
			}
		}
		char c = w.p[i];
		if (c == '>' && !close)
			close = i + 1;
		if (quote) {
			odd |= c == '<';
			if (c == quote && odd && close && i + 1 < w.len &&
			    !strchr(" \t\r\n/>", w.p[i + 1]))
				return str_sub(w, 0, close);
			if (odd && close && i - close > WINDOW)
				return str_sub(w, 0, close);
			quote = c == quote ? 0 : quote;
		} else if (c == '>') {
			return str_sub(w, 0, i + 1);
		} else if (c == '<') {
			return STR_NONE;
		} else if ((c == '"' || c == '\'') && tag_value_may_start(str_sub(w, 0, i))) {
			quote = c;
			odd = false;
		}
	}
}

static void put_less(struct text *t)
{
	text_note(t, REPAIR_LESS, str_sub(window(t), 0, 12));
	buf_putc(&t->aside, '<');
	consume(t, 1);
}

static void put_tag(struct text *t, bool end)
{
	bool cut;
	struct str tag = find_tag(t, &cut);
	if (tag.len == 0 && !cut) {
		put_less(t);
		return;
	}
	chars_end_run(t);
	if (cut) {
		consume(t, window(t).len);
		return;
	}
	if (end)
		tag_put_end(t, tag);
	else
		tag_put_start(t, tag);
	consume(t, tag.len);
	t->run_line = t->line;
	if (t->depth == 0)
		t->state = TEXT_BEHIND;
}

static void put_markup(struct text *t)
{
	struct str w = need(t, 16);
	char c = w.len > 1 ? w.p[1] : '\0';
	if (name_start(c)) {
		put_tag(t, false);
	} else if (c == '/') {
		put_tag(t, true);
	} else if (str_starts(w, STR("<![CDATA["))) {
		consume(t, 9);
		t->state = TEXT_CDATA;
	} else if (str_starts(w, STR("<!--"))) {
		leave_out(t, 4);
		leave_out_to(t, STR("-->"));
	} else if (c == '?') {
		leave_out_to(t, STR("?>"));
	} else if (str_starts_nocase(w, STR("<!doctype"))) {
		leave_out_to(t, STR(">"));
	} else {
		put_less(t);
	}
}

/* ---- the states ----------------------------------------------------------------------- */

static void step_prolog(struct text *t)
{
	struct str w = need(t, WINDOW);
	size_t space = 0;
	while (space < w.len && w.p[space] != '<')
		space++;
	leave_out(t, space);
	w = need(t, WINDOW);
	if (w.len < 2) {
		leave_out(t, w.len);
	} else if (str_starts(w, STR("<!--"))) {
		leave_out_to(t, STR("-->"));
	} else if (w.p[1] == '?') {
		leave_out_to(t, STR(">"));
	} else if (w.p[1] == '!') {
		t->has_doctype = true;
		ptrdiff_t end = str_find_char(w, '>', 0), subset = str_find_char(w, '[', 0);
		if (subset >= 0 && subset < end) {
			leave_out_to(t, STR("]"));
			need(t, WINDOW);
		}
		leave_out_to(t, STR(">"));
	} else {
		t->state = TEXT_CONTENT;
		t->run_line = t->line;
		put_markup(t);
	}
}

static void step_content(struct text *t)
{
	size_t n = chars_put_text(t, need(t, LONGEST_REFERENCE));
	consume(t, n);
	if (!n)
		put_markup(t);
	else if (t->aside.len - t->run_at >= LONGEST_RUN)
		chars_end_run(t);
}

static void step_cdata(struct text *t)
{
	size_t n = chars_put_cdata(t, need(t, LONGEST_REFERENCE));
	consume(t, n ? n : STR("]]>").len);
	if (!n)
		t->state = TEXT_CONTENT;
	else if (t->aside.len - t->run_at >= LONGEST_RUN)
		chars_end_run(t);
}

/* What follows the root: comments are usual ("cached at …"), all else is worth a word. */
static void step_behind(struct text *t)
{
	struct str w = need(t, WINDOW);
	size_t space = 0;
	while (space < w.len && ch_space(w.p[space]))
		space++;
	consume(t, space);
	w = need(t, 16);
	if (w.len == 0)
		return;
	if (str_starts(w, STR("<!--"))) {
		leave_out_to(t, STR("-->"));
	} else if (str_starts(w, STR("<?"))) {
		leave_out_to(t, STR("?>"));
	} else {
		text_note(t, REPAIR_TRAILING, str_sub(w, 0, 30));
		consume(t, w.len);
	}
}

static void finish(struct text *t)
{
	chars_end_run(t);
	t->cut_off = t->depth > 0;
	while (t->depth)
		tag_close_top(t);
	t->state = TEXT_BEHIND;
}

static void step(struct text *t)
{
	switch (t->state) {
	case TEXT_PROLOG:
		step_prolog(t);
		break;
	case TEXT_CONTENT:
		step_content(t);
		break;
	case TEXT_CDATA:
		step_cdata(t);
		break;
	case TEXT_BEHIND:
		step_behind(t);
		break;
	}
}

/* Whether to stop reading on, lest too much lies beside the XML. */
static bool is_enough(const struct text *t)
{
	return t->out.len >= WINDOW / 4 || (t->out.len && t->run_at - t->aside_read >= WINDOW);
}

size_t text_read(struct text *t, char *into, size_t room)
{
	while (t->out_at == t->out.len) {
		buf_clear(&t->out);
		t->out_at = 0;
		chars_trim(t);
		while (!is_enough(t) && need(t, 1).len)
			step(t);
		if (need(t, 1).len == 0 && t->state != TEXT_BEHIND)
			finish(t);
		else if (t->out.len == 0)
			return 0;
	}
	size_t n = t->out.len - t->out_at < room ? t->out.len - t->out_at : room;
	memcpy(into, t->out.p + t->out_at, n);
	t->out_at += n;
	return n;
}
