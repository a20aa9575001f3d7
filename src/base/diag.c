/* diag.c - collecting, ordering, grouping and printing messages. */
#include "base/diag.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { LOG_CAP = 1000, SHOWN_OF_A_KIND = 3 };

static const struct {
	enum diag_level level;
	const char *code;
} kinds[DIAG_COUNT] = {
#define DIAG_ROW(name, lvl, code_) [DIAG_##name] = { .level = DIAG_##lvl, .code = code_ },
	DIAGS(DIAG_ROW)
#undef DIAG_ROW
};

enum diag_level diag_level(enum diag_id id)
{
	return kinds[id].level;
}

const char *diag_code(enum diag_id id)
{
	return kinds[id].code;
}

void diag_log_init(struct diag_log *log)
{
	*log = (struct diag_log){ 0 };
}

void diag_log_done(struct diag_log *log)
{
	for (size_t i = 0; i < log->n; i++)
		free(log->messages[i].text);
	free(log->messages);
	diag_log_init(log);
}

static char *format_text(const char *format, va_list args)
{
	va_list again;
	va_copy(again, args);
	int n = vsnprintf(NULL, 0, format, again);
	va_end(again);
	char *text = mem_alloc((size_t)(n > 0 ? n : 0) + 1);
	vsnprintf(text, (size_t)n + 1, format, args);
	/* Input is quoted in messages: no control character reaches the terminal. */
	for (unsigned char *p = (unsigned char *)text; *p; p++)
		if (*p < ' ' || *p == 0x7F)
			*p = ' ';
	return text;
}

void diag_add(struct diag_log *log, enum diag_id id, int line, const char *format, ...)
{
	if (log->n >= LOG_CAP) {
		log->unkept++;
		return;
	}
	va_list args;
	va_start(args, format);
	mem_grow(&log->messages, &log->cap, log->n + 1, sizeof *log->messages);
	log->messages[log->n++] = (struct diag_message){ id, line, format_text(format, args) };
	va_end(args);
}

void diag_init(struct diag *d)
{
	*d = (struct diag){ 0 };
}

static bool count_message(struct diag *d, enum diag_id id)
{
	enum diag_level level = kinds[id].level;
	d->count[id]++;
	if (level == DIAG_WARNING)
		d->warnings++;
	if (level == DIAG_ERROR) {
		d->errors++;
		return true;
	}
	if (d->quiet || (level == DIAG_INFO && !d->verbose))
		return false;
	return d->verbose || d->shown[id]++ < SHOWN_OF_A_KIND;
}

static void print_message(const struct diag *d, enum diag_id id, const char *where, const char *text)
{
	static const char *const words[] = { "note", "warning", "error" };
	static const char *const colours[] = { "\33[36m", "\33[33m", "\33[31m" };
	enum diag_level level = kinds[id].level;
	fprintf(stderr, "%s%s%s:%s %s [%s]\n", where, d->colour ? colours[level] : "", words[level],
		d->colour ? "\33[0m" : "", text, kinds[id].code);
}

/* A title in a message: at most 60 bytes, cut at a code point, without control characters. */
static void put_title(struct buf *b, struct str title)
{
	size_t n = title.len;
	if (n > 60) {
		n = 60;
		while (n && ((unsigned char)title.p[n] & 0xC0) == 0x80)
			n--;
	}
	for (size_t i = 0; i < n; i++)
		buf_putc(b, (unsigned char)title.p[i] < ' ' || title.p[i] == 0x7F ? ' ' : title.p[i]);
	if (n < title.len)
		buf_puts(b, "…");
}

void diag_flush(struct diag *d, struct diag_log *log, struct diag_place place)
{
	struct buf where;
	buf_init(&where);
	for (size_t i = 0; i < log->n; i++) {
		const struct diag_message *m = &log->messages[i];
		if (!count_message(d, m->id))
			continue;
		buf_clear(&where);
		if (place.file)
			buf_puts(&where, place.file);
		if (place.file && m->line > 0) {
			buf_putc(&where, ':');
			buf_put_int(&where, m->line);
		}
		if (where.len)
			buf_puts(&where, ": ");
		if (place.item > 0) {
			buf_puts(&where, "item ");
			buf_put_int(&where, place.item);
			buf_puts(&where, " \"");
			put_title(&where, place.title);
			buf_puts(&where, "\": ");
		}
		print_message(d, m->id, buf_cstr(&where), m->text);
	}
	for (size_t i = 0; i < log->unkept; i++)
		count_message(d, DIAG_LIMIT);
	buf_done(&where);
	diag_log_done(log);
}

void diag_say(struct diag *d, enum diag_id id, const char *file, const char *format, ...)
{
	struct diag_log log;
	va_list args;
	diag_log_init(&log);
	va_start(args, format);
	char *text = format_text(format, args);
	va_end(args);
	diag_add(&log, id, 0, "%s", text);
	free(text);
	diag_flush(d, &log, (struct diag_place){ .file = file });
}

void diag_finish(struct diag *d)
{
	for (int id = 0; id < DIAG_COUNT; id++)
		if (d->shown[id] > SHOWN_OF_A_KIND)
			fprintf(stderr, "designconv: … and %d more like this [%s] (all with -v)\n",
				d->shown[id] - SHOWN_OF_A_KIND, kinds[id].code);
}
