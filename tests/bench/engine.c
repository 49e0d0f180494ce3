/*
 * The engine's benchmark: engine INSTANCE [-o SOLUTION] [--ms N | --ticks N] [--seed N] [--fewest | --best]
 * Prints the score and the ticks first and the CPU time second: when the first whole plan stood, and how good the
 * best plan was after 1, 3, 10, 30 … ms. Every line's plan has been through the checker.
 */
#include "senplan/engine/engine.h"

#include "senplan/base/arena.h"
#include "senplan/base/str.h"
#include "senplan/engine/check.h"
#include "senplan/engine/instance.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

struct bench {
	const char *in;
	const char *out;
	double ms;
	uint64_t ticks;
	uint64_t seed;
	enum sp_stability stability;
};

static double
cpu_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static char *
read_all(const char *path, size_t *ret_len)
{
	FILE *f = fopen(path, "rb");
	char *text = NULL;
	long size;

	if (f == NULL)
		return NULL;
	if (fseek(f, 0, SEEK_END) == 0 && (size = ftell(f)) >= 0 && fseek(f, 0, SEEK_SET) == 0) {
		text = malloc((size_t)size + 1);
		*ret_len = text != NULL ? fread(text, 1, (size_t)size, f) : 0;
	}
	fclose(f);
	return text;
}

static bool
parse_args(int argc, char **argv, struct bench *b)
{
	*b = (struct bench){.ms = 1000, .seed = 1};
	for (int i = 1; i < argc; i++) {
		bool more = i + 1 < argc;

		if (sp_streq(argv[i], "-o") && more)
			b->out = argv[++i];
		else if (sp_streq(argv[i], "--ms") && more)
			b->ms = strtod(argv[++i], NULL);
		else if (sp_streq(argv[i], "--ticks") && more)
			b->ticks = strtoull(argv[++i], NULL, 10);
		else if (sp_streq(argv[i], "--seed") && more)
			b->seed = strtoull(argv[++i], NULL, 10);
		else if (sp_streq(argv[i], "--fewest"))
			b->stability = SP_STABILITY_FEWEST;
		else if (sp_streq(argv[i], "--best"))
			b->stability = SP_STABILITY_BEST;
		else
			b->in = argv[i];
	}
	return b->in != NULL;
}

static void
print_line(const struct sp_problem *p, const struct sp_engine *engine, const char *when, double ms)
{
	const struct sp_engine_stats *stats = sp_engine_stats(engine);
	struct sp_solution s;
	struct sp_score score;
	void *scratch;
	size_t bad;

	sp_engine_best(engine, &s);
	scratch = malloc(sp_check_size(p, s.n_blocks));
	if (scratch == NULL)
		return;
	bad = sp_check(p, s.blocks, s.n_blocks, scratch, &score, NULL, 0);
	if (sp_score_compare(&score, &s.score) != 0)
		bad += 1000000;
	printf("{\"at\": \"%s\", \"vector\": [%lld, %lld, %lld, %lld, %lld, %lld], \"bad\": %zu, \"ticks\": %llu, "
	       "\"rounds\": %llu, \"accepted\": %llu, \"moved\": %zu, \"home\": [%llu, %llu], \"ms\": %.2f}\n",
	       when, (long long)score.hard_late, (long long)score.hard_days, (long long)score.soft,
	       (long long)score.moved, (long long)score.target, (long long)score.quality, bad,
	       (unsigned long long)stats->ticks, (unsigned long long)stats->iterations,
	       (unsigned long long)stats->accepted, sp_engine_moved(engine),
	       (unsigned long long)stats->home_tries, (unsigned long long)stats->homecomings, ms);
	free(scratch);
}

static void
run_engine(const struct bench *b, const struct sp_problem *p, struct sp_engine *engine, double start)
{
	static const double marks[] = {1, 3, 10, 30, 100, 300, 1000, 3000, 10000, 30000};
	size_t mark = 0;
	bool first = false;
	double spent = 0; /* on checking and printing */

	for (;;) {
		enum sp_engine_state state = sp_engine_run(engine, 200);
		double at = cpu_ms();
		double ms = at - start - spent;

		if (!first && sp_engine_stats(engine)->first_plan_ticks > 0) {
			print_line(p, engine, "first", ms);
			first = true;
		}
		while (mark < sizeof marks / sizeof marks[0] && ms >= marks[mark]) {
			char when[32];

			snprintf(when, sizeof when, "%g ms", marks[mark++]);
			print_line(p, engine, when, ms);
		}
		if (b->ticks == 0 && ms > 0)
			sp_engine_expect(engine,
					 (uint64_t)((double)sp_engine_stats(engine)->ticks * b->ms / ms));
		spent += cpu_ms() - at;
		if (state != SP_ENGINE_PAUSED || (b->ticks == 0 && ms >= b->ms)) {
			print_line(p, engine, "end", ms);
			return;
		}
	}
}

int
main(int argc, char **argv)
{
	struct bench b;
	struct sp_arena arena;
	struct sp_instance instance;
	struct sp_engine *engine;
	struct sp_err err = {0};
	struct sp_engine_options options;
	struct sp_solution solution;
	struct sp_str text;
	char sentence[1024];
	size_t len = 0;
	char *in;
	void *memory = NULL;
	double start;
	int status = 1;

	sp_arena_init(&arena);
	sp_str_init(&text);
	if (!parse_args(argc, argv, &b) || (in = read_all(b.in, &len)) == NULL) {
		fprintf(stderr,
			"usage: engine INSTANCE [-o SOLUTION] [--ms N | --ticks N] [--seed N] [--fewest | --best]\n");
		return 2;
	}
	if (sp_instance_parse(in, len, b.in, &arena, &instance, &err) != SP_OK)
		goto done;
	memory = malloc(sp_engine_size(&instance.problem));
	options = (struct sp_engine_options){.seed = b.seed, .ticks = b.ticks, .stability = b.stability};
	start = cpu_ms();
	if (sp_engine_init(memory, sp_engine_size(&instance.problem), &instance.problem, &options, &engine,
			   &err) != SP_OK)
		goto done;
	printf("{\"name\": \"%s\", \"bytes\": %zu, \"init_ms\": %.2f}\n", instance.name,
	       sp_engine_size(&instance.problem), cpu_ms() - start);
	run_engine(&b, &instance.problem, engine, start);
	sp_engine_best(engine, &solution);
	sp_solution_write(&solution, &text);
	if (b.out != NULL) {
		FILE *f = fopen(b.out, "wb");

		if (f != NULL) {
			fwrite(text.text, 1, text.len, f);
			fclose(f);
		}
	}
	status = 0;
done:
	if (status != 0)
		fprintf(stderr, "%s\n", sp_err_format(&err, sentence, sizeof sentence));
	free(memory);
	free(in);
	sp_str_finish(&text);
	sp_arena_finish(&arena);
	return status;
}
