/*
 * Planned against real, month by month over the year up to the end of the range: whether the plan's lengths can be trusted.
 */
#include "senplan/report/estimates.h"

#include "review-private.h"

#include <stdio.h>

enum { MONTHS_SHOWN = 12, ACCURACY_PLANNED = 0, ACCURACY_LOGGED, ACCURACY_RATIO, ACCURACY_FINISHED };

static const struct sp_review_column accuracy_columns[] = {
	[ACCURACY_PLANNED] = {"planned", "Planned", SP_REVIEW_MIN},
	[ACCURACY_LOGGED] = {"logged", "Took", SP_REVIEW_MIN},
	[ACCURACY_RATIO] = {"ratio", "Of planned", SP_REVIEW_PCT},
	[ACCURACY_FINISHED] = {"finished", "Pieces of work", SP_REVIEW_COUNT},
};

static const struct sp_review_section accuracy_section = {
	.key = "accuracy",
	.title = "Planned and real",
	.about =
		"Finished work with its time logged, by the month in which it was finished: what was planned for it, and what it took.",
	.of = "Month",
	.empty = "No finished work has its time in the log yet.",
	.columns = accuracy_columns,
	.n_columns = sizeof(accuracy_columns) / sizeof(accuracy_columns[0]),
};

enum sp_rc
review_accuracy(struct review_build *b, struct sp_err *reterr)
{
	struct sp_date last = sp_day_date(b->review->to_day);
	sp_day from = sp_day_add_months(sp_day_of(last.year, last.month, 1), 1 - MONTHS_SHOWN);
	const struct sp_accuracy *months;
	size_t n;
	enum sp_rc rc =
		sp_accuracy_build(b->snapshot, from, b->review->to_day, b->arena, &months, &n, reterr);

	if (rc != SP_OK)
		return rc;
	review_begin(b, &accuracy_section, n);
	for (size_t i = 0; i < n; i++) {
		struct sp_date date = sp_day_date(months[i].month);
		struct sp_review_cell *cells;
		char key[SP_DAY_TEXT], label[40];

		sp_day_format(months[i].month, SP_DAY_ISO, key);
		key[7] = '\0'; /* "2026-11" */
		snprintf(label, sizeof(label), "%s %d", sp_month_name(date.month), date.year);
		cells = review_row(b, key, label, "");
		review_set(&cells[ACCURACY_PLANNED], months[i].planned_min);
		review_set(&cells[ACCURACY_LOGGED], months[i].logged_min);
		review_set_share(&cells[ACCURACY_RATIO], months[i].logged_min, months[i].planned_min);
		review_set(&cells[ACCURACY_FINISHED], months[i].n);
	}
	review_end(b);
	return SP_OK;
}
