/*
 * What the rows of the key table run.
 */
#ifndef SP_UI_ACT_H
#define SP_UI_ACT_H

#include "parts.h"

/* clang-format off */
#define SP_ACTS(X) \
	X(view_week) X(view_ahead) X(view_cases) X(view_duties) X(view_review) X(view_set_up) \
	X(help) X(commands) X(find) X(undo) X(redo) X(add) X(plan) X(lost) X(today) X(go) \
	X(earlier) X(later) X(privacy) X(list_form) X(back) X(quit) X(redraw) X(suspend) X(week_up) \
	X(week_down) X(week_left) X(week_right) X(week_first) X(week_last) X(week_open) X(move) \
	X(lock) X(done) X(log) X(why) X(confirm) X(drop) X(panel) X(row_up) X(row_down) \
	X(row_page_up) X(row_page_down) X(row_first) X(row_last) X(ahead_open) X(case_open) \
	X(duty_open) X(setting_open) X(review_open) X(review_range) X(review_export) X(what_if) X(compare_plans) X(change_new) X(change_edit) X(change_remove) X(change_type) X(counted) X(scenario_keep) X(scenarios) \
	X(scenario_open) X(scenario_tick) X(scenarios_compare) X(scenario_report) X(scenario_remove) X(make_real) X(look) X(pop) X(prompt_enter) X(prompt_older) \
	X(prompt_newer) X(list_enter) X(dialog_up) X(dialog_down) X(dialog_page_up) \
	X(dialog_page_down) X(menu_enter) X(confirm_yes) X(move_up) X(move_down) X(move_left) \
	X(move_right) X(move_enter) X(move_next) X(move_1) X(move_2) X(move_3) X(accept) X(toggle) \
	X(toggle_all) X(discard) X(proposal_why) X(proposal_options) X(close_week) \
	X(friday_done) X(friday_day) X(friday_took) X(friday_some) X(friday_missed) X(friday_leave) X(clock) X(record) X(audit) X(audit_none) X(audit_same) X(audit_back) X(audit_left) X(audit_right) X(audit_week_before) \
	X(audit_week_after) X(audit_other) X(audit_shares) X(audit_targets) X(lengths) X(length_use) X(length_leave) \
	X(part_enter) X(part_tick) X(part_times) X(part_file) X(part_left) X(part_right) X(part_leave) X(part_weeks) X(forget) X(take_out) X(share) X(calendar) X(look_over) X(busy) \
	X(next_answer) X(allow) \
	X(case_new) X(case_edit) X(case_record) X(case_sort) X(case_filter) X(case_remove) X(event_back) \
	X(duty_new) X(activity_new) X(duty_edit) X(duty_switch) X(duty_remove) X(estimate) X(duty_who) X(table_new) \
	X(table_first) X(table_last) X(table_edit) X(table_remove) X(rule_suspend) X(rule_replace) X(sheet_enter) X(sheet_next) \
	X(sheet_before) X(sheet_left) X(sheet_right) X(sheet_leave) X(confirm_no) \
	X(paint_teach) X(paint_ppa) X(paint_duty) X(paint_free) X(copy_week) \
	X(chain_details) X(step_event) X(chain_give) X(late_reason) X(except) X(case_who) X(chains_open) X(chain_switch)
/* clang-format on */

#define X(name) void sp_act_##name(struct sp_ui *ui, struct sp_effects *effects);
SP_ACTS(X)
#undef X

/* Not keys themselves, but shared by those that are. */
int64_t sp_act_block_of_task(const struct sp_ui *ui, sp_task_id task); /* 0: it has none */
void sp_act_go_block(struct sp_ui *ui, struct sp_effects *effects, int64_t block);
void sp_act_go_case(struct sp_ui *ui, struct sp_effects *effects, int64_t subject);
void sp_act_go_day(struct sp_ui *ui, struct sp_effects *effects, sp_day day, sp_minute minute);
void sp_act_why_task(struct sp_ui *ui, struct sp_effects *effects, int64_t task);
void sp_act_show(struct sp_ui *ui, struct sp_effects *effects, enum sp_view view);

/* Row `row` of the view's list, in words, and its details; for the views that are lists. */
void sp_duty_page(struct sp_ui *ui, int row);
void sp_review_turn(struct sp_ui *ui, struct sp_effects *effects, int delta);
enum sp_rc sp_review_range_line(struct sp_ui *ui, struct sp_effects *effects, const char *text,
				struct sp_err *reterr);
/* view_review.c: the form that writes it; with a scenario of that name behind it, or none. */
void sp_report_open(struct sp_ui *ui, const char *scenario);

/* what_if.c: a choice of its menus; a line of its prompts */
void sp_change_choose(struct sp_ui *ui, enum sp_sheet_of of);
void sp_counted_choose(struct sp_ui *ui, int counted);
enum sp_rc sp_what_if_line(struct sp_ui *ui, struct sp_effects *effects, struct sp_err *reterr);
/* While the year is being planned only Esc works; true: the key is answered. */
bool sp_what_if_key(struct sp_ui *ui, sp_key key, struct sp_effects *effects);

/* what_if_form.c: a change as a form, and as it is typed. */
bool sp_is_change_sheet(enum sp_sheet_of of);
void sp_change_of_sheet(const struct sp_sheet *sheet, char change[SP_CHANGE_TEXT]);
/* The form that is open for it; false: the words are not those of a form. */
bool sp_change_open(struct sp_ui *ui, const char *change);
void sp_setting_prompt(struct sp_ui *ui, int row);

/* view_cases.c: which pupils are shown, in which order */
void sp_cases_arrange(struct sp_ui *ui);
void sp_cases_seek(struct sp_ui *ui, int64_t subject);
const struct sp_ui_case *sp_cases_focus(const struct sp_ui *ui); /* NULL: none */

/* part.c: the parts of the set-up */
void sp_part_open(struct sp_ui *ui, enum sp_set_up_part part);
void sp_part_done(struct sp_ui *ui, const struct sp_answer *answer, struct sp_effects *effects);
int sp_part_rows(const struct sp_ui *ui, const struct sp_dialog *dialog);
bool sp_part_key(struct sp_ui *ui, sp_key key); /* digits of a number */
/* Not while looking together, or in a plan that may only be read: then it says why. */
bool sp_ui_refuses(struct sp_ui *ui, const struct sp_action *action);
bool sp_ui_hides(const struct sp_ui *ui,
		 const struct sp_action *action); /* while looking together: no hint either */
void sp_ui_say_read_only(struct sp_ui *ui);	  /* what each key says that would change such a plan */
/* Does the action do anything in the part that is open? True outside of the set-up. */
bool sp_part_can(const struct sp_ui *ui, const struct sp_action *action);
enum sp_rc sp_part_line(struct sp_ui *ui, struct sp_effects *effects, struct sp_err *reterr);
const char *sp_part_name(enum sp_set_up_part part);
void sp_part_draw(const struct sp_ui *ui, const struct sp_dialog *dialog, struct sp_surface *surface);

/* busy.c: a choice of the menu, and a line of the prompts, about times of calendars */
void sp_busy_choose(struct sp_ui *ui, struct sp_effects *effects, int value);
void sp_busy_line(const struct sp_dialog *prompt, struct sp_effects *effects);

#endif
