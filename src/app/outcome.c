/*
 * What came of a change to the school's facts: the sentence, what to know about it, and what it means for the tasks.
 */
#include "senplan/plan/expand.h"

#include "form.h"
#include "session.h"

#include <stdarg.h>
#include <stdio.h>

enum { SENTENCE_SIZE = 600 };

static const char *sentence(struct sp_outcome *outcome, const char *format, va_list args)
	__attribute__((format(printf, 2, 0)));

static const char *
sentence(struct sp_outcome *outcome, const char *format, va_list args)
{
	char text[SENTENCE_SIZE];
	const char *copy;

	vsnprintf(text, sizeof(text), format, args);
	copy = sp_arena_strdup(outcome->arena, text);
	return copy == NULL ? "" : copy;
}

void
outcome_done(struct sp_outcome *outcome, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	outcome->done = sentence(outcome, format, args);
	va_end(args);
}

void
outcome_note(struct sp_outcome *outcome, const char *format, ...)
{
	va_list args;

	if (outcome->n_notes >= SP_NOTES_MAX)
		return;
	va_start(args, format);
	outcome->notes[outcome->n_notes++] = sentence(outcome, format, args);
	va_end(args);
}

enum sp_rc
change_commit_expanded(struct sp_app *app, struct change *change, const char *label,
		       struct sp_outcome *outcome, struct sp_err *reterr)
{
	struct sp_expansion expansion = {0}, before = {0};
	struct sp_snapshot after;
	struct sp_edits more;
	enum sp_rc rc = sp_edits_ok(&change->edits, reterr);

	if (rc == SP_OK)
		rc = sp_snapshot_apply(&app->snapshot, &change->edits, &change->arena, &after, reterr);
	if (rc != SP_OK)
		goto done;
	/* Only a problem that this change makes is worth a sentence. */
	sp_edits_init(&more, &change->arena);
	rc = sp_plan_expand(&app->snapshot, app->env.now, &more, &before, reterr);
	if (rc != SP_OK)
		goto done;
	sp_edits_init(&more, &change->arena);
	sp_edits_continue(&more, &change->edits);
	rc = sp_plan_expand(&after, app->env.now, &more, &expansion, reterr);
	if (rc != SP_OK)
		goto done;
	sp_edits_append(&change->edits, &more);
	rc = sp_app_commit(app, &change->edits, label, reterr);
	if (rc != SP_OK)
		goto done;
	outcome->n_new = expansion.n_new;
	outcome->n_changed = expansion.n_changed;
	outcome->n_retired = expansion.n_retired;
	if (expansion.a_problem != NULL && expansion.n_problems > before.n_problems)
		outcome_note(outcome, "%s", expansion.a_problem);
	if (expansion.n_new + expansion.n_changed + expansion.n_retired > 0)
		outcome_note(
			outcome,
			"Tasks: %zu new, %zu changed, %zu no longer wanted. \"senplan plan\" brings the week in line.",
			expansion.n_new, expansion.n_changed, expansion.n_retired);
done:
	change_finish(change);
	return rc;
}
