/*
 * Chains and steps by what a person calls them, for the files that keep them and what is recorded about them.
 */
#ifndef CHAIN_H
#define CHAIN_H

#include "senplan/app/school.h"

/* By key, name or the only beginning of one; NULL with the sentence set. */
const struct sp_chain *chain_find(const struct sp_app *app, const char *text, struct sp_err *reterr);

/* By key, the key's part behind the dot, or name; NULL with the sentence set. */
const struct sp_step *chain_find_step(const struct sp_app *app, const struct sp_chain *chain,
				      const char *text, struct sp_err *reterr);

/* A "done" that is taken back: tasks of the step that only it had finished, no work, are open again. */
void chain_reopen_tasks(const struct sp_app *app, sp_case_id subject, const char *step,
			struct sp_edits *edits);

/* "2 weeks", "10 school-days", "15 feb" into value and unit; a number needs its unit. */
enum sp_rc rule_read_period(const char *text, struct sp_rule *ret, struct sp_err *reterr);

#endif
