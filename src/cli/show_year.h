/*
 * The year's figures, as parts of what `ahead` and `duties` print.
 */
#ifndef SHOW_YEAR_H
#define SHOW_YEAR_H

#include "run.h"

/* Demand by year, half-term and week, and the fixed dates: members of the open document, or lines. */
enum sp_rc show_year(struct run *run, struct sp_err *reterr);

/* "demand": what each activity and duty asks for in the year, from now on; adds up with that of `ahead`. */
enum sp_rc json_duty_hours(struct run *run, struct sp_err *reterr);

#endif
