/*
 * A small school for the tests of the screen: one week of November 2026, made by hand, so that what is drawn depends on
 * the screen alone.
 */
#ifndef TEST_UI_SAMPLE_H
#define TEST_UI_SAMPLE_H

#include "senplan/ui/ui.h"

struct sample {
	struct sp_arena arena;
	struct sp_edits edits;
	struct sp_snapshot snapshot;
	struct sp_ui_world world;
	struct sp_ahead ahead;
	struct sp_contract_year contract;
	struct sp_review review;
	struct sp_proposal proposal;
	struct sp_ui ui;
	sp_time now; /* Mon 23 Nov 2026, 08:10 */
};

/* The state is loaded: 80x24, the Week, cursor on now. */
void sample_init(struct sample *sample, bool ascii);
void sample_finish(struct sample *sample);

/* Keys by name, with blanks between: "Down Down m C-l"; effects of the last one, or NULL. Loads and whys are answered. */
void sample_keys(struct sample *sample, const char *keys, struct sp_effects *ret_effects);

/* Text as typed: each character a key. */
void sample_type(struct sample *sample, const char *text);
void sample_event(struct sample *sample, const struct sp_event *event, struct sp_effects *ret_effects);
void sample_resize(struct sample *sample, int width, int height);
void sample_propose(struct sample *sample); /* the answer to a plan: moved, new, dropped, no room */

/* The same as an answer of a re-plan: the rungs of the ladder (SP_RUNGS of them), and which one it is. */
void sample_answer(struct sample *sample, const struct sp_ui_rung *rungs, enum sp_stability rung);
const struct sp_block *sample_block(const struct sample *sample, const char *title);

/* Does the drawn screen hold the text in one of its lines? */
bool sample_shows(const struct sample *sample, const char *text);

#endif
