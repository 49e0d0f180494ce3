/*
 * The one place that waits for input. Signals set a flag and are only let in while waiting, so nothing is ever
 * interrupted half way; then events are stepped, effects done, and the result shown.
 */
#include "senplan/ui/ui.h"

#include "terminal.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { IDLE_MS = 1000, EVENTS_MOST = 500, REFRESH_TICKS = 2 };

static volatile sig_atomic_t flag_end;
static volatile sig_atomic_t flag_stop;
static volatile sig_atomic_t flag_continue;
static volatile sig_atomic_t flag_size;

static void
note_signal(int number)
{
	if (number == SIGTSTP)
		flag_stop = 1;
	else if (number == SIGCONT)
		flag_continue = 1;
	else if (number == SIGWINCH)
		flag_size = 1;
	else
		flag_end = 1;
}

static const int noted[] = {SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGCONT, SIGWINCH};
enum { N_NOTED = sizeof(noted) / sizeof(noted[0]) };

struct signals { /* as they were before */
	struct sigaction actions[N_NOTED];
	sigset_t mask;
};

static void
take_signals(struct signals *before)
{
	struct sigaction action = {.sa_handler = note_signal};
	sigset_t mask;

	flag_end = flag_stop = flag_continue = flag_size = 0;
	sigemptyset(&action.sa_mask);
	sigemptyset(&mask);
	for (int i = 0; i < N_NOTED; i++)
		sigaddset(&mask, noted[i]);
	sigprocmask(SIG_BLOCK, &mask, &before->mask);
	for (int i = 0; i < N_NOTED; i++)
		sigaction(noted[i], &action, &before->actions[i]);
}

/* One that came while all was being put away has been heeded: the end was near already. */
static void
give_signals_back(const struct signals *before)
{
	struct sigaction ignore = {.sa_handler = SIG_IGN};

	sigemptyset(&ignore.sa_mask);
	for (int i = 0; i < N_NOTED; i++)
		sigaction(noted[i], &ignore, NULL);
	for (int i = 0; i < N_NOTED; i++)
		sigaction(noted[i], &before->actions[i], NULL);
	sigprocmask(SIG_SETMASK, &before->mask, NULL);
}

struct loop {
	const struct sp_screen_options *options;
	struct sp_ui *ui;
	struct sp_ui_host *host;
	struct sp_surface surface;
	struct signals signals;
	bool anew; /* draw everything */
	bool end;
	int ticks;
};

/* Stops as any program does at C-z: with the terminal given back, by the signal's own action. */
static void
stop_until_continued(struct loop *loop)
{
	struct sigaction usual = {.sa_handler = SIG_DFL};
	struct sigaction ours;
	sigset_t mask;

	terminal_leave();
	sigemptyset(&usual.sa_mask);
	sigaction(SIGTSTP, &usual, &ours);
	sigemptyset(&mask);
	sigaddset(&mask, SIGTSTP);
	raise(SIGTSTP);
	sigprocmask(SIG_UNBLOCK, &mask, NULL); /* stops here */
	sigprocmask(SIG_BLOCK, &mask, NULL);
	sigaction(SIGTSTP, &ours, NULL);
	flag_stop = 0;
	flag_continue = 1;
	loop->anew = true;
}

static void
do_rest(struct loop *loop, const struct sp_effects *rest)
{
	for (int i = 0; i < rest->n; i++) {
		if (rest->items[i].kind == SP_EFFECT_SUSPEND)
			stop_until_continued(loop);
		loop->anew = true;
	}
}

static void
handle(struct loop *loop, const struct sp_event *event)
{
	struct sp_effects rest;

	sp_ui_host_handle(loop->host, loop->ui, event, &rest);
	do_rest(loop, &rest);
}

static void
resize(struct loop *loop)
{
	struct sp_event event = {.type = SP_ON_RESIZE, .now = SP_TIME_NONE};

	terminal_measure(&event.x, &event.y);
	handle(loop, &event);
}

/* Time goes on: the clock, other writers, a slice of planning. */
static void
tick(struct loop *loop, bool idle)
{
	struct sp_event event = {.type = SP_ON_TICK, .now = SP_TIME_NONE};

	if (loop->options->clock != NULL) {
		int64_t utc;

		loop->options->clock(loop->options->clock_context, &event.now, &utc);
		sp_ui_host_set_now(loop->host, event.now, utc);
	}
	handle(loop, &event);
	if (idle && ++loop->ticks % REFRESH_TICKS == 0)
		sp_ui_host_refresh(loop->host, loop->ui);
}

static void
heed_signals(struct loop *loop)
{
	if (flag_end)
		loop->end = true;
	if (flag_stop)
		stop_until_continued(loop);
	if (flag_continue) {
		flag_continue = 0;
		terminal_return();
		loop->anew = true;
		flag_size = 1;
	}
	if (flag_size) {
		flag_size = 0;
		resize(loop);
	}
}

static void
show(struct loop *loop)
{
	if (!sp_surface_resize(&loop->surface, loop->ui->width, loop->ui->height))
		return; /* without memory the old picture stays */
	sp_ui_draw(loop->ui, &loop->surface);
	terminal_show(&loop->surface, loop->anew);
	loop->anew = false;
}

/* Waits for input, a signal or the time; true when there is input. */
static bool
wait_for_input(struct loop *loop)
{
	struct pollfd fds[2] = {{STDIN_FILENO, POLLIN, 0}, {STDOUT_FILENO, 0, 0}};
	long wait_ms = loop->ui->planning || loop->ui->thinking ? 0 : IDLE_MS;
	struct timespec wait = {wait_ms / 1000, wait_ms % 1000 * 1000000};
	int n = ppoll(fds, 2, &wait, &loop->signals.mask);

	if (n < 0 && errno != EINTR)
		loop->end = true;
	if (n <= 0)
		return false;
	if ((fds[1].revents & (POLLERR | POLLHUP | POLLNVAL)) != 0)
		loop->end = true;
	if ((fds[0].revents & (POLLERR | POLLHUP | POLLNVAL)) != 0 && (fds[0].revents & POLLIN) == 0)
		loop->end = true;
	return (fds[0].revents & POLLIN) != 0;
}

static void
read_events(struct loop *loop)
{
	for (int i = 0; i < EVENTS_MOST && !loop->end && !loop->ui->quit; i++) {
		struct sp_event event;
		bool end;

		if (!terminal_read(&event, &end)) {
			loop->end = loop->end || end;
			return;
		}
		handle(loop, &event);
	}
}

static void
run_loop(struct loop *loop)
{
	while (!loop->end && !loop->ui->quit) {
		bool input;

		show(loop);
		input = wait_for_input(loop);
		heed_signals(loop);
		if (loop->end)
			break;
		if (input)
			read_events(loop);
		if (!input || loop->ui->planning || loop->ui->thinking)
			tick(loop, !input);
	}
}

/* Is there a terminal to show a screen on (standard input and output)? */
static bool
is_possible(void)
{
	return isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1;
}

enum sp_rc
sp_screen_run(struct sp_app *app, const struct sp_screen_options *options, struct sp_err *reterr)
{
	struct sp_ui_options ui_options = {.ascii = options->ascii,
					   .set_up = options->set_up,
					   .look = options->look,
					   .read_only = options->read_only};
	struct loop loop = {.options = options};
	struct sp_effects first = {.n = 0};
	struct sp_effects rest;
	enum sp_rc rc;

	if (!is_possible())
		return sp_err_set(reterr, SP_USAGE, "The screen needs a terminal.");
	loop.ui = calloc(1, sizeof(*loop.ui));
	if (loop.ui == NULL)
		return sp_err_nomem(reterr);
	rc = sp_ui_host_create(app, &loop.host, reterr);
	if (rc != SP_OK)
		goto done;
	take_signals(&loop.signals);
	rc = terminal_open(options, reterr);
	if (rc == SP_OK) {
		sp_ui_init(loop.ui, &ui_options, sp_app_now(app), &first);
		sp_ui_host_do(loop.host, loop.ui, &first, &rest);
		resize(&loop);
		run_loop(&loop);
		terminal_close();
	}
	give_signals_back(&loop.signals);
	sp_ui_finish(loop.ui);
	sp_ui_host_destroy(loop.host);
	sp_surface_finish(&loop.surface);
done:
	free(loop.ui);
	return rc;
}
