/*
 * Those who come to meetings, windows, and the school's events: when people can, when kinds of work may happen, and the
 * dates that duties are tied to.
 */
#include "senplan/base/array.h"
#include "senplan/model/availability.h"

#include "keep.h"

/* --- attendees --- */

/* "task 12" is two words. */
static int
words_of_whom(const struct run *run)
{
	return run->args.n_words > 2 && sp_strieq(run->args.words[1], "task") ? 2 : 1;
}

struct whom {
	const char *whom, *role;
	int rest; /* first word behind both */
};

static enum sp_rc
read_whom(struct run *run, struct whom *ret, struct sp_err *reterr)
{
	int n = words_of_whom(run);

	if (run->args.n_words < 2 + n)
		return sp_err_set(reterr, SP_USAGE, "Say who it is by role: senplan attendee %s %s parent.",
				  run->args.words[0], keep_rest(run, 1));
	ret->whom = n == 1 ? run->args.words[1] : args_join(&run->args, 1, 3, &run->arena);
	ret->role = run->args.words[1 + n];
	ret->rest = 2 + n;
	return ret->whom == NULL ? sp_err_nomem(reterr) : SP_OK;
}

static void
print_attendee(struct run *run, const struct sp_attendee *who)
{
	const struct sp_snapshot *s = sp_app_snapshot(run->app);
	const struct sp_case *subject = sp_snapshot_case(s, who->subject);
	const struct sp_duty *duty = sp_snapshot_duty(s, who->duty);
	struct sp_str text;

	sp_str_init(&text);
	if (run->json) {
		struct sp_json *json = &run->document;

		sp_words_times(&text, s, who);
		sp_json_open(json, NULL, '{');
		sp_json_text(json, "case", subject == NULL || run->hide ? NULL : subject->code);
		sp_json_text(json, "duty", duty == NULL ? NULL : duty->key);
		if (who->task.v != 0)
			sp_json_int(json, "task", who->task.v);
		else
			sp_json_null(json, "task");
		sp_json_text(json, "role", run->hide ? NULL : who->role);
		sp_json_bool(json, "limited", sp_attendee_is_limited(s, who));
		sp_json_text(json, "when", text.text);
		sp_json_close(json);
	} else {
		sp_words_attendee(&text, s, who, run->hide);
		print_clean(run, text.text);
		print(run, "\n");
	}
	sp_str_finish(&text);
}

static enum sp_rc
attendee_list(struct run *run, struct sp_err *reterr)
{
	const struct sp_snapshot *s = sp_app_snapshot(run->app);
	size_t n = 0;

	(void)reterr;
	if (run->json)
		sp_json_open(json_begin(run), "attendees", '[');
	for (size_t i = 0; i < s->attendees.n; i++) {
		if (!sp_attendee_is_first(s, i))
			continue;
		print_attendee(run, &s->attendees.items[i]);
		n++;
	}
	if (run->json) {
		sp_json_close(&run->document);
		json_end(run);
	} else if (n == 0) {
		print(run, "Nobody is named yet: \"senplan attendee add K07 parent wed before 9\".\n");
	}
	return SP_OK;
}

static enum sp_rc
attendee_add(struct run *run, struct sp_err *reterr)
{
	struct sp_outcome outcome = {.arena = &run->arena};
	struct whom w;
	enum sp_rc rc = read_whom(run, &w, reterr);
	struct sp_field_value items[2];

	if (rc != SP_OK)
		return rc;
	items[0] = (struct sp_field_value){"role", w.role};
	items[1] = (struct sp_field_value){"when", keep_rest(run, w.rest)};
	rc = sp_app_attendee_add(run->app, w.whom, (struct sp_field_values){items, 2}, &outcome, reterr);
	if (rc == SP_OK)
		keep_print_outcome(run, &outcome);
	return rc;
}

static enum sp_rc
attendee_edit(struct run *run, struct sp_err *reterr)
{
	struct sp_outcome outcome = {.arena = &run->arena};
	struct keep_fields fields;
	struct whom w;
	enum sp_rc rc = read_whom(run, &w, reterr);

	if (rc != SP_OK)
		return rc;
	keep_read_fields(run, NULL, &fields);
	if (run->args.n_words > w.rest)
		fields.items[fields.values.n++] = (struct sp_field_value){"when", keep_rest(run, w.rest)};
	if (fields.values.n == 0)
		return sp_err_set(reterr, SP_USAGE, "Say when they can (wed before 9), or another --role.");
	rc = sp_app_attendee_edit(run->app, w.whom, w.role, fields.values, &outcome, reterr);
	if (rc == SP_OK)
		keep_print_outcome(run, &outcome);
	return rc;
}

static enum sp_rc
attendee_remove(struct run *run, struct sp_err *reterr)
{
	struct sp_outcome outcome = {.arena = &run->arena};
	struct whom w;
	enum sp_rc rc = read_whom(run, &w, reterr);

	if (rc == SP_OK)
		rc = sp_app_attendee_remove(run->app, w.whom, w.role, &outcome, reterr);
	if (rc == SP_OK)
		keep_print_outcome(run, &outcome);
	return rc;
}

enum sp_rc
run_attendee(struct run *run, struct sp_err *reterr)
{
	static const struct keep_word words[] = {
		{"list", 0, 0, "", attendee_list},
		{"add", 2, -1, "WHOM ROLE [WHEN…]", attendee_add},
		{"edit", 2, -1, "WHOM ROLE [WHEN…] [--role ROLE]", attendee_edit},
		{"remove", 2, 3, "WHOM ROLE", attendee_remove},
	};

	return keep_dispatch(run, words, SP_COUNT(words), reterr);
}

/* --- windows --- */

static void
print_spans(struct run *run, const struct sp_window *window)
{
	const struct sp_snapshot *s = sp_app_snapshot(run->app);

	for (size_t i = 0; i < s->window_spans.n; i++) {
		const struct sp_window_span *span = &s->window_spans.items[i];
		struct sp_str text;

		if (span->window.v != window->id.v)
			continue;
		sp_str_init(&text);
		sp_words_span(&text, s, span);
		if (run->json)
			sp_json_text(&run->document, NULL, text.text);
		else
			print(run, "    %s\n", text.text);
		sp_str_finish(&text);
	}
}

static enum sp_rc
window_list(struct run *run, struct sp_err *reterr)
{
	const struct sp_snapshot *s = sp_app_snapshot(run->app);

	(void)reterr;
	if (run->json)
		sp_json_open(json_begin(run), "windows", '[');
	for (size_t i = 0; i < s->windows.n; i++) {
		const struct sp_window *window = &s->windows.items[i];

		if (run->json) {
			sp_json_open(&run->document, NULL, '{');
			keep_json_row(run, SP_ENTITY_window, window);
			sp_json_open(&run->document, "times", '[');
		} else {
			print_column(run, window->key, 16);
			print(run, "%s\n", window->name);
		}
		print_spans(run, window);
		if (run->json) {
			sp_json_close(&run->document);
			sp_json_close(&run->document);
		}
	}
	if (run->json) {
		sp_json_close(&run->document);
		json_end(run);
	}
	return SP_OK;
}

typedef enum sp_rc (*dated_fn)(struct sp_app *app, const char *what, const char *when, struct sp_outcome *ret,
			       struct sp_err *reterr);

static enum sp_rc
change_dated(struct run *run, dated_fn change, struct sp_err *reterr)
{
	struct sp_outcome outcome = {.arena = &run->arena};
	enum sp_rc rc = change(run->app, run->args.words[1], keep_rest(run, 2), &outcome, reterr);

	if (rc == SP_OK)
		keep_print_outcome(run, &outcome);
	return rc;
}

static enum sp_rc
window_open(struct run *run, struct sp_err *reterr)
{
	return change_dated(run, sp_app_window_open, reterr);
}

static enum sp_rc
window_close(struct run *run, struct sp_err *reterr)
{
	return change_dated(run, sp_app_window_close, reterr);
}

enum sp_rc
run_window(struct run *run, struct sp_err *reterr)
{
	static const struct keep_word words[] = {
		{"list", 0, 0, "", window_list},
		{"open", 2, -1, "WINDOW WHEN…", window_open},
		{"close", 2, -1, "WINDOW WHEN…", window_close},
	};

	return keep_dispatch(run, words, SP_COUNT(words), reterr);
}
/* --- the school's events --- */

static enum sp_rc
event_list(struct run *run, struct sp_err *reterr)
{
	const struct sp_snapshot *s = sp_app_snapshot(run->app);
	size_t n = 0;

	(void)reterr;
	if (run->json)
		sp_json_open(json_begin(run), "events", '[');
	for (size_t i = 0; i < s->year_spans.n; i++) {
		const struct sp_year_span *span = &s->year_spans.items[i];
		char day[SP_DAY_TEXT];

		if (span->kind != SP_YEAR_EVENT)
			continue;
		n++;
		if (run->json) {
			sp_json_open(&run->document, NULL, '{');
			sp_json_text(&run->document, "name", span->name);
			sp_json_day(&run->document, "day", span->from_day);
			sp_json_close(&run->document);
			continue;
		}
		print_column(run, sp_day_format(span->from_day, SP_DAY_LONG, day), 18);
		print_clean(run, span->name);
		print(run, "\n");
	}
	if (run->json) {
		sp_json_close(&run->document);
		json_end(run);
	} else if (n == 0) {
		print(run, "No event yet: \"senplan event add governors 3 dec\".\n");
	}
	return SP_OK;
}

static enum sp_rc
event_add(struct run *run, struct sp_err *reterr)
{
	return change_dated(run, sp_app_event_add, reterr);
}

static enum sp_rc
event_remove(struct run *run, struct sp_err *reterr)
{
	return change_dated(run, sp_app_event_remove, reterr);
}

enum sp_rc
run_event(struct run *run, struct sp_err *reterr)
{
	static const struct keep_word words[] = {
		{"list", 0, 0, "", event_list},
		{"add", 2, -1, "NAME DATE…", event_add},
		{"remove", 2, -1, "NAME DATE…", event_remove},
	};

	return keep_dispatch(run, words, SP_COUNT(words), reterr);
}
