/*
 * Fills the one table: gathers the figures, lets each section write its rows, hides what is too few, and puts the top of
 * it into words.
 */
#include "senplan/report/review.h"

#include "senplan/base/array.h"
#include "senplan/base/utf8.h"
#include "senplan/model/code.h"

#include "review-private.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

/* --- writing a section down --- */

/* A duty's name or a reason may hold a pupil's code, "mentoring K07": dashes stand in its place. */
const char *
review_safe_text(struct review_build *b, const char *text)
{
	struct sp_str clean, safe;
	const char *copy;

	sp_str_init(&clean);
	sp_str_init(&safe);
	sp_utf8_clean(&clean, text, b->request->ascii);
	if (b->snapshot == NULL)
		sp_str_add(&safe, clean.text);
	else
		sp_codes_blank(b->snapshot, &safe, clean.text);
	copy = clean.failed || safe.failed ? NULL : sp_arena_strdup(b->arena, safe.text);
	sp_str_finish(&clean);
	sp_str_finish(&safe);
	b->failed |= copy == NULL;
	return copy == NULL ? "" : copy;
}

void
review_begin(struct review_build *b, const struct sp_review_section *section, size_t max_rows)
{
	assert(b->section == NULL && b->review->n_sections < SP_REVIEW_SECTIONS);
	b->section = &b->review->sections[b->review->n_sections];
	*b->section = *section;
	b->cap_rows = max_rows;
	b->rows = SP_ARENA_NEW_N(b->arena, struct sp_review_row, max_rows);
	b->cells = SP_ARENA_NEW_N(b->arena, struct sp_review_cell *, max_rows);
	b->failed |= b->rows == NULL || b->cells == NULL;
}

struct sp_review_cell *
review_row(struct review_build *b, const char *key, const char *label, const char *plain)
{
	struct sp_review_section *section = b->section;
	struct sp_review_cell *cells;

	assert(section->n_columns <= SP_COUNT(b->nowhere));
	if (b->failed)
		return b->nowhere;
	assert(section->n_rows < b->cap_rows);
	cells = SP_ARENA_NEW_N(b->arena, struct sp_review_cell, section->n_columns);
	if (cells == NULL) {
		b->failed = true;
		return b->nowhere;
	}
	for (size_t i = 0; i < section->n_columns; i++)
		cells[i] = (struct sp_review_cell){section->columns[i].unit, SP_REVIEW_NONE, 0, ""};
	b->cells[section->n_rows] = cells;
	b->rows[section->n_rows++] =
		(struct sp_review_row){review_safe_text(b, key), review_safe_text(b, label),
				       review_safe_text(b, plain), false, cells};
	return cells;
}

struct sp_review_cell *
review_total(struct review_build *b)
{
	struct sp_review_cell *cells = review_row(b, "total", "Together", "");

	if (!b->failed)
		b->rows[b->section->n_rows - 1].total = true;
	return cells;
}

void
review_end(struct review_build *b)
{
	b->section->rows = b->rows;
	b->review->n_sections++;
	b->section = NULL;
}

void
review_set(struct sp_review_cell *cell, int64_t value)
{
	cell->shown = SP_REVIEW_SHOWN;
	cell->value = value;
}

void
review_set_text(struct review_build *b, struct sp_review_cell *cell, const char *text)
{
	cell->shown = SP_REVIEW_SHOWN;
	cell->text = review_safe_text(b, text);
}

void
review_set_share(struct sp_review_cell *cell, int64_t part, int64_t whole)
{
	if (whole > 0)
		review_set(cell, (part * 200 + whole) / (2 * whole));
}

/* --- what is to be read of it --- */

const struct sp_review_section *
sp_review_section(const struct sp_review *review, const char *key)
{
	for (size_t i = 0; i < review->n_sections; i++)
		if (sp_streq(review->sections[i].key, key))
			return &review->sections[i];
	return NULL;
}

const struct sp_review_cell *
sp_review_cell(const struct sp_review_section *section, const struct sp_review_row *row, const char *column)
{
	for (size_t i = 0; i < section->n_columns; i++)
		if (sp_streq(section->columns[i].key, column))
			return &row->cells[i];
	return NULL;
}

const char *
sp_review_cell_text(const struct sp_review_cell *cell, char *buf)
{
	if (cell->shown == SP_REVIEW_NONE)
		return "-";
	if (cell->shown == SP_REVIEW_FEW)
		return "<5";
	if (cell->shown == SP_REVIEW_MORE)
		return "5+";
	switch (cell->unit) {
	case SP_REVIEW_TEXT:
		return cell->text;
	case SP_REVIEW_MIN:
		return sp_length_format((int)cell->value, buf);
	case SP_REVIEW_COUNT:
		snprintf(buf, SP_REVIEW_TEXT_MAX, "%lld", (long long)cell->value);
		return buf;
	case SP_REVIEW_PCT:
		snprintf(buf, SP_REVIEW_TEXT_MAX, "%lld%%", (long long)cell->value);
		return buf;
	case SP_REVIEW_DAY:
		return sp_day_format((sp_day)cell->value, SP_DAY_LONG, buf);
	}
	assert(false && "a unit without words");
	return "";
}

/* --- building --- */

/* A demand week counts when the range has a day of it: demand is known by whole weeks. */
bool
review_wanted(const struct review_build *b, struct review_wanted *ret)
{
	const struct sp_review *review = b->review;

	*ret = (struct review_wanted){.from_day = SP_DAY_NONE};
	for (size_t i = 0; i < b->demand.n_weeks; i++) {
		const struct sp_demand_span *week = &b->demand.weeks[i];

		if (week->to_day < review->from_day || week->from_day > review->to_day)
			continue;
		if (ret->from_day == SP_DAY_NONE)
			ret->from_day = week->from_day;
		ret->wanted_min += week->demand_min;
		ret->allocated_min += week->allocated_min;
		ret->reserve_min += week->reserve_min;
		ret->n_weeks += week->n_open_weeks;
	}
	ret->short_min = ret->wanted_min - (ret->allocated_min - ret->reserve_min);
	if (ret->short_min < 0)
		ret->short_min = 0;
	return ret->from_day != SP_DAY_NONE;
}

static enum sp_rc
gather(struct review_build *b, struct sp_err *reterr)
{
	const struct sp_review_request *request = b->request;
	const struct sp_review_range *range = &request->range;
	const struct sp_snapshot *s = b->snapshot;
	enum sp_rc rc =
		sp_hours_build(s, &(struct sp_hours_range){range->from_day, range->to_day, request->now},
			       b->arena, &b->hours, reterr);

	if (rc == SP_OK)
		rc = sp_hours_build(
			s,
			&(struct sp_hours_range){range->before_from_day, range->before_to_day, request->now},
			b->arena, &b->before, reterr);
	if (rc == SP_OK)
		rc = sp_demand_build(s, request->now, b->arena, &b->demand, reterr);
	if (rc == SP_OK)
		rc = sp_contract_year_build(s, request->now, &b->contract, reterr);
	if (rc == SP_OK)
		rc = sp_clocks_of(s, (sp_case_id){0}, request->now, b->arena, &b->clocks, &b->n_clocks,
				  reterr);
	return rc;
}

static enum sp_rc
fill(struct review_build *b, struct sp_err *reterr)
{
	enum sp_rc rc;

	review_hours(b);
	review_pulled(b);
	review_protected(b);
	review_delegable(b);
	rc = review_no_place(b, reterr);
	if (rc != SP_OK)
		return rc;
	review_activities(b);
	review_kinds(b);
	review_weeks(b);
	rc = review_accuracy(b, reterr);
	if (rc != SP_OK)
		return rc;
	review_year(b);
	review_clocks(b);
	review_caseload(b);
	review_directed(b);
	if (!b->request->exact && !b->failed)
		review_hide_few(b);
	review_sentences(b);
	return b->failed ? sp_err_nomem(reterr) : SP_OK;
}

enum sp_rc
sp_review_build(const struct sp_snapshot *snapshot, const struct sp_review_request *request,
		struct sp_arena *arena, struct sp_review *ret_review, struct sp_err *reterr)
{
	const struct sp_review_range *range = &request->range;
	struct review_build *b = SP_ARENA_NEW(arena, struct review_build);
	struct sp_review *review = SP_ARENA_NEW(arena, struct sp_review);
	enum sp_rc rc;

	assert(range->from_day <= range->to_day && range->before_from_day <= range->before_to_day);
	if (b == NULL || review == NULL)
		return sp_err_nomem(reterr);
	b->snapshot = snapshot;
	b->request = request;
	b->arena = arena;
	b->review = review;
	review->title = "SENCO time review";
	review->school = review_safe_text(b, sp_setting_text(snapshot, "school"));
	review->name = review_safe_text(b, range->name);
	review->from_day = range->from_day;
	review->to_day = range->to_day;
	review->before_name = review_safe_text(b, range->before_name);
	review->before_from_day = range->before_from_day;
	review->before_to_day = range->before_to_day;
	review->now = request->now;
	review->exact = request->exact;
	rc = gather(b, reterr);
	if (rc == SP_OK)
		rc = fill(b, reterr);
	if (rc == SP_OK)
		*ret_review = *review;
	return rc;
}
