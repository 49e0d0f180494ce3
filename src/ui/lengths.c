/*
 * What the log says of lengths: of each activity, duty and step of a chain that has finished work with its time, the present
 * length against the median and the middle half. What is offered comes first; one key takes it over, one leaves it.
 */
#include "senplan/report/estimates.h"

#include "table.h"

#include <stdio.h>

void
sp_act_lengths(struct sp_ui *ui, struct sp_effects *effects)
{
	(void)effects;
	if (ui->world != NULL && ui->world->estimates != NULL)
		sp_table_open(ui, SP_TABLE_LENGTHS, 0, "");
}

/* Those that are offered, then the others that have a sample. NULL: there are fewer. */
static const struct sp_estimate *
length_at(const struct sp_ui *ui, int row)
{
	for (int offered = 1; offered >= 0; offered--)
		for (size_t i = 0; i < ui->world->n_estimates; i++) {
			const struct sp_estimate *estimate = &ui->world->estimates[i];

			if (estimate->n > 0 && estimate->offered == (offered == 1) && row-- == 0)
				return estimate;
		}
	return NULL;
}

int
lengths_rows(const struct sp_ui *ui, const struct sp_dialog *dialog)
{
	int n = 0;

	(void)dialog;
	for (size_t i = 0; i < ui->world->n_estimates; i++)
		n += ui->world->estimates[i].n > 0;
	return n;
}

void
lengths_title(const struct sp_ui *ui, const struct sp_dialog *dialog, struct sp_str *out)
{
	int offered = 0;

	(void)dialog;
	for (size_t i = 0; i < ui->world->n_estimates; i++)
		offered += ui->world->estimates[i].offered;
	sp_str_addf(out, "What the log says of lengths: %d offered", offered);
}

/* "45m/1h30/2h" of an activity; a duty and a step have one length, "1h". */
static void
add_present(const struct sp_estimate *estimate, struct sp_str *out)
{
	char low[SP_CLOCK_TEXT], typical[SP_CLOCK_TEXT], high[SP_CLOCK_TEXT];

	if (!sp_estimate_is_activity(estimate))
		sp_str_add(out, sp_short_length(estimate->now_min, typical));
	else
		sp_str_addf(out, "%s/%s/%s", sp_short_length(estimate->activity->low_min, low),
			    sp_short_length(estimate->activity->typical_min, typical),
			    sp_short_length(estimate->activity->high_min, high));
}

void
lengths_cells(const struct sp_ui *ui, const struct sp_dialog *dialog, int row, struct sp_str *out)
{
	const struct sp_estimate *estimate = row < 0 ? NULL : length_at(ui, row);
	char low[SP_CLOCK_TEXT], median[SP_CLOCK_TEXT], high[SP_CLOCK_TEXT];

	(void)dialog;
	if (estimate == NULL) {
		sp_str_add(out, "Activity, duty; - step\tPlanned with\tThe log\tOver");
		return;
	}
	sp_str_addf(out, "%s%s\t", estimate->step != NULL ? "- " : "", sp_estimate_name(estimate));
	add_present(estimate, out);
	sp_str_addf(out, "\t%s/%s/%s\t%d\t%s", sp_short_length(estimate->low_min, low),
		    sp_short_length(estimate->median_min, median), sp_short_length(estimate->high_min, high),
		    estimate->n,
		    estimate->offered		      ? "use it?"
		    : estimate->left		      ? "left"
		    : estimate->n < SP_ESTIMATE_LEAST ? "too few"
						      : "fits");
}

void
lengths_about(const struct sp_ui *ui, const struct sp_dialog *dialog, int row, struct sp_str *out)
{
	const struct sp_estimate *estimate = length_at(ui, row);

	(void)dialog;
	if (estimate == NULL)
		return;
	sp_str_addf(out, "%s (%s): ", sp_estimate_name(estimate), sp_estimate_key(estimate));
	sp_estimate_words(out, estimate);
	sp_str_addf(out, ", the middle half %d to %d minutes. ", (int)estimate->low_min,
		    (int)estimate->high_min);
	if (estimate->n < SP_ESTIMATE_LEAST)
		sp_str_addf(out, "From %d on it says something.", SP_ESTIMATE_LEAST);
	else
		sp_str_add(out, !sp_estimate_is_activity(estimate)
					? "y plans it with the median from now on; n leaves it."
					: "y takes low, median and high over from now on; n leaves them.");
}

enum sp_style
lengths_style(const struct sp_ui *ui, const struct sp_dialog *dialog, int row)
{
	const struct sp_estimate *estimate = length_at(ui, row);

	(void)dialog;
	return estimate != NULL && estimate->offered ? SP_STYLE_NOTE : SP_STYLE_DIM;
}

/* --- keys --- */

static void
decide_length(struct sp_ui *ui, struct sp_effects *effects, enum sp_row_act act)
{
	const struct sp_estimate *estimate =
		ui->world == NULL ? NULL : length_at(ui, sp_dialog_top(ui)->cursor);
	struct sp_effect effect;

	if (estimate == NULL) {
		act_nothing_here(ui);
		return;
	}
	effect = act_row_effect(ui, act, 0);
	snprintf(effect.text, sizeof(effect.text), "%s", sp_estimate_key(estimate));
	sp_effect_push(effects, &effect);
}

void
sp_act_length_use(struct sp_ui *ui, struct sp_effects *effects)
{
	decide_length(ui, effects, SP_ROW_ESTIMATE_USE);
}

void
sp_act_length_leave(struct sp_ui *ui, struct sp_effects *effects)
{
	decide_length(ui, effects, SP_ROW_ESTIMATE_LEAVE);
}
