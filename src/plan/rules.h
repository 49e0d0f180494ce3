/*
 * Rules as arithmetic: which row holds, and which date it gives.
 */
#ifndef PLAN_RULES_H
#define PLAN_RULES_H

#include "senplan/plan/clocks.h" /* sp_plan_rule */

/*
 * The date that the rule gives, counted from its anchor on its side. A fixed date is its first occurrence on or after
 * the anchor, or with `before` its last one on or before it. SP_DAY_NONE for a count, and when the anchor is not known.
 */
sp_day sp_plan_rule_date(const struct sp_snapshot *snapshot, const struct sp_rule *rule, sp_day anchor);

/* The anchor from which the rule gives `date`, or the nearest one on the safe side of it. */
sp_day sp_plan_rule_anchor(const struct sp_snapshot *snapshot, const struct sp_rule *rule, sp_day date);

/*
 * The last school day on or before `day`. Beyond the terms that the file knows every weekday counts, so that a limit in
 * next September is not pulled back into July.
 */
sp_day sp_plan_work_by(const struct sp_snapshot *snapshot, sp_day day);

/* A limit within closed dates (a rule of that unit) moves to the next working day after them; another stays. */
sp_day sp_plan_after_closed(const struct sp_snapshot *snapshot, const struct sp_rule *rule, sp_day day);

/* School days from `from` to `to`; negative when `to` is earlier. */
int sp_plan_slack(const struct sp_snapshot *snapshot, sp_day from, sp_day to);

#endif
