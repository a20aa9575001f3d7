/* tag.c - each tag is read as loosely as browsers do (values without quotes, attributes without
 * values, junk between them) and written as strictly as XML wants it. The line ends between its
 * attributes stay. */
#include "feed/tag.h"

#include "feed/chars.h"

enum { DEEPEST = 500, MOST_ATTRIBUTES = 200 /* libxml2 compares each with each */ };

static bool name_char(char c)
{
	return ch_alnum(c) || c == '-' || c == '_' || c == '.' || c == ':' || (unsigned char)c >= 0x80;
}

static struct str read_name(struct str s, size_t at)
{
	size_t end = at;
	while (end < s.len && name_char(s.p[end]))
		end++;
	return str_sub(s, at, end);
}

static struct str local_name(struct str name)
{
	ptrdiff_t colon = str_find_char(name, ':', 0);
	return colon < 0 ? name : str_sub(name, (size_t)colon + 1, name.len);
}

bool tag_value_may_start(struct str before)
{
	size_t i = before.len;
	while (i && ch_space(before.p[i - 1]))
		i--;
	return i && before.p[i - 1] == '=';
}

/* ---- the stack ------------------------------------------------------------------------ */

static struct str open_name(const struct text *t, size_t depth)
{
	size_t end = depth + 1 < t->depth ? t->starts[depth + 1] : t->names.len;
	return str_sub(buf_str(&t->names), t->starts[depth], end);
}

static void push(struct text *t, struct str name)
{
	mem_grow(&t->starts, &t->cap, t->depth + 1, sizeof *t->starts);
	t->starts[t->depth++] = t->names.len;
	buf_put_str(&t->names, name);
}

void tag_close_top(struct text *t)
{
	struct str name = open_name(t, t->depth - 1);
	buf_puts(&t->out, "</");
	buf_put_str(&t->out, name);
	buf_putc(&t->out, '>');
	t->names.len = t->starts[--t->depth];
	if (t->depth < t->item_depth)
		t->item_depth = 0;
}

/* ---- start tags ----------------------------------------------------------------------- */

struct attribute {
	struct str name, value;
	int lines; /* line ends before it */
};

/* Reads the attribute at or behind *at; false at the end of the tag, with *closed set when a '/'
 * stands there. */
static bool next_attribute(struct text *t, struct str tag, size_t *at, struct attribute *a, bool *closed)
{
	size_t i = *at;
	*a = (struct attribute){ 0 };
	*closed = false;
	while (i < tag.len && !name_char(tag.p[i])) {
		*closed = tag.p[i] == '/';
		a->lines += tag.p[i] == '\n';
		if (!ch_space(tag.p[i]) && tag.p[i] != '/')
			text_note(t, REPAIR_TAG, tag);
		i++;
	}
	a->name = read_name(tag, i);
	i += a->name.len;
	*at = i;
	if (a->name.len == 0)
		return false;
	while (i < tag.len && ch_space(tag.p[i]))
		i++;
	a->value = a->name; /* <option selected> */
	if (i >= tag.len || tag.p[i] != '=') {
		text_note(t, REPAIR_TAG, tag);
		return true;
	}
	i++;
	while (i < tag.len && ch_space(tag.p[i]))
		i++;
	char quote = i < tag.len && (tag.p[i] == '"' || tag.p[i] == '\'') ? tag.p[i] : 0;
	ptrdiff_t end = quote ? str_find_char(tag, quote, i + 1) : -1;
	if (end >= 0) {
		a->value = str_sub(tag, i + 1, (size_t)end);
		*at = (size_t)end + 1;
		return true;
	}
	text_note(t, REPAIR_TAG, tag);
	i += quote != 0;
	size_t stop = i;
	while (stop < tag.len && !ch_space(tag.p[stop]))
		stop++;
	a->value = str_sub(tag, i, stop);
	*at = stop;
	return true;
}

static bool starts_item(struct str name)
{
	struct str local = local_name(name);
	return str_eq(local, STR("item")) || str_eq(local, STR("entry"));
}

static bool html_void(struct str name)
{
	static const struct str names[] = { STR_INIT("br"), STR_INIT("hr"), STR_INIT("img"), STR_INIT("input"), STR_INIT("wbr") };
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (name.len == names[i].len && str_eq_nocase(name, names[i]))
			return true;
	return false;
}

/* An item that begins inside an item of the same name: the end tag was forgotten. */
static void close_open_item(struct text *t)
{
	text_note(t, REPAIR_NESTING, open_name(t, t->item_depth - 1));
	size_t until = t->item_depth - 1;
	while (t->depth > until)
		tag_close_top(t);
}

void tag_put_start(struct text *t, struct str tag)
{
	struct str name = read_name(tag, 1);
	size_t at = 1 + name.len;
	tag.len--; /* the '>' */
	bool item = starts_item(name);
	if (item && t->item_depth && str_eq(open_name(t, t->item_depth - 1), name)) {
		if (tag.p[tag.len - 1] == '/') { /* <item/> inside an item says nothing */
			text_note(t, REPAIR_NESTING, name);
			return;
		}
		close_open_item(t);
	}
	if (t->depth >= DEEPEST) {
		text_note(t, REPAIR_DEPTH, name);
		t->too_deep += tag.p[tag.len - 1] != '/' && !html_void(name);
		return;
	}
	bool first_of_item = item && !t->item_depth;
	t->items += first_of_item;
	buf_putc(&t->out, '<');
	buf_put_str(&t->out, name);
	struct attribute a;
	bool closed;
	for (size_t n = 0; next_attribute(t, tag, &at, &a, &closed); n++) {
		if (n >= MOST_ATTRIBUTES) {
			text_note(t, REPAIR_ATTRIBUTES, name);
			continue;
		}
		buf_pad(&t->out, a.lines ? '\n' : ' ', a.lines ? (size_t)a.lines : 1);
		buf_put_str(&t->out, a.name);
		buf_puts(&t->out, "=\"");
		chars_put_value(t, a.value);
		buf_putc(&t->out, '"');
	}
	buf_pad(&t->out, '\n', (size_t)a.lines);
	closed |= html_void(name);
	buf_puts(&t->out, closed ? "/>" : ">");
	if (!closed) {
		push(t, name);
		if (first_of_item)
			t->item_depth = t->depth;
	}
}

/* ---- end tags ------------------------------------------------------------------------- */

void tag_put_end(struct text *t, struct str tag)
{
	struct str name = read_name(tag, 2);
	if (t->too_deep) {
		t->too_deep--;
		return;
	}
	size_t found = t->depth;
	while (found && !str_eq(open_name(t, found - 1), name))
		found--;
	if (found == 0) /* <Title>…</title> */
		for (found = t->depth; found && !str_eq_nocase(open_name(t, found - 1), name);)
			found--;
	if (found == 0) {
		if (!html_void(name))
			text_note(t, REPAIR_NESTING, tag);
		return;
	}
	if (found < t->depth)
		text_note(t, REPAIR_NESTING, open_name(t, t->depth - 1));
	while (t->depth >= found)
		tag_close_top(t);
}
