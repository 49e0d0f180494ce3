/*
 * A proposal as text, what matters most first: statutory dates that cannot be kept, what moved or was dropped, what does
 * not fit (the same work once, with its sum), then what is new; and at the end the hours that do not fit, by half-term,
 * for the person who gives the hours.
 */
#include "senplan/base/utf8.h"
#include "senplan/model/year.h"

#include "run.h"

#include <stdlib.h>
#include <string.h>

enum { SHOWN = 12, TITLE_WIDTH = 28, LATE_WIDTH = 26, WIDE = 38, INDENT = 12, HALF_TERMS_MAX = 16 };

static const char *const kind_names[] = {
	[SP_CHANGE_MOVED] = "moved",
	[SP_CHANGE_NEW] = "new",
	[SP_CHANGE_DROPPED] = "dropped",
	[SP_CHANGE_NO_ROOM] = "no room",
};

const struct sp_task *
change_task(struct run *run, const struct sp_change *change)
{
	return sp_snapshot_task(sp_app_pending_snapshot(run->app), change->task);
}

void
change_title(struct run *run, struct sp_str *out, const struct sp_task *task)
{
	if (task != NULL)
		sp_words_task(out, sp_app_pending_snapshot(run->app), task, run->hide);
}

void
change_reason(struct run *run, struct sp_str *out, const struct sp_change *change)
{
	const struct sp_snapshot *snapshot = sp_app_pending_snapshot(run->app);
	const struct sp_task *task = change_task(run, change);

	if (change->kind != SP_CHANGE_NO_ROOM)
		sp_words_change(out, snapshot, change, run->hide);
	else if (task != NULL)
		sp_words_no_room(out, snapshot, task, &change->why_not, run->hide);
}

static bool
lists_all(const struct run *run)
{
	return args_has(&run->args, SP_OPTION_ALL);
}

/* The kind, the activity's letter, the title in `width` columns: a longer title has a line of its own. */
static void
print_what(struct run *run, const char *kind, const struct sp_task *task, int width)
{
	const struct sp_activity *activity =
		task == NULL ? NULL : sp_snapshot_activity(sp_app_pending_snapshot(run->app), task->activity);
	struct sp_str text;

	sp_str_init(&text);
	print(run, "  %-8s", kind);
	print_plain(run);
	print_column(run, activity == NULL ? "" : activity->letter, 2);
	change_title(run, &text, task);
	if (sp_utf8_text_width(text.text) <= width) {
		print_column(run, text.text, width);
	} else {
		print_wrapped(run, text.text, INDENT);
		sp_str_add_repeat(&run->out, ' ', INDENT + (size_t)width);
	}
	run->out.failed = run->out.failed || text.failed;
	sp_str_finish(&text);
}

static void
print_change(struct run *run, const struct sp_change *change)
{
	const struct sp_task *task = change_task(run, change);
	char from[SP_CLOCK_TEXT] = "", to[SP_CLOCK_TEXT] = "", length[SP_CLOCK_TEXT];
	struct sp_str text;

	if (change->from_start != SP_TIME_NONE)
		sp_time_format(change->from_start, from);
	if (change->to_start != SP_TIME_NONE)
		sp_time_format(change->to_start, to);
	if (change->late)
		print_paint(run, PAINT_RED);
	print_what(run, kind_names[change->kind], task, change->kind == SP_CHANGE_MOVED ? TITLE_WIDTH : WIDE);
	if (change->kind == SP_CHANGE_MOVED && change->from_start == change->to_start)
		print(run, " %s, stays, now %s", from, sp_length_format(change->length_min, length));
	else if (change->kind == SP_CHANGE_MOVED)
		print(run, " %s -> %s", from, to);
	else if (change->kind == SP_CHANGE_DROPPED)
		print(run, " was %s", from);
	else
		print(run, " %-16s %6s", to, sp_length_format(change->length_min, length));
	print(run, "%s\n", change->late ? " !" : "");
	sp_str_init(&text);
	change_reason(run, &text, change);
	if (text.len > 0) {
		sp_str_add_repeat(&run->out, ' ', INDENT);
		print_wrapped(run, text.text, INDENT);
	}
	sp_str_finish(&text);
}

/* --- statutory dates that cannot be kept --- */

static bool
is_changed(const struct sp_proposal *proposal, sp_block_id block)
{
	for (size_t i = 0; i < proposal->n_changes; i++)
		if (proposal->changes[i].block.v == block.v)
			return true;
	return false;
}

static bool
ends_late(const struct sp_block *block, const struct sp_task *task)
{
	return task != NULL && task->hard && task->state == SP_TASK_OPEN && task->due_day != SP_DAY_NONE &&
	       block->state != SP_BLOCK_DONE &&
	       sp_time_day(block->start + block->length_min - 1) > task->due_day;
}

static void
print_late(struct run *run, const struct sp_task *task, sp_time start)
{
	char due[SP_DAY_TEXT], when[SP_CLOCK_TEXT];

	print_paint(run, PAINT_RED);
	print_what(run, "! late", task, LATE_WIDTH);
	print(run, " due %-10s", sp_day_format(task->due_day, SP_DAY_SHORT, due));
	if (start == SP_TIME_NONE)
		print(run, "  no place for it\n");
	else
		print(run, "  planned %s\n", sp_time_format(start, when));
}

/* What stands late and stays, what is late where it is put now, and what has no place. */
static void
print_broken_clocks(struct run *run, const struct sp_proposal *proposal)
{
	const struct sp_snapshot *snapshot = sp_app_pending_snapshot(run->app);
	size_t n = 0;

	for (size_t i = 0; i < snapshot->blocks.n; i++) {
		const struct sp_block *block = &snapshot->blocks.items[i];
		const struct sp_task *task = sp_snapshot_task(snapshot, block->task);

		if (ends_late(block, task) && !is_changed(proposal, block->id) &&
		    (n++ < SHOWN || lists_all(run)))
			print_late(run, task, block->start);
	}
	for (size_t i = 0; i < proposal->n_changes; i++) {
		const struct sp_change *change = &proposal->changes[i];
		const struct sp_task *task = change_task(run, change);

		if (task == NULL || !task->hard || task->due_day == SP_DAY_NONE ||
		    (!change->late && change->kind != SP_CHANGE_NO_ROOM))
			continue;
		if (n++ < SHOWN || lists_all(run))
			print_late(run, task, change->to_start);
	}
	if (n > SHOWN && !lists_all(run))
		print(run, "  ! late  and %zu more %s of them (--all lists them)\n", n - SHOWN,
		      sp_plural(n - SHOWN, "piece", "pieces"));
}

static void
print_clocks(struct run *run, const struct sp_proposal *proposal)
{
	struct sp_str text;

	sp_str_init(&text);
	sp_words_clocks(&text, proposal);
	if (proposal->score.hard_late > 0)
		print_paint(run, PAINT_RED);
	print(run, "%s\n", text.text);
	if (proposal->score.hard_late > 0) {
		print_plain(run);
		print_broken_clocks(run, proposal);
	}
	run->out.failed = run->out.failed || text.failed;
	sp_str_finish(&text);
}

/* --- what does not fit --- */

struct lack { /* the same work, so many times */
	const struct sp_change *first;
	const struct sp_task *task;
	const char *title;
	int n;
	int32_t total_min;
};

/* After lost time only what lost its place by it is listed as without one. */
static bool
concerns_answer(const struct run *run, const struct sp_proposal *proposal, const struct sp_change *no_room)
{
	if (run->args.command != SP_COMMAND_LOST || lists_all(run))
		return true;
	for (size_t i = 0; i < proposal->n_changes; i++)
		if (proposal->changes[i].kind == SP_CHANGE_DROPPED &&
		    proposal->changes[i].task.v == no_room->task.v)
			return true;
	return false;
}

static const char *
title_for_run(struct run *run, const struct sp_task *task)
{
	struct sp_str out;
	const char *title;

	sp_str_init(&out);
	change_title(run, &out, task);
	title = sp_arena_strdup(&run->arena, out.text);
	run->out.failed = run->out.failed || title == NULL || out.failed;
	sp_str_finish(&out);
	return title == NULL ? "" : title;
}

static void
add_lack(struct run *run, struct lack *lacks, size_t *n, const struct sp_change *change)
{
	const struct sp_task *task = change_task(run, change);
	const char *title = title_for_run(run, task);
	size_t at = 0;

	while (at < *n && (lists_all(run) || lacks[at].task->activity.v != task->activity.v ||
			   lacks[at].task->hard != task->hard || !sp_streq(lacks[at].title, title)))
		at++;
	if (at == *n)
		lacks[(*n)++] = (struct lack){.first = change, .task = task, .title = title};
	lacks[at].n++;
	lacks[at].total_min += change->length_min;
	if (task->due_day < lacks[at].task->due_day) {
		lacks[at].first = change;
		lacks[at].task = task;
	}
}

/* What the law wants first, then what is due first. */
static int
by_weight(const void *a, const void *b)
{
	const struct lack *x = a, *y = b;
	sp_day due_x = x->task->due_day, due_y = y->task->due_day;

	if (x->task->hard != y->task->hard)
		return x->task->hard ? -1 : 1;
	if (due_x != due_y)
		return due_x == SP_DAY_NONE ? 1 : due_y == SP_DAY_NONE ? -1 : due_x < due_y ? -1 : 1;
	return strcmp(x->title, y->title);
}

static void
print_lack(struct run *run, const struct lack *lack)
{
	const struct sp_activity *activity =
		sp_snapshot_activity(sp_app_pending_snapshot(run->app), lack->task->activity);
	char total[SP_CLOCK_TEXT];
	struct sp_str text;

	sp_str_init(&text);
	sp_str_add(&text, lack->title);
	if (lack->n > 1)
		sp_str_addf(&text, ", %d times, %s in all; the first", lack->n,
			    sp_length_format(lack->total_min, total));
	sp_str_add(&text, lack->n > 1 ? " " : ": ");
	change_reason(run, &text, lack->first);
	if (lack->task->hard)
		print_paint(run, PAINT_RED);
	print(run, "  %-8s", kind_names[SP_CHANGE_NO_ROOM]);
	print_plain(run);
	print_column(run, activity == NULL ? "" : activity->letter, 2);
	print_wrapped(run, text.text, INDENT);
	run->out.failed = run->out.failed || text.failed;
	sp_str_finish(&text);
}

static sp_day
last_day(const struct sp_task *task)
{
	return task->work_by_day != SP_DAY_NONE ? task->work_by_day : task->due_day;
}

/* " Autumn 2 22h10, Spring 1 12h00": by the half-term in which it is due. */
static void
add_half_terms(struct run *run, struct sp_str *out, const struct sp_change *const *lacking, size_t n)
{
	const struct sp_snapshot *snapshot = sp_app_pending_snapshot(run->app);
	const struct sp_half_term *terms[HALF_TERMS_MAX];
	int32_t minutes[HALF_TERMS_MAX] = {0};
	size_t n_terms = 0;

	for (size_t i = 0; i < n; i++) {
		const struct sp_task *task = change_task(run, lacking[i]);
		const struct sp_half_term *term =
			last_day(task) == SP_DAY_NONE ? NULL : sp_year_half_term(snapshot, last_day(task));
		size_t at = 0;

		if (term == NULL)
			continue;
		while (at < n_terms && !sp_streq(terms[at]->name, term->name))
			at++;
		if (at == HALF_TERMS_MAX)
			continue;
		if (at == n_terms)
			terms[n_terms++] = term;
		minutes[at] += lacking[i]->length_min;
	}
	for (size_t i = 0; i < n_terms; i++) {
		char length[SP_CLOCK_TEXT];

		sp_str_addf(out, "%s %s %s", i == 0 ? ":" : ",", terms[i]->name,
			    sp_length_format(minutes[i], length));
	}
}

/* For the person who gives the hours: how many are missing, by when, and what others could take on. */
static void
print_sum(struct run *run, const struct sp_change *const *lacking, size_t n)
{
	int32_t total = 0, delegable = 0;
	sp_day last = SP_DAY_NONE;
	char length[SP_CLOCK_TEXT], day[SP_DAY_TEXT];
	struct sp_str text;

	for (size_t i = 0; i < n; i++) {
		const struct sp_task *task = change_task(run, lacking[i]);
		const struct sp_activity *activity =
			sp_snapshot_activity(sp_app_pending_snapshot(run->app), task->activity);

		total += lacking[i]->length_min;
		if (activity != NULL && activity->delegable)
			delegable += lacking[i]->length_min;
		if (task->due_day != SP_DAY_NONE && (last == SP_DAY_NONE || task->due_day > last))
			last = task->due_day;
	}
	sp_str_init(&text);
	sp_str_addf(&text, "%zu piece%s of work, %s, %s not fit", n, n == 1 ? "" : "s",
		    sp_length_format(total, length), n == 1 ? "does" : "do");
	if (last != SP_DAY_NONE)
		sp_str_addf(&text, " by %s", sp_day_format(last, SP_DAY_SHORT, day));
	add_half_terms(run, &text, lacking, n);
	sp_str_add(&text, ".");
	if (delegable > 0)
		sp_str_addf(&text, " Somebody else could do %s of it.", sp_length_format(delegable, length));
	print_wrapped(run, text.text, 0);
	run->out.failed = run->out.failed || text.failed;
	sp_str_finish(&text);
}

static void
print_lacks(struct run *run, struct lack *lacks, size_t n)
{
	qsort(lacks, n, sizeof(*lacks), by_weight);
	for (size_t i = 0; i < n && (i < SHOWN || lists_all(run)); i++)
		print_lack(run, &lacks[i]);
	if (n > SHOWN && !lists_all(run))
		print(run, "  no room and %zu more %s of work (--all lists each)\n", n - SHOWN,
		      sp_plural(n - SHOWN, "kind", "kinds"));
}

/* --- the whole --- */

/* How far from the best the plan can be, of all that has no place, listed above or not; when all has one, nothing. */
static void
print_bound(struct run *run, const struct sp_proposal *proposal, size_t n_listed)
{
	char length[SP_CLOCK_TEXT];
	struct sp_str text;

	if (proposal->n_no_room == 0)
		return;
	sp_str_init(&text);
	if (n_listed < proposal->n_no_room)
		sp_str_addf(&text, "With what had no room before, %s in %zu %s have no place. ",
			    sp_length_format(proposal->no_room_min, length), proposal->n_no_room,
			    sp_plural(proposal->n_no_room, "task", "tasks"));
	sp_words_bound(&text, &proposal->bound);
	print_wrapped(run, text.text, 0);
	run->out.failed = run->out.failed || text.failed;
	sp_str_finish(&text);
}

/* The first plan of a year has hundreds of new blocks: the first few stand for them. */
static void
print_kind(struct run *run, const struct sp_proposal *proposal, enum sp_change_kind kind)
{
	size_t n = 0;

	for (size_t i = 0; i < proposal->n_changes; i++)
		if (proposal->changes[i].kind == kind && (n++ < SHOWN || lists_all(run)))
			print_change(run, &proposal->changes[i]);
	if (n > SHOWN && !lists_all(run))
		print(run, "  %-8sand %zu more (--all lists them)\n", kind_names[kind], n - SHOWN);
}

void
print_proposal(struct run *run, const struct sp_proposal *proposal)
{
	struct lack *lacks = SP_ARENA_NEW_N(&run->arena, struct lack, proposal->n_changes);
	const struct sp_change **lacking =
		SP_ARENA_NEW_N(&run->arena, const struct sp_change *, proposal->n_changes);
	size_t n_lacks = 0, n_lacking = 0;

	if (lacks == NULL || lacking == NULL) {
		run->out.failed = true;
		return;
	}
	print_paint(run, PAINT_BOLD);
	print(run, "%s: %zu moved, %zu new, %zu dropped, %zu unchanged, %zu %s not fit\n",
	      args_has(&run->args, SP_OPTION_DRY_RUN) ? "Proposal" : "Planned", proposal->n_moved,
	      proposal->n_new, proposal->n_dropped, proposal->n_unchanged, proposal->n_no_room,
	      proposal->n_no_room == 1 ? "does" : "do");
	print_plain(run);
	print_clocks(run, proposal);
	print_kind(run, proposal, SP_CHANGE_MOVED);
	print_kind(run, proposal, SP_CHANGE_DROPPED);
	for (size_t i = 0; i < proposal->n_changes; i++) {
		const struct sp_change *change = &proposal->changes[i];

		if (change->kind != SP_CHANGE_NO_ROOM || change_task(run, change) == NULL ||
		    !concerns_answer(run, proposal, change))
			continue;
		lacking[n_lacking++] = change;
		add_lack(run, lacks, &n_lacks, change);
	}
	print_lacks(run, lacks, n_lacks);
	print_kind(run, proposal, SP_CHANGE_NEW);
	if (n_lacking > 0)
		print_sum(run, lacking, n_lacking);
	print_bound(run, proposal, n_lacking);
}
