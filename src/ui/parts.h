/*
 * What the files of the screen share: the frame around every view, its widgets, and small wordings.
 */
#ifndef SP_UI_PARTS_H
#define SP_UI_PARTS_H

#include "senplan/app/school.h"
#include "senplan/report/marks.h"
#include "senplan/ui/ui.h"

/* --- frame.c: the lines around a view --- */

struct sp_frame {
	struct sp_rect top; /* one line: where we are, and the hours */
	struct sp_rect body;
	struct sp_rect
		status; /* one line: totals, a message, or a prompt; a long message has lines above it too */
	struct sp_rect footer; /* one line: the keys that work here */
};

struct sp_frame sp_frame_of(const struct sp_ui *ui);

/* How many lines the message takes: 0 when none is shown. */
int sp_message_lines(const struct sp_ui *ui);

/* The first of the NULL-terminated texts left and right that fit together; right is kept longest. */
void sp_draw_top(const struct sp_frame *frame, struct sp_surface *surface, const char *const *lefts,
		 const char *const *rights);
void sp_draw_footer(const struct sp_ui *ui, struct sp_surface *surface, struct sp_rect line);

/* "14h00 | planned 11h45 | …": the week's hours, in three lengths; for sp_draw_top. */
struct sp_hours_texts {
	char texts[6][400];
	const char *list[7];
};
void sp_hours_texts(const struct sp_ui *ui, struct sp_hours_texts *ret);

/* --- wording.c --- */

const char *sp_short_length(int length_min, char *buf); /* "5h", "45m", "1h15": SP_CLOCK_TEXT bytes */
const char *sp_span_text(sp_time start, sp_time end, char *buf); /* "Mon 23 Nov 09:00-10:30": 64 bytes */

/* The title that may be shown: with privacy the activity's name. */
const char *sp_block_title(const struct sp_ui *ui, const struct sp_week_block *block);
void sp_task_title(const struct sp_ui *ui, const struct sp_snapshot *snapshot, sp_task_id task,
		   struct sp_str *out);
const char *sp_fixed_title(const struct sp_ui *ui, const struct sp_fixed *fixed);
const char *sp_case_code(const struct sp_ui *ui, const struct sp_case *subject); /* "K07"; hidden: "---" */
const char *sp_year_text(int year, char *buf, size_t size);
void sp_describe_standing(const struct sp_clock *clock, struct sp_str *out); /* "planned Mon 23 Nov" */
const char *sp_urgency_mark(const struct sp_clock *clock);		     /* "!!", "!" or "" */
enum sp_style sp_chip_style(const struct sp_activity *activity);
uint32_t sp_chip_letter(const struct sp_activity *activity);

/* --- line.c: a line editor --- */

void sp_line_set(struct sp_line *line, const char *text);
bool sp_line_key(struct sp_line *line, sp_key key); /* false: not a key of the editor */
void sp_line_paste(struct sp_line *line, const char *text);
void sp_line_draw(const struct sp_line *line, struct sp_surface *surface, struct sp_rect rect);

/* What has the keys when only the first n_dialogs stand. */
unsigned sp_ui_where_at(const struct sp_ui *ui, int n_dialogs);

/* --- message and dialogs: dialog.c --- */

void sp_ui_say(struct sp_ui *ui, enum sp_style style, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
struct sp_dialog *sp_dialog_push(struct sp_ui *ui, enum sp_dialog_kind kind); /* NULL: too deep, and said */
struct sp_dialog *sp_dialog_top(struct sp_ui *ui);
const struct sp_dialog *sp_dialog_shown(const struct sp_ui *ui);
void sp_dialog_pop(struct sp_ui *ui);
struct sp_effect *sp_effect_add(struct sp_effects *effects, enum sp_effect_kind kind);
void sp_effect_push(struct sp_effects *effects, const struct sp_effect *effect);
int sp_page_last_top(const struct sp_ui *ui, const struct sp_dialog *dialog);
void sp_page_open(struct sp_ui *ui, const char *title, const char *text);
void sp_confirm_open(struct sp_ui *ui, const struct sp_effect *then, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
void sp_prompt_open(struct sp_ui *ui, enum sp_prompt_for prompt, const char *text);
/* Asks why protected time is moved to a time, or (block 0) a task of it is given up. */
void sp_because_open(struct sp_ui *ui, int64_t block, int64_t task, sp_time to);
void sp_prompt_remember(struct sp_ui *ui, enum sp_prompt_for prompt, const char *text);

/* From when on the days of lost time count, as they are typed (act_dialog.c). */
sp_time sp_lost_now(const struct sp_ui *ui, const char *text);

/* What step and draw call for the dialog on top. */
void sp_prompt_changed(struct sp_ui *ui, struct sp_effects *effects);
void sp_dialog_draw(const struct sp_ui *ui, const struct sp_dialog *dialog, struct sp_surface *surface);

/* --- list.c: a filter line over commands, blocks, keys --- */

void sp_list_open(struct sp_ui *ui, enum sp_list_of list);
void sp_list_filter(struct sp_ui *ui, struct sp_dialog *dialog);
void sp_list_draw(const struct sp_ui *ui, const struct sp_dialog *dialog, struct sp_surface *surface);
struct sp_rect sp_list_rows(const struct sp_ui *ui);
void sp_list_choose(struct sp_ui *ui, struct sp_effects *effects);

/* --- move.c, proposal.c, menu.c --- */

void sp_move_open(struct sp_ui *ui, struct sp_effects *effects, int64_t block, int64_t task);
void sp_move_draw(const struct sp_ui *ui, const struct sp_dialog *dialog, struct sp_surface *surface);
void sp_proposal_draw(const struct sp_ui *ui, const struct sp_dialog *dialog, struct sp_surface *surface);
void sp_proposal_open(struct sp_ui *ui);
int sp_proposal_lines(const struct sp_ui *ui);

/* agreed.c: rows above the changes, by index. */
enum { SP_PROPOSAL_WIDE = 100 };
int sp_agreed_rows(const struct sp_ui *ui);
void sp_agreed_draw(const struct sp_ui *ui, int at, struct sp_surface *surface, struct sp_rect row,
		    bool focused);
void sp_agreed_words(const struct sp_ui *ui, int at, struct sp_str *out);
void sp_agreed_toggle(struct sp_ui *ui, int at, struct sp_effects *effects);

/* The lines of the ladder above the changes, in a body so high; what the new answer is, in a sentence. */
int sp_ladder_lines(const struct sp_ui *ui, int height);
void sp_ladder_draw(const struct sp_ui *ui, struct sp_surface *surface, struct sp_rect lines);
void sp_ladder_say(struct sp_ui *ui, enum sp_effect_kind to);

struct sp_rect sp_proposal_rows(const struct sp_ui *ui, int *ret_lines);
void sp_menu_draw(const struct sp_ui *ui, const struct sp_dialog *dialog, struct sp_surface *surface);
bool sp_menu_key(struct sp_ui *ui, sp_key key, struct sp_effects *effects); /* a choice's own key */
int sp_menu_rows(const struct sp_dialog *dialog);
void sp_menu_open(struct sp_ui *ui, enum sp_menu_of menu, const char *title, int value);
void sp_lost_open(struct sp_ui *ui, sp_time start, sp_time end);

/* --- duty_rows.c: the rows of Duties --- */

struct sp_duty_row {
	const struct sp_activity *activity;
	const struct sp_duty *duty; /* NULL: the row is the activity's own */
};

struct sp_duty_row sp_duty_row_at(const struct sp_ui *ui, int row);
int sp_duty_row_of(const struct sp_ui *ui, int64_t duty, int64_t activity);
int sp_duty_year_min(const struct sp_ui *ui, const struct sp_duty *duty);
const struct sp_estimate *sp_duty_estimate(const struct sp_ui *ui, const struct sp_activity *activity);
/* Of the duty when it has a length of its own, else of the activity. NULL: none. */
const struct sp_estimate *sp_duty_row_estimate(const struct sp_ui *ui, const struct sp_duty_row *row);
void sp_describe_cadence(const struct sp_duty *duty, struct sp_str *out);

/* --- sheet.c: forms --- */

/* "parent (Wed before 09:00), LA": those who come to a pupil's meetings, as it may be typed again. */
void sp_attendees_text(const struct sp_snapshot *snapshot, sp_case_id subject, struct sp_str *out);

/* Opens a form with what is there; NULL: it could not, and that is said. */
struct sp_sheet *sp_sheet_open(struct sp_ui *ui, enum sp_sheet_of of, const char *key, const char *profile);
void sp_sheet_set(struct sp_sheet *sheet, const char *name, const char *value); /* what it begins with */
void sp_sheet_default_day(const struct sp_ui *ui, struct sp_sheet *sheet);	/* of an event */
const char *sp_sheet_text(const struct sp_sheet *sheet, const char *name);

/* The fields for the application: those filled in, of a row that was there those changed. */
void sp_sheet_values(const struct sp_sheet *sheet, struct sp_field_value values[SP_SHEET_FIELDS],
		     struct sp_field_values *ret);
int sp_sheet_rows(const struct sp_dialog *dialog);
int sp_sheet_scroll(const struct sp_ui *ui, const struct sp_dialog *dialog);
int sp_sheet_hit(const struct sp_ui *ui, const struct sp_dialog *dialog, int x, int y); /* field, or -1 */
void sp_sheet_key(struct sp_ui *ui, sp_key key);
void sp_sheet_paste(struct sp_ui *ui, const char *text);
void sp_sheet_failed(struct sp_ui *ui, const char *text);
void sp_sheet_draw(const struct sp_ui *ui, const struct sp_dialog *dialog, struct sp_surface *surface);
const struct sp_rule *sp_rule_today(const struct sp_snapshot *snapshot, const char *key, const char *profile,
				    sp_day today);
const char *sp_profile_at(const struct sp_snapshot *snapshot, int i); /* NULL: there are fewer */

/* --- table.c: rows to choose from --- */

const char *sp_table_name(enum sp_table_of table);
void sp_table_open(struct sp_ui *ui, enum sp_table_of table, int64_t row, const char *profile);
int sp_table_rows(const struct sp_ui *ui, const struct sp_dialog *dialog);
struct sp_rect sp_table_area(const struct sp_ui *ui, const struct sp_dialog *dialog);
void sp_table_draw(const struct sp_ui *ui, const struct sp_dialog *dialog, struct sp_surface *surface);

/* --- phrases.c: the screen's words for what the application says of commands --- */

void sp_phrases_add(struct sp_str *out, const char *text);

/* --- host_sheet.c: what the host does with sheets and rows --- */

enum sp_rc sp_host_sheet(struct sp_app *app, const struct sp_effect *effect, struct sp_arena *arena,
			 struct sp_str *words, struct sp_err *reterr);
/* host_file.c: what is read from a typed path and written to it. */
enum sp_rc sp_host_file(struct sp_app *app, const struct sp_effect *effect, struct sp_arena *scratch,
			struct sp_answer *answer, struct sp_err *reterr);
/* host_share.c: the calendar as the form says, between two days (SP_DAY_NONE: open). */
enum sp_rc sp_host_share(struct sp_app *app, const struct sp_sheet *sheet, sp_day from, sp_day until,
			 struct sp_outcome *outcome, struct sp_err *reterr);
enum sp_rc sp_host_row(struct sp_app *app, const struct sp_effect *effect, struct sp_arena *arena,
		       struct sp_str *words, struct sp_err *reterr);

/* --- host_why.c --- */

enum sp_rc sp_host_why(struct sp_app *app, const struct sp_effect *effect, struct sp_arena *arena,
		       struct sp_str *words, struct sp_err *reterr);

/* --- host_record.c: what the host does with effects of the record --- */

struct sp_field_values;
enum sp_rc sp_host_keep_log(struct sp_app *app, const struct sp_sheet *sheet, struct sp_field_values values,
			    struct sp_outcome *outcome, struct sp_err *reterr);
enum sp_rc sp_host_record(struct sp_app *app, const struct sp_effect *effect, struct sp_arena *arena,
			  struct sp_answer *answer, struct sp_err *reterr);

/* --- host_what_if.c: what if, a slice at a time, and the review into a folder --- */

struct sp_host_think { /* zero: nothing is thought through */
	struct sp_thinking *thinking;
	enum sp_think_for { SP_THINK_PAGE, SP_THINK_REAL, SP_THINK_REPORT } what_for;
	bool is_list;		       /* the changes of the list: what the page shows can be made real */
	bool is_ready;		       /* worked out; the answer is still to be made */
	struct sp_report_order *order; /* own heap; of a report */
};

struct sp_hosting {
	struct sp_app *app;
	const struct sp_ui *ui;
	const struct sp_effect *effect;
	struct sp_arena *arena;
	struct sp_str *words;
	struct sp_answer *answer;
};

/* What the answer's id says: the page that is shown, or what has come of it. */
enum sp_what_if_answer { SP_WHAT_IF_SAID, SP_WHAT_IF_PAGE_LIST, SP_WHAT_IF_PAGE, SP_WHAT_IF_WRITTEN };

enum sp_rc sp_host_what_if(struct sp_host_think *think, const struct sp_hosting *h, struct sp_err *reterr);
enum sp_rc sp_host_think(struct sp_host_think *think, const struct sp_hosting *h, struct sp_err *reterr);
/* A form of a change, or of the report. */
enum sp_rc sp_host_what_if_sheet(struct sp_host_think *think, const struct sp_hosting *h,
				 struct sp_err *reterr);
void sp_host_think_end(struct sp_host_think *think);

/* --- audit.c: the grid of the time audit --- */

bool sp_audit_key(struct sp_ui *ui, sp_key key, struct sp_effects *effects); /* a letter */
int sp_audit_rows(void);
int sp_audit_height(const struct sp_ui *ui); /* half-hours shown */
void sp_audit_draw(const struct sp_ui *ui, const struct sp_dialog *dialog, struct sp_surface *surface);
void sp_audit_answered(struct sp_ui *ui, const struct sp_answer *answer);
enum sp_rc sp_host_audit(struct sp_app *app, const struct sp_effect *effect, struct sp_arena *arena,
			 struct sp_answer *answer, struct sp_err *reterr);

/* --- what_if.c --- */

void sp_what_if_answered(struct sp_ui *ui, const struct sp_answer *answer);
/* The change of the form that was kept comes into the list. */
void sp_what_if_take(struct sp_ui *ui, const struct sp_sheet *sheet);
/* All changes as one text; with one more (NULL: none) in the place of the row that is edited, or at the end. */
void sp_what_if_text(const struct sp_ui_what_if *list, const char *more, struct sp_str *out);

/* --- views --- */

struct sp_view_info {
	void (*draw)(const struct sp_ui *ui, const struct sp_frame *frame, struct sp_surface *surface);
	int (*rows)(const struct sp_ui *ui);		/* of its list */
	struct sp_rect (*area)(const struct sp_ui *ui); /* where its list stands */
};
extern const struct sp_view_info sp_views[SP_VIEW_COUNT];

void sp_ahead_draw(const struct sp_ui *ui, const struct sp_frame *frame, struct sp_surface *surface);
void sp_cases_draw(const struct sp_ui *ui, const struct sp_frame *frame, struct sp_surface *surface);
void sp_duties_draw(const struct sp_ui *ui, const struct sp_frame *frame, struct sp_surface *surface);
void sp_review_draw(const struct sp_ui *ui, const struct sp_frame *frame, struct sp_surface *surface);
void sp_set_up_draw(const struct sp_ui *ui, const struct sp_frame *frame, struct sp_surface *surface);
int sp_ahead_rows(const struct sp_ui *ui);
int sp_cases_rows(const struct sp_ui *ui);
int sp_duties_rows(const struct sp_ui *ui);
int sp_review_rows(const struct sp_ui *ui);
int sp_set_up_rows(const struct sp_ui *ui);
struct sp_rect sp_ahead_area(const struct sp_ui *ui);
struct sp_rect sp_cases_area(const struct sp_ui *ui);
struct sp_rect sp_duties_area(const struct sp_ui *ui);
struct sp_rect sp_review_area(const struct sp_ui *ui);
struct sp_rect sp_set_up_area(const struct sp_ui *ui);

/* The answer to an effect: what it changes in the state. */
void sp_answer_take(struct sp_ui *ui, const struct sp_answer *answer, struct sp_effects *effects);

/* Asks for the world of the day and view that are now shown. */
void sp_ui_reload(struct sp_ui *ui, struct sp_effects *effects);

/* Cursor and scroll back into what there is; after each step. */

#endif
