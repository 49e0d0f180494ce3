/*
 * The ladder: the answers of a re-plan, from few moves to many, in one line above the changes; and what the shown one costs.
 * A key steps through them, another says what else may move.
 */
#include "act.h"

#include <stdio.h>
#include <string.h>

enum { LEAST_HEIGHT = 10, COST_HEIGHT = 14 };

static const enum sp_stability order[SP_RUNGS] = {SP_STABILITY_FEWEST, SP_STABILITY_BALANCED,
						  SP_STABILITY_BEST};

static const unsigned allowances[] = {
	0,
	SP_ALLOW_SOON,
	SP_ALLOW_SOON | SP_ALLOW_LOCKED,
	SP_ALLOW_ALL,
};

int
sp_ladder_lines(const struct sp_ui *ui, int height)
{
	int n = ui->n_rungs > 0 && height >= LEAST_HEIGHT;

	if (ui->proposal != NULL && height >= COST_HEIGHT && (n > 0 || ui->proposal->n_no_room > 0))
		n++;
	return n;
}

static void
draw_rungs(const struct sp_ui *ui, struct sp_surface *surface, struct sp_rect line)
{
	int x = line.x + 1;

	for (int i = 0; i < SP_RUNGS; i++) {
		const struct sp_ui_rung *rung = &ui->rungs[order[i]];
		bool shown = order[i] == ui->rung;

		x += sp_surface_textf(surface, x, line.y, line.x + line.width - x,
				      shown ? SP_STYLE_STRONG : SP_STYLE_DIM, "%c%s: %s%c ",
				      shown ? '[' : ' ', sp_moves_names[order[i]],
				      rung->begun ? rung->text : "...", shown ? ']' : ' ');
	}
}

void
sp_ladder_draw(const struct sp_ui *ui, struct sp_surface *surface, struct sp_rect lines)
{
	struct sp_rect line;
	struct sp_str text;

	if (ui->n_rungs > 0 && lines.height > 0)
		draw_rungs(ui, surface, sp_rect_take_top(&lines, 1));
	if (lines.height == 0)
		return;
	line = sp_rect_take_top(&lines, 1);
	sp_str_init(&text);
	sp_words_answer(&text, ui->proposal);
	if (ui->proposal->n_no_room > 0) {
		sp_str_add(&text, ". ");
		sp_words_bound(&text, &ui->proposal->bound);
	}
	sp_surface_text(surface, line.x + 1, line.y, line.width - 2, text.text, SP_STYLE_DIM);
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
