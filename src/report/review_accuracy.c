/*
 * Planned against real, half-term by half-term over the year up to the end of the range, or up to today: whether the plan's
 * lengths can be trusted.
 */
#include "senplan/report/estimates.h"

#include "review-private.h"

enum { YEAR_MONTHS = 12, ACCURACY_PLANNED = 0, ACCURACY_LOGGED, ACCURACY_RATIO, ACCURACY_FINISHED };

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
		"Finished work with its time logged, by the half-term in which it was finished: what was planned for it, and what it took.",
	.of = "Half-term",
	.empty = "No finished work of the year up to then has its time in the log.",
	.columns = accuracy_columns,
	.n_columns = sizeof(accuracy_columns) / sizeof(accuracy_columns[0]),
};

enum sp_rc
review_accuracy(struct review_build *b, struct sp_err *reterr)
{
	sp_day today = sp_time_day(b->request->now);
	sp_day last = b->review->to_day < today ? b->review->to_day : today;
	const struct sp_accuracy *periods;
	size_t n;
	enum sp_rc rc = sp_accuracy_build(b->snapshot, sp_day_add_months(last, -YEAR_MONTHS) + 1, last,
					  b->arena, &periods, &n, reterr);

	if (rc != SP_OK)
		return rc;
	review_begin(b, &accuracy_section, n);
	for (size_t i = 0; i < n; i++) {
		char key[SP_DAY_TEXT];
		struct sp_review_cell *cells = review_row(
			b, sp_day_format(periods[i].from_day, SP_DAY_ISO, key), periods[i].name, "");

		review_set(&cells[ACCURACY_PLANNED], periods[i].planned_min);
		review_set(&cells[ACCURACY_LOGGED], periods[i].logged_min);
		review_set_share(&cells[ACCURACY_RATIO], periods[i].logged_min, periods[i].planned_min);
		review_set(&cells[ACCURACY_FINISHED], periods[i].n);
	}
	review_end(b);
	return SP_OK;
}
