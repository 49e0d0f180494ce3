/*
 * Taking over what the log says of the length of an activity, a duty or a step, or leaving it.
 */
#include "senplan/report/estimates.h"

#include "senplan/base/str.h"

#include "form.h"
#include "session.h"

#include <stdio.h>
#include <string.h>

/* A duty or a step by its key, or an activity as it is called elsewhere. */
static enum sp_rc
find_estimate(struct sp_app *app, const char *text, struct sp_arena *arena, const struct sp_estimate **ret,
	      struct sp_err *reterr)
{
	const struct sp_estimate *estimates, *found = NULL;
	const struct sp_activity *activity;
	size_t n;
	enum sp_rc rc = sp_estimates_build(&app->snapshot, arena, &estimates, &n, reterr);

	if (rc != SP_OK)
		return rc;
	for (size_t i = 0; i < n && found == NULL; i++)
		if (!sp_estimate_is_activity(&estimates[i]) &&
		    sp_strieq(sp_estimate_key(&estimates[i]), text))
			found = &estimates[i];
	if (found == NULL) {
		activity = form_find_activity(app, text, reterr);
		if (activity == NULL)
			return SP_NO;
		found = &estimates[activity - app->snapshot.activities.items];
	}
	if (found->n < SP_ESTIMATE_LEAST)
		return sp_err_set(
			reterr, SP_NO,
			"The log has %d finished task%s of %s with its time; from %d on its median is worth something.",
			found->n, found->n == 1 ? "" : "s", sp_estimate_name(found), SP_ESTIMATE_LEAST);
	*ret = found;
	return SP_OK;
}

/* All steps of the key have the length then: they are one kind of work. Tasks that are still to come follow. */
static enum sp_rc
use_for_steps(struct sp_app *app, const struct sp_estimate *estimate, struct sp_outcome *ret,
	      struct sp_err *reterr)
{
	const struct sp_snapshot *s = &app->snapshot;
	char label[160];
	struct change change;

	change_begin(&change);
	for (size_t i = 0; i < s->steps.n; i++) {
		struct sp_step row = s->steps.items[i];

		if (!sp_streq(row.key, estimate->step->key))
			continue;
		row.typical_min = estimate->median_min;
		sp_edits_put_step(&change.edits, &row);
	}
	snprintf(label, sizeof(label), "step: %.100s takes %d minutes", estimate->step->name,
		 (int)estimate->median_min);
	outcome_done(ret, "%s (%s): %d minutes, the median of %d.", estimate->step->name, estimate->step->key,
		     (int)estimate->median_min, estimate->n);
	return change_commit_expanded(app, &change, label, ret, reterr);
}

enum sp_rc
sp_app_estimate_use(struct sp_app *app, const char *what, struct sp_outcome *ret, struct sp_err *reterr)
{
	const struct sp_estimate *estimate;
	char low[16], typical[16], high[16], source[40];
	struct sp_field_value fields[] = {
		{"low", low}, {"typical", typical}, {"high", high}, {"source", source}};
	enum sp_rc rc = find_estimate(app, what, ret->arena, &estimate, reterr);

	if (rc != SP_OK)
		return rc;
	if (estimate->step != NULL)
		return use_for_steps(app, estimate, ret, reterr);
	snprintf(typical, sizeof(typical), "%d", (int)estimate->median_min);
	if (estimate->duty != NULL)
		return sp_app_duty_edit(
			app, estimate->duty->key,
			(struct sp_field_values){(struct sp_field_value[]){{"length", typical}}, 1}, ret,
			reterr);
	snprintf(low, sizeof(low), "%d", (int)estimate->low_min);
	snprintf(high, sizeof(high), "%d", (int)estimate->high_min);
	snprintf(source, sizeof(source), "own log (%d)", estimate->n);
	return sp_app_activity_edit(app, estimate->activity->key, (struct sp_field_values){fields, 4}, ret,
				    reterr);
}

/* The setting with the pair of what is left in place of an older one. */
enum sp_rc
sp_app_estimate_leave(struct sp_app *app, const char *what, struct sp_outcome *ret, struct sp_err *reterr)
{
	const struct sp_estimate *estimate;
	const char *at = sp_setting_text(&app->snapshot, "estimates_left");
	const char *key;
	struct sp_str text;
	size_t len;
	enum sp_rc rc = find_estimate(app, what, ret->arena, &estimate, reterr);

	if (rc != SP_OK)
		return rc;
	key = sp_estimate_key(estimate);
	len = strlen(key);
	sp_str_init(&text);
	while (at != NULL && *at != '\0') {
		size_t pair = strcspn(at, " ");

		if (strncmp(at, key, len) != 0 || at[len] != ':') {
			sp_str_add_n(&text, at, pair);
			sp_str_add_char(&text, ' ');
		}
		at += pair;
		at += *at == ' ';
	}
	sp_str_addf(&text, "%s:%d", key, estimate->n);
	outcome_done(ret, "%s stays at %d minutes; asked again when the log has more.",
		     sp_estimate_name(estimate), (int)estimate->now_min);
	rc = text.failed ? sp_err_nomem(reterr) : sp_app_set(app, "estimates_left", text.text, reterr);
	sp_str_finish(&text);
	return rc;
}
