/*
 * The export's sample. Times are minutes since 1970 on London's clock; AT makes them from days.
 */
#include "sample.h"

/* Days since 1970-01-01; the dates stand in the comments and in the golden file. */
#define AT(day, hour, minute) ((day)*SP_DAY_MIN + (hour)*60 + (minute))

static const char *const meetings[] = {"Annual reviews", "Meetings, outside"};
static const char *const clerical[] = {"Clerical"};

const struct sp_ics_event sample_events[SAMPLE_EVENTS] = {
	/* Friday 26 March 2027, before the clocks change */
	{.uid = "3f0c5a0e-8a9e-4b0e-9d7c-000000000001",
	 .sequence = 0,
	 .created_s = 1795258800,
	 .modified_s = 1795258800,
	 .start = AT(20903, 9, 0),
	 .end = AT(20903, 10, 30),
	 .title = "Annual review meeting",
	 .location = "Room 4; first floor",
	 .categories = meetings,
	 .category_n = 2},
	/* Monday 29 March 2027, after it */
	{.uid = "3f0c5a0e-8a9e-4b0e-9d7c-000000000002",
	 .sequence = 3,
	 .created_s = 1795258800,
	 .modified_s = 1795345205,
	 .start = AT(20906, 9, 0),
	 .end = AT(20906, 10, 30),
	 .title = "Annual review meeting",
	 .status = SP_ICS_TENTATIVE,
	 .categories = meetings,
	 .category_n = 1},
	/* a line that must be folded, with characters of two, three and four bytes at the fold */
	{.uid = "3f0c5a0e-8a9e-4b0e-9d7c-000000000003",
	 .created_s = 1795258800,
	 .modified_s = 1795258800,
	 .start = AT(20781, 13, 35),
	 .end = AT(20781, 14, 5),
	 .title =
		 "Réviéw öf prövïsiön – phäse trånsfér, wáve 2; thé lïst \\ nøtes: ünd “möre” 🗓🗓🗓 été",
	 .categories = clerical,
	 .category_n = 1},
	/* removed, kept in the file while older exports may be in use */
	{.uid = "3f0c5a0e-8a9e-4b0e-9d7c-000000000004",
	 .sequence = 1,
	 .created_s = 1795258800,
	 .modified_s = 1795345205,
	 .start = AT(20782, 11, 0),
	 .end = AT(20782, 12, 0),
	 .status = SP_ICS_CANCELLED,
	 .title = "Clerical"},
	/* a deadline: all day, not busy */
	{.uid = "3f0c5a0e-8a9e-4b0e-9d7c-000000000005",
	 .created_s = 1795258800,
	 .modified_s = 1795258800,
	 .start = AT(20864, 0, 0),
	 .end = AT(20865, 0, 0),
	 .all_day = true,
	 .transparent = true,
	 .title = "Plans for phase transfer are due"},
	/* in the hour that comes twice, and a title of two lines with a control character */
	{.uid = "3f0c5a0e-8a9e-4b0e-9d7c-000000000006",
	 .created_s = 1795258800,
	 .modified_s = 1795258800,
	 .start = AT(21122, 1, 30),
	 .end = AT(21122, 3, 0),
	 .klass = SP_ICS_CONFIDENTIAL,
	 .title = "One line\r\nUID:injected\x07"},
	/* two whole days */
	{.uid = "3f0c5a0e-8a9e-4b0e-9d7c-000000000007",
	 .created_s = 1795258800,
	 .modified_s = 1795258800,
	 .start = AT(21000, 0, 0),
	 .end = AT(21002, 0, 0),
	 .all_day = true,
	 .klass = SP_ICS_PUBLIC,
	 .title = "Transition days"},
};
