/*
 * Who comes to a pupil's meetings, from a caseload.
 */
#ifndef INTAKE_ATTENDEES_H
#define INTAKE_ATTENDEES_H

#include "intake_sheet.h"

/* Can the cell be read? Otherwise the row is bad. */
bool intake_check_attendees(struct intake *intake, const struct csv_row *row, int column);

/* Of each case (its id given or provisional) the text of its cell. */
bool intake_put_attendees(struct intake *intake, const struct sp_case *cases, const char *const *texts,
			  size_t n);

#endif
