/* faces.c - the lists of faces in a style: which of the three roles, or which installed family, each comes
 * to. Settled before any type is set. */
#include "backend/pdf/flow.h"

#include <stdlib.h>

/* The families that the roles are, and what goes for them where it is not installed itself. */
static const struct { const char *name; enum font_role role; bool itself; } known[] = {
	{ "charis sil", FONT_BODY, true }, { "charis", FONT_BODY, true }, { "serif", FONT_BODY, true },
	{ "ui-serif", FONT_BODY, true }, { "georgia", FONT_BODY, false }, { "times", FONT_BODY, false },
	{ "times new roman", FONT_BODY, false }, { "inter", FONT_HEAD, true }, { "sans-serif", FONT_HEAD, true },
	{ "system-ui", FONT_HEAD, true }, { "ui-sans-serif", FONT_HEAD, true }, { "arial", FONT_HEAD, false },
	{ "helvetica", FONT_HEAD, false }, { "jetbrains mono", FONT_CODE, true }, { "monospace", FONT_CODE, true },
	{ "ui-monospace", FONT_CODE, true }, { "courier", FONT_CODE, false }, { "courier new", FONT_CODE, false },
};

/* Names that were told of. */
struct told {
	struct str names[64];
	size_t n;
};

static void tell(struct told *told, struct diag_log *log, struct str name, enum font_fault fault, int line)
{
	static const char *const why[] = {
		[FONT_ABSENT] = "is not installed", [FONT_UNUSABLE] = "is installed only as a variable or a bitmap face",
		[FONT_RESTRICTED] = "may not be embedded",
	};
	for (size_t i = 0; i < told->n; i++)
		if (str_eq_nocase(told->names[i], name))
			return;
	if (told->n == sizeof told->names / sizeof *told->names || !log)
		return;
	told->names[told->n++] = name;
	diag_add(log, DIAG_STYLE, line, "the face %.*s %s: the next of its list is used", STR_ARG(name), why[fault]);
}

static int role_of(struct typeset *t, const struct style_faces *faces, struct told *told, struct diag_log *log)
{
	struct str rest = faces->list, name;
	while (str_token(&rest, ",", &name)) {
		enum font_fault fault;
		size_t i = 0, n = sizeof known / sizeof *known;
		name = str_trim(name);
		if (name.len >= 2 && (name.p[0] == '"' || name.p[0] == '\''))
			name = str_sub(name, 1, name.len - 1);
		while (i < n && !str_eq_nocase(name, str_from_c(known[i].name)))
			i++;
		if (i < n && known[i].itself)
			return (int)known[i].role;
		int role = name.len ? font_family(t->fonts, name, &fault) : -1;
		if (role >= 0)
			return role;
		if (i < n)
			return (int)known[i].role;
		if (name.len)
			tell(told, log, name, fault, faces->line);
	}
	return -1;
}

void dress_find_faces(struct typeset *t, struct diag_log *log)
{
	const struct style_faces *faces;
	struct told told = { .n = 0 };
	t->n_faces = style_faces(t->style, &faces);
	t->faces = mem_alloc(mem_product(t->n_faces + 1, sizeof *t->faces));
	for (size_t i = 0; i < t->n_faces; i++)
		t->faces[i] = (struct face_list){ faces[i].list, role_of(t, &faces[i], &told, log) };
}

int dress_role(const struct typeset *t, struct str list, int otherwise)
{
	for (size_t i = 0; i < t->n_faces; i++)
		if (t->faces[i].list.p == list.p || str_eq(t->faces[i].list, list))
			return t->faces[i].role >= 0 ? t->faces[i].role : otherwise;
	return otherwise;
}
