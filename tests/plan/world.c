/*
 * The test school's tables.
 */
#include "plan/world.h"

#include "senplan/base/array.h"
#include "senplan/base/str.h"

#include <stdio.h>
#include <stdlib.h>

static const struct {
	enum sp_year_span_kind kind;
	const char *name, *from, *to;
} year_rows[] = {
	{SP_YEAR_TERM, "Autumn", "2026-09-01", "2026-12-18"},
	{SP_YEAR_INSET, "INSET", "2026-09-01", "2026-09-02"},
	{SP_YEAR_HALF_TERM, "Half-term", "2026-10-26", "2026-10-30"},
	{SP_YEAR_TERM, "Spring", "2027-01-04", "2027-03-25"},
	{SP_YEAR_HALF_TERM, "Half-term", "2027-02-15", "2027-02-19"},
	{SP_YEAR_TERM, "Summer", "2027-04-12", "2027-07-21"},
	{SP_YEAR_HALF_TERM, "Half-term", "2027-05-31", "2027-06-04"},
	{SP_YEAR_BANK_HOLIDAY, "May Day", "2027-05-03", "2027-05-03"},
	{SP_YEAR_EXAM_WEEKS, "Exams", "2027-05-10", "2027-05-28"},
	{SP_YEAR_TERM, "Autumn", "2027-09-02", "2027-12-17"},
	{SP_YEAR_HALF_TERM, "Half-term", "2027-10-25", "2027-10-29"},
	{SP_YEAR_TERM, "Spring", "2028-01-04", "2028-03-31"},
	{SP_YEAR_HALF_TERM, "Half-term", "2028-02-14", "2028-02-18"},
	{SP_YEAR_TERM, "Summer", "2028-04-18", "2028-07-21"},
	{SP_YEAR_HALF_TERM, "Half-term", "2028-05-29", "2028-06-02"},
	{SP_YEAR_BANK_HOLIDAY, "May Day", "2028-05-01", "2028-05-01"},
};

static const struct {
	const char *key, *profile;
	int32_t value;
	enum sp_unit unit;
	enum sp_side side;
	const char *anchor;
	enum sp_owner owner;
	enum sp_authority authority;
	const char *text, *source, *from, *to;
} rule_rows[] = {
	{"ar.interval", "", 12, SP_UNIT_MONTHS, SP_SIDE_AFTER, "last-review", SP_OWNER_LA,
	 SP_AUTHORITY_STATUTE, "12 months after the last review", "CFA 2014, s.44", "", ""},
	{"ar.interval.under5", "", 6, SP_UNIT_MONTHS, SP_SIDE_AFTER, "last-review", SP_OWNER_LA,
	 SP_AUTHORITY_GUIDANCE, "6 months after the last review", "Code 9.178", "", ""},
	{"ar.meeting_before_anniv", "", 28, SP_UNIT_DAYS, SP_SIDE_BEFORE, "anniversary", SP_OWNER_SCHOOL,
	 SP_AUTHORITY_DERIVED, "28 days before the anniversary", "", "", ""},
	{"ar.notice", "", 14, SP_UNIT_DAYS, SP_SIDE_BEFORE, "meeting", SP_OWNER_SCHOOL, SP_AUTHORITY_STATUTE,
	 "14 days before the meeting", "SEND Regulations 2014, reg 20", "", ""},
	{"ar.notice", "hull", 6, SP_UNIT_WEEKS, SP_SIDE_BEFORE, "meeting", SP_OWNER_SCHOOL, SP_AUTHORITY_LA,
	 "6 weeks before the meeting", "Hull", "", ""},
	{"ar.circulate", "", 14, SP_UNIT_DAYS, SP_SIDE_BEFORE, "meeting", SP_OWNER_SCHOOL,
	 SP_AUTHORITY_STATUTE, "14 days before the meeting", "SEND Regulations 2014, reg 20", "", ""},
	{"ar.report", "", 14, SP_UNIT_DAYS, SP_SIDE_AFTER, "meeting", SP_OWNER_SCHOOL, SP_AUTHORITY_STATUTE,
	 "14 days after the meeting", "SEND Regulations 2014, reg 20", "", ""},
	{"ar.report", "hants", 10, SP_UNIT_SCHOOL_DAYS, SP_SIDE_AFTER, "meeting", SP_OWNER_SCHOOL,
	 SP_AUTHORITY_LA, "10 school days after the meeting", "Hampshire", "", ""},
	{"ar.la_decision", "", 28, SP_UNIT_DAYS, SP_SIDE_AFTER, "meeting", SP_OWNER_LA, SP_AUTHORITY_STATUTE,
	 "28 days after the meeting", "SEND Regulations 2014, reg 20", "", ""},
	{"ar.final_plan", "", 84, SP_UNIT_DAYS, SP_SIDE_AFTER, "meeting", SP_OWNER_LA, SP_AUTHORITY_CASE_LAW,
	 "84 days after the meeting", "[2022] EWHC 493 (Admin)", "", ""},
	{"phase.default", "", 215, SP_UNIT_FIXED_DATE, SP_SIDE_AFTER, "transfer", SP_OWNER_LA,
	 SP_AUTHORITY_STATUTE, "by 15 February of the transfer year", "SEND Regulations 2014, reg 18", "",
	 ""},
	{"phase.post16", "", 331, SP_UNIT_FIXED_DATE, SP_SIDE_AFTER, "transfer", SP_OWNER_LA,
	 SP_AUTHORITY_STATUTE, "by 31 March of the transfer year", "SEND Regulations 2014, reg 18", "", ""},
	{"na.decide", "", 42, SP_UNIT_DAYS, SP_SIDE_AFTER, "request", SP_OWNER_LA, SP_AUTHORITY_STATUTE,
	 "6 weeks after the request", "SEND Regulations 2014, reg 5", "", ""},
	{"na.advice", "", 42, SP_UNIT_DAYS, SP_SIDE_AFTER, "asked", SP_OWNER_SCHOOL, SP_AUTHORITY_STATUTE,
	 "6 weeks after being asked", "SEND Regulations 2014, reg 8", "", ""},
	{"na.no_plan", "", 112, SP_UNIT_DAYS, SP_SIDE_AFTER, "request", SP_OWNER_LA, SP_AUTHORITY_STATUTE,
	 "16 weeks after the request", "SEND Regulations 2014, reg 10", "", ""},
	{"na.final", "", 140, SP_UNIT_DAYS, SP_SIDE_AFTER, "request", SP_OWNER_LA, SP_AUTHORITY_STATUTE,
	 "20 weeks after the request", "SEND Regulations 2014, reg 13", "", ""},
	{"consult.reply", "", 15, SP_UNIT_DAYS, SP_SIDE_AFTER, "receipt", SP_OWNER_SCHOOL,
	 SP_AUTHORITY_GUIDANCE, "15 days after receipt", "Code 9.83", "", ""},
	{"sens.parent_meetings", "", 3, SP_UNIT_COUNT, SP_SIDE_AFTER, "school-year", SP_OWNER_SCHOOL,
	 SP_AUTHORITY_GUIDANCE, "three times a year", "Code 6.65", "", ""},
	{"sens.parent_meetings", "two", 2, SP_UNIT_COUNT, SP_SIDE_AFTER, "school-year", SP_OWNER_SCHOOL,
	 SP_AUTHORITY_SCHOOL, "twice a year", "", "", ""},
	{"ar.interval", "reform", 24, SP_UNIT_MONTHS, SP_SIDE_AFTER, "last-review", SP_OWNER_LA,
	 SP_AUTHORITY_STATUTE, "24 months after the last review", "", "2026-09-01", ""},
};

static const struct {
	const char *chain, *key;
	int32_t position;
	const char *name;
	enum sp_owner owner;
	const char *activity, *rule, *after, *done_by;
	int32_t min_lag_day, max_lag_day, lead_day;
	bool hard;
	int32_t weight, typical_min;
} step_rows[] = {
	{"annual-review", "ar.arrange", 1, "set the date", SP_OWNER_SCHOOL, "ehcp.admin", "", "", "booked", 0,
	 -1, 28, false, 3, 20},
	{"annual-review", "ar.invite", 2, "invitations", SP_OWNER_SCHOOL, "ehcp.admin", "ar.notice",
	 "ar.arrange", "invited", 0, -1, 28, true, 5, 30},
	{"annual-review", "ar.gather", 3, "views and advice", SP_OWNER_SCHOOL, "ehcp.papers", "", "ar.invite",
	 "", 0, -1, 28, false, 4, 60},
	{"annual-review", "ar.circulate", 4, "papers out", SP_OWNER_SCHOOL, "ehcp.papers", "ar.circulate",
	 "ar.gather", "circulated", 0, -1, 21, true, 8, 60},
	{"annual-review", "ar.meeting", 5, "annual review meeting", SP_OWNER_SCHOOL, "ehcp.meeting",
	 "ar.meeting_before_anniv", "ar.circulate", "held", 0, -1, 42, true, 9, 90},
	{"annual-review", "ar.report", 6, "report to the LA", SP_OWNER_SCHOOL, "ehcp.papers", "ar.report",
	 "ar.meeting", "reported", 0, -1, 0, true, 8, 90},
	{"annual-review", "ar.la_decision", 7, "LA decision", SP_OWNER_LA, "ehcp.chase", "ar.la_decision",
	 "ar.meeting", "decided", 0, -1, 7, false, 3, 10},
	{"annual-review", "ar.final_plan", 8, "final plan", SP_OWNER_LA, "ehcp.chase", "ar.final_plan",
	 "ar.meeting", "finalised", 0, -1, 7, false, 3, 10},
	{"phase-transfer", "pt.invite", 2, "invitations", SP_OWNER_SCHOOL, "ehcp.admin", "ar.notice", "",
	 "invited", 0, -1, 28, true, 5, 30},
	{"phase-transfer", "pt.circulate", 4, "papers out", SP_OWNER_SCHOOL, "ehcp.papers", "ar.circulate",
	 "pt.invite", "circulated", 0, -1, 21, true, 8, 90},
	{"phase-transfer", "pt.meeting", 5, "transfer review meeting", SP_OWNER_SCHOOL, "ehcp.meeting",
	 "phase.default", "pt.circulate", "held", 0, -1, 42, true, 9, 90},
	{"phase-transfer", "pt.report", 6, "report to the LA", SP_OWNER_SCHOOL, "ehcp.papers", "ar.report",
	 "pt.meeting", "reported", 0, -1, 0, true, 8, 90},
	{"phase-transfer", "pt.la_decision", 7, "LA decision", SP_OWNER_LA, "ehcp.chase", "ar.la_decision",
	 "pt.meeting", "decided", 0, -1, 7, false, 3, 10},
	{"phase-transfer", "pt.final_plan", 8, "final plan", SP_OWNER_LA, "ehcp.chase",
	 "phase.default ar.final_plan", "pt.meeting", "finalised", 0, -1, 7, false, 3, 10},
	{"needs-assessment", "na.request", 1, "request", SP_OWNER_SCHOOL, "ehcp.papers", "", "", "requested",
	 0, -1, 0, false, 6, 300},
	{"needs-assessment", "na.decide", 2, "LA decides to assess", SP_OWNER_LA, "ehcp.chase", "na.decide",
	 "na.request", "decided", 0, -1, 7, false, 3, 10},
	{"needs-assessment", "na.advice", 3, "school's advice", SP_OWNER_SCHOOL, "ehcp.papers", "na.advice",
	 "", "reported", 0, -1, 42, true, 8, 150},
	{"needs-assessment", "na.no_plan", 4, "LA tells if no plan", SP_OWNER_LA, "", "na.no_plan", "",
	 "finalised", 0, -1, 0, false, 3, 0},
	{"needs-assessment", "na.final", 5, "final plan", SP_OWNER_LA, "ehcp.chase", "na.final", "",
	 "finalised", 0, -1, 7, false, 3, 10},
	{"consultation", "consult.reply", 1, "reply to the LA", SP_OWNER_SCHOOL, "ehcp.papers",
	 "consult.reply", "", "reported", 0, -1, 15, true, 8, 75},
	{"sen-support", "sens.prepare", 1, "prepare review", SP_OWNER_SCHOOL, "support.prepare", "", "", "",
	 0, -1, 28, false, 3, 10},
	{"sen-support", "sens.meeting", 2, "review with parents", SP_OWNER_SCHOOL, "parents.meeting",
	 "sens.parent_meetings", "sens.prepare", "held", 0, -1, 0, false, 5, 20},
	{"sen-support", "sens.record", 3, "record and share", SP_OWNER_SCHOOL, "support.prepare", "",
	 "sens.meeting", "", 0, 7, 0, false, 3, 10},
};

sp_day
world_day(const char *iso)
{
	sp_day day = SP_DAY_NONE;

	if (iso[0] != '\0' && !sp_day_parse_iso(iso, &day)) {
		fprintf(stderr, "not a date: %s\n", iso);
		abort();
	}
	return day;
}

sp_time
world_time(const char *iso)
{
	sp_time time;

	if (!sp_time_parse_iso(iso, &time)) {
		fprintf(stderr, "not a time: %s\n", iso);
		abort();
	}
	return time;
}

sp_activity_id
world_activity(const struct world *w, const char *key)
{
	const struct sp_activity *activity = sp_snapshot_activity_by_key(&w->snapshot, key);

	return activity == NULL ? (sp_activity_id){0} : activity->id;
}

void
world_apply(struct world *w)
{
	struct sp_err err;
	struct sp_snapshot after;
	int64_t last;
	enum sp_rc rc = sp_edits_ok(&w->edits, &err);

	if (rc == SP_OK)
		rc = sp_snapshot_apply(&w->snapshot, &w->edits, &w->arena, &after, &err);
	if (rc != SP_OK) {
		fprintf(stderr, "%s\n", err.text);
		abort();
	}
	w->snapshot = after;
	last = w->edits.last_provisional; /* the store would have given ids of its own */
	sp_edits_init(&w->edits, &w->arena);
	w->edits.last_provisional = last;
}

static void
add_years(struct world *w)
{
	for (size_t i = 0; i < SP_COUNT(year_rows); i++) {
		struct sp_year_span row = sp_year_span_blank();

		row.kind = year_rows[i].kind;
		row.name = year_rows[i].name;
		row.from_day = world_day(year_rows[i].from);
		row.to_day = world_day(year_rows[i].to);
		sp_edits_put_year_span(&w->edits, &row);
	}
}

static void
add_rules(struct world *w)
{
	for (size_t i = 0; i < SP_COUNT(rule_rows); i++) {
		struct sp_rule row = sp_rule_blank();

		row.key = rule_rows[i].key;
		row.profile = rule_rows[i].profile;
		row.value = rule_rows[i].value;
		row.unit = rule_rows[i].unit;
		row.side = rule_rows[i].side;
		row.anchor = rule_rows[i].anchor;
		row.owner = rule_rows[i].owner;
		row.authority = rule_rows[i].authority;
		row.text = rule_rows[i].text;
		row.source = rule_rows[i].source;
		row.from_day = world_day(rule_rows[i].from);
		row.to_day = world_day(rule_rows[i].to);
		sp_edits_put_rule(&w->edits, &row);
	}
}

static void
add_steps(struct world *w)
{
	for (size_t i = 0; i < SP_COUNT(step_rows); i++) {
		struct sp_step row = sp_step_blank();

		row.chain = step_rows[i].chain;
		row.key = step_rows[i].key;
		row.position = step_rows[i].position;
		row.name = step_rows[i].name;
		row.owner = step_rows[i].owner;
		row.activity = world_activity(w, step_rows[i].activity);
		row.rule = step_rows[i].rule;
		row.after = step_rows[i].after;
		row.done_by = step_rows[i].done_by;
		row.min_lag_day = step_rows[i].min_lag_day;
		row.max_lag_day = step_rows[i].max_lag_day;
		row.lead_day = step_rows[i].lead_day;
		row.hard = step_rows[i].hard;
		row.weight = step_rows[i].weight;
		row.typical_min = step_rows[i].typical_min;
		sp_edits_put_step(&w->edits, &row);
	}
}

static const struct {
	const char *key, *name, *letter;
	enum sp_activity_kind kind;
	int32_t low, typical, high, chunk_min, chunk_max;
	const char *window;
	int32_t week_min, target_pct, max_blocks;
} activity_rows[] = {
	{"ehcp.admin", "EHCP arrangements", "E", SP_KIND_ADMINISTRATIVE, 15, 30, 60, 0, 0, "", 0, -1, -1},
	{"ehcp.papers", "EHCP papers", "E", SP_KIND_OPERATIONAL, 45, 90, 180, 0, 0, "", 0, -1, -1},
	{"ehcp.meeting", "Annual review meeting", "E", SP_KIND_DIRECT, 25, 90, 120, 0, 0, "meeting", 0, -1,
	 2},
	{"ehcp.chase", "Chase the LA", "E", SP_KIND_ADMINISTRATIVE, 5, 10, 20, 0, 0, "", 0, -1, -1},
	{"support.prepare", "Review preparation", "R", SP_KIND_OPERATIONAL, 10, 20, 40, 0, 0, "", 0, -1, -1},
	{"parents.meeting", "Parents", "P", SP_KIND_DIRECT, 15, 20, 45, 0, 0, "parents", 0, -1, 4},
	{"walk", "Learning walk", "W", SP_KIND_STRATEGIC, 30, 45, 60, 0, 0, "lessons", 0, -1, -1},
	{"admin.la_forms", "LA forms", "A", SP_KIND_ADMINISTRATIVE, 30, 60, 120, 0, 0, "", 0, -1, -1},
	{"strategic.plan", "Action plan", "S", SP_KIND_STRATEGIC, 30, 60, 90, 0, 0, "", 30, 10, -1},
	{"provision.map", "Provision map", "V", SP_KIND_OPERATIONAL, 120, 300, 600, 45, 120, "", 0, -1, -1},
};

static sp_window_id
add_window(struct world *w, const char *key, enum sp_window_basis a, enum sp_window_basis b)
{
	struct sp_window window = sp_window_blank();
	struct sp_window_span span = sp_window_span_blank();
	sp_window_id id;

	window.key = key;
	window.name = key;
	window.pupils_only = a == SP_BASIS_LESSON;
	window.skip_exams = a == SP_BASIS_LESSON && b == SP_BASIS_LESSON;
	id = sp_edits_put_window(&w->edits, &window);
	span.window = id;
	span.basis = a;
	span.from_min = a == SP_BASIS_BEFORE ? 480 : SP_MINUTE_NONE;
	sp_edits_put_window_span(&w->edits, &span);
	span.basis = b;
	span.from_min = SP_MINUTE_NONE;
	span.to_min = b == SP_BASIS_AFTER ? 1020 : SP_MINUTE_NONE;
	sp_edits_put_window_span(&w->edits, &span);
	return id;
}

static void
add_activities(struct world *w)
{
	sp_window_id lessons = add_window(w, "lessons", SP_BASIS_LESSON, SP_BASIS_LESSON);
	sp_window_id parents = add_window(w, "parents", SP_BASIS_BEFORE, SP_BASIS_AFTER);
	sp_window_id meeting = add_window(w, "meeting", SP_BASIS_LESSON, SP_BASIS_AFTER);

	for (size_t i = 0; i < SP_COUNT(activity_rows); i++) {
		struct sp_activity row = sp_activity_blank();

		row.key = activity_rows[i].key;
		row.name = activity_rows[i].name;
		row.letter = activity_rows[i].letter;
		row.kind = activity_rows[i].kind;
		row.low_min = activity_rows[i].low;
		row.typical_min = activity_rows[i].typical;
		row.high_min = activity_rows[i].high;
		row.chunk_min = activity_rows[i].chunk_min;
		row.chunk_max = activity_rows[i].chunk_max;
		row.week_min = activity_rows[i].week_min;
		row.target_pct = activity_rows[i].target_pct;
		row.max_blocks_day = activity_rows[i].max_blocks;
		row.max_min_day = -1;
		if (sp_streq(activity_rows[i].window, "lessons"))
			row.window = lessons;
		else if (sp_streq(activity_rows[i].window, "parents"))
			row.window = parents;
		else if (sp_streq(activity_rows[i].window, "meeting"))
			row.window = meeting;
		sp_edits_put_activity(&w->edits, &row);
	}
}

static const struct {
	const char *name;
	enum sp_period_kind kind;
	int32_t from, to;
} period_rows[] = {
	{"Reg", SP_PERIOD_REGISTRATION, 520, 540}, {"P1", SP_PERIOD_LESSON, 540, 600},
	{"P2", SP_PERIOD_LESSON, 600, 660},	   {"Break", SP_PERIOD_BREAK, 660, 675},
	{"P3", SP_PERIOD_LESSON, 675, 735},	   {"P4", SP_PERIOD_LESSON, 735, 795},
	{"Lunch", SP_PERIOD_LUNCH, 795, 840},	   {"P5", SP_PERIOD_LESSON, 840, 900},
};

static void
add_day_shape(struct world *w)
{
	static const int32_t teaching[][3] = {{0, 540, 600}, {0, 735, 795}, {1, 600, 660}, {3, 540, 600}};

	for (size_t i = 0; i < SP_COUNT(period_rows); i++) {
		struct sp_period row = sp_period_blank();

		row.name = period_rows[i].name;
		row.kind = period_rows[i].kind;
		row.from_min = period_rows[i].from;
		row.to_min = period_rows[i].to;
		sp_edits_put_period(&w->edits, &row);
	}
	for (int32_t weekday = 0; weekday < 5; weekday++) {
		struct sp_working_window row = sp_working_window_blank();

		if (weekday == 2)
			continue;
		row.weekday = weekday;
		row.from_min = 480;
		row.to_min = 990;
		sp_edits_put_working_window(&w->edits, &row);
	}
	for (size_t i = 0; i < SP_COUNT(teaching); i++) {
		struct sp_timetable_slot row = sp_timetable_slot_blank();

		row.what = SP_TIMETABLE_TEACH;
		row.title = "8B";
		row.weekday = teaching[i][0];
		row.from_min = teaching[i][1];
		row.to_min = teaching[i][2];
		sp_edits_put_timetable_slot(&w->edits, &row);
	}
}

void
world_begin(struct world *w)
{
	struct sp_err err;

	sp_arena_init(&w->arena);
	w->snapshot = (struct sp_snapshot){0};
	if (sp_snapshot_finish(&w->snapshot, &w->arena, &err) != SP_OK)
		abort();
	sp_edits_init(&w->edits, &w->arena);
	add_activities(w);
	world_apply(w);
	add_years(w);
	add_rules(w);
	add_steps(w);
	world_apply(w);
}

/* Nothing but the terms. */
void
world_begin_terms(struct world *w)
{
	struct sp_err err;

	sp_arena_init(&w->arena);
	w->snapshot = (struct sp_snapshot){0};
	if (sp_snapshot_finish(&w->snapshot, &w->arena, &err) != SP_OK)
		abort();
	sp_edits_init(&w->edits, &w->arena);
	add_years(w);
	world_apply(w);
}

void
world_add_week(struct world *w)
{
	add_day_shape(w);
	world_apply(w);
}

static void
add_duty(struct world *w, const char *key, const char *activity, enum sp_cadence cadence, int32_t times,
	 int32_t length)
{
	struct sp_duty row = sp_duty_blank();

	row.key = key;
	row.name = key;
	row.activity = world_activity(w, activity);
	row.cadence = cadence;
	row.times = times;
	row.length_min = length;
	row.weight = 3;
	row.active = true;
	row.cycle_week = -1;
	row.weekday = -1;
	sp_edits_put_duty(&w->edits, &row);
}

void
world_add_demand(struct world *w, int n_ehcp, int n_support)
{
	char code[16];

	for (int i = 0; i < n_ehcp + n_support; i++) {
		struct sp_case row = sp_case_blank();

		snprintf(code, sizeof code, "%c%02d", i < n_ehcp ? 'K' : 'R',
			 i < n_ehcp ? i + 1 : i - n_ehcp + 1);
		row.code = code;
		row.year = 7 + i % 5;
		row.status = i < n_ehcp ? SP_CASE_EHCP : SP_CASE_SEN_SUPPORT;
		if (i < n_ehcp)
			row.last_review = world_day("2025-10-10") + i * 11;
		if (i < n_ehcp && i % 6 == 0) {
			row.transfer = SP_TRANSFER_POST16;
			row.transfer_year = 2027;
		}
		sp_edits_put_case(&w->edits, &row);
	}
	add_duty(w, "la-forms", "admin.la_forms", SP_CADENCE_WEEKLY, 2, 60);
	add_duty(w, "action-plan", "strategic.plan", SP_CADENCE_WEEKLY, 1, 45);
	add_duty(w, "walks", "walk", SP_CADENCE_HALF_TERMLY, 2, 45);
	add_duty(w, "map", "provision.map", SP_CADENCE_TERMLY, 1, 300);
	add_duty(w, "calls", "support.prepare", SP_CADENCE_WEEKLY, 3, 20);
	world_apply(w);
}

void
world_finish(struct world *w)
{
	sp_arena_finish(&w->arena);
}

void
world_set(struct world *w, const char *key, const char *value)
{
	struct sp_setting row = sp_setting_blank();
	struct sp_err err;

	if (sp_setting_check(key, value, &err) != SP_OK) {
		fprintf(stderr, "%s\n", err.text);
		abort();
	}
	for (size_t i = 0; i < w->snapshot.settings.n; i++)
		if (sp_streq(w->snapshot.settings.items[i].key, key))
			row.id = w->snapshot.settings.items[i].id;
	row.key = key;
	row.value = value;
	sp_edits_put_setting(&w->edits, &row);
	world_apply(w);
}

void
world_lose(struct world *w, const char *start, int32_t length_min)
{
	struct sp_log_entry row = sp_log_entry_blank();

	row.kind = SP_LOG_LOST;
	row.start = world_time(start);
	row.length_min = length_min;
	row.cause = SP_CAUSE_COVER;
	sp_edits_put_log_entry(&w->edits, &row);
	world_apply(w);
}
