/*
 * What if on the screen, and looking together. A line says what would change; the answer is a page with both plans side by
 * side; a on it makes it real. A line may also keep and find scenarios: "half day = +0.5 day", "half day", "list",
 * "compare half day, admin", "remove admin".
 *
 * Looking together is Review with the line manager at one's side: no codes, no notes, and nothing can be changed.
 */
#include "senplan/app/what_if.h"

#include "senplan/base/array.h"

#include "act.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

enum { LINE_WIDTH = 74 };

/* --- keys --- */

void
sp_act_what_if(struct sp_ui *ui, struct sp_effects *effects)
{
	(void)effects;
	sp_prompt_open(ui, SP_PROMPT_WHAT_IF, "");
}

void
sp_act_make_real(struct sp_ui *ui, struct sp_effects *effects)
{
	const struct sp_dialog *page = sp_dialog_top(ui);
	struct sp_effect then;

	(void)effects;
	assert(page != NULL);
	then = page->then;
	if (then.kind != SP_EFFECT_WHAT_IF || then.text[0] == '\0') {
		sp_ui_say(ui, SP_STYLE_NOTE, "There is nothing on this page to make real.");
		return;
	}
	then.number = 1;
	sp_confirm_open(ui, &then, "Make it real: %s? The plan follows it, as one step; u takes it back.",
			then.text);
}

/* The answer: a page; of one scenario it can be made real from there. */
void
sp_what_if_shown(struct sp_ui *ui, const struct sp_answer *answer)
{
	struct sp_dialog *dialog = sp_dialog_top(ui);
	char line[SP_LINE_TEXT] = "";

	if (answer->id == 0) { /* made real, kept, taken out */
		while (dialog != NULL &&
		       (dialog->kind == SP_DIALOG_PROMPT || dialog->kind == SP_DIALOG_PAGE)) {
			sp_dialog_pop(ui);
			dialog = sp_dialog_top(ui);
		}
		return;
	}
	if (dialog != NULL && dialog->kind == SP_DIALOG_PROMPT && dialog->prompt == SP_PROMPT_WHAT_IF) {
		snprintf(line, sizeof(line), "%s", dialog->line.text);
		sp_prompt_remember(ui, SP_PROMPT_WHAT_IF, line);
		sp_dialog_pop(ui);
	}
	sp_page_open(ui, answer->id == 1 ? "What if   (a makes it real)" : "What if", answer->text);
	dialog = sp_dialog_top(ui);
	if (answer->id != 1 || dialog == NULL || dialog->kind != SP_DIALOG_PAGE)
		return;
	dialog->then = (struct sp_effect){
		.kind = SP_EFFECT_WHAT_IF, .day = SP_DAY_NONE, .start = SP_TIME_NONE, .end = SP_TIME_NONE};
	snprintf(dialog->then.text, sizeof(dialog->then.text), "%s", line);
}

/* --- what the host does --- */

static enum sp_rc
add_lines(const struct sp_review *review, struct sp_arena *arena, struct sp_str *words, struct sp_err *reterr)
{
	struct sp_review_shape shape = {.width = LINE_WIDTH};
	const struct sp_review_line *lines;
	size_t n;
	enum sp_rc rc = sp_review_lines(review, &shape, arena, &lines, &n, reterr);

	for (size_t i = 0; rc == SP_OK && i < n; i++)
		sp_str_addf(words, "%s\n", lines[i].text);
	return rc;
}

/* A scenario that is kept, else the line itself. */
static const char *
changes_of(const struct sp_snapshot *snapshot, const char *text)
{
	const struct sp_scenario *kept = sp_scenario_find(snapshot, text);

	return kept == NULL ? text : kept->changes;
}

static void
list_kept(const struct sp_snapshot *s, struct sp_str *words)
{
	if (s->scenarios.n == 0)
		sp_str_add(words, "No scenario is kept. Type: half day = +0.5 day\n");
	for (size_t i = 0; i < s->scenarios.n; i++)
		sp_str_addf(words, "%s: %s\n", s->scenarios.items[i].name, s->scenarios.items[i].changes);
}

/* "half day, admin" */
static enum sp_rc
name_scenarios(const struct sp_snapshot *s, char *names, struct sp_what_if_ask *ask, struct sp_err *reterr)
{
	char *rest = NULL;

	for (char *at = strtok_r(names, ",", &rest); at != NULL; at = strtok_r(NULL, ",", &rest)) {
		const struct sp_scenario *kept;

		at += strspn(at, " ");
		kept = sp_scenario_find(s, at);
		if (kept == NULL)
			return sp_err_set(reterr, SP_NO, "No scenario is called \"%s\": list shows them.",
					  at);
		if (ask->n == SP_COMPARE_MOST)
			return sp_err_set(reterr, SP_USAGE, "At most %d scenarios stand side by side.",
					  SP_COMPARE_MOST);
		ask->names[ask->n] = kept->name;
		ask->changes[ask->n++] = kept->changes;
	}
	return ask->n > 0 ? SP_OK : sp_err_set(reterr, SP_USAGE, "compare half day, admin");
}

static enum sp_rc
keep_named(struct sp_app *app, const char *text, struct sp_outcome *outcome, struct sp_arena *arena,
	   struct sp_err *reterr)
{
	struct sp_what_if_ask ask = {.n = 1};
	const char *equal = strchr(text, '=');
	size_t len = (size_t)(equal - text);
	char name[SP_LINE_TEXT];
	struct sp_review review;
	enum sp_rc rc;

	while (len > 0 && text[len - 1] == ' ')
		len--;
	snprintf(name, sizeof(name), "%.*s", (int)len, text);
	ask.changes[0] = equal + 1 + strspn(equal + 1, " ");
	rc = sp_what_if(app, &ask, arena, &review, reterr); /* only what is understood is kept */
	return rc == SP_OK ? sp_scenario_save(app, name, ask.changes[0], outcome, reterr) : rc;
}

static enum sp_rc
do_what_if(struct sp_app *app, const struct sp_effect *effect, struct sp_arena *arena, struct sp_str *words,
	   int64_t *ret_pages, struct sp_err *reterr)
{
	const struct sp_snapshot *snapshot = sp_app_snapshot(app);
	struct sp_outcome outcome = {.arena = arena, .done = ""};
	struct sp_what_if_ask ask = {.n = 0};
	char names[SP_EFFECT_TEXT];
	struct sp_review review;
	enum sp_rc rc = SP_OK;

	bool writes = effect->number == 1 || strchr(effect->text, '=') != NULL ||
		      sp_starts_with(effect->text, "remove ");

	*ret_pages = 0;
	if (writes && effect->hide)
		return sp_err_set(reterr, SP_NO, "Not while you look together: nothing can be changed.");
	if (effect->number == 1) {
		rc = sp_what_if_accept(app, changes_of(snapshot, effect->text), &outcome, reterr);
	} else if (strchr(effect->text, '=') != NULL) {
		rc = keep_named(app, effect->text, &outcome, arena, reterr);
	} else if (sp_starts_with(effect->text, "remove ")) {
		rc = sp_scenario_remove(app, effect->text + strlen("remove "), &outcome, reterr);
	} else {
		*ret_pages = 2;
		if (sp_streq(effect->text, "list")) {
			list_kept(snapshot, words);
			return SP_OK;
		}
		if (sp_starts_with(effect->text, "compare ")) {
			snprintf(names, sizeof(names), "%s", effect->text + strlen("compare "));
			rc = name_scenarios(snapshot, names, &ask, reterr);
		} else {
			ask.changes[0] = changes_of(snapshot, effect->text);
			ask.n = 1;
			*ret_pages = 1;
		}
		if (rc == SP_OK)
			rc = sp_what_if(app, &ask, arena, &review, reterr);
		return rc == SP_OK ? add_lines(&review, arena, words, reterr) : rc;
	}
	if (rc == SP_OK)
		sp_str_addf(words, "%s u takes it back.", outcome.done);
	return rc;
}

enum sp_rc
sp_host_what_if(struct sp_app *app, const struct sp_effect *effect, struct sp_arena *arena,
		struct sp_str *words, struct sp_answer *answer, struct sp_err *reterr)
{
	enum sp_rc rc = do_what_if(app, effect, arena, words, &answer->id, reterr);

	answer->text = words->text;
	return rc;
}

/* --- looking together --- */

void
sp_act_look(struct sp_ui *ui, struct sp_effects *effects)
{
	(void)effects;
	if (ui->options.look) {
		sp_ui_say(ui, SP_STYLE_NOTE, "This plan was opened for looking together; q leaves it.");
		return;
	}
	ui->looking = !ui->looking;
	ui->privacy = ui->looking || ui->privacy;
	sp_ui_say(ui, SP_STYLE_NOTE,
		  ui->looking ? "Looking together: no codes, no notes, nothing can be changed. m ends it."
			      : "You are alone again. P shows codes and titles.");
}

/* What only looks; everything else is refused while somebody looks on. Pupils and settings are not shown at all. */
bool
sp_look_allowed(const struct sp_action *action)
{
	static const char *const looks[] = {
		"help",	      "today",	   "go-to",	"earlier",     "later",	     "week-before",
		"week-after", "up",	   "down",	"left",	       "right",	     "first",
		"last",	      "week",	   "ahead",	"duties",      "review",     "list-form",
		"redraw",     "suspend",   "back",	"quit",	       "open-week",  "open-review",
		"range",      "look",	   "row-up",	"row-down",    "row-first",  "rows-up",
		"rows-down",  "row-last",  "cancel",	"enter-line",  "older-line", "newer-line",
		"line-up",    "line-down", "line-up-k", "line-down-j", "page-up",    "page-down",
		"page-on",    "close",	   "what-if",	"details",
	};

	for (size_t i = 0; i < SP_COUNT(looks); i++)
		if (sp_streq(looks[i], action->name))
			return true;
	return false;
}
