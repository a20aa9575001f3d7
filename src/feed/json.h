/* json.h - JSON (RFC 8259) pulled value by value: nothing is kept that nobody asked for. */
#ifndef FEED_JSON_H
#define FEED_JSON_H

#include "feed/text.h"

struct json {
	struct text *text;
	struct str chunk; /* not read yet */
	int line;
	bool broken; /* ended in the middle, or is no JSON from here on */
	struct buf string; /* the last string or number */
};

void json_open(struct json *, struct text *);
void json_close(struct json *);
/* The first byte of the next value, white space skipped: '{', '[', '"', a digit, 't', …; 0 at the
 * end. */
char json_peek(struct json *);
/* Enters an object or array; false, with the value skipped, when the next value is none. */
bool json_enter(struct json *, char open);
/* Inside an object: the next member's name, in j->string, with the value next to be read. False,
 * with the closing bracket read, behind the last one. */
bool json_member(struct json *);
/* Inside an array: whether there is another value; the same. */
bool json_element(struct json *);
/* A string, number or word as text in j->string (at most 64 KiB are kept); other values are
 * skipped and give nothing. With `sink`, pieces of it go there instead. */
struct str json_text(struct json *, void (*sink)(void *, struct str), void *context);
void json_skip(struct json *);

#endif
