/* convert.c - the whole pipeline in one place: read every feed (inputs.c), make the index
 * (assemble.c), then read, complete (complete.c), render and append one article at a time, on all
 * threads, in feed order, to all that is made of them (target.c). Only this file sees feed, html, pass and backend together. */
#include "convert/convert.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "backend/typesetter.h"
#include "convert/assemble.h"
#include "convert/piece.h"
#include "convert/target.h"
#include "doc/ledger.h"
#include "doc/walk.h"
#include "html/html.h"
#include "pass/pass.h"

struct conversion {
	const struct options *options;
	struct settings settings;
	struct diag diag;
	struct pool pool;
	struct pieces pieces;
	struct inputs inputs;
	struct book book; /* the whole */
	struct target *targets;
	size_t n_targets, cap_targets;
	struct target *now[MAX_FORMATS]; /* those that the articles being read go to */
	size_t n_now;
	const struct book *book_now;     /* theirs */
	bool speaks;                     /* one of them says in words what a drawing shows */
	bool heard;                      /* what reading these articles had to say was said before */
	struct ledger_total cleaned; /* counted with -v */
	bool content_lost;
	struct timespec start, last_progress;
};

static double seconds_since(const struct timespec *then)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)(now.tv_sec - then->tv_sec) + (double)(now.tv_nsec - then->tv_nsec) / 1e9;
}

/* ---- the index ------------------------------------------------------------------------------- */

static enum exit_status make_index(struct conversion *c)
{
	struct diag_log log;
	diag_log_init(&log);
	if (!assemble_book(&c->book, c->options, c->inputs.feeds, c->inputs.n, &c->inputs.bodies, &log))
		return EXIT_USAGE;
	diag_flush(&c->diag, &log, (struct diag_place){ .file = c->options->inputs[0] });
	for (size_t i = 0; i < c->inputs.n; i++)
		feed_done(&c->inputs.feeds[i]);
	if (c->book.n_articles)
		return EXIT_OK;
	size_t items = 0;
	for (size_t i = 0; i < c->inputs.n; i++)
		items += c->inputs.feeds[i].n_items;
	fprintf(stderr, items ? "designconv: nothing selected: none of the %zu articles fits the options\n" :
				"designconv: nothing to convert: the feed has no articles\n", items);
	return EXIT_NOTHING;
}

/* ---- one article, on any thread ----------------------------------------------------------------- */

static void read_body(void *context, struct article *article, struct str body)
{
	const struct conversion *c = context;
	html_read(article, body, &(struct html_options){ .clean = c->settings.clean && !c->book.fragment,
						    .keep_lines = c->settings.keep_lines });
	pass_run(article, c->settings.clean);
}

static void read_article(struct conversion *c, struct piece *piece, const struct entry *entry)
{
	struct article *article = &piece->article;
	*article = (struct article){ .book = c->book_now, .entry = entry, .arena = &piece->arena };
	diag_log_init(&article->log);
	struct str body = STR_NONE;
	if (entry->body_kind != BODY_NONE &&
	    !spool_get(&c->inputs.bodies, entry->body_at, entry->body_len, &piece->arena, &body))
		piece->lost = true;
	read_body(c, article, piece->lost ? STR_NONE : body);
	article_complete(article, c->settings.resources, c->speaks);
	if (!c->options->quiet)
		article->words = node_words(article->root);
}

static void *work(void *context, size_t i, int thread)
{
	struct conversion *c = context;
	struct piece *piece = pieces_take(&c->pieces);
	struct article *article = &piece->article;
	read_article(c, piece, &c->book_now->entries[i]);
	if (c->heard) {
		diag_log_done(&article->log);
		diag_log_init(&article->log);
	}
	for (size_t t = 0; t < c->n_now; t++)
		piece->rendered[t] = c->now[t]->work->render(c->now[t]->writer, &c->now[t]->workers[thread], article, &article->log);
	return piece;
}

/* ---- in feed order, on the calling thread --------------------------------------------------------- */

static void show_progress(struct conversion *c, size_t i)
{
	if (c->options->quiet || !isatty(STDERR_FILENO) || seconds_since(&c->start) < 0.5 ||
	    (c->last_progress.tv_sec && seconds_since(&c->last_progress) < 0.1))
		return;
	clock_gettime(CLOCK_MONOTONIC, &c->last_progress);
	fprintf(stderr, "\r%zu of %zu articles\33[K", i + 1, c->book_now->n_entries);
}

static void clear_progress(struct conversion *c)
{
	if (c->last_progress.tv_sec)
		fputs("\r\33[K", stderr);
	c->last_progress = (struct timespec){ 0 };
}

static void done(void *context, size_t i, void *result)
{
	struct conversion *c = context;
	struct piece *piece = result;
	const struct entry *entry = piece->article.entry;
	if (piece->lost) {
		c->content_lost = true;
		diag_add(&piece->article.log, DIAG_INPUT, entry->line, "its text could not be read back from the temporary file");
	}
	if (c->options->verbose && !c->heard) {
		ledger_report(&piece->article);
		ledger_count(&c->cleaned, &piece->article.ledger);
	}
	if (piece->article.log.n) {
		clear_progress(c);
		diag_flush(&c->diag, &piece->article.log,
			   (struct diag_place){ .file = c->book.input, .item = entry->item, .title = entry->title });
	}
	for (size_t t = 0; t < c->n_now; t++) {
		c->now[t]->work->append(c->now[t]->writer, &piece->article, piece->rendered[t]);
		c->now[t]->words += piece->article.words;
	}
	pieces_give(&c->pieces, piece);
	show_progress(c, i);
}

/* ---- outputs ----------------------------------------------------------------------------------- */

static struct target *add_target(struct conversion *c, const struct backend *backend, struct book *book)
{
	mem_grow(&c->targets, &c->cap_targets, c->n_targets + 1, sizeof *c->targets);
	struct target *t = &c->targets[c->n_targets++];
	*t = (struct target){ .backend = backend, .work = backend->work, .book = book };
	if (!t->work && c->settings.typesetter)
		t->work = c->settings.typesetter->pdf;
	c->speaks |= backend->speaks;
	return t;
}

/* Loads what the format needs; false when a part of the program is missing, having said so. */
static bool have_parts(struct conversion *c, const struct backend *backend)
{
	if (c->options->list || c->settings.typesetter || !backend->typesets || !backend->typesets(&c->settings))
		return true;
	struct buf why;
	buf_init(&why);
	c->settings.typesetter = typesetter_load(&why);
	if (!c->settings.typesetter)
		fprintf(stderr, "designconv: %s\n", buf_cstr(&why));
	buf_done(&why);
	return c->settings.typesetter;
}

static enum exit_status choose_destinations(struct conversion *c)
{
	for (size_t i = 0; i < c->options->n_formats; i++)
		if (!have_parts(c, c->options->formats[i]))
			return EXIT_IO;
	for (size_t i = 0; i < c->options->n_formats; i++) {
		struct target *t = add_target(c, c->options->formats[i], &c->book);
		enum exit_status status = destination_choose(&t->destination, c->options, t->backend);
		if (status != EXIT_OK)
			return status;
	}
	return EXIT_OK;
}

/* Reads the book's articles and writes the targets that it belongs to, which are not in place yet; one
 * that is too large for a file is given up. */
static void write_book(struct conversion *c, const struct book *book)
{
	c->book_now = book;
	c->n_now = 0;
	for (size_t i = 0; i < c->n_targets; i++)
		if (c->targets[i].book == book && !c->targets[i].output)
			c->now[c->n_now++] = &c->targets[i];
	if (!c->n_now)
		return;
	for (size_t i = 0; i < c->n_now; i++)
		target_open(c->now[i], &c->settings, &c->diag, c->pool.n_threads);
	pool_run(&c->pool, book->n_entries, &(struct pool_job){ c, work, done });
	clear_progress(c);
	for (size_t i = 0; i < c->n_now; i++)
		target_close(c->now[i], &c->pool, !c->content_lost);
	c->heard |= book == &c->book;
}

/* ---- volumes ------------------------------------------------------------------------------------- */

/* Puts a target for each volume behind target `i`, and itself out of use. */
static void split_target(struct conversion *c, size_t i)
{
	struct target *whole = &c->targets[i];
	const struct backend *backend = whole->backend;
	struct book *volumes = mem_alloc(mem_product(whole->n_volumes, sizeof *volumes));
	size_t n = whole->n_volumes;
	for (size_t v = 0; v < n; v++) {
		volume_init(&volumes[v], &c->book, c->targets[i].first, n, v);
		struct target *t = add_target(c, backend, &volumes[v]);
		t->destination = c->targets[i].destination;
		t->destination.path = destination_of_volume(&c->targets[i].destination, destination_suffix(backend, &c->settings), v + 1);
	}
	c->targets[i].volumes = volumes;
	c->targets[i].book = NULL;
}

/* Writes as volumes what was too large for one file. False: it cannot be. */
static bool write_volumes(struct conversion *c)
{
	size_t n = c->n_targets;
	for (size_t i = 0; i < n; i++) {
		if (!c->targets[i].n_volumes)
			continue;
		if (c->targets[i].destination.kind == OUTPUT_STDOUT) {
			fprintf(stderr, "designconv: standard output takes one file, and this book is %zu volumes\n"
				"Name a file with -o.\n", c->targets[i].n_volumes);
			return false;
		}
		split_target(c, i);
		for (size_t v = 0; v < c->targets[i].n_volumes; v++) {
			struct book *volume = &c->targets[i].volumes[v];
			crosslinks_find(volume, &c->inputs.bodies, read_body, c);
			write_book(c, volume);
		}
	}
	return true;
}

/* ---- into place ------------------------------------------------------------------------------------ */

static enum exit_status commit_target(struct conversion *c, struct target *t, bool keep)
{
	if (!keep || !t->written) {
		output_discard(t->output);
		return t->written || c->content_lost ? EXIT_OK : EXIT_IO;
	}
	if (!target_commit(t))
		return EXIT_IO;
	if (!c->options->quiet)
		target_say_summary(t, c->diag.warnings, seconds_since(&c->start));
	return EXIT_OK;
}

static enum exit_status commit_targets(struct conversion *c, bool possible)
{
	enum exit_status status = EXIT_OK;
	bool refused = c->options->fail_if_warnings && c->diag.warnings;
	for (size_t i = 0; i < c->n_targets; i++) {
		if (!c->targets[i].output)
			continue;
		enum exit_status one = commit_target(c, &c->targets[i], possible && !c->content_lost && !refused);
		if (one != EXIT_OK)
			status = one;
	}
	diag_finish(&c->diag);
	if (!possible)
		return EXIT_USAGE;
	if (c->content_lost)
		return EXIT_NOTHING;
	if (refused && status != EXIT_IO) {
		fprintf(stderr, "designconv: %zu %s and --fail-if-warnings: nothing written\n", c->diag.warnings,
			c->diag.warnings == 1 ? "warning" : "warnings");
		return EXIT_WARNINGS;
	}
	return status;
}

/* ---- the whole ----------------------------------------------------------------------------------- */

static void begin(struct conversion *c, const struct options *o)
{
	*c = (struct conversion){ .options = o, .settings = o->settings };
	clock_gettime(CLOCK_MONOTONIC, &c->start);
	diag_init(&c->diag);
	c->diag.quiet = o->quiet;
	c->diag.verbose = o->verbose;
	const char *no_colour = getenv("NO_COLOR"), *term = getenv("TERM");
	c->diag.colour = isatty(STDERR_FILENO) && !(no_colour && *no_colour) && !(term && strcmp(term, "dumb") == 0);
	pool_init(&c->pool, o->jobs);
	pieces_init(&c->pieces, c->pool.n_threads);
	inputs_init(&c->inputs);
	arena_init(&c->book.arena);
}

/* The folder the first feed stands in: pictures may come from there and from nowhere else. */
static char *folder_of_input(const char *input)
{
	if (strcmp(input, "-") == 0)
		return NULL;
	const char *slash = strrchr(input, '/');
	size_t n = slash ? (size_t)(slash - input) + 1 : 0;
	char *folder = mem_alloc(n + 2);
	memcpy(folder, slash ? input : ".", slash ? n : 1);
	return folder;
}

static void say_cleaned(struct conversion *c)
{
	struct buf b;
	buf_init(&b);
	ledger_put_total(&c->cleaned, &b);
	if (b.len)
		diag_say(&c->diag, DIAG_CLEANED, c->book.input, "taken away or set right in all: %s", buf_cstr(&b));
	buf_done(&b);
}

/* A second thread comes to work when a small book is nearly done, and costs more than it saves; but
 * where type is set or pictures may be decoded it pays. */
static void settle_threads(struct conversion *c)
{
	enum { SMALL = 512 << 10 };
	const struct spool *bodies = &c->inputs.bodies;
	if (!c->options->jobs && !c->settings.typesetter && bodies->size < SMALL &&
	    str_find_nocase(buf_str(&bodies->memory), STR("<img"), 0) < 0)
		c->pool.n_threads = 1;
}

static enum exit_status make_books(struct conversion *c)
{
	settle_threads(c);
	char *folder = folder_of_input(c->options->inputs[0]);
	c->settings.resources = resource_open(folder);
	crosslinks_find(&c->book, &c->inputs.bodies, read_body, c);
	write_book(c, &c->book);
	bool possible = c->content_lost || write_volumes(c);
	say_cleaned(c);
	if (c->diag.count[DIAG_IMAGE_REMOTE])
		diag_say(&c->diag, DIAG_IMAGE_MISSING, c->book.input,
			 "%zu %s on the web and not in the book; text and address stand for them",
			 c->diag.count[DIAG_IMAGE_REMOTE], c->diag.count[DIAG_IMAGE_REMOTE] == 1 ? "picture is" : "pictures are");
	enum exit_status status = commit_targets(c, possible);
	resource_close(c->settings.resources);
	free(folder);
	return status;
}

static void end(struct conversion *c)
{
	for (size_t i = 0; i < c->n_targets; i++)
		target_done(&c->targets[i]);
	free(c->targets);
	book_free_urls(&c->book);
	arena_done(&c->book.arena);
	inputs_done(&c->inputs);
	ledger_total_done(&c->cleaned);
	pieces_done(&c->pieces);
}

enum exit_status convert_run(const struct options *o)
{
	struct conversion c;
	begin(&c, o);
	enum exit_status status = choose_destinations(&c);
	if (status == EXIT_OK)
		status = inputs_read(&c.inputs, o, &c.diag);
	if (status == EXIT_OK)
		status = make_index(&c);
	if (status == EXIT_OK && o->list)
		status = list_book(&c.book, o->json) ? EXIT_OK : EXIT_IO;
	else if (status == EXIT_OK)
		status = make_books(&c);
	end(&c);
	return status;
}
