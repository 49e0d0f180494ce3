/*
 * The school's dated events: governors' meetings, data drops. Duties are tied to them by name, before or after; they
 * change nothing in the day itself.
 */
#include "senplan/base/str.h"
#include "senplan/model/when.h"

#include "form.h"
#include "session.h"

#include <stdio.h>
#include <string.h>

enum { LABEL_SIZE = 160, NAME_MAX_LEN = 40 };

static const struct sp_year_span *
find_event(const struct sp_app *app, const char *name, sp_day day)
{
	for (size_t i = 0; i < app->snapshot.year_spans.n; i++) {
		const struct sp_year_span *span = &app->snapshot.year_spans.items[i];

		if (span->kind == SP_YEAR_EVENT && span->from_day == day && sp_strieq(span->name, name))
			return span;
	}
	return NULL;
}

/* A duty that names no event, or an event that no duty names, is not wrong; but it should be known. */
static bool
is_awaited(const struct sp_app *app, const char *name)
{
	for (size_t i = 0; i < app->snapshot.duties.n; i++) {
		const struct sp_duty *duty = &app->snapshot.duties.items[i];

		if ((duty->before[0] != '\0' && sp_istarts_with(name, duty->before)) ||
		    (duty->after[0] != '\0' && sp_istarts_with(name, duty->after)))
			return true;
	}
	return false;
}

enum sp_rc
sp_app_event_add(struct sp_app *app, const char *name, const char *date, struct sp_outcome *ret,
		 struct sp_err *reterr)
{
	struct sp_year_span row = sp_year_span_blank();
	char label[LABEL_SIZE], day[SP_DAY_TEXT];
	struct change change;
	struct sp_when when;
	enum sp_rc rc;

	if (name[0] == '\0' || strlen(name) > NAME_MAX_LEN)
		return sp_err_set(reterr, SP_USAGE,
				  "An event needs a name of at most %d letters: governors, data drop.",
				  (int)NAME_MAX_LEN);
	rc = sp_when_parse(&app->snapshot, app->env.now, date, &when, reterr);
	if (rc != SP_OK)
		return rc;
	sp_day_format(when.day, SP_DAY_LONG, day);
	if (find_event(app, name, when.day) != NULL)
		return sp_err_set(reterr, SP_NO, "%s on %s is there already.", name, day);
	row.kind = SP_YEAR_EVENT;
	row.name = name;
	row.from_day = row.to_day = when.day;
	change_begin(&change);
	sp_edits_put_year_span(&change.edits, &row);
	snprintf(label, sizeof(label), "event: added %s on %s", name, day);
	outcome_done(ret, "Added %s on %s.", name, day);
	if (!is_awaited(app, name))
		outcome_note(ret, "No duty is tied to it: \"senplan duty edit DUTY --before %s\" ties one.",
			     name);
	return change_commit_expanded(app, &change, label, ret, reterr);
}

enum sp_rc
sp_app_event_remove(struct sp_app *app, const char *name, const char *date, struct sp_outcome *ret,
		    struct sp_err *reterr)
{
	char label[LABEL_SIZE], day[SP_DAY_TEXT];
	const struct sp_year_span *there;
	struct change change;
	struct sp_when when;
	enum sp_rc rc = sp_when_parse(&app->snapshot, app->env.now, date, &when, reterr);

	if (rc != SP_OK)
		return rc;
	sp_day_format(when.day, SP_DAY_LONG, day);
	there = find_event(app, name, when.day);
	if (there == NULL)
		return sp_err_set(reterr, SP_NO, "There is no %s on %s. \"senplan event list\" lists them.",
				  name, day);
	change_begin(&change);
	sp_edits_delete(&change.edits, SP_ENTITY_year_span, there->id.v);
	snprintf(label, sizeof(label), "event: removed %s on %s", name, day);
	outcome_done(ret, "Removed %s on %s. \"senplan undo\" brings it back.", name, day);
	return change_commit_expanded(app, &change, label, ret, reterr);
}
