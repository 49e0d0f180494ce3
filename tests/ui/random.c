/*
 * Ten thousand random keys, pastes, mouse reports, resizes and answers at each of four sizes, from a fixed seed: the state
 * keeps its promises (assertions stay on) and every screen can be drawn.
 */
#include "senplan/base/array.h"
#include "senplan/base/rand.h"

#include "sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { EVENTS = 10000, DRAW_EACH = 7 };

static sp_key
random_key(struct sp_rand *rand)
{
	switch (sp_rand_below(rand, 8)) {
	case 0:
		return SP_KEY_ENTER + sp_rand_below(rand, SP_KEY_CODES - SP_KEY_ENTER);
	case 1:
		return SP_KEY_CTRL | ('a' + sp_rand_below(rand, 26));
	case 2:
		return SP_KEY_UP + sp_rand_below(rand, 4);
	case 3:
		return 1 + sp_rand_below(rand, 0x10FFFE); /* any code point, surrogates too */
	case 4:
		return SP_KEY_ESCAPE;
	default:
		return ' ' + sp_rand_below(rand, 95);
	}
}

static struct sp_event
random_event(struct sp_rand *rand, const struct sample *sample)
{
	static const char *const pastes[] = {"fri 15:30", "\033[31m\u202Eabc\n\t", "\xff\xfe\x80", "",
					     "K07 papers"};
	struct sp_event event = {.type = SP_ON_KEY, .now = SP_TIME_NONE};

	switch (sp_rand_below(rand, 20)) {
	case 0:
		event.type = SP_ON_MOUSE;
		event.mouse = (enum sp_mouse)sp_rand_below(rand, SP_MOUSE_WHEEL_DOWN + 1);
		event.x = (int)sp_rand_below(rand, (uint32_t)sample->ui.width + 10) - 5;
		event.y = (int)sp_rand_below(rand, (uint32_t)sample->ui.height + 10) - 5;
		break;
	case 1:
		event.type = SP_ON_PASTE;
		event.paste = pastes[sp_rand_below(rand, SP_COUNT(pastes))];
		break;
	case 2:
		event.type = SP_ON_TICK;
		event.now = sample->now + (int)sp_rand_below(rand, 10000);
		break;
	case 3:
		if (sp_rand_below(rand, 8) != 0)
			break;
		event.type = SP_ON_RESIZE;
		event.x = (int)sp_rand_below(rand, 250);
		event.y = (int)sp_rand_below(rand, 80);
		break;
	default:
		event.key = random_key(rand);
		break;
	}
	return event;
}

/* The application's part, at random: done, refused, failed. */
static void
answer_some(struct sp_rand *rand, struct sample *sample, const struct sp_effects *effects)
{
	for (int i = 0; i < effects->n; i++) {
		const struct sp_effect *effect = &effects->items[i];
		struct sp_answer answer = {
			.to = effect->kind, .text = "a sentence about it", .id = effect->id};
		struct sp_event event = {.type = SP_ON_ANSWER, .answer = &answer, .now = SP_TIME_NONE};

		if (effect->kind == SP_EFFECT_LOAD || effect->kind == SP_EFFECT_REDRAW ||
		    effect->kind == SP_EFFECT_SUSPEND)
			continue;
		if (effect->kind == SP_EFFECT_PLAN || effect->kind == SP_EFFECT_LOST) {
			sample_propose(sample);
			continue;
		}
		answer.rc = (enum sp_rc)sp_rand_below(rand, SP_SYSTEM + 1);
		sample_event(sample, &event, NULL);
	}
}

static void
draw(struct sp_surface *surface, const struct sample *sample)
{
	assert_true(sp_surface_resize(surface, sample->ui.width, sample->ui.height));
	sp_ui_draw(&sample->ui, surface);
	for (int y = 0; y < surface->height; y++)
		for (int x = 0; x < surface->width; x++) {
			uint32_t code = sp_surface_cell(surface, x, y)->code;

			/* Nothing that a terminal would act on ever becomes a cell. */
			assert_true(code == 0 ||
				    (code >= ' ' && code != 0x7F && !(code >= 0x80 && code < 0xA0)));
			assert_true(!(code >= 0x202A && code <= 0x202E));
		}
}

static void
drive(uint64_t seed, int width, int height)
{
	struct sp_surface surface = {.width = 0};
	struct sp_rand rand;
	struct sample sample;

	sp_rand_seed(&rand, seed);
	sample_init(&sample, seed % 2 == 0);
	sample_resize(&sample, width, height);
	for (int i = 0; i < EVENTS; i++) {
		struct sp_event event = random_event(&rand, &sample);
		struct sp_effects effects;

		sample_event(&sample, &event, &effects);
		answer_some(&rand, &sample, &effects);
		sample.ui.quit = false;
		if (sample.arena.total_bytes > 64u << 20) {
			/* Every load takes memory from the sample: begin again now and then. */
			sample_finish(&sample);
			sample_init(&sample, seed % 2 == 0);
			sample_resize(&sample, width, height);
		}
		if (i % DRAW_EACH == 0)
			draw(&surface, &sample);
	}
	sample_finish(&sample);
	sp_surface_finish(&surface);
}

static void
at_80x24(void **state)
{
	(void)state;
	drive(1, 80, 24);
}

static void
at_20x5(void **state)
{
	(void)state;
	drive(2, 20, 5);
}

static void
at_200x60(void **state)
{
	(void)state;
	drive(3, 200, 60);
}

static void
at_40x12(void **state)
{
	(void)state;
	drive(4, 40, 12);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(at_80x24),
		cmocka_unit_test(at_20x5),
		cmocka_unit_test(at_200x60),
		cmocka_unit_test(at_40x12),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
