/* map.c - open addressing, linear probing, at most three quarters full. SipHash-1-3 with a random
 * key keeps hostile keys from colliding on purpose. */
#include "base/map.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/random.h>

static uint64_t seed[2];
static pthread_once_t seeded = PTHREAD_ONCE_INIT;

static void make_seed(void)
{
	if (getrandom(seed, sizeof seed, GRND_NONBLOCK) != (ssize_t)sizeof seed) {
		seed[0] = (uint64_t)(uintptr_t)&seed;
		seed[1] = 0x9E3779B97F4A7C15u;
	}
}

static uint64_t rotl(uint64_t x, int n)
{
	return x << n | x >> (64 - n);
}

struct sip {
	uint64_t a, b, c, d;
};

static inline void sip_round(struct sip *v)
{
	v->a += v->b, v->b = rotl(v->b, 13) ^ v->a, v->a = rotl(v->a, 32);
	v->c += v->d, v->d = rotl(v->d, 16) ^ v->c;
	v->a += v->d, v->d = rotl(v->d, 21) ^ v->a;
	v->c += v->b, v->b = rotl(v->b, 17) ^ v->c, v->c = rotl(v->c, 32);
}

static inline void sip_word(struct sip *v, uint64_t m)
{
	v->d ^= m;
	sip_round(v);
	v->a ^= m;
}

uint64_t map_hash(struct str s)
{
	pthread_once(&seeded, make_seed);
	struct sip v = { seed[0] ^ 0x736f6d6570736575u, seed[1] ^ 0x646f72616e646f6du,
			 seed[0] ^ 0x6c7967656e657261u, seed[1] ^ 0x7465646279746573u };
	uint64_t m;
	size_t i = 0;
	for (; i + 8 <= s.len; i += 8) {
		memcpy(&m, s.p + i, 8);
		sip_word(&v, m);
	}
	m = (uint64_t)s.len << 56;
	for (unsigned shift = 0; i < s.len; i++, shift += 8)
		m |= (uint64_t)(unsigned char)s.p[i] << shift;
	sip_word(&v, m);
	v.c ^= 0xFF;
	for (int r = 0; r < 3; r++)
		sip_round(&v);
	return v.a ^ v.b ^ v.c ^ v.d;
}

void map_init(struct map *m)
{
	*m = (struct map){ 0 };
}

void map_done(struct map *m)
{
	free(m->slots);
	*m = (struct map){ 0 };
}

static struct map_slot *find_slot(const struct map *m, struct str key, uint64_t hash)
{
	size_t i = hash & (m->cap - 1);
	while (m->slots[i].key.p && !(m->slots[i].hash == hash && str_eq(m->slots[i].key, key)))
		i = (i + 1) & (m->cap - 1);
	return &m->slots[i];
}

void **map_find(const struct map *m, struct str key)
{
	if (m->n == 0)
		return NULL;
	struct map_slot *slot = find_slot(m, key, map_hash(key));
	return slot->key.p ? &slot->value : NULL;
}

static void grow(struct map *m)
{
	struct map old = *m;
	m->cap = old.cap ? old.cap * 2 : 16;
	m->slots = mem_alloc(mem_product(m->cap, sizeof *m->slots));
	for (size_t i = 0; i < old.cap; i++)
		if (old.slots[i].key.p)
			*find_slot(m, old.slots[i].key, old.slots[i].hash) = old.slots[i];
	free(old.slots);
}

void **map_put(struct map *m, struct str key, bool *fresh)
{
	if ((m->n + 1) * 4 > m->cap * 3)
		grow(m);
	if (!key.p)
		key.p = "";
	uint64_t hash = map_hash(key);
	struct map_slot *slot = find_slot(m, key, hash);
	if (fresh)
		*fresh = !slot->key.p;
	if (!slot->key.p) {
		*slot = (struct map_slot){ .key = key, .hash = hash };
		m->n++;
	}
	return &slot->value;
}
