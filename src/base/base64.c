/* base64.c - six bits in, eight bits out. */
#include "base/base64.h"

static int sextet(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (ch_digit(c))
		return c - '0' + 52;
	return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
}

void base64_put(struct base64 *b, struct buf *out, struct str piece)
{
	for (size_t i = 0; i < piece.len && !b->ended; i++) {
		int value = sextet(piece.p[i]);
		b->ended = piece.p[i] == '=';
		if (value < 0)
			continue;
		b->bits = b->bits << 6 | (unsigned)value;
		b->n_bits += 6;
		if (b->n_bits >= 8) {
			b->n_bits -= 8;
			buf_putc(out, (char)(b->bits >> b->n_bits & 0xFF));
		}
	}
}
