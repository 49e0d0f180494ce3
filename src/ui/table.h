/*
 * Tables: a box of rows with a cursor, and under them what there is to say about the row it stands on.
 */
#ifndef SP_UI_TABLE_H
#define SP_UI_TABLE_H

#include "act.h"

struct table_info {
	const char *name;  /* "Support staff": of Set-up's line and the box */
	const char *empty; /* what to press when there is none */
	int detail;	   /* lines under the rows */
	int (*rows)(const struct sp_ui *ui, const struct sp_dialog *dialog);
	void (*title)(const struct sp_ui *ui, const struct sp_dialog *dialog,
		      struct sp_str *out); /* or NULL */
	/* The cells of a row (-1: the heads), cut at '\t' into the columns. */
	void (*cells)(const struct sp_ui *ui, const struct sp_dialog *dialog, int row, struct sp_str *out);
	void (*about)(const struct sp_ui *ui, const struct sp_dialog *dialog, int row,
		      struct sp_str *out);							 /* or NULL */
	enum sp_style (*style)(const struct sp_ui *ui, const struct sp_dialog *dialog, int row); /* or NULL */
	const int *columns; /* widths, in signs; the last takes what is left; ended by 0 */
};

extern const struct table_info table_infos[SP_TABLE_COUNT];

/* chain.c: the chain of one pupil */
int chain_rows(const struct sp_ui *ui, const struct sp_dialog *dialog);
void chain_title(const struct sp_ui *ui, const struct sp_dialog *dialog, struct sp_str *out);
void chain_cells(const struct sp_ui *ui, const struct sp_dialog *dialog, int row, struct sp_str *out);
void chain_about(const struct sp_ui *ui, const struct sp_dialog *dialog, int row, struct sp_str *out);
enum sp_style chain_style(const struct sp_ui *ui, const struct sp_dialog *dialog, int row);
const struct sp_ui_case *chain_case(const struct sp_ui *ui, const struct sp_dialog *dialog);
const struct sp_clock *chain_clock(const struct sp_ui *ui, const struct sp_dialog *dialog, int row);
int chain_row_of(const struct sp_ui_case *shown, const struct sp_clock *clock);
const struct sp_case_event *chain_event(const struct sp_ui *ui, const struct sp_dialog *dialog, int row);

/* busy.c: what was said of times of calendars */
int busy_rows(const struct sp_ui *ui, const struct sp_dialog *dialog);
void busy_cells(const struct sp_ui *ui, const struct sp_dialog *dialog, int row, struct sp_str *out);

/* record.c: the log, the newest entry first; what n, e and - do in it */
int record_rows(const struct sp_ui *ui, const struct sp_dialog *dialog);
void record_title(const struct sp_ui *ui, const struct sp_dialog *dialog, struct sp_str *out);
void record_cells(const struct sp_ui *ui, const struct sp_dialog *dialog, int row, struct sp_str *out);
void record_about(const struct sp_ui *ui, const struct sp_dialog *dialog, int row, struct sp_str *out);
enum sp_style record_style(const struct sp_ui *ui, const struct sp_dialog *dialog, int row);
void record_new(struct sp_ui *ui);
void record_edit(struct sp_ui *ui, const struct sp_dialog *dialog);
void record_remove(struct sp_ui *ui, const struct sp_dialog *dialog);

/* lengths.c: what the log says of lengths */
int lengths_rows(const struct sp_ui *ui, const struct sp_dialog *dialog);
void lengths_title(const struct sp_ui *ui, const struct sp_dialog *dialog, struct sp_str *out);
void lengths_cells(const struct sp_ui *ui, const struct sp_dialog *dialog, int row, struct sp_str *out);
void lengths_about(const struct sp_ui *ui, const struct sp_dialog *dialog, int row, struct sp_str *out);
enum sp_style lengths_style(const struct sp_ui *ui, const struct sp_dialog *dialog, int row);

/* All there is to say of it: what stands under the rows, the note of the chain, where the rule can be read. */
void chain_page(const struct sp_ui *ui, const struct sp_dialog *dialog, struct sp_str *out);

/* chain_tables.c: the chains of Set-up, and the steps of one */
int chains_rows(const struct sp_ui *ui, const struct sp_dialog *dialog);
void chains_cells(const struct sp_ui *ui, const struct sp_dialog *dialog, int row, struct sp_str *out);
void chains_about(const struct sp_ui *ui, const struct sp_dialog *dialog, int row, struct sp_str *out);
enum sp_style chains_style(const struct sp_ui *ui, const struct sp_dialog *dialog, int row);
int steps_rows(const struct sp_ui *ui, const struct sp_dialog *dialog);
void steps_title(const struct sp_ui *ui, const struct sp_dialog *dialog, struct sp_str *out);
void steps_cells(const struct sp_ui *ui, const struct sp_dialog *dialog, int row, struct sp_str *out);
void steps_about(const struct sp_ui *ui, const struct sp_dialog *dialog, int row, struct sp_str *out);
enum sp_style steps_style(const struct sp_ui *ui, const struct sp_dialog *dialog, int row);
const struct sp_chain *table_chain(const struct sp_ui *ui, const struct sp_dialog *dialog); /* or NULL */
const struct sp_step *table_step(const struct sp_ui *ui, const struct sp_dialog *dialog, int row);
const struct sp_clock *table_run(const struct sp_ui *ui, const struct sp_dialog *dialog, int row);

/* table_rows.c; NULL: the row is not there */
const struct sp_rule *table_rule(const struct sp_ui *ui, const struct sp_dialog *dialog, int row);
const struct sp_year_span *table_event(const struct sp_ui *ui, int row);
const struct sp_window_span *table_time(const struct sp_ui *ui, const struct sp_dialog *dialog, int row);
const struct sp_attendee *table_person(const struct sp_ui *ui, const struct sp_dialog *dialog, int row);

/* what_if.c: the changes, and the scenarios that are kept */
int what_if_rows(const struct sp_ui *ui, const struct sp_dialog *dialog);
void what_if_title(const struct sp_ui *ui, const struct sp_dialog *dialog, struct sp_str *out);
void what_if_cells(const struct sp_ui *ui, const struct sp_dialog *dialog, int row, struct sp_str *out);
void what_if_about(const struct sp_ui *ui, const struct sp_dialog *dialog, int row, struct sp_str *out);
int scenario_rows(const struct sp_ui *ui, const struct sp_dialog *dialog);
void scenario_title(const struct sp_ui *ui, const struct sp_dialog *dialog, struct sp_str *out);
void scenario_cells(const struct sp_ui *ui, const struct sp_dialog *dialog, int row, struct sp_str *out);
void scenario_about(const struct sp_ui *ui, const struct sp_dialog *dialog, int row, struct sp_str *out);

/* act_chain.c: what n, e and - do in the tables above; false: not one of them */
bool act_new_row(struct sp_ui *ui);
bool act_edit_row(struct sp_ui *ui);
bool act_remove_row(struct sp_ui *ui);
struct sp_effect act_row_effect(const struct sp_ui *ui, enum sp_row_act act, int64_t id);
const struct sp_ui_case *act_focused_case(struct sp_ui *ui); /* NULL: none, and that is said */
void act_nothing_here(struct sp_ui *ui);

#endif
