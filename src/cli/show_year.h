/*
 * The year's figures, as parts of what `ahead` and `duties` print.
 */
#ifndef SHOW_YEAR_H
#define SHOW_YEAR_H

#include "senplan/report/demand.h"

#include "run.h"

/* What is missing in the year, at the top of a listing; nothing when nothing is. `with_ways`: also what could be done. */
void print_shortfall(struct run *run, const struct sp_demand *demand, bool with_ways);

/* The same from the plan as it stands; with --json the member "year" of the open document. */
enum sp_rc show_shortfall(struct run *run, struct sp_err *reterr);

/* "demand": what each activity and duty asks for in the year, from now on; adds up with that of `ahead`. */
void json_duty_hours(struct run *run, const struct sp_demand *demand);

#endif
