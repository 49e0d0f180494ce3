/*
 * A plan in memory for tests: a snapshot that edits are applied to, without a store.
 */
#ifndef TESTS_APP_WORLD_H
#define TESTS_APP_WORLD_H

#include "senplan/app/intake_parse.h"

struct world {
	struct sp_arena arena;
	struct sp_snapshot snapshot;
	struct sp_edits edits; /* of the last take or set */
	struct sp_intake_result result;
	struct sp_err err;
	struct sp_intake_options options;
	sp_time now;
	int64_t last_provisional;
};

/* Mon 23 Nov 2026, 08:00; nothing in the plan. */
void world_init(struct world *world);
void world_finish(struct world *world);

void world_set(struct world *world, const char *key, const char *value);

/* Runs the parse step on a text; when it went well, its edits are applied. */
enum sp_rc world_take(struct world *world, sp_intake_parse_fn *parse, const char *text);

/* Terms of 2026/27 with weeks A and B, and a secondary school's grid with an early Friday. */
void world_school(struct world *world);

/* An empty list of edits in world->edits. */
void world_begin(struct world *world);
void world_apply(struct world *world);

#endif
