/*
 * One run of the program: the words that were typed, the world, the open plan, and what is to be printed. Output is
 * collected and written at the end, so that a command prints all of its answer or none.
 */
#ifndef RUN_H
#define RUN_H

#include "senplan/app/intake.h"
#include "senplan/app/moment.h"
#include "senplan/base/str.h"
#include "senplan/cli/cli.h"
#include "senplan/report/json.h"
#include "senplan/report/week.h"
#include "senplan/report/words.h"

#include "args.h"

struct run {
	const struct sp_cli_world *world;
	struct args args;
	struct sp_env env;
	struct sp_app *app;	 /* NULL when the command opens no plan */
	struct sp_arena arena;	 /* for the run */
	struct sp_str out;	 /* to the standard output */
	struct sp_json document; /* while a JSON document is open */
	bool json;
	bool quiet;
	bool colour;
	bool ascii;
	bool hide;
	bool looks; /* the plan was opened for reading only */
};

typedef enum sp_rc (*run_fn)(struct run *run, struct sp_err *reterr);

/* --- printing (print.c) --- */

enum paint { PAINT_BOLD, PAINT_DIM, PAINT_RED, PAINT_YELLOW, PAINT_GREEN };

void print(struct run *run, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Text that came from a file or a person, made safe to show. */
void print_clean(struct run *run, const char *text);

/* The same in exactly `width` columns: cut with "…" (or ".") or filled with blanks. */
void print_column(struct run *run, const char *text, int width);

/* Wrapped at the width of the output, behind `indent` blanks (the first line's are there already). Ends with a newline. */
void print_wrapped(struct run *run, const char *text, int indent);

void print_paint(struct run *run, enum paint paint);
void print_plain(struct run *run);
int print_width(const struct run *run);

/* What was done, as a sentence; as {"done": sentence} with --json; nothing with -q. */
void print_done(struct run *run, const char *format, ...) __attribute__((format(printf, 2, 3)));

struct sp_json *json_begin(struct run *run);
void json_end(struct run *run);
void json_time(struct sp_json *json, const char *key, sp_time time); /* with offset; NONE: null */

/* --- reading words (when.c) --- */

enum sp_rc word_day(struct run *run, const char *text, sp_day *ret_day, struct sp_err *reterr);

/* An option's day, or SP_DAY_NONE when it was not given. */
enum sp_rc option_day(struct run *run, enum sp_option option, sp_day *ret_day, struct sp_err *reterr);

/* --from and --to; SP_USAGE when they are the wrong way round. */
enum sp_rc option_past_range(struct run *run, sp_day *ret_from, sp_day *ret_to, struct sp_err *reterr);
enum sp_rc option_range(struct run *run, sp_day *ret_from, sp_day *ret_to, struct sp_err *reterr);

/* --- the plan's file (file.c) --- */

/* Paths and moments from options, environment and world. */
enum sp_rc run_resolve(struct run *run, struct sp_err *reterr);
enum sp_rc run_open(struct run *run, enum sp_store_mode mode, struct sp_err *reterr);

/* Opens the screen, where there is a terminal; `look`: for looking together, nothing can be changed. */
enum sp_rc run_screen(struct run *run, bool look, struct sp_err *reterr);

/* --- shared pieces of the listings (show_week.c) --- */

enum sp_rc print_week(struct run *run, sp_day day, struct sp_err *reterr);
void json_one_block(struct run *run, const struct sp_block *block, const struct sp_task *task);

/* --- a proposal as text (proposal.c) --- */

void print_proposal(struct run *run, const struct sp_proposal *proposal);
const struct sp_task *change_task(struct run *run, const struct sp_change *change);
void change_title(struct run *run, struct sp_str *out, const struct sp_task *task);
void change_reason(struct run *run, struct sp_str *out, const struct sp_change *change);

/* --- single acts (acts.c) --- */

/* "K07 papers out", with privacy the activity's name. They live in the run's arena. */
const char *name_of_task(struct run *run, sp_task_id id);
const char *name_of_block(struct run *run, sp_block_id id);

/* All words together name one block. */
enum sp_rc words_block(struct run *run, sp_block_id *ret_block, struct sp_err *reterr);

/* --- everything out and in (dump.c) --- */

enum sp_rc export_tables(struct run *run, struct sp_err *reterr);
enum sp_rc export_plan(struct run *run, struct sp_err *reterr);
enum sp_rc import_plan(struct run *run, struct sp_err *reterr);

/* What an import changed, or would (setup.c). */
void print_intake(struct run *run, const char *path, const struct sp_intake_result *result, bool dry_run);
void json_intake(struct run *run, const struct sp_intake_result *result, bool with_busy);

/* --- the commands --- */

enum sp_rc run_init(struct run *run, struct sp_err *reterr);
enum sp_rc run_demo(struct run *run, struct sp_err *reterr);
enum sp_rc run_set(struct run *run, struct sp_err *reterr);
enum sp_rc run_get(struct run *run, struct sp_err *reterr);
enum sp_rc run_import(struct run *run, struct sp_err *reterr);
enum sp_rc run_add(struct run *run, struct sp_err *reterr);
enum sp_rc run_plan(struct run *run, struct sp_err *reterr);
enum sp_rc run_today(struct run *run, struct sp_err *reterr);
enum sp_rc run_week(struct run *run, struct sp_err *reterr);
enum sp_rc run_ahead(struct run *run, struct sp_err *reterr);
enum sp_rc run_cases(struct run *run, struct sp_err *reterr);
enum sp_rc run_duties(struct run *run, struct sp_err *reterr);
enum sp_rc run_case(struct run *run, struct sp_err *reterr);
enum sp_rc run_duty(struct run *run, struct sp_err *reterr);
enum sp_rc run_activity(struct run *run, struct sp_err *reterr);
enum sp_rc run_chain(struct run *run, struct sp_err *reterr);
enum sp_rc run_rule(struct run *run, struct sp_err *reterr);
enum sp_rc run_attendee(struct run *run, struct sp_err *reterr);
enum sp_rc run_event(struct run *run, struct sp_err *reterr);
enum sp_rc run_window(struct run *run, struct sp_err *reterr);
enum sp_rc run_staff(struct run *run, struct sp_err *reterr);
enum sp_rc run_hours(struct run *run, struct sp_err *reterr);
enum sp_rc run_contract(struct run *run, struct sp_err *reterr);
enum sp_rc run_busy(struct run *run, struct sp_err *reterr);
enum sp_rc run_tasks(struct run *run, struct sp_err *reterr);
enum sp_rc run_block(struct run *run, struct sp_err *reterr);
enum sp_rc run_why(struct run *run, struct sp_err *reterr);
enum sp_rc run_suggest(struct run *run, struct sp_err *reterr);
enum sp_rc run_move(struct run *run, struct sp_err *reterr);
enum sp_rc run_lock(struct run *run, struct sp_err *reterr);
enum sp_rc run_unlock(struct run *run, struct sp_err *reterr);
enum sp_rc run_confirm(struct run *run, struct sp_err *reterr);
enum sp_rc run_done(struct run *run, struct sp_err *reterr);
enum sp_rc run_drop(struct run *run, struct sp_err *reterr);
enum sp_rc run_lost(struct run *run, struct sp_err *reterr);
enum sp_rc run_missed(struct run *run, struct sp_err *reterr);
enum sp_rc run_close(struct run *run, struct sp_err *reterr);
enum sp_rc run_log(struct run *run, struct sp_err *reterr);
struct sp_review_ask;
enum sp_rc review_wanted_range(struct run *run, struct sp_review_ask *ask, struct sp_err *reterr);
enum sp_rc run_review(struct run *run, struct sp_err *reterr);
enum sp_rc run_what_if(struct run *run, struct sp_err *reterr);
enum sp_rc run_export(struct run *run, struct sp_err *reterr);
enum sp_rc run_history(struct run *run, struct sp_err *reterr);
enum sp_rc run_undo(struct run *run, struct sp_err *reterr);
enum sp_rc run_redo(struct run *run, struct sp_err *reterr);
enum sp_rc run_check(struct run *run, struct sp_err *reterr);
enum sp_rc run_backup(struct run *run, struct sp_err *reterr);
enum sp_rc run_restore(struct run *run, struct sp_err *reterr);
enum sp_rc run_forget(struct run *run, struct sp_err *reterr);
enum sp_rc run_purge(struct run *run, struct sp_err *reterr);
enum sp_rc run_solve(struct run *run, struct sp_err *reterr);

/* --moves, or what is usual when it is not given. */
enum sp_stability run_stability(const struct run *run, enum sp_stability usual);
enum sp_rc run_completion(struct run *run, struct sp_err *reterr);
enum sp_rc run_help(struct run *run, struct sp_err *reterr);
enum sp_rc run_version(struct run *run, struct sp_err *reterr);

/* Help of one command, or of all (SP_COMMAND_SCREEN). */
void print_help(struct run *run, enum sp_command command);

#endif
