/* highlight_test.c - tokens of known languages, and that no text at all gives tokens out of order. */
#include "check.h"

#include "base/buf.h"
#include "highlight/highlight.h"
#include "highlight/languages.h"

static struct arena arena;

/* The tokens as "kind:text kind:text …". */
static struct str shown(const char *language, const char *text)
{
	struct token *tokens;
	struct buf out;
	buf_init(&out);
	size_t n = highlight(str_from_c(language), str_from_c(text), &arena, &tokens);
	for (size_t i = 0; i < n; i++) {
		buf_puts(&out, i ? " " : "");
		buf_puts(&out, highlight_class(tokens[i].kind));
		buf_putc(&out, ':');
		buf_put(&out, text + tokens[i].at, tokens[i].len);
	}
	struct str s = arena_str(&arena, buf_str(&out));
	buf_done(&out);
	return s;
}

static void check_order(const char *language, struct str text)
{
	struct token *tokens;
	size_t n = highlight(str_from_c(language), text, &arena, &tokens), at = 0;
	for (size_t i = 0; i < n; i++) {
		CHECK(tokens[i].at >= at && tokens[i].len > 0);
		at = tokens[i].at + tokens[i].len;
		CHECK(at <= text.len);
	}
}

int main(void)
{
	arena_init(&arena);
	CHECK_STR(shown("c", "int x = 1; // one\n"), "keyword:int number:1 comment:// one");
	CHECK_STR(shown("C", "#define A \"b\\\"c\""), "keyword:#define string:\"b\\\"c\"");
	CHECK_STR(shown("c", "/* open"), "comment:/* open");
	CHECK_STR(shown("python", "def f():\n  '''a\nb'''"), "keyword:def name:f string:'''a\nb'''");
	CHECK_STR(shown("rust", "&'a str, 'x'"), "keyword:str string:'x'");
	CHECK_STR(shown("sql", "Select 'a''b' -- c"), "keyword:Select string:'a' string:'b' comment:-- c");
	CHECK_STR(shown("json", "{\"k\": \"v\"}"), "name:\"k\" string:\"v\"");
	CHECK_STR(shown("sh", "echo a#b # c"), "keyword:echo comment:# c");
	CHECK_STR(shown("html", "<a href=\"x\">don't</a>"), "keyword:a name:href string:\"x\" keyword:a");
	CHECK_STR(shown("", "int x"), "");
	CHECK_STR(shown("brainfuck", "int x"), "");
	static const char *const languages[] = { "c", "java", "js", "python", "go", "rust", "bash", "sql", "json",
		"yaml", "ruby", "php", "kotlin", "css", "html", "diff", "lua", "haskell", "perl", "lisp" };
	static const char torture[] = "\"'`\\\n<a b='c\n/* */ // # -- {- @x $y \xC3\xA9 0x1.2 <!-- --> \"\"\" '''\n+-@@\\";
	for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
		CHECK(language_find(str_from_c(languages[i])));
		for (size_t from = 0; from < sizeof torture; from++)
			for (size_t to = from; to <= sizeof torture; to++)
				check_order(languages[i], (struct str){ torture + from, to - from });
	}
	arena_done(&arena);
	return 0;
}
