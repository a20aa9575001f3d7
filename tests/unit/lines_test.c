/* lines_test.c - the quality of justified lines, measured on the sample's own prose: few hyphens, hardly
 * a wide space, none overfull, at three measures. With an argument it prints the figures. */
#include "check.h"

#include "backend/pdf/typeset.h"
#include "doc/walk.h"
#include "html/html.h"

#include <math.h>

static struct arena arena;

static struct str read_sample(void)
{
	static const char *const places[] = { "samples/index.xml", "../samples/index.xml" };
	FILE *f = NULL;
	for (size_t i = 0; !f && i < sizeof places / sizeof *places; i++)
		f = fopen(places[i], "rb");
	CHECK(f);
	char *bytes = arena_bytes(&arena, 1 << 20);
	size_t n = fread(bytes, 1, 1 << 20, f);
	fclose(f);
	return (struct str){ bytes, n };
}

/* The feed's bodies are escaped once: each reference to a markup character taken back. */
static struct str unescape(struct str s)
{
	static const struct { struct str name; char c; } names[] = {
		{ STR_INIT("&lt;"), '<' }, { STR_INIT("&gt;"), '>' }, { STR_INIT("&quot;"), '"' },
		{ STR_INIT("&#39;"), '\'' }, { STR_INIT("&amp;"), '&' },
	};
	char *out = arena_bytes(&arena, s.len + 1);
	size_t n = 0;
	for (size_t i = 0; i < s.len;) {
		size_t k = 0, count = sizeof names / sizeof *names;
		while (k < count && !str_starts(str_sub(s, i, s.len), names[k].name))
			k++;
		out[n++] = k < count ? names[k].c : s.p[i];
		i += k < count ? names[k].name.len : 1;
	}
	return (struct str){ out, n };
}

/* Every paragraph and list item of the feed as one paragraph of an article. */
static struct node *prose(void)
{
	struct node *root = node_new(&arena, NODE_ARTICLE, 0);
	struct str text = unescape(read_sample());
	static const char *const ends[] = { "<p>", "</p>", "<li>", "</li>" };
	for (int kind = 0; kind < 4; kind += 2) {
		struct str open = str_from_c(ends[kind]), close = str_from_c(ends[kind + 1]);
		for (ptrdiff_t at = 0; (at = str_find(text, open, (size_t)at)) >= 0;) {
			ptrdiff_t end = str_find(text, close, (size_t)at);
			if (end < 0)
				break;
			struct str plain = html_plain_text(str_sub(text, (size_t)at, (size_t)end), &arena);
			struct node *p = node_new(&arena, NODE_PARAGRAPH, 0);
			node_append(p, node_new_text(&arena, plain, 0));
			node_append(root, p);
			at = end;
		}
	}
	return root;
}

struct figures {
	int lines, hyphens, loose, overfull, pairs;
	float widest; /* word space, in em */
};

/* Of the lines that are not the last of their paragraph. */
static struct figures measure_lines(const struct vlist *list, float width, float size)
{
	struct figures f = { 0 };
	bool before = false;
	int element = -1;
	for (size_t i = 0; i < list->n_items; i++) {
		const struct vitem *item = &list->items[i];
		if (item->type != VITEM_BOX || item->marks.n == 0)
			continue;
		float end = 0, space = 0;
		bool hyphen = false;
		for (int k = 0; k < item->marks.n; k++) {
			const struct mark *m = &list->marks[item->marks.first + k];
			end = fmaxf(end, m->x);
			for (int g = 0; g < m->n_glyphs; g++) {
				const struct glyph *glyph = &list->glyphs[m->first_glyph + g];
				end = m->x > end ? m->x : end;
				if (glyph->text_at < m->text.len && m->text.p[glyph->text_at] == ' ')
					space = fmaxf(space, glyph->advance);
			}
			float right = m->x;
			for (int g = 0; g < m->n_glyphs; g++)
				right += list->glyphs[m->first_glyph + g].advance;
			end = fmaxf(end, right);
			hyphen = hyphen || m->soft_hyphen;
		}
		int own = list->marks[item->marks.first].element;
		before = before && own == element;
		f.overfull += end > width + size / 2;
		if (end > width - size * 0.6f) { /* reaches the margin: a justified line */
			f.lines++;
			f.hyphens += hyphen;
			f.pairs += hyphen && before;
			f.loose += space > size / 2;
			f.widest = fmaxf(f.widest, space / size);
		}
		before = hyphen;
		element = own;
	}
	return f;
}

int main(int argc, char **argv)
{
	(void)argv;
	arena_init(&arena);
	struct settings settings = { .toc_depth = 3 };
	struct entry entry = { .number = 1, .title = STR("Lines"), .name = STR("c-1") };
	struct book book = { .title = STR("Book"), .language = STR("en-US"), .entries = &entry,
			     .n_entries = 1, .n_articles = 1, .fragment = true };
	struct article article = { .book = &book, .entry = &entry, .arena = &arena, .root = prose() };
	static const struct { float width, hyphens, loose; } limits[] = {
		{ 360, 0.10f, 0.01f }, { 340, 0.10f, 0.01f }, { 240, 0.20f, 0.04f },
	};
	for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
		struct look look;
		struct typeset t;
		struct worker worker = { 0 };
		struct diag_log log;
		diag_log_init(&log);
		look_from_settings(&look, &settings);
		look.text_width = limits[i].width;
		typeset_open(&t, &look, &settings, &book, &log);
		struct vlist *list = typeset_article(&t, &worker, &article, &log);
		struct figures f = measure_lines(list, limits[i].width, look.body_size);
		if (argc > 1)
			printf("%.0f pt: %d full lines, %.1f %% hyphens, %d in a row, %.2f %% loose, "
			       "widest space %.2f em, %d overfull\n", (double)limits[i].width, f.lines,
			       100.0 * f.hyphens / f.lines, f.pairs, 100.0 * f.loose / f.lines,
			       (double)f.widest, f.overfull);
		CHECK(f.lines > 500);
		CHECK(f.overfull == 0);
		CHECK((float)f.hyphens <= limits[i].hyphens * (float)f.lines);
		CHECK((float)f.loose <= limits[i].loose * (float)f.lines);
		vlist_free(list);
		worker.slot_free(worker.slot);
		typeset_close(&t);
		diag_log_done(&log);
	}
	arena_done(&arena);
	return 0;
}
