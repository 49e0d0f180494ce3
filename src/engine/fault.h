/*
 * What is wrong with a problem, by row: so that a reader of a text can name the line.
 */
#ifndef ENGINE_FAULT_H
#define ENGINE_FAULT_H

#include "senplan/base/err.h"
#include "senplan/engine/problem.h"

enum fault_row {
	FAULT_NONE, /* about no row */
	FAULT_SLOT,
	FAULT_DAYS,
	FAULT_NOW,
	FAULT_HALF,
	FAULT_PARAM, /* index: in the order of struct sp_problem_params */
	FAULT_CAT,
	FAULT_TASK,
	FAULT_FREE, /* index: of the span */
	FAULT_MASK, /* index: of the span */
	FAULT_PIN,
	FAULT_PREV,
	FAULT_WMIN,
	FAULT_TARGET,
	FAULT_BUDGET,
	FAULT_PREC,
};

struct fault {
	enum fault_row row;
	size_t index;
};

/* SP_INPUT, with the sentence and the row of the first thing that is wrong. */
enum sp_rc fault_find(const struct sp_problem *problem, struct fault *ret_fault, struct sp_err *reterr);

#endif
