/*
 * The screen's benchmark: key to redraw (step and draw, without a terminal) over the sample week of the tests, at three
 * sizes. Prints what is counted first: events, cells drawn; then microseconds of CPU an event.
 */
#include "senplan/base/array.h"
#include "senplan/base/rand.h"

#include "ui/sample.h"

#include <stdio.h>
#include <time.h>

enum { KEYS = 5000 };

static double
cpu_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

static void
measure(int width, int height)
{
	static const char *const keys[] = {"Down", "Up", "Left", "Right", "Down", "Down"};
	struct sp_surface surface = {.width = 0};
	struct sample sample;
	struct sp_rand rand;
	double begin, worst = 0, total = 0;

	sample_init(&sample, false);
	sample_resize(&sample, width, height);
	sp_rand_seed(&rand, 1);
	for (int i = 0; i < KEYS; i++) {
		struct sp_event event = {.type = SP_ON_KEY, .now = SP_TIME_NONE};
		struct sp_effects effects = {.n = 0};
		double took;

		event.key = sp_key_parse(keys[sp_rand_below(&rand, SP_COUNT(keys))]);
		begin = cpu_us();
		sp_ui_step(&sample.ui, &event, &effects);
		if (!sp_surface_resize(&surface, width, height))
			return;
		sp_ui_draw(&sample.ui, &surface);
		took = cpu_us() - begin;
		total += took;
		worst = took > worst ? took : worst;
		sample.ui.day = sp_time_day(sample.now); /* stays in the week that is loaded */
	}
	printf("%3dx%-3d  %d keys  %d cells  %.1f us a key  worst %.1f us\n", width, height, KEYS,
	       width * height, total / KEYS, worst);
	sp_surface_finish(&surface);
	sample_finish(&sample);
}

int
main(void)
{
	measure(80, 24);
	measure(120, 40);
	measure(200, 60);
	return 0;
}
