/*
 * The chains of Set-up as rows: all of them, and of one its steps with what is still to come of it, for whom.
 */
#include "table.h"

#include <stdio.h>
#include <string.h>

static const char *const begins_words[] = {
	[SP_START_REVIEW] = "with a plan",	  [SP_START_TRANSFER] = "with a plan, before a move",
	[SP_START_ASSESSMENT] = "with a request", [SP_START_CONSULTATION] = "with a consultation",
	[SP_START_SUPPORT] = "with SEN Support",  [SP_START_MOVE] = "in the year of a move",
	[SP_START_GIVEN] = "given to a pupil",	  [SP_START_SCHOOL] = "given to the school",
};

/* --- all --- */

int
chains_rows(const struct sp_ui *ui, const struct sp_dialog *dialog)
{
	(void)dialog;
	return (int)ui->world->snapshot->chains.n;
}

static bool
is_open(const struct sp_clock *clock)
{
	return clock->state != SP_CLOCK_MET && clock->state != SP_CLOCK_LATE;
}

/* The i-th subject: the school first, then the pupils. */
static const struct sp_ui_case *
subject_at(const struct sp_ui *ui, size_t i)
{
	if (ui->world->cases == NULL || i > ui->world->n_cases)
		return NULL;
	return i == 0 ? ui->world->school : &ui->world->cases[i - 1];
}

static int
count_runs(const struct sp_ui *ui, const char *chain)
{
	const struct sp_ui_case *shown;
	int n = 0;

	for (size_t i = 0; (shown = subject_at(ui, i)) != NULL; i++) {
		bool runs = false;

		for (size_t k = 0; k < shown->n_clocks; k++)
			runs = runs ||
			       (sp_streq(shown->clocks[k].chain, chain) && is_open(&shown->clocks[k]));
		n += runs;
	}
	return n;
}

static int
count_steps(const struct sp_snapshot *s, const char *chain)
{
	int n = 0;

	for (size_t i = 0; i < s->steps.n; i++)
		n += sp_streq(s->steps.items[i].chain, chain);
	return n;
}

void
chains_cells(const struct sp_ui *ui, const struct sp_dialog *dialog, int row, struct sp_str *out)
{
	const struct sp_chain *chain;

	(void)dialog;
	if (row < 0) {
		sp_str_add(out, "Chain\tSteps\tRuns for\tBegins");
		return;
	}
	chain = &ui->world->snapshot->chains.items[row];
	sp_str_addf(out, "%s\t%d\t%d\t%s%s", chain->name, count_steps(ui->world->snapshot, chain->key),
		    count_runs(ui, chain->key), begins_words[chain->begins], chain->active ? "" : " (off)");
}

enum sp_style
chains_style(const struct sp_ui *ui, const struct sp_dialog *dialog, int row)
{
	(void)dialog;
	return row < 0 || ui->world->snapshot->chains.items[row].active ? SP_STYLE_TEXT : SP_STYLE_CLOSED;
}

static void
about_chain(const struct sp_chain *chain, struct sp_str *out)
{
	sp_str_addf(out, "%s (%s), %s", chain->name, chain->key, begins_words[chain->begins]);
	if (chain->year_from > 0 && chain->year_to > 0)
		sp_str_addf(out, ", year groups %d to %d", (int)chain->year_from, (int)chain->year_to);
	else if (chain->year_from > 0)
		sp_str_addf(out, ", from year group %d on", (int)chain->year_from);
	else if (chain->year_to > 0)
		sp_str_addf(out, ", up to year group %d", (int)chain->year_to);
	sp_str_addf(out, "%s%s. %s", chain->repeats ? ", comes again" : "",
		    chain->active ? "" : ", switched off", chain->note);
}

void
chains_about(const struct sp_ui *ui, const struct sp_dialog *dialog, int row, struct sp_str *out)
{
	if (row >= 0 && row < chains_rows(ui, dialog))
		about_chain(&ui->world->snapshot->chains.items[row], out);
}

/* --- one --- */

const struct sp_chain *
table_chain(const struct sp_ui *ui, const struct sp_dialog *dialog)
{
	const struct sp_snapshot *s = ui->world->snapshot;

	for (size_t i = 0; i < s->chains.n; i++)
		if (sp_streq(s->chains.items[i].key, dialog->profile))
			return &s->chains.items[i];
	return NULL;
}

/* In the order of their positions; of equal ones that of the file. */
const struct sp_step *
table_step(const struct sp_ui *ui, const struct sp_dialog *dialog, int row)
{
	const struct sp_snapshot *s = ui->world->snapshot;

	for (size_t i = 0; i < s->steps.n && row >= 0; i++) {
		int before = 0;

		if (!sp_streq(s->steps.items[i].chain, dialog->profile))
			continue;
		for (size_t k = 0; k < s->steps.n; k++)
			before += sp_streq(s->steps.items[k].chain, dialog->profile) &&
				  (s->steps.items[k].position < s->steps.items[i].position ||
				   (s->steps.items[k].position == s->steps.items[i].position && k < i));
		if (before == row)
			return &s->steps.items[i];
	}
	return NULL;
}

const struct sp_clock *
table_run(const struct sp_ui *ui, const struct sp_dialog *dialog, int row)
{
	int at = row - count_steps(ui->world->snapshot, dialog->profile);
	const struct sp_ui_case *shown;

	for (size_t i = 0; at >= 0 && (shown = subject_at(ui, i)) != NULL; i++)
		for (size_t k = 0; k < shown->n_clocks; k++)
			if (sp_streq(shown->clocks[k].chain, dialog->profile) && is_open(&shown->clocks[k]) &&
			    at-- == 0)
				return &shown->clocks[k];
	return NULL;
}

int
steps_rows(const struct sp_ui *ui, const struct sp_dialog *dialog)
{
	int n = count_steps(ui->world->snapshot, dialog->profile);

	while (table_run(ui, dialog, n) != NULL)
		n++;
	return n;
}

void
steps_title(const struct sp_ui *ui, const struct sp_dialog *dialog, struct sp_str *out)
{
	const struct sp_chain *chain = table_chain(ui, dialog);

	int n_steps = chain == NULL ? 0 : count_steps(ui->world->snapshot, chain->key);

	if (chain != NULL)
		sp_str_addf(out, "Chain %s: %d step%s, runs for %d", chain->name, n_steps,
			    sp_plural((size_t)n_steps, "", "s"), count_runs(ui, chain->key));
}

/* "2 weeks after start", "after test", "told"; a step may have several rules. */
static void
describe_date(const struct sp_snapshot *s, const struct sp_step *step, struct sp_str *out)
{
	size_t begin = out->len;

	for (size_t i = 0; i < s->rules.n; i++) {
		if (s->rules.items[i].profile[0] != '\0' || !sp_step_uses_rule(step, s->rules.items[i].key))
			continue;
		sp_str_add(out, out->len > begin ? "; " : "");
		sp_words_rule_text(out, &s->rules.items[i]);
	}
	if (out->len == begin && step->after[0] != '\0')
		sp_str_addf(out, "after %s", step->after);
	for (size_t i = 0; i < s->steps.n && out->len == begin; i++)
		if (sp_streq(s->steps.items[i].chain, step->chain) &&
		    sp_streq(s->steps.items[i].after, step->key))
			sp_str_addf(out, "in time for %s", s->steps.items[i].name);
	if (out->len == begin)
		sp_str_add(out, "when you are told");
}

static const char *
code_of(const struct sp_ui *ui, const struct sp_clock *clock)
{
	return clock->subject->id.v == 0 ? "school" : sp_case_code(ui, clock->subject);
}

void
steps_cells(const struct sp_ui *ui, const struct sp_dialog *dialog, int row, struct sp_str *out)
{
	const struct sp_snapshot *s = ui->world->snapshot;
	const struct sp_step *step = table_step(ui, dialog, row);
	const struct sp_clock *run = step != NULL || row < 0 ? NULL : table_run(ui, dialog, row);
	const struct sp_activity *activity;
	char due[SP_DAY_TEXT];

	if (row < 0) {
		sp_str_add(out, "For\tStep\tWhose\tActivity\tDate");
	} else if (step != NULL) {
		activity = sp_snapshot_activity(s, step->activity);
		sp_str_addf(out, "\t%s\t%s\t%s\t", step->name, sp_owner_names[step->owner],
			    activity == NULL ? "" : activity->key);
		describe_date(s, step, out);
	} else if (run != NULL) {
		sp_str_addf(out, "%s\t%s\t%s\t%s\t%s", code_of(ui, run), run->step->name,
			    sp_owner_names[run->step->owner], sp_clock_state_name(run->state),
			    run->due_day == SP_DAY_NONE ? "no day yet"
							: sp_day_format(run->due_day, SP_DAY_LONG, due));
	}
}

enum sp_style
steps_style(const struct sp_ui *ui, const struct sp_dialog *dialog, int row)
{
	const struct sp_clock *run = table_run(ui, dialog, row);

	if (run == NULL)
		return SP_STYLE_TEXT;
	return sp_urgency_mark(run)[0] == '\0' ? SP_STYLE_DIM : SP_STYLE_ALERT;
}

void
steps_about(const struct sp_ui *ui, const struct sp_dialog *dialog, int row, struct sp_str *out)
{
	const struct sp_snapshot *s = ui->world->snapshot;
	const struct sp_chain *chain = table_chain(ui, dialog);
	const struct sp_step *step = table_step(ui, dialog, row);
	const struct sp_clock *run = step != NULL ? NULL : table_run(ui, dialog, row);
	char length[SP_CLOCK_TEXT], due[SP_DAY_TEXT];

	if (step != NULL) {
		sp_str_addf(out, "%s (%s): ", step->name, step->key);
		describe_date(s, step, out);
		if (step->typical_min > 0)
			sp_str_addf(out, ", takes %s", sp_short_length(step->typical_min, length));
		if (step->after[0] != '\0')
			sp_str_addf(out, ", follows %s", step->after);
		if (step->only_if[0] != '\0')
			sp_str_addf(out, ", only if the decision is %s", step->only_if);
		sp_str_addf(out, "%s. ", step->hard ? ", statutory" : "");
	} else if (run != NULL) {
		sp_str_addf(out, "For %s: %s is %s", code_of(ui, run), run->step->name,
			    sp_clock_state_name(run->state));
		if (run->due_day != SP_DAY_NONE)
			sp_str_addf(out, ", due %s", sp_day_format(run->due_day, SP_DAY_LONG, due));
		sp_str_add(out, ". d records that it was done, or by when it must be. ");
	}
	if (chain != NULL)
		about_chain(chain, out);
}
