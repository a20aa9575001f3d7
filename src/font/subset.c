/* subset.c - a face cut down to the glyphs that a book shows, by HarfBuzz. TrueType glyphs keep their
 * ids (empty slots deflate to nothing), so pages can be written before the faces are. A CFF face
 * would drag its whole charset along and is renumbered; what its glyphs are called inside a PDF is
 * read from the result, for a CID-keyed face names them by CID and not by position. */
#include "font/font.h"

#include <hb-subset.h>
#include <hb.h>
#include <stdlib.h>

#include "base/arena.h"

static const hb_tag_t dropped[] = {
	HB_TAG('G', 'S', 'U', 'B'), HB_TAG('G', 'P', 'O', 'S'), HB_TAG('G', 'D', 'E', 'F'),
	HB_TAG('k', 'e', 'r', 'n'), HB_TAG('n', 'a', 'm', 'e'), HB_TAG('p', 'o', 's', 't'),
	HB_TAG('O', 'S', '/', '2'), HB_TAG('c', 'm', 'a', 'p'), HB_TAG('g', 'a', 's', 'p'),
	HB_TAG('B', 'A', 'S', 'E'), HB_TAG('D', 'S', 'I', 'G'), HB_TAG('V', 'O', 'R', 'G'),
	HB_TAG('v', 'h', 'e', 'a'), HB_TAG('v', 'm', 't', 'x'), HB_TAG('h', 'd', 'm', 'x'),
	HB_TAG('V', 'D', 'M', 'X'), HB_TAG('L', 'T', 'S', 'H'), HB_TAG('M', 'A', 'T', 'H'),
	HB_TAG('m', 'e', 't', 'a'), HB_TAG('S', 'T', 'A', 'T'), HB_TAG('F', 'F', 'T', 'M'),
	HB_TAG('S', 'i', 'l', 'f'), HB_TAG('S', 'i', 'l', 'l'), HB_TAG('G', 'l', 'a', 't'),
	HB_TAG('G', 'l', 'o', 'c'), HB_TAG('F', 'e', 'a', 't'), HB_TAG('C', 'O', 'L', 'R'),
	HB_TAG('C', 'P', 'A', 'L'), HB_TAG('S', 'V', 'G', ' '), HB_TAG('C', 'B', 'D', 'T'),
	HB_TAG('C', 'B', 'L', 'C'), HB_TAG('s', 'b', 'i', 'x'),
};

/* ---- reading a CFF table: Adobe Technical Note 5176 -------------------------------------- */

struct cff {
	const unsigned char *p;
	size_t len;
};

static uint32_t cff_uint(struct cff c, size_t at, int size)
{
	uint32_t value = 0;
	for (int i = 0; i < size; i++)
		value = value << 8 | (at + (size_t)i < c.len ? c.p[at + (size_t)i] : 0);
	return value;
}

struct cff_index {
	uint32_t count;
	size_t first, first_end; /* the first item [byte] */
	size_t end;              /* behind the index */
};

static struct cff_index cff_index(struct cff c, size_t at)
{
	struct cff_index x = { .count = cff_uint(c, at, 2) };
	if (!x.count) {
		x.end = at + 2;
		return x;
	}
	int size = (int)cff_uint(c, at + 2, 1);
	if (size < 1 || size > 4)
		size = 4;
	size_t data = at + 3 + (x.count + 1) * (size_t)size - 1;
	x.first = data + cff_uint(c, at + 3, size);
	x.first_end = data + cff_uint(c, at + 3 + (size_t)size, size);
	x.end = data + cff_uint(c, at + 3 + x.count * (size_t)size, size);
	return x;
}

/* The last integer operand before operator `op` (escaped: 0x0C00 | second byte) of a DICT; false
 * when the operator is not there. */
static bool cff_dict_find(struct cff c, size_t at, size_t end, int op, uint32_t *operand)
{
	uint32_t last = 0;
	while (at < end && at < c.len) {
		int b = c.p[at];
		if (b <= 21) {
			int found = b == 12 ? 0x0C00 | (int)cff_uint(c, at + 1, 1) : b;
			at += b == 12 ? 2 : 1;
			if (found == op) {
				*operand = last;
				return true;
			}
		} else if (b == 28) {
			last = cff_uint(c, at + 1, 2);
			at += 3;
		} else if (b == 29) {
			last = cff_uint(c, at + 1, 4);
			at += 5;
		} else if (b == 30) {
			for (at++; at < end && at < c.len; )
				if ((c.p[at++] & 0x0F) == 0x0F)
					break;
		} else if (b >= 32 && b <= 246) {
			last = (uint32_t)(b - 139);
			at += 1;
		} else if (b >= 247 && b <= 250) {
			last = (uint32_t)(b - 247) * 256 + cff_uint(c, at + 1, 1) + 108;
			at += 2;
		} else {
			at += b >= 251 && b <= 254 ? 2 : 1;
		}
	}
	return false;
}

/* Fills cids[0 … n) from the charset when the face is CID-keyed; false when it is not. */
static bool cff_cids(struct cff c, uint32_t *cids, size_t n)
{
	enum { OP_CHARSET = 15, OP_ROS = 0x0C1E };
	uint32_t charset = 0, unused;
	struct cff_index names = cff_index(c, cff_uint(c, 2, 1));
	struct cff_index top = cff_index(c, names.end);
	if (!cff_dict_find(c, top.first, top.first_end, OP_ROS, &unused))
		return false;
	cff_dict_find(c, top.first, top.first_end, OP_CHARSET, &charset);
	int format = (int)cff_uint(c, charset, 1);
	size_t at = charset + 1;
	cids[0] = 0;
	for (size_t i = 1; i < n && at < c.len; ) {
		uint32_t cid = cff_uint(c, at, 2);
		uint32_t more = format ? cff_uint(c, at + 2, format) : 0;
		at += 2 + (size_t)format;
		for (uint32_t k = 0; k <= more && i < n; k++)
			cids[i++] = cid + k;
	}
	return true;
}

/* ---- cutting ----------------------------------------------------------------------------- */

static hb_subset_input_t *input_from(const struct font_face *face, const uint32_t *glyphs, size_t n)
{
	hb_subset_input_t *in = hb_subset_input_create_or_fail();
	if (!in)
		return NULL;
	hb_set_t *set = hb_subset_input_glyph_set(in);
	hb_set_add(set, 0);
	for (size_t i = 0; i < n; i++)
		hb_set_add(set, glyphs[i]);
	hb_set_t *drop = hb_subset_input_set(in, HB_SUBSET_SETS_DROP_TABLE_TAG);
	for (size_t i = 0; i < sizeof dropped / sizeof *dropped; i++)
		hb_set_add(drop, dropped[i]);
	unsigned flags = HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_NOTDEF_OUTLINE;
	flags |= face->truetype ? HB_SUBSET_FLAGS_RETAIN_GIDS : HB_SUBSET_FLAGS_DESUBROUTINIZE;
	hb_subset_input_set_flags(in, flags);
	return in;
}

/* The CFF table alone is what a PDF embeds (ISO 32000-1 table 126, CIDFontType0C). */
static void take_cff(hb_face_t *subset, const hb_map_t *new_ids, const struct font_face *face,
		     const uint32_t *glyphs, size_t n, struct buf *program, uint32_t **renumbered)
{
	hb_blob_t *blob = hb_face_reference_table(subset, HB_TAG('C', 'F', 'F', ' '));
	unsigned len;
	const char *bytes = hb_blob_get_data(blob, &len);
	size_t n_new = hb_face_get_glyph_count(subset);
	uint32_t *cids = mem_alloc(mem_product(n_new + 1, sizeof *cids));
	uint32_t *map = mem_alloc(mem_product((size_t)face->n_glyphs + 1, sizeof *map));
	bool keyed = cff_cids((struct cff){ (const unsigned char *)bytes, len }, cids, n_new);
	for (size_t i = 0; i < n; i++) {
		hb_codepoint_t id = hb_map_get(new_ids, glyphs[i]);
		if (id < n_new)
			map[glyphs[i]] = keyed ? cids[id] : id;
	}
	buf_put(program, bytes, len);
	hb_blob_destroy(blob);
	free(cids);
	*renumbered = map;
}

bool font_subset(const struct font_face *face, const uint32_t *glyphs, size_t n, struct buf *program,
		 uint32_t **renumbered)
{
	*renumbered = NULL;
	hb_subset_input_t *in = input_from(face, glyphs, n);
	if (!in)
		return false;
	hb_subset_plan_t *plan = hb_subset_plan_create_or_fail(face->hb_face, in);
	hb_face_t *subset = plan ? hb_subset_plan_execute_or_fail(plan) : NULL;
	if (subset && face->truetype) {
		hb_blob_t *blob = hb_face_reference_blob(subset);
		unsigned len;
		const char *bytes = hb_blob_get_data(blob, &len);
		buf_put(program, bytes, len);
		hb_blob_destroy(blob);
	} else if (subset) {
		const hb_map_t *new_ids = hb_subset_plan_old_to_new_glyph_mapping(plan);
		take_cff(subset, new_ids, face, glyphs, n, program, renumbered);
	}
	bool good = subset && program->len;
	hb_face_destroy(subset);
	hb_subset_plan_destroy(plan);
	hb_subset_input_destroy(in);
	return good;
}
