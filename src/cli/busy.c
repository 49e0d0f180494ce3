/*
 * Times from imported calendars: what they are, and what they count as.
 */
#include "senplan/base/array.h"
#include "senplan/model/availability.h"

#include "keep.h"

#include <stdlib.h>
#include <string.h>

enum { SHOWN_DAYS = 28 };

static const char *
counts_as(const struct sp_busy_mark *mark)
{
	return sp_busy_counts_names[mark == NULL ? SP_BUSY_BUSY : mark->counts];
}

static void
show_time(struct run *run, const struct sp_busy_time *busy)
{
	const struct sp_snapshot *s = sp_app_snapshot(run->app);
	const struct sp_source *source = sp_snapshot_source(s, busy->source);
	const struct sp_busy_mark *mark = sp_busy_mark_of(s, busy);
	char start[SP_CLOCK_TEXT], end[SP_CLOCK_TEXT];

	if (run->json) {
		sp_json_open(&run->document, NULL, '{');
		sp_json_int(&run->document, "id", busy->id.v);
		sp_json_text(&run->document, "source", source == NULL ? NULL : source->name);
		sp_json_text(&run->document, "title", run->hide ? NULL : busy->title);
		json_time(&run->document, "start", busy->start);
		json_time(&run->document, "end", busy->end);
		sp_json_bool(&run->document, "all_day", busy->all_day);
		sp_json_text(&run->document, "counts", counts_as(mark));
		sp_json_close(&run->document);
		return;
	}
	print(run, "%6lld  %s", (long long)busy->id.v, sp_time_format(busy->start, start));
	if (sp_time_day(busy->end) == sp_time_day(busy->start))
		print(run, "-%s  ", sp_minute_format(sp_time_minute(busy->end), end));
	else
		print(run, " to %s  ", sp_time_format(busy->end, end));
	print_column(run, counts_as(mark), 9);
	print_clean(run, source == NULL ? "" : source->name);
	print(run, "  ");
	print_clean(run, run->hide ? "" : busy->title);
	print(run, "\n");
}

static bool
is_wanted(const struct run *run, const struct sp_busy_time *busy, sp_day from, sp_day to, const char *text)
{
	const struct sp_source *source = sp_snapshot_source(sp_app_snapshot(run->app), busy->source);
	const char *name = run->args.values[SP_OPTION_SOURCE];

	return busy->end > sp_time_of(from, 0) && busy->start < sp_time_of(to + 1, 0) &&
	       (name == NULL || (source != NULL && sp_strieq(source->name, name))) &&
	       (text[0] == '\0' || strcasestr(busy->title, text) != NULL);
}

static int
by_start(const void *a, const void *b)
{
	const struct sp_busy_time *x = *(const struct sp_busy_time *const *)a;
	const struct sp_busy_time *y = *(const struct sp_busy_time *const *)b;

	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return (x->id.v > y->id.v) - (x->id.v < y->id.v);
}

static enum sp_rc
busy_list(struct run *run, struct sp_err *reterr)
{
	const struct sp_snapshot *s = sp_app_snapshot(run->app);
	const char *text = run->args.n_words > 1 ? keep_rest(run, 1) : "";
	const struct sp_busy_time **shown =
		SP_ARENA_NEW_N(&run->arena, const struct sp_busy_time *, s->busy_times.n + 1);
	sp_day from, to;
	size_t n = 0;
	enum sp_rc rc = shown == NULL ? sp_err_nomem(reterr) : option_range(run, &from, &to, reterr);

	if (rc != SP_OK)
		return rc;
	from = from == SP_DAY_NONE ? sp_time_day(sp_app_now(run->app)) : from;
	to = to == SP_DAY_NONE ? from + SHOWN_DAYS - 1 : to;
	for (size_t i = 0; i < s->busy_times.n; i++)
		if (is_wanted(run, &s->busy_times.items[i], from, to, text))
			shown[n++] = &s->busy_times.items[i];
	qsort(shown, n, sizeof(const struct sp_busy_time *), by_start);
	if (run->json)
		sp_json_open(json_begin(run), "busy", '[');
	for (size_t i = 0; i < n; i++)
		show_time(run, shown[i]);
	if (run->json) {
		sp_json_close(&run->document);
		json_end(run);
	} else if (n == 0) {
		print(run,
		      "No time of a calendar: \"senplan import calendar FILE.ics\" takes one in; --from and "
		      "--to show other days.\n");
	}
	return SP_OK;
}

static enum sp_rc
busy_marks(struct run *run, struct sp_err *reterr)
{
	const struct sp_snapshot *s = sp_app_snapshot(run->app);

	(void)reterr;
	if (run->json)
		sp_json_open(json_begin(run), "marks", '[');
	for (size_t i = 0; i < s->busy_marks.n; i++) {
		const struct sp_busy_mark *mark = &s->busy_marks.items[i];
		const struct sp_source *source = sp_snapshot_source(s, mark->source);
		const struct sp_case *subject = sp_snapshot_case(s, mark->subject);
		char start[SP_CLOCK_TEXT];

		if (run->json) {
			sp_json_open(&run->document, NULL, '{');
			keep_json_row(run, SP_ENTITY_busy_mark, mark);
			sp_json_close(&run->document);
			continue;
		}
		print(run, "%6lld  ", (long long)mark->id.v);
		print_column(run, counts_as(mark), 9);
		print_column(run, sp_busy_scope_names[mark->scope], 7);
		print(run, "%s  ", sp_time_format(mark->start, start));
		print_clean(run, source == NULL ? "" : source->name);
		print(run, "  ");
		print_clean(run, run->hide ? "" : subject != NULL ? subject->code : mark->title);
		print(run, "\n");
	}
	if (run->json) {
		sp_json_close(&run->document);
		json_end(run);
	} else if (s->busy_marks.n == 0) {
		print(run, "Nothing is marked: \"senplan busy mark NUMBER free|teaching|meeting\".\n");
	}
	return SP_OK;
}

static enum sp_rc
read_number(const char *text, int64_t *ret, struct sp_err *reterr)
{
	long number = 0;

	if (!sp_parse_int(text, 1, INT32_MAX, &number))
		return sp_err_set(reterr, SP_USAGE,
				  "\"%s\" is no number, as \"senplan busy list\" shows them.", text);
	*ret = number;
	return SP_OK;
}

static enum sp_rc
busy_mark(struct run *run, struct sp_err *reterr)
{
	struct sp_outcome outcome = {.arena = &run->arena};
	struct sp_busy_mark_request request = {
		.as = run->args.words[2],
		.each = run->args.values[SP_OPTION_EACH],
		.code = run->args.n_words > 3 ? run->args.words[3] : NULL,
	};
	enum sp_rc rc = read_number(run->args.words[1], &request.busy, reterr);

	if (rc == SP_OK)
		rc = sp_app_busy_mark(run->app, &request, &outcome, reterr);
	if (rc == SP_OK)
		keep_print_outcome(run, &outcome);
	return rc;
}

static enum sp_rc
busy_unmark(struct run *run, struct sp_err *reterr)
{
	struct sp_outcome outcome = {.arena = &run->arena};
	int64_t mark = 0;
	enum sp_rc rc = read_number(run->args.words[1], &mark, reterr);

	if (rc == SP_OK)
		rc = sp_app_busy_unmark(run->app, mark, &outcome, reterr);
	if (rc == SP_OK)
		keep_print_outcome(run, &outcome);
	return rc;
}

enum sp_rc
run_busy(struct run *run, struct sp_err *reterr)
{
	static const struct keep_word words[] = {
		{"list", 0, -1, "[TEXT…]", busy_list},
		{"marks", 0, 0, "", busy_marks},
		{"mark", 2, 3, "NUMBER free|teaching|meeting|busy [CODE]", busy_mark},
		{"unmark", 1, 1, "MARK", busy_unmark},
	};

	return keep_dispatch(run, words, SP_COUNT(words), reterr);
}
