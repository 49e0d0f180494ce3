/*
 * The only file that knows curses: bytes to events, cells to what is seen. Styles become colours here: on 256 colours, on
 * 16 and 8, or none; the default background is left alone, so that light terminals stay light.
 */
#include "terminal.h"

#include "senplan/base/array.h"
#include "senplan/base/utf8.h"

#include <curses.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <unistd.h>

enum {
	ESCAPE_MS = 25,
	CODE_PASTE_BEGIN = KEY_MAX + 10,
	CODE_PASTE_END,
	PASTE_MAX = 4000,
	DOUBLE_CLICK_US = 400000,
	EMPTY_READS = 3,
};

static struct {
	SCREEN *screen;
	struct sp_screen_options options;
	attr_t attrs[SP_STYLE_COUNT];
	short pairs[SP_STYLE_COUNT];
	struct sp_surface shown; /* what the terminal shows; no cells: nothing is known */
	char paste[PASTE_MAX + 8];
	int empty_reads; /* in a row, though there was said to be input */
	bool pressed;	 /* the mouse's button */
	int press_x, press_y;
	int64_t press_us;
} terminal;

/* --- colours --- */

struct paint {
	enum sp_style style;
	short fg256, bg256; /* -1: the terminal's own */
	short fg8, bg8;
	attr_t attr;	  /* with colours */
	attr_t mono_attr; /* without */
};

static const struct paint paints[] = {
	{SP_STYLE_TEXT, -1, -1, -1, -1, A_NORMAL, A_NORMAL},
	{SP_STYLE_TITLE, 255, 24, COLOR_WHITE, COLOR_BLUE, A_BOLD, A_REVERSE},
	{SP_STYLE_STRONG, -1, -1, -1, -1, A_BOLD, A_BOLD},
	{SP_STYLE_DIM, 244, -1, -1, -1, A_NORMAL, A_NORMAL},
	{SP_STYLE_HEAD, -1, -1, -1, -1, A_BOLD, A_BOLD},
	{SP_STYLE_TODAY, 31, -1, COLOR_CYAN, -1, A_BOLD | A_UNDERLINE, A_BOLD | A_UNDERLINE},
	{SP_STYLE_FIXED, 244, -1, -1, -1, A_NORMAL, A_NORMAL},
	{SP_STYLE_CLOSED, 242, -1, -1, -1, A_NORMAL, A_NORMAL},
	{SP_STYLE_KEY, 31, -1, COLOR_CYAN, -1, A_BOLD, A_BOLD},
	{SP_STYLE_NOTE, 31, -1, COLOR_CYAN, -1, A_NORMAL, A_NORMAL},
	{SP_STYLE_GOOD, 34, -1, COLOR_GREEN, -1, A_NORMAL, A_NORMAL},
	{SP_STYLE_WARNING, 172, -1, COLOR_YELLOW, -1, A_NORMAL, A_BOLD},
	{SP_STYLE_ALERT, 167, -1, COLOR_RED, -1, A_BOLD, A_BOLD},
	{SP_STYLE_FOCUS, -1, -1, -1, -1, A_REVERSE, A_REVERSE},
	{SP_STYLE_GHOST, 255, 31, COLOR_WHITE, COLOR_CYAN, A_NORMAL, A_REVERSE},
	{SP_STYLE_PROMPT, -1, -1, -1, -1, A_NORMAL, A_NORMAL},
	{SP_STYLE_BOX, 31, -1, COLOR_CYAN, -1, A_NORMAL, A_NORMAL},
	{SP_STYLE_MATCH, -1, -1, -1, -1, A_UNDERLINE, A_UNDERLINE},
	{SP_STYLE_CHIP_NONE, 255, 240, COLOR_BLACK, COLOR_WHITE, A_NORMAL, A_BOLD},
	{SP_STYLE_CHIP_RED, 255, 131, COLOR_WHITE, COLOR_RED, A_BOLD, A_BOLD},
	{SP_STYLE_CHIP_GREEN, 255, 65, COLOR_BLACK, COLOR_GREEN, A_BOLD, A_BOLD},
	{SP_STYLE_CHIP_YELLOW, 16, 179, COLOR_BLACK, COLOR_YELLOW, A_NORMAL, A_BOLD},
	{SP_STYLE_CHIP_BLUE, 255, 25, COLOR_WHITE, COLOR_BLUE, A_BOLD, A_BOLD},
	{SP_STYLE_CHIP_MAGENTA, 255, 96, COLOR_WHITE, COLOR_MAGENTA, A_BOLD, A_BOLD},
	{SP_STYLE_CHIP_CYAN, 255, 30, COLOR_BLACK, COLOR_CYAN, A_BOLD, A_BOLD},
	{SP_STYLE_CHIP_WHITE, 16, 250, COLOR_BLACK, COLOR_WHITE, A_NORMAL, A_BOLD},
};

static void
set_colours(void)
{
	bool colour = terminal.options.colour && has_colors() && start_color() == OK;
	bool many;

	if (colour)
		use_default_colors();
	many = colour && COLORS >= 256 && COLOR_PAIRS > SP_STYLE_COUNT;
	for (size_t i = 0; i < SP_COUNT(paints); i++) {
		const struct paint *paint = &paints[i];
		short fg = many ? paint->fg256 : paint->fg8;
		short bg = many ? paint->bg256 : paint->bg8;
		short pair = (short)(i + 1);

		terminal.attrs[paint->style] = colour ? paint->attr : paint->mono_attr;
		terminal.pairs[paint->style] = 0;
		if (colour && (fg >= 0 || bg >= 0) && pair < COLOR_PAIRS && init_pair(pair, fg, bg) == OK)
			terminal.pairs[paint->style] = pair;
	}
}

/* --- opening and closing --- */

static void
send(const char *codes)
{
	fputs(codes, stdout);
	fflush(stdout);
}

static void
set_modes(void)
{
	cbreak();
	noecho();
	nonl();
	intrflush(stdscr, FALSE);
	keypad(stdscr, TRUE);
	nodelay(stdscr, TRUE);
	set_escdelay(ESCAPE_MS);
	send("\033[?2004h");
}

enum sp_rc
terminal_open(const struct sp_screen_options *options, struct sp_err *reterr)
{
	const char *place;

	memset(&terminal, 0, sizeof(terminal));
	terminal.options = *options;
	terminal.screen = newterm(NULL, stdout, stdin);
	if (terminal.screen == NULL)
		return sp_err_set(
			reterr, SP_USAGE,
			"This terminal is not known here. TERM=xterm may do; \"senplan week\" prints the week.");
	place = tigetstr("cup");
	if (place == NULL || place == (char *)-1) {
		terminal_close();
		return sp_err_set(reterr, SP_USAGE,
				  "This terminal cannot place its cursor. \"senplan week\" prints the week.");
	}
	set_modes();
	set_colours();
	define_key("\033[200~", CODE_PASTE_BEGIN);
	define_key("\033[201~", CODE_PASTE_END);
	if (options->mouse) {
		mousemask(BUTTON1_PRESSED | BUTTON1_RELEASED | BUTTON4_PRESSED | BUTTON5_PRESSED |
				  REPORT_MOUSE_POSITION,
			  NULL);
		mouseinterval(0);
		send("\033[?1002h");
	}
	return SP_OK;
}

static void
unset_modes(void)
{
	if (terminal.options.mouse)
		send("\033[?1002l");
	send("\033[?2004l");
}

void
terminal_close(void)
{
	if (terminal.screen == NULL)
		return;
	unset_modes();
	endwin();
	delscreen(terminal.screen);
	terminal.screen = NULL;
	sp_surface_finish(&terminal.shown);
}

void
terminal_leave(void)
{
	unset_modes();
	endwin();
}

void
terminal_return(void)
{
	reset_prog_mode();
	set_modes();
	if (terminal.options.mouse)
		send("\033[?1002h");
	clearok(stdscr, TRUE);
	refresh();
	sp_surface_finish(&terminal.shown);
}

void
terminal_measure(int *ret_width, int *ret_height)
{
	struct winsize size;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 && size.ws_row > 0)
		resizeterm(size.ws_row, size.ws_col);
	*ret_width = COLS;
	*ret_height = LINES;
	sp_surface_finish(&terminal.shown);
}

/* --- reading --- */

static sp_key
key_of_code(wint_t code)
{
	static const struct {
		wint_t code;
		sp_key key;
	} keys[] = {
		{KEY_ENTER, SP_KEY_ENTER},   {KEY_BACKSPACE, SP_KEY_BACKSPACE},
		{KEY_DC, SP_KEY_DELETE},     {KEY_IC, SP_KEY_INSERT},
		{KEY_UP, SP_KEY_UP},	     {KEY_DOWN, SP_KEY_DOWN},
		{KEY_LEFT, SP_KEY_LEFT},     {KEY_RIGHT, SP_KEY_RIGHT},
		{KEY_HOME, SP_KEY_HOME},     {KEY_END, SP_KEY_END},
		{KEY_PPAGE, SP_KEY_PAGE_UP}, {KEY_NPAGE, SP_KEY_PAGE_DOWN},
		{KEY_BTAB, SP_KEY_BACKTAB},  {KEY_A1, SP_KEY_HOME},
		{KEY_C1, SP_KEY_END},	     {KEY_A3, SP_KEY_PAGE_UP},
		{KEY_C3, SP_KEY_PAGE_DOWN},
	};

	for (size_t i = 0; i < SP_COUNT(keys); i++)
		if (keys[i].code == code)
			return keys[i].key;
	if (code >= KEY_F(1) && code <= KEY_F(12))
		return SP_KEY_F1 + (sp_key)(code - KEY_F(1));
	return SP_KEY_NONE;
}

static sp_key
key_of_char(wint_t c)
{
	if (c == '\r' || c == '\n')
		return SP_KEY_ENTER;
	if (c == '\t')
		return SP_KEY_TAB;
	if (c == 0x7F || c == '\b')
		return SP_KEY_BACKSPACE;
	if (c == 033)
		return SP_KEY_ESCAPE;
	if (c == 0)
		return SP_KEY_CTRL | ' ';
	if (c < ' ')
		return SP_KEY_CTRL | (sp_key)(c + 'a' - 1);
	return (sp_key)c;
}

static bool
read_mouse(struct sp_event *event)
{
	int64_t now = terminal.options.monotonic != NULL
			      ? terminal.options.monotonic(terminal.options.monotonic_context)
			      : 0;
	MEVENT mouse;

	if (getmouse(&mouse) != OK)
		return false;
	event->type = SP_ON_MOUSE;
	event->x = mouse.x;
	event->y = mouse.y;
	if ((mouse.bstate & BUTTON4_PRESSED) != 0) {
		event->mouse = SP_MOUSE_WHEEL_UP;
	} else if ((mouse.bstate & BUTTON5_PRESSED) != 0) {
		event->mouse = SP_MOUSE_WHEEL_DOWN;
	} else if ((mouse.bstate & BUTTON1_PRESSED) != 0 ||
		   ((mouse.bstate & BUTTON1_RELEASED) != 0 && !terminal.pressed)) {
		/* A press and its release that arrive together come out of curses as the release alone. */
		bool again = mouse.x == terminal.press_x && mouse.y == terminal.press_y &&
			     now - terminal.press_us < DOUBLE_CLICK_US && terminal.press_us != 0;

		event->mouse = again ? SP_MOUSE_DOUBLE : SP_MOUSE_PRESS;
		terminal.press_x = mouse.x;
		terminal.press_y = mouse.y;
		terminal.press_us = again ? 0 : now;
		terminal.pressed = (mouse.bstate & BUTTON1_PRESSED) != 0;
	} else if ((mouse.bstate & BUTTON1_RELEASED) != 0) {
		event->mouse = SP_MOUSE_RELEASE;
		terminal.pressed = false;
	} else if (terminal.pressed && (mouse.x != terminal.press_x || mouse.y != terminal.press_y)) {
		event->mouse = SP_MOUSE_DRAG;
	} else {
		return false;
	}
	return true;
}

/* Everything up to the end of the paste; a paste that never ends is cut when the input pauses for long. */
static void
read_paste(struct sp_event *event)
{
	size_t len = 0;

	timeout(1000);
	for (;;) {
		wint_t c;
		int kind = get_wch(&c);
		char bytes[5];
		int n;

		if (kind == ERR || (kind == KEY_CODE_YES && c == CODE_PASTE_END))
			break;
		if (kind == KEY_CODE_YES || c == 0 || len + 4 > PASTE_MAX || c > 0x10FFFF)
			continue;
		n = sp_utf8_put(bytes, (uint32_t)c);
		memcpy(terminal.paste + len, bytes, (size_t)n);
		len += (size_t)n;
	}
	nodelay(stdscr, TRUE);
	terminal.paste[len] = '\0';
	event->type = SP_ON_PASTE;
	event->paste = terminal.paste;
}

/* Escape with something right behind it is Alt with that key. */
static sp_key
read_alt(void)
{
	wint_t c;
	int kind = get_wch(&c);

	if (kind != OK || c == 033) {
		if (kind == OK)
			unget_wch((wchar_t)c);
		else if (kind == KEY_CODE_YES)
			ungetch((int)c);
		return SP_KEY_ESCAPE;
	}
	return key_of_char(c) | SP_KEY_ALT;
}

bool
terminal_read(struct sp_event *ret_event, bool *ret_end)
{
	struct sp_event event = {.type = SP_ON_KEY, .now = SP_TIME_NONE};
	wint_t c;
	int kind = get_wch(&c);
	int waiting = 0;

	*ret_end = false;
	if (kind == ERR) {
		/* There was said to be input, and there are no bytes: after a few times it is the end of it. */
		if (ioctl(STDIN_FILENO, FIONREAD, &waiting) != 0 || waiting == 0)
			*ret_end = ++terminal.empty_reads >= EMPTY_READS;
		return false;
	}
	terminal.empty_reads = 0;
	if (kind == KEY_CODE_YES && c == CODE_PASTE_BEGIN) {
		read_paste(&event);
	} else if (kind == KEY_CODE_YES && c == KEY_MOUSE) {
		if (!read_mouse(&event))
			event.type = SP_ON_TICK;
	} else {
		event.key = kind == KEY_CODE_YES ? key_of_code(c) : key_of_char(c);
		if (event.key == SP_KEY_ESCAPE)
			event.key = read_alt();
		if (event.key == SP_KEY_NONE)
			event.type = SP_ON_TICK; /* a key without a name here */
	}
	*ret_event = event;
	return true;
}

/* --- showing --- */

static bool
is_same(const struct sp_cell *a, const struct sp_cell *b)
{
	return a->code == b->code && a->style == b->style &&
	       memcmp(a->marks, b->marks, sizeof(a->marks)) == 0;
}

static void
show_cell(int x, int y, const struct sp_cell *cell)
{
	wchar_t text[SP_CELL_MARKS + 2] = {(wchar_t)cell->code};
	cchar_t out;

	for (int i = 0; i < SP_CELL_MARKS; i++)
		text[i + 1] = (wchar_t)cell->marks[i];
	if (setcchar(&out, text, terminal.attrs[cell->style], terminal.pairs[cell->style], NULL) == OK)
		mvadd_wch(y, x, &out);
}

/* Keeps a copy, to draw only what differs next time. Without memory for it everything is drawn each time. */
static void
remember(const struct sp_surface *surface)
{
	if (!sp_surface_resize(&terminal.shown, surface->width, surface->height)) {
		sp_surface_finish(&terminal.shown);
		return;
	}
	memcpy(terminal.shown.cells, surface->cells,
	       (size_t)surface->width * (size_t)surface->height * sizeof(*surface->cells));
}

void
terminal_show(const struct sp_surface *surface, bool anew)
{
	bool known = !anew && terminal.shown.cells != NULL && terminal.shown.width == surface->width &&
		     terminal.shown.height == surface->height;

	if (anew)
		clearok(stdscr, TRUE);
	for (int y = 0; y < surface->height && y < LINES; y++)
		for (int x = 0; x < surface->width && x < COLS; x++) {
			const struct sp_cell *cell = sp_surface_cell(surface, x, y);

			if (cell->code != 0 &&
			    !(known && is_same(cell, sp_surface_cell(&terminal.shown, x, y))))
				show_cell(x, y, cell);
		}
	remember(surface);
	if (surface->cursor_x >= 0 && surface->cursor_x < COLS && surface->cursor_y < LINES) {
		move(surface->cursor_y, surface->cursor_x);
		curs_set(1);
	} else {
		curs_set(0);
	}
	refresh();
}
