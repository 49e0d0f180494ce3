/*
 * A school year through the planner: expansion, first plan, the same again, and after a lost morning. Counts first, then
 * the CPU time of each part.
 *
 *	bench-planner [EHCPS SEN_SUPPORT]
 */
#include "senplan/plan/planner.h"

#include "senplan/plan/expand.h"

#include "plan/world.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double
cpu_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void
fail(const struct sp_err *err)
{
	fprintf(stderr, "%s\n", err->text);
	exit(1);
}

static bool
number_uid(void *context, char *buf, size_t size)
{
	int *n = context;

	snprintf(buf, size, "uid-%d", (*n)++);
	return true;
}

static void
run_plan(struct world *w, const char *now, const char *label)
{
	static int n_uids;
	struct sp_plan_request request = {
		.now = world_time(now), .from_day = SP_DAY_NONE, .to_day = SP_DAY_NONE, .seed = 1};
	struct sp_uid_source uids = {number_uid, &n_uids, 0};
	struct sp_arena arena;
	struct sp_planner *planner;
	struct sp_proposal p;
	struct sp_err err;
	double t[4] = {cpu_ms()};

	sp_arena_init(&arena);
	if (sp_planner_create(&w->snapshot, &request, &arena, &planner, &err) != SP_OK)
		fail(&err);
	t[1] = cpu_ms();
	while (sp_planner_run(planner, 2000))
		;
	t[2] = cpu_ms();
	if (sp_planner_proposal(planner, &arena, &p, &err) != SP_OK)
		fail(&err);
	t[3] = cpu_ms();
	printf("%-6s moved %zu new %zu dropped %zu same %zu no-room %zu ticks %llu  build %.1f search %.1f "
	       "proposal %.1f ms\n",
	       label, p.n_moved, p.n_new, p.n_dropped, p.n_unchanged, p.n_no_room,
	       (unsigned long long)p.ticks, t[1] - t[0], t[2] - t[1], t[3] - t[2]);
	if (sp_proposal_edits(&w->snapshot, &p, "", uids, &w->edits, &err) != SP_OK)
		fail(&err);
	world_apply(w);
	sp_arena_finish(&arena);
}

/* Where else, and why nowhere: asked about every tenth open task. */
static void
run_questions(struct world *w, const char *now)
{
	double most_suggest = 0, most_why = 0, start;
	size_t n = 0;

	for (size_t i = 0; i < w->snapshot.tasks.n; i += 10) {
		sp_task_id task = w->snapshot.tasks.items[i].id;
		const struct sp_place *places;
		struct sp_task_why why;
		struct sp_arena arena;
		struct sp_err err;
		size_t n_places;

		sp_arena_init(&arena);
		start = cpu_ms();
		(void)sp_plan_suggest(&w->snapshot, task, world_time(now), 3, &arena, &places, &n_places,
				      &err);
		most_suggest = cpu_ms() - start > most_suggest ? cpu_ms() - start : most_suggest;
		start = cpu_ms();
		(void)sp_plan_why_task(&w->snapshot, task, world_time(now), &arena, &why, &err);
		most_why = cpu_ms() - start > most_why ? cpu_ms() - start : most_why;
		sp_arena_finish(&arena);
		n++;
	}
	printf("ask    %zu tasks  suggest at most %.1f  why not at most %.1f ms\n", n, most_suggest,
	       most_why);
}

int
main(int argc, char **argv)
{
	struct sp_log_entry lost = sp_log_entry_blank();
	struct sp_expansion expansion;
	struct world w;
	struct sp_err err;
	double start;

	world_begin(&w);
	world_add_week(&w);
	world_add_demand(&w, argc > 2 ? atoi(argv[1]) : 24, argc > 2 ? atoi(argv[2]) : 60);
	start = cpu_ms();
	if (sp_plan_expand(&w.snapshot, world_time("2026-09-03T08:00"), &w.edits, &expansion, &err) != SP_OK)
		fail(&err);
	printf("expand tasks %zu  %.1f ms\n", expansion.n_new, cpu_ms() - start);
	world_apply(&w);
	run_plan(&w, "2026-09-03T08:00", "first");
	run_plan(&w, "2026-09-03T08:00", "again");
	lost.kind = SP_LOG_LOST;
	lost.start = world_time("2026-10-06T08:00");
	lost.length_min = 240;
	lost.cause = SP_CAUSE_COVER;
	sp_edits_put_log_entry(&w.edits, &lost);
	world_apply(&w);
	run_plan(&w, "2026-10-05T08:00", "lost");
	run_questions(&w, "2026-10-05T08:00");
	world_finish(&w);
	return 0;
}
