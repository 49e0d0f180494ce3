/*
 * Everything out, as tables or as one document, and in again.
 */
#include "senplan/app/dump.h"

#include "run.h"

#include <stdio.h>
#include <string.h>

/* Options that belong to another thing than the one that is given out. */
static enum sp_rc
refuse_options(const struct run *run, const enum sp_option *options, size_t n, struct sp_err *reterr)
{
	for (size_t i = 0; i < n; i++)
		if (args_has(&run->args, options[i]))
			return sp_err_set(reterr, SP_USAGE, "--%s does not go with \"%s %s\".",
					  sp_option_info(options[i])->name,
					  sp_command_info(run->args.command)->name, run->args.words[0]);
	return SP_OK;
}

/* To -o FILE, or to the standard output. */
static enum sp_rc
give_out(struct run *run, struct sp_str *text, const char *what, struct sp_err *reterr)
{
	const char *file = run->args.values[SP_OPTION_OUTPUT];
	enum sp_rc rc = SP_OK;

	if (file == NULL || sp_streq(file, "-")) {
		sp_str_add_n(&run->out, text->text, text->len);
		return run->out.failed ? sp_err_nomem(reterr) : SP_OK;
	}
	rc = sp_dump_write(file, text, reterr);
	if (rc == SP_OK)
		print_done(run, "Wrote %s to %s.", what, file);
	return rc;
}

static enum sp_rc
unknown_table(const char *name, struct sp_err *reterr)
{
	char names[400] = "";
	size_t len = 0;

	for (int e = 0; e < SP_ENTITY_COUNT && len < sizeof(names); e++)
		len += (size_t)snprintf(names + len, sizeof(names) - len, "%s%s", e == 0 ? "" : ", ",
					sp_entity_info((enum sp_entity)e)->table);
	return sp_err_set(reterr, SP_USAGE, "There is no table \"%s\". There are %s.", name, names);
}

enum sp_rc
export_tables(struct run *run, struct sp_err *reterr)
{
	static const enum sp_option others[] = {SP_OPTION_VDIR, SP_OPTION_TITLES, SP_OPTION_FROM,
						SP_OPTION_TO,	SP_OPTION_FORCE,  SP_OPTION_DEADLINES,
						SP_OPTION_TODOS};
	const struct sp_snapshot *snapshot = sp_app_snapshot(run->app);
	const char *table = run->args.values[SP_OPTION_TABLE];
	const char *folder = run->args.values[SP_OPTION_OUTPUT];
	bool notes = args_has(&run->args, SP_OPTION_NOTES);
	enum sp_entity entity;
	struct sp_str text;
	enum sp_rc rc = refuse_options(run, others, sizeof(others) / sizeof(others[0]), reterr);

	if (rc != SP_OK)
		return rc;
	if (table == NULL && folder == NULL)
		return sp_err_set(
			reterr, SP_USAGE,
			"Say where to: \"-o FOLDER\" for all tables, or \"--table cases\" for one.");
	if (table == NULL) {
		rc = sp_dump_folder(snapshot, folder, notes, reterr);
		if (rc == SP_OK)
			print_done(run, "Wrote %d tables to %s.%s", SP_ENTITY_COUNT, folder,
				   notes ? "" : " Notes about pupils are left out.");
		return rc;
	}
	if (!sp_dump_table_named(table, &entity))
		return unknown_table(table, reterr);
	sp_str_init(&text);
	rc = sp_dump_csv(snapshot, entity, notes, &text, reterr);
	if (rc == SP_OK)
		rc = give_out(run, &text, sp_entity_info(entity)->table, reterr);
	sp_str_finish(&text);
	return rc;
}

enum sp_rc
export_plan(struct run *run, struct sp_err *reterr)
{
	static const enum sp_option others[] = {SP_OPTION_VDIR,	 SP_OPTION_TITLES,    SP_OPTION_FROM,
						SP_OPTION_TO,	 SP_OPTION_FORCE,     SP_OPTION_TABLE,
						SP_OPTION_NOTES, SP_OPTION_DEADLINES, SP_OPTION_TODOS};
	struct sp_str text;
	enum sp_rc rc = refuse_options(run, others, sizeof(others) / sizeof(others[0]), reterr);

	if (rc != SP_OK)
		return rc;
	sp_str_init(&text);
	rc = sp_dump_everything(run->app, &text, reterr);
	if (rc == SP_OK)
		rc = give_out(run, &text, "everything", reterr);
	sp_str_finish(&text);
	return rc;
}

enum sp_rc
import_plan(struct run *run, struct sp_err *reterr)
{
	static const enum sp_option others[] = {SP_OPTION_SKIP_BAD, SP_OPTION_MAP, SP_OPTION_SOURCE,
						SP_OPTION_FROM, SP_OPTION_TO};
	struct sp_dump_request request = {.dry_run = args_has(&run->args, SP_OPTION_DRY_RUN),
					  .force = args_has(&run->args, SP_OPTION_FORCE)};
	struct sp_intake_result result;
	enum sp_rc rc = refuse_options(run, others, sizeof(others) / sizeof(others[0]), reterr);

	if (rc == SP_OK)
		rc = sp_dump_take_in(run->app, run->args.words[1], &request, &run->arena, &result, reterr);
	if (rc != SP_OK)
		return rc;
	if (run->json)
		json_intake(run, &result, false);
	else if (!run->quiet)
		print_intake(run, run->args.words[1], &result, request.dry_run);
	return SP_OK;
}
