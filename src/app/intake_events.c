/*
 * What happened to pupils, as a list: who was asked, invited, what was sent, held, decided. Rows are added, and known ones
 * changed; none goes, since an event that happened stays one.
 */
#include "senplan/base/str.h"

#include "intake_sheet.h"

#include <string.h>

enum column { CODE, EVENT, DATE, TIME, OUTCOME, NOTE, N_COLUMNS };

static const struct csv_column columns[N_COLUMNS] = {
	[CODE] = {"code", "pupilcode|pupil|ref|reference|id", true},
	[EVENT] = {"event", "what|kind|step", true},
	[DATE] = {"date", "day|on|when", true},
	[TIME] = {"time", "at|clock", false},
	[OUTCOME] = {"outcome", "decision", false},
	[NOTE] = {"note", "comment|evidence", false},
};

enum { MAX_NOTE = 200 };

/* A list without a column for it has the decision in its note. */
static bool
read_outcome(struct intake *intake, const struct csv_row *row, struct sp_case_event *event)
{
	static const char *const decisions[] = {"keep",	     "amend",	"cease", "assess",
						"no-assess", "no-plan", NULL};
	const char *text = intake_text(intake, row, OUTCOME);
	bool in_note = text[0] == '\0' && sp_enum_parse(decisions, event->note) >= 0;

	if (in_note)
		text = event->note;
	if (text[0] == '\0')
		return true;
	if (sp_enum_parse(decisions, text) < 0)
		return intake_bad(intake, row->line, OUTCOME,
				  "\"%s\" is no decision: it can be keep, amend or cease; of a request "
				  "assess, no-assess or no-plan.",
				  text);
	event->outcome = decisions[sp_enum_parse(decisions, text)];
	if (in_note)
		event->note = "";
	return true;
}

static bool
read_event(struct intake *intake, const struct csv_row *row, struct sp_case_event *ret)
{
	struct sp_case_event event = sp_case_event_blank();
	const struct sp_case *subject =
		sp_snapshot_case_by_code(intake->snapshot, intake_text(intake, row, CODE));
	char buf[SP_DAY_TEXT];
	int kind = -1;

	event.day = SP_DAY_NONE;
	event.minute = SP_MINUTE_NONE;
	if (subject == NULL)
		return intake_bad(intake, row->line, CODE,
				  "the plan has no pupil \"%s\"; import the caseload first.",
				  intake_text(intake, row, CODE));
	if (!intake_choice(intake, row, EVENT, sp_event_kind_names, &kind) ||
	    !intake_day(intake, row, DATE, &event.day) || !intake_minute(intake, row, TIME, &event.minute))
		return false;
	if (kind > SP_EVENT_LEFT)
		return intake_bad(intake, row->line, EVENT,
				  "is recorded with \"senplan chain\" or \"senplan case\", not from a list.");
	if (kind < 0 || event.day == SP_DAY_NONE)
		return intake_bad(intake, row->line, kind < 0 ? EVENT : DATE, "is empty.");
	event.kind = (enum sp_event_kind)kind;
	if (event.kind != SP_EVENT_BOOKED && event.day > sp_time_day(intake->input->now))
		return intake_bad(intake, row->line, DATE, "%s is in the future.",
				  sp_day_format(event.day, SP_DAY_LONG, buf));
	event.note = intake_text(intake, row, NOTE);
	if (strlen(event.note) > MAX_NOTE)
		return intake_bad(intake, row->line, NOTE, "is longer than %d characters.", MAX_NOTE);
	if (event.kind == SP_EVENT_DECIDED && !read_outcome(intake, row, &event))
		return false;
	event.subject = subject->id;
	*ret = event;
	return true;
}

static bool
same_event(const void *there, const void *wanted)
{
	const struct sp_case_event *a = there, *b = wanted;

	return a->subject.v == b->subject.v && a->kind == b->kind && a->day == b->day;
}

enum sp_rc
sp_intake_parse_events(const struct sp_intake_input *input, struct sp_edits *edits,
		       struct sp_intake_result *ret, struct sp_err *reterr)
{
	struct intake intake;
	struct intake_wanted wanted = {.entity = SP_ENTITY_case_event, .same = same_event};
	struct sp_case_event *events;

	intake_init(&intake, input, edits, reterr);
	if (intake_open(&intake, columns, N_COLUMNS) != SP_OK)
		return intake_close(&intake, ret);
	events = SP_ARENA_NEW_N(intake.arena, struct sp_case_event, intake.table.n_rows);
	if (events == NULL)
		intake_nomem(&intake);
	for (size_t i = 0; i < intake.table.n_rows && intake.rc == SP_OK; i++)
		wanted.n += read_event(&intake, &intake.table.rows[i], &events[wanted.n]);
	wanted.rows = events;
	if (intake.rc == SP_OK)
		intake_reconcile(&intake, &wanted);
	return intake_close(&intake, ret);
}
