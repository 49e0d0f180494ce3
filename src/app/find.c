/*
 * Blocks and tasks by what a person types: the number, or words of the title of which only one has all.
 */
#include "senplan/base/str.h"
#include "senplan/model/snapshot.h"

#include "session.h"

#include <assert.h>
#include <ctype.h>
#include <string.h>

enum { WORDS_MAX = 12, NAMED_MAX = 3 };

/* Does the title have every word of the text, case folded, as a beginning of one of its own words? */
static bool
has_all_words(const char *title, const char *text)
{
	for (int i = 0; i < WORDS_MAX && *text != '\0'; i++) {
		size_t len = strcspn(text, " ");
		bool found = len == 0;

		for (const char *at = title; *at != '\0' && !found; at++)
			found = (at == title || !isalnum((unsigned char)at[-1])) &&
				strncasecmp(at, text, len) == 0;
		if (!found)
			return false;
		text += len;
		text += strspn(text, " ");
	}
	return *text == '\0';
}

struct search {
	const char *text;
	size_t n;
	int64_t found;
	struct sp_str named; /* the first few that fit */
	struct sp_arena arena;
};

static void
begin_search(struct search *search, const char *text)
{
	*search = (struct search){.text = text};
	sp_str_init(&search->named);
	sp_arena_init(&search->arena);
}

static void
finish_search(struct search *search)
{
	sp_str_finish(&search->named);
	sp_arena_finish(&search->arena);
}

/* start SP_TIME_NONE: a task. */
static void
offer(struct search *search, const struct sp_snapshot *snapshot, const struct sp_task *task, int64_t id,
      sp_time start)
{
	const char *title = task_title(snapshot, task, &search->arena);
	char when[SP_CLOCK_TEXT];

	if (title == NULL || !has_all_words(title, search->text))
		return;
	search->n++;
	search->found = id;
	if (search->n > NAMED_MAX)
		return;
	sp_str_addf(&search->named, "%s%lld %s%s%s", search->n == 1 ? "" : ", ", (long long)id, title,
		    start == SP_TIME_NONE ? "" : " ",
		    start == SP_TIME_NONE ? "" : sp_time_format(start, when));
}

static enum sp_rc
answer(const struct search *search, const char *what, int64_t *ret_id, struct sp_err *reterr)
{
	if (search->n == 1) {
		*ret_id = search->found;
		return SP_OK;
	}
	if (search->n == 0)
		return sp_err_set(reterr, SP_NO, "No %s fits \"%s\".", what, search->text);
	return sp_err_set(reterr, SP_USAGE, "%zu %ss fit \"%s\": %s%s. Give the number.", search->n, what,
			  search->text, search->named.text, search->n > NAMED_MAX ? " …" : "");
}

/* "12", "#12", "block 12" and "task 12" are numbers. */
static bool
is_number(const char *text, const char *what, long *ret)
{
	size_t len = strlen(what);

	if (strncasecmp(text, what, len) == 0 && text[len] == ' ')
		text += len + 1;
	if (*text == '#')
		text++;
	return isdigit((unsigned char)*text) && sp_parse_int(text, 1, 1L << 52, ret);
}

enum sp_rc
sp_app_find_block(const struct sp_app *app, const char *text, sp_block_id *ret_block, struct sp_err *reterr)
{
	const struct sp_snapshot *snapshot = &app->snapshot;
	struct search search;
	long number;
	enum sp_rc rc;

	if (is_number(text, "block", &number)) {
		if (sp_snapshot_block(snapshot, (sp_block_id){number}) == NULL)
			return sp_err_set(reterr, SP_NO, "There is no block %ld.", number);
		ret_block->v = number;
		return SP_OK;
	}
	begin_search(&search, text);
	for (size_t i = 0; i < snapshot->blocks.n; i++) {
		const struct sp_block *block = &snapshot->blocks.items[i];
		const struct sp_task *task = sp_snapshot_task(snapshot, block->task);

		if (block->state != SP_BLOCK_DONE && task != NULL)
			offer(&search, snapshot, task, block->id.v, block->start);
	}
	rc = answer(&search, "block", &ret_block->v, reterr);
	finish_search(&search);
	return rc;
}

enum sp_rc
sp_app_find_task(const struct sp_app *app, const char *text, sp_task_id *ret_task, struct sp_err *reterr)
{
	const struct sp_snapshot *snapshot = &app->snapshot;
	struct search search;
	long number;
	enum sp_rc rc;

	if (is_number(text, "task", &number)) {
		if (sp_snapshot_task(snapshot, (sp_task_id){number}) == NULL)
			return sp_err_set(reterr, SP_NO, "There is no task %ld.", number);
		ret_task->v = number;
		return SP_OK;
	}
	begin_search(&search, text);
	for (size_t i = 0; i < snapshot->tasks.n; i++) {
		const struct sp_task *task = &snapshot->tasks.items[i];

		if (task->state == SP_TASK_OPEN)
			offer(&search, snapshot, task, task->id.v, SP_TIME_NONE);
	}
	rc = answer(&search, "task", &ret_task->v, reterr);
	finish_search(&search);
	return rc;
}
