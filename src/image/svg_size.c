/* svg_size.c - reads no further than the root's start tag, which may stand behind a declaration,
 * comments and a DOCTYPE. width and height win; one of them with a viewBox gives the other. What
 * moves, runs or loads is looked for anywhere in the text. */
#include "image/svg_size.h"

enum { LOOK_WITHIN = 64 << 10, LARGEST = 65535 };

/* The end of the declaration, comment or DOCTYPE at the front of `s`; 0: none begins here, -1: it
 * does not end. */
static ptrdiff_t prolog_end(struct str s)
{
	ptrdiff_t end;
	if (str_starts(s, STR("<!--"))) {
		end = str_find(s, STR("-->"), 4);
		return end < 0 ? -1 : end + 3;
	}
	if (!str_starts(s, STR("<?")) && !str_starts(s, STR("<!")))
		return 0;
	end = str_find_char(s, '>', 2);
	ptrdiff_t subset = str_find_char(s, '[', 2);
	if (subset >= 0 && subset < end) {
		ptrdiff_t close = str_find_char(s, ']', (size_t)subset);
		end = close < 0 ? -1 : str_find_char(s, '>', (size_t)close);
	}
	return end < 0 ? -1 : end + 1;
}

/* The root's start tag without '<' and '>', or nothing. */
static struct str root_tag(struct str s)
{
	s = str_sub(s, 0, LOOK_WITHIN);
	if (str_starts(s, STR("\xEF\xBB\xBF")))
		s = str_sub(s, 3, s.len);
	for (s = str_trim(s);;) {
		ptrdiff_t skip = prolog_end(s);
		if (skip < 0)
			return STR_NONE;
		if (skip == 0)
			break;
		s = str_trim(str_sub(s, (size_t)skip, s.len));
	}
	size_t name = str_starts(s, STR("<svg:")) ? 5 : 1;
	char after = s.len > name + 3 ? s.p[name + 3] : '\0';
	ptrdiff_t end = str_find_char(s, '>', 0);
	if (end < 0 || s.p[0] != '<' || !str_eq(str_sub(s, name, name + 3), STR("svg")) ||
	    !(ch_space(after) || after == '>' || after == '/'))
		return STR_NONE;
	return str_sub(s, name, (size_t)end);
}

static struct str attribute(struct str tag, struct str name)
{
	for (ptrdiff_t at = 0; (at = str_find(tag, name, (size_t)at + 1)) > 0;) {
		size_t i = (size_t)at + name.len;
		while (i < tag.len && ch_space(tag.p[i]))
			i++;
		if (!ch_space(tag.p[at - 1]) || i >= tag.len || tag.p[i] != '=')
			continue;
		i++;
		while (i < tag.len && ch_space(tag.p[i]))
			i++;
		if (i >= tag.len)
			return STR_NONE;
		ptrdiff_t end = str_find_char(tag, tag.p[i], i + 1);
		return end < 0 ? STR_NONE : str_sub(tag, i + 1, (size_t)end);
	}
	return STR_NONE;
}

/* A number of CSS, without the locale. Moves behind it; false when there is none. */
static bool number(struct str *s, double *value)
{
	*s = str_trim(*s);
	size_t i = 0;
	bool negative = s->len && s->p[0] == '-', any = false;
	i += s->len && (s->p[0] == '-' || s->p[0] == '+');
	double v = 0, scale = 1;
	for (; i < s->len && ch_digit(s->p[i]); i++, any = true)
		v = v < 1e9 ? v * 10 + (s->p[i] - '0') : v;
	if (i < s->len && s->p[i] == '.')
		for (i++; i < s->len && ch_digit(s->p[i]); i++, any = true)
			v += (s->p[i] - '0') * (scale /= 10);
	*value = negative ? -v : v;
	*s = str_sub(*s, i, s->len);
	return any;
}

/* [px]; 0 for percentages and nonsense. */
static double length(struct str s)
{
	static const struct {
		const char *unit;
		double px;
	} units[] = {
		{ "", 1 },          { "px", 1 },         { "pt", 96.0 / 72 }, { "pc", 16 }, { "in", 96 },
		{ "cm", 96 / 2.54 }, { "mm", 96 / 25.4 }, { "em", 16 },        { "rem", 16 }, { "ex", 8 },
	};
	double value;
	if (!number(&s, &value) || value <= 0)
		return 0;
	s = str_trim(s);
	for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
		if (str_eq_nocase(s, str_from_c(units[i].unit)))
			return value * units[i].px;
	return 0;
}

static bool view_box(struct str s, double *width, double *height)
{
	double v[4];
	for (int i = 0; i < 4; i++) {
		if (!number(&s, &v[i]))
			return false;
		s = str_trim(s);
		if (s.len && s.p[0] == ',')
			s = str_sub(s, 1, s.len);
	}
	*width = v[2];
	*height = v[3];
	return v[2] > 0 && v[3] > 0;
}

static int whole(double px)
{
	return px <= 0 ? 0 : px < 1 ? 1 : px > LARGEST ? LARGEST : (int)(px + 0.5);
}

bool svg_size(struct str text, int *width, int *height)
{
	struct str tag = root_tag(text);
	if (tag.len == 0)
		return false;
	double w = length(attribute(tag, STR("width"))), h = length(attribute(tag, STR("height")));
	double box_w, box_h;
	if (view_box(attribute(tag, STR("viewBox")), &box_w, &box_h)) {
		if (w <= 0 && h <= 0) {
			w = box_w;
			h = box_h;
		} else if (w <= 0) {
			w = h * box_w / box_h;
		} else if (h <= 0) {
			h = w * box_h / box_w;
		}
	}
	*width = whole(w);
	*height = whole(h);
	return true;
}

/* ---- keeping still -------------------------------------------------------------------- */

/* " onload=": an attribute whose name begins with "on". */
static bool has_handler(struct str s)
{
	for (ptrdiff_t at = -1; (at = str_find_nocase(s, STR("on"), (size_t)(at + 1))) >= 0;) {
		size_t i = (size_t)at + 2;
		while (i < s.len && ch_alpha(s.p[i]))
			i++;
		if (at > 0 && i > (size_t)at + 2 && (ch_space(s.p[at - 1]) || s.p[at - 1] == '"' || s.p[at - 1] == '\'') && i < s.len &&
		    (s.p[i] == '=' || ch_space(s.p[i])) && str_find_char(str_sub(s, i, i + 8), '=', 0) >= 0)
			return true;
	}
	return false;
}

/* Every address but "#id" and data: of a picture leads out. */
static bool leads_out(struct str s)
{
	static const char *const openings[] = { "href", "url(", "src" };
	for (size_t k = 0; k < sizeof openings / sizeof openings[0]; k++)
		for (ptrdiff_t at = -1; (at = str_find_nocase(s, str_from_c(openings[k]), (size_t)(at + 1))) >= 0;) {
			size_t i = (size_t)at + strlen(openings[k]);
			bool assigned = s.p[i - 1] == '(';
			for (; i < s.len && (ch_space(s.p[i]) || strchr("=\"'", s.p[i] ? s.p[i] : ' ')); i++)
				assigned |= s.p[i] == '=';
			if (!assigned)
				continue;
			struct str address = str_sub(s, i, s.len);
			if (!str_starts(address, STR("#")) && !str_starts_nocase(address, STR("data:image/png")) &&
			    !str_starts_nocase(address, STR("data:image/jpeg")) &&
			    !str_starts_nocase(address, STR("data:image/gif")))
				return true;
		}
	return false;
}

bool svg_is_still(struct str s)
{
	static const char *const movers[] = { "<script",  "foreignobject", "<!entity", "@import",  "<animate",
					      "<set ",   "<iframe",       "<a ",      "<?xml-stylesheet" };
	for (size_t i = 0; i < sizeof movers / sizeof movers[0]; i++)
		if (str_find_nocase(s, str_from_c(movers[i]), 0) >= 0)
			return false;
	return !has_handler(s) && !leads_out(s);
}
