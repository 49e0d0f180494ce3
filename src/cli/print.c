/*
 * Printing into the run's output: plain text, columns, paint, and the frame of a JSON document.
 */
#include "senplan/base/utf8.h"

#include "run.h"

#include <assert.h>
#include <stdarg.h>
#include <string.h>

enum { WIDTH_DEFAULT = 80, WIDTH_LEAST = 40, WIDTH_MOST = 120 };

void
print(struct run *run, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	sp_str_vaddf(&run->out, format, args);
	va_end(args);
}

void
print_clean(struct run *run, const char *text)
{
	sp_utf8_clean(&run->out, text, run->ascii);
}

void
print_column(struct run *run, const char *text, int width)
{
	struct sp_str clean;
	int used;

	assert(width > 1);
	sp_str_init(&clean);
	sp_utf8_clean(&clean, text, run->ascii);
	used = sp_utf8_text_width(clean.text);
	if (used > width) {
		size_t fit = sp_utf8_fit(clean.text, width - 1);

		sp_str_add_n(&run->out, clean.text, fit);
		clean.text[fit] = '\0';
		used = sp_utf8_text_width(clean.text) + 1;
		sp_str_add(&run->out, run->ascii ? "." : "…");
	} else {
		sp_str_add(&run->out, clean.text);
	}
	sp_str_add_repeat(&run->out, ' ', (size_t)(width - used));
	sp_str_finish(&clean);
}

int
print_width(const struct run *run)
{
	int width = run->world->out_is_terminal ? run->world->columns : 0;

	if (width <= 0)
		return WIDTH_DEFAULT;
	return width < WIDTH_LEAST ? WIDTH_LEAST : width > WIDTH_MOST ? WIDTH_MOST : width;
}

void
print_wrapped(struct run *run, const char *text, int indent)
{
	int width = print_width(run) - 1, used = indent;
	struct sp_str clean;
	const char *at;

	sp_str_init(&clean);
	sp_utf8_clean(&clean, text, run->ascii);
	at = clean.text;
	while (*at != '\0') {
		size_t len = strcspn(at, " ");
		char *word = sp_arena_strndup(&run->arena, at, len);
		int columns = word == NULL ? 0 : sp_utf8_text_width(word);

		if (used > indent && used + 1 + columns > width) {
			sp_str_add_char(&run->out, '\n');
			sp_str_add_repeat(&run->out, ' ', (size_t)indent);
			used = indent;
		} else if (used > indent) {
			sp_str_add_char(&run->out, ' ');
			used++;
		}
		sp_str_add_n(&run->out, at, len);
		used += columns;
		at += len;
		at += strspn(at, " ");
	}
	sp_str_add_char(&run->out, '\n');
	sp_str_finish(&clean);
}

void
print_paint(struct run *run, enum paint paint)
{
	static const char *const codes[] = {
		[PAINT_BOLD] = "\033[1m",    [PAINT_DIM] = "\033[2m",	 [PAINT_RED] = "\033[31m",
		[PAINT_YELLOW] = "\033[33m", [PAINT_GREEN] = "\033[32m",
	};

	if (run->colour)
		sp_str_add(&run->out, codes[paint]);
}

void
print_plain(struct run *run)
{
	if (run->colour)
		sp_str_add(&run->out, "\033[0m");
}

void
print_done(struct run *run, const char *format, ...)
{
	struct sp_str sentence;
	va_list args;

	sp_str_init(&sentence);
	va_start(args, format);
	sp_str_vaddf(&sentence, format, args);
	va_end(args);
	if (run->json) {
		sp_json_text(json_begin(run), "done", sentence.text);
		json_end(run);
	} else if (!run->quiet) {
		print_clean(run, sentence.text);
		sp_str_add_char(&run->out, '\n');
	}
	run->out.failed = run->out.failed || sentence.failed;
	sp_str_finish(&sentence);
}

struct sp_json *
json_begin(struct run *run)
{
	assert(run->json);
	sp_json_begin(&run->document, &run->out);
	return &run->document;
}

void
json_end(struct run *run)
{
	sp_json_end(&run->document);
}

void
json_time(struct sp_json *json, const char *key, sp_time time)
{
	char buf[SP_MOMENT_TEXT];

	if (time == SP_TIME_NONE)
		sp_json_null(json, key);
	else
		sp_json_text(json, key, sp_moment_format(time, buf));
}
