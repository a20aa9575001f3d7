/* bytes16_test.c - sixteen bytes at once say what sixteen bytes one by one do. */
#include "base/bytes16.h"
#include "check.h"

int main(void)
{
	uint32_t seed = 1;
	for (int round = 0; round < 10000; round++) {
		char bytes[16];
		unsigned bits = 0, sum = 0, first = 16;
		for (unsigned i = 16; i-- > 0;) {
			seed = seed * 1664525 + 1013904223;
			unsigned char c = (unsigned char)(seed >> 24);
			c = round % 3 && c < 240 ? c & 0x7F : c; /* few top bits, too */
			bytes[i] = (char)c;
			sum += c;
			bits = bits << 1 | c >> 7;
			first = c >> 7 ? i : first;
		}
		bytes16 v = bytes16_at(bytes);
		CHECK(bytes16_bits(v) == bits);
		CHECK(bytes16_any(v) == (bits != 0));
		CHECK(bytes16_first(v) == first);
		CHECK(bytes16_sum(v) == sum);
		CHECK(bytes16_first((bytes16)(v == bytes16_all(bytes[5]))) <= 5);
	}
	return 0;
}
