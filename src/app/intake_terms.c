/*
 * The school's year: terms, half-terms, INSET days, bank holidays, closures, exam weeks, and which week is A. From a CSV
 * or from a calendar of all-day events.
 *
 * A file speaks for the days from its first to its last, and for the kinds of rows that it holds: what the plan has there
 * of those kinds and the file has not, goes. So next year's terms leave this year's alone, and a calendar of bank
 * holidays leaves the terms alone.
 */
#include "senplan/base/str.h"
#include "senplan/base/utf8.h"

#include "intake_sheet.h"

#include <assert.h>
#include <string.h>

enum column { KIND, NAME, FROM, TO, N_COLUMNS };

static const struct csv_column columns[N_COLUMNS] = {
	[KIND] = {"kind", "type|what", true},
	[NAME] = {"name", "title|term|description|summary", false},
	[FROM] = {"from", "start|begins|startdate|first|firstday|date|fromdate|monday", true},
	[TO] = {"to", "end|ends|enddate|last|lastday|todate|until", false},
};

enum { FOLDED = 64, MAX_NAME = 60, MOVED_DAYS = 120, LONGEST_TERM_DAYS = 200, CYCLE_DAYS = 10 };

struct terms {
	struct sp_year_span *spans;
	int *span_lines;
	size_t n_spans;
	struct sp_cycle_fact *facts;
	size_t n_facts;
	sp_day first, last; /* what the file speaks for */
	bool has_kind[SP_YEAR_EVENT + 1];
};

static bool
prepare(struct intake *intake, struct terms *terms, size_t n)
{
	terms->spans = SP_ARENA_NEW_N(intake->arena, struct sp_year_span, n + 1);
	terms->span_lines = SP_ARENA_NEW_N(intake->arena, int, n + 1);
	terms->facts = SP_ARENA_NEW_N(intake->arena, struct sp_cycle_fact, n + 1);
	terms->first = INT32_MAX;
	terms->last = INT32_MIN;
	return (terms->spans != NULL && terms->span_lines != NULL && terms->facts != NULL) ||
	       intake_nomem(intake);
}

static void
speak_for(struct terms *terms, sp_day from, sp_day to)
{
	terms->first = from < terms->first ? from : terms->first;
	terms->last = to > terms->last ? to : terms->last;
}

static bool
overlap(const struct sp_year_span *a, const struct sp_year_span *b)
{
	return a->from_day <= b->to_day && b->from_day <= a->to_day;
}

/* Two of one kind may not share a day; a term inside another above all. */
static bool
stands_apart(struct intake *intake, const struct terms *terms, const struct sp_year_span *span, int line)
{
	char buf[SP_DAY_TEXT];

	for (size_t i = 0; i < terms->n_spans; i++) {
		const struct sp_year_span *other = &terms->spans[i];
		const char *kind = sp_year_span_kind_names[span->kind];

		if (other->kind != span->kind || !overlap(other, span))
			continue;
		if (other->from_day == span->from_day && other->to_day == span->to_day)
			return intake_bad(intake, line, -1, "the %s of %s stands in line %d already.", kind,
					  sp_day_format(span->from_day, SP_DAY_LONG, buf),
					  terms->span_lines[i]);
		return intake_bad(
			intake, line, -1,
			"the %s \"%s\" shares days with \"%s\" (line %d); one of their dates is wrong.", kind,
			span->name, other->name, terms->span_lines[i]);
	}
	return true;
}

static void
keep(struct terms *terms, const struct sp_year_span *span, int line)
{
	terms->span_lines[terms->n_spans] = line;
	terms->spans[terms->n_spans++] = *span;
	terms->has_kind[span->kind] = true;
	speak_for(terms, span->from_day, span->to_day);
}

/* --- rows of a CSV --- */

/* "The week of this Monday is A"; in a ten-day cycle, "this day is day 1". */
static bool
read_fact(struct intake *intake, const struct csv_row *row, struct terms *terms)
{
	struct sp_cycle_fact fact = sp_cycle_fact_blank();
	bool ten_days = sp_setting_int(intake->snapshot, "cycle") == CYCLE_DAYS;
	int32_t number = 0;

	fact.day = SP_DAY_NONE;
	if (!intake_day(intake, row, FROM, &fact.day))
		return false;
	if (fact.day == SP_DAY_NONE)
		return intake_bad(intake, row->line, FROM, "is empty; the Monday of a week is expected.");
	if (ten_days) {
		if (!intake_number(intake, row, NAME, 1, CYCLE_DAYS, &number) || number == 0)
			return intake->rc == SP_OK && number == 0
				       ? intake_bad(intake, row->line, NAME,
						    "the day of the cycle is expected, 1 to 10.")
				       : false;
		fact.week = number - 1;
	} else {
		if (!intake_cycle_week(intake, row, NAME, &fact.week))
			return false;
		if (fact.week < 0)
			return intake_bad(intake, row->line, NAME,
					  "the letter of the week is expected, A or B.");
		fact.day = sp_day_monday(fact.day);
	}
	for (size_t i = 0; i < terms->n_facts; i++)
		if (terms->facts[i].day == fact.day && terms->facts[i].week != fact.week)
			return intake_bad(intake, row->line, NAME, "the same week is given two letters.");
	terms->facts[terms->n_facts++] = fact;
	speak_for(terms, fact.day, fact.day);
	return true;
}

static bool
read_kind(struct intake *intake, const struct csv_row *row, enum sp_year_span_kind *ret_kind)
{
	static const char *const words[] = {
		[SP_YEAR_TERM] = "term",
		[SP_YEAR_HALF_TERM] = "halfterm|halftermbreak|halftermholiday|break",
		[SP_YEAR_INSET] = "inset|insetday|training|trainingday|staffday|pdday",
		[SP_YEAR_BANK_HOLIDAY] = "bankholiday|publicholiday",
		[SP_YEAR_CLOSURE] = "closure|closed|snow",
		[SP_YEAR_EXAM_WEEKS] = "examweeks|exams|examweek|exam|mocks|sats",
		[SP_YEAR_EVENT] = "event|date|meeting|governors|datadrop",
	};
	char buf[FOLDED];

	csv_fold(intake_text(intake, row, KIND), buf, sizeof(buf));
	for (size_t i = 0; i < SP_COUNT(words); i++) {
		if (csv_is_one_of(buf, words[i])) {
			*ret_kind = (enum sp_year_span_kind)i;
			return true;
		}
	}
	return intake_bad(
		intake, row->line, KIND,
		"\"%s\" is not known; it can be term, half-term, inset, bank-holiday, closure, exam-weeks, event "
		"or cycle-week.",
		intake_text(intake, row, KIND));
}

static bool
read_span(struct intake *intake, const struct csv_row *row, struct terms *terms)
{
	struct sp_year_span span = sp_year_span_blank();
	char from[SP_DAY_TEXT], to[SP_DAY_TEXT];

	span.name = intake_text(intake, row, NAME);
	span.from_day = span.to_day = SP_DAY_NONE;
	if (!read_kind(intake, row, &span.kind) || !intake_day(intake, row, FROM, &span.from_day) ||
	    !intake_day(intake, row, TO, &span.to_day))
		return false;
	if (span.from_day == SP_DAY_NONE)
		return intake_bad(intake, row->line, FROM, "is empty; a date is expected.");
	if (span.to_day == SP_DAY_NONE)
		span.to_day = span.from_day;
	if (strlen(span.name) > MAX_NAME)
		return intake_bad(intake, row->line, NAME, "is longer than %d characters.", MAX_NAME);
	if (span.to_day < span.from_day)
		return intake_bad(intake, row->line, TO, "%s comes before %s.",
				  sp_day_format(span.to_day, SP_DAY_LONG, to),
				  sp_day_format(span.from_day, SP_DAY_LONG, from));
	if (span.to_day - span.from_day > LONGEST_TERM_DAYS)
		return intake_bad(intake, row->line, TO, "\"%s\" would be %d days long; is the year right?",
				  span.name, (int)(span.to_day - span.from_day + 1));
	if (!stands_apart(intake, terms, &span, row->line))
		return false;
	keep(terms, &span, row->line);
	return true;
}

/* --- the whole --- */

static bool
goes_span(const struct intake *intake, const void *there, const void *context)
{
	const struct sp_year_span *span = there;
	const struct terms *terms = context;

	(void)intake;
	return terms->has_kind[span->kind] && span->from_day <= terms->last && span->to_day >= terms->first;
}

static bool
goes_fact(const struct intake *intake, const void *there, const void *context)
{
	const struct sp_cycle_fact *fact = there;
	const struct terms *terms = context;

	(void)intake;
	return terms->n_facts > 0 && fact->day <= terms->last && fact->day >= terms->first;
}

/* The half-term that the file moves is the one of that name nearby, not last year's. */
static bool
same_span(const void *there, const void *wanted)
{
	const struct sp_year_span *a = there, *b = wanted;

	return a->kind == b->kind && sp_strieq(a->name, b->name) && a->from_day - b->from_day < MOVED_DAYS &&
	       b->from_day - a->from_day < MOVED_DAYS;
}

static bool
same_fact(const void *there, const void *wanted)
{
	return ((const struct sp_cycle_fact *)there)->day == ((const struct sp_cycle_fact *)wanted)->day;
}

static const struct sp_year_span *
term_around(const struct intake *intake, const struct terms *terms, const struct sp_year_span *span)
{
	for (size_t i = 0; i < terms->n_spans; i++)
		if (terms->spans[i].kind == SP_YEAR_TERM && overlap(&terms->spans[i], span))
			return &terms->spans[i];
	for (size_t i = 0; i < intake->snapshot->year_spans.n; i++) {
		const struct sp_year_span *there = &intake->snapshot->year_spans.items[i];

		if (there->kind == SP_YEAR_TERM && overlap(there, span) && !goes_span(intake, there, terms))
			return there;
	}
	return NULL;
}

/* A question that needs all rows: does each half-term lie inside a term? */
static bool
check_whole(struct intake *intake, struct terms *terms)
{
	size_t kept = 0;

	for (size_t i = 0; i < terms->n_spans; i++) {
		const struct sp_year_span *span = &terms->spans[i];
		const struct sp_year_span *term =
			span->kind == SP_YEAR_HALF_TERM ? term_around(intake, terms, span) : span;

		if (term == NULL ||
		    (term != span && (span->from_day <= term->from_day || span->to_day >= term->to_day))) {
			intake_bad(
				intake, terms->span_lines[i], -1,
				"the half-term \"%s\" does not lie inside a term; the holidays between terms need no row.",
				span->name);
			continue;
		}
		terms->span_lines[kept] = terms->span_lines[i];
		terms->spans[kept++] = *span;
	}
	terms->n_spans = kept;
	return intake->rc == SP_OK;
}

static void
store_terms(struct intake *intake, struct terms *terms)
{
	struct intake_wanted spans = {.entity = SP_ENTITY_year_span,
				      .rows = terms->spans,
				      .n = terms->n_spans,
				      .same = same_span,
				      .goes = goes_span,
				      .context = terms};
	struct intake_wanted facts = {.entity = SP_ENTITY_cycle_fact,
				      .rows = terms->facts,
				      .n = terms->n_facts,
				      .same = same_fact,
				      .goes = goes_fact,
				      .context = terms};

	if (check_whole(intake, terms) && intake_reconcile(intake, &spans))
		intake_reconcile(intake, &facts);
}

enum sp_rc
sp_intake_parse_terms(const struct sp_intake_input *input, struct sp_edits *edits,
		      struct sp_intake_result *ret, struct sp_err *reterr)
{
	struct intake intake;
	struct terms terms = {0};

	intake_init(&intake, input, edits, reterr);
	if (intake_open(&intake, columns, N_COLUMNS) != SP_OK ||
	    !prepare(&intake, &terms, intake.table.n_rows))
		return intake_close(&intake, ret);
	for (size_t i = 0; i < intake.table.n_rows && intake.rc == SP_OK; i++) {
		const struct csv_row *row = &intake.table.rows[i];
		char buf[FOLDED];

		csv_fold(intake_text(&intake, row, KIND), buf, sizeof(buf));
		if (csv_is_one_of(buf, "cycleweek|week|cycle|cycleday"))
			read_fact(&intake, row, &terms);
		else
			read_span(&intake, row, &terms);
	}
	if (intake.rc == SP_OK)
		store_terms(&intake, &terms);
	return intake_close(&intake, ret);
}

/* --- from a calendar --- */

/* What schools and councils call the days, most telling words first. */
static const struct {
	const char *word; /* folded */
	enum sp_year_span_kind kind;
} told[] = {
	{"halfterm", SP_YEAR_HALF_TERM},
	{"midterm", SP_YEAR_HALF_TERM},
	{"inset", SP_YEAR_INSET},
	{"trainingday", SP_YEAR_INSET},
	{"staffdevelopment", SP_YEAR_INSET},
	{"teachertraining", SP_YEAR_INSET},
	{"bankholiday", SP_YEAR_BANK_HOLIDAY},
	{"mayday", SP_YEAR_BANK_HOLIDAY},
	{"christmasday", SP_YEAR_BANK_HOLIDAY},
	{"boxingday", SP_YEAR_BANK_HOLIDAY},
	{"newyearsday", SP_YEAR_BANK_HOLIDAY},
	{"goodfriday", SP_YEAR_BANK_HOLIDAY},
	{"eastermonday", SP_YEAR_BANK_HOLIDAY},
	{"exam", SP_YEAR_EXAM_WEEKS},
	{"mocks", SP_YEAR_EXAM_WEEKS},
	{"satsweek", SP_YEAR_EXAM_WEEKS},
	{"schoolclosed", SP_YEAR_CLOSURE},
	{"autumnterm", SP_YEAR_TERM},
	{"springterm", SP_YEAR_TERM},
	{"summerterm", SP_YEAR_TERM},
};

static bool
kind_of_title(const char *title, enum sp_year_span_kind *ret_kind)
{
	char buf[FOLDED * 2];

	csv_fold(title, buf, sizeof(buf));
	for (size_t i = 0; i < SP_COUNT(told); i++) {
		if (strstr(buf, told[i].word) != NULL) {
			*ret_kind = told[i].kind;
			return true;
		}
	}
	return false;
}

enum edge { EDGE_NONE, EDGE_FIRST, EDGE_LAST };

/* "Autumn term begins", "Last day of term": many calendars give a term by its two ends. */
static enum edge
edge_of_title(const char *title)
{
	static const char *const first[] = {"start", "begin", "firstday", "opens"};
	static const char *const last[] = {"ends", "endof", "lastday", "finish", "closes", "breakup"};
	char buf[FOLDED * 2];

	csv_fold(title, buf, sizeof(buf));
	if (strstr(buf, "half") != NULL || strstr(buf, "term") == NULL)
		return EDGE_NONE;
	for (size_t i = 0; i < SP_COUNT(first); i++)
		if (strstr(buf, first[i]) != NULL)
			return EDGE_FIRST;
	for (size_t i = 0; i < SP_COUNT(last); i++)
		if (strstr(buf, last[i]) != NULL)
			return EDGE_LAST;
	return EDGE_NONE;
}

static const char *
term_name(sp_day first_day)
{
	int month = sp_day_date(first_day).month;

	return month >= 8 ? "Autumn" : month <= 2 ? "Spring" : "Summer";
}

/* The two ends of a term, in order; false when the event is no end of one, or has no other end. */
static bool
take_edge(struct intake *intake, struct terms *terms, const struct sp_intake_day_event *event,
	  sp_day *open_day)
{
	struct sp_year_span span = sp_year_span_blank();
	enum edge edge = edge_of_title(event->title);

	if (edge == EDGE_FIRST)
		*open_day = event->from_day;
	if (edge != EDGE_LAST || *open_day == SP_DAY_NONE || event->to_day - *open_day > LONGEST_TERM_DAYS)
		return edge == EDGE_FIRST;
	span.kind = SP_YEAR_TERM;
	span.name = term_name(*open_day);
	span.from_day = *open_day;
	span.to_day = event->to_day;
	*open_day = SP_DAY_NONE;
	if (stands_apart(intake, terms, &span, event->line))
		keep(terms, &span, event->line);
	return true;
}

static void
take_day_event(struct intake *intake, struct terms *terms, const struct sp_intake_day_event *event,
	       sp_day *open_day)
{
	struct sp_year_span span = sp_year_span_blank();

	assert(event->from_day <= event->to_day);
	if (take_edge(intake, terms, event, open_day))
		return;
	span.from_day = event->from_day;
	span.to_day = event->to_day;
	span.name = sp_arena_strndup(intake->arena, event->title, sp_utf8_fit(event->title, MAX_NAME));
	if (span.name == NULL)
		intake_nomem(intake);
	else if (edge_of_title(event->title) != EDGE_NONE || !kind_of_title(event->title, &span.kind))
		intake_warn(
			intake, event->line,
			"\"%s\" is left out: its title names no term, half-term, INSET day or bank holiday.",
			span.name);
	else if (stands_apart(intake, terms, &span, event->line))
		keep(terms, &span, event->line);
}

enum sp_rc
sp_intake_parse_term_events(const struct sp_intake_input *input, const struct sp_intake_day_event *events,
			    size_t n, struct sp_edits *edits, struct sp_intake_result *ret,
			    struct sp_err *reterr)
{
	struct intake intake;
	struct terms terms = {0};
	sp_day open_day = SP_DAY_NONE;

	intake_init(&intake, input, edits, reterr);
	if (!prepare(&intake, &terms, n))
		return intake_close(&intake, ret);
	for (size_t i = 0; i < n && intake.rc == SP_OK; i++)
		take_day_event(&intake, &terms, &events[i], &open_day);
	if (intake.rc == SP_OK && terms.n_spans == 0)
		intake.rc = sp_err_set_at(
			reterr, SP_INPUT, input->path, 0, 0,
			"No event of this calendar names a term, half-term, INSET day or bank holiday.");
	if (intake.rc == SP_OK)
		store_terms(&intake, &terms);
	return intake_close(&intake, ret);
}
