/* check.h - the whole unit test framework: CHECK(condition) says where it failed and ends. */
#ifndef UNIT_CHECK_H
#define UNIT_CHECK_H

#include <stdio.h>
#include <stdlib.h>

#define CHECK(condition)                                                              \
	do {                                                                          \
		if (!(condition)) {                                                   \
			fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition); \
			exit(1);                                                      \
		}                                                                     \
	} while (0)

#define CHECK_STR(slice, literal)                                                          \
	do {                                                                               \
		struct str check_s = (slice);                                              \
		if (!str_eq_c(check_s, (literal))) {                                       \
			fprintf(stderr, "%s:%d: got \"%.*s\", not \"%s\"\n", __FILE__, __LINE__, \
				STR_ARG(check_s), (literal));                              \
			exit(1);                                                           \
		}                                                                          \
	} while (0)

#endif
