/*
 * Taking pupils out for good. Their events, tasks, blocks and notes go, from the plan, its undo history, its free space and
 * its log; hours that were logged stay, without the link. It cannot be taken back, nor can anything before it. Backups
 * made before still hold them: their number is said.
 */
#ifndef SENPLAN_APP_FORGET_H
#define SENPLAN_APP_FORGET_H

#include "senplan/app/app.h"

struct sp_forgotten {
	const char *codes; /* "K07, K12"; "" for none */
	size_t n_cases, n_tasks, n_blocks;
	int logged_min;	    /* hours that stay */
	size_t n_texts;	    /* other texts that named one of them */
	size_t n_backups;   /* which hold them still */
	const char *words;  /* what would go, or what went, in sentences */
	const char *notice; /* what else is to be done by the person; "" */
};

/* One pupil by code; also a code that is gone from the list but still named in the history or in texts. SP_NO: it is
 * nowhere. `dry_run` only says what would go. Strings live in the arena. */
enum sp_rc sp_app_forget(struct sp_app *app, const char *code, bool dry_run, struct sp_arena *arena,
			 struct sp_forgotten *ret, struct sp_err *reterr);

/* All pupils who left before a day. SP_NO: there is none. */
enum sp_rc sp_app_purge(struct sp_app *app, sp_day before_day, bool dry_run, struct sp_arena *arena,
			struct sp_forgotten *ret, struct sp_err *reterr);

/* As a person types it on the screen: a code, or "left before 1 sep 2025". */
enum sp_rc sp_app_forget_said(struct sp_app *app, const char *text, bool dry_run, struct sp_arena *arena,
			      struct sp_forgotten *ret, struct sp_err *reterr);

#endif
