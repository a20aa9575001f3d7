/* backend.h - the contract between the pipeline and an output format.
 *
 * open → render (any thread, any order) → append (feed order, one thread) → close.
 * A backend is one folder and one word in registry.c; everything else the program knows of it
 * (--help, --list-formats, suffixes, options) is printed from its struct. */
#ifndef BACKEND_BACKEND_H
#define BACKEND_BACKEND_H

#include "base/diag.h"
#include "base/pool.h"
#include "doc/doc.h"
#include "output/output.h"
#include "resource/resource.h"

enum option_type { OPTION_FLAG, OPTION_INT, OPTION_WORD, OPTION_TEXT, OPTION_SIZE /* 50M */ };

/* One option of one backend, or of the program: help, man page and completion are made from it. */
struct option_def {
	const char *name;     /* "columns": --columns N; a flag also has --no-columns */
	const char *argument; /* "N"; NULL for a flag */
	enum option_type type;
	long min, max;            /* of an OPTION_INT */
	const char *const *words; /* of an OPTION_WORD, NULL-terminated */
	const char *help;         /* one line */
};

struct setting {
	const char *name;
	const char *value; /* "yes" or "no" for a flag */
};

/* What the user asked for. Read-only while the pipeline runs. */
struct settings {
	int toc_depth;       /* --toc-depth: 1 titles only, 3 by default */
	bool toc_depth_given;
	bool clean;          /* --no-clean: false */
	bool keep_lines;     /* --wrap preserve: texts hold LF where the source ended a line */
	const char *style;   /* --style NAME or FILE; NULL: "book" */
	const char *program; /* "designconv 1.0", for generator fields */
	const struct setting *settings; /* the backends' own options that were given */
	size_t n_settings;
	struct resource_store *resources;
	const struct typesetter *typesetter; /* loaded when a format asks for it, else NULL */
};

/* The value given for a backend's option, or NULL. */
const char *settings_find(const struct settings *, const char *name);
long settings_int(const struct settings *, const char *name, long otherwise);
bool settings_flag(const struct settings *, const char *name, bool otherwise);
/* [byte]; K, M and G count in powers of 1024. */
uint64_t settings_size(const struct settings *, const char *name, uint64_t otherwise);
/* False when it is no size above 0. */
bool settings_parse_size(const char *text, uint64_t *bytes);

/* A thread's own caches, made by the backend on first use. A cache may change speed, never a byte.
 * `slot` belongs to the backend whose render is called with it; `slot_free` frees it. */
struct worker {
	int thread;
	void *slot;
	void (*slot_free)(void *);
};

struct writer; /* the backend's own; each backend defines it for itself */

struct backend_work {
	/* Never fails: what cannot be done is reported at close. */
	struct writer *(*open)(const struct book *, const struct settings *, struct output *, struct diag *);
	/* Pure: turns one entry into bytes or boxes without touching shared state. Warnings go into
	 * `log`, which is flushed in feed order. The result is given to append once and owned by it. */
	void *(*render)(const struct writer *, struct worker *, const struct article *, struct diag_log *log);
	void (*append)(struct writer *, const struct article *, void *rendered);
	/* Asked before close, when the settings limit the size of a file: the indexes of the entries that
	 * volumes begin with, *n of them, for the caller to free; *n 0: it fits into one file. NULL where a
	 * format knows no limit. */
	size_t *(*cut)(struct writer *, size_t *n);
	/* Frees the writer. keep false: the book is given up. Returns false when it could not be
	 * written, having said so through diag. The output itself is committed by the caller. */
	bool (*close)(struct writer *, const struct pool *, bool keep);
};

struct backend {
	const char *name;       /* "epub" */
	const char *alias;      /* another word for -t, or NULL */
	const char *suffix;     /* "epub", without the dot */
	const char *media_type;
	const char *summary;    /* one line for --list-formats */
	bool binary;            /* not to a terminal */
	bool folder;            /* -o DIR/ writes one file per article */
	bool speaks;            /* says in words what a drawing shows: code.alt and code.drawing are wanted */
	const struct option_def *options; /* ends with .name NULL; may be NULL itself */
	const char *(*suffix_for)(const struct settings *); /* what they make of the suffix; may be NULL */
	/* Whether a book with these settings needs the typesetter; NULL: no book does. */
	bool (*typesets)(const struct settings *);
	const struct backend_work *work; /* NULL: it is the typesetter's `pdf` */
};

/* All backends, NULL-terminated, in the order --list-formats prints them. */
extern const struct backend *const backends[];
/* By name or alias; NULL when there is none. */
const struct backend *backend_find(struct str name);
const struct backend *backend_from_suffix(struct str suffix);

#endif
