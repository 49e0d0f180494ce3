/*
 * The review: what the line manager sees, as ONE table of figures. It is computed once from the snapshot, for any range
 * of days; the screen, the text, Markdown, CSV, JSON and the HTML page all walk it and compute nothing.
 *
 *	review > sections > rows > cells, a cell for each column of its section, each with its unit
 *
 * What each figure means: share/doc/report.md. No pupil's code and no note is in it. Counts of pupils, and of dates and
 * meetings that belong to pupils, under five say so and no more ("<5"), and so does what would give them away by a
 * difference, unless `exact` asks for them. Texts from the file are made safe to show when the table is built.
 */
#ifndef SENPLAN_REPORT_REVIEW_H
#define SENPLAN_REPORT_REVIEW_H

#include "senplan/base/str.h"
#include "senplan/model/year.h"

enum sp_review_unit {
	SP_REVIEW_TEXT,
	SP_REVIEW_MIN,	 /* minutes: "14h00" */
	SP_REVIEW_COUNT, /* "12" */
	SP_REVIEW_PCT,	 /* "41%" */
	SP_REVIEW_DAY,	 /* "Mon 4 Jan 2027" */
};

enum sp_review_shown {
	SP_REVIEW_SHOWN,
	SP_REVIEW_NONE, /* there is no such figure: "-" */
	SP_REVIEW_FEW,	/* "<5" */
	SP_REVIEW_MORE, /* "5+": five or more; itself it would give away a "<5" beside it */
};

struct sp_review_cell {
	enum sp_review_unit unit;
	enum sp_review_shown shown;
	int64_t value;	  /* minutes, number, per cent, sp_day; 0 unless SHOWN */
	const char *text; /* of SP_REVIEW_TEXT */
};

struct sp_review_column {
	const char *key;   /* "planned" */
	const char *label; /* "Planned" */
	enum sp_review_unit unit;
};

struct sp_review_row {
	const char *key;   /* "allocated", an activity's key, "2026-11-23"; unique in its section */
	const char *label; /* "Allocated" */
	const char *plain; /* what it is in a few words; "" */
	bool total;
	const struct sp_review_cell *cells; /* one a column */
};

/* How the page draws the section, beside the table. */
enum sp_review_chart {
	SP_REVIEW_NO_CHART,
	SP_REVIEW_BARS,	  /* two bars a row: the columns "planned" and "logged" */
	SP_REVIEW_WEEKS,  /* a column a row: "wanted" or "planned" against "allocated" */
	SP_REVIEW_SHARES, /* one bar in parts: the column "share" */
	SP_REVIEW_CLOCKS, /* a bar in parts a row: "met", "late", "missed", "open" of "due" */
};

struct sp_review_section {
	const char *key;   /* "hours" */
	const char *title; /* "Hours" */
	const char *about; /* one sentence: what it says */
	const char *of;	   /* what its rows are: "Activity" */
	const char *empty; /* a sentence in place of rows, when there are none */
	enum sp_review_chart chart;
	const struct sp_review_column *columns;
	size_t n_columns;
	const struct sp_review_row *rows;
	size_t n_rows;
};

enum { SP_REVIEW_SENTENCES = 16, SP_REVIEW_SECTIONS = 36, SP_REVIEW_DAYS_MOST = 1200 };

struct sp_review {
	const char *title;  /* "SENCO time review" */
	const char *school; /* "" */
	const char *name;   /* "Autumn 2", "Week 12" … */
	sp_day from_day, to_day;
	const char *before_name; /* the period before: "Autumn 1"; "": none is shown */
	sp_day before_from_day, before_to_day;
	sp_time now;
	bool exact;
	const char *sentences[SP_REVIEW_SENTENCES]; /* the top of it in words, the weightiest first */
	size_t n_sentences;
	struct sp_review_section sections[SP_REVIEW_SECTIONS];
	size_t n_sections;
};

/* --- ranges --- */

#define SP_REVIEW_RANGES "week|half-term|term|year"

enum sp_review_range_kind {
	SP_REVIEW_WEEK,
	SP_REVIEW_HALF_TERM,
	SP_REVIEW_TERM,
	SP_REVIEW_YEAR,
	SP_REVIEW_ANY, /* as given */
};

struct sp_review_range {
	const char *name; /* in the arena or static */
	sp_day from_day, to_day;
	const char
		*before_name; /* the one before it, of the same kind; of any range: so many days before it */
	sp_day before_from_day, before_to_day;
};

/*
 * The range of that kind that holds the day (a half-term in a holiday: the next one, or the last). Without terms in the
 * file half-terms are six weeks and terms twelve. SP_REVIEW_ANY: from_day and to_day of *range are given; SP_USAGE when
 * it is longer than SP_REVIEW_DAYS_MOST.
 */
enum sp_rc sp_review_range_of(const struct sp_snapshot *snapshot, enum sp_review_range_kind kind, sp_day day,
			      struct sp_arena *arena, struct sp_review_range *range, struct sp_err *reterr);

/* A range as it is typed: a kind and a day in it, or SP_REVIEW_ANY and two days. */
struct sp_review_days {
	enum sp_review_range_kind kind;
	sp_day day;
	sp_day from_day, to_day;
};

/*
 * "term": the one that holds `day`. Else sp_when_stretch: "autumn 1" is that half-term, so that what came before it is the half-term
 * before; "christmas holidays", "2 nov to 18 dec" are days. SP_USAGE says what can be typed, or that it is too long.
 */
enum sp_rc sp_review_range_read(const struct sp_snapshot *snapshot, sp_time now, sp_day day, const char *text,
				struct sp_review_days *ret, struct sp_err *reterr);

/* The same kind of range, `delta` earlier (-1) or later (1): a day in it. */
sp_day sp_review_range_turn(const struct sp_snapshot *snapshot, enum sp_review_range_kind kind,
			    const struct sp_review_range *range, int delta);

/* --- the table --- */

struct sp_review_request {
	struct sp_review_range range;
	sp_time now;
	bool exact; /* also counts under five */
	bool ascii; /* texts for a terminal that knows no more */
};

enum sp_rc sp_review_build(const struct sp_snapshot *snapshot, const struct sp_review_request *request,
			   struct sp_arena *arena, struct sp_review *ret_review, struct sp_err *reterr);

const struct sp_review_section *sp_review_section(const struct sp_review *review,
						  const char *key); /* or NULL */
const struct sp_review_cell *sp_review_cell(const struct sp_review_section *section,
					    const struct sp_review_row *row,
					    const char *column); /* or NULL */

enum { SP_REVIEW_TEXT_MAX = 48 };

/* As it is read: "14h00", "41%", "<5", "-". A text's own text is returned; others are written to buf. */
const char *sp_review_cell_text(const struct sp_review_cell *cell, char *buf);

/* --- as lines --- */

enum sp_review_line_kind {
	SP_REVIEW_LINE_SENTENCE, /* of the top */
	SP_REVIEW_LINE_SECTION,	 /* its title */
	SP_REVIEW_LINE_HEADING,
	SP_REVIEW_LINE_ROW,
	SP_REVIEW_LINE_REST, /* of a row whose words take several lines */
	SP_REVIEW_LINE_NOTE,
	SP_REVIEW_LINE_BLANK,
};

struct sp_review_line {
	enum sp_review_line_kind kind;
	const char *text;
	const struct sp_review_section *section; /* or NULL */
	const struct sp_review_row *row;	 /* of SP_REVIEW_LINE_ROW and _REST */
};

struct sp_review_shape {
	int width; /* columns, where lines can be kept to them */
	bool list; /* each figure named, for reading aloud */
};

enum sp_rc sp_review_lines(const struct sp_review *review, const struct sp_review_shape *shape,
			   struct sp_arena *arena, const struct sp_review_line **ret_lines, size_t *ret_n,
			   struct sp_err *reterr);

/* --- its formats --- */

#define SP_REVIEW_FORMATS "text|md|csv|json|html"

enum sp_review_format {
	SP_REVIEW_AS_TEXT,
	SP_REVIEW_AS_MD,
	SP_REVIEW_AS_CSV,
	SP_REVIEW_AS_JSON,
	SP_REVIEW_AS_HTML,
	SP_REVIEW_FORMAT_COUNT
};

extern const char *const sp_review_format_names[]; /* "text", "md" …, NULL */
extern const char *const sp_review_range_names[];  /* "week" …, NULL */

/* width: of the text's lines, where they can be kept to it. */
void sp_review_write(const struct sp_review *review, enum sp_review_format format, int width,
		     struct sp_str *out);

#endif
