/*
 * The ladder: the answers of a re-plan, from few moves to many, a line each above the changes, so that they can be compared;
 * and what the shown one costs besides. A key steps through them, another says what else may move.
 */
#include "senplan/base/utf8.h"

#include "act.h"

#include <stdio.h>
#include <string.h>

enum { LEAST_HEIGHT = 10, COST_HEIGHT = 14, ALL_HEIGHT = 18, NAME_WIDTH = 11 };

static const enum sp_stability order[SP_RUNGS] = {SP_STABILITY_FEWEST, SP_STABILITY_BALANCED,
						  SP_STABILITY_BEST};

static const unsigned allowances[] = {
	0,
	SP_ALLOW_SOON,
	SP_ALLOW_SOON | SP_ALLOW_LOCKED,
	SP_ALLOW_ALL,
};

/* How many of the answers have a line: all, or only the one that is shown. */
static int
count_rungs(const struct sp_ui *ui, int height)
{
	if (ui->n_rungs == 0 || height < LEAST_HEIGHT)
		return 0;
	return height >= ALL_HEIGHT ? SP_RUNGS : 1;
}

/* What the lines of the answers do not say takes up to two lines. */
static int
count_rest(const struct sp_ui *ui, int height)
{
	int width = sp_frame_of(ui).body.width - 2, n = 0;
	struct sp_str text;

	if (ui->proposal == NULL || height < COST_HEIGHT)
		return 0;
	sp_str_init(&text);
	sp_words_answer_rest(&text, ui->proposal);
	if (text.len > 0)
		n = height >= ALL_HEIGHT && sp_utf8_text_width(text.text) > width ? 2 : 1;
	sp_str_finish(&text);
	return n;
}

int
sp_ladder_lines(const struct sp_ui *ui, int height)
{
	return count_rungs(ui, height) + count_rest(ui, height);
}

static void
draw_rung(const struct sp_ui *ui, struct sp_surface *surface, struct sp_rect line, enum sp_stability moves)
{
	const struct sp_ui_rung *rung = &ui->rungs[moves];
	bool shown = moves == ui->rung;
	enum sp_style style = shown ? SP_STYLE_STRONG : SP_STYLE_DIM;

	sp_surface_textf(surface, line.x + 1, line.y, NAME_WIDTH, style, "%c%s%c", shown ? '[' : ' ',
			 sp_moves_names[moves], shown ? ']' : ' ');
	sp_surface_text(surface, line.x + 1 + NAME_WIDTH, line.y, line.width - 1 - NAME_WIDTH,
			rung->begun ? rung->text : "...", style);
}

void
sp_ladder_draw(const struct sp_ui *ui, struct sp_surface *surface, struct sp_rect lines)
{
	int n_rungs = count_rungs(ui, sp_frame_of(ui).body.height);
	struct sp_str text;

	for (int i = 0; i < SP_RUNGS && lines.height > 0; i++)
		if (n_rungs == SP_RUNGS || (n_rungs == 1 && order[i] == ui->rung))
			draw_rung(ui, surface, sp_rect_take_top(&lines, 1), order[i]);
	if (lines.height == 0)
		return;
	sp_str_init(&text);
	sp_words_answer_rest(&text, ui->proposal);
	lines.x += 1;
	lines.width -= 2;
	if (lines.height == 1)
		sp_surface_text(surface, lines.x, lines.y, lines.width, text.text, SP_STYLE_DIM);
	else
		sp_surface_wrap(surface, lines, 0, text.text, SP_STYLE_DIM);
	sp_str_finish(&text);
}

static int
place_of(enum sp_stability moves)
{
	int at = 0;

	while (at < SP_RUNGS - 1 && order[at] != moves)
		at++;
	return at;
}

void
sp_act_next_answer(struct sp_ui *ui, struct sp_effects *effects)
{
	struct sp_effect *effect;

	if (ui->n_rungs == 0) {
		sp_ui_say(ui, SP_STYLE_NOTE, "There was no plan before: this is the one answer.");
		return;
	}
	effect = sp_effect_add(effects, SP_EFFECT_RUNG);
	effect->number = (int)order[(place_of(ui->rung) + 1) % SP_RUNGS];
}

void
sp_act_allow(struct sp_ui *ui, struct sp_effects *effects)
{
	size_t n = sizeof(allowances) / sizeof(allowances[0]), at = 0;
	struct sp_effect *effect;

	if (ui->n_rungs == 0) {
		sp_ui_say(ui, SP_STYLE_NOTE, "There was no plan before: nothing stands.");
		return;
	}
	while (at < n - 1 && allowances[at] != ui->allow)
		at++;
	effect = sp_effect_add(effects, SP_EFFECT_ALLOW);
	effect->number = (int)allowances[(at + 1) % n];
}

void
sp_ladder_say(struct sp_ui *ui, enum sp_effect_kind to)
{
	static const char *const moves[] = {
		[SP_STABILITY_BALANCED] = "Balanced: moves little, and only where it gains much.",
		[SP_STABILITY_FEWEST] = "Fewest moves: only what a statutory date needs makes others move.",
		[SP_STABILITY_BEST] = "Best: as if planned anew, whatever moves.",
	};

	if (to == SP_EFFECT_RUNG)
		sp_ui_say(ui, SP_STYLE_NOTE, "%s", moves[ui->rung]);
	else if (ui->allow == 0)
		sp_ui_say(ui, SP_STYLE_NOTE, "Stays again: what begins soon, is locked, or is confirmed.");
	else
		sp_ui_say(ui, SP_STYLE_NOTE, "May move too: what begins soon%s%s.",
			  (ui->allow & SP_ALLOW_LOCKED) != 0 ? ", what is locked" : "",
			  (ui->allow & SP_ALLOW_CONFIRMED) != 0 ? ", what is confirmed" : "");
}
