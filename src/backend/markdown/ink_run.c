/* ink_run.c - runs of delimiter characters: whether one that stands in the words could open or close
 * what its writer did not mean. */
#include "backend/markdown/ink_page.h"

static uint32_t char_before(const struct page *p, size_t i)
{
	if (i == 0)
		return ' ';
	return utf8_decode_back(p->s, &i);
}

struct run {
	size_t start, end;
	bool can_open, can_close;
};

/* Pandoc looks at less: only '_' asks for letters beside it, and only a lone one. */
static void run_in_pandoc(struct run *r, char c, uint32_t before, uint32_t after)
{
	bool begins = ink_is_space(before) || ink_maybe_punct(before), ends = ink_is_space(after) || ink_maybe_punct(after);
	r->can_open = !ink_is_space(after) && (c != '_' || begins || r->end - r->start > 1);
	r->can_close = c != '_' || ends;
	if (c == '$')
		r->can_close = !ink_is_space(before) && (after >= 0x80 || !ch_digit((char)after));
}

/* The run of one character that holds byte i, and what it could do (CommonMark §6.2), taken as wide
 * as the versions differ. */
static struct run run_at(const struct page *p, size_t i)
{
	char c = p->s.p[i];
	struct run r = { i, i + 1, false, false };
	while (r.start && p->s.p[r.start - 1] == c)
		r.start--;
	while (r.end < p->s.len && p->s.p[r.end] == c)
		r.end++;
	uint32_t before = char_before(p, r.start), after = char_at(p, r.end);
	bool space_before = ink_is_space(before), space_after = ink_is_space(after);
	if (p->flavor->enclosed) {
		run_in_pandoc(&r, c, before, after);
		return r;
	}
	bool left = !space_after && (!ink_is_punct(after) || space_before || ink_maybe_punct(before));
	bool right = !space_before && (!ink_is_punct(before) || space_after || ink_maybe_punct(after));
	r.can_open = left;
	r.can_close = right;
	if (c == '_') {
		r.can_open = left && (!right || ink_maybe_punct(before));
		r.can_close = right && (!left || ink_maybe_punct(after));
	}
	return r;
}

static bool is_delimiter(const struct page *p, size_t i)
{
	return i < p->s.len && (p->kinds[i] == KIND_OPEN || p->kinds[i] == KIND_CLOSE);
}

static struct partners *partners_of(struct page *p, char c)
{
	switch (c) {
	case '*': return &p->star;
	case '_': return &p->low;
	case '~': return &p->tilde;
	case '=': return &p->equals;
	case '$': return &p->dollar;
	case '^': return &p->caret;
	default: return NULL;
	}
}

void ink_run_survey(struct page *p)
{
	struct partners none = { SIZE_MAX, 0 };
	p->star = p->low = p->tilde = p->equals = p->dollar = p->caret = none;
	static const bool watched[256] = { ['*'] = 1, ['_'] = 1, ['~'] = 1, ['='] = 1, ['$'] = 1, ['^'] = 1, ['`'] = 1, ['>'] = 1, [']'] = 1 };
	for (size_t i = 0; i < p->s.len;) {
		char c = p->s.p[i];
		if (!watched[(unsigned char)c]) {
			i++;
			continue;
		}
		struct partners *partners = partners_of(p, c);
		if (!partners) {
			size_t run = i + 1;
			if (c == '`')
				while (at(p, run) == '`')
					run++;
			p->n_ticks += c == '`';
			if (c == '>')
				p->last_greater = i + 1;
			else if (c == ']' && at(p, i + 1) == ':')
				p->last_define = i + 1;
			i = run;
			continue;
		}
		struct run r = run_at(p, i);
		for (size_t k = r.start; k < r.end; k++)
			if (is_delimiter(p, k))
				r.can_open = r.can_close = true;
		if (r.can_open && r.start < partners->first_open)
			partners->first_open = r.start;
		if (r.can_close)
			partners->last_close = r.end;
		i = r.end;
	}
}

/* cmark-gfm looks through tildes for the character that decides whether a delimiter opens or closes:
 * whether it would see another answer there than CommonMark gives for the tildes themselves. */
static bool hides_neighbour(const struct page *p, struct run r)
{
	for (int side = 0; side < 2; side++) {
		size_t i = side ? r.end : r.start - 1;
		if ((!side && !r.start) || !is_delimiter(p, i))
			continue;
		uint32_t past = side ? char_before(p, r.start) : char_at(p, r.end);
		if ((p->kinds[i] == KIND_OPEN) != side) { /* inside of it */
			if (ink_is_space(past))
				return true;
			continue;
		}
		size_t k = i;
		while (is_delimiter(p, k))
			k += side ? 1 : (size_t)-1;
		uint32_t inner = side ? char_at(p, k) : char_before(p, k + 1);
		if (!ink_is_space(past) && !ink_is_punct(past) && (p->s.p[i] == '_' || ink_maybe_punct(inner)))
			return true;
	}
	return false;
}

bool ink_run_could_pair(struct page *p, size_t i)
{
	if (i < p->run_end)
		return p->run_pairs;
	struct run r = run_at(p, i);
	const struct partners *partners = partners_of(p, p->s.p[i]);
	p->run_end = r.end;
	p->run_opens = r.can_open;
	p->run_closes = r.can_close;
	p->run_pairs = (r.can_open && partners->last_close > r.end) ||
		       (r.can_close && partners->first_open < r.start);
	for (size_t k = r.start; k < r.end; k++)
		p->run_pairs |= !words_at(p, k);
	if (p->s.p[i] == '~' && !p->run_pairs && !p->flavor->enclosed)
		p->run_pairs = hides_neighbour(p, r);
	return p->run_pairs;
}
