/*
 * The caseload: pupils by code. A pupil that the file does not name stays in the plan (a filtered list must not make
 * clocks vanish); columns that it does not have leave what the plan knows.
 */
#include "senplan/base/str.h"
#include "senplan/model/year.h"

#include "intake_attendees.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum column {
	CODE,
	YEAR,
	STATUS,
	PLAN_ISSUED,
	LAST_REVIEW,
	REVIEW_BOOKED,
	REQUESTED,
	PROFILE,
	TRANSFER,
	LEAD,
	ATTENDEES,
	N_COLUMNS
};

static const struct csv_column columns[N_COLUMNS] = {
	[CODE] = {"code", "pupilcode|pupil|ref|reference|id|pupilid|pupilref|initials", true},
	[YEAR] = {"year", "yr|yeargroup|ncyear|ncy|y", false},
	[STATUS] = {"status", "senstatus|sen|sencode|sentype|stage|need|provision", false},
	[PLAN_ISSUED] =
		{"plan issued",
		 "issued|planissuedate|dateofplan|plandate|ehcpissued|ehcpdate|ehcpissuedate|dateissued|finalplan",
		 false},
	[LAST_REVIEW] =
		{"last review",
		 "lastannualreview|lastar|dateoflastreview|dateoflastannualreview|lastreviewdate|reviewheld|arheld",
		 false},
	[REVIEW_BOOKED] =
		{"review booked",
		 "booked|nextreview|nextar|ardate|reviewdate|nextannualreview|reviewbookedfor|meeting",
		 false},
	[REQUESTED] = {"requested",
		       "requestdate|requestmade|ehcnarequested|assessmentrequested|daterequested", false},
	[PROFILE] = {"profile", "la|laprofile|localauthority|authority|council", false},
	[TRANSFER] = {"transfer", "phasetransfer|transferyear|transition", false},
	[LEAD] = {"lead", "leads|ledby|reviewledby|wholeads|whoisleading|reviewlead", false},
	[ATTENDEES] = {"attendees", "invited|invitees|who", false},
};

enum { MAX_CODE = 24, MAX_PROFILE = 40, MAX_ATTENDEES = 300, FOLDED = 64, NAMES_SAMPLE = 50 };

static const char name_headers[] =
	"name|names|fullname|firstname|forename|surname|lastname|familyname|givenname|"
	"preferredname|pupilname|childname|studentname|legalname|knownas|child|student|"
	"pupilforename|pupilsurname|forenames|nameofpupil|nameofchild|dob|dateofbirth|upn";

/* "Mary Ann Smith", "Smith, Mary", "O'Brien": words of letters that begin with a capital, two or more of them. */
static bool
reads_like_a_name(const char *text)
{
	int words = 0;

	while (*text != '\0') {
		if (!isupper((unsigned char)*text))
			return false;
		for (text++; isalpha((unsigned char)*text) || *text == '\'' || *text == '-' || (*text & 0x80);
		     text++)
			;
		words++;
		if (*text != '\0' && *text != ' ' && *text != ',')
			return false;
		while (*text == ' ' || *text == ',')
			text++;
	}
	return words >= 2 && words <= 4;
}

static bool
column_reads_like_names(const struct csv_table *table, size_t column)
{
	size_t seen = 0, names = 0;

	for (size_t i = 0; i < table->n_rows && seen < NAMES_SAMPLE; i++) {
		const char *cell = table->rows[i].cells[column];

		seen += *cell != '\0';
		names += reads_like_a_name(cell);
	}
	return names >= 2 && names * 2 > seen;
}

/* Personal data that is not wanted is not even read, unless --map shows that the person knows what the code is. */
static bool
refuse_names(struct intake *intake)
{
	const struct csv_table *table = &intake->table;

	for (size_t i = 0; i < table->n_columns; i++) {
		char buf[FOLDED];
		bool header = csv_is_one_of(csv_fold(table->header[i], buf, sizeof(buf)), name_headers);
		bool used = false;

		for (size_t j = 0; j < N_COLUMNS; j++)
			used = used || (intake->index[j] == (int)i && j != CODE);
		if (used || (!header && !column_reads_like_names(table, i)))
			continue;
		if (intake->input->options->map == NULL) {
			intake->rc = sp_err_set_at(
				intake->reterr, SP_INPUT, intake->input->path, table->header_line, 0,
				"The column \"%s\" looks like people's names or other personal data, which this plan does not "
				"want: take it out, or say which column holds the code with --map \"code=…\" (then the "
				"others are not read).",
				table->header[i]);
			return false;
		}
	}
	return true;
}

/* N, R, 1 … 14; "Y7", "Year 7", "Yr 7", "NC Year 7", "Reception", "Nursery" */
static bool
read_year(struct intake *intake, const struct csv_row *row, int32_t *io)
{
	const char *text = intake_text(intake, row, YEAR);
	char buf[FOLDED];
	const char *folded = csv_fold(text, buf, sizeof(buf));
	long value;

	if (*folded == '\0')
		return true;
	if (csv_is_one_of(folded, "n|n1|n2|nursery|preschool")) {
		*io = SP_YEAR_NURSERY;
		return true;
	}
	if (csv_is_one_of(folded, "r|reception|yr|yearr|eyfs")) {
		*io = SP_YEAR_RECEPTION;
		return true;
	}
	while (isalpha((unsigned char)*folded))
		folded++;
	if (csv_is_one_of(csv_fold(text, buf, sizeof(buf)), "0") || !sp_parse_int(folded, 0, 14, &value))
		return intake_bad(intake, row->line, YEAR,
				  "\"%s\" is no year group; it can be N, R or 1 to 14.", text);
	*io = (int32_t)value;
	return true;
}

static bool
read_status(struct intake *intake, const struct csv_row *row, enum sp_case_status *io)
{
	static const char *const words[] = {
		[SP_CASE_EHCP] =
			("e|ehcp|ehc|ehcplan|plan|statement|educationhealthandcareplan|eeducationhealthandcareplan|"
			 "eehcp|eehcplan|ehcpe"),
		[SP_CASE_SEN_SUPPORT] = "k|sensupport|sen|support|sens|schoolsupport|ksensupport|sensupportk",
		[SP_CASE_REQUEST] =
			"request|requested|assessment|ehcna|needsassessment|ehcnarequest|ehcrequest",
		[SP_CASE_WATCH] = "watch|watchlist|monitoring|monitor|concern|amber",
	};
	const char *text = intake_text(intake, row, STATUS);
	char buf[FOLDED];

	if (*text == '\0')
		return true;
	csv_fold(text, buf, sizeof(buf));
	for (size_t i = 0; i < SP_COUNT(words); i++) {
		if (csv_is_one_of(buf, words[i])) {
			*io = (enum sp_case_status)i;
			return true;
		}
	}
	return intake_bad(intake, row->line, STATUS,
			  "\"%s\" is not known; it can be EHCP, SEN Support, request or watch.", text);
}

/* A date, and perhaps a time of day behind it. */
static bool
read_booked(struct intake *intake, const struct csv_row *row, sp_time *io)
{
	const char *text = intake_text(intake, row, REVIEW_BOOKED);
	const char *rest;
	sp_day day;
	sp_minute minute = 0;

	if (*text == '\0')
		return true;
	if (intake_date_parse(text, &day, &rest) != INTAKE_DATE_OK ||
	    (*rest != '\0' && !sp_minute_parse(rest, &minute)))
		return intake_bad(intake, row->line, REVIEW_BOOKED,
				  "%s is no date with a time; write dd/mm/yyyy or dd/mm/yyyy 15:30.", text);
	*io = sp_time_of(day, minute);
	return true;
}

static bool
not_in_future(struct intake *intake, const struct csv_row *row, int column, sp_day day)
{
	char buf[SP_DAY_TEXT];

	if (day == SP_DAY_NONE || day <= sp_time_day(intake->input->now))
		return true;
	return intake_bad(
		intake, row->line, column, "%s is in the future%s.", sp_day_format(day, SP_DAY_LONG, buf),
		column == LAST_REVIEW ? "; a meeting that is still to come belongs under \"review booked\""
				      : "");
}

/* --- transfers: which year group the pupil is in when the move comes --- */

/* The calendar year in which the present school year ends. */
static int
year_end(const struct intake *intake)
{
	return sp_day_date(sp_year_of(sp_time_day(intake->input->now)).to_day).year;
}

static int
year_group_at(const struct intake *intake, const struct sp_case *subject, int transfer_year)
{
	return subject->year + (transfer_year - year_end(intake));
}

/* Without a column for it: Year 6 and nursery move on in phase, Year 11 to post-16, at the end of this school year. */
static void
infer_transfer(const struct intake *intake, struct sp_case *subject)
{
	bool phase = subject->year == SP_YEAR_NURSERY || subject->year == 6;
	bool post16 = subject->year == 11;

	subject->transfer_inferred = subject->status == SP_CASE_EHCP && (phase || post16);
	subject->transfer = SP_TRANSFER_NONE;
	subject->transfer_year = 0;
	if (!subject->transfer_inferred)
		return;
	subject->transfer = phase ? SP_TRANSFER_PHASE : SP_TRANSFER_POST16;
	subject->transfer_year = year_end(intake);
}

static bool
transfer_fits(struct intake *intake, const struct csv_row *row, const struct sp_case *subject, int said_group)
{
	const char *text = intake_text(intake, row, TRANSFER);
	int group = year_group_at(intake, subject, subject->transfer_year);
	bool post16 = subject->transfer == SP_TRANSFER_POST16;

	if (subject->transfer_year < year_end(intake))
		return intake_bad(intake, row->line, TRANSFER, "%s is past: this school year ends in %d.",
				  text, year_end(intake));
	if (subject->year == SP_YEAR_UNKNOWN)
		return intake_bad(intake, row->line, TRANSFER, "%s cannot be checked without the year group.",
				  text);
	if (said_group != SP_YEAR_UNKNOWN ? group != said_group
	    : post16			  ? group < 11
					  : group < -1 || group > 8)
		return intake_bad(
			intake, row->line, TRANSFER,
			"%s does not fit: %s is in Year %d now, and in summer %d in Year %d. Put the year group or the year of the move right, or leave the move out: it is inferred.",
			text, subject->code, subject->year, subject->transfer_year, group);
	return true;
}

/* "Y6 2027", "phase 2027", "post-16 2027", "none" */
static bool
read_transfer(struct intake *intake, const struct csv_row *row, struct sp_case *subject)
{
	const char *text = intake_text(intake, row, TRANSFER);
	char buf[FOLDED];
	size_t len = strlen(csv_fold(text, buf, sizeof(buf)));
	long year, group = SP_YEAR_UNKNOWN;
	char *word = buf;

	if (csv_is_one_of(buf, "none|no|n|na")) {
		subject->transfer = SP_TRANSFER_NONE;
		subject->transfer_year = 0;
		subject->transfer_inferred = false;
		return true;
	}
	if (len < 4 || !sp_parse_int(buf + len - 4, 2000, 2199, &year))
		return intake_bad(intake, row->line, TRANSFER,
				  "\"%s\" is not understood; write Y6 2027, post-16 2027 or none.", text);
	word[len - 4] = '\0';
	if (sp_starts_with(word, "year"))
		word += 4;
	else if (*word == 'y')
		word++;
	if (!csv_is_one_of(word, "phase|post16|sixthform|college") && !sp_parse_int(word, 0, 14, &group) &&
	    *word != '\0')
		return intake_bad(intake, row->line, TRANSFER,
				  "\"%s\" is not understood; write Y6 2027, post-16 2027 or none.", text);
	subject->transfer = csv_is_one_of(word, "post16|sixthform|college") || group >= 11
				    ? SP_TRANSFER_POST16
				    : SP_TRANSFER_PHASE;
	if (*word == '\0' && subject->year != SP_YEAR_UNKNOWN &&
	    year_group_at(intake, subject, (int)year) >= 11)
		subject->transfer = SP_TRANSFER_POST16;
	subject->transfer_year = (int32_t)year;
	subject->transfer_inferred = false;
	return transfer_fits(intake, row, subject, (int)group);
}

/* --- one row --- */

/* "Anna", "Smith A", "O'Brien, Mary": letters only, small ones among them, or two words. A code has a digit or is capitals. */
static bool
is_like_a_persons_name(const char *code)
{
	size_t letters = 0, small = 0;

	if (reads_like_a_name(code))
		return true;
	for (const char *at = code; *at != '\0'; at++) {
		bool letter = isalpha((unsigned char)*at) || (*at & 0x80) != 0;

		if (!letter && strchr(" ,.'-", *at) == NULL)
			return false;
		letters += letter;
		small += islower((unsigned char)*at) != 0;
	}
	return letters >= 3 && small >= 2;
}

static bool
read_code(struct intake *intake, const struct csv_row *row, const char **ret_code)
{
	const char *code = intake_text(intake, row, CODE);

	if (*code == '\0')
		return intake_bad(intake, row->line, CODE,
				  "is empty; each pupil needs a code of their own, like K07.");
	if (strlen(code) > MAX_CODE)
		return intake_bad(intake, row->line, CODE, "\"%.40s\" is longer than %d characters.", code,
				  MAX_CODE);
	if (strchr("=+-@", *code) != NULL)
		return intake_bad(intake, row->line, CODE,
				  "\"%s\" begins like a formula; a code begins with a letter or a digit.",
				  code);
	if (intake->input->options->map == NULL && is_like_a_persons_name(code))
		return intake_bad(
			intake, row->line, CODE,
			"\"%s\" looks like a person's name, which this plan does not want; write a code "
			"like K07. If it is a code, say so with --map \"code=%s\".",
			code, intake->table.header[intake->index[CODE]]);
	if (strpbrk(code, "\"\\/<>") != NULL)
		return intake_bad(intake, row->line, CODE,
				  "\"%s\" holds a sign that a code cannot hold (\" \\ / < >).", code);
	*ret_code = code;
	return true;
}

/* "SENCO", "teacher", "class teacher", "tutor"; empty or any: as the school's setting has it. */
static bool
read_lead(struct intake *intake, const struct csv_row *row, struct sp_case *subject)
{
	const char *text = intake_text(intake, row, LEAD);
	int number;

	if (!intake_has(intake, LEAD))
		return true;
	number = sp_enum_parse(sp_lead_names, text[0] == '\0' || sp_strieq(text, "none") ? "any" : text);
	if (sp_strieq(text, "class teacher") || sp_strieq(text, "tutor") || sp_strieq(text, "form tutor"))
		number = SP_LEAD_TEACHER;
	if (sp_strieq(text, "SENCO"))
		number = SP_LEAD_SENCO;
	if (number < 0)
		return intake_bad(intake, row->line, LEAD,
				  "\"%s\": who leads a SEN Support review is SENCO, teacher, or any (as the "
				  "setting sens_lead has it).",
				  text);
	subject->lead = (enum sp_lead)number;
	return true;
}

static bool
read_texts(struct intake *intake, const struct csv_row *row, struct sp_case *subject)
{
	const char *profile = intake_text(intake, row, PROFILE);
	const char *attendees = intake_text(intake, row, ATTENDEES);

	if (strlen(profile) > MAX_PROFILE)
		return intake_bad(intake, row->line, PROFILE, "is longer than %d characters.", MAX_PROFILE);
	if (strlen(attendees) > MAX_ATTENDEES)
		return intake_bad(intake, row->line, ATTENDEES, "is longer than %d characters.",
				  MAX_ATTENDEES);
	if (!intake_check_attendees(intake, row, ATTENDEES))
		return false;
	if (intake_has(intake, PROFILE))
		subject->profile = profile;
	return read_lead(intake, row, subject);
}

/* A column that is there says all about its field: an empty cell empties it. */
static void
forget_what_the_file_says(const struct intake *intake, struct sp_case *subject)
{
	if (intake_has(intake, PLAN_ISSUED))
		subject->plan_issued = SP_DAY_NONE;
	if (intake_has(intake, LAST_REVIEW))
		subject->last_review = SP_DAY_NONE;
	if (intake_has(intake, REVIEW_BOOKED))
		subject->review_booked = SP_TIME_NONE;
	if (intake_has(intake, REQUESTED))
		subject->requested = SP_DAY_NONE;
}

static void
warn_undated(struct intake *intake, const struct csv_row *row, const struct sp_case *subject)
{
	if (subject->status == SP_CASE_EHCP && subject->plan_issued == SP_DAY_NONE &&
	    subject->last_review == SP_DAY_NONE)
		intake_warn(
			intake, row->line,
			"%s has neither \"plan issued\" nor \"last review\": its annual review has no date yet.",
			subject->code);
	if (subject->status == SP_CASE_REQUEST && subject->requested == SP_DAY_NONE)
		intake_warn(intake, row->line, "%s has no \"requested\": the 20 weeks cannot be counted.",
			    subject->code);
}

static bool
read_case(struct intake *intake, const struct csv_row *row, struct sp_case *ret)
{
	struct sp_case subject = sp_case_blank();
	const struct sp_case *known;
	const char *code;
	bool transfer_said = *intake_text(intake, row, TRANSFER) != '\0';

	if (!read_code(intake, row, &code))
		return false;
	subject.year = SP_YEAR_UNKNOWN;
	subject.status = SP_CASE_EHCP;
	known = sp_snapshot_case_by_code(intake->snapshot, code);
	if (known != NULL)
		subject = *known;
	else
		subject.code = code;
	forget_what_the_file_says(intake, &subject);
	if (!read_year(intake, row, &subject.year) || !read_status(intake, row, &subject.status) ||
	    !intake_day(intake, row, PLAN_ISSUED, &subject.plan_issued) ||
	    !not_in_future(intake, row, PLAN_ISSUED, subject.plan_issued) ||
	    !intake_day(intake, row, LAST_REVIEW, &subject.last_review) ||
	    !not_in_future(intake, row, LAST_REVIEW, subject.last_review) ||
	    !read_booked(intake, row, &subject.review_booked) ||
	    !intake_day(intake, row, REQUESTED, &subject.requested) ||
	    !not_in_future(intake, row, REQUESTED, subject.requested) || !read_texts(intake, row, &subject))
		return false;
	if (known == NULL && *intake_text(intake, row, STATUS) == '\0')
		return intake_bad(intake, row->line, STATUS,
				  "is empty; it can be EHCP, SEN Support, request or watch.");
	if (transfer_said && !read_transfer(intake, row, &subject))
		return false;
	if (!transfer_said && (subject.transfer == SP_TRANSFER_NONE || subject.transfer_inferred))
		infer_transfer(intake, &subject);
	subject.id.v = 0;
	warn_undated(intake, row, &subject);
	*ret = subject;
	return true;
}

static bool
same_code(const void *there, const void *wanted)
{
	return sp_strieq(((const struct sp_case *)there)->code, ((const struct sp_case *)wanted)->code);
}

/* Of two rows with one code neither way round is right, also when the first was left out: the second stays out. */
static bool
code_is_new(struct intake *intake, const struct csv_row *rows, size_t at)
{
	const char *code = intake_text(intake, &rows[at], CODE);

	for (size_t i = 0; i < at && *code != '\0'; i++)
		if (sp_strieq(intake_text(intake, &rows[i], CODE), code))
			return intake_bad(intake, rows[at].line, CODE,
					  "%s stands in line %d already; each code can be used once.", code,
					  rows[i].line);
	return true;
}

static void
warn_left_out(struct intake *intake, const struct sp_case *cases, size_t n)
{
	size_t absent = 0;

	for (size_t i = 0; i < intake->snapshot->cases.n; i++) {
		const struct sp_case *there = &intake->snapshot->cases.items[i];
		bool found = there->left_day != SP_DAY_NONE;

		for (size_t j = 0; j < n && !found; j++)
			found = same_code(there, &cases[j]);
		absent += !found;
	}
	if (absent > 0)
		intake_warn(
			intake, 0,
			"%zu of the plan's pupils %s not in this file; they stay (\"left\" in an import of events "
			"records a leaver).",
			absent, absent == 1 ? "is" : "are");
}

enum sp_rc
sp_intake_parse_caseload(const struct sp_intake_input *input, struct sp_edits *edits,
			 struct sp_intake_result *ret, struct sp_err *reterr)
{
	struct intake intake;
	struct intake_wanted wanted = {.entity = SP_ENTITY_case, .same = same_code};
	struct sp_case *cases;
	const char **attendees;

	intake_init(&intake, input, edits, reterr);
	if (intake_open(&intake, columns, N_COLUMNS) != SP_OK || !refuse_names(&intake))
		return intake_close(&intake, ret);
	cases = SP_ARENA_NEW_N(intake.arena, struct sp_case, intake.table.n_rows);
	attendees = SP_ARENA_NEW_N(intake.arena, const char *, intake.table.n_rows);
	if (cases == NULL || attendees == NULL) {
		intake_nomem(&intake);
		return intake_close(&intake, ret);
	}
	for (size_t i = 0; i < intake.table.n_rows && intake.rc == SP_OK; i++) {
		if (!code_is_new(&intake, intake.table.rows, i) ||
		    !read_case(&intake, &intake.table.rows[i], &cases[wanted.n]))
			continue;
		attendees[wanted.n++] = intake_text(&intake, &intake.table.rows[i], ATTENDEES);
	}
	if (intake.rc == SP_OK) {
		warn_left_out(&intake, cases, wanted.n);
		wanted.rows = cases;
		if (intake_reconcile(&intake, &wanted) && intake_has(&intake, ATTENDEES))
			intake_put_attendees(&intake, cases, attendees, wanted.n);
	}
	return intake_close(&intake, ret);
}
