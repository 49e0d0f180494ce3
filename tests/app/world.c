/*
 * A plan in memory for tests.
 */
#include "world.h"

#include <assert.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const char terms_csv[] = "kind,name,from,to\n"
				"term,Autumn,01/09/2026,18/12/2026\n"
				"term,Spring,04/01/2027,25/03/2027\n"
				"term,Summer,12/04/2027,21/07/2027\n"
				"half-term,October half-term,26/10/2026,30/10/2026\n"
				"half-term,February half-term,15/02/2027,19/02/2027\n"
				"half-term,May half-term,31/05/2027,04/06/2027\n"
				"inset,INSET,01/09/2026,02/09/2026\n"
				"inset,INSET,04/01/2027,\n"
				"bank-holiday,May Day,03/05/2027,\n"
				"bank-holiday,Good Friday,26/03/2027,\n"
				"bank-holiday,Boxing Day,28/12/2026,\n"
				"exam-weeks,Mocks,11/01/2027,22/01/2027\n"
				"cycle-week,A,31/08/2026,\n";

static const char grid_csv[] = "cycle week,day,period,from,to,what,title\n"
			       ",,Reg,08:45,09:05,registration,\n"
			       ",,P1,09:05,10:05,lesson,\n"
			       ",,P2,10:05,11:05,lesson,\n"
			       ",,Break,11:05,11:25,break,\n"
			       ",,P3,11:25,12:25,lesson,\n"
			       ",,P4,12:25,13:25,lesson,\n"
			       ",,Lunch,13:25,14:10,lunch,\n"
			       ",,P5,14:10,15:10,lesson,\n"
			       ",Fri,P1,08:45,09:45,lesson,\n"
			       ",Fri,P2,09:45,10:45,lesson,\n"
			       ",Fri,Break,10:45,11:05,break,\n"
			       ",Fri,P3,11:05,12:05,lesson,\n"
			       ",Fri,P4,12:05,13:05,lesson,\n"
			       ",Mon-Fri,,08:00,16:30,work,\n"
			       "A,Tue,P1,,,teach,8B Science\n"
			       "B,Fri,P3-P4,,,teach,9A Science\n";

void
world_init(struct world *world)
{
	memset(world, 0, sizeof(*world));
	sp_arena_init(&world->arena);
	world->now = sp_time_of(sp_day_of(2026, 11, 23), 8 * 60);
	world->options.from_day = world->options.to_day = SP_DAY_NONE;
	assert_int_equal(sp_snapshot_finish(&world->snapshot, &world->arena, &world->err), SP_OK);
}

void
world_finish(struct world *world)
{
	sp_arena_finish(&world->arena);
}

/* No store gives real ids here: the provisional ones go on from list to list. */
void
world_begin(struct world *world)
{
	sp_edits_init(&world->edits, &world->arena);
	world->edits.last_provisional = world->last_provisional;
}

void
world_apply(struct world *world)
{
	struct sp_snapshot after;

	assert_int_equal(
		sp_snapshot_apply(&world->snapshot, &world->edits, &world->arena, &after, &world->err),
		SP_OK);
	world->snapshot = after;
	world->last_provisional = world->edits.last_provisional;
}

void
world_set(struct world *world, const char *key, const char *value)
{
	struct sp_setting setting = sp_setting_blank();

	setting.key = key;
	setting.value = value;
	world_begin(world);
	sp_edits_put_setting(&world->edits, &setting);
	world_apply(world);
}

enum sp_rc
world_take(struct world *world, sp_intake_parse_fn *parse, const char *text)
{
	struct sp_intake_input input = {.path = "in.csv",
					.bytes = text,
					.size = strlen(text),
					.snapshot = &world->snapshot,
					.now = world->now,
					.options = &world->options};
	enum sp_rc rc;

	world_begin(world);
	memset(&world->result, 0, sizeof(world->result));
	sp_err_clear(&world->err);
	rc = parse(&input, &world->edits, &world->result, &world->err);
	if (rc == SP_OK)
		world_apply(world);
	return rc;
}

void
world_school(struct world *world)
{
	world_set(world, "cycle", "2");
	assert_int_equal(world_take(world, sp_intake_parse_terms, terms_csv), SP_OK);
	assert_int_equal(world_take(world, sp_intake_parse_timetable, grid_csv), SP_OK);
}
