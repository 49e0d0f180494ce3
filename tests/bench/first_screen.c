/*
 * The whole program in a pseudo-terminal: first_screen PROGRAM PLAN.db [COLUMNS ROWS]
 * Prints resident memory first, then milliseconds from start to the first whole screen (the footer is there), and from a key to
 * the last byte of its redraw: median, 95th of a hundred, worst, over the arrows, the views and the list form.
 */
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { KEYS = 300, LIMIT_MS = 5000 };

static double
now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* Reads until `text` has come (or, without one, until nothing comes for 8 ms); the time of the last byte. */
static double
read_until(int fd, const char *text)
{
	struct pollfd ready = {fd, POLLIN, 0};
	double last = now_ms(), end = last + LIMIT_MS;
	char buf[65536], tail[200000];
	size_t len = 0;

	while (now_ms() < end && poll(&ready, 1, text != NULL ? LIMIT_MS : 8) > 0) {
		ssize_t n = read(fd, buf, sizeof(buf));

		if (n <= 0)
			break;
		last = now_ms();
		if (text == NULL)
			continue;
		if (len + (size_t)n >= sizeof(tail))
			len = 0;
		memcpy(tail + len, buf, (size_t)n);
		len += (size_t)n;
		tail[len] = '\0';
		if (strstr(tail, text) != NULL)
			break;
	}
	return last;
}

static int
compare_doubles(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

static long
resident_kb(pid_t pid)
{
	char path[64], line[200];
	long kb = 0;
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%d/status", (int)pid);
	file = fopen(path, "r");
	while (file != NULL && fgets(line, sizeof(line), file) != NULL)
		if (sscanf(line, "VmRSS: %ld", &kb) == 1)
			break;
	if (file != NULL)
		fclose(file);
	return kb;
}

static void
time_keys(int fd, const char *name, const char *const *keys, int n_keys)
{
	static double took[KEYS];

	for (int i = 0; i < KEYS; i++) {
		const char *key = keys[i % n_keys];
		double begin = now_ms();

		if (write(fd, key, strlen(key)) < 0)
			return;
		took[i] = read_until(fd, NULL) - begin;
	}
	qsort(took, KEYS, sizeof(took[0]), compare_doubles);
	printf("%-10s %d keys  median %.2f ms  95th %.2f ms  worst %.2f ms\n", name, KEYS, took[KEYS / 2],
	       took[KEYS * 95 / 100], took[KEYS - 1]);
}

int
main(int argc, char **argv)
{
	static const char *const arrows[] = {"\033[B", "\033[C", "\033[A", "\033[B", "\033[D"};
	static const char *const weeks[] = {"]", "]", "[", "["};
	static const char *const views[] = {"2", "1", "3", "1", "4", "1", "5", "1", "6", "1"};
	struct winsize size = {.ws_row = 24, .ws_col = 80};
	double begin;
	int fd;
	pid_t pid;

	if (argc < 3) {
		fprintf(stderr, "usage: first_screen PROGRAM PLAN.db [COLUMNS ROWS]\n");
		return 2;
	}
	if (argc > 4) {
		size.ws_col = (unsigned short)strtoul(argv[3], NULL, 10);
		size.ws_row = (unsigned short)strtoul(argv[4], NULL, 10);
	}
	begin = now_ms();
	pid = forkpty(&fd, NULL, NULL, &size);
	if (pid == 0) {
		setenv("TERM", "xterm-256color", 1);
		execl(argv[1], argv[1], "--db", argv[2], "--now", "2026-11-23T08:10", (char *)NULL);
		_exit(127);
	}
	read_until(fd, "quit");
	begin = now_ms() - begin;
	read_until(fd, NULL);
	printf("%dx%d  resident %ld KiB\n", size.ws_col, size.ws_row, resident_kb(pid));
	printf("first screen %.1f ms\n", begin);
	time_keys(fd, "arrows", arrows, 5);
	time_keys(fd, "weeks", weeks, 4);
	time_keys(fd, "views", views, 10);
	printf("resident %ld KiB\n", resident_kb(pid));
	kill(pid, SIGTERM);
	waitpid(pid, NULL, 0);
	return 0;
}
