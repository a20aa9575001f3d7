/* table.c - tables: head, body and foot in groups, header cells with their scope. */
#include "backend/markup/elements.h"

#include "output/xml.h"

bool markup_has_rows(const struct node *table)
{
	return table->last && table->last->type == NODE_ROW;
}

/* More than these need smaller type on a telephone. */
enum { MANY_COLUMNS = 6 };

static const char *const part_tags[] = { [ROW_HEAD] = "thead", [ROW_BODY] = "tbody", [ROW_FOOT] = "tfoot" };

/* The head is the first rows that say so, the foot the last; all between is body. */
void markup_enter_table(struct markup *m, const struct node *n)
{
	struct markup_frame *f = markup_push(m);
	const struct node *row = n->first;
	if (row && row->type == NODE_CAPTION)
		row = row->next;
	while (row && row->as.row.part == ROW_HEAD)
		row = row->next;
	f->first_body = row;
	for (row = n->last; row && row->type == NODE_ROW && row->as.row.part == ROW_FOOT; row = row->prev)
		if (row != f->first_body)
			f->first_foot = row;
		else
			break;
	m->facts.tables++;
	markup_open_tag(m, markup_has_rows(n) ? "table" : "div", n->as.table.n_columns > MANY_COLUMNS ? "wide" : NULL, n);
	markup_end_line(m);
}

static void open_part(struct markup *m, enum row_part part)
{
	markup_top(m)->part = part;
	markup_open_tag(m, part_tags[part], NULL, NULL);
	markup_end_line(m);
}

static void close_part(struct markup *m)
{
	markup_close_tag(m, part_tags[markup_top(m)->part]);
	markup_end_line(m);
}

void markup_enter_row(struct markup *m, const struct node *n)
{
	const struct markup_frame *f = markup_top(m);
	bool first = !n->prev || n->prev->type != NODE_ROW;
	if (first)
		markup_put_columns(m, n->parent);
	if (!first && (n == f->first_body || n == f->first_foot))
		close_part(m);
	if (n == f->first_body)
		open_part(m, ROW_BODY);
	else if (n == f->first_foot)
		open_part(m, ROW_FOOT);
	else if (first)
		open_part(m, ROW_HEAD);
	markup_open_tag(m, "tr", NULL, n);
}

void markup_leave_row(struct markup *m, const struct node *n)
{
	markup_close_tag(m, "tr");
	markup_end_line(m);
	if (!n->next)
		close_part(m);
}

/* An empty header cell heads nothing. */
bool markup_is_header(const struct node *cell)
{
	return cell->as.cell.header && !markup_says_nothing(cell);
}

void markup_enter_cell(struct markup *m, const struct node *n)
{
	static const char *const aligns[] = { "", "left", "center", "right" };
	static const char *const scopes[] = { [SCOPE_ROW] = "row", [SCOPE_COLUMN] = "col",
		[SCOPE_ROW_GROUP] = "rowgroup", [SCOPE_COLUMN_GROUP] = "colgroup" };
	const struct node *row = n->parent, *table = row ? row->parent : NULL;
	enum cell_align align = n->as.cell.align;
	if (align == ALIGN_NONE && table && table->type == NODE_TABLE && n->as.cell.column >= 0 &&
	    n->as.cell.column < table->as.table.n_columns && table->as.table.columns)
		align = table->as.table.columns[n->as.cell.column];
	buf_puts(m->out, markup_is_header(n) ? "<th" : "<td");
	markup_put_common(m, n);
	if (align != ALIGN_NONE && align != ALIGN_LEFT)
		xml_put_attribute(m->out, "class", str_from_c(aligns[align]));
	if (n->as.cell.column_span > 1)
		markup_put_number(m, "colspan", n->as.cell.column_span);
	if (n->as.cell.row_span > 1)
		markup_put_number(m, "rowspan", n->as.cell.row_span);
	if (markup_is_header(n)) {
		enum cell_scope scope = n->as.cell.scope;
		if (scope == SCOPE_NONE)
			scope = row && row->as.row.part == ROW_HEAD ? SCOPE_COLUMN : SCOPE_ROW;
		xml_put_attribute(m->out, "scope", str_from_c(scopes[scope]));
	}
	buf_putc(m->out, '>');
}

const char *markup_caption_tag(const struct node *n)
{
	return !n->parent || n->parent->type == NODE_FIGURE ? "figcaption" :
		markup_has_rows(n->parent) ? "caption" : "p";
}
