/* buf.h - a growing string of bytes on the heap. Emitters write into one and return void. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/arena.h"

#include <stdint.h>

struct buf {
	char *p; /* not NUL-terminated; see buf_cstr */
	size_t len, cap;
};

void buf_init(struct buf *);
void buf_done(struct buf *);
/* Empties it, keeping the memory. */
static inline void buf_clear(struct buf *b) { b->len = 0; }
/* Makes room for `more` bytes behind the end and returns where they go; the caller adds to len. */
char *buf_grow(struct buf *, size_t more);
static inline char *buf_reserve(struct buf *b, size_t more)
{
	return b->cap - b->len < more ? buf_grow(b, more) : b->p + b->len;
}

static inline void buf_put(struct buf *b, const void *bytes, size_t n)
{
	if (n == 0)
		return;
	memcpy(buf_reserve(b, n), bytes, n);
	b->len += n;
}
static inline void buf_put_str(struct buf *b, struct str s) { buf_put(b, s.p, s.len); }
static inline void buf_puts(struct buf *b, const char *s) { buf_put(b, s, strlen(s)); }
static inline void buf_putc(struct buf *b, char c)
{
	if (b->len == b->cap)
		buf_reserve(b, 1);
	b->p[b->len++] = c;
}
/* `n` times the byte, the string. */
void buf_pad(struct buf *, char c, size_t n);
void buf_pad_str(struct buf *, struct str s, size_t n);
/* Decimal, no grouping, no locale. */
void buf_put_int(struct buf *, int64_t);
/* Code point as UTF-8; surrogates and beyond U+10FFFF become U+FFFD. */
void buf_put_utf8(struct buf *, uint32_t code_point);
/* For messages and rare places only (slow, and %f knows the locale). */
void buf_printf(struct buf *, const char *format, ...) __attribute__((format(printf, 2, 3)));

static inline struct str buf_str(const struct buf *b) { return (struct str){ b->p, b->len }; }
/* NUL-terminates; valid until the next change. */
const char *buf_cstr(struct buf *);

#endif
