/*
 * A scenario being read: the edits that its changes come to, and the plan as it is with those so far.
 */
#ifndef WHAT_IF_READ_H
#define WHAT_IF_READ_H

#include "senplan/app/what_if.h"

#include "form.h"
#include "session.h"

enum { WORDS_MOST = 12, CHANGE_SIZE = 200 };

struct thought {
	const struct sp_app *app;
	struct sp_arena *arena;
	struct sp_edits edits;
	struct sp_snapshot snapshot; /* with the edits so far */
	struct sp_str words;	     /* what was understood: "Fri 12:40-16:00 more from …; " */
	int32_t admin_week_min;	     /* delegable work leaves up to so much a week */
	struct sp_compare_pupil pupils[SP_COMPARE_PUPILS];
	size_t n_pupils;
};

struct change_words {
	char text[CHANGE_SIZE]; /* cut at blanks */
	const char *items[WORDS_MOST];
	size_t n;
	sp_day from_day; /* behind "from"; SP_DAY_NONE */
};

/* All changes of a list. */
enum sp_rc thought_read(struct thought *t, const char *changes, struct sp_err *reterr);

/* The edits are taken into the snapshot. */
enum sp_rc thought_take(struct thought *t, struct sp_err *reterr);

/* what_if_pupils.c: "3 ehcp", "3 new plans", "2 support"; SP_NO without a sentence when it is none of these. */
enum sp_rc thought_pupils(struct thought *t, const struct change_words *w, struct sp_err *reterr);

/* what_if_day.c: half-days of the week, 0 and 1 the halves of Monday … */
struct half_days {
	bool more;
	int count;    /* so many where it is best, when weekday is -1 */
	int weekday;  /* or -1 */
	int part;     /* 0 morning, 1 afternoon, -1 both */
	int32_t week; /* of the cycle; -1: each */
	sp_day from_day;
};
enum sp_rc thought_half_days(struct thought *t, const struct half_days *half, struct sp_err *reterr);

#endif
