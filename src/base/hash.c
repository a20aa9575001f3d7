/* hash.c - SHA-256 (FIPS 180-4). */
#include "base/hash.h"

static const uint32_t k[64] = {
	0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
	0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
	0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
	0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
	0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
	0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
	0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
	0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static uint32_t rotate(uint32_t x, int n)
{
	return x >> n | x << (32 - n);
}

static void add_block(uint32_t h[8], const unsigned char *p)
{
	uint32_t w[64], a = h[0], b = h[1], c = h[2], d = h[3], e = h[4], f = h[5], g = h[6], last = h[7];
	for (int i = 0; i < 16; i++)
		w[i] = (uint32_t)p[4 * i] << 24 | (uint32_t)p[4 * i + 1] << 16 |
		       (uint32_t)p[4 * i + 2] << 8 | p[4 * i + 3];
	for (int i = 16; i < 64; i++)
		w[i] = w[i - 16] + w[i - 7] +
		       (rotate(w[i - 15], 7) ^ rotate(w[i - 15], 18) ^ w[i - 15] >> 3) +
		       (rotate(w[i - 2], 17) ^ rotate(w[i - 2], 19) ^ w[i - 2] >> 10);
	for (int i = 0; i < 64; i++) {
		uint32_t t1 = last + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + ((e & f) ^ (~e & g)) + k[i] + w[i];
		uint32_t t2 = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
		last = g, g = f, f = e, e = d + t1;
		d = c, c = b, b = a, a = t1 + t2;
	}
	h[0] += a, h[1] += b, h[2] += c, h[3] += d;
	h[4] += e, h[5] += f, h[6] += g, h[7] += last;
}

void hash_begin(struct hash_state *st)
{
	*st = (struct hash_state){
		.h = { 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
		       0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19 },
	};
}

void hash_feed(struct hash_state *st, struct str s)
{
	st->length += s.len;
	while (s.len) {
		if (st->in_block == 0 && s.len >= 64) {
			add_block(st->h, (const unsigned char *)s.p);
			s = str_sub(s, 64, s.len);
			continue;
		}
		size_t n = 64 - st->in_block < s.len ? 64 - st->in_block : s.len;
		memcpy(st->block + st->in_block, s.p, n);
		st->in_block += n;
		s = str_sub(s, n, s.len);
		if (st->in_block == 64) {
			add_block(st->h, st->block);
			st->in_block = 0;
		}
	}
}

struct hash hash_end(struct hash_state *st)
{
	unsigned char tail[72] = { 0x80 };
	uint64_t bits = st->length * 8;
	size_t pad = 1 + (119 - st->in_block) % 64;
	for (size_t i = 0; i < 8; i++)
		tail[pad + i] = (unsigned char)(bits >> (56 - 8 * i));
	hash_feed(st, (struct str){ (const char *)tail, pad + 8 });
	struct hash hash;
	for (int i = 0; i < 32; i++)
		hash.byte[i] = (unsigned char)(st->h[i / 4] >> (24 - 8 * (i % 4)));
	return hash;
}

struct hash hash_of(struct str bytes)
{
	struct hash_state st;
	hash_begin(&st);
	hash_feed(&st, bytes);
	return hash_end(&st);
}

void hash_put_hex(struct buf *b, const struct hash *hash, size_t n)
{
	for (size_t i = 0; i < n && i < 64; i++)
		buf_putc(b, "0123456789abcdef"[hash->byte[i / 2] >> (i % 2 ? 0 : 4) & 15]);
}

void hash_put_uuid(struct buf *b, struct str name)
{
	struct hash hash = hash_of(name);
	hash.byte[6] = (unsigned char)((hash.byte[6] & 0x0F) | 0x50);
	hash.byte[8] = (unsigned char)((hash.byte[8] & 0x3F) | 0x80);
	struct buf hex;
	buf_init(&hex);
	hash_put_hex(&hex, &hash, 32);
	buf_puts(b, "urn:uuid:");
	for (int i = 0; i < 32; i++) {
		if (i == 8 || i == 12 || i == 16 || i == 20)
			buf_putc(b, '-');
		buf_putc(b, hex.p[i]);
	}
	buf_done(&hex);
}
