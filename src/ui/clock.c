/*
 * The key of the running clock: it starts one, or stops the one that runs; one that was perhaps forgotten is asked about.
 */
#include "senplan/app/record.h"

#include "act.h"
#include "week.h"

void
sp_act_clock(struct sp_ui *ui, struct sp_effects *effects)
{
	const struct sp_week_block *here = NULL;
	struct sp_running running;

	if (ui->world == NULL)
		return;
	if (!sp_clock_running(ui->world->snapshot, &running)) {
		if (ui->view == SP_VIEW_WEEK && !ui->in_panel)
			here = sp_week_focus_block(ui);
		sp_prompt_open(ui, SP_PROMPT_CLOCK,
			       here == NULL || here->activity == NULL ? "" : here->activity->name);
		return;
	}
	if (sp_time_day(ui->now) != sp_time_day(running.start) ||
	    ui->now - running.start > SP_CLOCK_FORGOTTEN_MIN) {
		sp_prompt_open(ui, SP_PROMPT_CLOCK_LONG, "");
		return;
	}
	sp_effect_add(effects, SP_EFFECT_CLOCK);
}
