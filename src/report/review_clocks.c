/*
 * The sections of clocks and pupils, in counts only: dates due, met, late and why; SEN Support meetings held or not; the
 * caseload by status and by year group. Hours have no part in them.
 */
#include "senplan/base/array.h"

#include "review-private.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#define COLUMN_COUNT(key, label)            \
	{                                   \
		key, label, SP_REVIEW_COUNT \
	}

enum { CLOCK_DUE, CLOCK_MET, CLOCK_LATE, CLOCK_MISSED, CLOCK_OPEN, CLOCK_COLUMNS };

static const struct sp_review_column clock_columns[CLOCK_COLUMNS] = {
	COLUMN_COUNT("due", "Due"),	     COLUMN_COUNT("met", "Met in time"),
	COLUMN_COUNT("late", "Done late"),   COLUMN_COUNT("missed", "Overdue"),
	COLUMN_COUNT("open", "Still to do"),
};

static const struct sp_review_section clocks_section = {
	.key = "clocks",
	.title = "Dates that must be kept",
	.about =
		"Dates that fell or fall due in this time, by what they belong to. Due is met in time, done late, overdue and still to do together.",
	.of = "Belongs to",
	.empty = "No date falls due in this time.",
	.chart = SP_REVIEW_CLOCKS,
	.columns = clock_columns,
	.n_columns = CLOCK_COLUMNS,
};

enum clock_row { /* what a clock belongs to; those of others come behind the school's total */
		 OF_REVIEW,
		 OF_TRANSFER,
		 OF_ASSESSMENT,
		 OF_CONSULTATION,
		 OF_MOVE,
		 OF_OTHER,
		 OF_SCHOOL_LAST = OF_OTHER,
		 OF_LA,
		 OF_FAMILY,
		 OF_SUPPORT, /* has a section of its own */
		 OF_COUNT
};

static const struct {
	const char *key, *label, *plain;
} row_words[OF_COUNT] = {
	[OF_REVIEW] = {"annual-review", "Annual reviews", "each plan, once a year"},
	[OF_TRANSFER] = {"phase-transfer", "Reviews before a move", "plan ready for next school"},
	[OF_ASSESSMENT] = {"needs-assessment", "Assessments", "requests and advice for plans"},
	[OF_CONSULTATION] = {"consultation", "Consultations", "can we meet this need?"},
	[OF_MOVE] = {"move", "Moves", "pupils going to next school"},
	[OF_OTHER] = {"other", "Other dates", "the school's own chains"},
	[OF_LA] = {"la", "Owed by the council", "its steps, not the school's"},
	[OF_FAMILY] = {"family", "Owed by families", "their steps, not the school's"},
	[OF_SUPPORT] = {"sen-support", "SEN Support meetings", "termly talk with the parents"},
};

static const struct {
	const char *chain;
	enum clock_row row;
} known_chains[] = {
	{"annual-review", OF_REVIEW},	     {"phase-transfer", OF_TRANSFER},
	{"needs-assessment", OF_ASSESSMENT}, {"consultation", OF_CONSULTATION},
	{"sen-support", OF_SUPPORT},
};

static enum clock_row
row_of_start(enum sp_chain_start begins)
{
	switch (begins) {
	case SP_START_REVIEW:
		return OF_REVIEW;
	case SP_START_TRANSFER:
		return OF_TRANSFER;
	case SP_START_ASSESSMENT:
		return OF_ASSESSMENT;
	case SP_START_CONSULTATION:
		return OF_CONSULTATION;
	case SP_START_SUPPORT:
		return OF_SUPPORT;
	case SP_START_MOVE:
		return OF_MOVE;
	case SP_START_GIVEN:
	case SP_START_SCHOOL:
		return OF_OTHER;
	}
	return OF_OTHER;
}

static enum clock_row
row_of_clock(const struct sp_snapshot *s, const struct sp_clock *clock)
{
	enum clock_row row = OF_OTHER;

	for (size_t i = 0; i < SP_COUNT(known_chains); i++)
		if (sp_streq(known_chains[i].chain, clock->chain))
			row = known_chains[i].row;
	for (size_t i = 0; i < s->chains.n; i++)
		if (sp_streq(s->chains.items[i].key, clock->chain))
			row = row_of_start(s->chains.items[i].begins);
	if (row == OF_SUPPORT)
		return row;
	if (clock->step->owner == SP_OWNER_LA)
		return OF_LA;
	return clock->step->owner == SP_OWNER_FAMILY ? OF_FAMILY : row;
}

static bool
is_in_range(const struct review_build *b, const struct sp_clock *clock)
{
	return clock->due_day != SP_DAY_NONE && clock->due_day >= b->review->from_day &&
	       clock->due_day <= b->review->to_day;
}

/* Of a round of SEN Support the meeting alone is a date; the notes around it are work. */
static bool
is_support_meeting(const struct sp_clock *clock)
{
	return sp_streq(clock->step->done_by, sp_event_kind_names[SP_EVENT_HELD]);
}

static int
column_of(const struct sp_clock *clock)
{
	switch (clock->state) {
	case SP_CLOCK_MET:
		return CLOCK_MET;
	case SP_CLOCK_LATE:
		return CLOCK_LATE;
	case SP_CLOCK_MISSED:
		return CLOCK_MISSED;
	case SP_CLOCK_OPEN:
	case SP_CLOCK_WAITING:
		return CLOCK_OPEN;
	}
	return CLOCK_OPEN;
}

/* --- why late --- */

static const struct {
	const char *key, *label;
} reason_words[] = {
	[SP_REASON_NONE] = {"none", "No reason recorded"},
	[SP_REASON_NO_SLOT] = {"no-slot", "No time was left for it"},
	[SP_REASON_PULLED_AWAY] = {"pulled-away", "SENCO pulled away"},
	[SP_REASON_OUTSIDE_PARTY] = {"outside-party", "Waiting for someone outside"},
	[SP_REASON_SENCO_ABSENT] = {"senco-absent", "SENCO absent"},
};

static const struct sp_review_column reason_columns[] = {COLUMN_COUNT("count", "Dates")};

static const struct sp_review_section reasons_section = {
	.key = "late_reasons",
	.title = "Why dates were late",
	.about = "The school's own dates that were done late or are overdue, by reason.",
	.of = "Reason",
	.empty = "None was late.",
	.columns = reason_columns,
	.n_columns = SP_COUNT(reason_columns),
};

static void
add_reasons(struct review_build *b, const int counts[SP_COUNT(reason_words)], struct sp_review_cell *late)
{
	struct sp_review_cell *total;
	int sum = 0;

	review_begin(b, &reasons_section, SP_COUNT(reason_words) + 1);
	for (size_t i = 0; i < SP_COUNT(reason_words); i++) {
		size_t at = (i + 1) % SP_COUNT(reason_words); /* none is last */

		sum += counts[at];
		if (counts[at] > 0)
			review_set_pupils(b, review_row(b, reason_words[at].key, reason_words[at].label, ""),
					  counts[at]);
	}
	if (sum > 0) {
		size_t n = b->section->n_rows;

		total = review_total(b);
		review_set_pupils(b, total, sum);
		review_line_of_rows(b, 0, 0, n, total);
		review_line_of_cells(b, total, late, 2); /* done late and overdue stand side by side */
	}
	review_end(b);
}

/* --- the dates --- */

static struct sp_review_cell *
add_clock_row(struct review_build *b, struct sp_review_cell *cells, const int counts[CLOCK_COLUMNS])
{
	for (int i = 0; i < CLOCK_COLUMNS; i++)
		review_set_pupils(b, &cells[i], counts[i]);
	review_line_of_cells(b, &cells[CLOCK_DUE], &cells[CLOCK_MET], CLOCK_COLUMNS - 1);
	return cells;
}

/* The school's rows and their sum; returns the sum's row, or NULL when there is none. */
static struct sp_review_cell *
add_school_rows(struct review_build *b, int counts[OF_COUNT][CLOCK_COLUMNS])
{
	int sums[CLOCK_COLUMNS] = {0};
	struct sp_review_cell *total;
	size_t n;

	for (size_t i = 0; i <= OF_SCHOOL_LAST; i++) {
		if (counts[i][CLOCK_DUE] == 0)
			continue;
		add_clock_row(b, review_row(b, row_words[i].key, row_words[i].label, row_words[i].plain),
			      counts[i]);
		for (int k = 0; k < CLOCK_COLUMNS; k++)
			sums[k] += counts[i][k];
	}
	n = b->section->n_rows;
	if (n == 0)
		return NULL;
	total = add_clock_row(b, review_total(b), sums);
	for (size_t k = 0; k < CLOCK_COLUMNS; k++)
		review_line_of_rows(b, k, 0, n, &total[k]);
	return total;
}

/* --- SEN Support --- */

static const struct sp_review_section support_section = {
	.key = "sen_support",
	.title = "SEN Support meetings",
	.about = "Talks with the parents of pupils on SEN Support that were due in this time.",
	.of = "Meetings",
	.empty = "No such meeting falls due in this time.",
	.columns = clock_columns,
	.n_columns = CLOCK_COLUMNS,
};

static void
add_sen_support(struct review_build *b)
{
	int counts[CLOCK_COLUMNS] = {0};

	for (size_t i = 0; i < b->n_clocks; i++) {
		const struct sp_clock *clock = &b->clocks[i];

		if (!is_in_range(b, clock) || row_of_clock(b->snapshot, clock) != OF_SUPPORT ||
		    !is_support_meeting(clock))
			continue;
		counts[CLOCK_DUE]++;
		counts[column_of(clock)]++;
	}
	review_begin(b, &support_section, 1);
	if (counts[CLOCK_DUE] > 0)
		add_clock_row(b,
			      review_row(b, row_words[OF_SUPPORT].key, row_words[OF_SUPPORT].label,
					 row_words[OF_SUPPORT].plain),
			      counts);
	review_end(b);
}

/* --- all dates --- */

void
review_clocks(struct review_build *b)
{
	int counts[OF_COUNT][CLOCK_COLUMNS] = {0};
	int reasons[SP_COUNT(reason_words)] = {0};
	struct sp_review_cell *total;

	for (size_t i = 0; i < b->n_clocks; i++) {
		const struct sp_clock *clock = &b->clocks[i];
		enum clock_row row = row_of_clock(b->snapshot, clock);
		int column = column_of(clock);

		if (!is_in_range(b, clock))
			continue;
		counts[row][CLOCK_DUE]++;
		counts[row][column]++;
		if (row > OF_SCHOOL_LAST || (column != CLOCK_LATE && column != CLOCK_MISSED))
			continue;
		reasons[clock->reason]++;
	}
	review_begin(b, &clocks_section, OF_COUNT + 1);
	total = add_school_rows(b, counts);
	for (size_t i = OF_LA; i <= OF_FAMILY; i++)
		if (counts[i][CLOCK_DUE] > 0)
			add_clock_row(b,
				      review_row(b, row_words[i].key, row_words[i].label, row_words[i].plain),
				      counts[i]);
	review_end(b);
	add_sen_support(b);
	add_reasons(b, reasons, total == NULL ? NULL : &total[CLOCK_LATE]);
}

/* --- the caseload --- */

static const struct sp_review_column caseload_columns[] = {COLUMN_COUNT("pupils", "Pupils")};

static const struct sp_review_section status_section = {
	.key = "caseload",
	.title = "Pupils by status",
	.about = "Pupils on the list at the end of this time, or today if that is earlier.",
	.of = "Status",
	.empty = "No pupil is on the list.",
	.columns = caseload_columns,
	.n_columns = SP_COUNT(caseload_columns),
};

static const struct sp_review_section years_section = {
	.key = "caseload_years",
	.title = "Pupils by year group",
	.about = "The same pupils by year group.",
	.of = "Year group",
	.empty = "No pupil is on the list.",
	.columns = caseload_columns,
	.n_columns = SP_COUNT(caseload_columns),
};

static const struct {
	const char *label, *plain;
} status_words[] = {
	[SP_CASE_EHCP] = {"EHCP", "education, health and care plan"},
	[SP_CASE_SEN_SUPPORT] = {"SEN Support", "extra help without a plan"},
	[SP_CASE_REQUEST] = {"Request", "council asked to assess"},
	[SP_CASE_WATCH] = {"Watch", "nobody is sure yet"},
};

enum { YEAR_FIRST = SP_YEAR_NURSERY, YEAR_LAST = 14, YEARS = YEAR_LAST - YEAR_FIRST + 2 };

static bool
is_on_list(const struct review_build *b, const struct sp_case *subject)
{
	sp_day today = sp_time_day(b->request->now);
	sp_day day = b->review->to_day < today ? b->review->to_day : today;

	return subject->left_day == SP_DAY_NONE || subject->left_day > day;
}

static const char *
year_label(int year, char buf[24])
{
	if (year == SP_YEAR_NURSERY)
		return "Nursery";
	if (year == SP_YEAR_RECEPTION)
		return "Reception";
	if (year > YEAR_LAST)
		return "Not known";
	snprintf(buf, 24, "Year %d", year);
	return buf;
}

static void
add_caseload_total(struct review_build *b, int sum)
{
	size_t n = b->section->n_rows;
	struct sp_review_cell *total;

	if (n == 0)
		return;
	total = review_total(b);
	review_set_pupils(b, total, sum);
	review_line_of_rows(b, 0, 0, n, total);
}

void
review_caseload(struct review_build *b)
{
	int by_status[SP_COUNT(status_words)] = {0}, by_year[YEARS] = {0}, sum = 0;
	char buf[24];
	struct sp_review_cell *first_total, *second_total;

	for (size_t i = 0; i < b->snapshot->cases.n; i++) {
		const struct sp_case *subject = &b->snapshot->cases.items[i];
		bool known = subject->year >= YEAR_FIRST && subject->year <= YEAR_LAST;

		if (!is_on_list(b, subject))
			continue;
		by_status[subject->status]++;
		by_year[known ? subject->year - YEAR_FIRST : YEARS - 1]++;
		sum++;
	}
	review_begin(b, &status_section, SP_COUNT(status_words) + 1);
	for (size_t i = 0; i < SP_COUNT(status_words); i++)
		if (by_status[i] > 0)
			review_set_pupils(b,
					  review_row(b, sp_case_status_names[i], status_words[i].label,
						     status_words[i].plain),
					  by_status[i]);
	add_caseload_total(b, sum);
	first_total = b->failed || sum == 0 ? NULL : b->cells[b->section->n_rows - 1];
	review_end(b);
	review_begin(b, &years_section, YEARS + 1);
	for (int i = 0; i < YEARS; i++)
		if (by_year[i] > 0)
			review_set_pupils(b,
					  review_row(b, year_label(i + YEAR_FIRST, buf),
						     year_label(i + YEAR_FIRST, buf), ""),
					  by_year[i]);
	add_caseload_total(b, sum);
	second_total = b->failed || sum == 0 ? NULL : b->cells[b->section->n_rows - 1];
	if (first_total != NULL && second_total != NULL) /* the same pupils twice */
		review_line_of_cells(b, first_total, second_total, 1);
	review_end(b);
}
