/* languages.c - the languages known, one row each. */
#include "highlight/languages.h"

#define C_COMMENTS .line_comments = { "//", NULL }, .block_comment = { "/*", "*/" }

static const struct language languages[] = {
	{ .names = "c h cpp c++ cc cxx hpp objective-c objc arduino cuda",
	  .keywords = "alignas alignof auto bool break case catch char class const constexpr continue decltype "
		      "default delete do double else enum explicit extern false final float for friend goto if "
		      "inline int long mutable namespace new noexcept nullptr NULL operator override private "
		      "protected public register restrict return short signed sizeof static static_assert "
		      "static_cast struct switch template this throw true try typedef typename union unsigned "
		      "using virtual void volatile while",
	  C_COMMENTS, .quotes = "\"'", .flags = LANGUAGE_HASH_LINE },
	{ .names = "java groovy scala",
	  .keywords = "abstract assert boolean break byte case catch char class const continue def default do "
		      "double else enum extends false final finally float for if implements import instanceof "
		      "int interface long match native new null object override package private protected "
		      "public record return sealed short static super switch synchronized this throw throws "
		      "trait transient true try val var void volatile while yield",
	  C_COMMENTS, .quotes = "\"'", .flags = LANGUAGE_AT | LANGUAGE_TRIPLE },
	{ .names = "javascript js jsx mjs typescript ts tsx",
	  .keywords = "abstract any as async await boolean break case catch class const continue debugger "
		      "declare default delete do else enum export extends false finally for from function get "
		      "if implements import in instanceof interface let namespace never new null number of "
		      "private protected public readonly return set static string super switch this throw "
		      "true try type typeof undefined unknown var void while with yield",
	  C_COMMENTS, .quotes = "\"'`", .long_quotes = "`", .flags = LANGUAGE_AT },
	{ .names = "python py python3 gdscript",
	  .keywords = "False None True and as assert async await break case class continue def del elif else "
		      "except finally for from global if import in is lambda match nonlocal not or pass raise "
		      "return self try while with yield",
	  .line_comments = { "#", NULL }, .quotes = "\"'", .flags = LANGUAGE_TRIPLE | LANGUAGE_AT },
	{ .names = "go golang",
	  .keywords = "any bool break byte case chan const continue default defer else error fallthrough false "
		      "float32 float64 for func go goto if import int int32 int64 interface map nil package "
		      "range return rune select string struct switch true type uint uint32 uint64 var",
	  C_COMMENTS, .quotes = "\"'`", .long_quotes = "`" },
	{ .names = "rust rs",
	  .keywords = "Self as async await bool break char const continue crate dyn else enum extern f32 f64 "
		      "false fn for i32 i64 if impl in let loop match mod move mut pub ref return self static "
		      "str struct super trait true type u32 u64 u8 unsafe use usize where while",
	  C_COMMENTS, .quotes = "\"", .long_quotes = "\"", .flags = LANGUAGE_CHAR },
	{ .names = "sh shell bash zsh console shell-session fish dockerfile docker makefile make",
	  .keywords = "ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM RUN USER VOLUME WORKDIR alias break case cd "
		      "continue do done echo elif else esac eval exec exit export fi for function if in "
		      "local read readonly return set shift source then trap unset until while",
	  .line_comments = { "#", NULL }, .quotes = "\"'", .long_quotes = "\"'",
	  .flags = LANGUAGE_DOLLAR | LANGUAGE_SIGNED_HASH | LANGUAGE_DASHES },
	{ .names = "sql mysql postgresql postgres plsql sqlite tsql",
	  .keywords = "add all alter and as asc begin between bigint boolean by case cast check column commit "
		      "constraint create cross database default delete desc distinct drop else end exists "
		      "explain false foreign from full function grant group having if in index inner insert "
		      "int integer interval into is join key left like limit not null offset on or order "
		      "outer over partition primary references returning right rollback select serial set "
		      "table text then timestamp transaction trigger true truncate union unique update using "
		      "uuid values varchar view when where with",
	  .line_comments = { "--", NULL }, .block_comment = { "/*", "*/" }, .quotes = "'\"",
	  .long_quotes = "'", .flags = LANGUAGE_NO_CASE },
	{ .names = "json json5 jsonc", .keywords = "false null true", C_COMMENTS, .quotes = "\"'",
	  .flags = LANGUAGE_KEYS },
	{ .names = "yaml yml toml ini conf properties", .keywords = "false no null off on true yes",
	  .line_comments = { "#", NULL }, .quotes = "\"'",
	  .flags = LANGUAGE_KEYS | LANGUAGE_SIGNED_HASH | LANGUAGE_DASHES },
	{ .names = "ruby rb crystal elixir ex exs",
	  .keywords = "BEGIN END alias and begin break case class def defined defmodule do else elsif end "
		      "ensure false for fn if in module next nil not or raise redo require rescue retry "
		      "return self super then true undef unless until when while yield",
	  .line_comments = { "#", NULL }, .quotes = "\"'", .long_quotes = "\"", .flags = LANGUAGE_AT },
	{ .names = "php",
	  .keywords = "abstract and array as break case catch class clone const continue declare default do "
		      "echo else elseif empty extends false final finally fn for foreach function global if "
		      "implements include instanceof interface isset namespace new null or print private "
		      "protected public require return static switch this throw trait true try use var while",
	  .line_comments = { "//", "#" }, .block_comment = { "/*", "*/" }, .quotes = "\"'",
	  .long_quotes = "\"'", .flags = LANGUAGE_DOLLAR },
	{ .names = "kotlin kt swift dart cs csharp c#",
	  .keywords = "abstract as async await base bool break case catch class companion const continue data "
		      "default defer do double else enum extends extension false fileprivate final finally for "
		      "foreach fun func get guard if import in init inline int interface internal is lateinit "
		      "let namespace new nil null object open operator out override package private protected "
		      "protocol public readonly ref return sealed self set static string struct super suspend "
		      "switch this throw throws true try typealias using val var virtual void when where while",
	  C_COMMENTS, .quotes = "\"'", .flags = LANGUAGE_TRIPLE | LANGUAGE_AT },
	{ .names = "css scss less sass", .keywords = "important inherit initial none unset",
	  C_COMMENTS, .quotes = "\"'", .flags = LANGUAGE_KEYS | LANGUAGE_DASHES | LANGUAGE_AT },
	{ .names = "html xml svg xhtml vue markup", .block_comment = { "<!--", "-->" }, .quotes = "",
	  .flags = LANGUAGE_TAGS },
	{ .names = "diff patch", .quotes = "", .flags = LANGUAGE_DIFF },
	{ .names = "lua", .keywords = "and break do else elseif end false for function goto if in local nil not "
				      "or repeat return then true until while",
	  .line_comments = { "--", NULL }, .block_comment = { "--[[", "]]" }, .quotes = "\"'" },
	{ .names = "haskell hs elm",
	  .keywords = "case class data deriving do else if import in infix instance let module newtype of then "
		      "type where",
	  .line_comments = { "--", NULL }, .block_comment = { "{-", "-}" }, .quotes = "\"",
	  .flags = LANGUAGE_CHAR },
	{ .names = "r perl pl julia jl",
	  .keywords = "FALSE NA NULL TRUE begin break else elsif end false for foreach function if in last "
		      "library local my next our print repeat return struct sub true unless use using while",
	  .line_comments = { "#", NULL }, .quotes = "\"'", .flags = LANGUAGE_DOLLAR },
	{ .names = "lisp clojure clj scheme elisp emacs-lisp racket",
	  .keywords = "and cond def define defmacro defn defun do fn if lambda let let* loop nil not ns or quote "
		      "recur require set! t true",
	  .line_comments = { ";", NULL }, .quotes = "\"", .long_quotes = "\"", .flags = LANGUAGE_DASHES },
};

const struct language *language_find(struct str name)
{
	char lower[24];
	if (name.len == 0 || name.len >= sizeof lower)
		return NULL;
	for (size_t i = 0; i < name.len; i++)
		lower[i] = ch_lower(name.p[i]);
	for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
		if (str_has_word(str_from_c(languages[i].names), (struct str){ lower, name.len }))
			return &languages[i];
	return NULL;
}
