-- Schema 1: the plan's file. One table an entity (include/senplan/model/entity.h), columns named like the members of
-- its C struct; then the tables that only the store sees. Released schema files are never edited: the next one is 002.sql.
--
-- Kinds of columns, as the field table in src/model/entity.c names them:
--	id, reference	INTEGER; a reference is NULL for "none"
--	int, big, bool	INTEGER NOT NULL
--	minute		INTEGER, minutes of the day, NULL for "not given"
--	enum		TEXT NOT NULL, one of the names
--	text		TEXT NOT NULL, '' for nothing
--	day, time	TEXT, 2026-11-23 and 2026-11-23T09:00, NULL for "not given"; without '+0 days' SQLite lets 30 February pass
--
-- What happens to a row when the row it refers to goes: parts go with the whole (a task's blocks, a case's events and
-- tasks; those who come to them); hours that were worked stay and lose the link; an activity in use cannot go.
-- Ids are never used twice (AUTOINCREMENT), so that an undone deletion gets its own id back.

CREATE TABLE "settings" (
	"id"    INTEGER PRIMARY KEY AUTOINCREMENT,
	"key"   TEXT NOT NULL CHECK ("key" <> ''),
	"value" TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX "settings_key" ON "settings" ("key");

CREATE TABLE "year_spans" (
	"id"       INTEGER PRIMARY KEY AUTOINCREMENT,
	"kind"     TEXT NOT NULL CHECK ("kind" IN ('term', 'half-term', 'inset', 'bank-holiday', 'closure', 'exam-weeks',
		'event')),
	"name"     TEXT NOT NULL,
	"from_day" TEXT NOT NULL CHECK ("from_day" IS date("from_day", '+0 days')),
	"to_day"   TEXT NOT NULL CHECK ("to_day" IS date("to_day", '+0 days')),
	CONSTRAINT "year_spans_order" CHECK ("from_day" <= "to_day")
) STRICT;
CREATE INDEX "year_spans_from_day" ON "year_spans" ("from_day");

CREATE TABLE "cycle_facts" (
	"id"   INTEGER PRIMARY KEY AUTOINCREMENT,
	"day"  TEXT NOT NULL CHECK ("day" IS date("day", '+0 days')),
	"week" INTEGER NOT NULL CHECK ("week" BETWEEN 0 AND 9)
) STRICT;
CREATE UNIQUE INDEX "cycle_facts_day" ON "cycle_facts" ("day");

CREATE TABLE "periods" (
	"id"         INTEGER PRIMARY KEY AUTOINCREMENT,
	"name"       TEXT NOT NULL,
	"kind"       TEXT NOT NULL CHECK ("kind" IN ('lesson', 'registration', 'break', 'lunch', 'other')),
	"weekday"    INTEGER NOT NULL CHECK ("weekday" BETWEEN -1 AND 6),
	"cycle_week" INTEGER NOT NULL CHECK ("cycle_week" BETWEEN -1 AND 9),
	"from_min"   INTEGER NOT NULL CHECK ("from_min" BETWEEN 0 AND 1440),
	"to_min"     INTEGER NOT NULL CHECK ("to_min" BETWEEN 0 AND 1440),
	CONSTRAINT "periods_order" CHECK ("from_min" < "to_min")
) STRICT;

CREATE TABLE "contracts" (
	"id"        INTEGER PRIMARY KEY AUTOINCREMENT,
	"kind"      TEXT NOT NULL CHECK ("kind" IN ('teacher', 'leadership', 'other')),
	"share_pct" INTEGER NOT NULL CHECK ("share_pct" BETWEEN 0 AND 100),
	"from_day"  TEXT CHECK ("from_day" IS date("from_day", '+0 days')),
	"to_day"    TEXT CHECK ("to_day" IS date("to_day", '+0 days'))
) STRICT;

CREATE TABLE "working_windows" (
	"id"         INTEGER PRIMARY KEY AUTOINCREMENT,
	"weekday"    INTEGER NOT NULL CHECK ("weekday" BETWEEN -1 AND 6),
	"cycle_week" INTEGER NOT NULL CHECK ("cycle_week" BETWEEN -1 AND 9),
	"from_min"   INTEGER NOT NULL CHECK ("from_min" BETWEEN 0 AND 1440),
	"to_min"     INTEGER NOT NULL CHECK ("to_min" BETWEEN 0 AND 1440),
	"from_day"   TEXT CHECK ("from_day" IS date("from_day", '+0 days')),
	"to_day"     TEXT CHECK ("to_day" IS date("to_day", '+0 days')),
	CONSTRAINT "working_windows_order" CHECK ("from_min" < "to_min")
) STRICT;

CREATE TABLE "timetable_slots" (
	"id"         INTEGER PRIMARY KEY AUTOINCREMENT,
	"what"       TEXT NOT NULL
		CHECK ("what" IN ('teach', 'ppa', 'duty', 'meeting', 'senco', 'break', 'lunch', 'out')),
	"title"      TEXT NOT NULL,
	"weekday"    INTEGER NOT NULL CHECK ("weekday" BETWEEN -1 AND 6),
	"cycle_week" INTEGER NOT NULL CHECK ("cycle_week" BETWEEN -1 AND 9),
	"from_min"   INTEGER NOT NULL CHECK ("from_min" BETWEEN 0 AND 1440),
	"to_min"     INTEGER NOT NULL CHECK ("to_min" BETWEEN 0 AND 1440),
	"from_day"   TEXT CHECK ("from_day" IS date("from_day", '+0 days')),
	"to_day"     TEXT CHECK ("to_day" IS date("to_day", '+0 days')),
	CONSTRAINT "timetable_slots_order" CHECK ("from_min" < "to_min")
) STRICT;

CREATE TABLE "sources" (
	"id"       INTEGER PRIMARY KEY AUTOINCREMENT,
	"name"     TEXT NOT NULL CHECK ("name" <> ''),
	"imported" TEXT CHECK ("imported" IS strftime('%Y-%m-%dT%H:%M', "imported", '+0 days'))
) STRICT;
CREATE UNIQUE INDEX "sources_name" ON "sources" ("name");

CREATE TABLE "busy_times" (
	"id"      INTEGER PRIMARY KEY AUTOINCREMENT,
	"source"  INTEGER REFERENCES "sources" ("id") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
	"uid"     TEXT NOT NULL,
	"title"   TEXT NOT NULL,
	"start"   TEXT NOT NULL CHECK ("start" IS strftime('%Y-%m-%dT%H:%M', "start", '+0 days')),
	"end"     TEXT NOT NULL CHECK ("end" IS strftime('%Y-%m-%dT%H:%M', "end", '+0 days')),
	"all_day" INTEGER NOT NULL CHECK ("all_day" IN (0, 1)),
	CONSTRAINT "busy_times_order" CHECK ("start" <= "end")
) STRICT;
CREATE INDEX "busy_times_source" ON "busy_times" ("source");
CREATE INDEX "busy_times_start" ON "busy_times" ("start");

CREATE TABLE "windows" (
	"id"          INTEGER PRIMARY KEY AUTOINCREMENT,
	"key"         TEXT NOT NULL CHECK ("key" <> ''),
	"name"        TEXT NOT NULL,
	"skip_exams"  INTEGER NOT NULL CHECK ("skip_exams" IN (0, 1)),
	"pupils_only" INTEGER NOT NULL CHECK ("pupils_only" IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX "windows_key" ON "windows" ("key" COLLATE NOCASE);

CREATE TABLE "window_spans" (
	"id"         INTEGER PRIMARY KEY AUTOINCREMENT,
	"window"     INTEGER REFERENCES "windows" ("id") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
	"basis"      TEXT NOT NULL CHECK ("basis" IN ('any', 'clock', 'lesson', 'before', 'after', 'break', 'lunch', 'paid')),
	"weekday"    INTEGER NOT NULL CHECK ("weekday" BETWEEN -1 AND 6),
	"cycle_week" INTEGER NOT NULL CHECK ("cycle_week" BETWEEN -1 AND 9),
	"day"        TEXT CHECK ("day" IS date("day", '+0 days')),
	"from_min"   INTEGER CHECK ("from_min" BETWEEN 0 AND 1440),
	"to_min"     INTEGER CHECK ("to_min" BETWEEN 0 AND 1440)
) STRICT;
CREATE INDEX "window_spans_window" ON "window_spans" ("window");

CREATE TABLE "activities" (
	"id"              INTEGER PRIMARY KEY AUTOINCREMENT,
	"key"             TEXT NOT NULL CHECK ("key" <> ''),
	"name"            TEXT NOT NULL,
	"plain"           TEXT NOT NULL,
	"letter"          TEXT NOT NULL,
	"colour"          TEXT NOT NULL
		CHECK ("colour" IN ('none', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white')),
	"kind"            TEXT NOT NULL
		CHECK ("kind" IN ('strategic', 'operational', 'administrative', 'direct', 'teaching', 'pulled-away')),
	"lead"            TEXT NOT NULL,
	"company"         TEXT NOT NULL,
	"meets"           INTEGER NOT NULL CHECK ("meets" IN (0, 1)),
	"delegable"       INTEGER NOT NULL CHECK ("delegable" IN (0, 1)),
	"could"           TEXT NOT NULL,
	"protect"         INTEGER NOT NULL CHECK ("protect" IN (0, 1)),
	"low_min"         INTEGER NOT NULL CHECK ("low_min" >= 0),
	"typical_min"     INTEGER NOT NULL CHECK ("typical_min" >= 0),
	"high_min"        INTEGER NOT NULL CHECK ("high_min" >= 0),
	"chunk_min"       INTEGER NOT NULL CHECK ("chunk_min" >= 0),
	"chunk_max"       INTEGER NOT NULL CHECK ("chunk_max" >= 0),
	"chunks_day"      INTEGER NOT NULL CHECK ("chunks_day" >= -1),
	"before_min"      INTEGER NOT NULL CHECK ("before_min" >= 0),
	"buffer_min"      INTEGER NOT NULL CHECK ("buffer_min" >= 0),
	"window"          INTEGER REFERENCES "windows" ("id") ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
	"prefer"          TEXT NOT NULL CHECK ("prefer" IN ('none', 'morning', 'afternoon')),
	"prefer_window"   INTEGER REFERENCES "windows" ("id") ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
	"max_blocks_day"  INTEGER NOT NULL CHECK ("max_blocks_day" >= -1),
	"max_min_day"     INTEGER NOT NULL CHECK ("max_min_day" >= -1),
	"week_min"        INTEGER NOT NULL CHECK ("week_min" >= 0),
	"target_pct"      INTEGER NOT NULL CHECK ("target_pct" BETWEEN -1 AND 100),
	"estimate_source" TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX "activities_key" ON "activities" ("key" COLLATE NOCASE);
CREATE INDEX "activities_window" ON "activities" ("window");
CREATE INDEX "activities_prefer_window" ON "activities" ("prefer_window");

CREATE TABLE "staff_members" (
	"id"       INTEGER PRIMARY KEY AUTOINCREMENT,
	"code"     TEXT NOT NULL CHECK ("code" <> ''),
	"role"     TEXT NOT NULL,
	"from_min" INTEGER CHECK ("from_min" BETWEEN 0 AND 1440),
	"to_min"   INTEGER CHECK ("to_min" BETWEEN 0 AND 1440),
	"active"   INTEGER NOT NULL CHECK ("active" IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX "staff_members_code" ON "staff_members" ("code" COLLATE NOCASE);

CREATE TABLE "rules" (
	"id"        INTEGER PRIMARY KEY AUTOINCREMENT,
	"key"       TEXT NOT NULL CHECK ("key" <> ''),
	"profile"   TEXT NOT NULL,
	"value"     INTEGER NOT NULL,
	"unit"      TEXT NOT NULL CHECK ("unit" IN ('days', 'school-days', 'months', 'fixed-date', 'count', 'weeks', 'closed-dates', 'hours')),
	"side"      TEXT NOT NULL CHECK ("side" IN ('after', 'before')),
	"anchor"    TEXT NOT NULL,
	"owner"     TEXT NOT NULL CHECK ("owner" IN ('school', 'la', 'family')),
	"authority" TEXT NOT NULL
		CHECK ("authority" IN ('statute', 'case-law', 'guidance', 'la', 'school', 'derived')),
	"text"      TEXT NOT NULL,
	"source"    TEXT NOT NULL,
	"url"       TEXT NOT NULL,
	"from_day"  TEXT CHECK ("from_day" IS date("from_day", '+0 days')),
	"to_day"    TEXT CHECK ("to_day" IS date("to_day", '+0 days'))
) STRICT;
CREATE UNIQUE INDEX "rules_key" ON "rules" ("key", "profile", ifnull("from_day", ''));

CREATE TABLE "chains" (
	"id"        INTEGER PRIMARY KEY AUTOINCREMENT,
	"key"       TEXT NOT NULL CHECK ("key" <> ''),
	"name"      TEXT NOT NULL,
	"begins"    TEXT NOT NULL
		CHECK ("begins" IN ('review', 'transfer', 'assessment', 'consultation', 'support', 'move', 'given', 'school')),
	"year_from" INTEGER NOT NULL CHECK ("year_from" >= 0),
	"year_to"   INTEGER NOT NULL CHECK ("year_to" >= 0),
	"repeats"   INTEGER NOT NULL CHECK ("repeats" IN (0, 1)),
	"active"    INTEGER NOT NULL CHECK ("active" IN (0, 1)),
	"lead"      TEXT NOT NULL CHECK ("lead" IN ('any', 'senco', 'teacher')),
	"note"      TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX "chains_key" ON "chains" ("key" COLLATE NOCASE);

CREATE TABLE "steps" (
	"id"          INTEGER PRIMARY KEY AUTOINCREMENT,
	"chain"       TEXT NOT NULL,
	"key"         TEXT NOT NULL CHECK ("key" <> ''),
	"position"    INTEGER NOT NULL CHECK ("position" >= 0),
	"name"        TEXT NOT NULL,
	"owner"       TEXT NOT NULL CHECK ("owner" IN ('school', 'la', 'family')),
	"activity"    INTEGER REFERENCES "activities" ("id") DEFERRABLE INITIALLY DEFERRED,
	"rule"        TEXT NOT NULL,
	"after"       TEXT NOT NULL,
	"done_by"     TEXT NOT NULL,
	"min_lag_day" INTEGER NOT NULL,
	"max_lag_day" INTEGER NOT NULL CHECK ("max_lag_day" >= -1),
	"lead_day"    INTEGER NOT NULL CHECK ("lead_day" >= 0),
	"hard"        INTEGER NOT NULL CHECK ("hard" IN (0, 1)),
	"weight"      INTEGER NOT NULL CHECK ("weight" >= 0),
	"typical_min" INTEGER NOT NULL CHECK ("typical_min" >= 0),
	"only_if"     TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX "steps_key" ON "steps" ("chain", "key" COLLATE NOCASE);
CREATE INDEX "steps_activity" ON "steps" ("activity");

CREATE TABLE "duties" (
	"id"         INTEGER PRIMARY KEY AUTOINCREMENT,
	"key"        TEXT NOT NULL CHECK ("key" <> ''),
	"name"       TEXT NOT NULL,
	"activity"   INTEGER REFERENCES "activities" ("id") DEFERRABLE INITIALLY DEFERRED,
	"cadence"    TEXT NOT NULL
		CHECK ("cadence" IN ('once', 'daily', 'weekly', 'fortnightly', 'half-termly', 'termly', 'yearly')),
	"times"      INTEGER NOT NULL CHECK ("times" >= 0),
	"per"        TEXT NOT NULL CHECK ("per" IN ('none', 'ehcp', 'sen-support', 'case', 'staff')),
	"cycle_week" INTEGER NOT NULL CHECK ("cycle_week" BETWEEN -1 AND 9),
	"weekday"    INTEGER NOT NULL CHECK ("weekday" BETWEEN -1 AND 6),
	"month"      INTEGER NOT NULL CHECK ("month" BETWEEN 0 AND 12),
	"day"        TEXT CHECK ("day" IS date("day", '+0 days')),
	"before"     TEXT NOT NULL,
	"after"      TEXT NOT NULL,
	"length_min" INTEGER NOT NULL CHECK ("length_min" >= 0),
	"weight"     INTEGER NOT NULL CHECK ("weight" >= 0),
	"active"     INTEGER NOT NULL CHECK ("active" IN (0, 1)),
	"from_day"   TEXT CHECK ("from_day" IS date("from_day", '+0 days')),
	"to_day"     TEXT CHECK ("to_day" IS date("to_day", '+0 days'))
) STRICT;
CREATE UNIQUE INDEX "duties_key" ON "duties" ("key" COLLATE NOCASE);
CREATE INDEX "duties_activity" ON "duties" ("activity");

CREATE TABLE "cases" (
	"id"                INTEGER PRIMARY KEY AUTOINCREMENT,
	"code"              TEXT NOT NULL CHECK ("code" <> ''),
	"year"              INTEGER NOT NULL CHECK ("year" BETWEEN -1 AND 14 OR "year" = -99),
	"status"            TEXT NOT NULL CHECK ("status" IN ('ehcp', 'sen-support', 'request', 'watch')),
	"profile"           TEXT NOT NULL,
	"plan_issued"       TEXT CHECK ("plan_issued" IS date("plan_issued", '+0 days')),
	"last_review"       TEXT CHECK ("last_review" IS date("last_review", '+0 days')),
	"review_booked"     TEXT CHECK ("review_booked" IS strftime('%Y-%m-%dT%H:%M', "review_booked", '+0 days')),
	"requested"         TEXT CHECK ("requested" IS date("requested", '+0 days')),
	"transfer"          TEXT NOT NULL CHECK ("transfer" IN ('none', 'phase', 'post16')),
	"transfer_year"     INTEGER NOT NULL CHECK ("transfer_year" = 0 OR "transfer_year" BETWEEN 1900 AND 2199),
	"transfer_inferred" INTEGER NOT NULL CHECK ("transfer_inferred" IN (0, 1)),
	"left_day"          TEXT CHECK ("left_day" IS date("left_day", '+0 days')),
	"lead"              TEXT NOT NULL CHECK ("lead" IN ('any', 'senco', 'teacher')),
	"note"              TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX "cases_code" ON "cases" ("code" COLLATE NOCASE);

CREATE TABLE "case_events" (
	"id"      INTEGER PRIMARY KEY AUTOINCREMENT,
	"subject" INTEGER REFERENCES "cases" ("id") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
	"kind"    TEXT NOT NULL
		CHECK ("kind" IN ('advice-asked', 'requested', 'consulted', 'booked', 'invited', 'circulated', 'held',
			'reported', 'decided', 'finalised', 'left', 'given', 'ended', 'done', 'due', 'late', 'exception')),
	"day"     TEXT NOT NULL CHECK ("day" IS date("day", '+0 days')),
	"minute"  INTEGER CHECK ("minute" BETWEEN 0 AND 1440),
	"outcome" TEXT NOT NULL,
	"note"    TEXT NOT NULL,
	"chain"   TEXT NOT NULL,
	"step"    TEXT NOT NULL,
	"reason"  TEXT NOT NULL CHECK ("reason" IN ('none', 'no-slot', 'pulled-away', 'outside-party', 'senco-absent'))
) STRICT;
CREATE INDEX "case_events_subject" ON "case_events" ("subject", "day");

CREATE TABLE "busy_marks" (
	"id"      INTEGER PRIMARY KEY AUTOINCREMENT,
	"source"  INTEGER REFERENCES "sources" ("id") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
	"scope"   TEXT NOT NULL CHECK ("scope" IN ('once', 'series', 'title')),
	"counts"  TEXT NOT NULL CHECK ("counts" IN ('free', 'teaching', 'meeting', 'busy')),
	"subject" INTEGER REFERENCES "cases" ("id") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
	"uid"     TEXT NOT NULL,
	"title"   TEXT NOT NULL,
	"start"   TEXT NOT NULL CHECK ("start" IS strftime('%Y-%m-%dT%H:%M', "start", '+0 days')),
	"end"     TEXT NOT NULL CHECK ("end" IS strftime('%Y-%m-%dT%H:%M', "end", '+0 days')),
	CONSTRAINT "busy_marks_order" CHECK ("start" <= "end")
) STRICT;
CREATE INDEX "busy_marks_source" ON "busy_marks" ("source");
CREATE INDEX "busy_marks_subject" ON "busy_marks" ("subject");

CREATE TABLE "tasks" (
	"id"          INTEGER PRIMARY KEY AUTOINCREMENT,
	"key"         TEXT NOT NULL,
	"title"       TEXT NOT NULL,
	"activity"    INTEGER REFERENCES "activities" ("id") DEFERRABLE INITIALLY DEFERRED,
	"subject"     INTEGER REFERENCES "cases" ("id") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
	"duty"        INTEGER REFERENCES "duties" ("id") ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
	"staff"       INTEGER REFERENCES "staff_members" ("id") ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
	"rule"        TEXT NOT NULL,
	"length_min"  INTEGER NOT NULL CHECK ("length_min" >= 0),
	"chunk_min"   INTEGER NOT NULL CHECK ("chunk_min" >= 0),
	"chunk_max"   INTEGER NOT NULL CHECK ("chunk_max" >= 0),
	"chunks_day"  INTEGER NOT NULL CHECK ("chunks_day" >= -1),
	"before_min"  INTEGER NOT NULL CHECK ("before_min" >= 0),
	"buffer_min"  INTEGER NOT NULL CHECK ("buffer_min" >= 0),
	"release"     TEXT CHECK ("release" IS strftime('%Y-%m-%dT%H:%M', "release", '+0 days')),
	"fixed_start" TEXT CHECK ("fixed_start" IS strftime('%Y-%m-%dT%H:%M', "fixed_start", '+0 days')),
	"due_day"     TEXT CHECK ("due_day" IS date("due_day", '+0 days')),
	"work_by_day" TEXT CHECK ("work_by_day" IS date("work_by_day", '+0 days')),
	"hard"        INTEGER NOT NULL CHECK ("hard" IN (0, 1)),
	"weight"      INTEGER NOT NULL CHECK ("weight" >= 0),
	"window"      INTEGER REFERENCES "windows" ("id") ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
	"weekday"     INTEGER NOT NULL CHECK ("weekday" BETWEEN -1 AND 6),
	"state"       TEXT NOT NULL CHECK ("state" IN ('open', 'done', 'dropped', 'retired'))
) STRICT;
CREATE UNIQUE INDEX "tasks_key" ON "tasks" ("key") WHERE "key" <> '';
CREATE INDEX "tasks_activity" ON "tasks" ("activity");
CREATE INDEX "tasks_subject" ON "tasks" ("subject") WHERE "subject" IS NOT NULL;
CREATE INDEX "tasks_duty" ON "tasks" ("duty") WHERE "duty" IS NOT NULL;
CREATE INDEX "tasks_staff" ON "tasks" ("staff") WHERE "staff" IS NOT NULL;
CREATE INDEX "tasks_window" ON "tasks" ("window") WHERE "window" IS NOT NULL;

CREATE TABLE "task_links" (
	"id"          INTEGER PRIMARY KEY AUTOINCREMENT,
	"before"      INTEGER REFERENCES "tasks" ("id") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
	"after"       INTEGER REFERENCES "tasks" ("id") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
	"min_lag_day" INTEGER NOT NULL,
	"max_lag_day" INTEGER NOT NULL CHECK ("max_lag_day" >= -1),
	CONSTRAINT "task_links_two" CHECK ("before" <> "after")
) STRICT;
CREATE INDEX "task_links_before" ON "task_links" ("before");
CREATE INDEX "task_links_after" ON "task_links" ("after");

CREATE TABLE "attendees" (
	"id"         INTEGER PRIMARY KEY AUTOINCREMENT,
	"subject"    INTEGER REFERENCES "cases" ("id") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
	"duty"       INTEGER REFERENCES "duties" ("id") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
	"task"       INTEGER REFERENCES "tasks" ("id") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
	"role"       TEXT NOT NULL CHECK ("role" <> ''),
	"basis"      TEXT NOT NULL
		CHECK ("basis" IN ('any', 'clock', 'lesson', 'before', 'after', 'break', 'lunch', 'paid')),
	"weekday"    INTEGER NOT NULL CHECK ("weekday" BETWEEN -1 AND 6),
	"cycle_week" INTEGER NOT NULL CHECK ("cycle_week" BETWEEN -1 AND 9),
	"day"        TEXT CHECK ("day" IS date("day", '+0 days')),
	"from_min"   INTEGER CHECK ("from_min" BETWEEN 0 AND 1440),
	"to_min"     INTEGER CHECK ("to_min" BETWEEN 0 AND 1440)
) STRICT;
CREATE INDEX "attendees_subject" ON "attendees" ("subject") WHERE "subject" IS NOT NULL;
CREATE INDEX "attendees_duty" ON "attendees" ("duty") WHERE "duty" IS NOT NULL;
CREATE INDEX "attendees_task" ON "attendees" ("task") WHERE "task" IS NOT NULL;

CREATE TABLE "blocks" (
	"id"          INTEGER PRIMARY KEY AUTOINCREMENT,
	"uid"         TEXT NOT NULL,
	"task"        INTEGER REFERENCES "tasks" ("id") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
	"start"       TEXT NOT NULL CHECK ("start" IS strftime('%Y-%m-%dT%H:%M', "start", '+0 days')),
	"length_min"  INTEGER NOT NULL CHECK ("length_min" >= 0),
	"state"       TEXT NOT NULL CHECK ("state" IN ('proposed', 'confirmed', 'done')),
	"locked"      INTEGER NOT NULL CHECK ("locked" IN (0, 1)),
	"created_utc" INTEGER NOT NULL,
	"moves"       INTEGER NOT NULL CHECK ("moves" >= 0),
	"moved_from"  TEXT CHECK ("moved_from" IS strftime('%Y-%m-%dT%H:%M', "moved_from", '+0 days')),
	"moved_why"   TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX "blocks_uid" ON "blocks" ("uid") WHERE "uid" <> '';
CREATE INDEX "blocks_task" ON "blocks" ("task");
CREATE INDEX "blocks_start" ON "blocks" ("start");

CREATE TABLE "log_entries" (
	"id"         INTEGER PRIMARY KEY AUTOINCREMENT,
	"kind"       TEXT NOT NULL CHECK ("kind" IN ('worked', 'lost', 'beyond')),
	"activity"   INTEGER REFERENCES "activities" ("id") DEFERRABLE INITIALLY DEFERRED,
	"task"       INTEGER REFERENCES "tasks" ("id") ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
	"block"      INTEGER REFERENCES "blocks" ("id") ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
	"start"      TEXT NOT NULL CHECK ("start" IS strftime('%Y-%m-%dT%H:%M', "start", '+0 days')),
	"length_min" INTEGER NOT NULL CHECK ("length_min" >= 0),
	"cause"      TEXT NOT NULL
		CHECK ("cause" IN ('none', 'cover', 'safeguarding', 'absent', 'meeting', 'trip', 'other')),
	"note"       TEXT NOT NULL
) STRICT;
CREATE INDEX "log_entries_start" ON "log_entries" ("start");
CREATE INDEX "log_entries_activity" ON "log_entries" ("activity");
CREATE INDEX "log_entries_task" ON "log_entries" ("task") WHERE "task" IS NOT NULL;
CREATE INDEX "log_entries_block" ON "log_entries" ("block") WHERE "block" IS NOT NULL;

CREATE TABLE "breaches" (
	"id"         INTEGER PRIMARY KEY AUTOINCREMENT,
	"kind"       TEXT NOT NULL CHECK ("kind" IN ('moved', 'dropped')),
	"activity"   INTEGER REFERENCES "activities" ("id") DEFERRABLE INITIALLY DEFERRED,
	"task"       INTEGER REFERENCES "tasks" ("id") ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
	"at"         TEXT NOT NULL CHECK ("at" IS strftime('%Y-%m-%dT%H:%M', "at", '+0 days')),
	"from_start" TEXT CHECK ("from_start" IS strftime('%Y-%m-%dT%H:%M', "from_start", '+0 days')),
	"to_start"   TEXT CHECK ("to_start" IS strftime('%Y-%m-%dT%H:%M', "to_start", '+0 days')),
	"length_min" INTEGER NOT NULL CHECK ("length_min" >= 0),
	"why"        TEXT NOT NULL CHECK ("why" <> '')
) STRICT;
CREATE INDEX "breaches_activity" ON "breaches" ("activity");
CREATE INDEX "breaches_task" ON "breaches" ("task") WHERE "task" IS NOT NULL;

CREATE TABLE "scenarios" (
	"id"      INTEGER PRIMARY KEY AUTOINCREMENT,
	"name"    TEXT NOT NULL CHECK ("name" <> ''),
	"changes" TEXT NOT NULL CHECK ("changes" <> '')
) STRICT;
CREATE UNIQUE INDEX "scenarios_name" ON "scenarios" ("name" COLLATE NOCASE);

CREATE TABLE "audit_marks" (
	"id"       INTEGER PRIMARY KEY AUTOINCREMENT,
	"activity" INTEGER REFERENCES "activities" ("id") DEFERRABLE INITIALLY DEFERRED,
	"start"    TEXT NOT NULL CHECK ("start" IS strftime('%Y-%m-%dT%H:%M', "start", '+0 days'))
) STRICT;
CREATE UNIQUE INDEX "audit_marks_start" ON "audit_marks" ("start");
CREATE INDEX "audit_marks_activity" ON "audit_marks" ("activity");

-- What the store keeps for itself. None of it is part of an undo.

-- One row. The revision grows with each change of the tables above, undo and redo included.
CREATE TABLE "meta" (
	"id"       INTEGER PRIMARY KEY CHECK ("id" = 1),
	"revision" INTEGER NOT NULL CHECK ("revision" >= 0)
) STRICT;
INSERT INTO "meta" ("id", "revision") VALUES (1, 0);

-- One row a command: SQLite changesets, newest last. Undone rows are the tail that redo takes up again.
CREATE TABLE "history" (
	"id"        INTEGER PRIMARY KEY AUTOINCREMENT,
	"at_utc"    INTEGER NOT NULL,
	"label"     TEXT NOT NULL,
	"n_changes" INTEGER NOT NULL CHECK ("n_changes" > 0),
	"changeset" BLOB NOT NULL,
	"undone"    INTEGER NOT NULL DEFAULT 0 CHECK ("undone" IN (0, 1))
) STRICT;

-- What calendar programs were told last, by target (a file or a vdir folder).
CREATE TABLE "exports" (
	"target"       TEXT NOT NULL,
	"uid"          TEXT NOT NULL,
	"sequence"     INTEGER NOT NULL CHECK ("sequence" >= 0),
	"content_hash" INTEGER NOT NULL,
	"created_utc"  INTEGER NOT NULL,
	"modified_utc" INTEGER NOT NULL,
	"start"        TEXT CHECK ("start" IS strftime('%Y-%m-%dT%H:%M', "start", '+0 days')),
	"end"          TEXT CHECK ("end" IS strftime('%Y-%m-%dT%H:%M', "end", '+0 days')),
	"title"        TEXT NOT NULL,
	"cancelled"    INTEGER NOT NULL CHECK ("cancelled" IN (0, 1)),
	PRIMARY KEY ("target", "uid")
) STRICT, WITHOUT ROWID;

-- The UIDs of deadlines in calendars. A deadline is no row of its own: "about" says of which pupil's (by id) or task's.
-- A plan that was taken in anew has new ids: the same deadline then has its UID under the old id as well, for an undo.
CREATE TABLE "export_uids" (
	"about"       TEXT NOT NULL PRIMARY KEY,
	"uid"         TEXT NOT NULL,
	"created_utc" INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
