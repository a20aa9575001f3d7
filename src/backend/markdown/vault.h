/* vault.h - a folder of notes: one a article, kept in step with the feed. */
#ifndef BACKEND_MARKDOWN_VAULT_H
#define BACKEND_MARKDOWN_VAULT_H

#include "backend/markdown/md.h"

struct vault *vault_open(const struct book *, const struct settings *, struct output *, struct diag *,
			 const struct flavor *);
/* The note's file name in the folder, with ".md". Const once open: any thread. */
struct str vault_name(const struct vault *, const struct entry *);
/* The way from one note (NULL: the contents) to a file of the folder: "../attachments/x.png". */
void vault_put_path(const struct vault *, const struct entry *from, struct str name, struct buf *);
/* The folder for pictures. */
const char *vault_attachments(const struct flavor *);
/* A rendered article: its body in Markdown, and the pictures it shows. */
void vault_append(struct vault *, const struct article *, struct str body, const struct resource *const *images,
		  size_t n_images);
/* Contents note, manifest; frees the vault. False when it could not be written, said through diag. */
bool vault_close(struct vault *, bool keep);

#endif
