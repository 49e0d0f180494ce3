/*
 * The sentences: hand-made reasons in, exact words out; with privacy no code and no title.
 */
#include "senplan/report/words.h"

#include "plan/world.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

struct sentences {
	struct world w;
	struct sp_task papers, forms;
	struct sp_block block;
	struct sp_str out;
};

static void
begin(struct sentences *s)
{
	struct sp_case pupil = sp_case_blank();
	struct sp_task task = sp_task_blank();
	struct sp_log_entry lost = sp_log_entry_blank();
	struct sp_block block = sp_block_blank();

	world_begin(&s->w);
	pupil.code = "K07";
	pupil.status = SP_CASE_EHCP;
	pupil.id = sp_edits_put_case(&s->w.edits, &pupil);
	task.key = "K07:ar.circulate:2025-12-20";
	task.title = "papers out";
	task.subject = pupil.id;
	task.activity = world_activity(&s->w, "ehcp.papers");
	task.length_min = 90;
	task.due_day = world_day("2026-11-24");
	task.work_by_day = task.due_day;
	task.hard = true;
	task.weekday = -1;
	task.rule = "ar.circulate";
	task.id = sp_edits_put_task(&s->w.edits, &task);
	block.uid = "u";
	block.task = task.id;
	block.start = world_time("2026-11-23T15:30");
	block.length_min = 90;
	block.moves = 1;
	block.moved_from = world_time("2026-11-24T09:00");
	block.moved_why = "lost Tue 24 Nov 09:00-10:30";
	block.id = sp_edits_put_block(&s->w.edits, &block);
	s->papers = task;
	s->block = block;
	task.id.v = 0;
	task.key = "";
	task.title = "LA forms";
	task.subject.v = 0;
	task.activity = world_activity(&s->w, "admin.la_forms");
	task.due_day = world_day("2026-11-27");
	task.hard = false;
	task.length_min = 120;
	task.rule = "";
	task.id = sp_edits_put_task(&s->w.edits, &task);
	s->forms = task;
	lost.kind = SP_LOG_LOST;
	lost.start = world_time("2026-11-24T09:00");
	lost.length_min = 90;
	sp_edits_put_log_entry(&s->w.edits, &lost);
	world_apply(&s->w);
	sp_str_init(&s->out);
}

static void
end(struct sentences *s)
{
	sp_str_finish(&s->out);
	world_finish(&s->w);
}

static void
expect(struct sentences *s, const char *wanted)
{
	assert_string_equal(s->out.text, wanted);
	sp_str_clear(&s->out);
}

static void
names(void **state)
{
	struct sentences s;

	(void)state;
	begin(&s);
	sp_words_task(&s.out, &s.w.snapshot, &s.papers, false);
	expect(&s, "K07 papers out");
	sp_words_task(&s.out, &s.w.snapshot, &s.papers, true);
	expect(&s, "EHCP papers");
	sp_words_task(&s.out, &s.w.snapshot, &s.forms, false);
	expect(&s, "LA forms");
	end(&s);
}

static void
changes(void **state)
{
	struct sentences s;
	struct sp_change change = {.kind = SP_CHANGE_MOVED};

	(void)state;
	begin(&s);
	change.task = s.papers.id;
	change.block = s.block.id;
	change.from_start = world_time("2026-11-24T09:00");
	change.to_start = world_time("2026-11-23T15:30");
	change.cause = SP_CAUSE_CHANGE_LOST;
	sp_words_change(&s.out, &s.w.snapshot, &change, false);
	expect(&s, "you lost Tue 24 Nov 09:00-10:30");
	change.from_start = world_time("2026-11-25T09:00");
	sp_words_change(&s.out, &s.w.snapshot, &change, false);
	expect(&s, "Wed 25 Nov 09:00 is no longer free");
	change.task = s.forms.id;
	change.cause = SP_CAUSE_CHANGE_GAVE_WAY;
	change.other = s.papers.id;
	sp_words_change(&s.out, &s.w.snapshot, &change, false);
	expect(&s, "gave way to K07 papers out (due Tue 24 Nov)");
	sp_words_change(&s.out, &s.w.snapshot, &change, true);
	expect(&s, "gave way to EHCP papers (due Tue 24 Nov)");
	change.cause = SP_CAUSE_CHANGE_BETTER;
	sp_words_change(&s.out, &s.w.snapshot, &change, false);
	expect(&s, "it lies better there");
	change.late = true; /* it does not */
	sp_words_change(&s.out, &s.w.snapshot, &change, false);
	expect(&s, "its hours are needed for other work; late");
	change.kind = SP_CHANGE_NEW;
	change.cause = SP_CAUSE_CHANGE_ASKED;
	change.late = true;
	sp_words_change(&s.out, &s.w.snapshot, &change, false);
	expect(&s, "asked for, due Fri 27 Nov: late");
	change.kind = SP_CHANGE_DROPPED;
	change.cause = SP_CAUSE_CHANGE_TASK_GONE;
	change.late = false;
	sp_words_change(&s.out, &s.w.snapshot, &change, false);
	expect(&s, "its time is used up");
	end(&s);
}

static void
no_room(void **state)
{
	struct sentences s;
	struct sp_why_not why = {.families = 1U << SP_FAMILY_OTHER_WORK | 1U << SP_FAMILY_DUE,
				 .longest_free_min = 75,
				 .free_on_time_min = 75};

	(void)state;
	begin(&s);
	sp_words_no_room(&s.out, &s.w.snapshot, &s.forms, &why, false);
	expect(&s,
	       "needs 2h00 by Fri 27 Nov; the longest free stretch is 1h15: shorten, split, or free 0h45");
	s.forms.buffer_min = 10;
	why.longest_free_min = why.free_on_time_min = 125;
	sp_words_no_room(&s.out, &s.w.snapshot, &s.forms, &why, false);
	expect(&s,
	       "needs 2h00 by Fri 27 Nov; the longest free stretch is 2h05, with the time around it 2h10 are needed: "
	       "shorten, split, or free 0h05");
	why.families = 0;
	sp_words_no_room(&s.out, &s.w.snapshot, &s.forms, &why, false);
	expect(&s, "needs 2h00 by Fri 27 Nov; there is no room for it");
	why.families = 1U << SP_FAMILY_BUDGET | 1U << SP_FAMILY_DUE;
	sp_words_no_room(&s.out, &s.w.snapshot, &s.forms, &why, false);
	expect(&s, "needs 2h00 by Fri 27 Nov; only the reserve is free");
	why.longest_free_min = 75;
	sp_words_no_room(&s.out, &s.w.snapshot, &s.forms, &why, false);
	expect(&s, "needs 2h00 by Fri 27 Nov; only the reserve is free, at most 1h15 together");
	why.free_on_time_min = 0;
	sp_words_no_room(&s.out, &s.w.snapshot, &s.forms, &why, false);
	expect(&s, "needs 2h00 by Fri 27 Nov; no time is left for it: shorten, split, or free 2h00");
	why.families = 1U << SP_FAMILY_MASK | 1U << SP_FAMILY_FREE;
	why.impossible = true;
	sp_words_no_room(&s.out, &s.w.snapshot, &s.forms, &why, true);
	expect(&s, "needs 2h00 by Fri 27 Nov; you are not free at the times that are allowed for it");
	end(&s);
}

static void
why_here(void **state)
{
	struct sentences s;
	struct sp_block_why why = {.why = {.kind = SP_WHY_FIRST, .predecessor = -1, .n_alternatives = 1},
				   .notice_from = SP_TIME_NONE,
				   .slack_days = 1};

	(void)state;
	begin(&s);
	why.block = &s.block;
	why.task = &s.papers;
	for (size_t i = 0; i < s.w.snapshot.rules.n; i++)
		if (strcmp(s.w.snapshot.rules.items[i].key, "ar.circulate") == 0)
			why.rule = &s.w.snapshot.rules.items[i];
	why.why.alternatives[0].worse = SP_WHY_GAP;
	why.alternative_start[0] = world_time("2026-11-24T08:00");
	sp_words_block_why(&s.out, &s.w.snapshot, &why, false);
	expect(&s,
	       "K07 papers out (EHCP papers), Mon 23 Nov 15:30-17:00\n"
	       "Must be done by Tue 24 Nov: 14 days before the meeting on Tue 8 Dec (SEND Regulations 2014, reg 20).\n"
	       "Chosen because it is the earliest day with time that is free and allowed for it.\n"
	       "Instead of: Tue 24 Nov 08:00 (leaves a short gap).\n"
	       "Slack: 1 school day. Moved once, from Tue 24 Nov 09:00 (lost Tue 24 Nov 09:00-10:30).\n");
	s.papers.chunk_max = 90;
	s.block.length_min = 45;
	why.why.kind = SP_WHY_ONLY;
	why.why.n_alternatives = 0;
	sp_str_clear(&s.out);
	sp_words_block_why(&s.out, &s.w.snapshot, &why, false);
	assert_non_null(strstr(s.out.text, "there is no other place for a piece of 0h45 as the rest stands"));
	why.notice_from = s.block.start;
	sp_str_clear(&s.out);
	sp_words_block_why(&s.out, &s.w.snapshot, &why, false);
	assert_null(strstr(s.out.text, "Stays because")); /* it stands where it may be put */
	why.notice_from = s.block.start + 60;
	sp_str_clear(&s.out);
	sp_words_block_why(&s.out, &s.w.snapshot, &why, true);
	assert_non_null(strstr(
		s.out.text, "Stays because it is near: parents and agencies get 3 school days' notice.\n"));
	assert_null(strstr(s.out.text, "no other place"));
	assert_null(strstr(s.out.text, "K07"));
	assert_null(strstr(s.out.text, "papers out"));
	end(&s);
}

static void
why_nowhere(void **state)
{
	struct sentences s;
	struct sp_task_why why = {.why = {.families = 1U << SP_FAMILY_OTHER_WORK | 1U << SP_FAMILY_DUE,
					  .alone = 1U << SP_FAMILY_OTHER_WORK | 1U << SP_FAMILY_DUE,
					  .predecessor = -1},
				  .n_blockers = 1,
				  .late_start = SP_TIME_NONE,
				  .stands = SP_TIME_NONE};

	(void)state;
	begin(&s);
	why.task = &s.forms;
	why.blockers[0] = &s.papers;
	why.blocker_start[0] = world_time("2026-11-23T15:00");
	why.blocker_to[0] = world_time("2026-11-24T13:00");
	sp_words_task_why(&s.out, &s.w.snapshot, &why, false);
	expect(&s,
	       "LA forms (2h00) has no place in the plan.\n"
	       "Wanted by Fri 27 Nov. School is closed then: the last school day before it is Tue 24 Nov.\n"
	       "Because other work takes the time and it is due Fri 27 Nov. If any one of these gave way, "
	       "there would be room.\n"
	       "It would fit on Mon 23 Nov 15:00 if K07 papers out moved to Tue 24 Nov 13:00.\n");
	end(&s);
}

/* What is late has a place, and its own is no news; where something would go is told as late; no room is promised. */
static void
why_late(void **state)
{
	struct sentences s;
	struct sp_task_why why = {
		.why = {.families = 1U << SP_FAMILY_BUDGET | 1U << SP_FAMILY_FREE, .predecessor = -1},
		.n_blockers = 1,
		.late_days = 3};

	(void)state;
	begin(&s);
	s.forms.work_by_day = s.forms.due_day;
	why.task = &s.forms;
	why.stands = why.late_start = world_time("2026-12-02T09:00");
	why.blockers[0] = &s.papers;
	why.blocker_start[0] = world_time("2026-11-23T15:00");
	why.blocker_to[0] = world_time("2027-06-08T10:00");
	sp_words_task_why(&s.out, &s.w.snapshot, &why, false);
	expect(&s,
	       "LA forms (2h00) stands on Wed 2 Dec 09:00, 3 school days late.\n"
	       "Wanted by Fri 27 Nov.\n"
	       "It is late because 20 % of each week is kept free as reserve and too little of your time is "
	       "free.\n"
	       "It would fit on Mon 23 Nov 15:00 if K07 papers out moved to Tue 8 Jun 10:00, late, as it is "
	       "wanted by Tue 24 Nov.\n");
	why.stands = why.late_start = SP_TIME_NONE;
	why.n_blockers = 0;
	sp_words_task_why(&s.out, &s.w.snapshot, &why, false);
	expect(&s, "LA forms (2h00) has no place in the plan.\n"
		   "Wanted by Fri 27 Nov.\n"
		   "Because 20 % of each week is kept free as reserve and too little of your time is free.\n"
		   "No one change makes room for it, and there is no place later in the year.\n");
	end(&s);
}

/* What stands later than the date behind it says so: asked about after a holiday, a month without a school day. */
static void
shifts(void **state)
{
	struct sentences s;
	struct sp_task_why why = {.why = {.families = 0, .predecessor = -1},
				  .late_start = SP_TIME_NONE,
				  .stands = SP_TIME_NONE};

	(void)state;
	begin(&s);
	s.forms.work_by_day = s.forms.due_day;
	why.task = &s.forms;
	why.shift = (struct sp_shift){.owner = SP_OWNER_LA,
				      .limit_day = world_day("2026-08-03"),
				      .first_day = world_day("2026-09-01"),
				      .closed = true};
	sp_words_task_why(&s.out, &s.w.snapshot, &why, false);
	expect(&s, "LA forms (2h00) has no place in the plan.\n"
		   "The LA's date is Mon 3 Aug. It is asked about once that is past: from Tue 1 Sep on, the "
		   "first school day after it.\n"
		   "Wanted by Fri 27 Nov.\n"
		   "There may be room now: plan again.\n");
	sp_words_shift(&s.out, &why.shift);
	expect(&s,
	       "The LA's date Mon 3 Aug lies before days without school: it is asked about from Tue 1 Sep on.");
	why.shift = (struct sp_shift){.month = 8};
	sp_words_task_why(&s.out, &s.w.snapshot, &why, false);
	expect(&s,
	       "LA forms (2h00) has no place in the plan.\n"
	       "Wanted by Fri 27 Nov. It belongs to August, which has no school day: it stands in September.\n"
	       "There may be room now: plan again.\n");
	why.shift.month = 0;
	sp_words_shift(&s.out, &why.shift);
	expect(&s, "");
	end(&s);
}

static void
rules_places_violations(void **state)
{
	struct sentences s;
	struct sp_clock clock = {.anchor_day = world_day("2026-12-08"), .due_day = world_day("2026-11-24")};
	struct sp_place place = {.evicted_to = world_time("2026-11-27T13:30")};
	struct sp_plan_violation violation = {.rule = SP_HARD_OVERLAP, .day = world_day("2026-11-24")};

	(void)state;
	begin(&s);
	for (size_t i = 0; i < s.w.snapshot.rules.n; i++)
		if (strcmp(s.w.snapshot.rules.items[i].key, "ar.circulate") == 0)
			clock.rule = &s.w.snapshot.rules.items[i];
	sp_words_rule(&s.out, &clock);
	expect(&s, "14 days before the meeting on Tue 8 Dec (SEND Regulations 2014, reg 20)");
	sp_words_place(&s.out, &s.w.snapshot, &place, false);
	expect(&s, "nothing else moves");
	place.evicts = &s.forms;
	sp_words_place(&s.out, &s.w.snapshot, &place, false);
	expect(&s, "moves LA forms to Fri 27 Nov 13:30");
	place.evicted_to = SP_TIME_NONE;
	sp_words_place(&s.out, &s.w.snapshot, &place, false);
	expect(&s, "LA forms would find no place");
	violation.task = &s.papers;
	violation.other = &s.forms;
	sp_words_violation(&s.out, &s.w.snapshot, &violation, false);
	expect(&s, "K07 papers out stands at the same time as LA forms on Tue 24 Nov.");
	end(&s);
}

/* "Cannot" is for what the bound proves: whatever else is late was only not found a place for. */
static void
clocks(void **state)
{
	static const struct {
		int64_t late;
		int32_t proved;
		const char *words, *shorter;
	} cases[] = {
		{0, 0, "Every statutory clock is kept.", "no clock broken"},
		{1, 1, "1 statutory clock cannot be kept:", "1 clock cannot be kept"},
		{3, 3, "3 statutory clocks cannot be kept:", "3 clocks cannot be kept"},
		{1, 0, "1 statutory clock is late, as no place in time was found:", "1 clock late"},
		{2, 0, "2 statutory clocks are late, as no place in time was found:", "2 clocks late"},
		{8, 6, "8 statutory clocks are late: 6 cannot be kept, for 2 no place in time was found:",
		 "8 clocks late"},
	};
	struct sentences s;

	(void)state;
	begin(&s);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct sp_proposal proposal = {.score = {.hard_late = cases[i].late},
					       .bound = {.least_hard_late = cases[i].proved}};

		sp_words_clocks(&s.out, &proposal);
		expect(&s, cases[i].words);
		sp_words_clocks_short(&s.out, &proposal);
		expect(&s, cases[i].shorter);
	}
	end(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names),
		cmocka_unit_test(changes),
		cmocka_unit_test(no_room),
		cmocka_unit_test(why_here),
		cmocka_unit_test(why_nowhere),
		cmocka_unit_test(why_late),
		cmocka_unit_test(rules_places_violations),
		cmocka_unit_test(shifts),
		cmocka_unit_test(clocks),
	};

	return cmocka_run_group_tests_name("words", tests, NULL, NULL);
}
