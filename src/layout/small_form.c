/* small_form.c - Unicode's superscripts and subscripts: digits and signs whole, letters as far as there
 * are lowered ones (block 2070–209F). */
#include "layout/small_form.h"

#include "base/utf8.h"

static const struct {
	uint32_t from;
	const char *raised, *lowered; /* NULL: there is none */
} forms[] = {
	{ '0', "⁰", "₀" }, { '1', "¹", "₁" }, { '2', "²", "₂" }, { '3', "³", "₃" }, { '4', "⁴", "₄" },
	{ '5', "⁵", "₅" }, { '6', "⁶", "₆" }, { '7', "⁷", "₇" }, { '8', "⁸", "₈" }, { '9', "⁹", "₉" },
	{ '+', "⁺", "₊" }, { '-', "⁻", "₋" }, { 0x2212, "⁻", "₋" }, { '=', "⁼", "₌" }, { '(', "⁽", "₍" },
	{ ')', "⁾", "₎" }, { 'a', NULL, "ₐ" }, { 'e', NULL, "ₑ" }, { 'h', NULL, "ₕ" }, { 'i', "ⁱ", "ᵢ" },
	{ 'j', NULL, "ⱼ" }, { 'k', NULL, "ₖ" }, { 'l', NULL, "ₗ" }, { 'm', NULL, "ₘ" }, { 'n', "ⁿ", "ₙ" },
	{ 'o', NULL, "ₒ" }, { 'p', NULL, "ₚ" }, { 'r', NULL, "ᵣ" }, { 's', NULL, "ₛ" }, { 't', NULL, "ₜ" },
	{ 'u', NULL, "ᵤ" }, { 'v', NULL, "ᵥ" }, { 'x', NULL, "ₓ" },
};

static const char *form_of(uint32_t c, bool raised)
{
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		if (forms[i].from == c)
			return raised ? forms[i].raised : forms[i].lowered;
	return NULL;
}

bool small_form_put(struct buf *b, struct str s, bool raised)
{
	size_t start = b->len;
	for (size_t at = 0; at < s.len;) {
		const char *small = form_of(utf8_decode(s, &at), raised);
		if (!small) {
			b->len = start;
			return false;
		}
		buf_puts(b, small);
	}
	return true;
}
