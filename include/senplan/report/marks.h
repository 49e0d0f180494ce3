/*
 * The marks of the week, the same on the screen and in listings, so that nothing is said by colour alone.
 */
#ifndef SENPLAN_REPORT_MARKS_H
#define SENPLAN_REPORT_MARKS_H

#include "senplan/report/week.h"

/* '#' own teaching, ':' fixed, '-' break or lunch, '.' not in school, 'x' lost. */
char sp_fixed_mark(enum sp_fixed_kind kind);

enum { SP_BLOCK_MARKS = 8 }; /* bytes for the marks of a block */

/* v done, = locked, * confirmed with the other party, ~ other party not yet asked, ! late or at risk; all that hold. */
const char *sp_block_marks(const struct sp_week_block *block, char *buf);

#endif
