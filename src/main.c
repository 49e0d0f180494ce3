/*
 * The program's beginning, and the only place that looks at the world: clock, environment, locale, terminal, random
 * numbers, where the shared files are. It makes the process private, gathers what it found, and hands it to the command
 * line.
 */
#include "senplan/cli/cli.h"
#include "senplan/term/term.h"

#include <fcntl.h>
#include <langinfo.h>
#include <limits.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* The file holds children's data: no other user may read what is made here, and no core dump may hold it. */
static void
make_private(void)
{
	struct rlimit none = {0, 0};

	umask(077);
	setrlimit(RLIMIT_CORE, &none);
	prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

static const char *
variable(const char *name)
{
	return getenv(name);
}

/* Civil time here, by the system's zone. */
static sp_time
local_time(int64_t utc)
{
	time_t seconds = (time_t)utc;
	struct tm parts;

	if (localtime_r(&seconds, &parts) == NULL)
		return (sp_time)(utc / 60);
	return sp_time_of(sp_day_of(parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday),
			  parts.tm_hour * 60 + parts.tm_min);
}

static int64_t
monotonic_us(void *context)
{
	struct timespec now;

	(void)context;
	if (clock_gettime(CLOCK_MONOTONIC, &now) != 0)
		return 0;
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/* A random UUID (RFC 4122, version 4). */
static bool
make_uid(void *context, char *buf, size_t size)
{
	unsigned char b[16];

	(void)context;
	if (getrandom(b, sizeof(b), 0) != (ssize_t)sizeof(b))
		return false;
	b[6] = (unsigned char)((b[6] & 0x0F) | 0x40);
	b[8] = (unsigned char)((b[8] & 0x3F) | 0x80);
	return snprintf(buf, size, "%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x",
			b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12],
			b[13], b[14], b[15]) < (int)size;
}

/*
 * Where presets, rules and examples are: $SENPLAN_SHARE, beside an installed program (../share/senplan), or in the source
 * tree that this program was built in.
 */
static const char *
find_share(char buf[PATH_MAX])
{
	const char *given = getenv("SENPLAN_SHARE");
	char program[PATH_MAX];
	ssize_t len = readlink("/proc/self/exe", program, sizeof(program) - 1);
	char *slash;

	if (given != NULL && given[0] != '\0')
		return given;
	program[len < 0 ? 0 : len] = '\0';
	slash = strrchr(program, '/');
	if (slash != NULL) {
		*slash = '\0';
		if (snprintf(buf, PATH_MAX, "%s/../share/senplan", program) < PATH_MAX &&
		    access(buf, R_OK) == 0)
			return buf;
	}
	return SENPLAN_SOURCE_SHARE;
}

static int
terminal_columns(void)
{
	struct winsize size;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0)
		return 0;
	return size.ws_col;
}

/*
 * Descriptors 0 to 2 must be taken, or the plan's file would get one of them and be printed into. A closed one stays one
 * that cannot be read or written, so that it is noticed where it is used.
 */
static bool
hold_standard_files(void)
{
	for (int fd = 0; fd <= 2; fd++)
		if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY) != fd)
			return false;
	return true;
}

/* A reader that went away is an error of the write, with a message and an exit status. */
static void
ignore_broken_pipes(void)
{
	struct sigaction ignore = {.sa_handler = SIG_IGN};

	sigaction(SIGPIPE, &ignore, NULL);
}

static void
read_clock(void *context, sp_time *ret_now, int64_t *ret_utc)
{
	(void)context;
	*ret_utc = (int64_t)time(NULL);
	*ret_now = local_time(*ret_utc);
}

/* The screen on the plan of `env`. A plan without pupils and duties is a new one: it begins on Set-up. */
static enum sp_rc
show_screen(void *context, const struct sp_env *env, const struct sp_screen_request *request,
	    struct sp_err *reterr)
{
	struct sp_screen_options options = {
		.colour = request->colour != SP_COLOUR_NEVER,
		.ascii = request->ascii,
		.look = request->look,
		.clock = env->now_fixed ? NULL : read_clock,
		.monotonic = monotonic_us,
	};
	const struct sp_snapshot *snapshot;
	struct sp_app *app;
	struct sp_err why;
	enum sp_rc rc = sp_app_open(env, request->look ? SP_STORE_READ_ONLY : SP_STORE_CREATE, &app, reterr);

	(void)context;
	if (rc == SP_FILE && !request->look) { /* what may not be changed can still be looked at */
		why = *reterr;
		rc = sp_app_open(env, SP_STORE_READ_ONLY, &app, reterr);
		options.read_only = why.text;
		if (rc != SP_OK)
			*reterr = why;
	}
	if (rc != SP_OK)
		return rc;
	snapshot = sp_app_snapshot(app);
	options.mouse = strcmp(sp_setting_text(snapshot, "mouse"), "off") != 0;
	options.set_up = !request->look && options.read_only == NULL && snapshot->cases.n == 0 &&
			 snapshot->duties.n == 0;
	rc = sp_screen_run(app, &options, reterr);
	sp_app_close(app);
	return rc;
}

int
main(int argc, char **argv)
{
	struct sp_cli_world world = {
		.out = stdout,
		.err = stderr,
		.variable = variable,
		.monotonic = monotonic_us,
		.make_uid = make_uid,
		.screen = show_screen,
	};
	char share[PATH_MAX];

	make_private();
	if (!hold_standard_files())
		return SP_SYSTEM;
	ignore_broken_pipes();
	setlocale(LC_CTYPE, "");
	world.utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
	world.in_is_terminal = isatty(STDIN_FILENO) == 1;
	world.out_is_terminal = isatty(STDOUT_FILENO) == 1;
	world.columns = terminal_columns();
	world.now_utc = (int64_t)time(NULL);
	world.now = local_time(world.now_utc);
	world.share_dir = find_share(share);
	return sp_cli_main(&world, argc, argv);
}
