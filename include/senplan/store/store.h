/*
 * The plan's file: SQLite, opened as share/doc/safety.md says. One transaction per command; each is recorded with
 * SQLite's session extension, labelled, so that undo and redo last across restarts and cost no code per command.
 *
 * Everything returned lives in the arena given. No clock: moments are arguments (seconds UTC).
 */
#ifndef SENPLAN_STORE_STORE_H
#define SENPLAN_STORE_STORE_H

#include "senplan/model/edit.h"

struct sp_store;

enum sp_store_mode {
	SP_STORE_EXISTING,  /* must be there */
	SP_STORE_CREATE,    /* made when missing */
	SP_STORE_READ_ONLY, /* must be there; nothing is written, not even a migration */
};

struct sp_store_options {
	const char *path;
	enum sp_store_mode mode;
	const char *backup_dir; /* made when missing; NULL: no automatic backups */
	int64_t now_utc;	/* for the names of backups and the history */
};

enum sp_rc sp_store_open(const struct sp_store_options *options, struct sp_store **ret_store,
			 struct sp_err *reterr);
void sp_store_close(struct sp_store *store); /* takes NULL */

/* One sentence about something that was put right or should be known (a looser file mode, a network disk); or NULL. */
const char *sp_store_notice(const struct sp_store *store);

enum sp_rc sp_store_load(struct sp_store *store, struct sp_arena *arena, struct sp_snapshot *ret_snapshot,
			 struct sp_err *reterr);

/* Has somebody else written since the last load or apply? Cheap enough to ask at each key. */
bool sp_store_changed_outside(struct sp_store *store);

/*
 * Applies the edits in one transaction, labelled for the history, and is durable when it returns SP_OK.
 * `revision` is that of the snapshot on which the edits were made: when the file has moved on, SP_NO and a
 * sentence; -1 applies in any case. Provisional ids become real; ret_ids (may be NULL) maps them: real id of
 * provisional id -k is (*ret_ids)[k - 1], in edits->arena.
 */
enum sp_rc sp_store_apply(struct sp_store *store, const struct sp_edits *edits, const char *label,
			  int64_t revision, const int64_t **ret_ids, struct sp_err *reterr);

/* Takes the last not yet undone command back, or does the last undone one again. SP_NO: nothing to do. */
enum sp_rc sp_store_undo(struct sp_store *store, struct sp_arena *arena, const char **ret_label,
			 struct sp_err *reterr);
enum sp_rc sp_store_redo(struct sp_store *store, struct sp_arena *arena, const char **ret_label,
			 struct sp_err *reterr);

/*
 * Applies the edits for good. What was taken out is neither in the history (whose entries before it can no longer be taken
 * back; their labels and what calendars were told no longer name any of the codes), nor in the file's free pages, nor in
 * its log. No backup is made: it would hold what is to go. SP_FILE when another program reads the plan at this moment.
 * *ret_rest says what could not be cleared, and how it can; or is NULL.
 */
struct sp_forget {
	const struct sp_edits *edits;
	const char *const *codes;
	size_t n_codes;
	const char *label;
	int64_t revision; /* on which the edits were made */
};
enum sp_rc sp_store_forget(struct sp_store *store, const struct sp_forget *forget, const char **ret_rest,
			   struct sp_err *reterr);

/* Do the labels of the history or what calendars were told name the code? */
enum sp_rc sp_store_names_code(struct sp_store *store, const char *code, bool *ret_names,
			       struct sp_err *reterr);

/* The automatic and other backups of this plan in its folder: how many. */
enum sp_rc sp_store_count_backups(struct sp_store *store, size_t *ret_n, struct sp_err *reterr);

struct sp_history_entry {
	int64_t id;
	int64_t at_utc;
	const char *label;
	int64_t n_changes;
	bool undone;
};

/* Newest first, at most `max`. */
enum sp_rc sp_store_history(struct sp_store *store, struct sp_arena *arena, size_t max,
			    const struct sp_history_entry **ret_entries, size_t *ret_n,
			    struct sp_err *reterr);

/* For the next command's history entry and backups. */
void sp_store_set_now(struct sp_store *store, int64_t now_utc);

/* --- what was exported to calendars: beside the undo history, so that SEQUENCE never falls --- */

struct sp_export_record {
	const char *uid;
	int64_t sequence;
	uint64_t content_hash;
	int64_t created_utc;
	int64_t modified_utc;
	sp_time start;
	sp_time end;
	const char *title;
	bool cancelled;
};

/* By UID. */
enum sp_rc sp_store_load_exports(struct sp_store *store, const char *target, struct sp_arena *arena,
				 const struct sp_export_record **ret_records, size_t *ret_n,
				 struct sp_err *reterr);

/* In place of all that the target was told. */
enum sp_rc sp_store_save_exports(struct sp_store *store, const char *target,
				 const struct sp_export_record *records, size_t n, struct sp_err *reterr);

/* A deadline's UID: given once, the same in every export, never given to another. */
struct sp_export_uid {
	const char *about;
	const char *uid;
	int64_t created_utc;
};

enum sp_rc sp_store_load_export_uids(struct sp_store *store, struct sp_arena *arena,
				     const struct sp_export_uid **ret_uids, size_t *ret_n,
				     struct sp_err *reterr);
enum sp_rc sp_store_add_export_uids(struct sp_store *store, const struct sp_export_uid *uids, size_t n,
				    struct sp_err *reterr);

/* The files and folders that were told something, and what is in them now. */
struct sp_export_target {
	const char *target;
	int64_t modified_utc; /* of the last change that it was told */
	size_t n_events;      /* not cancelled */
	size_t n_days;	      /* whole days of them: deadlines */
};
enum sp_rc sp_store_load_targets(struct sp_store *store, struct sp_arena *arena,
				 const struct sp_export_target **ret_targets, size_t *ret_n,
				 struct sp_err *reterr);

/* All of it, for a plan that is given out whole and taken in again, here or elsewhere. */
struct sp_export_told {
	const char *target;
	struct sp_export_record record;
};
struct sp_export_memory {
	const struct sp_export_told *told; /* by target, then UID */
	size_t n_told;
	const struct sp_export_uid *uids; /* by what they are about */
	size_t n_uids;
};

enum sp_rc sp_store_load_memory(struct sp_store *store, struct sp_arena *arena, struct sp_export_memory *ret,
				struct sp_err *reterr);

/* Adds what is not known here; of one event in one target the record with the higher SEQUENCE stays. */
enum sp_rc sp_store_merge_memory(struct sp_store *store, const struct sp_export_memory *memory,
				 struct sp_err *reterr);

/* --- backups and soundness --- */

/* A verified copy (backup interface, integrity_check, fsync, rename), mode 0600. */
enum sp_rc sp_store_backup(struct sp_store *store, const char *path, struct sp_err *reterr);

/* A backup before something large (an import, a restore), once per session and kind, into the backup directory. */
enum sp_rc sp_store_backup_before(struct sp_store *store, const char *kind, struct sp_err *reterr);

/* Replaces the plan's file by a sound backup; the present file is backed up first. */
enum sp_rc sp_store_restore(const struct sp_store_options *options, const char *backup_path,
			    struct sp_err *reterr);

struct sp_finding {
	const char *text;
};

/* integrity_check, foreign_key_check and schema; SP_NO and the findings when something is wrong. */
enum sp_rc sp_store_check(struct sp_store *store, struct sp_arena *arena,
			  const struct sp_finding **ret_findings, size_t *ret_n, struct sp_err *reterr);

/*
 * A JSON document {"windows":[{"column":…},…],"activities":[…],…} into edits, in its order: what is referred to comes first.
 * Names of tables and columns are those of the file; an unknown one is SP_INPUT with its line, a missing column takes its
 * blank. Members that are neither list nor object ("schema") are passed over. References are by the natural key of the other
 * row (its "key", "code" or "name") where the value is a text; that row may be in the snapshot (may be NULL) or in the edits
 * before. Minutes may be written as "09:00". A row without "id" whose natural key is known already replaces that row, so
 * that the same text twice makes the same plan. When anything is wrong, no edit is added. `path` is for error messages.
 */
enum sp_rc sp_json_tables(const char *json, size_t size, const char *path, const struct sp_snapshot *snapshot,
			  struct sp_edits *edits, struct sp_err *reterr);

/* A document of tables in which every row has its "id" and is referred to by it: a whole plan. No row is looked up, so the
 * time it takes grows with the text only. Whether what is referred to exists is not checked here. Its "calendar_uids" and
 * "calendar_events" are the memory, in the edits' arena and in the order of the document. */
enum sp_rc sp_json_plan(const char *json, size_t size, const char *path, struct sp_edits *edits,
			struct sp_export_memory *ret_memory, struct sp_err *reterr);

#endif
