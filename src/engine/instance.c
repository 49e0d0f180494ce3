/*
 * The text form of problems and answers: one row a line, fields separated by blanks. A first pass counts the rows of
 * each kind, so that the arrays are taken from the arena once; a second pass reads them. Rows that other rows name by
 * number (weeks, blocks) may stand after those.
 */
#include "senplan/engine/instance.h"

#include "senplan/engine/engine.h"

#include "fault.h"

#include <assert.h>
#include <string.h>

enum {
	MAX_FIELDS = 320, /* of one line: a day has at most 288 slots */
	MAX_LINE_LEN = 8192,
	MAX_NUMBER = 1000000000,
};

enum row {
	ROW_INSTANCE,
	ROW_NAME,
	ROW_SLOT,
	ROW_DAYS,
	ROW_START,
	ROW_NOW,
	ROW_HALF,
	ROW_PARAM,
	ROW_CAT,
	ROW_MASK,
	ROW_WEEK,
	ROW_BLOCK,
	ROW_WMIN,
	ROW_TARGET,
	ROW_BUDGET,
	ROW_FREE,
	ROW_M,
	ROW_TASK,
	ROW_BEFORE,
	ROW_PERDAY,
	ROW_LIKE,
	ROW_PREC,
	ROW_PIN,
	ROW_PREV,
	ROW_COUNT,
};

static const struct {
	const char *key;
	int min_fields; /* with the key */
	int max_fields;
	size_t max_rows;
} rows[ROW_COUNT] = {
	[ROW_INSTANCE] = {"senco-instance", 2, 2, 1},
	[ROW_NAME] = {"name", 2, 2, 1},
	[ROW_SLOT] = {"slot", 2, 2, 1},
	[ROW_DAYS] = {"days", 2, 2, 1},
	[ROW_START] = {"start", 2, 2, 1},
	[ROW_NOW] = {"now", 2, 2, 1},
	[ROW_HALF] = {"half", 2, 2, 1},
	[ROW_PARAM] = {"param", 3, 3, 1000},
	[ROW_CAT] = {"cat", 6, 6, SP_PROBLEM_MAX_CATS},
	[ROW_MASK] = {"mask", 2, 3, SP_PROBLEM_MAX_MASKS},
	[ROW_WEEK] = {"week", 4, 4, 1000},
	[ROW_BLOCK] = {"block", 4, 4, 1000},
	[ROW_WMIN] = {"wmin", 4, 4, 16384},
	[ROW_TARGET] = {"target", 5, 5, 16384},
	[ROW_BUDGET] = {"budget", 4, 4, 16384},
	[ROW_FREE] = {"free", 2, MAX_FIELDS, SP_PROBLEM_MAX_DAYS * 8},
	[ROW_M] = {"m", 3, MAX_FIELDS, SP_PROBLEM_MAX_DAYS *SP_PROBLEM_MAX_MASKS},
	[ROW_TASK] = {"task", 12, 13, SP_PROBLEM_MAX_TASKS},
	[ROW_BEFORE] = {"before", 3, 3, SP_PROBLEM_MAX_TASKS},
	[ROW_PERDAY] = {"perday", 3, 3, SP_PROBLEM_MAX_TASKS},
	[ROW_LIKE] = {"like", 3, 3, SP_PROBLEM_MAX_TASKS},
	[ROW_PREC] = {"prec", 5, 5, 4 * SP_PROBLEM_MAX_TASKS},
	[ROW_PIN] = {"pin", 4, 4, 1 << 17},
	[ROW_PREV] = {"prev", 4, 4, 1 << 17},
};

static const struct {
	const char *name;
	size_t offset;
} params[] = {
	{"frag", offsetof(struct sp_problem_params, frag)},
	{"fragmin", offsetof(struct sp_problem_params, fragmin)},
	{"switch", offsetof(struct sp_problem_params, swtch)},
	{"pref", offsetof(struct sp_problem_params, pref)},
	{"load1", offsetof(struct sp_problem_params, load1)},
	{"load2", offsetof(struct sp_problem_params, load2)},
	{"load1pm", offsetof(struct sp_problem_params, load1pm)},
	{"load2pm", offsetof(struct sp_problem_params, load2pm)},
	{"slackpts", offsetof(struct sp_problem_params, slackpts)},
	{"slackdays", offsetof(struct sp_problem_params, slackdays)},
	{"unplaced", offsetof(struct sp_problem_params, unplaced)},
	{"latecap", offsetof(struct sp_problem_params, latecap)},
	{"calm", offsetof(struct sp_problem_params, calm)},
};

struct reader { /* walks over lines and keeps where it is, for the sentence */
	const char *text;
	size_t len;
	size_t at;
	const char *path;
	int line;
	struct sp_err *reterr;
	char copy[MAX_LINE_LEN + 1];
	char *fields[MAX_FIELDS];
	int n_fields;
};

struct draft { /* the arrays while they are filled */
	struct sp_problem problem;
	struct sp_arena *arena;
	size_t count[ROW_COUNT]; /* rows counted, then rows read */
	size_t n_free_spans, n_mask_spans;
	struct sp_problem_cat *cats;
	struct sp_problem_task *tasks;
	struct sp_problem_prec *precs;
	struct sp_problem_span *frees;
	struct sp_problem_mask_span *mask_spans;
	struct sp_problem_wmin *wmins;
	struct sp_problem_target *targets;
	struct sp_problem_budget *budgets;
	struct sp_placed *pins, *prevs;
	struct sp_problem_range *weeks, *terms;
	bool *has_cat, *has_mask, *has_week, *has_term, *has_task;
	const char *name;
	int32_t *lines[ROW_COUNT]; /* by number of the row, of spans by span: where it stands; last first */
	int32_t param_lines[sizeof params / sizeof params[0]];
};

static enum sp_rc
complain(const struct reader *r, const char *why)
{
	return sp_err_set_at(r->reterr, SP_INPUT, r->path, r->line, 0, "%s.", why);
}

/* The next line with fields; SP_NO at the end of the text. */
static enum sp_rc
next_line(struct reader *r)
{
	while (r->at < r->len) {
		const char *from = r->text + r->at;
		const char *nl = memchr(from, '\n', r->len - r->at);
		size_t len = nl != NULL ? (size_t)(nl - from) : r->len - r->at;
		char *c = r->copy;

		r->at += len + (nl != NULL);
		r->line++;
		if (len > MAX_LINE_LEN)
			return complain(r, "The line is too long");
		if (memchr(from, '\0', len) != NULL)
			return complain(r, "The line contains a zero byte");
		memcpy(r->copy, from, len);
		r->copy[len] = '\0';
		r->n_fields = 0;
		while (*(c += strspn(c, " \t\r")) != '\0') {
			if (r->n_fields == MAX_FIELDS)
				return complain(r, "The line has too many fields");
			r->fields[r->n_fields++] = c;
			c += strcspn(c, " \t\r");
			if (*c != '\0')
				*c++ = '\0';
		}
		if (r->n_fields > 0 && r->fields[0][0] != '#')
			return SP_OK;
	}
	return SP_NO;
}

static enum sp_rc
number(const struct reader *r, int field, int32_t *ret)
{
	long value;

	assert(field < r->n_fields);
	if (!sp_parse_int(r->fields[field], -MAX_NUMBER, MAX_NUMBER, &value))
		return sp_err_set_at(r->reterr, SP_INPUT, r->path, r->line, 0,
				     "Field %d, '%.40s', is not a whole number in range.", field + 1,
				     r->fields[field]);
	*ret = (int32_t)value;
	return SP_OK;
}

/* Numbers from field `first` on into n places. */
static enum sp_rc
numbers(const struct reader *r, int first, int32_t *const places[], int n)
{
	enum sp_rc rc = SP_OK;

	for (int i = 0; i < n && rc == SP_OK; i++)
		rc = number(r, first + i, places[i]);
	return rc;
}

/* An index below the count of its rows, that has not been seen before. */
static enum sp_rc
fresh_index(const struct reader *r, struct draft *d, enum row kind, bool *seen, size_t *ret)
{
	size_t count = d->count[kind];
	int32_t id;
	enum sp_rc rc = number(r, 1, &id);

	if (rc != SP_OK)
		return rc;
	if (id < 0 || (size_t)id >= count)
		return complain(r, "The number of this row is not below the count of its rows");
	if (seen[id])
		return complain(r, "The number of this row was used before");
	seen[id] = true;
	d->lines[kind][id] = r->line;
	*ret = (size_t)id;
	return SP_OK;
}

static enum sp_rc
span_of(const struct reader *r, int field, int32_t day, struct sp_problem_span *ret)
{
	char *dash = strchr(r->fields[field], '-');
	long from;
	long to;

	if (dash == NULL)
		return complain(r, "A span is written FROM-TO");
	*dash = '\0';
	if (!sp_parse_int(r->fields[field], 0, 1440, &from) || !sp_parse_int(dash + 1, 0, 1440, &to) ||
	    from > to)
		return complain(r, "The times of a span are crossed or outside the day");
	*ret = (struct sp_problem_span){.day = day, .from_min = (int32_t)from, .to_min = (int32_t)to};
	return SP_OK;
}

static enum sp_rc
kind_of_line(const struct reader *r, enum row *ret)
{
	for (int k = 0; k < ROW_COUNT; k++) {
		if (!sp_streq(r->fields[0], rows[k].key))
			continue;
		if (r->n_fields < rows[k].min_fields || r->n_fields > rows[k].max_fields)
			return sp_err_set_at(r->reterr, SP_INPUT, r->path, r->line, 0,
					     "'%s' has %d fields here, not %d.", rows[k].key, r->n_fields - 1,
					     rows[k].min_fields - 1);
		*ret = (enum row)k;
		return SP_OK;
	}
	return sp_err_set_at(r->reterr, SP_INPUT, r->path, r->line, 0, "'%.40s' is not a kind of row.",
			     r->fields[0]);
}

static enum sp_rc
count_rows(struct reader *r, struct draft *d)
{
	enum sp_rc rc;

	while ((rc = next_line(r)) == SP_OK) {
		enum row kind;

		rc = kind_of_line(r, &kind);
		if (rc != SP_OK)
			return rc;
		if (d->count[ROW_INSTANCE] == 0 && kind != ROW_INSTANCE)
			return complain(r, "The first row must be 'senco-instance 1'");
		if (d->count[kind] == rows[kind].max_rows)
			return sp_err_set_at(r->reterr, SP_INPUT, r->path, r->line, 0,
					     "Too many rows '%s': at most %zu.", rows[kind].key,
					     rows[kind].max_rows);
		d->count[kind]++;
		if (kind == ROW_FREE)
			d->n_free_spans += (size_t)(r->n_fields - 2);
		if (kind == ROW_M)
			d->n_mask_spans += (size_t)(r->n_fields - 3);
	}
	return rc == SP_NO ? SP_OK : rc;
}

static bool
take_arrays(struct draft *d)
{
	struct sp_arena *a = d->arena;
	const size_t *n = d->count;

	d->cats = SP_ARENA_NEW_N(a, struct sp_problem_cat, n[ROW_CAT]);
	d->tasks = SP_ARENA_NEW_N(a, struct sp_problem_task, n[ROW_TASK]);
	d->precs = SP_ARENA_NEW_N(a, struct sp_problem_prec, n[ROW_PREC]);
	d->frees = SP_ARENA_NEW_N(a, struct sp_problem_span, d->n_free_spans);
	d->mask_spans = SP_ARENA_NEW_N(a, struct sp_problem_mask_span, d->n_mask_spans);
	d->wmins = SP_ARENA_NEW_N(a, struct sp_problem_wmin, n[ROW_WMIN]);
	d->targets = SP_ARENA_NEW_N(a, struct sp_problem_target, n[ROW_TARGET]);
	d->budgets = SP_ARENA_NEW_N(a, struct sp_problem_budget, n[ROW_BUDGET]);
	d->pins = SP_ARENA_NEW_N(a, struct sp_placed, n[ROW_PIN]);
	d->prevs = SP_ARENA_NEW_N(a, struct sp_placed, n[ROW_PREV]);
	d->weeks = SP_ARENA_NEW_N(a, struct sp_problem_range, n[ROW_WEEK]);
	d->terms = SP_ARENA_NEW_N(a, struct sp_problem_range, n[ROW_BLOCK]);
	d->has_cat = SP_ARENA_NEW_N(a, bool, n[ROW_CAT]);
	d->has_mask = SP_ARENA_NEW_N(a, bool, n[ROW_MASK]);
	d->has_week = SP_ARENA_NEW_N(a, bool, n[ROW_WEEK]);
	d->has_term = SP_ARENA_NEW_N(a, bool, n[ROW_BLOCK]);
	d->has_task = SP_ARENA_NEW_N(a, bool, n[ROW_TASK]);
	for (int k = 0; k < ROW_COUNT; k++) {
		size_t n_lines = k == ROW_FREE ? d->n_free_spans : k == ROW_M ? d->n_mask_spans : n[k];

		d->lines[k] = SP_ARENA_NEW_N(a, int32_t, n_lines + 1);
		if (d->lines[k] == NULL)
			return false;
	}
	return d->cats && d->tasks && d->precs && d->frees && d->mask_spans && d->wmins && d->targets &&
	       d->budgets && d->pins && d->prevs && d->weeks && d->terms && d->has_cat && d->has_mask &&
	       d->has_week && d->has_term && d->has_task;
}

static enum sp_rc
read_param(const struct reader *r, struct draft *d)
{
	int32_t value;
	enum sp_rc rc = number(r, 2, &value);

	if (rc != SP_OK)
		return rc;
	for (size_t i = 0; i < sizeof params / sizeof params[0]; i++)
		if (sp_streq(r->fields[1], params[i].name)) {
			memcpy((char *)&d->problem.params + params[i].offset, &value, sizeof value);
			d->param_lines[i] = r->line;
			return SP_OK;
		}
	return complain(r, "There is no parameter of this name");
}

static enum sp_rc
read_cat(const struct reader *r, struct draft *d)
{
	size_t id;
	enum sp_rc rc = fresh_index(r, d, ROW_CAT, d->has_cat, &id);
	struct sp_problem_cat *c;

	if (rc != SP_OK)
		return rc;
	c = &d->cats[id];
	if (sp_streq(r->fields[3], "A"))
		c->pref = SP_HALF_MORNING;
	else if (sp_streq(r->fields[3], "P"))
		c->pref = SP_HALF_AFTERNOON;
	else if (sp_streq(r->fields[3], "-"))
		c->pref = SP_HALF_NONE;
	else
		return complain(r, "The preferred half is A, P or -");
	return numbers(r, 4, (int32_t *const[]){&c->max_blocks_day, &c->max_min_day}, 2);
}

static enum sp_rc
read_range(const struct reader *r, struct draft *d, enum row kind)
{
	bool is_week = kind == ROW_WEEK;
	struct sp_problem_range *ranges = is_week ? d->weeks : d->terms;
	size_t id;
	enum sp_rc rc = fresh_index(r, d, kind, is_week ? d->has_week : d->has_term, &id);

	if (rc == SP_OK)
		rc = numbers(r, 2, (int32_t *const[]){&ranges[id].first_day, &ranges[id].last_day}, 2);
	return rc;
}

static enum sp_rc
read_spans(const struct reader *r, struct draft *d, enum row kind)
{
	int32_t mask = -1;
	int32_t day = 0;
	int first = kind == ROW_M ? 3 : 2;
	enum sp_rc rc = number(r, first - 1, &day);

	if (rc == SP_OK && kind == ROW_M)
		rc = number(r, 1, &mask);
	for (int i = first; i < r->n_fields && rc == SP_OK; i++) {
		struct sp_problem_span span;

		rc = span_of(r, i, day, &span);
		if (rc == SP_OK)
			d->lines[kind][kind == ROW_M ? d->problem.n_mask_spans : d->problem.n_frees] =
				r->line;
		if (rc == SP_OK && kind == ROW_M)
			d->mask_spans[d->problem.n_mask_spans++] =
				(struct sp_problem_mask_span){.mask = mask, .span = span};
		else if (rc == SP_OK)
			d->frees[d->problem.n_frees++] = span;
	}
	return rc;
}

static enum sp_rc
read_task(const struct reader *r, struct draft *d)
{
	size_t id;
	enum sp_rc rc = fresh_index(r, d, ROW_TASK, d->has_task, &id);
	struct sp_problem_task *t;

	if (rc != SP_OK)
		return rc;
	t = &d->tasks[id];
	if (!sp_streq(r->fields[7], "H") && !sp_streq(r->fields[7], "S"))
		return complain(r, "A task is H (hard) or S (soft)");
	t->hard = r->fields[7][0] == 'H';
	rc = numbers(r, 2, (int32_t *const[]){&t->cat, &t->length_min, &t->buffer_min, &t->release, &t->due},
		     5);
	if (rc == SP_OK)
		rc = numbers(r, 8, (int32_t *const[]){&t->weight, &t->mask, &t->chunk_min, &t->chunk_max}, 4);
	return rc;
}

/* The task that a row names; task rows may stand after it. */
static enum sp_rc
task_of(const struct reader *r, struct draft *d, struct sp_problem_task **ret)
{
	int32_t id;
	enum sp_rc rc = number(r, 1, &id);

	if (rc != SP_OK)
		return rc;
	if (id < 0 || (size_t)id >= d->count[ROW_TASK])
		return complain(r, "This row names no task");
	*ret = &d->tasks[id];
	return SP_OK;
}

/* What a task may have besides. */
static enum sp_rc
read_extra(const struct reader *r, struct draft *d, enum row kind)
{
	struct sp_problem_task *t;
	enum sp_rc rc = task_of(r, d, &t);
	int32_t value;

	if (rc == SP_OK)
		rc = number(r, 2, &value);
	if (rc != SP_OK)
		return rc;
	if (kind == ROW_BEFORE) {
		if (value < 0 || value > 1440)
			return complain(r, "The time before a task is negative or longer than a day");
		t->before_min = value;
		return SP_OK;
	}
	if (kind == ROW_LIKE) {
		if (value < 0 || (size_t)value >= d->count[ROW_MASK])
			return complain(r, "This row names no mask");
		t->like = value + 1;
		return SP_OK;
	}
	assert(kind == ROW_PERDAY);
	if (value < 1 || value > SP_PROBLEM_MAX_DAY_CHUNKS)
		return complain(r, "A task has between one and four chunks a day");
	t->day_chunks = value;
	return SP_OK;
}

static enum sp_rc
read_placed(const struct reader *r, struct sp_placed *placed)
{
	return numbers(r, 1, (int32_t *const[]){&placed->task, &placed->start, &placed->length_min}, 3);
}

static enum sp_rc
read_text(const struct reader *r, struct draft *d, const char **ret)
{
	*ret = sp_arena_strdup(d->arena, r->fields[1]);
	return *ret != NULL ? SP_OK : sp_err_nomem(r->reterr);
}

/* wmin and target keep the number of their week or block in first_day until all rows are read. */
static enum sp_rc
read_amount(const struct reader *r, struct draft *d, enum row kind)
{
	struct sp_problem *p = &d->problem;

	if (kind == ROW_WMIN) {
		struct sp_problem_wmin *w = &d->wmins[p->n_wmins++];

		return numbers(r, 1, (int32_t *const[]){&w->range.first_day, &w->cat, &w->min}, 3);
	}
	if (kind == ROW_TARGET) {
		struct sp_problem_target *t = &d->targets[p->n_targets++];

		return numbers(r, 1,
			       (int32_t *const[]){&t->range.first_day, &t->cat, &t->target_min, &t->band_min},
			       4);
	}
	assert(kind == ROW_BUDGET);
	struct sp_problem_budget *b = &d->budgets[p->n_budgets++];

	return numbers(r, 1, (int32_t *const[]){&b->range.first_day, &b->range.last_day, &b->max_min}, 3);
}

/* The line of a row that has no number of its own: rows with one (fresh_index) and spans keep theirs themselves. */
static void
mark_line(const struct reader *r, struct draft *d, enum row kind)
{
	const struct sp_problem *p = &d->problem;
	const size_t at[ROW_COUNT] = {
		[ROW_WMIN] = p->n_wmins, [ROW_TARGET] = p->n_targets, [ROW_BUDGET] = p->n_budgets,
		[ROW_PREC] = p->n_precs, [ROW_PIN] = p->n_pins,	      [ROW_PREV] = p->n_prevs,
	};

	if (kind == ROW_CAT || kind == ROW_MASK || kind == ROW_WEEK || kind == ROW_BLOCK ||
	    kind == ROW_TASK || kind == ROW_FREE || kind == ROW_M || kind == ROW_BEFORE ||
	    kind == ROW_PERDAY || kind == ROW_LIKE)
		return;
	assert(at[kind] < d->count[kind]);
	d->lines[kind][at[kind]] = r->line;
}

static enum sp_rc
read_row(const struct reader *r, struct draft *d, enum row kind)
{
	struct sp_problem *p = &d->problem;
	struct sp_problem_prec *e;
	size_t id;

	mark_line(r, d, kind);
	switch (kind) {
	case ROW_INSTANCE:
		return sp_streq(r->fields[1], "1") ? SP_OK
						   : complain(r, "Only version 1 of the format is known");
	case ROW_NAME:
		return read_text(r, d, &d->name);
	case ROW_START:
		return SP_OK; /* day 0 as a date: for people and other programs */
	case ROW_SLOT:
		return number(r, 1, &p->slot_min);
	case ROW_DAYS:
		return number(r, 1, &p->days);
	case ROW_NOW:
		return number(r, 1, &p->now);
	case ROW_HALF:
		return number(r, 1, &p->half_min);
	case ROW_PARAM:
		return read_param(r, d);
	case ROW_CAT:
		return read_cat(r, d);
	case ROW_MASK:
		return fresh_index(r, d, ROW_MASK, d->has_mask, &id);
	case ROW_WEEK:
	case ROW_BLOCK:
		return read_range(r, d, kind);
	case ROW_WMIN:
	case ROW_TARGET:
	case ROW_BUDGET:
		return read_amount(r, d, kind);
	case ROW_FREE:
	case ROW_M:
		return read_spans(r, d, kind);
	case ROW_TASK:
		return read_task(r, d);
	case ROW_BEFORE:
	case ROW_PERDAY:
	case ROW_LIKE:
		return read_extra(r, d, kind);
	case ROW_PREC:
		e = &d->precs[p->n_precs++];
		return numbers(
			r, 1, (int32_t *const[]){&e->before, &e->after, &e->min_lag_day, &e->max_lag_day}, 4);
	case ROW_PIN:
		return read_placed(r, &d->pins[p->n_pins++]);
	case ROW_PREV:
		return read_placed(r, &d->prevs[p->n_prevs++]);
	case ROW_COUNT:
		break;
	}
	assert(false && "every kind of row is read");
	return SP_INPUT;
}

static enum sp_rc
resolve_range(const struct sp_problem_range *ranges, size_t n, struct sp_problem_range *range)
{
	if (range->first_day < 0 || (size_t)range->first_day >= n)
		return SP_NO;
	*range = ranges[range->first_day];
	return SP_OK;
}

static enum sp_rc
finish_problem(struct reader *r, struct draft *d)
{
	struct sp_problem *p = &d->problem;

	for (size_t i = 0; i < p->n_wmins; i++)
		if (resolve_range(d->weeks, d->count[ROW_WEEK], &d->wmins[i].range) != SP_OK)
			return sp_err_set_at(r->reterr, SP_INPUT, r->path, d->lines[ROW_WMIN][i], 0,
					     "This 'wmin' names no week.");
	for (size_t i = 0; i < p->n_targets; i++)
		if (resolve_range(d->terms, d->count[ROW_BLOCK], &d->targets[i].range) != SP_OK)
			return sp_err_set_at(r->reterr, SP_INPUT, r->path, d->lines[ROW_TARGET][i], 0,
					     "This 'target' names no block.");
	if (d->count[ROW_SLOT] + d->count[ROW_DAYS] + d->count[ROW_HALF] != 3)
		return sp_err_set_at(r->reterr, SP_INPUT, r->path, 0, 0,
				     "'slot', 'days' or 'half' is missing.");
	p->n_cats = d->count[ROW_CAT];
	p->n_tasks = d->count[ROW_TASK];
	p->n_masks = (int32_t)d->count[ROW_MASK];
	p->cats = d->cats;
	p->tasks = d->tasks;
	p->precs = d->precs;
	p->frees = d->frees;
	p->mask_spans = d->mask_spans;
	p->wmins = d->wmins;
	p->targets = d->targets;
	p->budgets = d->budgets;
	p->pins = d->pins;
	p->prevs = d->prevs;
	return SP_OK;
}

/* What is wrong with the problem as a whole is said at the line that it comes from. */
static enum sp_rc
judge(const struct reader *r, const struct draft *d)
{
	static const enum row kinds[] = {
		[FAULT_NONE] = ROW_COUNT, [FAULT_SLOT] = ROW_SLOT,     [FAULT_DAYS] = ROW_DAYS,
		[FAULT_NOW] = ROW_NOW,	  [FAULT_HALF] = ROW_HALF,     [FAULT_PARAM] = ROW_PARAM,
		[FAULT_CAT] = ROW_CAT,	  [FAULT_TASK] = ROW_TASK,     [FAULT_FREE] = ROW_FREE,
		[FAULT_MASK] = ROW_M,	  [FAULT_PIN] = ROW_PIN,       [FAULT_PREV] = ROW_PREV,
		[FAULT_WMIN] = ROW_WMIN,  [FAULT_TARGET] = ROW_TARGET, [FAULT_BUDGET] = ROW_BUDGET,
		[FAULT_PREC] = ROW_PREC,
	};
	struct fault fault;
	struct sp_err err;
	enum sp_rc rc = fault_find(&d->problem, &fault, &err);
	int32_t line = 0;

	if (rc == SP_OK)
		return SP_OK;
	if (fault.row == FAULT_PARAM)
		line = d->param_lines[fault.index];
	else if (fault.row != FAULT_NONE)
		line = d->lines[kinds[fault.row]][fault.index];
	return sp_err_set_at(r->reterr, rc, r->path, line, 0, "%s", err.text);
}

enum sp_rc
sp_instance_parse(const char *text, size_t len, const char *path, struct sp_arena *arena,
		  struct sp_instance *ret_instance, struct sp_err *reterr)
{
	struct reader r = {.text = text, .len = len, .path = path, .reterr = reterr};
	struct draft d = {.arena = arena, .name = ""};
	enum sp_rc rc;

	assert(text != NULL && arena != NULL && ret_instance != NULL);
	rc = count_rows(&r, &d);
	if (rc != SP_OK)
		goto done;
	if (d.count[ROW_INSTANCE] == 0) {
		rc = complain(&r, "The text is empty");
		goto done;
	}
	if (!take_arrays(&d)) {
		rc = sp_err_nomem(reterr);
		goto done;
	}
	d.problem.params = sp_problem_default_params;
	r.at = 0;
	r.line = 0;
	while ((rc = next_line(&r)) == SP_OK) {
		enum row kind;

		rc = kind_of_line(&r, &kind);
		if (rc == SP_OK)
			rc = read_row(&r, &d, kind);
		if (rc != SP_OK)
			goto done;
	}
	if (rc == SP_NO)
		rc = finish_problem(&r, &d);
	if (rc == SP_OK)
		rc = judge(&r, &d);
	if (rc == SP_OK)
		*ret_instance = (struct sp_instance){d.problem, d.name, d.lines[ROW_TASK], d.lines[ROW_PIN]};
done:
	return rc;
}

void
sp_solution_write(const struct sp_solution *solution, struct sp_str *out)
{
	assert(solution != NULL && out != NULL);
	sp_str_add(out, "senco-solution 1\n");
	for (size_t i = 0; i < solution->n_blocks; i++) {
		const struct sp_placed *b = &solution->blocks[i];

		sp_str_addf(out, "b %d %d %d\n", (int)b->task, (int)b->start, (int)b->length_min);
	}
}
