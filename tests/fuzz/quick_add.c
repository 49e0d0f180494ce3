/*
 * Any text as a quick entry and as a date, in a small school: what is understood is a whole task, said in a sentence.
 */
#include "senplan/app/intake_parse.h"
#include "senplan/base/array.h"
#include "senplan/model/when.h"

#include "fuzz/fuzz.h"

#include <assert.h>
#include <string.h>

static const char terms_csv[] =
	"kind,name,from,to\nterm,Autumn,01/09/2026,18/12/2026\nterm,Spring,04/01/2027,25/03/2027\n"
	"half-term,October half-term,26/10/2026,30/10/2026\ncycle-week,A,31/08/2026,\n"
	"bank-holiday,May Day,03/05/2027,\n";
static const char grid_csv[] = "day,period,from,to,what\n,P1,09:00,10:00,lesson\n,Break,10:00,10:15,break\n"
			       ",P2,10:15,11:15,lesson\n,,08:00,16:30,work\n";
static const char cases_csv[] = "code,year,status\nK07,8,EHCP\nS01,7,SEN Support\n";
static const char *const activities[] = {"Parent meeting", "Learning walk", "Annual review meeting",
					 "Other admin"};
static const char *const keys[] = {"parent.meeting", "walk", "ehcp.meeting", "admin.other"};

static void
take(struct sp_snapshot *snapshot, struct sp_arena *arena, sp_intake_parse_fn *parse, const char *text)
{
	static const struct sp_intake_options options = {.from_day = SP_DAY_NONE, .to_day = SP_DAY_NONE};
	struct sp_intake_input input = {.path = "",
					.bytes = text,
					.size = strlen(text),
					.snapshot = snapshot,
					.now = sp_time_of(sp_day_of(2026, 11, 23), 480),
					.options = &options};
	struct sp_intake_result result;
	struct sp_snapshot after;
	struct sp_edits edits;
	enum sp_rc rc;

	sp_edits_init(&edits, arena);
	rc = parse(&input, &edits, &result, NULL);
	assert(rc == SP_OK);
	rc = sp_snapshot_apply(snapshot, &edits, arena, &after, NULL);
	assert(rc == SP_OK);
	*snapshot = after;
}

/* Made once and kept: the leak checker sees it through the static. */
static const struct sp_snapshot *
school(void)
{
	static struct sp_arena arena;
	static struct sp_snapshot snapshot;
	struct sp_snapshot after;
	struct sp_edits edits;
	enum sp_rc rc;

	if (snapshot.calendar != NULL)
		return &snapshot;
	sp_arena_init(&arena);
	rc = sp_snapshot_finish(&snapshot, &arena, NULL);
	assert(rc == SP_OK);
	take(&snapshot, &arena, sp_intake_parse_terms, terms_csv);
	take(&snapshot, &arena, sp_intake_parse_timetable, grid_csv);
	take(&snapshot, &arena, sp_intake_parse_caseload, cases_csv);
	sp_edits_init(&edits, &arena);
	for (size_t i = 0; i < SP_COUNT(activities); i++) {
		struct sp_activity row = sp_activity_blank();

		row.key = keys[i];
		row.name = activities[i];
		row.typical_min = 30;
		sp_edits_put_activity(&edits, &row);
	}
	rc = sp_snapshot_apply(&snapshot, &edits, &arena, &after, NULL);
	assert(rc == SP_OK);
	snapshot = after;
	return &snapshot;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct sp_snapshot *snapshot = school();
	sp_time now = sp_time_of(sp_day_of(2026, 11, 23), 480);
	struct sp_arena arena;
	struct sp_quick quick;
	struct sp_when when;
	struct sp_err err;
	char text[400];
	enum sp_rc rc;

	if (size >= sizeof(text))
		return 0;
	if (size > 0)
		memcpy(text, data, size);
	text[size] = '\0';
	sp_arena_init(&arena);
	rc = sp_quick_parse(snapshot, now, text, &arena, &quick, &err);
	if (rc == SP_OK) {
		assert(quick.understood[0] != '\0' && quick.task.title[0] != '\0' &&
		       quick.task.activity.v != 0);
		assert(quick.task.length_min > 0 && quick.task.weight >= 1 && quick.task.weight <= 10);
		assert(quick.task.due_day == SP_DAY_NONE || quick.task.due_day >= sp_time_day(now));
	} else {
		assert(rc == SP_USAGE && err.text[0] != '\0');
	}
	rc = sp_when_parse(snapshot, now, text, &when, &err);
	if (rc == SP_OK)
		assert(when.day != SP_DAY_NONE &&
		       (when.to_min == SP_MINUTE_NONE || when.to_min > when.from_min));
	else
		assert(rc == SP_USAGE && err.text[0] != '\0');
	sp_arena_finish(&arena);
	return 0;
}
