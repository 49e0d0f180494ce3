/*
 * Any bytes as keys, mouse reports, pastes and sizes: the screen's state keeps its promises and every screen can be drawn.
 */
#include "fuzz/fuzz.h"
#include "ui/sample.h"

#include <assert.h>
#include <string.h>

enum { BYTES_MAX = 400 };

/* One event from the bytes at *at, which moves on. */
static struct sp_event
event_of(const uint8_t *data, size_t size, size_t *at)
{
	static const char *const pastes[] = {"fri 15:30", "\xff\xfe\033[2J", "K07 papers out",
					     "mon 23 nov 09:00-11:30"};
	struct sp_event event = {.type = SP_ON_KEY, .now = SP_TIME_NONE};
	uint8_t byte = data[(*at)++];
	uint8_t x = *at < size ? data[*at] : 0;
	uint8_t y = *at + 1 < size ? data[*at + 1] : 0;

	if (byte < 32) {
		event.key = SP_KEY_ENTER + byte % (SP_KEY_CODES - SP_KEY_ENTER);
	} else if (byte < 128) {
		event.key = byte;
	} else if (byte < 160) {
		event.key = SP_KEY_CTRL | (sp_key)('a' + byte % 26);
	} else if (byte < 200) {
		event.type = SP_ON_MOUSE;
		event.mouse = (enum sp_mouse)(byte % (SP_MOUSE_WHEEL_DOWN + 1));
		event.x = x;
		event.y = y % 64;
		*at += 2;
	} else if (byte < 210) {
		event.type = SP_ON_PASTE;
		event.paste = pastes[byte % 4];
	} else if (byte < 220) {
		event.type = SP_ON_RESIZE;
		event.x = x;
		event.y = y % 80;
		*at += 2;
	} else if (byte < 230) {
		event.type = SP_ON_TICK;
	} else {
		event.key = 0x80u + x * 257u;
		*at += 1;
	}
	return event;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct sp_surface surface = {.width = 0};
	struct sample sample;

	if (size > BYTES_MAX)
		return 0;
	sample_init(&sample, size % 2 == 1);
	for (size_t at = 0; at < size;) {
		struct sp_event event = event_of(data, size, &at);
		struct sp_effects effects;

		sample_event(&sample, &event, &effects);
		for (int i = 0; i < effects.n; i++)
			if (effects.items[i].kind == SP_EFFECT_PLAN ||
			    effects.items[i].kind == SP_EFFECT_LOST)
				sample_propose(&sample);
		sample.ui.quit = false;
	}
	assert(sp_surface_resize(&surface, sample.ui.width, sample.ui.height));
	sp_ui_draw(&sample.ui, &surface);
	sp_surface_finish(&surface);
	sample_finish(&sample);
	return 0;
}
