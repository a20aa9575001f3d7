/* html_test.c - the caps, each with its message and no word lost; and that no one thing repeated to
 * a quarter of a megabyte takes half a second to read and clean. */
#include "html/html.h"

#include <time.h>

#include "check.h"
#include "doc/ledger.h"
#include "doc/walk.h"
#include "html/tree.h"

struct reading {
	struct arena arena;
	struct book book;
	struct entry entry;
	struct article article;
};

static void read_body(struct reading *r, struct str body)
{
	*r = (struct reading){ .book = { .language = STR("en") },
			       .entry = { .body_kind = BODY_HTML, .base = STR("https://example.org/"), .body_line = 1 } };
	arena_init(&r->arena);
	r->article = (struct article){ .book = &r->book, .entry = &r->entry, .arena = &r->arena };
	diag_log_init(&r->article.log);
	html_read(&r->article, body, &(struct html_options){ .clean = true });
}

static void end_reading(struct reading *r)
{
	ledger_done(&r->article.ledger);
	diag_log_done(&r->article.log);
	arena_done(&r->arena);
}

static size_t count_in_text(const struct reading *r, char c)
{
	size_t n = 0;
	for (struct walk w = walk_begin(r->article.root); walk_next(&w);)
		for (size_t i = 0; w.step == WALK_ENTER && w.node->type == NODE_TEXT && i < w.node->as.text.len; i++)
			n += w.node->as.text.p[i] == c;
	return n;
}

static size_t messages(const struct reading *r, const char *text)
{
	size_t n = 0;
	for (size_t i = 0; i < r->article.log.n; i++)
		n += strstr(r->article.log.messages[i].text, text) != NULL;
	return n;
}

/* ---- white space ------------------------------------------------------------------------ */

/* One run of white space at every place of texts of every length: it is one blank, or none at the ends. */
static void test_space(void)
{
	static const char *const runs[] = { " ", "  ", "\n", "\t", " \n", "\f ", "\v" };
	struct buf in, out;
	buf_init(&in);
	buf_init(&out);
	for (size_t len = 1; len < 40; len++)
		for (size_t at = 0; at <= len; at++) {
			const char *run = runs[(at + len) % 7];
			buf_clear(&in);
			buf_pad(&in, 'a', at);
			buf_puts(&in, run);
			buf_pad(&in, 'b', len - at);
			buf_clear(&out);
			buf_pad(&out, 'a', at);
			if (run[0] == '\v' || (at > 0 && at < len))
				buf_putc(&out, run[0] == '\v' ? '\v' : ' ');
			buf_pad(&out, 'b', len - at);
			struct reading r;
			read_body(&r, buf_str(&in));
			const struct node *p = r.article.root->first;
			CHECK(p && p->first && str_eq(p->first->as.text, buf_str(&out)) && !p->first->next);
			end_reading(&r);
		}
	buf_done(&in);
	buf_done(&out);
}

/* ---- ids ------------------------------------------------------------------------------- */

static void check_ids(const struct reading *r, const char *const *ids, size_t n)
{
	const struct node *heading = r->article.root->first;
	for (size_t i = 0; i < n; i++, heading = heading->next) {
		CHECK(heading);
		CHECK_STR(heading->id, ids[i]);
	}
}

/* Raw ids become names; those that come to the same one are numbered, in linear time. */
static void test_ids(double most)
{
	static const char *const ids[] = { "a", "", "x-y", "x-y-2", "x-y-3", "x-y-2-2", "id-1", "id-1-2" };
	struct reading r;
	read_body(&r, STR("<h2 id=a>Q<h2 id=a>Q<h2 id=x-y>Q<h2 id='x y'>Q<h2 id=x/y>Q<h2 id=x-y-2>Q<h2 id=1>Q<h2 id=id-1>Q"));
	check_ids(&r, ids, sizeof ids / sizeof *ids);
	end_reading(&r);
	struct buf b;
	buf_init(&b);
	for (int i = 0; i < 20000; i++) { /* alike as far as a name goes */
		buf_puts(&b, "<h2 id=");
		buf_pad(&b, 'x', 200);
		buf_printf(&b, "%d>Q", i);
	}
	clock_t begin = clock();
	read_body(&r, buf_str(&b));
	CHECK((double)(clock() - begin) / CLOCKS_PER_SEC < most);
	end_reading(&r);
	buf_done(&b);
}

/* ---- caps ------------------------------------------------------------------------------ */

static void put_times(struct buf *b, const char *unit, size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_puts(b, unit);
}

static void check_cap(const struct buf *b, const char *message, size_t q)
{
	struct reading r;
	read_body(&r, buf_str(b));
	CHECK(messages(&r, message) == 1);
	CHECK(count_in_text(&r, 'Q') == q);
	CHECK(!doc_check(&r.article, &r.arena));
	end_reading(&r);
}

static void test_caps(void)
{
	struct buf b;
	buf_init(&b);
	put_times(&b, "<div>Q", 3 * HTML_MAX_DEPTH);
	check_cap(&b, "nested deeper than 400", 3 * HTML_MAX_DEPTH);

	buf_clear(&b);
	for (int i = 0; i < HTML_MAX_FORMATTING + 6; i++)
		buf_printf(&b, "<p><font size=%d>Q", i);
	check_cap(&b, "more than 64 open formatting elements", HTML_MAX_FORMATTING + 6);

	for (int i = 0; i < 6000; i++)
		buf_puts(&b, "<p>Q");
	check_cap(&b, "formatting left open for too long", HTML_MAX_FORMATTING + 6 + 6000);

	buf_clear(&b);
	put_times(&b, "<b>", 100);
	put_times(&b, "<p>Q</p>", 4000);
	check_cap(&b, "formatting left open for too long", 4000);

	buf_clear(&b);
	buf_puts(&b, "<p");
	for (int i = 0; i < 2 * HTML_MAX_ATTRS; i++)
		buf_printf(&b, " a%d=1", i);
	buf_puts(&b, ">Q</p>Q");
	check_cap(&b, "more than 256 attributes", 2);
	buf_done(&b);
}

/* A body at every cap but past none says nothing. */
static void test_below_caps(void)
{
	struct buf b;
	struct reading r;
	buf_init(&b);
	put_times(&b, "<div>", HTML_MAX_DEPTH - 10);
	buf_puts(&b, "<p");
	for (int i = 0; i < HTML_MAX_ATTRS; i++)
		buf_printf(&b, " a%d=1", i);
	buf_puts(&b, ">Q</p>");
	read_body(&r, buf_str(&b));
	CHECK(r.article.log.n == 0);
	CHECK(count_in_text(&r, 'Q') == 1);
	end_reading(&r);
	buf_done(&b);
}

/* ---- speed ----------------------------------------------------------------------------- */

/* Each for SIZE bytes: what makes rules look around, forward, up or down. */
enum { SIZE = 1 << 18 };
static const char *const units[] = {
	"<span class=MathJax></span>", "<span class=MathJax>", "<span class=MathJax_Preview>x</span>",
	"<span class=katex><math>", "<span class=katex>", "<script type=math/tex>x</script>", "<div class=wp-caption>",
	"<div class=wp-caption><img><p class=wp-caption-text>x</div>", "<table class=tr-caption-container>",
	"<td class=lntd>1", "<table><tr><th class=lntd>1", "<table class=lntable><tr><td class=lntd>1<td>x",
	"<table><tr><td class=gutter>1", "<span class=linenos>1</span>", "<pre><span class=ln>1</span>",
	"<div class=admonition>", "<div class='admonition note'><p>x", "<blockquote><p>[!NOTE]", "<p>[!NOTE]<br>",
	"<noscript><img src=a></noscript>", "<img><noscript><img src=a></noscript>", "<noscript>javascript</noscript>",
	"<picture><source srcset=a>", "<img srcset='a 1x, b 2x'>", "<img srcset='a,,,,,,,,,,,,,", "<img data-src=x>",
	"<img width=1>", "<a href=x><img width=1>", "<a href=x><img width=1></a>", "<h2><a href=#a>#</a></h2>",
	"<h2><a href=#a>x", "<h2>", "<a href=#a>#</a>", "<p>The post <a>x</a> appeared first on ", "<div><a>The post ",
	"<div class=sharedaddy>", "<div class=sharedaddy></div>", "<a href=https://twitter.com/share>x</a>", "<div hidden>",
	"<p hidden>x</p>", "<span style='font-weight:bold'>", "<span style='font-weight:bold'>x</span>",
	"<span style='font-weight:bold;font-style:italic;text-decoration:line-through;vertical-align:sub'>x", "<div class=tweet>",
	"<div class=tweet><blockquote>", "<form><input type=email></form>", "<form>", "<button>x", "<select><option>x",
	"<table><tr><td>", "<table role=none><tr><td>", "<table><tr><td>x</table>", "<table><tr><td><img></table>", "<p>&nbsp;</p>",
	"<p><span> </span></p>", "<p id=x></p>", "x<br><br>", "<br>&nbsp;", "<b>x<br>&nbsp;<br>", "<pre><br>", "<pre><div>x</div>",
	"<div class=checkbox-on>", "<lite-youtube videoid=x>", "<div class=wp-block-embed__wrapper>https://example.org/</div>",
	"<amp-img><img>", "<iframe src=https://youtu.be/x></iframe>", "<div class=mwe-math-element>", "<ul><input type=checkbox>",
	"<pre><code class=language-c>x</code></pre>", "<div class=highlight><pre>", "<math><annotation>x", "<svg><text>x",
	"<dl><dt>x<dd>", "<li>x", "<a name=x></a>", "<a id=x>", "<div id=x></div>", "<details><summary>x", "<figure><figcaption>x",
	"<ruby>x<rt>y", "<table><caption>x", "<table><caption>x</caption></table>", "<video><source src=a>", "<object data=a>",
};

/* `most` [s] of CPU time; 0.02 is usual. */
static void test_speed(double most)
{
	struct buf b;
	buf_init(&b);
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		struct reading r;
		buf_clear(&b);
		put_times(&b, units[i], SIZE / strlen(units[i]));
		clock_t begin = clock();
		read_body(&r, buf_str(&b));
		end_reading(&r);
		double seconds = (double)(clock() - begin) / CLOCKS_PER_SEC;
		if (getenv("V"))
			printf("%6.3f s  %s\n", seconds, units[i]);
		if (seconds > most) {
			fprintf(stderr, "%d bytes of %s: %.2f s\n", SIZE, units[i], seconds);
			exit(1);
		}
	}
	buf_done(&b);
}

int main(void)
{
	test_space();
	test_caps();
	test_below_caps();
	double most = getenv("SAN") && *getenv("SAN") ? 5 : 0.5;
	test_ids(most);
	test_speed(most);
	return 0;
}
