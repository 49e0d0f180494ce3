/*
 * What the engine's tests share: instances from tests/data/engine, problems that are made up from a seed, an engine
 * with its memory, and the checker.
 */
#ifndef TESTS_ENGINE_FIXTURE_H
#define TESTS_ENGINE_FIXTURE_H

#include "senplan/base/arena.h"
#include "senplan/base/rand.h"
#include "senplan/engine/check.h"
#include "senplan/engine/engine.h"
#include "senplan/engine/instance.h"

struct run { /* an engine at work; free its memory with run_finish */
	const struct sp_problem *problem;
	struct sp_engine *engine;
	void *memory;
};

/* Reads tests/data/engine/NAME.inst; fails the test if it cannot. */
void fixture_load(struct sp_arena *arena, const char *name, struct sp_instance *ret);

void run_start(struct run *run, const struct sp_problem *problem, uint64_t seed, uint64_t ticks);
void run_finish(struct run *run);

/* Runs to the end of the budget in slices of this size. */
void run_slices(struct run *run, uint64_t slice);

/* Fails the test if the best plan breaks a rule or has another score than the checker finds. */
void run_judge(const struct run *run);

/* A problem of a few weeks, different for every seed: all kinds of rows, arrays in the arena. */
void fixture_random(struct sp_arena *arena, uint64_t seed, struct sp_problem *ret);

#endif
