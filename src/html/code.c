/* code.c - the text, language and kind of a block of code.
 *
 * Highlighters wrap a <pre> in boxes of their own and name the language on any of them; all those
 * conventions are one table here. Their line-number columns are taken away by clean_code.c. */
#include "html/code.h"
#include "html/elements.h"
#include "base/utf8.h"

/* ---- text ------------------------------------------------------------------------------ */

static void put_newline(struct buf *b)
{
	if (b->len && b->p[b->len - 1] != '\n')
		buf_putc(b, '\n');
}

static void put_code(struct buf *b, struct str s)
{
	if (str_find_char(s, '\r', 0) < 0) {
		buf_put_str(b, s);
		return;
	}
	for (size_t i = 0; i < s.len; i++) {
		if (s.p[i] != '\r')
			buf_putc(b, s.p[i]);
		else if (i + 1 == s.len || s.p[i + 1] != '\n')
			buf_putc(b, '\n');
	}
}

/* Boxes that stand on lines of their own inside a <pre>: table rows, list items, <div> lines. */
static bool starts_line(const struct element *e)
{
	return element_is_block(e) && e->tag != TAG_TD && e->tag != TAG_TH && e->tag != TAG_PRE;
}

static void gather(const struct element *pre, struct buf *b)
{
	const struct element *e = pre;
	while (e) {
		bool down = e->first;
		if (e->kind == ELEMENT_TEXT)
			put_code(b, e->text);
		if (e->kind == ELEMENT_TAG && e != pre) {
			const struct element_row *row = element_row(e);
			if (row->role == ROLE_SILENT || row->role == ROLE_HIDDEN)
				down = false;
			if (e->tag == TAG_BR)
				buf_putc(b, '\n');
			else if (starts_line(e))
				put_newline(b);
		}
		if (down) {
			e = e->first;
			continue;
		}
		while (e != pre && !e->next) {
			e = e->parent;
			if (e != pre && starts_line(e))
				put_newline(b);
		}
		if (e == pre)
			break;
		if (starts_line(e))
			put_newline(b);
		e = e->next;
	}
}

/* The text that is all that <pre> or its <code> holds, and may stay where it is; NULL: gather it. */
static const struct element *sole_text(const struct element *pre)
{
	const struct element *e = pre->first;
	if (e && !e->next && e->kind == ELEMENT_TAG && e->tag == TAG_CODE)
		e = e->first;
	return e && !e->next && e->kind == ELEMENT_TEXT && str_find_char(e->text, '\r', 0) < 0 ? e : NULL;
}

static bool line_is_blank(struct str s)
{
	return str_trim(s).len == 0;
}

/* Cuts blank lines at both ends; what is left keeps its indentation. */
static struct str trim_lines(struct str s)
{
	for (;;) {
		ptrdiff_t end = str_find_char(s, '\n', 0);
		if (end < 0 || !line_is_blank(str_sub(s, 0, (size_t)end)))
			break;
		s = str_sub(s, (size_t)end + 1, s.len);
	}
	while (s.len && ch_space(s.p[s.len - 1]))
		s.len--;
	return s;
}

/* ---- language -------------------------------------------------------------------------- */

/* Words that stand where a language would and are none. */
static bool is_no_language(struct str s)
{
	static const char *const words[] = { "none", "nohighlight", "no-highlight", "plain", "plaintext",
		"text", "txt", "undefined", "null", "unknown", "auto", "default", "fallback", "other", "wrapper", "copy" };
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_eq_nocase(s, str_from_c(words[i])))
			return true;
	return false;
}

/* Class words that highlighters put beside a bare language name. */
static bool is_box_word(struct str s)
{
	static const char *const words[] = { "highlight", "highlighter", "hljs", "chroma", "code", "codehilite",
		"sourceCode", "sourcecode", "source", "src", "syntaxhighlighter", "nogutter", "prettyprint", "prettyprinted", "linenums",
		"line-numbers", "numberLines", "numberSource", "wp-block-code", "wp-block-preformatted",
		"literal-block", "code-block", "codeblock", "rouge", "rouge-table", "pygments", "example",
		"notranslate", "shiki", "syntax", "listing", "literallayout", "programlisting", "screen",
		"geshifilter", "de1", "crayon-plain", "wp-block-syntaxhighlighter-code", "astro-code",
		"prism-code", "docutils", "container", "lineno", "snippet", "console-output", "output",
		"input", "hll", "language", "wrap", "nowrap", "copy", "collapse", "fragment" };
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_eq(s, str_from_c(words[i])))
			return true;
	return str_find_char(s, '-', 0) >= 0 || str_find_char(s, '_', 0) >= 0;
}

static struct str cut_name(struct str s)
{
	size_t n = 0;
	while (n < s.len && !ch_space(s.p[n]) && !strchr(";,:{}\"'()", s.p[n]))
		n++;
	return str_sub(s, 0, n);
}

/* Names that count wherever they stand bare on <pre> or <code>. */
static bool is_language(struct str name)
{
	static const char *const names[] = { "asm", "awk", "bash", "c", "c++", "clojure", "cmake", "cpp", "cs", "csharp",
		"css", "dart", "diff", "dockerfile", "elixir", "erlang", "fortran", "fsharp", "go", "graphql", "groovy",
		"haskell", "html", "ini", "java", "javascript", "js", "json", "jsx", "julia", "kotlin", "latex", "less",
		"lisp", "lua", "makefile", "markdown", "matlab", "nginx", "nim", "objc", "objective-c", "ocaml", "perl",
		"php", "powershell", "protobuf", "python", "python3", "py", "rb", "ruby", "rust", "scala", "scheme", "scss",
		"sh", "shell", "sql", "swift", "tex", "toml", "ts", "tsx", "typescript", "vb", "vim", "xml", "yaml", "yml",
		"zig", "zsh" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_eq_nocase(name, str_from_c(names[i])))
			return true;
	return false;
}

static bool is_code_element(const struct element *e)
{
	return e->tag == TAG_PRE || e->tag == TAG_CODE;
}

/* <div class="highlight-python notranslate"><div class="highlight"> */
static bool is_sphinx_box(const struct element *e)
{
	const struct element *inner = e->first;
	while (inner && inner->kind != ELEMENT_TAG)
		inner = inner->next;
	return element_has_class(e, "notranslate") || (inner && element_has_class(inner, "highlight"));
}

/* A class word "prefix-language". */
static struct str prefixed_language(const struct element *e, struct str word)
{
	static const char *const prefixes[] = { "language-", "highlight-source-", "highlight-text-", "brush:", "lang:",
		"mw-highlight-lang-", "lang-", "highlight-", "src-", "syntax-" };
	for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
		struct str prefix = str_from_c(prefixes[i]);
		if (!str_starts_nocase(word, prefix) || word.len == prefix.len)
			continue;
		struct str name = str_sub(word, prefix.len, word.len);
		while (name.len && strchr("{.", name.p[0])) /* {.python} */
			name = str_sub(name, 1, name.len);
		struct str cut = cut_name(name);
		name = cut.len || i > 0 ? cut : name; /* "language-;" is a name, too */
		if (str_eq_nocase(name, STR("html-basic")))
			return STR("html"); /* as GitHub calls it */
		bool holds = true;
		if (str_eq(prefix, STR("highlight-")))
			holds = is_sphinx_box(e);
		else if (str_eq(prefix, STR("src-"))) /* Org mode */
			holds = element_has_class(e, "src");
		else if (str_eq(prefix, STR("syntax-")))
			holds = element_has_class(e, "syntax") || is_language(name);
		else if (str_eq(prefix, STR("lang-"))) /* on a box it may be a human language */
			holds = is_code_element(e) || is_language(name);
		if (holds)
			return name;
	}
	return STR_NONE;
}

/* Highlighters that write the language as a bare class word beside one of theirs: Pandoc's
 * `sourceCode c`, hljs's `hljs c`, docutils' `literal-block c`; Hexo's <figure class="highlight c">;
 * GeSHi's <div class="wp_syntax"> around. */
static bool has_highlighter_class(const struct element *e)
{
	static const char *const words[] = { "sourceCode", "hljs", "prettyprint", "src", "sourcecode", "literal-block",
		"syntaxhighlighter" };
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (element_has_class(e, words[i]))
			return true;
	if (e->tag == TAG_FIGURE && element_has_class(e, "highlight"))
		return true;
	return e->tag == TAG_PRE && e->parent && element_has_class(e->parent, "wp_syntax");
}

static struct str language_of_classes(const struct element *e)
{
	struct str classes = element_attr(e, "class"), word, bare = STR_NONE, known = STR_NONE;
	size_t n_bare = 0;
	ptrdiff_t brush = str_find_nocase(classes, STR("brush:"), 0);
	if (brush >= 0)
		return cut_name(str_trim(str_sub(classes, (size_t)brush + 6, classes.len)));
	while (str_token(&classes, " \t\n\r\f", &word)) {
		struct str language = prefixed_language(e, word);
		if (language.len)
			return language;
		if (is_box_word(word) || str_eq(word, STR("lang")))
			continue;
		bare = word;
		n_bare++;
		if (!known.len && is_language(word))
			known = word;
	}
	if (n_bare == 1 && has_highlighter_class(e))
		return cut_name(bare);
	return is_code_element(e) ? known : STR_NONE;
}

/* <pre lang="c">: GitHub and WordPress plugins; two letters might be a human language. */
static struct str language_of_lang(const struct element *e)
{
	struct str lang = element_attr(e, "lang");
	if (e->tag != TAG_PRE || !lang.len)
		return STR_NONE;
	if (lang.len > 2 && is_language(lang))
		return lang;
	return !element_has_class(e, "notranslate") && !element_attr(e, "xml:lang").len && str_find_char(lang, '-', 0) < 0 &&
		       e->first && e->first == e->last && e->first->kind == ELEMENT_TAG && e->first->tag == TAG_CODE
		? lang : STR_NONE;
}

static struct str language_of_element(const struct element *e)
{
	static const char *const attrs[] = { "data-lang", "data-language", "data-code-language", "data-enlighter-language" };
	for (size_t i = 0; i < sizeof attrs / sizeof *attrs; i++) {
		struct str value = str_trim(element_attr(e, attrs[i]));
		if (value.len)
			return cut_name(value);
	}
	struct str parameters = element_attr(e, "data-syntaxhighlighter-params"); /* Confluence */
	ptrdiff_t brush = str_find_nocase(parameters, STR("brush:"), 0);
	if (brush >= 0)
		return cut_name(str_trim(str_sub(parameters, (size_t)brush + 6, parameters.len)));
	struct str language = language_of_classes(e);
	return language.len ? language : language_of_lang(e);
}

static const struct element *only_code(const struct element *pre)
{
	const struct element *code = NULL;
	for (const struct element *c = pre->first; c; c = c->next) {
		if (c->kind == ELEMENT_COMMENT || (c->kind == ELEMENT_TEXT && !str_trim(c->text).len))
			continue;
		if (code || c->kind != ELEMENT_TAG || c->tag != TAG_CODE)
			return NULL;
		code = c;
	}
	return code;
}

static struct str language_of(const struct element *pre, struct arena *arena)
{
	struct str found = language_of_element(pre);
	for (const struct element *c = pre->first; c && !found.len; c = c->next)
		if (c->kind == ELEMENT_TAG && (c->tag == TAG_CODE || c->tag == TAG_SPAN))
			found = language_of_element(c);
	int up = 0;
	for (const struct element *p = pre->parent; p && !found.len && up < 7; p = p->parent, up++) {
		if (p->tag != TAG_DIV && p->tag != TAG_FIGURE && p->tag != TAG_TD && p->tag != TAG_TR &&
		    p->tag != TAG_TBODY && p->tag != TAG_TABLE && p->tag != TAG_CODE && p->tag != TAG_OTHER)
			break;
		if (p->tag != TAG_TD && p->tag != TAG_TR && p->tag != TAG_TBODY)
			found = language_of_element(p);
	}
	if (!found.len || is_no_language(found))
		return STR_NONE;
	struct str lower = arena_str(arena, found);
	for (size_t i = 0; i < lower.len; i++)
		((char *)lower.p)[i] = ch_lower(lower.p[i]);
	return lower;
}

/* ---- drawings -------------------------------------------------------------------------- */

static bool is_box_drawing(uint32_t c)
{
	return c >= 0x2500 && c <= 0x257F;
}

/* A comment's ruled line, "// ──── names ────", is no drawing. */
static bool is_ruled_comment(struct str line)
{
	static const struct str marks[] = { STR_INIT("//"), STR_INIT("#"), STR_INIT("--"), STR_INIT("/*"), STR_INIT("*"),
		STR_INIT(";"), STR_INIT("%"), STR_INIT("<!--"), STR_INIT("\"") };
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (str_starts(line, marks[i]))
			return true;
	return false;
}

static bool has_box_drawing(struct str line)
{
	for (ptrdiff_t hit = 0; (hit = str_find_char(line, '\xE2', (size_t)hit)) >= 0;) {
		size_t at = (size_t)hit++;
		if (is_box_drawing(utf8_decode(line, &at)))
			return true;
	}
	return false;
}

/* "+----+", also several side by side. */
static bool is_ascii_edge(struct str line)
{
	size_t corners = 0, dashes = 0;
	for (size_t i = 0; i < line.len; i++) {
		if (line.p[i] == '+')
			corners++;
		else if (line.p[i] == '-' || line.p[i] == '=')
			dashes++;
		else if (line.p[i] != ' ' && line.p[i] != '|' && line.p[i] != '>' && line.p[i] != '<')
			return false;
	}
	return corners >= 2 && dashes >= 2;
}

static bool is_ascii_wall(struct str line)
{
	return line.len >= 2 && line.p[0] == '|' && line.p[line.len - 1] == '|';
}

static bool is_drawing(struct str text)
{
	bool lines = str_find_char(text, '\xE2', 0) >= 0; /* may hold a line of box drawing, … */
	bool ascii = str_find_char(text, '+', 0) >= 0 && str_find_char(text, '|', 0) >= 0; /* … of ASCII */
	size_t drawn_rows = 0, edges = 0, walls = 0;
	for (struct str line; (lines || ascii) && str_take_line(&text, &line);) {
		line = str_trim(line);
		drawn_rows += lines && has_box_drawing(line) && !is_ruled_comment(line);
		edges += ascii && is_ascii_edge(line);
		walls += ascii && is_ascii_wall(line);
		if (drawn_rows >= 3 || (edges >= 2 && walls >= 1))
			return true;
	}
	return false;
}

enum code_kind code_kind_of(struct str text, struct str language)
{
	static const struct str drawn[] = { STR_INIT("ascii"), STR_INIT("diagram"), STR_INIT("ditaa"), STR_INIT("svgbob"),
		STR_INIT("goat"), STR_INIT("console"), STR_INIT("tree") };
	bool named = language.len > 0;
	for (size_t i = 0; i < sizeof drawn / sizeof *drawn; i++)
		if (str_eq(language, drawn[i]))
			named = false;
	return !named && is_drawing(text) ? CODE_DIAGRAM : CODE_LISTING;
}

struct code_text code_read(const struct element *pre, struct arena *arena, bool tidy)
{
	struct buf b = { 0 };
	const struct element *sole = sole_text(pre);
	if (!sole)
		gather(pre, &b);
	struct str text = sole ? sole->text : buf_str(&b);
	if (text.len && text.p[text.len - 1] == '\n')
		text.len--;
	if (tidy)
		text = trim_lines(text);
	const struct element *inner = only_code(pre);
	struct code_text code = {
		.text = sole ? text : arena_str(arena, text),
		.language = language_of(pre, arena),
		.inner_code = inner,
	};
	buf_done(&b);
	code.kind = code_kind_of(code.text, code.language);
	return code;
}
