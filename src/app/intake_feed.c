/*
 * A timetable from the calendar of a school system: lessons that come round each week, or each second week, as rows of
 * the timetable. Which weeks a lesson stands in says which week of the cycle it belongs to; what comes only once is no
 * timetable and is left out.
 *
 * The lessons are written down as the table that a person would have written, and read by the reader of tables.
 */
#include "senplan/app/ics_child.h"
#include "senplan/base/array.h"
#include "senplan/base/str.h"
#include "senplan/base/utf8.h"
#include "senplan/model/year.h"

#include "csv.h"
#include "intake_sheet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	LESSONS_MAX = 400,
	PERIODS_MAX = 20,
	PERIODS_LEAST = 4, /* fewer say too little about the school's day */
	TITLE_MAX = 78,
	FIRST_WEEKS =
		6, /* before any half-term: every second week is the same letter, however holidays are counted */
	SHORT_FEED_DAYS = 14,
	BREAK_MAX = 30,
	LUNCH_MAX = 90,
	FOLDED = 100,
};

/* The same lesson, whenever it comes. */
struct lesson {
	int weekday;
	sp_minute from_min, to_min;
	const char *title;
	int n[2]; /* times in weeks A and B */
	int first_week;
	sp_day last_day;
	bool weekly; /* it came in two weeks that follow one another */
	int line;
};

struct feed {
	struct intake *intake;
	struct lesson lessons[LESSONS_MAX];
	size_t n;
	sp_day first_monday;
	sp_day first, last;
	bool knows_weeks; /* the plan says which week is A */
	bool two_weeks;
};

/* --- lessons from events --- */

static int
week_of(const struct feed *feed, sp_day day)
{
	if (!feed->two_weeks)
		return 0;
	if (feed->knows_weeks)
		return sp_year_day(feed->intake->snapshot, day).cycle_week;
	return (day - feed->first_monday) / 7 % 2;
}

static bool
counts(const struct feed *feed, const struct sp_ics_busy *busy)
{
	sp_day day = sp_time_day(busy->start);

	return !busy->all_day && busy->end > busy->start && sp_time_day(busy->end) == day &&
	       (feed->knows_weeks || !feed->two_weeks || day < feed->first_monday + FIRST_WEEKS * 7);
}

static bool
add_event(struct feed *feed, const struct sp_ics_busy *busy)
{
	sp_day day = sp_time_day(busy->start);
	struct lesson lesson = {.weekday = (int)sp_day_weekday(day),
				.from_min = sp_time_minute(busy->start),
				.to_min = sp_time_minute(busy->end),
				.title = busy->title,
				.line = busy->line};
	int week = week_of(feed, day);

	if (week < 0 || week > 1)
		return true; /* in the holidays */
	feed->first = day < feed->first ? day : feed->first;
	feed->last = day > feed->last ? day : feed->last;
	for (size_t i = 0; i < feed->n; i++) {
		struct lesson *known = &feed->lessons[i];

		if (known->weekday != lesson.weekday || known->from_min != lesson.from_min ||
		    known->to_min != lesson.to_min || !sp_streq(known->title, lesson.title))
			continue;
		known->n[week]++;
		known->weekly = known->weekly || day == known->last_day + 7;
		known->last_day = day;
		return true;
	}
	if (feed->n == LESSONS_MAX) {
		feed->intake->rc = sp_err_set_at(
			feed->intake->reterr, SP_INPUT, feed->intake->input->path, 0, 0,
			"This calendar holds more than %d different lessons: it is no timetable of one person. "
			"\"import calendar\" takes it as busy times.",
			LESSONS_MAX);
		return false;
	}
	lesson.n[week] = 1;
	lesson.first_week = week;
	lesson.last_day = day;
	feed->lessons[feed->n++] = lesson;
	return true;
}

/* --- which of them are the timetable --- */

static int
times(const struct lesson *lesson)
{
	return lesson->n[0] + lesson->n[1];
}

static bool
in_same_week(const struct lesson *a, const struct lesson *b)
{
	return (a->n[0] > 0 && b->n[0] > 0) || (a->n[1] > 0 && b->n[1] > 0);
}

static int
by_day(const void *left, const void *right)
{
	const struct lesson *a = left, *b = right;

	if (a->weekday != b->weekday)
		return a->weekday < b->weekday ? -1 : 1;
	if (a->from_min != b->from_min)
		return a->from_min < b->from_min ? -1 : 1;
	if (a->n[0] != b->n[0])
		return a->n[0] > b->n[0] ? -1 : 1;
	return strcmp(a->title, b->title);
}

static bool
gives_way(const struct feed *feed, size_t i)
{
	const struct lesson *lesson = &feed->lessons[i];

	for (size_t j = 0; j < feed->n; j++) {
		const struct lesson *other = &feed->lessons[j];

		if (j == i || other->weekday != lesson->weekday || !in_same_week(lesson, other) ||
		    other->from_min >= lesson->to_min || lesson->from_min >= other->to_min)
			continue;
		if (times(other) > times(lesson) || (times(other) == times(lesson) && j < i))
			return true;
	}
	return false;
}

/* A week in which a lesson came once only, of many, was a change; so was one that came once at all. */
static void
keep_timetable(struct feed *feed)
{
	int least = feed->n > 0 && feed->last - feed->first < SHORT_FEED_DAYS ? 1 : 2;
	size_t kept = 0, once = 0;

	for (size_t i = 0; i < feed->n; i++) {
		struct lesson *lesson = &feed->lessons[i];

		/* Each second week, straight through the holidays: the letter is that of its first weeks. */
		if (!lesson->weekly && lesson->n[0] > 1 && lesson->n[1] > 1)
			lesson->n[1 - lesson->first_week] = 0;
		for (int week = 0; week < 2; week++)
			if (lesson->n[week] < least)
				lesson->n[week] = 0;
		if (times(lesson) == 0)
			once++;
		else
			feed->lessons[kept++] = *lesson;
	}
	feed->n = kept;
	if (once > 0)
		intake_warn(feed->intake, 0,
			    "%zu %s only once and %s left out; \"import calendar\" takes such as busy times.",
			    once, once == 1 ? "event comes" : "events come", once == 1 ? "is" : "are");
	qsort(feed->lessons, feed->n, sizeof(*feed->lessons), by_day);
	kept = 0;
	for (size_t i = 0; i < feed->n; i++) {
		if (gives_way(feed, i))
			intake_warn(feed->intake, feed->lessons[i].line,
				    "\"%s\" stands at the same time as another lesson and is left out.",
				    feed->lessons[i].title);
		else
			feed->lessons[kept++] = feed->lessons[i];
	}
	feed->n = kept;
}

/* --- as a table --- */

static const char *
what_of(const char *title)
{
	static const struct {
		const char *words, *what;
	} told[] = {
		{"ppa|planningpreparation", "ppa"},
		{"duty", "duty"},
		{"meeting|briefing|inset", "meeting"},
		{"lunch", "lunch"},
		{"senco|sentime", "senco"},
		{"daysoff|dayoff|notin", "out"},
	};
	char folded[FOLDED];

	csv_fold(title, folded, sizeof(folded));
	if (csv_is_one_of(folded, "break"))
		return "break";
	for (size_t i = 0; i < SP_COUNT(told); i++) {
		const char *at = told[i].words;

		for (size_t len; *at != '\0'; at += len + (at[len] == '|')) {
			char word[FOLDED];

			len = strcspn(at, "|");
			memcpy(word, at, len);
			word[len] = '\0';
			if (strstr(folded, word) != NULL)
				return told[i].what;
		}
	}
	return "teach";
}

static void
add_row(struct sp_str *out, const char *week, const char *day, const char *period,
	const struct lesson *lesson, const char *what)
{
	char from[SP_CLOCK_TEXT], to[SP_CLOCK_TEXT];
	size_t len = strlen(period) > 0 ? 0 : sp_utf8_fit(lesson->title, TITLE_MAX / 2);

	sp_str_addf(out, "%s,%s,%s,%s,%s,%s,\"", week, day, period, sp_minute_format(lesson->from_min, from),
		    sp_minute_format(lesson->to_min, to), what);
	for (size_t i = 0; i < len; i++) {
		if (lesson->title[i] == '"')
			sp_str_add_char(out, '"');
		sp_str_add_char(out, lesson->title[i] == '\n' ? ' ' : lesson->title[i]);
	}
	sp_str_add(out, "\"\n");
}

static int
by_start(const void *left, const void *right)
{
	const struct lesson *a = left, *b = right;

	return a->from_min != b->from_min ? (a->from_min < b->from_min ? -1 : 1)
					  : (a->to_min > b->to_min) - (a->to_min < b->to_min);
}

/* The times of the lessons are the school's periods, when they say enough and do not differ from day to day. */
static void
add_periods(struct feed *feed, struct sp_str *out)
{
	struct lesson periods[PERIODS_MAX];
	size_t n = 0, n_gaps = 0;

	for (size_t i = 0; i < feed->n; i++) {
		const struct lesson *lesson = &feed->lessons[i];
		bool known = !sp_streq(what_of(lesson->title), "teach");

		for (size_t p = 0; p < n && !known; p++)
			known = by_start(&periods[p], lesson) == 0;
		if (!known && n == PERIODS_MAX)
			return;
		if (!known)
			periods[n++] = *lesson;
	}
	qsort(periods, n, sizeof(*periods), by_start);
	for (size_t p = 1; p < n; p++)
		if (periods[p].from_min < periods[p - 1].to_min)
			return;
	for (size_t p = 0; p < n && n >= PERIODS_LEAST; p++) {
		struct lesson gap = {.from_min = p > 0 ? periods[p - 1].to_min : 0,
				     .to_min = periods[p].from_min};
		int length = p > 0 ? gap.to_min - gap.from_min : 0;
		char name[24];

		if (length > 5 && length <= LUNCH_MAX) {
			bool lunch = length > BREAK_MAX;

			snprintf(name, sizeof(name), "%s %zu", lunch ? "Lunch" : "Break", ++n_gaps);
			add_row(out, "", "", name, &gap, lunch ? "lunch" : "break");
		}
		snprintf(name, sizeof(name), "P%zu", p + 1);
		add_row(out, "", "", name, &periods[p], "lesson");
	}
}

static void
add_lessons(const struct feed *feed, struct sp_str *out)
{
	for (size_t i = 0; i < feed->n; i++) {
		const struct lesson *lesson = &feed->lessons[i];
		char day[4];
		const char *week = "";

		if (feed->two_weeks && lesson->n[1] == 0)
			week = "A";
		else if (feed->two_weeks && lesson->n[0] == 0)
			week = "B";
		snprintf(day, sizeof(day), "%.3s", sp_weekday_name((enum sp_weekday)lesson->weekday));
		add_row(out, week, day, "", lesson, what_of(lesson->title));
	}
}

/* Without a word from the school, the first week of the calendar is A: said, and kept, so that it can be set right. */
static void
say_weeks(struct feed *feed)
{
	struct sp_cycle_fact fact = sp_cycle_fact_blank();
	char day[SP_DAY_TEXT];
	bool differ = false;

	for (size_t i = 0; i < feed->n; i++)
		differ = differ || feed->lessons[i].n[0] == 0 || feed->lessons[i].n[1] == 0;
	if (feed->knows_weeks || !feed->two_weeks || !differ)
		return;
	fact.day = feed->first_monday;
	fact.week = 0;
	sp_edits_put_cycle_fact(feed->intake->edits, &fact);
	feed->intake->result.n_new++;
	intake_warn(
		feed->intake, 0,
		"The week of %s is taken for week A. If it is B, say so in the term dates: cycle-week,B,%s",
		sp_day_format(feed->first_monday, SP_DAY_LONG, day),
		sp_day_format(feed->first_monday, SP_DAY_ISO, (char[SP_DAY_TEXT]){0}));
}

/* --- the whole --- */

static bool
read_feed(struct feed *feed)
{
	struct intake *intake = feed->intake;
	const struct sp_intake_input *input = intake->input;
	struct sp_school_year year = sp_year_of(sp_time_day(input->now));
	struct sp_ics_read_options read = {.from_day = year.from_day, .to_day = year.to_day + 1};
	struct sp_ics_reading reading;

	intake->rc =
		sp_ics_child_read(input->bytes, input->size, &read, intake->arena, &reading, intake->reterr);
	if (intake->rc != SP_OK)
		return false;
	for (size_t i = 0; i < reading.warning_n; i++)
		intake_warn(intake, reading.warnings[i].line, "%s", reading.warnings[i].text);
	for (size_t i = 0; i < reading.busy_n && feed->first_monday == SP_DAY_NONE; i++)
		if (!reading.busy[i].all_day)
			feed->first_monday = sp_day_monday(sp_time_day(reading.busy[i].start));
	for (size_t i = 0; i < reading.busy_n; i++)
		if (counts(feed, &reading.busy[i]) && !add_event(feed, &reading.busy[i]))
			return false;
	keep_timetable(feed);
	if (intake->rc == SP_OK && feed->n == 0)
		intake->rc = sp_err_set_at(
			intake->reterr, SP_INPUT, input->path, 0, 0,
			"This calendar holds no lesson that comes round in this school year. \"import calendar\" "
			"takes single events as busy times.");
	return intake->rc == SP_OK;
}

static enum sp_rc
join_results(struct intake *intake, const struct sp_intake_result *table, struct sp_intake_result *ret)
{
	for (size_t i = 0; i < table->n_warnings; i++)
		intake_warn(intake, 0, "%s", table->warnings[i].text);
	intake->result.n_new += table->n_new;
	intake->result.n_changed = table->n_changed;
	intake->result.n_unchanged = table->n_unchanged;
	intake->result.n_removed = table->n_removed;
	return intake_close(intake, ret);
}

enum sp_rc
intake_parse_feed(const struct sp_intake_input *input, struct sp_edits *edits, struct sp_intake_result *ret,
		  struct sp_err *reterr)
{
	struct sp_intake_input rows = *input;
	struct sp_intake_result result = {0};
	struct intake intake;
	struct feed *feed = SP_ARENA_NEW(edits->arena, struct feed);
	struct sp_str table;

	intake_init(&intake, input, edits, reterr);
	if (feed == NULL)
		return sp_err_nomem(reterr);
	*feed = (struct feed){.intake = &intake,
			      .first_monday = SP_DAY_NONE,
			      .first = INT32_MAX,
			      .last = INT32_MIN,
			      .knows_weeks = input->snapshot->cycle_facts.n > 0,
			      .two_weeks = sp_setting_int(input->snapshot, "cycle") != 1};
	sp_str_init(&table);
	if (read_feed(feed)) {
		say_weeks(feed);
		sp_str_add(&table, "cycle week,day,period,from,to,what,title\n");
		if (input->snapshot->periods.n == 0)
			add_periods(feed, &table);
		add_lessons(feed, &table);
		rows.bytes = table.text;
		rows.size = table.len;
		intake.rc = table.failed ? sp_err_nomem(reterr)
					 : sp_intake_parse_timetable(&rows, edits, &result, reterr);
	}
	sp_str_finish(&table);
	return join_results(&intake, &result, ret);
}
