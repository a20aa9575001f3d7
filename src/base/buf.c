/* buf.c - the growing string. */
#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"

enum { SMALLEST = 256 };

void buf_init(struct buf *b)
{
	*b = (struct buf){ 0 };
}

void buf_done(struct buf *b)
{
	free(b->p);
	*b = (struct buf){ 0 };
}

char *buf_grow(struct buf *b, size_t more)
{
	if (b->cap - b->len < more)
		mem_grow(&b->p, &b->cap, b->len + more < SMALLEST ? SMALLEST : b->len + more, 1);
	return b->p + b->len;
}

void buf_pad(struct buf *b, char c, size_t n)
{
	if (n == 0)
		return;
	memset(buf_reserve(b, n), c, n);
	b->len += n;
}

void buf_pad_str(struct buf *b, struct str s, size_t n)
{
	size_t all = mem_product(s.len, n), done = s.len < all ? s.len : all;
	if (!all)
		return;
	char *p = buf_reserve(b, all);
	memcpy(p, s.p, done);
	for (size_t more; done < all; done += more) { /* what stands there once more */
		more = done < all - done ? done : all - done;
		memcpy(p + done, p, more);
	}
	b->len += all;
}

void buf_put_int(struct buf *b, int64_t value)
{
	char digits[24];
	char *p = digits + sizeof digits;
	uint64_t v = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
	do
		*--p = (char)('0' + v % 10);
	while (v /= 10);
	if (value < 0)
		*--p = '-';
	buf_put(b, p, (size_t)(digits + sizeof digits - p));
}

void buf_put_utf8(struct buf *b, uint32_t code_point)
{
	char bytes[4];
	buf_put(b, bytes, utf8_encode(code_point, bytes));
}

void buf_printf(struct buf *b, const char *format, ...)
{
	va_list args, again;
	va_start(args, format);
	va_copy(again, args);
	int n = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (n > 0) {
		vsnprintf(buf_reserve(b, (size_t)n + 1), (size_t)n + 1, format, again);
		b->len += (size_t)n;
	}
	va_end(again);
}

const char *buf_cstr(struct buf *b)
{
	*buf_reserve(b, 1) = '\0';
	return b->p;
}
