/*
 * Adds up the reviews of several schools. What a row hides is chosen so that no count under five can be reckoned from its
 * own row: the sum of a row stays only where it leaves every hidden count open.
 */
#include "senplan/report/trust.h"

#include "senplan/base/array.h"
#include "senplan/base/utf8.h"

#include "review-private.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

enum { FEW = 5, DUE = 0, SHORT = 6, MOST_NAMED = 3 };

static const char *const hours_keys[SP_TRUST_HOURS] = {"allocated", "planned", "logged", "lost",
						       "beyond",    "wanted",  "short"};

static const struct sp_review_column hours_columns[SP_TRUST_HOURS] = {
	{"allocated", "Allocated", SP_REVIEW_MIN},  {"planned", "Planned", SP_REVIEW_MIN},
	{"logged", "Logged", SP_REVIEW_MIN},	    {"lost", "Pulled away", SP_REVIEW_MIN},
	{"beyond", "Beyond", SP_REVIEW_MIN},	    {"wanted", "Wanted from now", SP_REVIEW_MIN},
	{"short", "Short from now", SP_REVIEW_MIN},
};

static const struct sp_review_column dates_columns[SP_TRUST_DATES] = {
	{"due", "Due", SP_REVIEW_COUNT},	  {"met", "Met in time", SP_REVIEW_COUNT},
	{"late", "Done late", SP_REVIEW_COUNT},	  {"missed", "Overdue", SP_REVIEW_COUNT},
	{"open", "Still to do", SP_REVIEW_COUNT},
};

static const struct sp_review_column failure_columns[] = {{"why", "Why", SP_REVIEW_TEXT}};

static const struct sp_review_section hours_section = {
	.key = "schools",
	.title = "Hours by school",
	.about =
		"Each school's hours of the range, as in its own review; short is the work that goes beyond the hours from now on.",
	.of = "School",
	.empty = "No school could be read.",
	.columns = hours_columns,
	.n_columns = SP_TRUST_HOURS,
};

static const struct sp_review_section dates_section = {
	.key = "dates",
	.title = "Dates that must be kept, by school",
	.about =
		"Dates that fell or fall due in the range: due is met in time, done late, overdue and still to do together. The sum of a column with a hidden count is rounded to five.",
	.of = "School",
	.empty = "No school could be read.",
	.chart = SP_REVIEW_CLOCKS,
	.columns = dates_columns,
	.n_columns = SP_TRUST_DATES,
};

static const struct sp_review_section failures_section = {
	.key = "left_out",
	.title = "Left out",
	.about = "Files that could not be read; the sums are without them.",
	.of = "File",
	.columns = failure_columns,
	.n_columns = SP_COUNT(failure_columns),
};

static const struct sp_review_row *
row_of(const struct sp_review_section *section, const char *key)
{
	for (size_t i = 0; section != NULL && i < section->n_rows; i++)
		if (sp_streq(section->rows[i].key, key))
			return &section->rows[i];
	return NULL;
}

enum sp_rc
sp_trust_school_of(const struct sp_review *review, const char *file, struct sp_arena *arena,
		   struct sp_trust_school *ret, struct sp_err *reterr)
{
	const struct sp_review_section *hours = sp_review_section(review, "hours");
	const struct sp_review_section *dates = sp_review_section(review, "clocks");
	const struct sp_review_row *total = row_of(dates, "total");
	const char *slash = strrchr(file, '/');
	struct sp_trust_school school = {.from_day = review->from_day, .to_day = review->to_day};

	assert(review->exact && hours != NULL);
	for (size_t i = 0; i < SP_TRUST_HOURS; i++) {
		const struct sp_review_row *row = row_of(hours, hours_keys[i]);

		if (row != NULL && row->cells[0].shown == SP_REVIEW_SHOWN) {
			school.hours_min[i] = row->cells[0].value;
			school.has_wanted |= i == SHORT;
		}
	}
	for (size_t i = 0; total != NULL && i < SP_TRUST_DATES; i++) {
		assert(sp_streq(dates->columns[i].key, dates_columns[i].key));
		school.dates[i] = total->cells[i].value;
	}
	school.file = sp_arena_strdup(arena, file);
	school.name = sp_arena_strdup(arena, review->school[0] != '\0' ? review->school
					     : slash != NULL	       ? slash + 1
								       : file);
	if (school.file == NULL || school.name == NULL)
		return sp_err_nomem(reterr);
	*ret = school;
	return SP_OK;
}

/* --- hours --- */

static void
trust_hours(struct review_build *b, const struct sp_trust *trust)
{
	int64_t sums[SP_TRUST_HOURS] = {0};
	struct sp_review_cell *cells;
	size_t n_wanted = 0;

	review_begin(b, &hours_section, trust->n_schools + 1);
	for (size_t i = 0; i < trust->n_schools; i++) {
		const struct sp_trust_school *school = &trust->schools[i];

		cells = review_row(b, school->file, school->name, "");
		for (size_t k = 0; k < SP_TRUST_HOURS; k++)
			if (k < SHORT - 1 || school->has_wanted) {
				review_set(&cells[k], school->hours_min[k]);
				sums[k] += school->hours_min[k];
			}
		n_wanted += school->has_wanted;
	}
	cells = trust->n_schools > 0 ? review_total(b) : b->nowhere;
	for (size_t k = 0; k < SP_TRUST_HOURS; k++)
		if (k < SHORT - 1 || n_wanted > 0)
			review_set(&cells[k], sums[k]);
	review_end(b);
}

/* --- dates --- */

static void
hide_cell(struct sp_review_cell *cell, int64_t value)
{
	cell->shown = value < FEW ? SP_REVIEW_FEW : SP_REVIEW_MORE;
	cell->value = 0;
}

/*
 * Parts that are not nothing are hidden when one of them is few. Their sum is shown only when it leaves three more to be
 * anywhere: 18 = 5+ and <5 leaves one to four, 8 = <5 and <5 would tell both.
 */
static void
hide_row(struct sp_review_cell *cells, const int64_t *dates, bool *hidden)
{
	int64_t least = 0, n_more = 0;
	bool few = false;

	for (size_t k = DUE + 1; k < SP_TRUST_DATES; k++)
		few |= dates[k] > 0 && dates[k] < FEW;
	if (!few)
		return;
	for (size_t k = DUE + 1; k < SP_TRUST_DATES; k++) {
		if (dates[k] == 0)
			continue;
		hide_cell(&cells[k], dates[k]);
		hidden[k] = true;
		n_more += dates[k] >= FEW;
		least += dates[k] >= FEW ? FEW : 1;
	}
	if (n_more == 0 || dates[DUE] - least < 3) {
		hide_cell(&cells[DUE], dates[DUE]);
		hidden[DUE] = true;
	}
}

static void
trust_dates(struct review_build *b, const struct sp_trust *trust)
{
	int64_t sums[SP_TRUST_DATES] = {0};
	bool hidden[SP_TRUST_DATES] = {false};
	struct sp_review_cell *cells;

	review_begin(b, &dates_section, trust->n_schools + 1);
	for (size_t i = 0; i < trust->n_schools; i++) {
		const struct sp_trust_school *school = &trust->schools[i];

		cells = review_row(b, school->file, school->name, "");
		for (size_t k = 0; k < SP_TRUST_DATES; k++) {
			review_set(&cells[k], school->dates[k]);
			sums[k] += school->dates[k];
		}
		if (!trust->exact)
			hide_row(cells, school->dates, hidden);
	}
	cells = trust->n_schools > 0 ? review_total(b) : b->nowhere;
	for (size_t k = 0; k < SP_TRUST_DATES; k++) {
		int64_t rounded = (sums[k] + FEW / 2) / FEW * FEW;

		review_set(&cells[k], hidden[k] ? rounded : sums[k]);
		if (hidden[k] && rounded == 0)
			hide_cell(&cells[k], sums[k]);
	}
	review_end(b);
}

static void
trust_failures(struct review_build *b, const struct sp_trust *trust)
{
	if (trust->n_failures == 0)
		return;
	review_begin(b, &failures_section, trust->n_failures);
	for (size_t i = 0; i < trust->n_failures; i++)
		review_set_text(b, review_row(b, trust->failures[i].file, trust->failures[i].file, ""),
				trust->failures[i].why);
	review_end(b);
}

/* --- in words --- */

static void
trust_sentence(struct review_build *b, const struct sp_str *text)
{
	const char *copy;
	struct sp_str clean;

	sp_str_init(&clean);
	sp_utf8_clean(&clean, text->text, b->request->ascii);
	copy = text->failed || clean.failed ? NULL : sp_arena_strdup(b->arena, clean.text);
	sp_str_finish(&clean);
	b->failed |= copy == NULL;
	if (copy != NULL && copy[0] != '\0')
		b->review->sentences[b->review->n_sentences++] = copy;
}

/* The schools with the largest shortfall, by name. */
static void
name_shortest(const struct sp_trust *trust, struct sp_str *text)
{
	const struct sp_trust_school *last = NULL;
	char length[SP_CLOCK_TEXT];

	for (int n = 0; n < MOST_NAMED; n++) {
		const struct sp_trust_school *most = NULL;

		for (size_t i = 0; i < trust->n_schools; i++) {
			const struct sp_trust_school *school = &trust->schools[i];
			int64_t min = school->hours_min[SHORT];
			bool below = last == NULL || min < last->hours_min[SHORT] ||
				     (min == last->hours_min[SHORT] && school > last);

			if (min > 0 && below && (most == NULL || min > most->hours_min[SHORT]))
				most = school;
		}
		if (most == NULL)
			return;
		sp_str_addf(text, "%s%s %s", n == 0 ? " Most: " : ", ", most->name,
			    sp_length_format((int)most->hours_min[SHORT], length));
		last = most;
	}
}

static void
trust_words(struct review_build *b, const struct sp_trust *trust)
{
	char length[2][SP_CLOCK_TEXT];
	int64_t allocated = 0, missing = 0;
	size_t n_short = 0;
	struct sp_str text;

	for (size_t i = 0; i < trust->n_schools; i++) {
		allocated += trust->schools[i].hours_min[0];
		missing += trust->schools[i].hours_min[SHORT];
		n_short += trust->schools[i].hours_min[SHORT] > 0;
	}
	sp_str_init(&text);
	sp_str_addf(&text, "%zu school%s, %s allocated; %s short from now on, in %zu of them.",
		    trust->n_schools, trust->n_schools == 1 ? "" : "s",
		    sp_length_format((int)allocated, length[0]), sp_length_format((int)missing, length[1]),
		    n_short);
	name_shortest(trust, &text);
	if (n_short > 0)
		sp_str_add(&text, ".");
	trust_sentence(b, &text);
	sp_str_clear(&text);
	if (trust->n_failures > 0)
		sp_str_addf(&text, "%zu file%s could not be read and %s left out.", trust->n_failures,
			    trust->n_failures == 1 ? "" : "s", trust->n_failures == 1 ? "is" : "are");
	trust_sentence(b, &text);
	sp_str_finish(&text);
}

enum sp_rc
sp_trust_build(const struct sp_trust *trust, struct sp_arena *arena, struct sp_review *ret_review,
	       struct sp_err *reterr)
{
	struct review_build *b = SP_ARENA_NEW(arena, struct review_build);
	struct sp_review *review = SP_ARENA_NEW(arena, struct sp_review);
	struct sp_review_request request = {.now = trust->now, .exact = trust->exact, .ascii = trust->ascii};

	if (b == NULL || review == NULL)
		return sp_err_nomem(reterr);
	b->request = &request;
	b->arena = arena;
	b->review = review;
	*review = (struct sp_review){.title = "SENCO time across schools",
				     .school = "",
				     .name = trust->range,
				     .before_name = "",
				     .now = trust->now,
				     .exact = trust->exact};
	review->from_day = review->to_day = sp_time_day(trust->now);
	for (size_t i = 0; i < trust->n_schools; i++) {
		const struct sp_trust_school *school = &trust->schools[i];

		if (i == 0 || school->from_day < review->from_day)
			review->from_day = school->from_day;
		if (i == 0 || school->to_day > review->to_day)
			review->to_day = school->to_day;
	}
	trust_hours(b, trust);
	trust_dates(b, trust);
	trust_failures(b, trust);
	if (!b->failed)
		trust_words(b, trust);
	if (b->failed)
		return sp_err_nomem(reterr);
	*ret_review = *review;
	return SP_OK;
}
