/* math.c - a formula: MathML where there is any, with its TeX or a line of text as the alternative for
 * readers that cannot set it (no picture: text is read aloud, copied and enlarged); else its TeX. */
#include "backend/markup/elements.h"

#include "backend/markup/math.h"
#include "layout/math_text.h"
#include "output/xml.h"

static void put_formula(struct markup *m, const struct node *n, bool block)
{
	struct str tex = n->as.math.tex;
	struct buf alt;
	buf_init(&alt);
	math_text_put(&alt, tex, n->as.math.mathml, true);
	struct str words = str_trim(buf_str(&alt));
	if (mathml_put(m->out, n->as.math.mathml, tex.len ? tex : words, block)) {
		m->facts.mathml = true;
	} else if (tex.len) {
		m->facts.tex++;
		buf_puts(m->out, "<code class=\"tex\">");
		markup_put_words(m->out, tex);
		buf_puts(m->out, "</code>");
	} else {
		xml_put_text(m->out, words);
	}
	buf_done(&alt);
}

void markup_put_math(struct markup *m, const struct node *n, bool block)
{
	const char *frame = block ? "div" : n->id.len || n->lang.len ? "span" : NULL;
	m->facts.maths++;
	if (frame)
		markup_open_tag(m, frame, "math", n);
	put_formula(m, n, block);
	if (frame)
		markup_close_tag(m, frame);
	if (block)
		markup_end_line(m);
}
