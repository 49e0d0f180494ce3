/*
 * What every reader of a problem agrees on: the default coefficients, how two scores compare, and what makes a
 * problem well formed.
 */
#include "senplan/engine/problem.h"

#include "senplan/engine/engine.h"

#include "fault.h"

#include <assert.h>

enum {
	MAX_PRECS = 4 * SP_PROBLEM_MAX_TASKS,
	MAX_ROWS = 1 << 14,
	MAX_SPANS = 1 << 20,
	MAX_FAR = 4000 * 1440, /* releases and dues may lie this far outside the horizon */
	MAX_COEF = 100000,
	MAX_WEIGHT = 1000,
};

const struct sp_problem_params sp_problem_default_params = {
	.frag = 12,
	.fragmin = 30,
	.swtch = 9,
	.pref = 1,
	.load1 = 1,
	.load2 = 2,
	.load1pm = 700,
	.load2pm = 850,
	.slackpts = 12,
	.slackdays = 3,
	.unplaced = 20,
	.latecap = 19,
};

int
sp_score_compare(const struct sp_score *a, const struct sp_score *b)
{
	const int64_t left[] = {a->hard_late, a->hard_days, a->soft, a->moved, a->target, a->quality};
	const int64_t right[] = {b->hard_late, b->hard_days, b->soft, b->moved, b->target, b->quality};

	for (size_t i = 0; i < sizeof left / sizeof left[0]; i++)
		if (left[i] != right[i])
			return left[i] < right[i] ? -1 : 1;
	return 0;
}

int
sp_score_compare_by(enum sp_stability stability, const struct sp_score *a, const struct sp_score *b)
{
	struct sp_score x = *a;
	struct sp_score y = *b;
	int64_t moved = 0;
	int order;

	switch (stability) {
	case SP_STABILITY_BALANCED:
		break;
	case SP_STABILITY_FEWEST: /* moves before what is soft */
		x.soft = a->moved;
		y.soft = b->moved;
		x.moved = a->soft;
		y.moved = b->soft;
		break;
	case SP_STABILITY_BEST: /* moves last */
		x.moved = y.moved = 0;
		moved = a->moved - b->moved;
		break;
	}
	order = sp_score_compare(&x, &y);
	return order != 0 ? order : moved < 0 ? -1 : moved > 0;
}

static bool
in_range(int64_t value, int64_t low, int64_t high)
{
	return value >= low && value <= high;
}

struct verdict { /* where the sentence and the row go */
	struct fault *fault;
	struct sp_err *reterr;
};

static const char *const row_names[] = {
	[FAULT_NONE] = "",     [FAULT_SLOT] = "slot",	   [FAULT_DAYS] = "days",     [FAULT_NOW] = "now",
	[FAULT_HALF] = "half", [FAULT_PARAM] = "param",	   [FAULT_CAT] = "cat",	      [FAULT_TASK] = "task",
	[FAULT_FREE] = "free", [FAULT_MASK] = "mask span", [FAULT_PIN] = "pin",	      [FAULT_PREV] = "prev",
	[FAULT_WMIN] = "wmin", [FAULT_TARGET] = "target",  [FAULT_BUDGET] = "budget", [FAULT_PREC] = "prec",
};

static enum sp_rc
bad_row(const struct verdict *v, enum fault_row row, size_t index, const char *why)
{
	*v->fault = (struct fault){row, index};
	return sp_err_set(v->reterr, SP_INPUT, "%s %zu: %s.", row_names[row], index, why);
}

/* A row of which there is one. */
static enum sp_rc
bad_head(const struct verdict *v, enum fault_row row, int32_t value, const char *why)
{
	*v->fault = (struct fault){row, 0};
	return sp_err_set(v->reterr, SP_INPUT, "%s %d: %s.", row_names[row], (int)value, why);
}

static enum sp_rc
validate_head(const struct sp_problem *p, const struct verdict *v)
{
	if (p->slot_min != 5 && p->slot_min != 15)
		return bad_head(v, FAULT_SLOT, p->slot_min, "the grid is of 5 or 15 minutes");
	if (!in_range(p->days, 1, SP_PROBLEM_MAX_DAYS))
		return bad_head(v, FAULT_DAYS, p->days, "a horizon is between 1 and 371 days long");
	if (!in_range(p->now, -MAX_FAR, MAX_FAR))
		return bad_head(v, FAULT_NOW, p->now, "it lies years outside the horizon");
	if (!in_range(p->half_min, 0, 1440))
		return bad_head(v, FAULT_HALF, p->half_min, "it is no minute of a day");
	return SP_OK;
}

static enum sp_rc
validate_frame(const struct sp_problem *p, const struct verdict *v)
{
	const struct sp_problem_params *k = &p->params;
	const int32_t coefs[] = {k->frag,     k->fragmin, k->swtch,   k->pref,	   k->load1,
				 k->load2,    k->load1pm, k->load2pm, k->slackpts, k->slackdays,
				 k->unplaced, k->latecap, k->calm};
	enum sp_rc rc = validate_head(p, v);

	if (rc != SP_OK)
		return rc;
	if (p->n_tasks > SP_PROBLEM_MAX_TASKS || p->n_cats > SP_PROBLEM_MAX_CATS ||
	    !in_range(p->n_masks, 0, SP_PROBLEM_MAX_MASKS))
		return sp_err_set(
			v->reterr, SP_INPUT, "Too many tasks (at most %d), categories (%d) or masks (%d).",
			(int)SP_PROBLEM_MAX_TASKS, (int)SP_PROBLEM_MAX_CATS, (int)SP_PROBLEM_MAX_MASKS);
	if (p->n_precs > MAX_PRECS || p->n_wmins > MAX_ROWS || p->n_targets > MAX_ROWS ||
	    p->n_budgets > MAX_ROWS || p->n_frees > MAX_SPANS || p->n_mask_spans > MAX_SPANS ||
	    p->n_pins > MAX_SPANS || p->n_prevs > MAX_SPANS)
		return sp_err_set(v->reterr, SP_INPUT, "Too many rows.");
	for (size_t i = 0; i < sizeof coefs / sizeof coefs[0]; i++)
		if (!in_range(coefs[i], 0, MAX_COEF))
			return bad_row(v, FAULT_PARAM, i, "a coefficient is negative or too large");
	for (size_t i = 0; i < p->n_cats; i++)
		if (p->cats[i].max_blocks_day < -1 || p->cats[i].max_min_day < -1)
			return bad_row(v, FAULT_CAT, i, "a maximum of a day is below -1 (-1 is none)");
	return SP_OK;
}

static enum sp_rc
validate_tasks(const struct sp_problem *p, const struct verdict *v)
{
	for (size_t i = 0; i < p->n_tasks; i++) {
		const struct sp_problem_task *t = &p->tasks[i];

		if (!in_range(t->cat, 0, (int64_t)p->n_cats - 1))
			return bad_row(v, FAULT_TASK, i, "its category does not exist");
		if (!in_range(t->mask, 0, (int64_t)p->n_masks - 1))
			return bad_row(v, FAULT_TASK, i, "its mask does not exist");
		if (!in_range(t->length_min, 1, (int64_t)SP_PROBLEM_MAX_DAYS * 1440))
			return bad_row(v, FAULT_TASK, i, "its length is not positive or longer than a year");
		if (!in_range(t->buffer_min, 0, 1440) || !in_range(t->before_min, 0, 1440))
			return bad_row(v, FAULT_TASK, i, "a buffer is negative or longer than a day");
		if (!in_range(t->release, -MAX_FAR, MAX_FAR) || !in_range(t->due, -MAX_FAR, MAX_FAR) ||
		    !in_range(t->last, 0, MAX_FAR))
			return bad_row(v, FAULT_TASK, i, "its release, due or last is out of range");
		if (t->due % 1440 != 0)
			return bad_row(v, FAULT_TASK, i, "its due is not the end of a day");
		if (!in_range(t->weight, 0, MAX_WEIGHT))
			return bad_row(v, FAULT_TASK, i, "its weight is negative or above 1000");
		if (t->chunk_min < 0 || t->chunk_max < t->chunk_min)
			return bad_row(v, FAULT_TASK, i, "its bounds of a chunk are negative or crossed");
		if (!in_range(t->like, 0, p->n_masks))
			return bad_row(v, FAULT_TASK, i, "the mask of its better times does not exist");
		if (!in_range(t->day_chunks, 0, SP_PROBLEM_MAX_DAY_CHUNKS))
			return bad_row(v, FAULT_TASK, i, "it has between one and four chunks a day");
	}
	return SP_OK;
}

static enum sp_rc
validate_spans(const struct sp_problem *p, const struct verdict *v)
{
	for (size_t i = 0; i < p->n_frees + p->n_mask_spans; i++) {
		bool is_free = i < p->n_frees;
		size_t row = is_free ? i : i - p->n_frees;
		const struct sp_problem_span *s = is_free ? &p->frees[row] : &p->mask_spans[row].span;
		enum fault_row what = is_free ? FAULT_FREE : FAULT_MASK;

		if (!in_range(s->day, 0, p->days - 1))
			return bad_row(v, what, row, "its day is outside the horizon");
		if (s->from_min < 0 || s->to_min > 1440 || s->from_min > s->to_min)
			return bad_row(v, what, row, "its times are crossed or outside the day");
		if (!is_free && !in_range(p->mask_spans[row].mask, 0, p->n_masks - 1))
			return bad_row(v, what, row, "its mask does not exist");
	}
	for (size_t i = 0; i < p->n_pins + p->n_prevs; i++) {
		bool is_pin = i < p->n_pins;
		size_t row = is_pin ? i : i - p->n_pins;
		const struct sp_placed *b = is_pin ? &p->pins[row] : &p->prevs[row];
		enum fault_row what = is_pin ? FAULT_PIN : FAULT_PREV;

		if (!in_range(b->task, 0, (int64_t)p->n_tasks - 1))
			return bad_row(v, what, row, "its task does not exist");
		if (!in_range(b->start, 0, (int64_t)p->days * 1440 - 1) || !in_range(b->length_min, 1, 1440))
			return bad_row(v, what, row, "it lies outside the horizon, or has no length");
	}
	return SP_OK;
}

static enum sp_rc
validate_range(const struct sp_problem *p, const struct sp_problem_range *range, enum fault_row what,
	       size_t row, const struct verdict *v)
{
	if (!in_range(range->first_day, 0, p->days - 1) ||
	    !in_range(range->last_day, range->first_day, p->days - 1))
		return bad_row(v, what, row, "its days are crossed or outside the horizon");
	return SP_OK;
}

static enum sp_rc
validate_rows(const struct sp_problem *p, const struct verdict *v)
{
	enum sp_rc rc = SP_OK;
	const int64_t year = (int64_t)SP_PROBLEM_MAX_DAYS * 1440;

	for (size_t i = 0; i < p->n_wmins && rc == SP_OK; i++) {
		if (!in_range(p->wmins[i].cat, 0, (int64_t)p->n_cats - 1) ||
		    !in_range(p->wmins[i].min, 0, year))
			return bad_row(v, FAULT_WMIN, i, "its category or minutes are out of range");
		rc = validate_range(p, &p->wmins[i].range, FAULT_WMIN, i, v);
	}
	for (size_t i = 0; i < p->n_targets && rc == SP_OK; i++) {
		if (!in_range(p->targets[i].cat, 0, (int64_t)p->n_cats - 1) ||
		    !in_range(p->targets[i].target_min, 0, year) ||
		    !in_range(p->targets[i].band_min, 0, year))
			return bad_row(v, FAULT_TARGET, i, "its category or minutes are out of range");
		rc = validate_range(p, &p->targets[i].range, FAULT_TARGET, i, v);
	}
	for (size_t i = 0; i < p->n_budgets && rc == SP_OK; i++) {
		if (!in_range(p->budgets[i].max_min, 0, year))
			return bad_row(v, FAULT_BUDGET, i, "its minutes are out of range");
		rc = validate_range(p, &p->budgets[i].range, FAULT_BUDGET, i, v);
	}
	return rc;
}

/* Kahn's algorithm: what cannot be taken off is on a circle, or behind one. */
static enum sp_rc
validate_precs(const struct sp_problem *p, const struct verdict *v)
{
	int32_t head[SP_PROBLEM_MAX_TASKS];
	int32_t queue[SP_PROBLEM_MAX_TASKS];
	int32_t waiting[SP_PROBLEM_MAX_TASKS];
	int32_t next[MAX_PRECS];
	size_t n = 0;

	for (size_t i = 0; i < p->n_tasks; i++) {
		head[i] = -1;
		waiting[i] = 0;
	}
	for (size_t i = 0; i < p->n_precs; i++) {
		const struct sp_problem_prec *e = &p->precs[i];

		if (!in_range(e->before, 0, (int64_t)p->n_tasks - 1) ||
		    !in_range(e->after, 0, (int64_t)p->n_tasks - 1))
			return bad_row(v, FAULT_PREC, i, "one of its tasks does not exist");
		if (!in_range(e->min_lag_day, 0, 4000) || !in_range(e->max_lag_day, -1, 4000))
			return bad_row(v, FAULT_PREC, i, "a lag is out of range");
		next[i] = head[e->before];
		head[e->before] = (int32_t)i;
		waiting[e->after]++;
	}
	for (size_t i = 0; i < p->n_tasks; i++)
		if (waiting[i] == 0)
			queue[n++] = (int32_t)i;
	for (size_t done = 0; done < n; done++)
		for (int32_t e = head[queue[done]]; e >= 0; e = next[e])
			if (--waiting[p->precs[e].after] == 0)
				queue[n++] = p->precs[e].after;
	if (n == p->n_tasks)
		return SP_OK;
	for (size_t i = 0; i < p->n_tasks; i++)
		if (waiting[i] > 0)
			return bad_row(v, FAULT_TASK, i,
				       "it waits for itself, through a circle of precedence");
	assert(false && "a circle has a member");
	return SP_INPUT;
}

enum sp_rc
fault_find(const struct sp_problem *problem, struct fault *ret_fault, struct sp_err *reterr)
{
	struct verdict v = {ret_fault, reterr};
	enum sp_rc rc;

	assert(problem != NULL && ret_fault != NULL);
	*ret_fault = (struct fault){FAULT_NONE, 0};
	rc = validate_frame(problem, &v);
	if (rc == SP_OK)
		rc = validate_tasks(problem, &v);
	if (rc == SP_OK)
		rc = validate_spans(problem, &v);
	if (rc == SP_OK)
		rc = validate_rows(problem, &v);
	if (rc == SP_OK)
		rc = validate_precs(problem, &v);
	return rc;
}

enum sp_rc
sp_problem_validate(const struct sp_problem *problem, struct sp_err *reterr)
{
	struct fault fault;

	return fault_find(problem, &fault, reterr);
}
