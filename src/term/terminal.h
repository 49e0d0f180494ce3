/*
 * The terminal as the loop sees it: events come out, surfaces go in. There is one terminal; curses keeps it.
 */
#ifndef SP_TERM_TERMINAL_H
#define SP_TERM_TERMINAL_H

#include "senplan/base/err.h"
#include "senplan/term/term.h"
#include "senplan/ui/event.h"
#include "senplan/ui/surface.h"

/* Takes the terminal over. SP_USAGE for one that is unknown or cannot place its cursor. */
enum sp_rc terminal_open(const struct sp_screen_options *options, struct sp_err *reterr);

/* Gives it back as it was; again does nothing. */
void terminal_close(void);

/* Gives it back for a while, and takes it again (everything is drawn anew). */
void terminal_leave(void);
void terminal_return(void);

/* The size by the system; also tells curses. */
void terminal_measure(int *ret_width, int *ret_height);

/* The next event that is there; false: none. ret_end: the input has ended. Pasted text lives until the next call. */
bool terminal_read(struct sp_event *ret_event, bool *ret_end);

/* Shows what differs from what was shown. `anew`: everything. */
void terminal_show(const struct sp_surface *surface, bool anew);

#endif
