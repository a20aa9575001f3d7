/* vault_state.h - what the files of vault share: vault_scan.c sees what the folder holds, vault_note.c
 * brings one note up to date, vault_contents.c writes the note of contents. */
#ifndef BACKEND_MARKDOWN_VAULT_STATE_H
#define BACKEND_MARKDOWN_VAULT_STATE_H

#include "backend/markdown/front.h"
#include "backend/markdown/manifest.h"
#include "backend/markdown/vault.h"

struct vault {
	const struct book *book;
	struct resource_store *resources;
	struct output *output;
	struct diag *diag;
	const struct flavor *flavor;
	bool front_matter, slugs, dry;
	struct sink *manifest_sink; /* begun first; NULL when dry */
	struct manifest manifest;
	struct map taken; /* name keys */
	struct note **notes; /* by entry index; NULL for parts */
	struct note *contents;
	struct map attached; /* names of pictures that are there */
	size_t written, kept, unchanged;
};

/* Reads the manifest, finds notes that were moved or renamed, and takes all names that are in use. */
void vault_look_around(struct vault *);
/* Whether the folder holds a file of this name. */
bool vault_has(const struct vault *, struct str name);
/* Whether it does, and nobody may say what is in it. */
bool vault_cannot_read(const struct vault *, struct str name);
/* A name for a note with this title that no other file has, taken from now on; the manifest's arena
 * owns it. */
struct str vault_free_name(struct vault *, struct str title);

/* Brings a note up to date with what the feed has now, as far as it is still ours; what the user
 * changed is kept, and said. */
void vault_put_note(struct vault *, struct note *, const struct front *, struct str body);
/* Writes a file of the folder, unless nothing is to be written; counts it. */
void vault_write_file(struct vault *, struct str file, struct str front, struct str body);
/* Prints what is done to a file, when nothing is to be done. */
void vault_say(struct vault *, const char *what, struct str file);

/* Writes the note of contents. */
void vault_put_contents(struct vault *);

#endif
