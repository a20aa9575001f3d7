/* hash_test.c - FIPS 180-4's examples, and the same digest however the bytes are cut. */
#include "base/hash.h"

#include "check.h"

static void check_digest(struct str bytes, const char *hex)
{
	struct buf b;
	buf_init(&b);
	struct hash h = hash_of(bytes);
	hash_put_hex(&b, &h, 64);
	CHECK_STR(buf_str(&b), hex);
	for (size_t step = 1; step < 200; step += 13) {
		struct hash_state state;
		hash_begin(&state);
		for (size_t at = 0; at < bytes.len; at += step)
			hash_feed(&state, str_sub(bytes, at, at + step));
		struct hash pieces = hash_end(&state);
		CHECK(memcmp(&pieces, &h, sizeof h) == 0);
	}
	buf_done(&b);
}

int main(void)
{
	struct buf b;
	buf_init(&b);
	check_digest(STR(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	check_digest(STR("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	check_digest(STR("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
		     "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
	buf_pad(&b, 'a', 1000);
	check_digest(buf_str(&b), "41edece42d63e8d9bf515a9ba6932e1c20cbc9f5a5d134645adb5db1b9737ea3");
	buf_clear(&b);
	hash_put_uuid(&b, STR("http://example.org/"));
	CHECK(b.len == 45 && str_starts(buf_str(&b), STR("urn:uuid:")) && b.p[23] == '5');
	CHECK(strchr("89ab", b.p[28]) && b.p[17] == '-' && b.p[22] == '-' && b.p[27] == '-');
	struct buf again;
	buf_init(&again);
	hash_put_uuid(&again, STR("http://example.org/"));
	CHECK(str_eq(buf_str(&b), buf_str(&again)));
	hash_put_uuid(&again, STR("http://example.com/"));
	CHECK(!str_eq(buf_str(&b), str_sub(buf_str(&again), 45, 90)));
	buf_done(&b);
	buf_done(&again);
	return 0;
}
