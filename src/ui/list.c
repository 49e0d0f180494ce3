/*
 * A list with a filter line: the palette of commands, find, help, settings. What matches is worked out again at each
 * change of the line, from the tables and the world; a match is an id, its text is made when it is drawn.
 */
#include "senplan/base/array.h"

#include "act.h"
#include "week.h"

#include <assert.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum match_kind { MATCH_ACTION, MATCH_BLOCK, MATCH_TASK, MATCH_CASE };
enum { LIST_WIDTH = 96, SCORE_WORD = 8, SCORE_NEXT = 4, SCORE_ANY = 1, SCORE_PREFIX = 40 };

/* 0: no match; larger is better. */
static int
fuzzy_score(const char *query, const char *text)
{
	int score = 1;
	int last = -2;
	int at = 0;

	if (sp_istarts_with(text, query))
		score += SCORE_PREFIX;
	for (; *query != '\0'; query++) {
		int c = tolower((unsigned char)*query);

		if (c == ' ')
			continue;
		while (text[at] != '\0' && tolower((unsigned char)text[at]) != c)
			at++;
		if (text[at] == '\0')
			return 0;
		score += at == last + 1						 ? SCORE_NEXT
			 : at == 0 || text[at - 1] == ' ' || text[at - 1] == '-' ? SCORE_WORD
										 : SCORE_ANY;
		last = at++;
	}
	return score;
}

/* Every word of the query stands somewhere in the text (ASCII case folded). */
static bool
has_words(const char *query, const char *text)
{
	char word[SP_LINE_TEXT];

	while (*query != '\0') {
		size_t len = strcspn(query, " ");

		if (len > 0) {
			assert(len < sizeof(word));
			memcpy(word, query, len);
			word[len] = '\0';
			if (strcasestr(text, word) == NULL)
				return false;
		}
		query += len;
		query += strspn(query, " ");
	}
	return true;
}

static void
add_match(struct sp_dialog *dialog, enum match_kind kind, int64_t id, int score)
{
	if (dialog->n_matches < SP_MATCHES_MAX)
		dialog->matches[dialog->n_matches++] = (struct sp_match){id, (int)kind, score};
}

static int
compare_matches(const void *left, const void *right)
{
	const struct sp_match *a = left;
	const struct sp_match *b = right;

	if (a->score != b->score)
		return a->score > b->score ? -1 : 1;
	return a->id < b->id ? -1 : a->id > b->id;
}

/* The view or dialog that the list was opened on. */
static unsigned
where_below(const struct sp_ui *ui)
{
	return sp_ui_where_at(ui, ui->n_dialogs > 0 ? ui->n_dialogs - 1 : 0);
}

static void
match_actions(const struct sp_ui *ui, struct sp_dialog *dialog)
{
	size_t n;
	const struct sp_action *actions = sp_actions(&n);
	unsigned here = where_below(ui);
	bool help = dialog->list == SP_LIST_HELP;

	for (size_t i = 0; i < n; i++) {
		char text[400];
		int score;

		if (!help && (actions[i].where & SP_IN_VIEWS) == 0)
			continue;
		snprintf(text, sizeof(text), "%s %s %s", actions[i].name, actions[i].label, actions[i].help);
		if (help)
			score = has_words(dialog->line.text, text) ||
				has_words(dialog->line.text, actions[i].keys);
		else
			score = fuzzy_score(dialog->line.text, actions[i].name) * 4 +
				(has_words(dialog->line.text, text) ? 2 : 0);
		if (score == 0)
			continue;
		if (help) /* here first, then what works in every view, then the rest */
			score = (actions[i].where & here) == 0			  ? 1
				: (actions[i].where & SP_IN_VIEWS) == SP_IN_VIEWS ? 2
										  : 3;
		add_match(dialog, MATCH_ACTION, (int64_t)i, score);
	}
}

static bool
task_has_words(const struct sp_ui *ui, const char *query, const struct sp_task *task)
{
	struct sp_str text;
	bool found;

	sp_str_init(&text);
	sp_task_title(ui, ui->world->snapshot, task->id, &text);
	found = has_words(query, text.text);
	sp_str_finish(&text);
	return found;
}

static void
match_plan(const struct sp_ui *ui, struct sp_dialog *dialog)
{
	const struct sp_snapshot *snapshot = ui->world->snapshot;
	const char *query = dialog->line.text;

	for (size_t i = 0; i < snapshot->cases.n; i++)
		if (dialog->line.len > 0 && !ui->privacy && has_words(query, snapshot->cases.items[i].code))
			add_match(dialog, MATCH_CASE, snapshot->cases.items[i].id.v, INT32_MAX);
	for (size_t i = 0; i < snapshot->blocks.n; i++) {
		const struct sp_block *block = &snapshot->blocks.items[i];
		const struct sp_task *task = sp_snapshot_task(snapshot, block->task);
		int away = block->start - ui->now;

		if (dialog->line.len == 0 && away < 0)
			continue;
		/* The next one first; past ones after all that are to come. */
		if (task != NULL && task_has_words(ui, query, task))
			add_match(dialog, MATCH_BLOCK, block->id.v,
				  away >= 0 ? 2000000 - away : 1000000 + away);
	}
	for (size_t i = 0; i < snapshot->tasks.n && dialog->line.len > 0; i++) {
		const struct sp_task *task = &snapshot->tasks.items[i];

		if (task->state == SP_TASK_OPEN && task_has_words(ui, query, task) &&
		    sp_act_block_of_task(ui, task->id) == 0)
			add_match(dialog, MATCH_TASK, task->id.v, 0);
	}
}

void
sp_list_filter(struct sp_ui *ui, struct sp_dialog *dialog)
{
	dialog->n_matches = 0;
	dialog->cursor = 0;
	dialog->top = 0;
	if (dialog->matches == NULL) {
		dialog->matches = calloc(SP_MATCHES_MAX, sizeof(*dialog->matches));
		if (dialog->matches == NULL)
			return;
	}
	if (dialog->list == SP_LIST_FIND) {
		if (ui->world != NULL)
			match_plan(ui, dialog);
	} else {
		match_actions(ui, dialog);
	}
	qsort(dialog->matches, (size_t)dialog->n_matches, sizeof(*dialog->matches), compare_matches);
}

void
sp_list_open(struct sp_ui *ui, enum sp_list_of list)
{
	static const char *const titles[] = {[SP_LIST_COMMANDS] = "Commands",
					     [SP_LIST_FIND] = "Find",
					     [SP_LIST_HELP] = "Help",
					     [SP_LIST_SETTINGS] = "Settings"};
	struct sp_dialog *dialog = sp_dialog_push(ui, SP_DIALOG_LIST);

	if (dialog == NULL)
		return;
	dialog->list = list;
	if (list == SP_LIST_HELP)
		snprintf(dialog->title, sizeof(dialog->title),
			 "Help: the keys of %s first, then everywhere, then the rest",
			 sp_where_name(where_below(ui)));
	else
		snprintf(dialog->title, sizeof(dialog->title), "%s", titles[list]);
	sp_list_filter(ui, dialog);
}

static struct sp_rect
list_box(const struct sp_ui *ui)
{
	struct sp_frame frame = sp_frame_of(ui);
	int width = ui->width < LIST_WIDTH ? ui->width : LIST_WIDTH;

	return sp_rect_centre(frame.body, width, frame.body.height);
}

struct sp_rect
sp_list_rows(const struct sp_ui *ui)
{
	struct sp_rect box = list_box(ui);

	return (struct sp_rect){box.x + 1, box.y + 2, box.width - 2, box.height - 3};
}

/* In the palette and the help: what the action is, and where it works. */
static void
draw_action(const struct sp_ui *ui, struct sp_surface *surface, struct sp_rect row,
	    const struct sp_action *action, enum sp_style style)
{
	bool here = (action->where & where_below(ui)) != 0;
	char keys[40];

	snprintf(keys, sizeof(keys), "%s", action->keys);
	sp_surface_text(surface, row.x + 1, row.y, 13, keys, style == SP_STYLE_FOCUS ? style : SP_STYLE_KEY);
	sp_surface_text(surface, row.x + 15, row.y, 15, action->name,
			here || style == SP_STYLE_FOCUS ? style : SP_STYLE_DIM);
	if (row.width > 34)
		sp_surface_textf(surface, row.x + 31, row.y, row.width - 32,
				 here || style == SP_STYLE_FOCUS ? style : SP_STYLE_DIM, "%s%s%s%s",
				 action->help, here ? "" : " (", here ? "" : sp_where_name(action->where),
				 here ? "" : ")");
}

/* The action under the cursor without cuts, in the status line. */
static void
draw_whole_help(const struct sp_ui *ui, struct sp_surface *surface, const struct sp_action *action)
{
	struct sp_rect line = sp_frame_of(ui).status;

	sp_surface_fill(surface, line, ' ', SP_STYLE_TEXT);
	sp_surface_textf(surface, line.x + 1, line.y, line.width - 2, SP_STYLE_NOTE, "%s: %s", action->name,
			 action->help);
}

static void
match_text(const struct sp_ui *ui, const struct sp_match *match, struct sp_str *out)
{
	const struct sp_snapshot *snapshot = ui->world->snapshot;
	char when[SP_CLOCK_TEXT];

	if (match->kind == MATCH_BLOCK) {
		const struct sp_block *block = sp_snapshot_block(snapshot, (sp_block_id){match->id});

		if (block == NULL)
			return;
		sp_str_addf(out, "%-17s  ", sp_time_format(block->start, when));
		sp_task_title(ui, snapshot, block->task, out);
	} else if (match->kind == MATCH_TASK) {
		sp_str_add(out, "not placed         ");
		sp_task_title(ui, snapshot, (sp_task_id){match->id}, out);
	} else {
		const struct sp_case *subject = sp_snapshot_case(snapshot, (sp_case_id){match->id});

		sp_str_addf(out, "case               %s", sp_case_code(ui, subject));
	}
}

void
sp_list_draw(const struct sp_ui *ui, const struct sp_dialog *dialog, struct sp_surface *surface)
{
	struct sp_rect box = list_box(ui);
	struct sp_rect rows = sp_list_rows(ui);
	struct sp_rect line = {box.x + 5, box.y + 1, box.width - 7, 1};
	size_t n_actions;
	const struct sp_action *actions = sp_actions(&n_actions);

	sp_surface_box(surface, box, dialog->title, SP_STYLE_BOX);
	for (int i = dialog->top; i < dialog->n_matches && i - dialog->top < rows.height; i++) {
		struct sp_rect row = {rows.x, rows.y + i - dialog->top, rows.width, 1};
		enum sp_style style = i == dialog->cursor ? SP_STYLE_FOCUS : SP_STYLE_TEXT;
		const struct sp_match *match = &dialog->matches[i];
		struct sp_str text;

		sp_surface_fill(surface, row, ' ', style);
		sp_surface_put(surface, row.x, row.y, i == dialog->cursor ? '>' : ' ', style);
		if (match->kind == MATCH_ACTION) {
			draw_action(ui, surface, row, &actions[match->id], style);
			continue;
		}
		sp_str_init(&text);
		match_text(ui, match, &text);
		sp_surface_text(surface, row.x + 1, row.y, row.width - 1, text.text, style);
		sp_str_finish(&text);
	}
	if (dialog->n_matches > 0 && dialog->matches[dialog->cursor].kind == MATCH_ACTION)
		draw_whole_help(ui, surface, &actions[dialog->matches[dialog->cursor].id]);
	if (dialog->n_matches == 0)
		sp_surface_text(surface, rows.x + 1, rows.y, rows.width - 1, "Nothing matches. Esc closes.",
				SP_STYLE_DIM);
	sp_surface_put(surface, box.x + 2, line.y, dialog->list == SP_LIST_COMMANDS ? ':' : '/',
		       SP_STYLE_STRONG);
	sp_line_draw(&dialog->line, surface, line);
}

void
sp_list_choose(struct sp_ui *ui, struct sp_effects *effects)
{
	struct sp_dialog *dialog = sp_dialog_top(ui);
	struct sp_match match;
	size_t n;
	const struct sp_action *action;

	assert(dialog != NULL && dialog->kind == SP_DIALOG_LIST);
	if (dialog->n_matches == 0) {
		sp_ui_say(ui, SP_STYLE_NOTE, "Nothing matches: change the line, or Esc.");
		return;
	}
	assert(dialog->cursor >= 0 && dialog->cursor < dialog->n_matches);
	match = dialog->matches[dialog->cursor];
	sp_dialog_pop(ui);
	switch ((enum match_kind)match.kind) {
	case MATCH_ACTION:
		action = &sp_actions(&n)[match.id];
		if ((action->where & sp_ui_where(ui)) == 0)
			sp_ui_say(ui, SP_STYLE_NOTE, "%s works in %s only.", action->name,
				  sp_where_name(action->where));
		else if (!sp_ui_refuses(ui, action))
			action->run(ui, effects);
		break;
	case MATCH_BLOCK:
		sp_act_go_block(ui, effects, match.id);
		break;
	case MATCH_TASK:
		sp_act_why_task(ui, effects, match.id);
		break;
	case MATCH_CASE:
		sp_act_go_case(ui, effects, match.id);
		break;
	}
}
