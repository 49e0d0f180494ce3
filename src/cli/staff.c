/*
 * Support staff: who is there, in which paid hours.
 */
#include "senplan/base/array.h"

#include "keep.h"

static enum sp_rc
staff_list(struct run *run, struct sp_err *reterr)
{
	const struct sp_snapshot *s = sp_app_snapshot(run->app);

	(void)reterr;
	if (run->json)
		sp_json_open(json_begin(run), "staff", '[');
	for (size_t i = 0; i < s->staff_members.n; i++) {
		const struct sp_staff_member *member = &s->staff_members.items[i];
		char from[SP_CLOCK_TEXT], to[SP_CLOCK_TEXT];

		if (run->json) {
			sp_json_open(&run->document, NULL, '{');
			keep_json_row(run, SP_ENTITY_staff_member, member);
			sp_json_close(&run->document);
			continue;
		}
		print_column(run, member->code, 8);
		print_column(run, member->role, 30);
		if (member->from_min != SP_MINUTE_NONE)
			print(run, " %s-%s", sp_minute_format(member->from_min, from),
			      sp_minute_format(member->to_min, to));
		print(run, "%s\n", member->active ? "" : " (not active)");
	}
	if (run->json) {
		sp_json_close(&run->document);
		json_end(run);
	} else if (s->staff_members.n == 0) {
		print(run, "No member of staff yet: \"senplan staff add TA01\".\n");
	}
	return SP_OK;
}

static enum sp_rc
staff_add(struct run *run, struct sp_err *reterr)
{
	struct sp_outcome outcome = {.arena = &run->arena};
	struct keep_fields fields;
	enum sp_rc rc;

	keep_read_fields(run, NULL, &fields);
	rc = sp_app_staff_add(run->app, run->args.words[1], fields.values, &outcome, reterr);
	if (rc == SP_OK)
		keep_print_outcome(run, &outcome);
	return rc;
}

static enum sp_rc
staff_edit(struct run *run, struct sp_err *reterr)
{
	struct sp_outcome outcome = {.arena = &run->arena};
	struct keep_fields fields;
	enum sp_rc rc;

	keep_read_fields(run, NULL, &fields);
	rc = sp_app_staff_edit(run->app, run->args.words[1], fields.values, &outcome, reterr);
	if (rc == SP_OK)
		keep_print_outcome(run, &outcome);
	return rc;
}

static enum sp_rc
staff_remove(struct run *run, struct sp_err *reterr)
{
	struct sp_outcome outcome = {.arena = &run->arena};
	enum sp_rc rc = sp_app_staff_remove(run->app, run->args.words[1], &outcome, reterr);

	if (rc == SP_OK)
		keep_print_outcome(run, &outcome);
	return rc;
}

enum sp_rc
run_staff(struct run *run, struct sp_err *reterr)
{
	static const struct keep_word words[] = {
		{"list", 0, 0, "", staff_list},
		{"add", 1, 1, "CODE [--role ROLE] [--hours FROM-TO]", staff_add},
		{"edit", 1, 1, "CODE --FIELD VALUE …", staff_edit},
		{"remove", 1, 1, "CODE", staff_remove},
	};

	return keep_dispatch(run, words, SP_COUNT(words), reterr);
}
