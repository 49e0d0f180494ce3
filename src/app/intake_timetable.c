/*
 * The timetable: the period grid, the working hours, and what stands in the week already. One row can mean several: a
 * list of days, a range of periods, periods that lie elsewhere on a Friday.
 *
 *	cycle week,day,period,from,to,what,title
 *	,Mon-Thu,P1,09:00,10:00,lesson,          the grid: a period with its times
 *	,Mon,,08:00,16:30,work,                  working hours
 *	A,Tue,P1,,,teach,8B Science              by the period's name
 *	,Thu,,08:20,08:40,meeting,Briefing       by the clock
 *
 * The file replaces what it speaks of: rows of the grid the grid, rows of work the working hours, others the timetable.
 */
#include "senplan/base/str.h"

#include "intake_sheet.h"

#include <assert.h>
#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum column { CYCLE_WEEK, DAY, PERIOD, FROM, TO, WHAT, TITLE, VALID_FROM, VALID_TO, N_COLUMNS };

static const struct csv_column columns[N_COLUMNS] = {
	[CYCLE_WEEK] = {"cycle week", "week|weekab|ab|cycle", false},
	[DAY] = {"day", "weekday|days", true},
	[PERIOD] = {"period", "periods|lesson|slot|session", false},
	[FROM] = {"from", "start|starts|begins|starttime|timefrom", false},
	[TO] = {"to", "end|ends|endtime|timeto|until|finish", false},
	[WHAT] = {"what", "kind|type|activity", true},
	[TITLE] = {"title", "name|class|group|description|subject|detail|details|notes|note|lesson", false},
	[VALID_FROM] = {"valid from", "fromdate|firstdate", false},
	[VALID_TO] = {"valid to", "todate|lastdate|validuntil", false},
};

enum {
	FOLDED = 32,
	MAX_TITLE = 80,
	MAX_NAME = 24,
	WEEK_DAYS = 5,
	CYCLE_WEEKS = 2,
	FAN_OUT = 7 * CYCLE_WEEKS
};

/* Where something stands in the cycle. */
struct place {
	int32_t weekday;
	int32_t cycle_week;
	sp_minute from_min, to_min;
	sp_day from_day, to_day;
	int line;
};

struct grid {
	struct sp_period *periods;
	struct place *period_places;
	size_t n_periods;
	struct sp_timetable_slot *slots;
	struct place *slot_places;
	size_t n_slots;
	struct sp_working_window *windows;
	struct place *window_places;
	size_t n_windows;
	bool own_periods; /* the file has a grid of its own */
};

/* A row's days as bits 0 (Monday) to 6; 0: each day. */
typedef unsigned int day_set;

static bool
prepare(struct intake *intake, struct grid *grid, size_t n_rows)
{
	size_t n = n_rows * FAN_OUT + 1;

	grid->periods = SP_ARENA_NEW_N(intake->arena, struct sp_period, n);
	grid->period_places = SP_ARENA_NEW_N(intake->arena, struct place, n);
	grid->slots = SP_ARENA_NEW_N(intake->arena, struct sp_timetable_slot, n);
	grid->slot_places = SP_ARENA_NEW_N(intake->arena, struct place, n);
	grid->windows = SP_ARENA_NEW_N(intake->arena, struct sp_working_window, n);
	grid->window_places = SP_ARENA_NEW_N(intake->arena, struct place, n);
	return (grid->periods != NULL && grid->period_places != NULL && grid->slots != NULL &&
		grid->slot_places != NULL && grid->windows != NULL && grid->window_places != NULL) ||
	       intake_nomem(intake);
}

/* --- what a row is --- */

enum row_kind { ROW_PERIOD, ROW_WORK, ROW_SLOT };

static const char *const period_words[] = {
	[SP_PERIOD_LESSON] = "lesson|lessonperiod|period",
	[SP_PERIOD_REGISTRATION] = "registration|reg|tutor|tutortime|form|registrationperiod",
	[SP_PERIOD_BREAK] = "break|breakperiod",
	[SP_PERIOD_LUNCH] = "lunch|lunchperiod",
	[SP_PERIOD_OTHER] = "other|assembly|otherperiod",
};

/* A row of the grid: a kind of period, a name and times. */
static bool
names_a_period(const struct intake *intake, const struct csv_row *row)
{
	char buf[FOLDED];

	if (*intake_text(intake, row, PERIOD) == '\0' || *intake_text(intake, row, FROM) == '\0')
		return false;
	csv_fold(intake_text(intake, row, WHAT), buf, sizeof(buf));
	for (size_t i = 0; i < SP_COUNT(period_words); i++)
		if (csv_is_one_of(buf, period_words[i]))
			return true;
	return false;
}

static bool
read_kind(struct intake *intake, const struct csv_row *row, enum row_kind *ret_kind, int *ret_value)
{
	const char *text = intake_text(intake, row, WHAT);
	bool named = names_a_period(intake, row);
	char buf[FOLDED];

	csv_fold(text, buf, sizeof(buf));
	if (csv_is_one_of(buf, "work|working|hours|workinghours|contract|in")) {
		*ret_kind = ROW_WORK;
		return true;
	}
	for (size_t i = 0; i < SP_COUNT(period_words); i++) {
		if (!named || !csv_is_one_of(buf, period_words[i]))
			continue;
		*ret_kind = ROW_PERIOD;
		*ret_value = (int)i;
		return true;
	}
	*ret_kind = ROW_SLOT;
	*ret_value = csv_is_one_of(buf, "teaching|class") ? (int)SP_TIMETABLE_TEACH
							  : sp_enum_parse(sp_timetable_what_names, text);
	if (*ret_value >= 0)
		return true;
	if (csv_is_one_of(buf, "lesson|registration|period|other"))
		return intake_bad(intake, row->line, WHAT,
				  "a row of the period grid needs the period's name and its from and to.");
	return intake_bad(
		intake, row->line, WHAT,
		"\"%s\" is not known; it can be teach, ppa, duty, meeting, senco, break, lunch, out; work; or "
		"lesson, registration, break, lunch, other with a period's name and times.",
		text);
}

/* "Mon", "Mon-Thu", "Mon, Wed", "each" */
static bool
read_days(struct intake *intake, const struct csv_row *row, day_set *ret_days)
{
	const char *at = intake_text(intake, row, DAY);
	int before = -1; /* the weekday in front of a dash */
	day_set days = 0;
	char buf[FOLDED];

	if (csv_is_one_of(csv_fold(at, buf, sizeof(buf)), "each|every|daily|all|eachday|everyday") ||
	    *buf == '\0') {
		*ret_days = 0;
		return true;
	}
	while (*at != '\0') {
		size_t len = strcspn(at, " ,;/+&-");
		char word[FOLDED];
		int weekday;

		if (len >= sizeof(word))
			break;
		memcpy(word, at, len);
		word[len] = '\0';
		weekday = intake_weekday_of(word);
		if (weekday < 0 || (before >= 0 && weekday < before))
			break;
		for (int day = before < 0 ? weekday : before; day <= weekday; day++)
			days |= 1U << day;
		at += len;
		before = *at == '-' ? weekday : -1;
		at += strspn(at, " ,;/+&-");
	}
	if (*at != '\0' || days == 0)
		return intake_bad(intake, row->line, DAY,
				  "\"%s\" is no weekday; write Mon, Mon-Thu, or leave it empty for each day.",
				  intake_text(intake, row, DAY));
	*ret_days = days == 0x1F ? 0 : days;
	return true;
}

/* --- periods by name --- */

static bool
period_is_for(const struct sp_period *period, int weekday, int cycle_week)
{
	return (period->weekday < 0 || period->weekday == weekday) &&
	       (period->cycle_week < 0 || period->cycle_week == cycle_week);
}

static int
particular(const struct sp_period *period)
{
	return (period->weekday >= 0) * 2 + (period->cycle_week >= 0);
}

static bool
same_period_name(const char *a, const char *b)
{
	char x[FOLDED], y[FOLDED];

	return sp_streq(csv_fold(a, x, sizeof(x)), csv_fold(b, y, sizeof(y)));
}

/* The rows in force on that day: those for the weekday replace those for each day, as in model/window.c. */
static int
best_particular(const struct sp_period *periods, size_t n, int weekday, int cycle_week)
{
	int best = -1;

	for (size_t i = 0; i < n; i++)
		if (period_is_for(&periods[i], weekday, cycle_week) && particular(&periods[i]) > best)
			best = particular(&periods[i]);
	return best;
}

static const struct sp_period *
find_period(const struct sp_period *periods, size_t n, int weekday, int cycle_week, const char *name)
{
	int best = best_particular(periods, n, weekday, cycle_week);

	for (size_t i = 0; i < n; i++)
		if (period_is_for(&periods[i], weekday, cycle_week) && particular(&periods[i]) == best &&
		    same_period_name(periods[i].name, name))
			return &periods[i];
	return NULL;
}

/* "P3", or "P2-P4": from the start of the first to the end of the last. */
static bool
times_of_periods(struct intake *intake, const struct csv_row *row, const struct grid *grid,
		 struct place *place)
{
	const char *text = intake_text(intake, row, PERIOD);
	const struct sp_period *periods = grid->own_periods ? grid->periods : intake->snapshot->periods.items;
	size_t n = grid->own_periods ? grid->n_periods : intake->snapshot->periods.n;
	const struct sp_period *first = find_period(periods, n, place->weekday, place->cycle_week, text),
			       *last = first;
	const char *dash = strchr(text, '-');
	char name[MAX_NAME + 1];

	if (first == NULL && dash != NULL && (size_t)(dash - text) < sizeof(name)) {
		memcpy(name, text, (size_t)(dash - text));
		name[dash - text] = '\0';
		first = find_period(periods, n, place->weekday, place->cycle_week, name);
		last = find_period(periods, n, place->weekday, place->cycle_week, dash + 1);
	}
	if (first == NULL || last == NULL || last->to_min <= first->from_min)
		return intake_bad(intake, row->line, PERIOD, "there is no \"%s\" on %s%s; %s.", text,
				  sp_weekday_name((enum sp_weekday)place->weekday),
				  place->cycle_week < 0	   ? ""
				  : place->cycle_week == 0 ? " of week A"
							   : " of week B",
				  n == 0 ? "no period has been given its times yet"
					 : "check its name or give from and to");
	place->from_min = first->from_min;
	place->to_min = last->to_min;
	return true;
}

/* --- where a row's things stand, one place each --- */

/* Must a row for each day, or each week, be told apart, because the grid differs between them? */
static bool
grid_differs(const struct intake *intake, const struct grid *grid, bool by_week)
{
	const struct sp_period *periods = grid->own_periods ? grid->periods : intake->snapshot->periods.items;
	size_t n = grid->own_periods ? grid->n_periods : intake->snapshot->periods.n;

	for (size_t i = 0; i < n; i++)
		if (by_week ? periods[i].cycle_week >= 0 : periods[i].weekday >= 0)
			return true;
	return false;
}

static bool
read_place(struct intake *intake, const struct csv_row *row, struct place *ret_place, day_set *ret_days)
{
	struct place place = {.weekday = -1,
			      .cycle_week = -1,
			      .from_min = SP_MINUTE_NONE,
			      .to_min = SP_MINUTE_NONE,
			      .from_day = SP_DAY_NONE,
			      .to_day = SP_DAY_NONE,
			      .line = row->line};

	if (!intake_cycle_week(intake, row, CYCLE_WEEK, &place.cycle_week) ||
	    !read_days(intake, row, ret_days) || !intake_minute(intake, row, FROM, &place.from_min) ||
	    !intake_minute(intake, row, TO, &place.to_min) ||
	    !intake_day(intake, row, VALID_FROM, &place.from_day) ||
	    !intake_day(intake, row, VALID_TO, &place.to_day))
		return false;
	if ((place.from_min == SP_MINUTE_NONE) != (place.to_min == SP_MINUTE_NONE))
		return intake_bad(intake, row->line, place.from_min == SP_MINUTE_NONE ? FROM : TO,
				  "is empty; both from and to are needed.");
	if (place.from_min != SP_MINUTE_NONE && place.to_min <= place.from_min)
		return intake_bad(intake, row->line, TO, "%s does not come after %s.",
				  intake_text(intake, row, TO), intake_text(intake, row, FROM));
	if (place.to_day != SP_DAY_NONE && place.from_day != SP_DAY_NONE && place.to_day < place.from_day)
		return intake_bad(intake, row->line, VALID_TO, "comes before \"valid from\".");
	if (strlen(intake_text(intake, row, TITLE)) > MAX_TITLE)
		return intake_bad(intake, row->line, TITLE, "is longer than %d characters.", MAX_TITLE);
	*ret_place = place;
	return true;
}

/* The row's places, at most FAN_OUT; 0 when the row is bad. */
static size_t
fan_out(struct intake *intake, const struct csv_row *row, const struct grid *grid, struct place *places)
{
	bool by_name;
	struct place place;
	day_set days = 0;
	int first_week, last_week;
	size_t n = 0;

	if (!read_place(intake, row, &place, &days))
		return 0;
	by_name = place.from_min == SP_MINUTE_NONE;
	if (by_name && *intake_text(intake, row, PERIOD) == '\0') {
		intake_bad(intake, row->line, PERIOD,
			   "is empty, and so are from and to: one of them says when.");
		return 0;
	}
	if (by_name && days == 0)
		days = 0x1F;
	first_week = last_week = place.cycle_week;
	if (by_name && place.cycle_week < 0 && grid_differs(intake, grid, true)) {
		first_week = 0;
		last_week = CYCLE_WEEKS - 1;
	}
	for (place.cycle_week = first_week; place.cycle_week <= last_week; place.cycle_week++) {
		for (int weekday = days == 0 ? -1 : 0; weekday < (days == 0 ? 0 : 7); weekday++) {
			if (weekday >= 0 && (days & 1U << weekday) == 0)
				continue;
			place.weekday = weekday;
			if (by_name && !times_of_periods(intake, row, grid, &place))
				return 0;
			places[n++] = place;
		}
	}
	assert(n > 0 && n <= FAN_OUT);
	return n;
}

/* --- overlaps --- */

static bool
meet(int32_t a, int32_t b)
{
	return a < 0 || b < 0 || a == b;
}

static bool
in_force_together(const struct place *a, const struct place *b)
{
	return (a->to_day == SP_DAY_NONE || b->from_day == SP_DAY_NONE || a->to_day >= b->from_day) &&
	       (b->to_day == SP_DAY_NONE || a->from_day == SP_DAY_NONE || b->to_day >= a->from_day);
}

/* `alike`: only rows just as particular are compared; the more particular ones replace the others. */
static bool
has_room(struct intake *intake, const struct place *places, size_t n, const struct place *place, bool alike)
{
	char from[SP_CLOCK_TEXT], to[SP_CLOCK_TEXT];

	for (size_t i = 0; i < n; i++) {
		const struct place *other = &places[i];
		bool same_day =
			alike ? other->weekday == place->weekday && other->cycle_week == place->cycle_week
			      : meet(other->weekday, place->weekday) &&
					meet(other->cycle_week, place->cycle_week);

		if (!same_day || !in_force_together(other, place) || other->from_min >= place->to_min ||
		    place->from_min >= other->to_min)
			continue;
		return intake_bad(
			intake, place->line, -1,
			"%s %s-%s overlaps line %d (%s-%s) on the same day and week.",
			place->weekday < 0 ? "Each day" : sp_weekday_name((enum sp_weekday)place->weekday),
			sp_minute_format(place->from_min, from), sp_minute_format(place->to_min, to),
			other->line, sp_minute_format(other->from_min, (char[SP_CLOCK_TEXT]){0}),
			sp_minute_format(other->to_min, (char[SP_CLOCK_TEXT]){0}));
	}
	return true;
}

/* --- rows into the grid --- */

static bool
add_period(struct intake *intake, struct grid *grid, const struct csv_row *row, const struct place *place,
	   int kind)
{
	struct sp_period period = sp_period_blank();

	period.name = intake_text(intake, row, PERIOD);
	if (strlen(period.name) > MAX_NAME)
		return intake_bad(intake, row->line, PERIOD, "is longer than %d characters.", MAX_NAME);
	for (size_t i = 0; i < grid->n_periods; i++)
		if (grid->period_places[i].weekday == place->weekday &&
		    grid->period_places[i].cycle_week == place->cycle_week &&
		    same_period_name(grid->periods[i].name, period.name))
			return intake_bad(intake, row->line, PERIOD,
					  "\"%s\" stands in line %d already for this day.", period.name,
					  grid->period_places[i].line);
	if (!has_room(intake, grid->period_places, grid->n_periods, place, true))
		return false;
	period.kind = (enum sp_period_kind)kind;
	period.weekday = place->weekday;
	period.cycle_week = place->cycle_week;
	period.from_min = place->from_min;
	period.to_min = place->to_min;
	grid->period_places[grid->n_periods] = *place;
	grid->periods[grid->n_periods++] = period;
	return true;
}

static bool
add_slot(struct intake *intake, struct grid *grid, const struct csv_row *row, const struct place *place,
	 int what)
{
	struct sp_timetable_slot slot = sp_timetable_slot_blank();

	if (!has_room(intake, grid->slot_places, grid->n_slots, place, false))
		return false;
	slot.what = (enum sp_timetable_what)what;
	slot.title = intake_text(intake, row, TITLE);
	slot.weekday = place->weekday;
	slot.cycle_week = place->cycle_week;
	slot.from_min = place->from_min;
	slot.to_min = place->to_min;
	slot.from_day = place->from_day;
	slot.to_day = place->to_day;
	grid->slot_places[grid->n_slots] = *place;
	grid->slots[grid->n_slots++] = slot;
	return true;
}

static bool
add_window(struct intake *intake, struct grid *grid, const struct csv_row *row, const struct place *place,
	   int what)
{
	struct sp_working_window window = sp_working_window_blank();

	(void)row;
	(void)what;
	if (!has_room(intake, grid->window_places, grid->n_windows, place, false))
		return false;
	window.weekday = place->weekday;
	window.cycle_week = place->cycle_week;
	window.from_min = place->from_min;
	window.to_min = place->to_min;
	window.from_day = place->from_day;
	window.to_day = place->to_day;
	grid->window_places[grid->n_windows] = *place;
	grid->windows[grid->n_windows++] = window;
	return true;
}

/* The grid first, since other rows name its periods, wherever they stand in the file. */
static void
read_rows(struct intake *intake, struct grid *grid, bool periods)
{
	for (size_t i = 0; i < intake->table.n_rows && intake->rc == SP_OK; i++) {
		const struct csv_row *row = &intake->table.rows[i];
		struct place places[FAN_OUT];
		enum row_kind kind;
		int value = 0;
		size_t n;

		if (periods != names_a_period(intake, row) || !read_kind(intake, row, &kind, &value))
			continue;
		n = fan_out(intake, row, grid, places);
		for (size_t j = 0; j < n; j++) {
			bool good = kind == ROW_PERIOD ? add_period(intake, grid, row, &places[j], value)
				    : kind == ROW_SLOT ? add_slot(intake, grid, row, &places[j], value)
						       : add_window(intake, grid, row, &places[j], value);

			if (!good)
				break;
		}
	}
}

/* --- against what is there --- */

static bool
goes_all(const struct intake *intake, const void *there, const void *context)
{
	(void)intake;
	(void)there;
	(void)context;
	return true;
}

static bool
same_period(const void *there, const void *wanted)
{
	const struct sp_period *a = there, *b = wanted;

	return a->weekday == b->weekday && a->cycle_week == b->cycle_week &&
	       same_period_name(a->name, b->name);
}

static bool
same_slot(const void *there, const void *wanted)
{
	const struct sp_timetable_slot *a = there, *b = wanted;

	return a->weekday == b->weekday && a->cycle_week == b->cycle_week && a->from_min == b->from_min;
}

static bool
same_window(const void *there, const void *wanted)
{
	const struct sp_working_window *a = there, *b = wanted;

	return a->weekday == b->weekday && a->cycle_week == b->cycle_week && a->from_day == b->from_day;
}

static void
store_grid(struct intake *intake, const struct grid *grid)
{
	struct intake_wanted periods = {
		.entity = SP_ENTITY_period, .rows = grid->periods, .n = grid->n_periods, .same = same_period};
	struct intake_wanted slots = {.entity = SP_ENTITY_timetable_slot,
				      .rows = grid->slots,
				      .n = grid->n_slots,
				      .same = same_slot};
	struct intake_wanted windows = {.entity = SP_ENTITY_working_window,
					.rows = grid->windows,
					.n = grid->n_windows,
					.same = same_window};

	periods.goes = grid->n_periods > 0 ? goes_all : NULL;
	slots.goes = grid->n_slots > 0 ? goes_all : NULL;
	windows.goes = grid->n_windows > 0 ? goes_all : NULL;
	if (intake_reconcile(intake, &periods) && intake_reconcile(intake, &windows))
		intake_reconcile(intake, &slots);
}

enum sp_rc
sp_intake_parse_timetable(const struct sp_intake_input *input, struct sp_edits *edits,
			  struct sp_intake_result *ret, struct sp_err *reterr)
{
	struct intake intake;
	struct grid grid = {0};

	intake_init(&intake, input, edits, reterr);
	if (intake_open(&intake, columns, N_COLUMNS) != SP_OK ||
	    !prepare(&intake, &grid, intake.table.n_rows))
		return intake_close(&intake, ret);
	read_rows(&intake, &grid, true);
	grid.own_periods = grid.n_periods > 0;
	read_rows(&intake, &grid, false);
	if (intake.rc == SP_OK)
		store_grid(&intake, &grid);
	return intake_close(&intake, ret);
}
