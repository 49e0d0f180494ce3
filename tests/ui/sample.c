/*
 * The sample school of the screen's tests, and driving the screen by the names of keys.
 */
#include "sample.h"

#include "senplan/base/array.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static sp_minute
minute_of(const char *text)
{
	sp_minute minute;

	assert_true(sp_minute_parse(text, &minute));
	return minute;
}

static sp_time
time_of(const char *iso)
{
	sp_time time;

	assert_true(sp_time_parse_iso(iso, &time));
	return time;
}

static void
add_span(struct sample *sample, enum sp_year_span_kind kind, const char *name, const char *from,
	 const char *to)
{
	struct sp_year_span span = sp_year_span_blank();

	span.kind = kind;
	span.name = name;
	span.from_day = sp_time_day(time_of(from));
	span.to_day = sp_time_day(time_of(to));
	sp_edits_put_year_span(&sample->edits, &span);
}

static void
add_slot(struct sample *sample, enum sp_timetable_what what, const char *title, int weekday, const char *from,
	 const char *to)
{
	struct sp_timetable_slot slot = sp_timetable_slot_blank();

	slot.what = what;
	slot.title = title;
	slot.weekday = weekday;
	slot.cycle_week = -1;
	slot.from_min = minute_of(from);
	slot.to_min = minute_of(to);
	sp_edits_put_timetable_slot(&sample->edits, &slot);
}

static sp_activity_id
add_activity(struct sample *sample, const char *letter, const char *name, enum sp_colour colour,
	     enum sp_activity_kind kind, int week_min)
{
	struct sp_activity activity = sp_activity_blank();

	activity.key = name;
	activity.name = name;
	activity.plain = "work of this kind";
	activity.letter = letter;
	activity.colour = colour;
	activity.kind = kind;
	activity.low_min = 30;
	activity.typical_min = 60;
	activity.high_min = 90;
	activity.max_blocks_day = -1;
	activity.max_min_day = -1;
	activity.target_pct = -1;
	activity.week_min = week_min;
	activity.estimate_source = "inference";
	return sp_edits_put_activity(&sample->edits, &activity);
}

static sp_case_id
add_case(struct sample *sample, const char *code, int year, enum sp_case_status status)
{
	struct sp_case subject = sp_case_blank();

	subject.code = code;
	subject.year = year;
	subject.status = status;
	return sp_edits_put_case(&sample->edits, &subject);
}

static sp_task_id
add_task(struct sample *sample, sp_activity_id activity, sp_case_id subject, const char *title,
	 int length_min)
{
	struct sp_task task = sp_task_blank();

	task.title = title;
	task.activity = activity;
	task.subject = subject;
	task.length_min = length_min;
	task.weight = 5;
	task.weekday = -1;
	task.due_day = sp_time_day(time_of("2026-11-27T00:00"));
	task.work_by_day = task.due_day;
	return sp_edits_put_task(&sample->edits, &task);
}

static void
add_block(struct sample *sample, sp_task_id task, const char *start, int length_min,
	  enum sp_block_state state, bool locked)
{
	struct sp_block block = sp_block_blank();

	block.task = task;
	block.start = time_of(start);
	block.length_min = length_min;
	block.state = state;
	block.locked = locked;
	sp_edits_put_block(&sample->edits, &block);
}

static void
add_school(struct sample *sample)
{
	struct sp_cycle_fact fact = sp_cycle_fact_blank();
	struct sp_contract contract = sp_contract_blank();
	static const int days[] = {0, 1, 3, 4};

	struct sp_setting setting = sp_setting_blank();
	struct sp_rule directed = sp_rule_blank();

	directed.key = sp_contract_rules[SP_CONTRACT_DIRECTED_HOURS].key;
	directed.unit = sp_contract_rules[SP_CONTRACT_DIRECTED_HOURS].unit;
	directed.value = 1265;
	directed.anchor = "school-year";
	directed.authority = SP_AUTHORITY_STATUTE;
	directed.source = "School Teachers' Pay and Conditions Document";
	sp_edits_put_rule(&sample->edits, &directed);
	setting.key = "cycle";
	setting.value = "2";
	sp_edits_put_setting(&sample->edits, &setting);
	add_span(sample, SP_YEAR_TERM, "Autumn", "2026-09-02T00:00", "2026-12-18T00:00");
	add_span(sample, SP_YEAR_HALF_TERM, "October", "2026-10-26T00:00", "2026-10-30T00:00");
	add_span(sample, SP_YEAR_TERM, "Spring", "2027-01-04T00:00", "2027-03-25T00:00");
	contract.kind = SP_CONTRACT_TEACHER;
	contract.share_pct = 60;
	sp_edits_put_contract(&sample->edits, &contract);
	fact.day = sp_time_day(time_of("2026-11-02T00:00"));
	fact.week = 0;
	sp_edits_put_cycle_fact(&sample->edits, &fact);
	fact.day += 7;
	fact.week = 1;
	sp_edits_put_cycle_fact(&sample->edits, &fact);
	for (size_t i = 0; i < SP_COUNT(days); i++) {
		struct sp_working_window window = sp_working_window_blank();

		window.weekday = days[i];
		window.cycle_week = -1;
		window.from_min = minute_of("08:00");
		window.to_min = minute_of("16:30");
		sp_edits_put_working_window(&sample->edits, &window);
		add_slot(sample, SP_TIMETABLE_BREAK, "break", days[i], "11:00", "11:15");
		add_slot(sample, SP_TIMETABLE_LUNCH, "lunch", days[i], "12:45", "13:30");
	}
	add_slot(sample, SP_TIMETABLE_TEACH, "8B Science", 0, "09:00", "10:00");
	add_slot(sample, SP_TIMETABLE_TEACH, "7C Science", 0, "10:00", "11:00");
	add_slot(sample, SP_TIMETABLE_MEETING, "Briefing", 1, "08:30", "09:00");
	add_slot(sample, SP_TIMETABLE_TEACH, "10D Science", 1, "11:15", "12:45");
	add_slot(sample, SP_TIMETABLE_MEETING, "SLT", 3, "08:30", "09:00");
	add_slot(sample, SP_TIMETABLE_TEACH, "9A Science", 3, "09:00", "10:00");
	add_slot(sample, SP_TIMETABLE_MEETING, "Briefing", 4, "08:30", "09:00");
}

static void
add_work(struct sample *sample)
{
	sp_activity_id ehcp = add_activity(sample, "E", "EHCP", SP_COLOUR_BLUE, SP_KIND_OPERATIONAL, 300);
	sp_activity_id parents = add_activity(sample, "P", "Parents", SP_COLOUR_GREEN, SP_KIND_DIRECT, 60);
	sp_activity_id walks = add_activity(sample, "W", "Walks", SP_COLOUR_CYAN, SP_KIND_STRATEGIC, 60);
	sp_activity_id admin =
		add_activity(sample, "A", "Admin", SP_COLOUR_YELLOW, SP_KIND_ADMINISTRATIVE, 60);
	sp_activity_id strategy =
		add_activity(sample, "S", "Strategic", SP_COLOUR_MAGENTA, SP_KIND_STRATEGIC, 150);
	sp_activity_id outside =
		add_activity(sample, "O", "Outside agencies", SP_COLOUR_RED, SP_KIND_DIRECT, 0);
	sp_case_id k07 = add_case(sample, "K07", 8, SP_CASE_EHCP);
	sp_case_id r03 = add_case(sample, "R03", 4, SP_CASE_REQUEST);
	sp_case_id none = {0};

	add_case(sample, "K12", 6, SP_CASE_EHCP);
	add_case(sample, "S21", -1, SP_CASE_SEN_SUPPORT);
	add_block(sample, add_task(sample, parents, none, "LT parents", 60), "2026-11-23T08:00", 60,
		  SP_BLOCK_CONFIRMED, false);
	add_block(sample, add_task(sample, admin, none, "LA forms", 60), "2026-11-23T11:15", 60,
		  SP_BLOCK_PROPOSED, false);
	add_block(sample, add_task(sample, ehcp, k07, "papers out", 90), "2026-11-24T09:00", 90,
		  SP_BLOCK_PROPOSED, false);
	add_block(sample, add_task(sample, walks, none, "Walk Y7", 60), "2026-11-26T10:00", 60,
		  SP_BLOCK_PROPOSED, true);
	add_block(sample, add_task(sample, ehcp, r03, "advice from the LA: report", 60), "2026-11-26T11:15",
		  60, SP_BLOCK_PROPOSED, false);
	add_block(sample, add_task(sample, parents, r03, "parent call", 20), "2026-11-26T15:40", 20,
		  SP_BLOCK_PROPOSED, false);
	add_block(sample, add_task(sample, strategy, none, "Action plan", 120), "2026-11-27T09:00", 120,
		  SP_BLOCK_PROPOSED, true);
	add_block(sample, add_task(sample, outside, none, "EP visit", 90), "2026-11-27T11:15", 90,
		  SP_BLOCK_CONFIRMED, false);
	add_block(sample, add_task(sample, ehcp, k07, "views of the family", 45), "2026-11-23T13:30", 45,
		  SP_BLOCK_DONE, false);
	add_task(sample, strategy, none, "Provision map", 120);
}

/* What needs attention is made by hand: it is the report's business, not the screen's. */
static void
set_attention(struct sample *sample)
{
	struct sp_week *week = &sample->world.week;
	struct sp_week_attention *attention = SP_ARENA_NEW_N(&sample->arena, struct sp_week_attention, 2);
	struct sp_week_no_room *no_room = SP_ARENA_NEW_N(&sample->arena, struct sp_week_no_room, 1);
	const struct sp_snapshot *snapshot = &sample->snapshot;

	assert_non_null(attention);
	assert_non_null(no_room);
	attention[0] =
		(struct sp_week_attention){.severity = 2,
					   .subject = sp_snapshot_case_by_code(snapshot, "K12")->id,
					   .by_day = sp_time_day(time_of("2026-11-23T00:00")),
					   .text = "K12 Y6 transfer: last safe meeting was Mon 23 Nov"};
	attention[1] = (struct sp_week_attention){
		.severity = 1,
		.subject = sp_snapshot_case_by_code(snapshot, "K07")->id,
		.by_day = sp_time_day(time_of("2026-11-24T00:00")),
		.text = "K07 annual review: papers out by Tue 24 Nov (14 days before the meeting)"};
	for (size_t i = 0; i < snapshot->tasks.n; i++) {
		if (strcmp(snapshot->tasks.items[i].title, "papers out") == 0)
			attention[1].task = snapshot->tasks.items[i].id;
		if (strcmp(snapshot->tasks.items[i].title, "Provision map") == 0)
			no_room[0] = (struct sp_week_no_room){
				&snapshot->tasks.items[i], 120, "Provision map", "", NULL, 1};
	}
	week->attention = attention;
	week->n_attention = 2;
	week->no_room = no_room;
	week->n_no_room = 1;
}

static void
make_world(struct sample *sample)
{
	struct sp_ui *ui = &sample->ui;
	struct sp_ui_case *cases =
		SP_ARENA_NEW_N(&sample->arena, struct sp_ui_case, sample->snapshot.cases.n);
	struct sp_review_request request;
	struct sp_err err;

	assert_non_null(cases);
	sample->world.snapshot = &sample->snapshot;
	sample->world.db_path = "/tmp/plan.db";
	assert_int_equal(sp_week_build(&sample->snapshot, ui->day, sample->now, &sample->arena,
				       &sample->world.week, &err),
			 SP_OK);
	if (sample->world.week.monday == sp_day_monday(sp_time_day(sample->now)))
		set_attention(sample);
	for (size_t i = 0; i < sample->snapshot.cases.n; i++)
		cases[i].subject = &sample->snapshot.cases.items[i];
	sample->world.cases = cases;
	sample->world.n_cases = sample->snapshot.cases.n;
	assert_int_equal(sp_ahead_build(&sample->snapshot, sample->now, &sample->arena, &sample->ahead, &err),
			 SP_OK);
	sample->world.ahead = &sample->ahead;
	assert_int_equal(sp_contract_year_build(&sample->snapshot, sample->now, &sample->contract, &err),
			 SP_OK);
	sample->world.contract = &sample->contract;
	request = (struct sp_review_request){.range = {.from_day = sp_time_day(time_of("2026-11-02T00:00")),
						       .to_day = sp_time_day(time_of("2026-12-18T00:00"))},
					     .now = sample->now};
	assert_int_equal(sp_review_range_of(&sample->snapshot, ui->review_kind, ui->review_day,
					    &sample->arena, &request.range, &err),
			 SP_OK);
	assert_int_equal(sp_review_build(&sample->snapshot, &request, &sample->arena, &sample->review, &err),
			 SP_OK);
	sample->world.review = &sample->review;
}

/* Loads are answered at once; everything else is for the test to look at. */
static void
answer_loads(struct sample *sample, struct sp_effects *effects)
{
	struct sp_effects more = {.n = 0};

	for (int i = 0; i < effects->n; i++) {
		struct sp_answer answer = {.to = SP_EFFECT_LOAD, .text = "", .world = &sample->world};
		struct sp_event event = {.type = SP_ON_ANSWER, .answer = &answer, .now = SP_TIME_NONE};

		if (effects->items[i].kind != SP_EFFECT_LOAD)
			continue;
		make_world(sample);
		sp_ui_step(&sample->ui, &event, &more);
		assert_int_equal(more.n, 0);
	}
}

void
sample_init(struct sample *sample, bool ascii)
{
	struct sp_ui_options options = {.ascii = ascii};
	struct sp_snapshot empty;
	struct sp_effects effects = {.n = 0};
	struct sp_err err;

	memset(sample, 0, sizeof(*sample));
	memset(&empty, 0, sizeof(empty));
	sp_arena_init(&sample->arena);
	sp_edits_init(&sample->edits, &sample->arena);
	assert_int_equal(sp_snapshot_finish(&empty, &sample->arena, &err), SP_OK);
	add_school(sample);
	add_work(sample);
	assert_int_equal(sp_edits_ok(&sample->edits, &err), SP_OK);
	assert_int_equal(sp_snapshot_apply(&empty, &sample->edits, &sample->arena, &sample->snapshot, &err),
			 SP_OK);
	sample->now = time_of("2026-11-23T08:10");
	sp_ui_init(&sample->ui, &options, sample->now, &effects);
	answer_loads(sample, &effects);
}

void
sample_finish(struct sample *sample)
{
	sp_ui_finish(&sample->ui);
	sp_arena_finish(&sample->arena);
}

void
sample_event(struct sample *sample, const struct sp_event *event, struct sp_effects *ret_effects)
{
	struct sp_effects effects = {.n = 0};

	sp_ui_step(&sample->ui, event, &effects);
	answer_loads(sample, &effects);
	if (ret_effects != NULL)
		*ret_effects = effects;
}

void
sample_keys(struct sample *sample, const char *keys, struct sp_effects *ret_effects)
{
	while (*keys != '\0') {
		struct sp_event event = {.type = SP_ON_KEY, .now = SP_TIME_NONE};
		char name[SP_KEY_TEXT];
		size_t len = strcspn(keys, " ");

		assert_in_range(len, 1, sizeof(name) - 1);
		memcpy(name, keys, len);
		name[len] = '\0';
		event.key = sp_key_parse(name);
		assert_true(event.key != SP_KEY_NONE);
		sample_event(sample, &event, ret_effects);
		keys += len;
		keys += strspn(keys, " ");
	}
}

void
sample_type(struct sample *sample, const char *text)
{
	for (; *text != '\0'; text++) {
		struct sp_event event = {
			.type = SP_ON_KEY, .now = SP_TIME_NONE, .key = (sp_key)(unsigned char)*text};

		sample_event(sample, &event, NULL);
	}
}

void
sample_resize(struct sample *sample, int width, int height)
{
	struct sp_event event = {.type = SP_ON_RESIZE, .x = width, .y = height, .now = SP_TIME_NONE};

	sample_event(sample, &event, NULL);
}

const struct sp_block *
sample_block(const struct sample *sample, const char *title)
{
	for (size_t i = 0; i < sample->snapshot.blocks.n; i++) {
		const struct sp_block *block = &sample->snapshot.blocks.items[i];

		if (strcmp(sp_snapshot_task(&sample->snapshot, block->task)->title, title) == 0)
			return block;
	}
	fail_msg("there is no block \"%s\"", title);
	abort();
}

void
sample_propose(struct sample *sample)
{
	sample_answer(sample, NULL, SP_STABILITY_BALANCED);
}

void
sample_answer(struct sample *sample, const struct sp_ui_rung *rungs, enum sp_stability rung)
{
	struct sp_answer answer = {.to = rungs != NULL ? SP_EFFECT_RUNG : SP_EFFECT_PLAN,
				   .text = "",
				   .proposal = &sample->proposal,
				   .rungs = rungs,
				   .rung = rung,
				   .more = rungs != NULL};
	struct sp_event event = {.type = SP_ON_ANSWER, .answer = &answer, .now = SP_TIME_NONE};
	struct sp_change *changes = SP_ARENA_NEW_N(&sample->arena, struct sp_change, 4);
	const struct sp_block *papers = sample_block(sample, "papers out");
	const struct sp_block *forms = sample_block(sample, "LA forms");
	const struct sp_block *call = sample_block(sample, "parent call");
	const struct sp_block *walk = sample_block(sample, "Walk Y7");

	assert_non_null(changes);
	changes[0] = (struct sp_change){.kind = SP_CHANGE_MOVED,
					.cause = SP_CAUSE_CHANGE_LOST,
					.task = papers->task,
					.block = papers->id,
					.from_start = papers->start,
					.to_start = time_of("2026-11-23T15:30"),
					.length_min = 90,
					.accepted = true};
	changes[1] = (struct sp_change){.kind = SP_CHANGE_MOVED,
					.cause = SP_CAUSE_CHANGE_GAVE_WAY,
					.task = forms->task,
					.block = forms->id,
					.other = papers->task,
					.from_start = forms->start,
					.to_start = time_of("2026-11-27T13:30"),
					.length_min = 60,
					.accepted = true};
	changes[2] = (struct sp_change){.kind = SP_CHANGE_NEW,
					.cause = SP_CAUSE_CHANGE_ASKED,
					.task = call->task,
					.from_start = SP_TIME_NONE,
					.to_start = time_of("2026-11-26T15:40"),
					.length_min = 20,
					.accepted = true};
	changes[3] = (struct sp_change){.kind = SP_CHANGE_DROPPED,
					.cause = SP_CAUSE_CHANGE_TASK_GONE,
					.task = walk->task,
					.block = walk->id,
					.from_start = walk->start,
					.to_start = SP_TIME_NONE,
					.length_min = 60,
					.accepted = true};
	sample->proposal = (struct sp_proposal){.changes = changes,
						.n_changes = 4,
						.n_moved = 2,
						.n_new = 1,
						.n_dropped = 1,
						.n_unchanged = 38};
	answer.pending = &sample->snapshot;
	sample_event(sample, &event, NULL);
}

bool
sample_shows(const struct sample *sample, const char *text)
{
	struct sp_surface surface = {.width = 0};
	struct sp_str dump;
	char *planes;
	bool found;

	assert_true(sp_surface_resize(&surface, sample->ui.width, sample->ui.height));
	sp_ui_draw(&sample->ui, &surface);
	sp_str_init(&dump);
	sp_surface_dump(&surface, &dump);
	planes = strstr(dump.text, "\n====");
	assert_non_null(planes);
	*planes = '\0';
	found = strstr(dump.text, text) != NULL;
	sp_str_finish(&dump);
	sp_surface_finish(&surface);
	return found;
}
