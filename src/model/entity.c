/*
 * The field table: which columns each noun has, of what kind, where in its struct. A new column is a row here, a member
 * in rows.h and a migration in share/schema.
 */
#include "senplan/model/entity.h"

#include "senplan/base/array.h"
#include "senplan/base/str.h"
#include "senplan/model/rows.h"
#include "senplan/model/snapshot.h"

#include <assert.h>

/* --- the names of the enums, in their order --- */

const char *const sp_year_span_kind_names[] = {"term",	  "half-term",	"inset", "bank-holiday",
					       "closure", "exam-weeks", "event", NULL};
const char *const sp_period_kind_names[] = {"lesson", "registration", "break", "lunch", "other", NULL};
const char *const sp_contract_kind_names[] = {"teacher", "leadership", "other", NULL};
const char *const sp_busy_scope_names[] = {"once", "series", "title", NULL};
const char *const sp_busy_counts_names[] = {"free", "teaching", "meeting", "busy", NULL};
const char *const sp_timetable_what_names[] = {"teach", "ppa",	 "duty", "meeting", "senco",
					       "break", "lunch", "out",	 NULL};
const char *const sp_window_basis_names[] = {"any",   "clock", "lesson", "before", "after",
					     "break", "lunch", "paid",	 NULL};
const char *const sp_activity_kind_names[] = {
	"strategic", "operational", "administrative", "direct", "teaching", "pulled-away", NULL};
const char *const sp_colour_names[] = {"none",	  "red",  "green", "yellow", "blue",
				       "magenta", "cyan", "white", NULL};
const char *const sp_prefer_names[] = {"none", "morning", "afternoon", NULL};
const char *const sp_unit_names[] = {"days",  "school-days",  "months", "fixed-date", "count",
				     "weeks", "closed-dates", "hours",	NULL};
const char *const sp_lead_names[] = {"any", "senco", "teacher", NULL};
const char *const sp_owner_names[] = {"school", "la", "family", NULL};
const char *const sp_authority_names[] = {"statute", "case-law", "guidance", "la", "school", "derived", NULL};
const char *const sp_side_names[] = {"after", "before", NULL};
const char *const sp_cadence_names[] = {"once",	       "daily",	 "weekly", "fortnightly",
					"half-termly", "termly", "yearly", NULL};
const char *const sp_per_names[] = {"none", "ehcp", "sen-support", "case", "staff", NULL};
const char *const sp_case_status_names[] = {"ehcp", "sen-support", "request", "watch", NULL};
const char *const sp_transfer_names[] = {"none", "phase", "post16", NULL};
const char *const sp_event_kind_names[] = {"advice-asked", "requested", "consulted", "booked",	"invited",
					   "circulated",   "held",	"reported",  "decided", "finalised",
					   "left",	   "given",	"ended",     "done",	"due",
					   "late",	   "exception", NULL};
const char *const sp_chain_start_names[] = {
	"review", "transfer", "assessment", "consultation", "support", "move", "given", "school", NULL};
const char *const sp_reason_names[] = {"none",		"no-slot",	"pulled-away",
				       "outside-party", "senco-absent", NULL};
const char *const sp_task_state_names[] = {"open", "done", "dropped", "retired", NULL};
const char *const sp_block_state_names[] = {"proposed", "confirmed", "done", NULL};
const char *const sp_log_kind_names[] = {"worked", "lost", "beyond", NULL};
const char *const sp_cause_names[] = {"none",	 "cover", "safeguarding", "absent",
				      "meeting", "trip",  "other",	  NULL};

const char *const sp_breach_kind_names[] = {"moved", "dropped", NULL};

/* --- the fields --- */

/* ROW is the struct whose fields are being listed. */
#define FIELD(kind_, member) .column = #member, .kind = (kind_), .offset = offsetof(struct ROW, member)
#define ID                             \
	{                              \
		FIELD(SP_FIELD_ID, id) \
	}
#define REF(member, entity)                                            \
	{                                                              \
		FIELD(SP_FIELD_REF, member), .ref = SP_ENTITY_##entity \
	}
#define INT(member)                         \
	{                                   \
		FIELD(SP_FIELD_INT, member) \
	}
#define OPT(member)                                      \
	{                                                \
		FIELD(SP_FIELD_INT, member), .blank = -1 \
	} /* -1: not given */
#define BIG(member)                         \
	{                                   \
		FIELD(SP_FIELD_BIG, member) \
	}
#define BOOL(member)                         \
	{                                    \
		FIELD(SP_FIELD_BOOL, member) \
	}
#define ENUM(member, list)                                    \
	{                                                     \
		FIELD(SP_FIELD_ENUM, member), .names = (list) \
	}
#define TEXT(member)                         \
	{                                    \
		FIELD(SP_FIELD_TEXT, member) \
	}
#define DAY(member)                         \
	{                                   \
		FIELD(SP_FIELD_DAY, member) \
	}
#define TIME(member)                         \
	{                                    \
		FIELD(SP_FIELD_TIME, member) \
	}
#define MINUTE(member)                         \
	{                                      \
		FIELD(SP_FIELD_MINUTE, member) \
	}

#define ROW sp_setting
static const struct sp_field setting_fields[] = {ID, TEXT(key), TEXT(value)};
#undef ROW
#define ROW sp_year_span
static const struct sp_field year_span_fields[] = {ID, ENUM(kind, sp_year_span_kind_names), TEXT(name),
						   DAY(from_day), DAY(to_day)};
#undef ROW
#define ROW sp_cycle_fact
static const struct sp_field cycle_fact_fields[] = {ID, DAY(day), INT(week)};
#undef ROW
#define ROW sp_period
static const struct sp_field period_fields[] = {ID,
						TEXT(name),
						ENUM(kind, sp_period_kind_names),
						OPT(weekday),
						OPT(cycle_week),
						MINUTE(from_min),
						MINUTE(to_min)};
#undef ROW
#define ROW sp_contract
static const struct sp_field contract_fields[] = {ID, ENUM(kind, sp_contract_kind_names), INT(share_pct),
						  DAY(from_day), DAY(to_day)};
#undef ROW
#define ROW sp_working_window
static const struct sp_field working_window_fields[] = {
	ID, OPT(weekday), OPT(cycle_week), MINUTE(from_min), MINUTE(to_min), DAY(from_day), DAY(to_day)};
#undef ROW
#define ROW sp_timetable_slot
static const struct sp_field timetable_slot_fields[] = {ID,
							ENUM(what, sp_timetable_what_names),
							TEXT(title),
							OPT(weekday),
							OPT(cycle_week),
							MINUTE(from_min),
							MINUTE(to_min),
							DAY(from_day),
							DAY(to_day)};
#undef ROW
#define ROW sp_source
static const struct sp_field source_fields[] = {ID, TEXT(name), TIME(imported)};
#undef ROW
#define ROW sp_busy_time
static const struct sp_field busy_time_fields[] = {
	ID, REF(source, source), TEXT(uid), TEXT(title), TIME(start), TIME(end), BOOL(all_day)};
#undef ROW
#define ROW sp_busy_mark
static const struct sp_field busy_mark_fields[] = {ID,
						   REF(source, source),
						   ENUM(scope, sp_busy_scope_names),
						   ENUM(counts, sp_busy_counts_names),
						   REF(subject, case),
						   TEXT(uid),
						   TEXT(title),
						   TIME(start),
						   TIME(end)};
#undef ROW
#define ROW sp_window
static const struct sp_field window_fields[] = {ID, TEXT(key), TEXT(name), BOOL(skip_exams),
						BOOL(pupils_only)};
#undef ROW
#define ROW sp_window_span
static const struct sp_field window_span_fields[] = {ID,
						     REF(window, window),
						     ENUM(basis, sp_window_basis_names),
						     OPT(weekday),
						     OPT(cycle_week),
						     DAY(day),
						     MINUTE(from_min),
						     MINUTE(to_min)};
#undef ROW
#define ROW sp_activity
static const struct sp_field activity_fields[] = {
	ID,
	TEXT(key),
	TEXT(name),
	TEXT(plain),
	TEXT(letter),
	ENUM(colour, sp_colour_names),
	ENUM(kind, sp_activity_kind_names),
	TEXT(lead),
	TEXT(company),
	BOOL(meets),
	BOOL(delegable),
	TEXT(could),
	BOOL(protect),
	INT(low_min),
	INT(typical_min),
	INT(high_min),
	INT(chunk_min),
	INT(chunk_max),
	OPT(chunks_day),
	INT(before_min),
	INT(buffer_min),
	REF(window, window),
	ENUM(prefer, sp_prefer_names),
	REF(prefer_window, window),
	OPT(max_blocks_day),
	OPT(max_min_day),
	INT(week_min),
	OPT(target_pct),
	TEXT(estimate_source),
};
#undef ROW
#define ROW sp_staff_member
static const struct sp_field staff_member_fields[] = {
	ID, TEXT(code), TEXT(role), MINUTE(from_min), MINUTE(to_min), BOOL(active)};
#undef ROW
#define ROW sp_rule
static const struct sp_field rule_fields[] = {
	ID,
	TEXT(key),
	TEXT(profile),
	INT(value),
	ENUM(unit, sp_unit_names),
	ENUM(side, sp_side_names),
	TEXT(anchor),
	ENUM(owner, sp_owner_names),
	ENUM(authority, sp_authority_names),
	TEXT(text),
	TEXT(source),
	TEXT(url),
	DAY(from_day),
	DAY(to_day),
};
#undef ROW
#define ROW sp_chain
static const struct sp_field chain_fields[] = {
	ID,	      TEXT(key),     TEXT(name),   ENUM(begins, sp_chain_start_names), INT(year_from),
	INT(year_to), BOOL(repeats), BOOL(active), ENUM(lead, sp_lead_names),	       TEXT(note),
};
#undef ROW
#define ROW sp_step
static const struct sp_field step_fields[] = {
	ID,
	TEXT(chain),
	TEXT(key),
	INT(position),
	TEXT(name),
	ENUM(owner, sp_owner_names),
	REF(activity, activity),
	TEXT(rule),
	TEXT(after),
	TEXT(done_by),
	INT(min_lag_day),
	OPT(max_lag_day),
	INT(lead_day),
	BOOL(hard),
	INT(weight),
	INT(typical_min),
	TEXT(only_if),
};
#undef ROW
#define ROW sp_duty
static const struct sp_field duty_fields[] = {
	ID,
	TEXT(key),
	TEXT(name),
	REF(activity, activity),
	ENUM(cadence, sp_cadence_names),
	INT(times),
	ENUM(per, sp_per_names),
	OPT(cycle_week),
	OPT(weekday),
	INT(month),
	DAY(day),
	TEXT(before),
	TEXT(after),
	INT(length_min),
	INT(weight),
	BOOL(active),
	DAY(from_day),
	DAY(to_day),
};
#undef ROW
#define ROW sp_case
static const struct sp_field case_fields[] = {
	ID,
	TEXT(code),
	INT(year),
	ENUM(status, sp_case_status_names),
	TEXT(profile),
	DAY(plan_issued),
	DAY(last_review),
	TIME(review_booked),
	DAY(requested),
	ENUM(transfer, sp_transfer_names),
	INT(transfer_year),
	BOOL(transfer_inferred),
	DAY(left_day),
	ENUM(lead, sp_lead_names),
	TEXT(note),
};
#undef ROW
#define ROW sp_case_event
static const struct sp_field case_event_fields[] = {ID,
						    REF(subject, case),
						    ENUM(kind, sp_event_kind_names),
						    DAY(day),
						    MINUTE(minute),
						    TEXT(outcome),
						    TEXT(note),
						    TEXT(chain),
						    TEXT(step),
						    ENUM(reason, sp_reason_names)};
#undef ROW
#define ROW sp_task
static const struct sp_field task_fields[] = {
	ID,
	TEXT(key),
	TEXT(title),
	REF(activity, activity),
	REF(subject, case),
	REF(duty, duty),
	REF(staff, staff_member),
	TEXT(rule),
	INT(length_min),
	INT(chunk_min),
	INT(chunk_max),
	OPT(chunks_day),
	INT(before_min),
	INT(buffer_min),
	TIME(release),
	TIME(fixed_start),
	DAY(due_day),
	DAY(work_by_day),
	BOOL(hard),
	INT(weight),
	REF(window, window),
	OPT(weekday),
	ENUM(state, sp_task_state_names),
};
#undef ROW
#define ROW sp_task_link
static const struct sp_field task_link_fields[] = {ID, REF(before, task), REF(after, task), INT(min_lag_day),
						   OPT(max_lag_day)};
#undef ROW
#define ROW sp_attendee
static const struct sp_field attendee_fields[] = {
	ID,
	REF(subject, case),
	REF(duty, duty),
	REF(task, task),
	TEXT(role),
	ENUM(basis, sp_window_basis_names),
	OPT(weekday),
	OPT(cycle_week),
	DAY(day),
	MINUTE(from_min),
	MINUTE(to_min),
};
#undef ROW
#define ROW sp_block
static const struct sp_field block_fields[] = {
	ID,
	TEXT(uid),
	REF(task, task),
	TIME(start),
	INT(length_min),
	ENUM(state, sp_block_state_names),
	BOOL(locked),
	BIG(created_utc),
	INT(moves),
	TIME(moved_from),
	TEXT(moved_why),
};
#undef ROW
#define ROW sp_log_entry
static const struct sp_field log_entry_fields[] = {
	ID,
	ENUM(kind, sp_log_kind_names),
	REF(activity, activity),
	REF(task, task),
	REF(block, block),
	TIME(start),
	INT(length_min),
	ENUM(cause, sp_cause_names),
	TEXT(note),
};
#undef ROW

#define ROW sp_breach
static const struct sp_field breach_fields[] = {
	ID,
	ENUM(kind, sp_breach_kind_names),
	REF(activity, activity),
	REF(task, task),
	TIME(at),
	TIME(from_start),
	TIME(to_start),
	INT(length_min),
	TEXT(why),
};
#undef ROW

#define ROW sp_scenario
static const struct sp_field scenario_fields[] = {ID, TEXT(name), TEXT(changes)};
#undef ROW

#define ROW sp_audit_mark
static const struct sp_field audit_mark_fields[] = {ID, REF(activity, activity), TIME(start)};
#undef ROW

static const struct sp_entity_info infos[] = {
#define X(name_, plural)                                              \
	[SP_ENTITY_##name_] = {.name = #name_,                        \
			       .table = #plural,                      \
			       .row_size = sizeof(struct sp_##name_), \
			       .fields = name_##_fields,              \
			       .n_fields = SP_COUNT(name_##_fields),  \
			       .snapshot_offset = offsetof(struct sp_snapshot, plural)},
	SP_ENTITIES(X)
#undef X
};

const struct sp_entity_info *
sp_entity_info(enum sp_entity entity)
{
	assert(entity < SP_ENTITY_COUNT);
	return &infos[entity];
}

static char
fold(char c)
{
	if (c >= 'A' && c <= 'Z')
		return (char)(c - 'A' + 'a');
	return (char)(c == '_' || c == ' ' ? '-' : c);
}

int
sp_enum_parse(const char *const *names, const char *text)
{
	for (int i = 0; names[i] != NULL; i++) {
		const char *a = names[i], *b = text;

		while (*a != '\0' && fold(*a) == fold(*b)) {
			a++;
			b++;
		}
		if (*a == '\0' && *b == '\0')
			return i;
	}
	return -1;
}
