/* highlight.h - what is what in source code: comments, strings, numbers, keywords. Never changes a byte
 * and never guesses: a language that nobody named, or that is not known here, has no tokens. */
#ifndef HIGHLIGHT_HIGHLIGHT_H
#define HIGHLIGHT_HIGHLIGHT_H

#include "base/arena.h"

enum token_kind { TOKEN_KEYWORD, TOKEN_STRING, TOKEN_COMMENT, TOKEN_NUMBER, TOKEN_NAME, TOKEN_KIND_COUNT };

struct token {
	size_t at, len; /* [byte] */
	enum token_kind kind;
};

/* The tokens in order, none overlapping; what lies between them is plain. Returns how many, 0 for an
 * unknown language. Linear in the text. */
size_t highlight(struct str language, struct str text, struct arena *, struct token **tokens);
/* "keyword", "string" …: the class that styles know a kind by. */
const char *highlight_class(enum token_kind);

#endif
