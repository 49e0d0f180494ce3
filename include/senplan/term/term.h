/*
 * The screen on a real terminal: bytes become events, the surface becomes what is seen, and whatever happens the
 * terminal is given back as it was.
 */
#ifndef SENPLAN_TERM_TERM_H
#define SENPLAN_TERM_TERM_H

#include "senplan/base/err.h"

#include <stdint.h>

struct sp_app;

struct sp_screen_options {
	bool colour; /* false: NO_COLOR, --color=never */
	bool ascii;  /* the locale is not UTF-8 */
	bool mouse;
	bool set_up;	       /* open on Set-up: the file is new */
	bool look;	       /* open on Review, for looking together: nothing can be changed */
	const char *read_only; /* why the plan may only be read; NULL: it may be changed */
	/* What the clock says now (civil minutes, and seconds UTC); NULL: time stands still (--now). */
	void (*clock)(void *context, int32_t *ret_now, int64_t *ret_utc);
	void *clock_context;
	/* Microseconds that only go forward: for double clicks and the length of a slice of planning. */
	int64_t (*monotonic)(void *context);
	void *monotonic_context;
};

/*
 * Shows the screen until the person leaves it. The locale must be set. SP_OK at q, end of input and signals (SIGHUP, SIGINT,
 * SIGTERM): all is saved at each act. SP_USAGE without a terminal or with an unknown one.
 */
enum sp_rc sp_screen_run(struct sp_app *app, const struct sp_screen_options *options, struct sp_err *reterr);

#endif
