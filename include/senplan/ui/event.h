/*
 * What can happen to the screen, as values: a key, the mouse, a new size, pasted text, the passing of time, and the
 * answer to an effect. The terminal makes the first five, tests make all.
 */
#ifndef SENPLAN_UI_EVENT_H
#define SENPLAN_UI_EVENT_H

#include "senplan/time/clock.h"

#include <stdbool.h>
#include <stdint.h>

/* A key is a code point, or one of these; with modifiers in the upper bits. */
enum {
	SP_KEY_ENTER = 0x110000,
	SP_KEY_ESCAPE,
	SP_KEY_TAB,
	SP_KEY_BACKTAB,
	SP_KEY_BACKSPACE,
	SP_KEY_DELETE,
	SP_KEY_INSERT,
	SP_KEY_UP,
	SP_KEY_DOWN,
	SP_KEY_LEFT,
	SP_KEY_RIGHT,
	SP_KEY_HOME,
	SP_KEY_END,
	SP_KEY_PAGE_UP,
	SP_KEY_PAGE_DOWN,
	SP_KEY_F1, /* to F12, in order */
	SP_KEY_F12 = SP_KEY_F1 + 11,
	SP_KEY_CODES, /* one more than the last */
	SP_KEY_CTRL = 0x1000000,
	SP_KEY_ALT = 0x2000000,
};

typedef uint32_t sp_key;

/* "Enter", "C-u", "M-x", "x", "F5" … SP_KEY_NONE when the name is none. */
#define SP_KEY_NONE ((sp_key)0)
sp_key sp_key_parse(const char *name);

enum { SP_KEY_TEXT = 16 };
const char *sp_key_format(sp_key key, char *buf); /* the name, in a buffer of SP_KEY_TEXT */

enum sp_mouse {
	SP_MOUSE_PRESS,
	SP_MOUSE_DOUBLE,
	SP_MOUSE_DRAG,
	SP_MOUSE_RELEASE,
	SP_MOUSE_WHEEL_UP,
	SP_MOUSE_WHEEL_DOWN
};

enum sp_event_type {
	SP_ON_KEY,
	SP_ON_MOUSE,
	SP_ON_RESIZE,
	SP_ON_PASTE,
	SP_ON_TICK,   /* time passed, or nothing else to do */
	SP_ON_ANSWER, /* of an effect */
};

struct sp_answer; /* ui.h */

struct sp_event {
	enum sp_event_type type;
	sp_key key;
	enum sp_mouse mouse;
	int x, y;	   /* mouse: the cell; resize: the new width and height */
	const char *paste; /* UTF-8, valid during the step */
	sp_time now;	   /* tick; SP_TIME_NONE: as before */
	const struct sp_answer *answer;
};

#endif
