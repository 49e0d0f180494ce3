/*
 * The child process in which foreign calendars are read. It is given the bytes by fork, keeps one end of a
 * pipe, and gives up everything else before it looks at the first byte: files, new files, time, memory and,
 * where the kernel has seccomp, every system call that a reader does not need. It may still open files for
 * reading, because zones are read when a calendar names them; where the kernel has Landlock, only the
 * system's zone data. Its time on the wall is limited by its own alarm, so that nothing here reads a clock.
 */
#include "senplan/app/ics_child.h"

#include "senplan/base/array.h"

#include "ics_wire.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* The address sanitizer reserves terabytes and makes calls of its own. */
#if defined(__SANITIZE_ADDRESS__)
#define UNDER_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define UNDER_ASAN 1
#endif
#endif
#ifndef UNDER_ASAN
#define UNDER_ASAN 0
#endif

/* What a person waits for is the wall: the whole ends within ten seconds whatever the file says. */
enum {
	CPU_S = UNDER_ASAN ? 40 : 5,
	WALL_S = UNDER_ASAN ? 40 : 8,
	SILENCE_MS = (WALL_S + 1) * 1000,
	MEMORY_MIB = 300,
	FILES_MAX = 8,
	ANSWER_BYTES_MAX = 256 * 1024 * 1024,
};

#if defined(__x86_64__)
#define OUR_ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define OUR_ARCH AUDIT_ARCH_AARCH64
#else
#define OUR_ARCH 0
#endif

struct job {
	const char *bytes;
	size_t size;
	const struct sp_ics_read_options *options; /* of reading */
	const struct sp_ics_lint_ask *lint;	   /* or of checking */
};

/* --- the child --- */

static void
limit(int resource, rlim_t amount)
{
	struct rlimit both = {.rlim_cur = amount, .rlim_max = amount};

	(void)setrlimit((__rlimit_resource_t)resource, &both);
}

/* What a program that reads memory and writes a pipe may ask of the kernel; the rest is refused with EPERM. */
static void
refuse_system_calls(void)
{
	static const unsigned allowed[] = {
		SYS_read,
		SYS_write,
		SYS_brk,
		SYS_mmap,
		SYS_munmap,
		SYS_mremap,
		SYS_mprotect,
		SYS_madvise,
		SYS_futex,
		SYS_getrandom,
		SYS_sysinfo,
		SYS_exit,
		SYS_exit_group,
		SYS_rt_sigreturn,
		SYS_rt_sigprocmask,
		SYS_restart_syscall,
		SYS_getpid,
		SYS_gettid,
		SYS_tgkill,
		SYS_sched_yield,
		SYS_close,
		SYS_lseek,
		SYS_fstat,
		SYS_newfstatat,
	};
	struct sock_filter filter[4 + 2 * SP_COUNT(allowed) + 6];
	struct sock_fprog program = {.filter = filter};
	unsigned short n = 0;

	if (UNDER_ASAN || OUR_ARCH == 0)
		return;
	filter[n++] =
		(struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch));
	filter[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, OUR_ARCH, 1, 0);
	filter[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS);
	filter[n++] =
		(struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
	for (size_t i = 0; i < SP_COUNT(allowed); i++) {
		filter[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, allowed[i], 0, 1);
		filter[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
	}
	/* openat for reading only: the low half of its third argument holds the flags. */
	filter[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat, 0, 3);
	filter[n++] = (struct sock_filter)BPF_STMT(
		BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args) + 2 * sizeof(uint64_t));
	filter[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, ~(unsigned)O_CLOEXEC, 1, 0);
	filter[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
	filter[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM);
	program.len = n;
	(void)prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

/* Nothing of the file system but the zone data. A kernel without Landlock leaves that to seccomp. */
static void
refuse_files(void)
{
	struct landlock_ruleset_attr all = {
		.handled_access_fs = LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE |
				     LANDLOCK_ACCESS_FS_READ_DIR | LANDLOCK_ACCESS_FS_WRITE_FILE |
				     LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_SYM |
				     LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE |
				     LANDLOCK_ACCESS_FS_REMOVE_DIR};
	struct landlock_path_beneath_attr zones = {.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE};
	int rules = (int)syscall(SYS_landlock_create_ruleset, &all, sizeof(all), 0U);

	if (rules < 0 || UNDER_ASAN)
		return;
	zones.parent_fd = open("/usr/share/zoneinfo", O_PATH | O_CLOEXEC);
	if (zones.parent_fd >= 0)
		(void)syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &zones, 0U);
	(void)syscall(SYS_landlock_restrict_self, rules, 0U);
}

static void
give_up_everything(int *answer_fd, unsigned limit_s)
{
	enum { ANSWER_FD = 3 };

	int null_fd = -1;
	int kept_fd = -1;
	sigset_t none;

	(void)sigemptyset(&none);
	for (int signal_number = 1; signal_number < NSIG; signal_number++)
		(void)sigaction(signal_number, &(struct sigaction){.sa_handler = SIG_DFL}, NULL);
	(void)sigprocmask(SIG_SETMASK, &none, NULL);
	(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
	(void)prctl(PR_SET_DUMPABLE, 0);
	(void)prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	null_fd = open("/dev/null", O_RDWR | O_CLOEXEC);
	refuse_files();
	kept_fd = fcntl(*answer_fd, F_DUPFD, ANSWER_FD + 1);
	if (null_fd < 0 || kept_fd < 0)
		_exit(1);
	for (int fd = 0; fd < ANSWER_FD; fd++)
		if (dup2(null_fd, fd) < 0)
			_exit(1);
	if (dup2(kept_fd, ANSWER_FD) < 0)
		_exit(1);
	*answer_fd = ANSWER_FD;
	(void)syscall(SYS_close_range, ANSWER_FD + 1U, UINT_MAX, 0U);
	limit(RLIMIT_CORE, 0);
	limit(RLIMIT_CPU, limit_s != 0 ? limit_s : CPU_S);
	limit(RLIMIT_FSIZE, 0);
	limit(RLIMIT_NOFILE, FILES_MAX);
	limit(RLIMIT_NPROC, 0);
	if (!UNDER_ASAN)
		limit(RLIMIT_AS, (rlim_t)MEMORY_MIB * 1024 * 1024);
	(void)alarm(limit_s != 0 ? limit_s : WALL_S);
	refuse_system_calls();
}

static void
send_all(int fd, const char *bytes, size_t size)
{
	while (size > 0) {
		ssize_t n = write(fd, bytes, size);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			_exit(1);
		bytes += n;
		size -= (size_t)n;
	}
}

static void __attribute__((noreturn)) child_main(const struct job *job, int answer_fd)
{
	struct sp_arena arena;
	struct sp_str out;
	struct sp_err err = {0};
	struct sp_ics_reading reading;
	struct sp_ics_findings findings;
	enum sp_rc rc = SP_OK;

	give_up_everything(&answer_fd, job->options != NULL ? job->options->limit_s : 0);
	sp_arena_init(&arena);
	sp_str_init(&out);
	if (job->lint == NULL) {
		rc = sp_ics_read(job->bytes, job->size, job->options, &arena, &reading, &err);
		if (rc == SP_OK)
			wire_put_reading(&out, &reading);
	} else {
		rc = sp_ics_lint(job->lint, &arena, &findings, &err);
		if (rc == SP_OK)
			wire_put_findings(&out, &findings);
	}
	if (rc == SP_OK && out.failed)
		rc = sp_err_nomem(&err);
	if (rc == SP_SYSTEM)
		rc = sp_err_set(
			&err, SP_INPUT,
			"The calendar needs more than %d MiB of memory to read: nothing was taken in.",
			MEMORY_MIB);
	if (rc != SP_OK) {
		sp_str_clear(&out);
		out.failed = false;
		wire_put_error(&out, &err);
	}
	send_all(answer_fd, out.text, out.len);
	_exit(0);
}

/* --- the parent --- */

/* Until the child closes its end. False when it stays silent, says too much, or memory runs out. */
static bool
receive_all(int fd, struct sp_str *in)
{
	static char buf[65536];

	for (;;) {
		struct pollfd ready = {.fd = fd, .events = POLLIN};
		int polled = poll(&ready, 1, SILENCE_MS);
		ssize_t n = 0;

		if (polled < 0 && errno == EINTR)
			continue;
		if (polled <= 0)
			return false;
		n = read(fd, buf, sizeof(buf));
		if (n < 0 && (errno == EINTR || errno == EAGAIN))
			continue;
		if (n <= 0)
			return n == 0;
		sp_str_add_n(in, buf, (size_t)n);
		if (in->failed || in->len > ANSWER_BYTES_MAX)
			return false;
	}
}

static enum sp_rc
judge_end(int status, struct sp_err *reterr)
{
	int killer = WIFSIGNALED(status) ? WTERMSIG(status) : 0;

	if (killer == SIGXCPU || killer == SIGALRM || killer == SIGKILL)
		return sp_err_set(
			reterr, SP_INPUT,
			"The calendar took too long to read and was given up: nothing was taken in. Export a "
			"shorter time, or fewer calendars at once.");
	if (killer == SIGINT || killer == SIGTERM || killer == SIGHUP)
		return sp_err_set(reterr, SP_SYSTEM,
				  "Reading the calendar was interrupted: nothing was taken in.");
	if (killer != 0)
		return sp_err_set(
			reterr, SP_INPUT,
			"The calendar broke its reader (signal %d): it is damaged or made to do harm. "
			"Nothing was taken in.",
			killer);
	return sp_err_set(reterr, SP_INPUT,
			  "The reader of the calendar ended without an answer: nothing was taken in.");
}

/* The child's whole answer in *answer. */
static enum sp_rc
run_child(const struct job *job, struct sp_str *answer, struct sp_err *reterr)
{
	int ends[2] = {-1, -1};
	pid_t child = -1;
	int status = 0;
	bool whole = false;
	pid_t waited = -1;
	enum sp_rc rc = sp_ics_zones_ready(reterr);

	if (rc != SP_OK)
		return rc;
	if (pipe2(ends, O_CLOEXEC) != 0)
		return sp_err_set(reterr, SP_SYSTEM, "Cannot make a pipe to read the calendar: %s.",
				  strerror(errno));
	child = fork();
	if (child < 0) {
		(void)close(ends[0]);
		(void)close(ends[1]);
		return sp_err_set(reterr, SP_SYSTEM, "Cannot start a process to read the calendar: %s.",
				  strerror(errno));
	}
	if (child == 0)
		child_main(job, ends[1]);
	(void)close(ends[1]);
	whole = receive_all(ends[0], answer);
	(void)close(ends[0]);
	if (!whole)
		(void)kill(child, SIGKILL);
	do {
		waited = waitpid(child, &status, 0);
	} while (waited < 0 && errno == EINTR);
	if (answer->failed)
		return sp_err_nomem(reterr);
	if (!whole || waited != child || !WIFEXITED(status) || WEXITSTATUS(status) != 0)
		return judge_end(waited == child ? status : 0, reterr);
	return SP_OK;
}

struct answer { /* of the kind that the job asks for */
	struct sp_ics_reading reading;
	struct sp_ics_findings findings;
};

static enum sp_rc
ask_child(const struct job *job, struct sp_arena *arena, struct answer *ret, struct sp_err *reterr)
{
	struct answer answer = {0};
	struct wire_in in = {.arena = arena};
	struct sp_str bytes;
	enum sp_rc rc = SP_OK;

	sp_str_init(&bytes);
	rc = run_child(job, &bytes, reterr);
	if (rc != SP_OK)
		goto done;
	in.next = bytes.text;
	in.end = bytes.text + bytes.len;
	rc = wire_take_head(&in, reterr);
	if (rc == SP_OK && job->lint != NULL)
		wire_take_findings(&in, &answer.findings);
	else if (rc == SP_OK)
		wire_take_reading(&in, &answer.reading);
	if (in.bad)
		rc = judge_end(0, reterr);
	else if (rc == SP_OK && in.nomem)
		rc = sp_err_nomem(reterr);
	if (rc == SP_OK)
		*ret = answer;
done:
	sp_str_finish(&bytes);
	return rc;
}

enum sp_rc
sp_ics_child_read(const char *bytes, size_t size, const struct sp_ics_read_options *options,
		  struct sp_arena *arena, struct sp_ics_reading *ret, struct sp_err *reterr)
{
	struct job job = {.bytes = bytes, .size = size, .options = options};
	struct answer answer;
	enum sp_rc rc = ask_child(&job, arena, &answer, reterr);

	if (rc == SP_OK)
		*ret = answer.reading;
	return rc;
}

enum sp_rc
sp_ics_child_lint(const struct sp_ics_lint_ask *ask, struct sp_arena *arena, struct sp_ics_findings *ret,
		  struct sp_err *reterr)
{
	struct job job = {.lint = ask};
	struct answer answer;
	enum sp_rc rc = ask_child(&job, arena, &answer, reterr);

	if (rc == SP_OK)
		*ret = answer.findings;
	return rc;
}
