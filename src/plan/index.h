/*
 * Look-ups over a snapshot that the planning code asks thousands of times: a task by its key, the blocks of a task, the
 * events of a case, the steps of a chain. Built once, lives in the arena.
 */
#ifndef PLAN_INDEX_H
#define PLAN_INDEX_H

#include "senplan/model/snapshot.h"

struct sp_plan_slice { /* part of a sorted list */
	size_t from;
	size_t n;
};

struct sp_plan_index {
	const struct sp_snapshot *snapshot;
	const struct sp_task **by_key; /* open addressing, a power of two */
	size_t key_mask;
	const struct sp_block **blocks;	     /* by task, then start, then id */
	const struct sp_case_event **events; /* by case, then day, then id */
	const struct sp_step **steps;	     /* by chain, then position, then id */
};

enum sp_rc sp_plan_index_build(const struct sp_snapshot *snapshot, struct sp_arena *arena,
			       struct sp_plan_index *ret_index, struct sp_err *reterr);

const struct sp_task *sp_plan_index_task(const struct sp_plan_index *index, const char *key);
struct sp_plan_slice sp_plan_index_blocks(const struct sp_plan_index *index, sp_task_id task);
struct sp_plan_slice sp_plan_index_events(const struct sp_plan_index *index, sp_case_id subject);
struct sp_plan_slice sp_plan_index_steps(const struct sp_plan_index *index, const char *chain);

#endif
