/* missing.c - the ledger of characters without a glyph, kept in the order of their code points. */
#include "backend/pdf/missing.h"

#include "base/arena.h"
#include "base/buf.h"

#include <stdlib.h>
#include <string.h>

enum {
	KEPT = 4096, /* different ones that are told apart; more are told of in the sum alone */
	NAMED = 20,  /* … and by name */
};

static size_t place_of(const struct missing *m, uint32_t code_point)
{
	size_t low = 0, high = m->n;
	while (low < high) {
		size_t mid = (low + high) / 2;
		if (m->rows[mid].code_point < code_point)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

void missing_add(struct missing *m, const struct missing_row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		size_t at = place_of(m, rows[i].code_point);
		if (at < m->n && m->rows[at].code_point == rows[i].code_point) {
			m->rows[at].count += rows[i].count;
			continue;
		}
		if (m->n == KEPT)
			continue;
		mem_grow(&m->rows, &m->cap, m->n + 1, sizeof *m->rows);
		memmove(&m->rows[at + 1], &m->rows[at], (m->n - at) * sizeof *m->rows);
		m->rows[at] = rows[i];
		m->n++;
	}
}

void missing_tell(struct missing *m, struct diag *diag, const char *file)
{
	struct buf text;
	buf_init(&text);
	for (size_t i = 0; i < m->n && i < NAMED; i++)
		buf_printf(&text, "%sU+%04X (%d)", i ? ", " : "", m->rows[i].code_point, m->rows[i].count);
	if (m->n > NAMED)
		buf_printf(&text, " and %zu more characters", m->n - NAMED);
	if (m->n > 0)
		diag_say(diag, DIAG_GLYPH_MISSING, file, "no font has %s: a sign stands in its place", buf_cstr(&text));
	buf_done(&text);
	free(m->rows);
	*m = (struct missing){ 0 };
}
