/*
 * Repeat rules (RRULE) before they are counted: is it a rule that we take in, and if not, why? libical counts
 * the rest (ical.h), but it does not say what it dislikes, drops a rule in silence, and does not come back
 * from some that have no date.
 */
#ifndef SENPLAN_SRC_ICS_RULE_H
#define SENPLAN_SRC_ICS_RULE_H

#include "value.h"

struct ics_rule {
	const char *text;
	bool yearly;
	long count;	       /* 0: no count */
	struct ics_when until; /* ICS_NEVER: no end */
	uint32_t months;       /* bit 1..12 of BYMONTH */
	uint32_t days;	       /* bit 1..31 of BYMONTHDAY, from the start or from the end */
	bool has_end_days;     /* BYMONTHDAY has negative numbers */
	bool has_nth;	       /* BYDAY has numbers */
	bool is_plain;	       /* a zone's: at most a few dates a year, and some */
};

/*
 * NULL when it can be counted, else why not: the end of a sentence ("COUNT and UNTIL exclude each other").
 * The text must outlive the rule.
 */
const char *ics_rule_check(const char *text, struct ics_rule *ret);

/* False when no year holds a day that fits, such as 30 February. A rough look that misses some. */
bool ics_rule_is_possible(const struct ics_rule *rule);

#endif
