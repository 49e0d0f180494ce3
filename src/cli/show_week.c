/*
 * The week and the day, as a list that reads well on 80 columns, and as JSON.
 */
#include "senplan/base/array.h"
#include "senplan/report/marks.h"

#include "run.h"
#include "show_year.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { TITLE_WIDTH = 44, MOST_NAMED = 6 };

/* Fixed times and blocks of a day in one row, by start. */
struct line {
	sp_minute from;
	sp_minute to;
	const struct sp_fixed *fixed; /* one of the two */
	const struct sp_week_block *block;
};

static int
by_from(const void *a, const void *b)
{
	const struct line *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return (x->block != NULL) - (y->block != NULL);
}

static struct line *
lines_of(struct run *run, const struct sp_week_day *day, size_t *ret_n)
{
	size_t n = 0;
	struct line *lines =
		SP_ARENA_NEW_N(&run->arena, struct line, day->n_blocks + day->availability.n_fixed);

	if (lines == NULL)
		return NULL;
	for (size_t i = 0; i < day->availability.n_fixed; i++) {
		const struct sp_fixed *fixed = &day->availability.fixed[i];

		lines[n++] = (struct line){fixed->from_min, fixed->to_min, fixed, NULL};
	}
	for (size_t i = 0; i < day->n_blocks; i++) {
		sp_minute from = sp_time_minute(day->blocks[i].block->start);

		lines[n++] =
			(struct line){from, from + day->blocks[i].block->length_min, NULL, &day->blocks[i]};
	}
	qsort(lines, n, sizeof(*lines), by_from);
	*ret_n = n;
	return lines;
}

static const char *
shown_title(const struct run *run, const struct sp_week_block *block)
{
	if (!run->hide)
		return block->title;
	return block->activity == NULL ? "" : block->activity->name;
}

static void
print_line(struct run *run, const struct line *line)
{
	char from[SP_CLOCK_TEXT], to[SP_CLOCK_TEXT];

	print(run, "  %s-%s  ", sp_minute_format(line->from, from), sp_minute_format(line->to, to));
	if (line->fixed != NULL) {
		const char *title = line->fixed->title;

		print_paint(run, PAINT_DIM);
		print(run, "%c    ", sp_fixed_mark(line->fixed->kind));
		if (title[0] == '\0' || (run->hide && line->fixed->busy.v != 0))
			title = sp_fixed_kind_name(line->fixed->kind);
		print_clean(run, title);
	} else {
		const struct sp_week_block *block = line->block;
		char marks[SP_BLOCK_MARKS];

		if (block->late)
			print_paint(run, PAINT_RED);
		print(run, "%-2s%s  ", sp_block_marks(block, marks),
		      block->activity == NULL ? " " : block->activity->letter);
		print_column(run, shown_title(run, block), TITLE_WIDTH);
		print(run, " %6lld", (long long)block->block->id.v);
	}
	print_plain(run);
	print(run, "\n");
}

/* On a day off the school's break and lunch are nothing to know. */
static bool
is_pause(const struct line *line)
{
	return line->fixed != NULL &&
	       (line->fixed->kind == SP_FIXED_BREAK || line->fixed->kind == SP_FIXED_LUNCH);
}

static enum sp_rc
print_day(struct run *run, const struct sp_week_day *day, struct sp_err *reterr)
{
	char text[SP_DAY_TEXT];
	size_t n;
	struct line *lines = lines_of(run, day, &n);

	if (lines == NULL)
		return sp_err_nomem(reterr);
	print_paint(run, PAINT_BOLD);
	print(run, "%s", sp_day_format(day->day, SP_DAY_SHORT, text));
	print_plain(run);
	if (day->info.kind != SP_DAY_SCHOOL)
		print(run, "  %s", sp_day_kind_name(day->info.kind));
	if (day->info.kind != SP_DAY_SCHOOL && day->info.span != NULL && day->info.span->name[0] != '\0') {
		print(run, ": ");
		print_clean(run, day->info.span->name);
	}
	if (day->info.exams)
		print(run, "  exam weeks");
	if (day->info.kind == SP_DAY_SCHOOL && day->availability.work.n == 0)
		print(run, "  not in");
	print(run, "\n");
	for (size_t i = 0; i < n; i++)
		if (day->availability.work.n > 0 || !is_pause(&lines[i]))
			print_line(run, &lines[i]);
	return SP_OK;
}

static void
print_hours(struct run *run, const struct sp_week *week)
{
	char allocated[SP_CLOCK_TEXT], planned[SP_CLOCK_TEXT], logged[SP_CLOCK_TEXT];
	char lost[SP_CLOCK_TEXT], left[SP_CLOCK_TEXT], unreviewed[SP_CLOCK_TEXT];
	size_t urgent = 0;
	struct sp_str text;

	for (size_t i = 0; i < week->n_attention; i++)
		urgent += week->attention[i].severity > 0;
	sp_str_init(&text);
	sp_str_addf(&text, "SENCO %s | planned %s | logged %s | %s %s",
		    sp_length_format(week->allocated_min, allocated),
		    sp_length_format(week->planned_min, planned), sp_length_format(week->logged_min, logged),
		    week->left_min < 0 ? "over by" : "left", sp_length_format(abs(week->left_min), left));
	if (week->lost_min > 0)
		sp_str_addf(&text, " | lost %s", sp_length_format(week->lost_min, lost));
	if (week->unreviewed_min > 0)
		sp_str_addf(&text, " | not reviewed %s", sp_length_format(week->unreviewed_min, unreviewed));
	if (urgent > 0)
		sp_str_addf(&text, " | ! %zu pressing", urgent);
	if (week->n_no_room > 0)
		sp_str_addf(&text, "%s%zu did not fit", urgent > 0 ? ", " : " | ", week->n_no_room);
	print_wrapped(run, text.text, 0);
	sp_str_finish(&text);
}

static void
print_heading(struct run *run, const struct sp_week *week)
{
	char first[SP_DAY_TEXT], last[SP_DAY_TEXT];

	print_paint(run, PAINT_BOLD);
	print(run, "senplan  ");
	if (week->week_of_year > 0)
		print(run, "Wk %d%s%s  ", week->week_of_year, week->cycle_letter[0] == '\0' ? "" : " ",
		      week->cycle_letter);
	print(run, "%s - %s", sp_day_format(week->monday, SP_DAY_SHORT, first),
	      sp_day_format(week->monday + week->n_days - 1, SP_DAY_LONG, last));
	if (week->half_term[0] != '\0') {
		print(run, "  ");
		print_clean(run, week->half_term);
	}
	print_plain(run);
	print(run, "\n");
	print_hours(run, week);
}

static void
add_no_room_reason(struct run *run, struct sp_str *out, const struct sp_task *task)
{
	const struct sp_snapshot *snapshot = sp_app_snapshot(run->app);
	struct sp_task_why why;

	if (sp_plan_why_task(snapshot, task->id, sp_app_now(run->app), &run->arena, &why, NULL) == SP_OK)
		sp_words_no_room(out, snapshot, task, &why.why, run->hide);
}

/* Steps of one pupil that are due together and stand alike are one line. */
static bool
belongs_to(const struct sp_week_attention *first, const struct sp_week_attention *other)
{
	return first->severity == other->severity && first->subject.v == other->subject.v &&
	       first->by_day == other->by_day && sp_streq(first->where, other->where);
}

static void
print_attention(struct run *run, const struct sp_week_attention *attention, size_t n)
{
	static const char *const marks[] = {"  - ", "  ! ", "  !!"};
	char day[SP_DAY_TEXT];
	struct sp_str text;

	sp_str_init(&text);
	if (n == 1) {
		sp_str_add(&text, attention->text);
	} else {
		const struct sp_case *subject =
			sp_snapshot_case(sp_app_snapshot(run->app), attention->subject);

		sp_str_add(&text, subject == NULL ? "" : subject->code);
		for (size_t i = 0; i < n; i++)
			sp_str_addf(&text, "%s %s",
				    i == 0	 ? ""
				    : i + 1 == n ? " and"
						 : ",",
				    attention[i].step);
		sp_str_addf(&text, " by %s%s", sp_day_format(attention->by_day, SP_DAY_SHORT, day),
			    attention->where);
	}
	if (attention->severity == 2)
		print_paint(run, PAINT_RED);
	print(run, "%s", marks[attention->severity]);
	print_plain(run);
	print(run, " ");
	print_wrapped(run, text.text, 5);
	run->out.failed = run->out.failed || text.failed;
	sp_str_finish(&text);
}

/* "learning walk, 3 times, 1h30 (tasks 12, 13, 14): " */
static void
add_no_room_name(struct run *run, struct sp_str *out, const struct sp_week_no_room *no_room)
{
	char length[SP_CLOCK_TEXT];

	if (run->hide || no_room->n_tasks == 1)
		sp_words_task(out, sp_app_snapshot(run->app), no_room->task, run->hide);
	else
		sp_str_add(out, no_room->title);
	if (no_room->n_tasks > 1)
		sp_str_addf(out, ", %s, %s", no_room->count, sp_length_format(no_room->missing_min, length));
	sp_str_add(out, no_room->n_tasks == 1 ? " (task " : " (tasks ");
	for (size_t i = 0; i < no_room->n_tasks && i < MOST_NAMED; i++)
		sp_str_addf(out, "%s%lld", i == 0 ? "" : ", ", (long long)no_room->tasks[i].task->id.v);
	sp_str_addf(out, "%s): %s", no_room->n_tasks > MOST_NAMED ? ", ..." : "",
		    no_room->n_tasks > 1 ? "the first " : "");
}

static void
print_no_room(struct run *run, const struct sp_week *week)
{
	char length[SP_CLOCK_TEXT];
	int32_t missing_min = 0;
	struct sp_str text;

	for (size_t i = 0; i < week->n_no_room; i++)
		missing_min += week->no_room[i].missing_min;
	if (week->n_no_room > 0)
		print(run, "\nDid not fit, due this week or next: %s\n",
		      sp_length_format(missing_min, length));
	sp_str_init(&text);
	for (size_t i = 0; i < week->n_no_room; i++) {
		const struct sp_task *task = week->no_room[i].task;

		sp_str_clear(&text);
		add_no_room_name(run, &text, &week->no_room[i]);
		add_no_room_reason(run, &text, task);
		print(run, "  -  ");
		print_wrapped(run, text.text, 5);
	}
	run->out.failed = run->out.failed || text.failed;
	sp_str_finish(&text);
}

static void
print_tail(struct run *run, const struct sp_week *week)
{
	struct sp_str text;

	if (week->n_attention > 0 && !run->hide)
		print(run, "\nNeeds attention\n");
	for (size_t i = 0, n; i < week->n_attention && !run->hide; i += n) {
		n = 1;
		while (i + n < week->n_attention && belongs_to(&week->attention[i], &week->attention[i + n]))
			n++;
		print_attention(run, &week->attention[i], n);
	}
	print_no_room(run, week);
	sp_str_init(&text);
	for (size_t i = 0; i < week->n_shares; i++) {
		const struct sp_week_share *share = &week->shares[i];
		char planned[SP_CLOCK_TEXT], wanted[SP_CLOCK_TEXT];

		sp_str_addf(&text, "%s%s %s", i == 0 ? "" : "; ", share->activity->name,
			    sp_length_format(share->planned_min, planned));
		if (share->wanted_min > 0)
			sp_str_addf(&text, "/%s", sp_length_format(share->wanted_min, wanted));
	}
	if (text.len > 0) {
		print(run, "\nHours planned/wanted this week\n  ");
		print_wrapped(run, text.text, 2);
	}
	run->out.failed = run->out.failed || text.failed;
	sp_str_finish(&text);
}

/* --- as JSON --- */

static const char *
state_name(const struct sp_block *block)
{
	if (block->state == SP_BLOCK_DONE)
		return "done";
	if (block->state == SP_BLOCK_CONFIRMED)
		return "confirmed";
	return block->locked ? "locked" : "proposed";
}

/* The members of a block, in the object that is open. */
static void
json_block_members(struct run *run, const struct sp_block *block, const struct sp_task *task)
{
	const struct sp_snapshot *snapshot = sp_app_snapshot(run->app);
	const struct sp_activity *activity = sp_snapshot_activity(snapshot, task->activity);
	const struct sp_case *subject = sp_snapshot_case(snapshot, task->subject);
	struct sp_json *json = &run->document;
	struct sp_block_why why;
	struct sp_str text;

	sp_str_init(&text);
	sp_json_int(json, "id", block->id.v);
	sp_json_text(json, "uid", block->uid);
	sp_json_int(json, "task", task->id.v);
	sp_words_task(&text, snapshot, task, run->hide);
	sp_json_text(json, "title", text.text);
	sp_json_text(json, "activity", activity == NULL ? NULL : activity->key);
	sp_json_text(json, "case", subject == NULL || run->hide ? NULL : subject->code);
	json_time(json, "start", block->start);
	json_time(json, "end", block->start + block->length_min);
	sp_json_text(json, "state", state_name(block));
	sp_json_bool(json, "locked", block->locked);
	sp_str_clear(&text);
	if (sp_plan_why_block(snapshot, block->id, sp_app_now(run->app), &run->arena, &why, NULL) == SP_OK)
		sp_words_block_why(&text, snapshot, &why, run->hide);
	sp_json_text(json, "reason", text.text);
	sp_str_finish(&text);
}

void
json_one_block(struct run *run, const struct sp_block *block, const struct sp_task *task)
{
	json_begin(run);
	json_block_members(run, block, task);
	json_end(run);
}

static void
json_block(struct run *run, const struct sp_week_block *block)
{
	sp_json_open(&run->document, NULL, '{');
	json_block_members(run, block->block, block->task);
	sp_json_bool(&run->document, "late", block->late);
	sp_json_bool(&run->document, "unreviewed", block->unreviewed);
	sp_json_close(&run->document);
}

static void
json_fixed(struct run *run, sp_day day, const struct sp_fixed *fixed)
{
	struct sp_json *json = &run->document;
	bool hidden = run->hide && fixed->busy.v != 0;

	sp_json_open(json, NULL, '{');
	json_time(json, "start", sp_time_of(day, fixed->from_min));
	json_time(json, "end", sp_time_of(day, fixed->to_min));
	sp_json_text(json, "title", hidden ? "" : fixed->title);
	sp_json_text(json, "kind", sp_fixed_kind_name(fixed->kind));
	sp_json_text(json, "source", fixed->source);
	sp_json_close(json);
}

static void
json_no_room(struct run *run, const struct sp_week_missing *no_room)
{
	struct sp_json *json = &run->document;
	struct sp_str text;

	sp_str_init(&text);
	sp_json_open(json, NULL, '{');
	sp_json_int(json, "task", no_room->task->id.v);
	sp_words_task(&text, sp_app_snapshot(run->app), no_room->task, run->hide);
	sp_json_text(json, "title", text.text);
	sp_json_int(json, "needs", no_room->missing_min);
	sp_json_day(json, "by", no_room->task->due_day);
	sp_str_clear(&text);
	add_no_room_reason(run, &text, no_room->task);
	sp_json_text(json, "reason", text.text);
	sp_json_close(json);
	sp_str_finish(&text);
}

/* days[first..last] of the week, both included. */
static void
json_days(struct run *run, const struct sp_week *week, int first, int last)
{
	struct sp_json *json = &run->document;

	sp_json_open(json, "blocks", '[');
	for (int i = first; i <= last; i++)
		for (size_t j = 0; j < week->days[i].n_blocks; j++)
			json_block(run, &week->days[i].blocks[j]);
	sp_json_close(json);
	sp_json_open(json, "fixed", '[');
	for (int i = first; i <= last; i++)
		for (size_t j = 0; j < week->days[i].availability.n_fixed; j++)
			json_fixed(run, week->days[i].day, &week->days[i].availability.fixed[j]);
	sp_json_close(json);
}

/* Without its end: a week has a reserve too, a day has none of its own. */
static void
json_capacity(struct sp_json *json, int32_t allocated, int32_t planned, int32_t logged, int32_t lost)
{
	sp_json_open(json, "capacity", '{');
	sp_json_int(json, "allocated", allocated);
	sp_json_int(json, "planned", planned);
	sp_json_int(json, "logged", logged);
	sp_json_int(json, "left", allocated - lost - planned);
	sp_json_int(json, "lost", lost);
}

/* Without its end. */
static void
json_week(struct run *run, const struct sp_week *week)
{
	struct sp_json *json = json_begin(run);

	sp_json_day(json, "from", week->monday);
	sp_json_day(json, "to", week->monday + week->n_days - 1);
	sp_json_text(json, "cycle_week", week->cycle_letter);
	sp_json_int(json, "week", week->week_of_year);
	sp_json_text(json, "half_term", week->half_term);
	json_days(run, week, 0, week->n_days - 1);
	json_capacity(json, week->allocated_min, week->planned_min, week->logged_min, week->lost_min);
	sp_json_int(json, "reserve", week->reserve_min);
	sp_json_int(json, "unreviewed", week->unreviewed_min);
	sp_json_close(json);
	sp_json_open(json, "did_not_fit", '[');
	for (size_t i = 0; i < week->n_no_room; i++)
		for (size_t k = 0; k < week->no_room[i].n_tasks; k++)
			json_no_room(run, &week->no_room[i].tasks[k]);
	sp_json_close(json);
	sp_json_open(json, "attention", '[');
	for (size_t i = 0; i < week->n_attention && !run->hide; i++) {
		sp_json_open(json, NULL, '{');
		sp_json_int(json, "severity", week->attention[i].severity);
		sp_json_day(json, "by", week->attention[i].by_day);
		sp_json_text(json, "text", week->attention[i].text);
		sp_json_close(json);
	}
	sp_json_close(json);
}

/* The words' day, or today. */
static enum sp_rc
day_of_words(struct run *run, sp_day *ret_day, struct sp_err *reterr)
{
	const char *text;

	if (run->args.n_words == 0) {
		*ret_day = sp_time_day(sp_app_now(run->app));
		return SP_OK;
	}
	text = args_join(&run->args, 0, run->args.n_words, &run->arena);
	return text == NULL ? sp_err_nomem(reterr) : word_day(run, text, ret_day, reterr);
}

enum sp_rc
print_week(struct run *run, sp_day day, struct sp_err *reterr)
{
	struct sp_week week;
	enum sp_rc rc = sp_week_build(sp_app_snapshot(run->app), day, sp_app_now(run->app), &run->arena,
				      &week, reterr);

	if (rc != SP_OK)
		return rc;
	if (run->json) {
		json_week(run, &week);
		rc = show_shortfall(run, reterr);
		json_end(run);
		return rc;
	}
	print_heading(run, &week);
	rc = show_shortfall(run, reterr);
	for (int i = 0; i < week.n_days && rc == SP_OK; i++) {
		print(run, "\n");
		rc = print_day(run, &week.days[i], reterr);
	}
	if (rc == SP_OK)
		print_tail(run, &week);
	return rc;
}

enum sp_rc
run_week(struct run *run, struct sp_err *reterr)
{
	sp_day day;
	enum sp_rc rc = day_of_words(run, &day, reterr);

	return rc == SP_OK ? print_week(run, day, reterr) : rc;
}

static int32_t
unreviewed_of(const struct sp_week_day *day)
{
	int32_t sum = 0;

	for (size_t i = 0; i < day->n_blocks; i++)
		sum += day->blocks[i].unreviewed ? day->blocks[i].block->length_min : 0;
	return sum;
}

static void
json_day(struct run *run, const struct sp_week *week, int index, int32_t planned_min)
{
	const struct sp_week_day *day = &week->days[index];
	int32_t allocated = sp_spans_total(&day->availability.allocated);
	const struct sp_snapshot *snapshot = sp_app_snapshot(run->app);
	struct sp_json *json = json_begin(run);
	int32_t logged = 0;

	for (size_t i = 0; i < snapshot->log_entries.n; i++)
		if (snapshot->log_entries.items[i].kind != SP_LOG_LOST &&
		    sp_time_day(snapshot->log_entries.items[i].start) == day->day)
			logged += snapshot->log_entries.items[i].length_min;
	sp_json_day(json, "day", day->day);
	sp_json_text(json, "kind", sp_day_kind_name(day->info.kind));
	json_days(run, week, index, index);
	json_capacity(json, allocated, planned_min, logged,
		      allocated - sp_spans_total(&day->availability.free));
	sp_json_int(json, "unreviewed", unreviewed_of(day));
	sp_json_close(json);
	json_end(run);
}

enum sp_rc
run_today(struct run *run, struct sp_err *reterr)
{
	char allocated[SP_CLOCK_TEXT], planned[SP_CLOCK_TEXT], left[SP_CLOCK_TEXT];
	const struct sp_week_day *day;
	struct sp_week week;
	size_t urgent = 0;
	int32_t planned_min = 0, free_min;
	sp_day date;
	int index;
	enum sp_rc rc = day_of_words(run, &date, reterr);

	if (rc == SP_OK)
		rc = sp_week_build(sp_app_snapshot(run->app), date, sp_app_now(run->app), &run->arena, &week,
				   reterr);
	if (rc != SP_OK)
		return rc;
	index = date - week.monday;
	assert(index >= 0 && index < 7);
	day = &week.days[index];
	for (size_t i = 0; i < day->n_blocks; i++)
		planned_min += day->blocks[i].block->length_min;
	if (run->json) {
		json_day(run, &week, index, planned_min);
		return SP_OK;
	}
	rc = print_day(run, day, reterr);
	free_min = sp_spans_total(&day->availability.free);
	print(run, "SENCO %s | planned %s | left %s\n",
	      sp_length_format(sp_spans_total(&day->availability.allocated), allocated),
	      sp_length_format(planned_min, planned), sp_length_format(free_min - planned_min, left));
	if (unreviewed_of(day) > 0)
		print(run,
		      "? %s not reviewed: \"senplan done\" and \"senplan missed\" say what became of it.\n",
		      sp_length_format(unreviewed_of(day), left));
	for (size_t i = 0; i < week.n_attention; i++)
		urgent += week.attention[i].severity > 0;
	if (urgent > 0)
		print(run, "! %zu thing%s pressing this week: \"senplan week\".\n", urgent,
		      urgent == 1 ? " is" : "s are");
	return rc;
}
