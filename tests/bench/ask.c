/*
 * Questions about a plan of a year: how long an answer takes. bench-ask INSTANCE [TICKS]
 * Plans the instance with a budget of ticks, then asks about every task and block. Prints, for each kind of question, how
 * many were asked, ticks (median, most) and CPU time (median, most).
 */
#include "senplan/engine/bound.h"
#include "senplan/engine/engine.h"
#include "senplan/engine/explain.h"
#include "senplan/engine/instance.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { MOST = 1 << 14, PLACES = 3 };

enum kind { SUGGEST, WHY_NOT, REMEDIES, WHY_HERE, BOUND, KINDS };

struct sample {
	double ms[MOST];
	uint64_t ticks[MOST];
	size_t n;
};

static double
cpu_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static int
by_ms(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

static int
by_ticks(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

static void
ask(enum kind kind, const struct sp_problem *p, const struct sp_solution *plan, size_t at, void *scratch)
{
	struct sp_suggestion places[PLACES];
	struct sp_remedy remedies[SP_REMEDIES];
	struct sp_why_not why_not;
	struct sp_why why;
	struct sp_bound bound;

	switch (kind) {
	case SUGGEST:
		(void)sp_suggest(p, plan, (int32_t)at, scratch, places, PLACES);
		return;
	case WHY_NOT:
		sp_explain_task(p, plan, (int32_t)at, scratch, &why_not);
		return;
	case REMEDIES:
		(void)sp_explain_remedies(p, plan, (int32_t)at, scratch, remedies);
		return;
	case WHY_HERE:
		sp_explain_block(p, plan, at, scratch, &why);
		return;
	case BOUND:
		sp_bound(p, plan, scratch, &bound);
		return;
	case KINDS:
		return;
	}
}

static void
run_kind(enum kind kind, const struct sp_problem *p, const struct sp_solution *plan, void *scratch)
{
	static const char *const names[] = {"suggest", "why not", "remedies", "why here", "bound"};
	static struct sample s;
	size_t n = kind == WHY_HERE ? plan->n_blocks : kind == BOUND ? 20 : p->n_tasks;

	s.n = 0;
	for (size_t i = 0; i < n && s.n < MOST; i++) {
		double start = cpu_ms();

		ask(kind, p, plan, i, scratch);
		s.ms[s.n] = cpu_ms() - start;
		s.ticks[s.n++] = kind == BOUND ? 0 : sp_explain_ticks(scratch);
	}
	if (s.n == 0)
		return;
	qsort(s.ms, s.n, sizeof s.ms[0], by_ms);
	qsort(s.ticks, s.n, sizeof s.ticks[0], by_ticks);
	printf("%-9s %5zu asked   ticks %6llu %6llu   ms %.3f %.3f\n", names[kind], s.n,
	       (unsigned long long)s.ticks[s.n / 2], (unsigned long long)s.ticks[s.n - 1], s.ms[s.n / 2],
	       s.ms[s.n - 1]);
}

int
main(int argc, char **argv)
{
	struct sp_engine_options options = {.seed = 1,
					    .ticks = argc > 2 ? strtoull(argv[2], NULL, 10) : 200000};
	static char text[1 << 21];
	struct sp_arena arena;
	struct sp_instance instance;
	struct sp_engine *engine;
	struct sp_solution plan;
	struct sp_err err = {0};
	FILE *f = argc > 1 ? fopen(argv[1], "rb") : NULL;
	void *memory, *scratch;
	size_t len;

	if (f == NULL) {
		fprintf(stderr, "usage: bench-ask INSTANCE [TICKS]\n");
		return 2;
	}
	len = fread(text, 1, sizeof text, f);
	fclose(f);
	sp_arena_init(&arena);
	if (sp_instance_parse(text, len, argv[1], &arena, &instance, &err) != SP_OK) {
		fprintf(stderr, "%s\n", err.text);
		return 1;
	}
	memory = malloc(sp_engine_size(&instance.problem));
	scratch = malloc(sp_explain_size(&instance.problem, 0) + sp_bound_size(&instance.problem));
	if (memory == NULL || scratch == NULL ||
	    sp_engine_init(memory, sp_engine_size(&instance.problem), &instance.problem, &options, &engine,
			   &err) != SP_OK)
		return 1;
	while (sp_engine_run(engine, 10000) == SP_ENGINE_PAUSED)
		;
	sp_engine_best(engine, &plan);
	for (int k = 0; k < KINDS; k++)
		run_kind((enum kind)k, &instance.problem, &plan, scratch);
	free(memory);
	free(scratch);
	sp_arena_finish(&arena);
	return 0;
}
