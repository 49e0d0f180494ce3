/*
 * Counts two or more plans in the same way and lays them side by side; then, for each scenario, what fits that did not, what
 * no longer fits, and which dates are kept or broken by it.
 */
#include "senplan/report/compare.h"

#include "senplan/base/array.h"
#include "senplan/model/availability.h"
#include "senplan/plan/clocks.h"

#include "review-private.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

enum { DIFFERENCE = SP_COMPARE_MOST + 1 };

struct gain { /* of a duty, or of an activity for what is no duty's */
	const char *key, *label, *plain;
	int64_t fits, fits_min, fails, fails_min, saved, broken;
};

struct figures {
	const struct sp_snapshot *snapshot;
	struct sp_demand demand;
	struct sp_demand_span span; /* its weeks in the range together */
	sp_day today, from_day, to_day;
	int32_t *placed_min; /* by task */
	sp_day *last_day;    /* of its blocks; SP_DAY_NONE */
	int64_t placed, no_place;
	int64_t n_no_place, n_broken, n_weeks_over;
	int64_t lost_min; /* of the allocated time that is still to come */
};

struct comparing {
	struct review_build *b;
	const struct sp_compare *compare;
	struct figures figures[SP_COMPARE_MOST + 1];
	struct gain *gains[SP_COMPARE_MOST + 1]; /* of each scenario */
	size_t n_gains[SP_COMPARE_MOST + 1];
	struct sp_review_cell *hidden[SP_COMPARE_MOST]; /* would tell what is few beside them */
	size_t n_hidden;
	struct sp_review_column hours_columns[DIFFERENCE + 1], count_columns[DIFFERENCE + 1];
	size_t n_columns;
};

/* --- one side --- */

static bool
fits(const struct figures *f, const struct sp_task *task)
{
	return f->placed_min[task - f->snapshot->tasks.items] >= task->length_min;
}

/* A date by law or rule: all of the work has a place, and none of it after the date. */
static bool
keeps_date(const struct figures *f, const struct sp_task *task)
{
	sp_day last = f->last_day[task - f->snapshot->tasks.items];

	return fits(f, task) &&
	       (task->due_day == SP_DAY_NONE || last == SP_DAY_NONE || last <= task->due_day);
}

/* As demand has it: booked work on its day, what is overdue or has no date today. */
static bool
is_counted(const struct figures *f, const struct sp_task *task)
{
	sp_day day = task->fixed_start != SP_TIME_NONE	? sp_time_day(task->fixed_start)
		     : task->work_by_day != SP_DAY_NONE ? task->work_by_day
							: task->due_day;

	if (day == SP_DAY_NONE || day < f->today)
		day = f->today;
	return task->state == SP_TASK_OPEN && day >= f->from_day && day <= f->to_day;
}

/* The hours of one pupil's work: of reviews and other dates, and of duties that come round for each. */
static void
count_pupil(const struct figures *f, const struct sp_compare_pupil *pupil, int64_t *dated_min,
	    int64_t *each_min)
{
	for (size_t i = 0; i < f->snapshot->tasks.n; i++) {
		const struct sp_task *task = &f->snapshot->tasks.items[i];

		if (task->subject.v == pupil->subject.v && is_counted(f, task))
			*(task->duty.v != 0 ? each_min : dated_min) += task->length_min;
	}
}

static void
count_tasks(struct figures *f)
{
	for (size_t i = 0; i < f->snapshot->tasks.n; i++) {
		const struct sp_task *task = &f->snapshot->tasks.items[i];

		if (!is_counted(f, task))
			continue;
		f->placed += f->placed_min[i];
		if (!fits(f, task)) {
			f->no_place += task->length_min - f->placed_min[i];
			f->n_no_place++;
		}
		f->n_broken += task->hard && !keeps_date(f, task);
	}
}

static bool
is_touched(const struct sp_snapshot *s, sp_day day)
{
	for (size_t i = 0; i < s->log_entries.n; i++) {
		const struct sp_log_entry *entry = &s->log_entries.items[i];

		if (entry->kind == SP_LOG_LOST && entry->start < sp_time_of(day + 1, 0) &&
		    entry->start + entry->length_min > sp_time_of(day, 0))
			return true;
	}
	return false;
}

/* What is lost already of the hours of the week's days to come: nothing can be done in it. */
static enum sp_rc
lost_ahead(const struct figures *f, const struct sp_demand_span *week, struct sp_arena *arena,
	   int32_t *ret_min, struct sp_err *reterr)
{
	enum sp_rc rc = SP_OK;

	*ret_min = 0;
	for (sp_day day = week->from_day < f->today ? f->today : week->from_day;
	     day <= week->to_day && rc == SP_OK; day++) {
		struct sp_availability availability;

		if (!is_touched(f->snapshot, day))
			continue;
		rc = sp_availability_of(f->snapshot, day, arena, &availability, reterr);
		if (rc == SP_OK)
			*ret_min +=
				sp_spans_total(&availability.allocated) - sp_spans_total(&availability.free);
	}
	return rc;
}

/* Whole weeks are counted: those that have a day of the range. SP_USAGE: none is still to come. */
static enum sp_rc
count_weeks(struct figures *f, const struct sp_compare *compare, struct sp_arena *arena,
	    struct sp_err *reterr)
{
	const struct sp_demand *demand = &f->demand;
	sp_day from = compare->range_name == NULL ? demand->year.from_day : compare->from_day;
	sp_day to = compare->range_name == NULL ? demand->year.to_day : compare->to_day;
	int64_t net_min;
	size_t n = 0;
	enum sp_rc rc = SP_OK;

	f->today = sp_time_day(compare->now);
	for (size_t i = 0; i < demand->n_weeks && rc == SP_OK; i++) {
		const struct sp_demand_span *week = &demand->weeks[i];
		int32_t lost_min;

		if (week->to_day < from || week->from_day > to)
			continue;
		rc = lost_ahead(f, week, arena, &lost_min, reterr);
		if (rc != SP_OK)
			return rc;
		if (n++ == 0)
			f->from_day = week->from_day;
		f->to_day = week->to_day;
		f->span.allocated_min += week->allocated_min;
		f->span.reserve_min += week->reserve_min;
		f->span.demand_min += week->demand_min;
		f->lost_min += lost_min;
		f->n_weeks_over += week->shortfall_min > 0 ||
				   (lost_min > 0 &&
				    week->demand_min > week->allocated_min - week->reserve_min - lost_min);
	}
	if (n == 0)
		return sp_err_set(
			reterr, SP_USAGE,
			"Nothing of these days is still to come in this school year: what if looks ahead.");
	net_min = f->span.allocated_min - f->span.reserve_min - f->lost_min;
	f->span.shortfall_min = f->span.demand_min > net_min ? (int32_t)(f->span.demand_min - net_min) : 0;
	return SP_OK;
}

static enum sp_rc
make_figures(struct comparing *c, size_t side, struct sp_err *reterr)
{
	struct figures *f = &c->figures[side];
	const struct sp_snapshot *s = c->compare->sides[side].snapshot;
	const struct sp_demand *known = c->compare->sides[side].demand;
	enum sp_rc rc = SP_OK;

	if (known != NULL)
		f->demand = *known;
	else
		rc = sp_demand_build(s, c->compare->now, c->b->arena, &f->demand, reterr);
	f->snapshot = s;
	if (rc == SP_OK)
		rc = count_weeks(f, c->compare, c->b->arena, reterr);
	if (rc != SP_OK)
		return rc;
	f->placed_min = SP_ARENA_NEW_N(c->b->arena, int32_t, s->tasks.n + 1);
	f->last_day = SP_ARENA_NEW_N(c->b->arena, sp_day, s->tasks.n + 1);
	if (f->placed_min == NULL || f->last_day == NULL)
		return sp_err_nomem(reterr);
	for (size_t i = 0; i < s->tasks.n; i++)
		f->last_day[i] = SP_DAY_NONE;
	for (size_t i = 0; i < s->blocks.n; i++) {
		const struct sp_block *block = &s->blocks.items[i];
		const struct sp_task *task = sp_snapshot_task(s, block->task);
		size_t at = task == NULL ? 0 : (size_t)(task - s->tasks.items);

		if (task == NULL)
			continue;
		f->placed_min[at] += block->length_min;
		if (f->last_day[at] == SP_DAY_NONE || sp_time_day(block->start) > f->last_day[at])
			f->last_day[at] = sp_time_day(block->start);
	}
	count_tasks(f);
	return SP_OK;
}

/* --- what differs --- */

static const struct sp_task *
same_task(const struct sp_snapshot *s, const struct sp_task *task)
{
	return task->key[0] != '\0' ? sp_snapshot_task_by_key(s, task->key) : sp_snapshot_task(s, task->id);
}

static void
take_gain(const struct figures *now, const struct figures *then, const struct sp_task *task,
	  struct gain *gain)
{
	const struct sp_task *before = same_task(now->snapshot, task);
	bool was_open = before != NULL && is_counted(now, before);

	if (fits(then, task) && was_open && !fits(now, before)) {
		gain->fits++;
		gain->fits_min += task->length_min;
	} else if (!fits(then, task) && (!was_open || fits(now, before))) {
		gain->fails++;
		gain->fails_min += task->length_min - then->placed_min[task - then->snapshot->tasks.items];
	}
	if (!task->hard)
		return;
	gain->saved += keeps_date(then, task) && was_open && !keeps_date(now, before);
	gain->broken += !keeps_date(then, task) && (!was_open || keeps_date(now, before));
}

static void
gather_gains(struct comparing *c, size_t side)
{
	const struct figures *now = &c->figures[0], *then = &c->figures[side];
	const struct sp_snapshot *s = then->snapshot;
	struct gain *gains = SP_ARENA_NEW_N(c->b->arena, struct gain, s->activities.n + s->duties.n + 1);

	c->b->failed |= gains == NULL;
	c->gains[side] = gains;
	c->n_gains[side] = gains == NULL ? 0 : s->activities.n + s->duties.n;
	for (size_t i = 0; gains != NULL && i < s->tasks.n; i++) {
		const struct sp_task *task = &s->tasks.items[i];
		const struct sp_duty *duty = sp_snapshot_duty(s, task->duty);
		const struct sp_activity *activity = sp_snapshot_activity(s, task->activity);
		struct gain *gain;

		if (!is_counted(then, task) || activity == NULL)
			continue;
		gain = duty != NULL ? &gains[s->activities.n + (size_t)(duty - s->duties.items)]
				    : &gains[activity - s->activities.items];
		gain->key = duty != NULL ? duty->key : activity->key;
		gain->label = duty != NULL ? duty->name : activity->name;
		gain->plain = activity->plain;
		take_gain(now, then, task, gain);
	}
}

/* --- the tables --- */

static void
make_columns(struct comparing *c)
{
	static const char *const keys[] = {"now", "then", "then_2", "then_3", "then_4"};
	size_t n = c->compare->n_sides;

	for (size_t i = 0; i < n; i++) {
		const char *name = review_safe_text(c->b, c->compare->sides[i].name);

		c->hours_columns[i] = (struct sp_review_column){keys[i], name, SP_REVIEW_MIN};
		c->count_columns[i] = (struct sp_review_column){keys[i], name, SP_REVIEW_COUNT};
	}
	if (n == 2) {
		c->hours_columns[n] = (struct sp_review_column){"difference", "Difference", SP_REVIEW_MIN};
		c->count_columns[n] = (struct sp_review_column){"difference", "Difference", SP_REVIEW_COUNT};
		n++;
	}
	c->n_columns = n;
}

static void
add_figures(struct comparing *c, const char *key, const char *label, const char *plain,
	    const int64_t values[SP_COMPARE_MOST + 1])
{
	struct sp_review_cell *cells = review_row(c->b, key, label, plain);

	for (size_t i = 0; i < c->compare->n_sides; i++)
		review_set(&cells[i], values[i]);
	if (c->n_columns > c->compare->n_sides)
		review_set(&cells[c->compare->n_sides], values[1] - values[0]);
}

static void
compare_hours(struct comparing *c)
{
	const char *range = c->compare->range_name;
	const char *title = range == NULL ? "What if: the rest of the school year in hours"
					  : sp_arena_printf(c->b->arena, "What if: %s in hours", range);
	struct sp_review_section section = {
		.key = "what_if",
		.title = title,
		.about =
			range == NULL
				? "The year from this week on, planned once as it is and once with the change, in the same way. Short is what is due beyond the hours there are, the reserve kept."
				: "The rest of the school year is planned once as it is and once with the change, in the same way; these weeks of it are counted. Short is what is due in them beyond their hours, the reserve kept.",
		.of = "Hours",
		.columns = c->hours_columns,
		.n_columns = c->n_columns,
	};
	static const struct {
		const char *key, *label, *plain;
	} rows[] = {
		{"allocated", "Allocated", "timetabled for the role"},
		{"reserve", "Reserve", "kept free for what comes up"},
		{"lost", "Lost ahead", "hours known to be lost"},
		{"wanted", "Wanted", "all work that falls due"},
		{"placed", "Placed", "work that has its time"},
		{"no_place", "Without a place", "work that has no time"},
		{"short", "Short", "beyond the hours there are"},
	};
	int64_t values[SP_COUNT(rows)][SP_COMPARE_MOST + 1] = {{0}};
	bool is_lost = false;

	for (size_t i = 0; i < c->compare->n_sides; i++) {
		const struct figures *f = &c->figures[i];

		values[0][i] = f->span.allocated_min;
		values[1][i] = f->span.reserve_min;
		values[2][i] = f->lost_min;
		values[3][i] = f->span.demand_min;
		values[4][i] = f->placed;
		values[5][i] = f->no_place;
		values[6][i] = f->span.shortfall_min;
		is_lost |= f->lost_min > 0;
	}
	c->b->failed |= title == NULL;
	review_begin(c->b, &section, SP_COUNT(rows));
	for (size_t r = 0; r < SP_COUNT(rows); r++)
		if (r != 2 || is_lost)
			add_figures(c, rows[r].key, rows[r].label, rows[r].plain, values[r]);
	review_end(c->b);
}

static bool
is_few(int64_t count)
{
	return count > 0 && count < 5;
}

/*
 * Dates that would break belong to pupils. Now + broken by it - kept by it = then: where a count of a scenario is few, its own
 * "then" is not told either (and so no difference), or subtraction would tell the few.
 */
static void
add_broken(struct comparing *c)
{
	struct sp_review_cell *cells =
		review_row(c->b, "broken", "Dates late or without a place", "set by law or rule");
	bool few = is_few(c->figures[0].n_broken);

	review_set_pupils(c->b, &cells[0], c->figures[0].n_broken);
	for (size_t i = 1; i < c->compare->n_sides; i++) {
		int64_t n = c->figures[i].n_broken;
		bool told = false;

		review_set_pupils(c->b, &cells[i], n);
		for (size_t k = 0; k < c->n_gains[i]; k++)
			told |= is_few(c->gains[i][k].saved) || is_few(c->gains[i][k].broken);
		if (told && n > 0)
			c->hidden[c->n_hidden++] = &cells[i];
		few |= is_few(n) || told;
	}
	if (c->n_columns > c->compare->n_sides && (!few || c->compare->exact))
		review_set(&cells[c->compare->n_sides], c->figures[1].n_broken - c->figures[0].n_broken);
}

static void
compare_counts(struct comparing *c)
{
	struct sp_review_section section = {
		.key = "what_if_counts",
		.title = "What if: pieces of work, dates and weeks",
		.about =
			"Weeks over are those in which more falls due than their hours hold. Dates are those set by law or rule.",
		.of = "Number of",
		.columns = c->count_columns,
		.n_columns = c->n_columns,
	};
	int64_t pieces[SP_COMPARE_MOST + 1] = {0}, weeks[SP_COMPARE_MOST + 1] = {0};

	for (size_t i = 0; i < c->compare->n_sides; i++) {
		pieces[i] = c->figures[i].n_no_place;
		weeks[i] = c->figures[i].n_weeks_over;
	}
	review_begin(c->b, &section, 3);
	add_figures(c, "pieces", "Pieces without a place", "not, or not wholly, planned", pieces);
	add_broken(c);
	add_figures(c, "weeks_over", "Weeks over", "more due than they hold", weeks);
	review_end(c->b);
}

/* --- what differs, by duty --- */

static const struct sp_review_column piece_columns[] = {{"pieces", "Pieces", SP_REVIEW_COUNT},
							{"hours", "Hours", SP_REVIEW_MIN}};
static const struct sp_review_column date_columns[] = {{"saved", "Kept by it", SP_REVIEW_COUNT},
						       {"broken", "Broken by it", SP_REVIEW_COUNT}};

/* "fits", of the second scenario "fits_2"; the title names the scenario where there are several. */
static struct sp_review_section
section_of(struct comparing *c, size_t side, const char *key, const char *title)
{
	struct sp_arena *arena = c->b->arena;
	bool several = c->compare->n_sides > 2;
	const char *own_key = side == 1 ? key : sp_arena_printf(arena, "%s_%zu", key, side);
	const char *own_title =
		several ? sp_arena_printf(arena, "%s: %s", title, c->hours_columns[side].label) : title;

	c->b->failed |= own_key == NULL || own_title == NULL;
	return (struct sp_review_section){.key = own_key == NULL ? key : own_key,
					  .title = own_title == NULL ? title : own_title,
					  .of = "Duty",
					  .columns = piece_columns,
					  .n_columns = SP_COUNT(piece_columns)};
}

static void
list_pieces(struct comparing *c, const struct sp_review_section *section, const struct gain *gains, size_t n,
	    bool fails)
{
	int64_t pieces = 0, minutes = 0;
	struct sp_review_cell *cells;

	review_begin(c->b, section, n + 1);
	for (size_t i = 0; i < n && !c->b->failed; i++) {
		int64_t count = fails ? gains[i].fails : gains[i].fits;

		if (count == 0)
			continue;
		cells = review_row(c->b, gains[i].key, gains[i].label, gains[i].plain);
		review_set(&cells[0], count);
		review_set(&cells[1], fails ? gains[i].fails_min : gains[i].fits_min);
		pieces += count;
		minutes += fails ? gains[i].fails_min : gains[i].fits_min;
	}
	if (pieces > 0) {
		cells = review_total(c->b);
		review_set(&cells[0], pieces);
		review_set(&cells[1], minutes);
	}
	review_end(c->b);
}

static void
list_dates(struct comparing *c, const struct sp_review_section *section, const struct gain *gains, size_t n)
{
	review_begin(c->b, section, n + 1);
	for (size_t i = 0; i < n && !c->b->failed; i++) {
		struct sp_review_cell *cells;

		if (gains[i].saved + gains[i].broken == 0)
			continue;
		cells = review_row(c->b, gains[i].key, gains[i].label, gains[i].plain);
		review_set_pupils(c->b, &cells[0], gains[i].saved);
		review_set_pupils(c->b, &cells[1], gains[i].broken);
	}
	review_end(c->b);
}

static void
compare_side(struct comparing *c, size_t side)
{
	struct sp_review_section section = section_of(c, side, "fits", "Newly fits");
	const struct gain *gains = c->gains[side];
	size_t n = c->n_gains[side];

	section.about = "Work that has no place in the plan as it is and finds one with the change.";
	section.empty = "Nothing fits that did not fit before.";
	list_pieces(c, &section, gains, n, false);
	section = section_of(c, side, "fails", "Newly fails");
	section.about =
		"Work that has its place in the plan as it is, or is new, and finds none with the change.";
	section.empty = "Nothing loses its place.";
	list_pieces(c, &section, gains, n, true);
	section = section_of(c, side, "dates_changed", "Dates kept or broken by it");
	section.about = "Dates set by law or rule that the change keeps, or breaks.";
	section.of = "Belongs to";
	section.empty = "No date is kept or broken by it.";
	section.columns = date_columns;
	section.n_columns = SP_COUNT(date_columns);
	list_dates(c, &section, gains, n);
}

/* --- in words --- */

static void
compare_sentence(struct comparing *c, struct sp_str *text)
{
	struct sp_review *review = c->b->review;

	c->b->failed |= text->failed;
	if (review->n_sentences < SP_REVIEW_SENTENCES)
		review->sentences[review->n_sentences++] = review_safe_text(c->b, text->text);
	sp_str_clear(text);
}

/* Nobody knows when plans that are brought fall due. */
static void
say_spread(const struct sp_snapshot *s, const struct sp_compare_pupil *pupil, struct sp_str *text)
{
	const struct sp_case *subject = sp_snapshot_case(s, pupil->subject);
	const char *profile = subject == NULL ? "" : subject->profile;
	sp_day first = sp_plan_date_of(s, "ar.moved_in", profile, pupil->from_day);
	char day[SP_DAY_TEXT];

	sp_str_add(text,
		   " It is assumed that pupils bring plans whose reviews fall due evenly spread over the "
		   "12 months from the day they come");
	if (first != SP_DAY_NONE)
		sp_str_addf(text, ", none before %s (the time that an LA has for a plan that moved)",
			    sp_day_format(first, SP_DAY_LONG, day));
	sp_str_add(text, "; what was due before they come is not counted.");
}

/* "13h20 of work: 12h20 for reviews and other dates, 1h00 for what comes round for each pupil." */
static void
say_pupils_hours(const struct figures *f, const struct sp_compare_side *of, struct sp_str *text)
{
	char length[SP_CLOCK_TEXT], total[SP_CLOCK_TEXT + 4], day[SP_DAY_TEXT];
	int64_t dated_min = 0, each_min = 0;

	for (size_t i = 0; i < of->n_pupils; i++)
		count_pupil(f, &of->pupils[i], &dated_min, &each_min);
	snprintf(total, sizeof(total), "%s of", sp_length_format((int)(dated_min + each_min), length));
	sp_str_addf(text, "The new pupil%s %s", of->n_pupils == 1 ? "" : "s",
		    of->n_pupils == 1 ? "brings " : "bring ");
	sp_str_addf(text, "%s work until %s", dated_min + each_min > 0 ? total : "no",
		    sp_day_format(f->to_day, SP_DAY_LONG, day));
	if (dated_min > 0)
		sp_str_addf(text, ": %s for reviews and other dates",
			    sp_length_format((int)dated_min, length));
	if (each_min > 0)
		sp_str_addf(text, "%s %s for what comes round for each pupil", dated_min > 0 ? "," : ":",
			    sp_length_format((int)each_min, length));
	sp_str_add_char(text, '.');
}

/*
 * What the new pupils are taken to bring, and why it is not more: a plan brought along is reviewed in the months that are
 * left of its own year, a plan that is new a year later, and what falls due after these days is not counted in them.
 */
static void
say_pupils(struct comparing *c, size_t side)
{
	const struct sp_compare_side *of = &c->compare->sides[side];
	const struct sp_compare_pupil *brought = NULL;
	size_t n_new = 0, n_after = 0, n_requests = 0;
	struct sp_str text;

	for (size_t i = 0; i < of->n_pupils; i++) {
		const struct sp_compare_pupil *pupil = &of->pupils[i];

		brought = brought == NULL && pupil->brought ? pupil : brought;
		n_new += pupil->review_due != SP_DAY_NONE && !pupil->brought;
		n_after += pupil->brought && pupil->review_due > c->figures[side].to_day;
		n_requests += pupil->requested != SP_DAY_NONE;
	}
	if (of->n_pupils == 0)
		return;
	sp_str_init(&text);
	say_pupils_hours(&c->figures[side], of, &text);
	if (brought != NULL)
		say_spread(of->snapshot, brought, &text);
	if (n_after > 0)
		sp_str_addf(&text, " %zu of these reviews fall%s due after these days.", n_after,
			    n_after == 1 ? "s" : "");
	if (n_new > 0)
		sp_str_add(&text, " A plan newly issued has its first review a year later: nearly all of its "
				  "work comes then.");
	if (n_requests > 0)
		sp_str_add(&text, " A request is taken as made on that day: what it took to write it is not "
				  "counted, the school's advice is.");
	compare_sentence(c, &text);
	sp_str_finish(&text);
}

static const char *
short_by(const struct figures *f, char buf[SP_CLOCK_TEXT])
{
	return f->span.shortfall_min > 0 ? sp_length_format(f->span.shortfall_min, buf) : "nothing";
}

static void
say_side(struct comparing *c, size_t side)
{
	const struct figures *now = &c->figures[0], *then = &c->figures[side];
	char length[2][SP_CLOCK_TEXT], day[SP_DAY_TEXT];
	struct sp_str text;

	sp_str_init(&text);
	sp_str_addf(&text, "%s%s%s", c->compare->n_sides > 2 ? c->hours_columns[side].label : "What if", ": ",
		    c->compare->sides[side].words);
	compare_sentence(c, &text);
	sp_str_addf(&text, "%s of work without a place", sp_length_format((int)then->no_place, length[0]));
	sp_str_addf(&text, " instead of %s", sp_length_format((int)now->no_place, length[0]));
	sp_str_addf(&text, "; short by %s", short_by(then, length[0]));
	sp_str_addf(&text, " instead of %s", short_by(now, length[1]));
	if (then->demand.breaks != NULL && then->demand.breaks->from_day <= then->to_day)
		sp_str_addf(&text, "; more is due than can be done from the week of %s.",
			    sp_day_format(then->demand.breaks->from_day, SP_DAY_SHORT, day));
	else
		sp_str_add(&text, "; all that is due can be done in time.");
	compare_sentence(c, &text);
	sp_str_finish(&text);
	say_pupils(c, side);
}

static void
hide_counts(struct comparing *c)
{
	review_hide_few(c->b);
	for (size_t i = 0; i < c->n_hidden; i++) {
		struct sp_review_cell *cell = c->hidden[i];

		if (cell->shown == SP_REVIEW_SHOWN)
			cell->shown = cell->value < 5 ? SP_REVIEW_FEW : SP_REVIEW_MORE;
		cell->value = 0;
	}
}

enum sp_rc
sp_compare_build(const struct sp_compare *compare, struct sp_arena *arena, struct sp_review *ret_review,
		 struct sp_err *reterr)
{
	struct comparing *c = SP_ARENA_NEW(arena, struct comparing);
	struct review_build *b = SP_ARENA_NEW(arena, struct review_build);
	struct sp_review *review = SP_ARENA_NEW(arena, struct sp_review);
	struct sp_review_request request = {
		.now = compare->now, .exact = compare->exact, .ascii = compare->ascii};
	enum sp_rc rc = SP_OK;

	assert(compare->n_sides >= 2 && compare->n_sides <= SP_COMPARE_MOST + 1);
	if (c == NULL || b == NULL || review == NULL)
		return sp_err_nomem(reterr);
	*review = (struct sp_review){.title = "SENCO time: what if",
				     .school = "",
				     .name = "The rest of the school year",
				     .before_name = "",
				     .now = compare->now,
				     .exact = compare->exact};
	b->request = &request;
	b->snapshot = compare->sides[0].snapshot;
	b->arena = arena;
	b->review = review;
	c->b = b;
	c->compare = compare;
	if (compare->range_name != NULL) /* the review outlives what it compares */
		review->name = review_safe_text(b, compare->range_name);
	for (size_t i = 0; i < compare->n_sides && rc == SP_OK; i++)
		rc = make_figures(c, i, reterr);
	if (rc != SP_OK)
		return rc;
	review->from_day = c->figures[0].from_day;
	review->to_day = c->figures[0].to_day;
	make_columns(c);
	for (size_t i = 1; i < compare->n_sides; i++)
		gather_gains(c, i);
	compare_hours(c);
	compare_counts(c);
	for (size_t i = 1; i < compare->n_sides; i++)
		compare_side(c, i);
	if (!compare->exact && !b->failed)
		hide_counts(c);
	for (size_t i = 1; i < compare->n_sides && !b->failed; i++)
		say_side(c, i);
	if (b->failed)
		return sp_err_nomem(reterr);
	*ret_review = *review;
	return SP_OK;
}

void
sp_review_append(struct sp_review *review, const struct sp_review *more)
{
	for (size_t i = 0; i < more->n_sections && review->n_sections < SP_REVIEW_SECTIONS; i++)
		review->sections[review->n_sections++] = more->sections[i];
	for (size_t i = 0; i < more->n_sentences && review->n_sentences < SP_REVIEW_SENTENCES; i++)
		review->sentences[review->n_sentences++] = more->sentences[i];
}
