/* struct_tree.h - the structure tree (ISO 32000-1 14.7): which element each marked content and each
 * link belongs to. One article's elements are held while its pages are built, then serialised to a
 * spool; the rest of the book costs a few bytes an article. */
#ifndef BACKEND_PDF_STRUCT_TREE_H
#define BACKEND_PDF_STRUCT_TREE_H

#include "backend/pdf/pdf_write.h"
#include "backend/pdf/vlist.h"
#include "base/pool.h"

struct struct_tree;

struct struct_tree *struct_tree_new(struct pdf_file *);
void struct_tree_free(struct struct_tree *);

/* A Sect under the Document begins, holding the elements of `list` (which must stay until
 * struct_section_end). `front`: it comes before all sections that are not. `part` tells the
 * elements' IDs of one section from another's. */
void struct_section_begin(struct struct_tree *, const struct vlist *list, struct str lang, int part,
			  bool front);
/* Marked content or a link annotation of the element stands on a page. In reading order: an element
 * takes its place among its parent's kids when it is first met. Returns the element's object. */
uint32_t struct_content(struct struct_tree *, int element, uint32_t page, uint32_t mcid);
uint32_t struct_annotation(struct struct_tree *, int element, uint32_t page, uint32_t annotation);
/* The element covers this much of its page: a Figure's BBox grows to hold it. */
void struct_cover(struct struct_tree *, int element, const double box[4]);
/* The object that will be the BBox of an element whose place on the page is not known before its section
 * ends: to be given with struct_box, once, before struct_tree_emit. 0: that is asked for another page's part. */
uint32_t struct_box_later(struct struct_tree *, int element, uint32_t page);
void struct_box(struct struct_tree *, uint32_t object, const double box[4]);
void struct_section_end(struct struct_tree *);

/* A new key of the parent tree. */
int64_t struct_parent_key(struct struct_tree *);
/* What the key stands for: "12 0 R", or an array of such. Keys in rising order. */
void struct_parent(struct struct_tree *, int64_t key, struct str value);

/* Writes all; returns the StructTreeRoot, 0 on failure. */
uint32_t struct_tree_emit(struct struct_tree *, const struct pool *);

#endif
