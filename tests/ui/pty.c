/*
 * The real program in a pseudo-terminal, read through libvterm: what a person would see, and that the terminal comes back
 * whatever happens. Waits are for what must come, with a limit that only a hang reaches.
 */
#include "senplan/base/rand.h"
#include "senplan/base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <pty.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#include <vterm.h>

#include <cmocka.h>

enum {
	LIMIT_MS = 20000,
	QUIET_MS = 40,
	STEP_MS = 20,
	ENDED_BY_TERM = 200,
	NOBODY = 65534,
	ESC_MOST = 5,
	ESC_MS = 1000
};

static const char *program;
static char folder[] = "/tmp/senplan-pty-XXXXXX";
static char sample_db[200];
static const char *starts = "2026-11-23T08:10"; /* of the next session */
static const char *shut; /* the folder of a plan that may only be read; NULL: each session has its own copy */

struct session {
	pid_t pid;
	int master;
	VTerm *vterm;
	VTermScreen *screen;
	struct sp_str bytes; /* everything that came */
	char db[200];
	bool running;
	int status; /* of waitpid */
};

static int64_t
now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void
copy_file(const char *from, const char *to)
{
	int in = open(from, O_RDONLY | O_CLOEXEC);
	int out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	char buf[65536];
	ssize_t n;

	assert_true(in >= 0 && out >= 0);
	while ((n = read(in, buf, sizeof(buf))) > 0)
		assert_int_equal(write(out, buf, (size_t)n), n);
	close(in);
	assert_int_equal(close(out), 0);
}

/* The superuser may write everything: then as somebody who may not. */
static bool
become_nobody(void)
{
	return getuid() != 0 || (setgroups(0, NULL) == 0 && setgid(NOBODY) == 0 && setuid(NOBODY) == 0);
}

/* May such a person start the program where it stands? */
static bool
nobody_may_run(void)
{
	int status = 1;
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid == 0)
		_exit(become_nobody() && access(program, X_OK) == 0 ? 0 : 1);
	return waitpid(pid, &status, 0) == pid && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static void
be_program(const struct session *session, const char *lang, const char *colour)
{
	char *const argv[] = {(char *)(uintptr_t)program,     (char *)(uintptr_t) "--db",
			      (char *)(uintptr_t)session->db, (char *)(uintptr_t) "--now",
			      (char *)(uintptr_t)starts,      NULL};
	char lang_text[64], home[220];
	char *const envp[] = {(char *)(uintptr_t) "TERM=xterm-256color", lang_text, home,
			      (char *)(uintptr_t)(colour != NULL ? colour : "X=1"), NULL};

	snprintf(lang_text, sizeof(lang_text), "LC_ALL=%s", lang);
	snprintf(home, sizeof(home), "HOME=%s", folder);
	if (chdir(shut != NULL ? shut : folder) != 0 ||
	    (shut != NULL && !become_nobody())) /* what is typed at random may be the name of a file */
		_exit(126);
	execve(program, argv, envp);
	_exit(127);
}

/* As a shell does: the program in a process group of its own in front of the terminal, so that it can be stopped. The shell
 * stays until it ends. */
static void
be_shell(const struct session *session)
{
	struct sigaction ignore = {.sa_handler = SIG_IGN};
	int status = 0;
	pid_t pid = fork();

	if (pid == 0) {
		setpgid(0, 0);
		sigaction(SIGTTOU, &ignore, NULL);
		tcsetpgrp(STDIN_FILENO, getpid());
		ignore.sa_handler = SIG_DFL;
		sigaction(SIGTTOU, &ignore, NULL);
		be_program(session, "C.UTF-8", NULL);
	}
	while (waitpid(pid, &status, WUNTRACED) == pid && WIFSTOPPED(status)) {
		printf("stopped\r\n");
		fflush(stdout);
		poll(NULL, 0, 200);
		kill(-pid, SIGCONT);
	}
	_exit(WIFEXITED(status) ? WEXITSTATUS(status) : 99);
}

static struct session
begin(int width, int height, const char *lang, const char *colour, bool shell)
{
	struct winsize size = {.ws_row = (unsigned short)height, .ws_col = (unsigned short)width};
	struct session session = {.running = true};
	static int number;

	if (shut != NULL) {
		snprintf(session.db, sizeof(session.db), "%s/plan.db", shut);
	} else {
		snprintf(session.db, sizeof(session.db), "%s/%d.db", folder, ++number);
		copy_file(sample_db, session.db);
	}
	sp_str_init(&session.bytes);
	session.pid = forkpty(&session.master, NULL, NULL, &size);
	assert_true(session.pid >= 0);
	if (session.pid == 0 && shell)
		be_shell(&session);
	if (session.pid == 0)
		be_program(&session, lang, colour);
	session.vterm = vterm_new(height, width);
	vterm_set_utf8(session.vterm, 1);
	session.screen = vterm_obtain_screen(session.vterm);
	vterm_screen_enable_altscreen(session.screen, 1);
	vterm_screen_reset(session.screen, 1);
	return session;
}

static struct session
start(int width, int height, const char *lang, const char *colour)
{
	return begin(width, height, lang, colour, false);
}

/* Takes what comes until nothing came for a while. */
static void
pump(struct session *session, int quiet_ms)
{
	struct pollfd fd = {session->master, POLLIN, 0};
	char buf[8192];
	ssize_t n;

	while (poll(&fd, 1, quiet_ms) > 0 && (n = read(session->master, buf, sizeof(buf))) > 0) {
		sp_str_add_n(&session->bytes, buf, (size_t)n);
		vterm_input_write(session->vterm, buf, (size_t)n);
	}
}

static void
row_text(const struct session *session, int row, struct sp_str *out)
{
	int rows, columns;
	char text[4000];
	size_t n;

	vterm_get_size(session->vterm, &rows, &columns);
	n = vterm_screen_get_text(session->screen, text, sizeof(text) - 1,
				  (VTermRect){row, row + 1, 0, columns});
	sp_str_add_n(out, text, n);
}

/* The first row that shows the text, counted from 1, as the mouse does; 0: none. */
static int
row_of(const struct session *session, const char *text)
{
	int rows, columns, found = 0;

	vterm_get_size(session->vterm, &rows, &columns);
	for (int row = 0; row < rows && found == 0; row++) {
		struct sp_str line;

		sp_str_init(&line);
		row_text(session, row, &line);
		found = strstr(line.text, text) != NULL ? row + 1 : 0;
		sp_str_finish(&line);
	}
	return found;
}

static bool
shows(const struct session *session, const char *text)
{
	return row_of(session, text) > 0;
}

/* Until the text is there, or until it is gone. */
static void
wait_until(struct session *session, const char *text, bool there)
{
	int64_t end = now_ms() + LIMIT_MS;

	while (now_ms() < end) {
		pump(session, STEP_MS);
		if (shows(session, text) == there)
			return;
	}
	for (int row = 0; row < 40; row++) {
		struct sp_str line;

		sp_str_init(&line);
		row_text(session, row, &line);
		print_error("|%s\n", line.text);
		sp_str_finish(&line);
	}
	fail_msg("\"%s\" never %s", text, there ? "came" : "went");
}

static void
wait_for(struct session *session, const char *text)
{
	wait_until(session, text, true);
}

static void
press(struct session *session, const char *bytes, size_t n)
{
	ssize_t done = write(session->master, bytes, n);

	(void)done;
}

static void
keys(struct session *session, const char *text)
{
	press(session, text, strlen(text));
}

/* Esc as often as there is something to leave: the first stops a search that still runs. */
static void
leave(struct session *session, const char *text)
{
	for (int i = 0; i < ESC_MOST && shows(session, text); i++) {
		int64_t end = now_ms() + ESC_MS;

		keys(session, "\033");
		while (now_ms() < end && shows(session, text))
			pump(session, STEP_MS);
	}
	wait_until(session, text, false);
}

/* Waits for the end; the exit status. */
static int
wait_for_end(struct session *session)
{
	int64_t end = now_ms() + LIMIT_MS;

	while (now_ms() < end) {
		if (session->master >= 0)
			pump(session, STEP_MS);
		else
			poll(NULL, 0, STEP_MS);
		if (waitpid(session->pid, &session->status, WNOHANG) == session->pid) {
			session->running = false;
			if (WIFSIGNALED(session->status) && WTERMSIG(session->status) == SIGTERM)
				return ENDED_BY_TERM;
			if (WIFSIGNALED(session->status))
				fail_msg("ended by signal %d", WTERMSIG(session->status));
			return WEXITSTATUS(session->status);
		}
	}
	fail_msg("the program did not end");
	return -1;
}

static void
finish(struct session *session)
{
	if (session->running) {
		kill(session->pid, SIGKILL);
		waitpid(session->pid, NULL, 0);
	}
	if (session->master >= 0)
		close(session->master);
	vterm_free(session->vterm);
	sp_str_finish(&session->bytes);
}

/* After the end: alternate screen left, keys echoed again, lines whole again, mouse and paste modes off. */
static void
check_given_back(const struct session *session)
{
	struct termios modes;
	const char *enter = strstr(session->bytes.text, "\033[?1049h");
	const char *leave = NULL;

	for (const char *at = session->bytes.text; (at = strstr(at, "\033[?1049l")) != NULL; at++)
		leave = at;
	assert_non_null(enter);
	assert_non_null(leave);
	assert_null(strstr(leave, "\033[?1049h"));
	assert_non_null(strstr(session->bytes.text, "\033[?2004l"));
	assert_non_null(strstr(session->bytes.text, "\033[?1002l"));
	assert_int_equal(tcgetattr(session->master, &modes), 0);
	assert_true((modes.c_lflag & (tcflag_t)ECHO) != 0);
	assert_true((modes.c_lflag & (tcflag_t)ICANON) != 0);
}

static void
a_week_is_shown_and_left(void **state)
{
	struct session session = start(80, 24, "C.UTF-8", NULL);

	(void)state;
	wait_for(&session, "Mon 23 today");
	assert_true(shows(&session, "│"));
	assert_true(shows(&session, "x lost time"));
	keys(&session, "?");
	wait_for(&session, "Help");
	keys(&session, "\033");
	wait_for(&session, "Mon 23 today");
	keys(&session, "Z");
	wait_for(&session, "Z does nothing here");
	keys(&session, "q");
	assert_int_equal(wait_for_end(&session), 0);
	check_given_back(&session);
	assert_null(strstr(session.bytes.text, "\033]")); /* no title is ever set */
	finish(&session);
}

static void
every_view_opens(void **state)
{
	static const char *const views[][2] = {{"2", "Ahead"},	{"3", "Cases"},	 {"4", "Duties"},
					       {"5", "Review"}, {"6", "Set-up"}, {"1", "Wk 12"}};
	struct session session = start(120, 40, "C.UTF-8", NULL);

	(void)state;
	wait_for(&session, "Needs attention");
	for (size_t i = 0; i < sizeof(views) / sizeof(views[0]); i++) {
		keys(&session, views[i][0]);
		wait_for(&session, views[i][1]);
	}
	keys(&session, "q");
	assert_int_equal(wait_for_end(&session), 0);
	finish(&session);
}

/* What each key says that would change it; what is said of another key stands between. */
static void
is_refused(struct session *session, const char *keys_typed)
{
	keys(session, "Z");
	wait_for(session, "Z does nothing here");
	keys(session, keys_typed);
	wait_for(session, "Read only: ");
}

/* A plan in a folder that may only be read: it opens, says so, and each key that would change it says why not. */
static void
a_plan_that_may_only_be_read_opens(void **state)
{
	static const char *const changing[] = {"x", "a", "m", " ", "i", "u", "d",
					       "l", "T", "C", "I", "E", "F", "c"};
	char place[] = "/tmp/senplan-shut-XXXXXX", path[100];
	struct session session;

	(void)state;
	if (!nobody_may_run())
		skip();
	assert_non_null(mkdtemp(place));
	snprintf(path, sizeof(path), "%s/plan.db", place);
	copy_file(sample_db, path);
	assert_int_equal(chmod(path, 0444) + chmod(place, 0555), 0);
	shut = place;
	session = start(120, 40, "C.UTF-8", NULL);
	shut = NULL;
	wait_for(&session, "Mon 23 today");
	wait_for(&session, "read only | ");
	wait_for(&session, "Read only: ");
	for (size_t i = 0; i < sizeof(changing) / sizeof(changing[0]); i++)
		is_refused(&session, changing[i]);
	keys(&session, "3");
	wait_for(&session, "Cases  ");
	is_refused(&session, "n");
	keys(&session, "6");
	wait_for(&session, "Set-up  ");
	is_refused(&session, "\033OF\r"); /* End, Enter: the last setting */
	keys(&session, "p");
	wait_for(&session, "Proposal:");
	keys(&session, "\r");
	wait_for(&session, "Read only: ");
	leave(&session, "Proposal:");
	keys(&session, "q");
	assert_int_equal(wait_for_end(&session), 0);
	check_given_back(&session);
	finish(&session);
	assert_int_equal(chmod(place, 0755), 0);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(rmdir(place), 0); /* nothing was left beside it */
}

static void
a_proposal_is_made_and_discarded(void **state)
{
	struct session session = start(120, 40, "C.UTF-8", NULL);

	(void)state;
	wait_for(&session, "Needs attention");
	keys(&session, "p");
	wait_for(&session, "Proposal:");
	wait_for(&session, "accept");
	wait_for(&session, "However planned, at most ");
	wait_for(&session, ">[!] no room");
	keys(&session, "o"); /* what would help, in the plan as it would be */
	wait_for(&session, "has no place in the plan.");
	wait_for(&session, "It would fit on ");
	keys(&session, "\033");
	wait_for(&session, "Nothing changes until Enter");
	leave(&session, "Proposal:");
	wait_for(&session, "Mon 23 today");
	keys(&session, "q");
	assert_int_equal(wait_for_end(&session), 0);
	check_given_back(&session);
	finish(&session);
}

static void
the_mouse_selects_and_drags(void **state)
{
	struct session session = start(80, 24, "C.UTF-8", NULL);
	char click[64];

	(void)state;
	wait_for(&session, "Mon 23 today");
	wait_for(&session, "8B Science"); /* on Monday */
	snprintf(click, sizeof(click), "\033[<0;8;%dM\033[<0;8;%dm", row_of(&session, "8B Science"),
		 row_of(&session, "8B Science"));
	keys(&session, click);
	pump(&session, QUIET_MS);
	keys(&session, "\r");
	wait_for(&session, "8B Science (");
	keys(&session, "/K07 papers\r"); /* to a block, then drag it from where the cursor stands */
	wait_for(&session, "Mon 23 today");
	pump(&session, QUIET_MS);
	{
		VTermPos at;
		char bytes[64];

		vterm_state_get_cursorpos(vterm_obtain_state(session.vterm), &at);
		snprintf(bytes, sizeof(bytes), "\033[<0;%d;%dM", at.col + 1, at.row + 1);
		keys(&session, bytes);
		pump(&session, QUIET_MS);
		snprintf(bytes, sizeof(bytes), "\033[<32;%d;%dM", at.col + 1, at.row - 1);
		keys(&session, bytes);
	}
	wait_for(&session, "Best places");
	keys(&session, "\033");
	pump(&session, QUIET_MS);
	keys(&session, "q");
	assert_int_equal(wait_for_end(&session), 0);
	check_given_back(&session);
	finish(&session);
}

static void
signals_end_it_cleanly(void **state)
{
	static const int numbers[] = {SIGTERM, SIGHUP, SIGINT};

	(void)state;
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		struct session session = start(80, 24, "C.UTF-8", NULL);

		wait_for(&session, "Mon 23 today");
		keys(&session, "a");
		wait_for(&session, "Add:");
		kill(session.pid, numbers[i]);
		assert_int_equal(wait_for_end(&session), 0);
		check_given_back(&session);
		finish(&session);
	}
}

static void
the_end_of_the_terminal_ends_it(void **state)
{
	struct session session = start(80, 24, "C.UTF-8", NULL);

	(void)state;
	wait_for(&session, "Mon 23 today");
	close(session.master);
	session.master = -1;
	wait_for_end(&session);
	finish(&session);
}

static void
it_can_be_stopped_and_continued(void **state)
{
	struct session session = begin(80, 24, "C.UTF-8", NULL, true);
	struct termios modes;

	(void)state;
	wait_for(&session, "Mon 23 today");
	keys(&session, "\032");
	wait_for(&session, "stopped");
	assert_int_equal(tcgetattr(session.master, &modes), 0);
	assert_true((modes.c_lflag & (tcflag_t)ICANON) != 0);
	assert_true((modes.c_lflag & (tcflag_t)ECHO) != 0);
	wait_for(&session, "Mon 23 today"); /* the shell lets it go on */
	assert_false(shows(&session, "stopped"));
	keys(&session, "Z");
	wait_for(&session, "Z does nothing here");
	keys(&session, "q");
	assert_int_equal(wait_for_end(&session), 0);
	check_given_back(&session);
	finish(&session);
}

static void
any_size_at_any_moment(void **state)
{
	struct session session = start(80, 24, "C.UTF-8", NULL);
	struct sp_rand rand;

	(void)state;
	sp_rand_seed(&rand, 7);
	wait_for(&session, "Mon 23 today");
	for (int i = 0; i < 200; i++) {
		struct winsize size = {.ws_row = (unsigned short)(1 + sp_rand_below(&rand, 200)),
				       .ws_col = (unsigned short)(1 + sp_rand_below(&rand, 500))};

		ioctl(session.master, TIOCSWINSZ, &size);
		if (i == 50)
			keys(&session, "a");
		pump(&session, 1);
	}
	ioctl(session.master, TIOCSWINSZ, &(struct winsize){.ws_row = 24, .ws_col = 80});
	vterm_set_size(session.vterm, 24, 80);
	keys(&session, "\033");
	pump(&session, QUIET_MS);
	keys(&session, "\014");
	wait_for(&session, "Mon 23 today");
	ioctl(session.master, TIOCSWINSZ, &(struct winsize){.ws_row = 5, .ws_col = 20});
	vterm_set_size(session.vterm, 5, 20);
	wait_for(&session, "senplan needs");
	keys(&session, "q");
	assert_int_equal(wait_for_end(&session), 0);
	check_given_back(&session);
	finish(&session);
}

/* Is a colour ever chosen: "ESC [ … m" with a parameter of 30 to 48 or from 90 on? */
static bool
has_colour(const char *text)
{
	while ((text = strstr(text, "\033[")) != NULL) {
		const char *at = text + 2;
		long values[16];
		int n = 0;

		while (n < 16 && *at >= '0' && *at <= '9') {
			char *end;

			values[n++] = strtol(at, &end, 10);
			at = *end == ';' ? end + 1 : end;
		}
		for (int i = 0; i < n && *at == 'm'; i++)
			if ((values[i] >= 30 && values[i] <= 48) || values[i] >= 90)
				return true;
		text += 2;
	}
	return false;
}

static void
ascii_and_no_colour(void **state)
{
	struct session session = start(80, 24, "C", "NO_COLOR=1");

	(void)state;
	wait_for(&session, "Mon 23 today");
	keys(&session, "?");
	wait_for(&session, "Help");
	keys(&session, "\033");
	pump(&session, QUIET_MS);
	keys(&session, "q");
	assert_int_equal(wait_for_end(&session), 0);
	for (size_t i = 0; i < session.bytes.len; i++)
		assert_true((unsigned char)session.bytes.text[i] < 0x80);
	assert_false(has_colour(session.bytes.text));
	finish(&session);
}

/* On Friday: one key a block, left in the midst, gone on with, taken back. */
static void
a_week_is_closed_by_keys(void **state)
{
	struct session session;
	const char *monday = starts;

	(void)state;
	starts = "2026-11-27T15:20";
	session = start(80, 24, "C.UTF-8", NULL);
	wait_for(&session, "F close week");
	keys(&session, "F");
	wait_for(&session, "Closing the week of Mon 23 Nov: 0 of");
	keys(&session, " ");
	wait_for(&session, ": 1 of");
	assert_true(shows(&session, "done as planned"));
	keys(&session, "x");
	wait_for(&session, "cover for a colleague");
	keys(&session, "c");
	wait_for(&session, ": 2 of");
	assert_true(shows(&session, "lost: cover"));
	keys(&session, "\033");
	wait_for(&session, "not marked yet");
	keys(&session, "F");
	wait_for(&session, ": 2 of");
	keys(&session, "uu");
	wait_for(&session, ": 0 of");
	keys(&session, "\033");
	wait_for(&session, "not marked yet");
	keys(&session, "q");
	assert_int_equal(wait_for_end(&session), 0);
	check_given_back(&session);
	finish(&session);
	starts = monday;
}

/* Random bytes from a seed: keys, broken UTF-8, half escape sequences, mouse reports, pastes that never end. */
static void
random_input(const char *lang, uint64_t seed, int width, int height)
{
	static const char *const parts[] = {"\033[A",	      "\033[B",	   "\033[M !!", "\033[<0;10;5M",
					    "\033[200~fri\n", "\033[201~", "\033",	"\xc3",
					    "\xe2\x82\xac",   "\033[1;5C", "\r",	" ",
					    "\033OP",	      "\xff"};
	struct session session = start(width, height, lang, NULL);
	struct sp_rand rand;

	sp_rand_seed(&rand, seed);
	wait_for(&session, "23");
	for (int i = 0; i < 400; i++) {
		char byte = (char)(' ' + sp_rand_below(&rand, 95));
		const char *part = parts[sp_rand_below(&rand, sizeof(parts) / sizeof(parts[0]))];

		if (byte == 'q')
			byte = 'w';
		if (sp_rand_below(&rand, 4) == 0)
			keys(&session, part);
		else
			press(&session, &byte, 1);
		pump(&session, 1);
		if (waitpid(session.pid, &session.status, WNOHANG) == session.pid) {
			session.running = false;
			assert_true(WIFEXITED(session.status));
			assert_int_equal(WEXITSTATUS(session.status), 0);
			break;
		}
	}
	if (session.running) {
		int end;

		/* It may have been told to quit just now, and have given the terminal and the signals back already. */
		kill(session.pid, SIGTERM);
		end = wait_for_end(&session);
		assert_true(end == 0 || end == ENDED_BY_TERM);
	}
	check_given_back(&session);
	finish(&session);
}

static void
random_input_never_breaks_it(void **state)
{
	(void)state;
	random_input("C.UTF-8", 1, 80, 24);
	random_input("C", 2, 80, 24);
	random_input("C.UTF-8", 3, 200, 60);
	random_input("C", 4, 40, 12);
}

/* The sample school, once for all tests. */
static int
make_sample(void **state)
{
	pid_t pid;
	int status;

	(void)state;
	if (mkdtemp(folder) == NULL)
		return -1;
	snprintf(sample_db, sizeof(sample_db), "%s/sample.db", folder);
	pid = fork();
	if (pid == 0) {
		setenv("HOME", folder, 1);
		execl(program, program, "--db", sample_db, "--now", "2026-11-23T08:10", "demo", "secondary",
		      "--no-tui", "-q", (char *)NULL);
		_exit(127);
	}
	return waitpid(pid, &status, 0) == pid && WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 0 : -1;
}

static int
remove_sample(void **state)
{
	char command[300];

	(void)state;
	snprintf(command, sizeof(command), "rm -rf '%s'", folder);
	return system(command);
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_week_is_shown_and_left),
		cmocka_unit_test(every_view_opens),
		cmocka_unit_test(a_proposal_is_made_and_discarded),
		cmocka_unit_test(a_plan_that_may_only_be_read_opens),
		cmocka_unit_test(the_mouse_selects_and_drags),
		cmocka_unit_test(signals_end_it_cleanly),
		cmocka_unit_test(the_end_of_the_terminal_ends_it),
		cmocka_unit_test(it_can_be_stopped_and_continued),
		cmocka_unit_test(any_size_at_any_moment),
		cmocka_unit_test(ascii_and_no_colour),
		cmocka_unit_test(a_week_is_closed_by_keys),
		cmocka_unit_test(random_input_never_breaks_it),
	};

	if (argc != 2) {
		fprintf(stderr, "usage: pty PROGRAM\n");
		return 2;
	}
	program = realpath(argv[1], NULL);
	if (program == NULL) {
		perror(argv[1]);
		return 2;
	}
	return cmocka_run_group_tests(tests, make_sample, remove_sample);
}
