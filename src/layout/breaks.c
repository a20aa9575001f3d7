/* breaks.c - UAX #14 comes from base/unicode; this adds what the standard leaves to others. */
#include "layout/breaks.h"

#include "base/unicode.h"

/* Written after a number and a space: the two are kept on one line. */
static const char *const units[] = {
	"ms", "s", "ns", "min", "h", "B", "KB", "kB", "MB", "GB", "TB", "PB", "KiB", "MiB", "GiB", "TiB",
	"Hz", "kHz", "MHz", "GHz", "px", "pt", "em", "%", "mm", "cm", "m", "km", "g", "kg", "mg", "W", "kW",
	"V", "A", "J", "K", "bit", "bits", "byte", "bytes", "Mbps", "Gbps", "MB/s", "GB/s", "QPS", "RPS",
	"USD", "EUR", "million", "billion", "am", "pm", "AM", "PM", "\xC2\xB0" "C", "\xC2\xB5" "s",
	"\xCE\xBC" "s",
};

static bool ends_word(struct str text, size_t at)
{
	return at >= text.len || !(ch_alnum(text.p[at]) || (unsigned char)text.p[at] >= 0x80);
}

static bool unit_at(struct str text, size_t at)
{
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		struct str unit = str_from_c(units[i]);
		if (str_starts(str_sub(text, at, text.len), unit) && ends_word(text, at + unit.len))
			return true;
	}
	return false;
}

enum { LONG_WORD = 16 }; /* [byte] without a break: gets poor ones */

/* Inside [from, to), which has no break: after what parts an address or an identifier. */
static void open_long_word(struct str text, size_t from, size_t to, unsigned char *marks)
{
	for (size_t i = from + 2; i + 2 < to; i++) {
		char before = text.p[i - 1], after = text.p[i];
		bool letters = ch_alnum(after) && (unsigned char)after < 0x80;
		if (marks[i] != BREAK_NO || !letters)
			continue;
		bool parts = strchr("/.,_-?&=#+:;@|~%", before) != NULL && before != '\0';
		bool hump = before >= 'a' && before <= 'z' && after >= 'A' && after <= 'Z';
		if (parts || hump)
			marks[i] = BREAKS_POOR;
	}
}

void breaks_find(struct str text, unsigned char *marks)
{
	unicode_line_breaks(text, marks);
	marks[text.len] = BREAK_MAY;
	size_t word = 0;
	for (size_t i = 1; i <= text.len; i++) {
		bool space = text.p[i - 1] == ' ';
		if (space && marks[i] == BREAK_MAY && i >= 2 && ch_digit(text.p[i - 2]) && unit_at(text, i))
			marks[i] = BREAK_NO;
		if (space || i == text.len) {
			size_t end = space ? i - 1 : i;
			if (end - word >= LONG_WORD)
				open_long_word(text, word, end, marks);
			word = i;
		}
	}
}
