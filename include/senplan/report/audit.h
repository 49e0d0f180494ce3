/*
 * A time audit: what each half-hour of a fortnight went to, as somebody noted it; its shares by activity and by kind. It
 * needs no plan and no log, and is added to neither: it is a picture to begin with.
 */
#ifndef SENPLAN_REPORT_AUDIT_H
#define SENPLAN_REPORT_AUDIT_H

#include "senplan/report/hours.h"

struct sp_audit_row {
	const struct sp_activity *activity;
	int32_t min;
	int role_pct; /* of the role's hours; -1: it is none of them (teaching, work for others) */
};

struct sp_audit {
	sp_day from_day, to_day;	 /* both included */
	const struct sp_audit_row *rows; /* most first */
	size_t n_rows;
	int n_days; /* with an entry */
	int n_open; /* working days of the span up to today without one */
	int32_t total_min;
	int32_t role_min;	    /* without teaching and work for others */
	int32_t role_week_min;	    /* the same, of five such days */
	int32_t outside_min;	    /* of all, outside working hours; 0 when those are not known */
	int32_t allocated_week_min; /* what the plan gives for the role, of five such days */
	int32_t by_kind_min[SP_KIND_COUNT];
};

enum sp_rc sp_audit_build(const struct sp_snapshot *snapshot, sp_day from, sp_day to, sp_time now,
			  struct sp_arena *arena, struct sp_audit *ret, struct sp_err *reterr);

/* The audit that was begun last (setting "audit"); false: none was. */
bool sp_audit_span(const struct sp_snapshot *snapshot, sp_day *ret_from, sp_day *ret_to);

/* What stands at the half-hour; NULL: nothing. */
const struct sp_audit_mark *sp_audit_mark_at(const struct sp_snapshot *snapshot, sp_time start);

/*
 * What a letter stands for: what was said (setting "audit_letters"); else of the activities with the letter the first of the
 * kind that most of them are. NULL: no activity has the letter. Large and small letters are one.
 */
const struct sp_activity *sp_audit_activity(const struct sp_snapshot *snapshot, char letter);

/* The i-th letter that an activity has, in the order of the activities; '\0': there are fewer. */
char sp_audit_letter(const struct sp_snapshot *snapshot, int i);

/* "audit 31h30 over 6 days …": the shares in lines. */
struct sp_str;
void sp_audit_words(struct sp_str *out, const struct sp_audit *audit);

#endif
