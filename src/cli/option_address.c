/* option_address.c - an address as input: nothing is fetched, but the line that does it is printed, the
 * user's own with curl before it, ready to be pasted into a shell. */
#include "cli/option_check.h"

#include <stdio.h>

bool option_is_address(const char *input)
{
	static const struct str schemes[] = { STR_INIT("http://"), STR_INIT("https://"), STR_INIT("feed://"),
					      STR_INIT("feed:http"), STR_INIT("ftp://") };
	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
		if (str_starts_nocase(str_from_c(input), schemes[i]))
			return true;
	return false;
}

/* A word as a shell reads it back. */
static void put_quoted(struct buf *b, const char *word)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=,./:@%";
	if (*word && !word[strspn(word, plain)]) {
		buf_puts(b, word);
		return;
	}
	buf_putc(b, '\'');
	for (; *word; word++)
		if (*word == '\'')
			buf_puts(b, "'\\''");
		else
			buf_putc(b, *word);
	buf_putc(b, '\'');
}

/* feed://host is https://host, feed:https://host what stands behind. */
static void put_curl(struct buf *b, const char *address)
{
	struct str s = str_from_c(address);
	struct buf url = { 0 };
	if (str_starts_nocase(s, STR("feed://")))
		buf_printf(&url, "https://%s", address + 7);
	else
		buf_puts(&url, str_starts_nocase(s, STR("feed:")) ? address + 5 : address);
	buf_puts(b, "curl -sSL ");
	put_quoted(b, buf_cstr(&url));
	buf_done(&url);
}

static bool is_input(const struct options *o, const char *argument)
{
	for (size_t i = 0; i < o->n_inputs; i++)
		if (o->inputs[i] == argument)
			return option_is_address(argument);
	return false;
}

/* What comes from standard input has no name, so the book needs one. */
static void put_output(struct buf *b, const struct options *o)
{
	if (o->list || o->output)
		return;
	const char *format = o->n_formats ? o->formats[0]->name : "epub";
	if (!o->n_formats)
		buf_printf(b, " -t %s", format);
	buf_printf(b, o->n_formats > 1 ? " -o books/" : " -o book.%s", o->n_formats ? o->formats[0]->suffix : "epub");
}

/* One address comes by a pipe; several by bash's <(…). */
void option_refuse_addresses(const struct options *o, int argc, char **argv)
{
	struct buf line = { 0 };
	size_t n = 0;
	for (size_t i = 0; i < o->n_inputs; i++)
		n += option_is_address(o->inputs[i]);
	for (int i = 1; n == 1 && i < argc; i++)
		if (is_input(o, argv[i])) {
			put_curl(&line, argv[i]);
			buf_puts(&line, " | ");
		}
	buf_puts(&line, "designconv");
	put_output(&line, o);
	for (int i = 1; i < argc; i++) {
		buf_putc(&line, ' ');
		if (!is_input(o, argv[i])) {
			put_quoted(&line, argv[i]);
		} else if (n == 1) {
			buf_putc(&line, '-');
		} else {
			buf_puts(&line, "<(");
			put_curl(&line, argv[i]);
			buf_putc(&line, ')');
		}
	}
	option_wrong("nothing is fetched; let curl fetch it:", NULL, buf_cstr(&line));
	buf_done(&line);
}
