/* format.c - what is known of the PDF backend before it is loaded: its name and options. */
#include "backend/backend.h"

static const char *const new_page_words[] = { "article", "auto", "none", NULL };
static const char *const link_words[] = { "footnote", "end", "inline", "none", NULL };

static const struct option_def options[] = {
	{ .name = "paper-size", .argument = "SIZE", .type = OPTION_TEXT,
	  .help = "a4, letter, legal, a3, a5, a6, b5, ereader or WxHmm (a4)" },
	{ .name = "two-sided", .type = OPTION_FLAG, .help = "facing pages with mirrored margins" },
	{ .name = "new-page", .argument = "WHEN", .type = OPTION_WORD, .words = new_page_words,
	  .help = "which articles start a page: article, auto or none" },
	{ .name = "links", .argument = "WHERE", .type = OPTION_WORD, .words = link_words,
	  .help = "where web addresses are printed: footnote, end, inline or none" },
	{ .name = "font-path", .argument = "DIRS", .type = OPTION_TEXT,
	  .help = "folders with more fonts, separated by colons" },
	{ .name = NULL },
};

static bool always(const struct settings *settings)
{
	(void)settings;
	return true;
}

const struct backend backend_pdf = {
	.name = "pdf",
	.suffix = "pdf",
	.media_type = "application/pdf",
	.summary = "a printable book, tagged and archivable (PDF/A-2a, PDF/UA-1)",
	.binary = true,
	.speaks = true,
	.typesets = always,
	.options = options,
};
