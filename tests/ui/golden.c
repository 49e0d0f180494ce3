/*
 * Golden screens: what the views draw, as text and as a plane of style letters, compared with the files in
 * tests/data/ui. SP_UPDATE_GOLDEN=1 in the environment writes the files anew: look at the difference before keeping it.
 */
#include "senplan/base/array.h"

#include "golden_file.h"
#include "sample.h"
#include "support/files.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* The screen of the sample. */
static void
check(const struct sample *sample, const char *name)
{
	golden_check(&sample->ui, name);
}

static const struct {
	int width, height;
} sizes[] = {{80, 24}, {120, 40}, {40, 12}, {200, 60}};

/* The screen after the keys, in all sizes. */
static void
check_sizes(const char *name, const char *keys)
{
	for (size_t i = 0; i < SP_COUNT(sizes); i++) {
		struct sample sample;

		sample_init(&sample, false);
		sample_resize(&sample, sizes[i].width, sizes[i].height);
		sample_keys(&sample, keys, NULL);
		check(&sample, name);
		sample_finish(&sample);
	}
}

static void
week(void **state)
{
	(void)state;
	check_sizes("week", "Down");
}

static void
week_in_ascii(void **state)
{
	struct sample sample;

	(void)state;
	sample_init(&sample, true);
	sample_keys(&sample, "Right", NULL);
	check(&sample, "week-ascii");
	sample_finish(&sample);
}

static void
week_with_privacy(void **state)
{
	struct sample sample;

	(void)state;
	sample_init(&sample, false);
	sample_resize(&sample, 120, 40);
	sample_keys(&sample, "P Right", NULL);
	check(&sample, "privacy");
	assert_false(sample_shows(&sample, "K07"));
	assert_false(sample_shows(&sample, "Action plan"));
	sample_finish(&sample);
}

static void
attention_panel(void **state)
{
	(void)state;
	check_sizes("attention", "Tab Down");
}

static void
list_form(void **state)
{
	(void)state;
	check_sizes("list-form", "L Down");
}

static void
help(void **state)
{
	(void)state;
	check_sizes("help", "?");
}

static void
lost_menu(void **state)
{
	(void)state;
	check_sizes("lost", "Right x Down");
}

static void
block_details(void **state)
{
	(void)state;
	check_sizes("details", "Right Down Enter");
}

static void
set_up_view(void **state)
{
	(void)state;
	check_sizes("set-up", "6");
}

static void
ahead(void **state)
{
	(void)state;
	check_sizes("ahead", "2");
}

static void
cases(void **state)
{
	(void)state;
	check_sizes("cases", "3");
}

static void
review(void **state)
{
	(void)state;
	check_sizes("review", "5");
}

static void
proposal(void **state)
{
	(void)state;
	for (size_t i = 0; i < SP_COUNT(sizes); i++) {
		struct sample sample;

		sample_init(&sample, false);
		sample_resize(&sample, sizes[i].width, sizes[i].height);
		sample_propose(&sample);
		sample_keys(&sample, "Down Space", NULL);
		check(&sample, "proposal");
		sample_finish(&sample);
	}
}

static void
ladder(void **state)
{
	static const struct sp_ui_rung rungs[SP_RUNGS] = {
		[SP_STABILITY_BALANCED] = {true,
					   "20 moved, 1 clock not kept, 113h15 in 166 tasks without a place"},
		[SP_STABILITY_FEWEST] = {true, "9 moved, 1h30 in 1 task without a place"},
		[SP_STABILITY_BEST] = {false, ""},
	};

	(void)state;
	for (size_t i = 0; i < SP_COUNT(sizes); i++) {
		struct sample sample;

		sample_init(&sample, false);
		sample_resize(&sample, sizes[i].width, sizes[i].height);
		sample_answer(&sample, rungs, SP_STABILITY_BALANCED);
		sample.proposal.is_replan = true;
		sample.proposal.score.quality = 468;
		sample.proposal.n_no_room = 166;
		sample.proposal.no_room_min = 6795;
		sample.proposal.n_late = 9;
		sample.proposal.late_days = 729;
		sample.proposal.bound.more_min = 1205;
		check(&sample, "ladder");
		sample_finish(&sample);
	}
}

static void
moving(void **state)
{
	for (size_t i = 0; i < SP_COUNT(sizes); i++) {
		struct sp_ui_place places[2] = {{0, "nothing else moves"},
						{0, "moves LA forms to Fri 27 Nov 13:30"}};
		struct sp_answer answer = {
			.to = SP_EFFECT_SUGGEST, .text = "", .places = places, .n_places = 2};
		struct sp_event event = {.type = SP_ON_ANSWER, .answer = &answer, .now = SP_TIME_NONE};
		struct sample sample;
		struct sp_effects effects;

		(void)state;
		sample_init(&sample, false);
		sample_resize(&sample, sizes[i].width, sizes[i].height);
		sample_keys(&sample, "Right Down Down m", &effects);
		assert_int_equal(effects.n, 1);
		answer.id = effects.items[0].id;
		places[0].start = sample.now + 320;
		places[1].start = sample.now + 185;
		sample_event(&sample, &event, NULL);
		sample_keys(&sample, "1", NULL);
		check(&sample, "moving");
		sample_finish(&sample);
	}
}

static void
set_up_parts(void **state)
{
	static const char *const keys[] = {"6 Home Enter", "6 Home Down Enter Down Space",
					   "6 Home Down Down Enter t t Right p",
					   "6 Home Down Down Down Down Enter 2 4"};
	static const char *const names[] = {"part-school", "part-hours", "part-timetable", "part-caseload"};

	(void)state;
	for (size_t k = 0; k < SP_COUNT(keys); k++)
		for (size_t i = 0; i < SP_COUNT(sizes); i++) {
			struct sample sample;

			if (sizes[i].width > 100)
				continue;
			sample_init(&sample, false);
			sample_resize(&sample, sizes[i].width, sizes[i].height);
			sample_keys(&sample, keys[k], NULL);
			check(&sample, names[k]);
			sample_finish(&sample);
		}
}

static void
tiny(void **state)
{
	struct sample sample;

	(void)state;
	sample_init(&sample, false);
	sample_resize(&sample, 20, 5);
	check(&sample, "tiny");
	sample_finish(&sample);
}

/* "all views", or each place by its name. */
static void
add_where(struct sp_str *out, unsigned where)
{
	const char *between = "";

	if ((where & SP_IN_VIEWS) == SP_IN_VIEWS) {
		sp_str_add(out, "all views");
		between = ", ";
		where &= ~(unsigned)SP_IN_VIEWS;
	}
	for (unsigned bit = 1; bit != 0; bit <<= 1) {
		if ((where & bit) == 0)
			continue;
		sp_str_addf(out, "%s%s", between, sp_where_name(bit));
		between = ", ";
	}
}

/* The list that the manual is made from says what the table of keys says. */
static void
keys_of_the_manual(void **state)
{
	static const char path[] = TEST_DATA "/../../share/keys/keys.tsv";
	size_t n;
	const struct sp_action *actions = sp_actions(&n);
	struct sp_str want;
	char *got;

	(void)state;
	sp_str_init(&want);
	sp_str_add(
		&want,
		"# where\tkeys\tname\thelp (made from the table of keys: SP_UPDATE_GOLDEN=1, see share/doc/testing.md)\n");
	for (size_t i = 0; i < n; i++) {
		add_where(&want, actions[i].where);
		sp_str_addf(&want, "\t%s\t%s\t%s\n", actions[i].keys, actions[i].name, actions[i].help);
	}
	if (getenv("SP_UPDATE_GOLDEN") != NULL)
		file_write(path, want.text);
	got = file_read(path, NULL);
	if (got == NULL || strcmp(got, want.text) != 0)
		fail_msg(
			"share/keys/keys.tsv is not what the table of keys says: SP_UPDATE_GOLDEN=1 makes it anew");
	free(got);
	sp_str_finish(&want);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(week),
		cmocka_unit_test(week_in_ascii),
		cmocka_unit_test(week_with_privacy),
		cmocka_unit_test(attention_panel),
		cmocka_unit_test(list_form),
		cmocka_unit_test(help),
		cmocka_unit_test(lost_menu),
		cmocka_unit_test(block_details),
		cmocka_unit_test(ahead),
		cmocka_unit_test(set_up_view),
		cmocka_unit_test(cases),
		cmocka_unit_test(review),
		cmocka_unit_test(proposal),
		cmocka_unit_test(ladder),
		cmocka_unit_test(moving),
		cmocka_unit_test(set_up_parts),
		cmocka_unit_test(tiny),
		cmocka_unit_test(keys_of_the_manual),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
