/*
 * Is the plan's file sound and does the plan keep its rules; and is a calendar fit to be sent?
 */
#include "senplan/app/share_out.h"

#include "run.h"

#include <string.h>

static void
json_findings(struct run *run, const struct sp_app_findings *findings)
{
	struct sp_json *json = json_begin(run);

	sp_json_bool(json, "sound", findings->n == 0);
	sp_json_int(json, "blocks", (int64_t)findings->n_blocks);
	sp_json_open(json, "findings", '[');
	for (size_t i = 0; i < findings->n; i++) {
		sp_json_open(json, NULL, '{');
		sp_json_text(json, "about", i < findings->n_file ? "file" : "plan");
		sp_json_text(json, "text", findings->texts[i]);
		sp_json_close(json);
	}
	sp_json_close(json);
	sp_json_open(json, "notes", '[');
	for (size_t i = 0; i < findings->n_notes; i++)
		sp_json_text(json, NULL, findings->notes[i]);
	sp_json_close(json);
	json_end(run);
}

static enum sp_rc
check_plan(struct run *run, struct sp_err *reterr)
{
	struct sp_app_findings findings = {0};
	enum sp_rc rc = sp_app_check(run->app, run->hide, &run->arena, &findings, reterr);

	if (rc != SP_OK && (rc != SP_NO || findings.n == 0))
		return rc;
	if (run->json) {
		json_findings(run, &findings);
		return rc;
	}
	for (size_t i = 0; i < findings.n; i++) {
		print(run, "%s: ", i < findings.n_file ? "file" : "plan");
		print_wrapped(run, findings.texts[i], 6);
	}
	for (size_t i = 0; i < findings.n_notes; i++) {
		print(run, "note: ");
		print_wrapped(run, findings.notes[i], 6);
	}
	if (rc == SP_OK && !run->quiet)
		print(run,
		      "The file is sound. The plan keeps every hard rule (%zu block%s).\n"
		      "The file is not encrypted: keep it on an encrypted disk.\n",
		      findings.n_blocks, findings.n_blocks == 1 ? "" : "s");
	return rc;
}

static enum sp_rc
check_calendar(struct run *run, const char *path, struct sp_err *reterr)
{
	struct sp_ics_findings findings;
	enum sp_rc rc = sp_share_check_calendar(path, run->args.values[SP_OPTION_SINCE], &run->arena,
						&findings, reterr);

	if (rc != SP_OK)
		return rc;
	if (run->json)
		sp_json_open(json_begin(run), "findings", '[');
	for (size_t i = 0; i < findings.n; i++) {
		const struct sp_ics_finding *finding = &findings.items[i];

		if (run->json) {
			struct sp_json *json = &run->document;

			sp_json_open(json, NULL, '{');
			if (finding->file != NULL)
				sp_json_text(json, "file", finding->file);
			sp_json_int(json, "line", finding->line);
			sp_json_text(json, "rule", finding->rule);
			sp_json_bool(json, "must", finding->must);
			sp_json_text(json, "affected", finding->affected);
			sp_json_text(json, "text", finding->text);
			sp_json_close(json);
			continue;
		}
		print_clean(run, path);
		if (finding->file != NULL) {
			print(run, "%s", path[strlen(path) - 1] == '/' ? "" : "/");
			print_clean(run, finding->file);
		}
		if (finding->line > 0)
			print(run, ":%d", finding->line);
		print(run, ": %s %s (%s): ", finding->must ? "must" : "should", finding->rule,
		      finding->affected);
		print_clean(run, finding->text);
		print(run, "\n");
	}
	if (run->json) {
		sp_json_close(&run->document);
		json_end(run);
	} else if (!run->quiet) {
		print(run, "%zu finding%s, %zu of them must be mended.\n", findings.n + findings.left_n,
		      findings.n + findings.left_n == 1 ? "" : "s", findings.must_n);
	}
	return findings.must_n == 0 ? SP_OK : SP_NO;
}

enum sp_rc
run_check(struct run *run, struct sp_err *reterr)
{
	enum sp_rc rc;

	if (run->args.n_words > 0)
		return check_calendar(run, run->args.words[0], reterr);
	if (args_has(&run->args, SP_OPTION_SINCE))
		return sp_err_set(reterr, SP_USAGE, "--since goes with a calendar file to check.");
	rc = run_open(run, SP_STORE_READ_ONLY, reterr);
	return rc == SP_OK ? check_plan(run, reterr) : rc;
}
