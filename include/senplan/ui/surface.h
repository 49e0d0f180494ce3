/*
 * A surface is what the screen will show: rows of cells, each a character and a style. The views draw into it; the
 * terminal shows it; the tests compare it. It knows no terminal.
 *
 * Styles say what a thing is (fixed time, a warning, the focus); which colours that means is the terminal's business.
 * Text from outside is made safe here, in the one place that turns texts into cells (safety.md, promise 6). So are the codes
 * of pupils hidden here, wherever they were typed: in the name of an activity, of a term, of a meeting.
 */
#ifndef SENPLAN_UI_SURFACE_H
#define SENPLAN_UI_SURFACE_H

#include "senplan/base/str.h"

#include <stdbool.h>
#include <stdint.h>

/* A rectangle of cells. Empty when width or height is 0 or less. */
struct sp_rect {
	int x, y;
	int width, height;
};

/* One line a style: name, the letter that stands for it in golden screens. */
#define SP_STYLES(X)                                                         \
	X(TEXT, '.')	  /* ordinary text */                                \
	X(TITLE, 'T')	  /* the top line */                                 \
	X(STRONG, 'S')	  /* a heading, a figure that matters */             \
	X(DIM, 'd')	  /* what may be overlooked: grid, hours, notes */   \
	X(HEAD, 'h')	  /* names of days and columns */                    \
	X(TODAY, 'n')	  /* today's column, the row of now */               \
	X(FIXED, 'f')	  /* time that is not planned: teaching, meetings */ \
	X(CLOSED, 'c')	  /* not working, closed */                          \
	X(KEY, 'k')	  /* a key's name in the footer */                   \
	X(NOTE, 'i')	  /* a message */                                    \
	X(GOOD, 'o')	  /* done, met */                                    \
	X(WARNING, 'w')	  /* soon, at risk */                                \
	X(ALERT, 'e')	  /* late, does not fit, an error */                 \
	X(FOCUS, 'F')	  /* where the cursor is */                          \
	X(GHOST, 'G')	  /* a block on its way to another place */          \
	X(PROMPT, 'p')	  /* the line that is being typed */                 \
	X(BOX, 'x')	  /* frame of a dialog */                            \
	X(MATCH, 'm')	  /* what was looked for */                          \
	X(CHIP_NONE, '0') /* letter stripe of an activity, by its colour */  \
	X(CHIP_RED, '1')                                                     \
	X(CHIP_GREEN, '2')                                                   \
	X(CHIP_YELLOW, '3')                                                  \
	X(CHIP_BLUE, '4')                                                    \
	X(CHIP_MAGENTA, '5')                                                 \
	X(CHIP_CYAN, '6')                                                    \
	X(CHIP_WHITE, '7')

enum sp_style {
#define X(name, letter) SP_STYLE_##name,
	SP_STYLES(X)
#undef X
		SP_STYLE_COUNT
};

char sp_style_letter(enum sp_style style);

enum { SP_CELL_MARKS = 2, SP_SURFACE_MAX = 1000 };

struct sp_cell {
	uint32_t code; /* 0: the right half of a wide character */
	uint32_t marks[SP_CELL_MARKS];
	enum sp_style style;
};

struct sp_snapshot;

struct sp_surface {
	int width, height;
	struct sp_cell *cells; /* row by row */
	struct sp_rect clip;   /* nothing is drawn outside */
	bool ascii;	       /* only ASCII comes out */
	bool shows_typed;      /* the line that is being typed is shown as it is, whatever `hidden` says */
	const struct sp_snapshot
		*hidden; /* codes of its pupils come out as dashes; NULL: nothing is hidden */
	int cursor_x;	 /* where the hardware cursor stands; -1: nowhere */
	int cursor_y;
};

/* Blank cells; sizes are cut to 1..SP_SURFACE_MAX. False when out of memory (the surface is then unchanged). */
bool sp_surface_resize(struct sp_surface *surface, int width, int height);
void sp_surface_finish(struct sp_surface *surface);

/* All blank, whole clip, no cursor. */
void sp_surface_clear(struct sp_surface *surface);

/* Narrows the clip to what it shares with `rect`; returns the clip before, for sp_surface_unclip. */
struct sp_rect sp_surface_clip(struct sp_surface *surface, struct sp_rect rect);
void sp_surface_unclip(struct sp_surface *surface, struct sp_rect before);

const struct sp_cell *sp_surface_cell(const struct sp_surface *surface, int x, int y); /* inside (asserted) */

void sp_surface_put(struct sp_surface *surface, int x, int y, uint32_t code, enum sp_style style);
void sp_surface_fill(struct sp_surface *surface, struct sp_rect rect, uint32_t code, enum sp_style style);

/* Draws one line of at most `columns` columns (negative: to the edge), cut with "~" at its end when it is longer.
 * Returns the columns taken. */
int sp_surface_text(struct sp_surface *surface, int x, int y, int columns, const char *text,
		    enum sp_style style);
int sp_surface_textf(struct sp_surface *surface, int x, int y, int columns, enum sp_style style,
		     const char *format, ...) __attribute__((format(printf, 6, 7)));

/* Draws text broken between words into the rectangle; '\n' begins a line. Lines before `skip` are left out.
 * Returns the number of lines that the whole text takes at this width. */
int sp_surface_wrap(struct sp_surface *surface, struct sp_rect rect, int skip, const char *text,
		    enum sp_style style);

/* Columns that the text takes when drawn. */
int sp_surface_width(const struct sp_surface *surface, const char *text);

/* A frame of lines around the rectangle's edge, inside blanked, with a title in its top line ("" for none). */
void sp_surface_box(struct sp_surface *surface, struct sp_rect rect, const char *title, enum sp_style style);

/* A vertical or horizontal line. */
void sp_surface_vline(struct sp_surface *surface, int x, int y, int length, enum sp_style style);
void sp_surface_hline(struct sp_surface *surface, int x, int y, int length, enum sp_style style);

void sp_surface_cursor(struct sp_surface *surface, int x, int y);

/* The text plane, a line of '=', the style plane: what golden screens are. Trailing blanks are cut in the text. */
void sp_surface_dump(const struct sp_surface *surface, struct sp_str *out);

/* --- arithmetic on rectangles --- */

bool sp_rect_is_empty(struct sp_rect rect);
bool sp_rect_holds(struct sp_rect rect, int x, int y);
struct sp_rect sp_rect_intersect(struct sp_rect a, struct sp_rect b);

/* Cut a part off one side; *rect keeps the rest. The part is as large as there is room, never negative. */
struct sp_rect sp_rect_take_top(struct sp_rect *rect, int height);
struct sp_rect sp_rect_take_bottom(struct sp_rect *rect, int height);
struct sp_rect sp_rect_take_left(struct sp_rect *rect, int width);
struct sp_rect sp_rect_take_right(struct sp_rect *rect, int width);
struct sp_rect sp_rect_centre(struct sp_rect outer, int width, int height); /* at most as large as outer */

/* Column i of n nearly equal ones; the first get the odd cells. */
struct sp_rect sp_rect_column(struct sp_rect rect, int i, int n);

/* First of `shown` rows out of n so that row `at` is seen, moving as little as possible from `top`. */
int sp_scroll(int top, int at, int shown, int n);

#endif
