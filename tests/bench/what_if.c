/*
 * What if in slices, as the screen runs it between two keys: how long a key may have to wait. Counts first, then the CPU time
 * of the slices (median, 99 of 100, most), and the longest ones with the slice they were.
 *
 *	bench-what-if PLAN.db [CHANGES] [NOW]
 */
#include "senplan/app/what_if.h"

#include "senplan/app/app.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { SLICE_TICKS = 500, MOST = 1 << 18, SHOWN = 12, ALLOWED_MS = 16 };

struct slice {
	double ms;
	size_t at;
};

static double
cpu_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static bool
no_uid(void *context, char *buf, size_t size)
{
	int *n = context;

	snprintf(buf, size, "uid-%d", (*n)++);
	return true;
}

static int
by_ms(const void *a, const void *b)
{
	const struct slice *x = a, *y = b;

	return x->ms < y->ms ? 1 : x->ms > y->ms ? -1 : 0;
}

static void
report(struct slice *slices, size_t n)
{
	size_t over = 0;

	qsort(slices, n, sizeof(*slices), by_ms);
	for (size_t i = 0; i < n; i++)
		over += slices[i].ms > ALLOWED_MS;
	printf("%zu slices, %zu over %d ms; median %.2f, 99 of 100 below %.2f, most %.2f ms\n", n, over,
	       ALLOWED_MS, slices[n / 2].ms, slices[n / 100].ms, slices[0].ms);
	for (size_t i = 0; i < n && i < SHOWN; i++)
		printf("  slice %zu: %.2f ms\n", slices[i].at, slices[i].ms);
}

int
main(int argc, char **argv)
{
	static struct slice slices[MOST];
	struct sp_what_if_ask ask = {.n = 1};
	struct sp_env env = {.db_path = argc > 1 ? argv[1] : "", .now_fixed = true, .make_uid = no_uid};
	struct sp_thinking *thinking;
	struct sp_review review;
	struct sp_arena arena;
	struct sp_app *app;
	struct sp_err err;
	int n_uids = 0;
	size_t n = 0;
	bool more = true;

	env.uid_context = &n_uids;
	env.now = sp_time_of(sp_day_of(2026, 11, 23), 7 * 60 + 50);
	if (argc > 3 && !sp_time_parse_iso(argv[3], &env.now))
		return 2;
	env.now_utc = (int64_t)env.now * 60;
	ask.changes[0] = argc > 2 ? argv[2] : "3 ehcp from january";
	sp_arena_init(&arena);
	if (sp_app_open(&env, SP_STORE_READ_ONLY, &app, &err) != SP_OK ||
	    sp_thinking_begin(app, &ask, false, &thinking, &err) != SP_OK) {
		fprintf(stderr, "%s\n", err.text);
		return 1;
	}
	while (more && n < MOST) {
		double start = cpu_ms();

		more = sp_thinking_run(thinking, SLICE_TICKS);
		slices[n] = (struct slice){cpu_ms() - start, n};
		n++;
	}
	if (n < MOST) { /* the result is a slice of its own */
		double start = cpu_ms();

		if (sp_thinking_result(thinking, &arena, &review, &err) != SP_OK)
			fprintf(stderr, "%s\n", err.text);
		slices[n] = (struct slice){cpu_ms() - start, n};
		n++;
	}
	report(slices, n);
	sp_thinking_end(thinking);
	sp_arena_finish(&arena);
	sp_app_close(app);
	return 0;
}
