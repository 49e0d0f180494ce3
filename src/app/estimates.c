/*
 * Taking over what the log says of an activity's length, or leaving it.
 */
#include "senplan/report/estimates.h"

#include "senplan/base/str.h"

#include "form.h"
#include "session.h"

#include <stdio.h>
#include <string.h>

static enum sp_rc
find_estimate(struct sp_app *app, const char *activity, struct sp_arena *arena,
	      const struct sp_estimate **ret, struct sp_err *reterr)
{
	const struct sp_activity *there = form_find_activity(app, activity, reterr);
	const struct sp_estimate *estimates;
	enum sp_rc rc;

	if (there == NULL)
		return SP_NO;
	rc = sp_estimates_build(&app->snapshot, arena, &estimates, reterr);
	if (rc != SP_OK)
		return rc;
	*ret = &estimates[there - app->snapshot.activities.items];
	if ((*ret)->n < SP_ESTIMATE_LEAST)
		return sp_err_set(
			reterr, SP_NO,
			"The log has %d finished task%s of %s with its time; from %d on its median is worth something.",
			(*ret)->n, (*ret)->n == 1 ? "" : "s", there->name, SP_ESTIMATE_LEAST);
	return SP_OK;
}

enum sp_rc
sp_app_estimate_use(struct sp_app *app, const char *activity, struct sp_outcome *ret, struct sp_err *reterr)
{
	const struct sp_estimate *estimate;
	char low[16], typical[16], high[16], source[40];
	struct sp_field_value fields[] = {
		{"low", low}, {"typical", typical}, {"high", high}, {"source", source}};
	enum sp_rc rc = find_estimate(app, activity, ret->arena, &estimate, reterr);

	if (rc != SP_OK)
		return rc;
	snprintf(low, sizeof(low), "%d", (int)estimate->low_min);
	snprintf(typical, sizeof(typical), "%d", (int)estimate->median_min);
	snprintf(high, sizeof(high), "%d", (int)estimate->high_min);
	snprintf(source, sizeof(source), "own log (%d)", estimate->n);
	return sp_app_activity_edit(app, estimate->activity->key, (struct sp_field_values){fields, 4}, ret,
				    reterr);
}

/* The setting with the activity's pair in place of an older one. */
enum sp_rc
sp_app_estimate_leave(struct sp_app *app, const char *activity, struct sp_outcome *ret, struct sp_err *reterr)
{
	const struct sp_estimate *estimate;
	const char *at = sp_setting_text(&app->snapshot, "estimates_left");
	struct sp_str text;
	size_t len;
	enum sp_rc rc = find_estimate(app, activity, ret->arena, &estimate, reterr);

	if (rc != SP_OK)
		return rc;
	len = strlen(estimate->activity->key);
	sp_str_init(&text);
	while (at != NULL && *at != '\0') {
		size_t pair = strcspn(at, " ");

		if (strncmp(at, estimate->activity->key, len) != 0 || at[len] != ':') {
			sp_str_add_n(&text, at, pair);
			sp_str_add_char(&text, ' ');
		}
		at += pair;
		at += *at == ' ';
	}
	sp_str_addf(&text, "%s:%d", estimate->activity->key, estimate->n);
	rc = text.failed ? sp_err_nomem(reterr) : sp_app_set(app, "estimates_left", text.text, reterr);
	sp_str_finish(&text);
	if (rc == SP_OK)
		outcome_done(ret, "%s stays at %d minutes; asked again when the log has more.",
			     estimate->activity->name, (int)estimate->activity->typical_min);
	return rc;
}
