/*
 * What the screen reads from files and writes to them by a typed path: imports, said first with what they would change;
 * everything taken out.
 */
#include "senplan/app/dump.h"
#include "senplan/app/intake.h"
#include "senplan/app/share_out.h"

#include "parts.h"

#include <stdio.h>
#include <string.h>

struct filing {
	struct sp_app *app;
	const struct sp_effect *effect;
	struct sp_arena *scratch;
	struct sp_answer *answer;
	struct sp_err *reterr;
};

/* Done when the question was answered, or when there is nothing to ask. */
static enum sp_rc
say_import(const struct filing *f, const struct sp_intake_result *result)
{
	bool first = f->effect->number == 0;

	f->answer->text = sp_intake_words(result, first, f->scratch);
	if (f->answer->text == NULL)
		return sp_err_nomem(f->reterr);
	f->answer->ask = first && !sp_intake_is_same(result);
	return SP_OK;
}

/* "/tmp/new.ics, outlook": the file, and the calendar that it is. */
static enum sp_rc
take_calendar(const struct filing *f, char *path)
{
	struct sp_intake_options options = {
		.dry_run = f->effect->number == 0, .from_day = SP_DAY_NONE, .to_day = SP_DAY_NONE};
	struct sp_intake_result result = {0};
	char *name = strstr(path, ", ");
	enum sp_rc rc;

	if (name != NULL) {
		*name = '\0';
		options.source_name = name + 2;
	}
	rc = sp_intake_calendar(f->app, path, &options, f->scratch, &result, f->reterr);
	return rc == SP_OK ? say_import(f, &result) : rc;
}

static enum sp_rc
take_part(const struct filing *f, const char *path)
{
	struct sp_intake_result result = {0};
	enum sp_rc rc = sp_set_up_file(f->app, (enum sp_set_up_part)f->effect->id, path,
				       f->effect->number == 0, f->scratch, &result, f->reterr);

	return rc == SP_OK ? say_import(f, &result) : rc;
}

/* What other programs will make of it; the findings that must be mended come out with the others, each in a line. */
static enum sp_rc
look_over(struct filing *f, const char *path)
{
	struct sp_ics_findings findings;
	struct sp_str said;
	enum sp_rc rc = sp_share_check_calendar(path, NULL, f->scratch, &findings, f->reterr);
	size_t n = findings.n + findings.left_n;

	if (rc != SP_OK)
		return rc;
	sp_str_init(&said);
	if (n == 0)
		sp_str_add(&said, "Other calendar programs will read it as it is meant: nothing was found.");
	else
		sp_str_addf(&said, "%zu finding%s, %zu of them must be mended.", n, n == 1 ? "" : "s",
			    findings.must_n);
	sp_str_add(&said, "\n\n");
	for (size_t i = 0; i < findings.n; i++)
		sp_share_finding_words(&said, &findings.items[i]);
	f->answer->text = sp_arena_strdup(f->scratch, said.text);
	rc = said.failed || f->answer->text == NULL ? sp_err_nomem(f->reterr) : SP_OK;
	sp_str_finish(&said);
	return rc;
}

enum sp_rc
sp_host_file(struct sp_app *app, const struct sp_effect *effect, struct sp_arena *scratch,
	     struct sp_answer *answer, struct sp_err *reterr)
{
	struct filing filing = {app, effect, scratch, answer, reterr};
	char *path = sp_app_typed_path(app, effect->text, scratch);

	if (path == NULL)
		return sp_err_nomem(reterr);
	if (effect->kind == SP_EFFECT_CALENDAR)
		return take_calendar(&filing, path);
	if (effect->kind == SP_EFFECT_LOOK_OVER)
		return look_over(&filing, path);
	if (effect->kind == SP_EFFECT_PART_FILE)
		return take_part(&filing, path);
	return sp_dump_to(app, path, scratch, &answer->text, reterr);
}
