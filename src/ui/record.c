/*
 * The log as a table, the newest entry first: what was worked, lost, or done beyond the contract. An entry is changed or taken
 * out here, and a new one put in.
 */
#include "senplan/app/record.h"

#include "table.h"

#include <stdio.h>
#include <stdlib.h>

void
sp_act_record(struct sp_ui *ui, struct sp_effects *effects)
{
	(void)effects;
	sp_table_open(ui, SP_TABLE_RECORD, 0, "");
}

int
record_rows(const struct sp_ui *ui, const struct sp_dialog *dialog)
{
	(void)dialog;
	return (int)ui->world->snapshot->log_entries.n;
}

/* Later times first, of one time the entry that came later. */
static int
by_time_back(const void *left, const void *right)
{
	const struct sp_log_entry *const *a = left;
	const struct sp_log_entry *const *b = right;

	if ((*a)->start != (*b)->start)
		return (*a)->start > (*b)->start ? -1 : 1;
	return (*a)->id.v > (*b)->id.v ? -1 : 1;
}

/* NULL: there are fewer. */
static const struct sp_log_entry *
record_entry(const struct sp_ui *ui, int row)
{
	const struct sp_snapshot *s = ui->world->snapshot;
	const struct sp_log_entry **sorted = calloc(s->log_entries.n + 1, sizeof(*sorted));
	const struct sp_log_entry *entry = NULL;

	if (sorted == NULL)
		return NULL;
	for (size_t i = 0; i < s->log_entries.n; i++)
		sorted[i] = &s->log_entries.items[i];
	qsort(sorted, s->log_entries.n, sizeof(*sorted), by_time_back);
	if (row >= 0 && (size_t)row < s->log_entries.n)
		entry = sorted[row];
	free(sorted);
	return entry;
}

void
record_title(const struct sp_ui *ui, const struct sp_dialog *dialog, struct sp_str *out)
{
	const struct sp_snapshot *s = ui->world->snapshot;
	char worked[SP_CLOCK_TEXT], beyond[SP_CLOCK_TEXT], lost[SP_CLOCK_TEXT];
	int sums[SP_LOG_BEYOND + 1] = {0};

	(void)dialog;
	for (size_t i = 0; i < s->log_entries.n; i++)
		sums[s->log_entries.items[i].kind] += s->log_entries.items[i].length_min;
	sp_str_addf(out, "The log: worked %s, beyond contract %s, lost %s",
		    sp_short_length(sums[SP_LOG_WORKED], worked),
		    sp_short_length(sums[SP_LOG_BEYOND], beyond), sp_short_length(sums[SP_LOG_LOST], lost));
}

static void
add_what(const struct sp_ui *ui, const struct sp_log_entry *entry, struct sp_str *out)
{
	const struct sp_snapshot *s = ui->world->snapshot;
	const struct sp_activity *activity = sp_snapshot_activity(s, entry->activity);

	if (sp_snapshot_task(s, entry->task) != NULL)
		sp_task_title(ui, s, entry->task, out);
	else
		sp_str_add(out, activity == NULL ? "-" : activity->name);
}

void
record_cells(const struct sp_ui *ui, const struct sp_dialog *dialog, int row, struct sp_str *out)
{
	const struct sp_log_entry *entry = row < 0 ? NULL : record_entry(ui, row);
	char when[SP_CLOCK_TEXT], length[SP_CLOCK_TEXT];

	(void)dialog;
	if (entry == NULL) {
		sp_str_add(out, "When\tLength\tWhat\tCounts as");
		return;
	}
	sp_str_addf(out, "%s\t%s\t", sp_time_format(entry->start, when),
		    sp_short_length(entry->length_min, length));
	add_what(ui, entry, out);
	if (entry->kind == SP_LOG_LOST)
		sp_str_addf(out, "\tlost: %s", sp_cause_names[entry->cause]);
	else
		sp_str_add(out, entry->kind == SP_LOG_BEYOND ? "\tbeyond contract" : "\tworked");
}

void
record_about(const struct sp_ui *ui, const struct sp_dialog *dialog, int row, struct sp_str *out)
{
	const struct sp_log_entry *entry = record_entry(ui, row);

	(void)dialog;
	if (entry == NULL)
		return;
	sp_str_addf(out, "Entry %lld%s. ", (long long)entry->id.v,
		    entry->block.v != 0 ? ", of a block that was marked done" : "");
	if (entry->note[0] != '\0' && !ui->privacy)
		sp_str_addf(out, "Note: %s", entry->note);
}

enum sp_style
record_style(const struct sp_ui *ui, const struct sp_dialog *dialog, int row)
{
	const struct sp_log_entry *entry = record_entry(ui, row);

	(void)dialog;
	return entry != NULL && entry->kind == SP_LOG_LOST ? SP_STYLE_WARNING : SP_STYLE_TEXT;
}

/* --- n, e, - --- */

void
record_new(struct sp_ui *ui)
{
	struct sp_sheet *sheet = sp_sheet_open(ui, SP_SHEET_LOG_NEW, "", "");

	if (sheet != NULL)
		sp_sheet_set(sheet, "counts", "worked");
}

void
record_edit(struct sp_ui *ui, const struct sp_dialog *dialog)
{
	const struct sp_log_entry *entry = record_entry(ui, dialog->cursor);
	char key[SP_SHEET_KEY];

	if (entry == NULL)
		return;
	snprintf(key, sizeof(key), "%lld", (long long)entry->id.v);
	sp_sheet_open(ui, entry->kind == SP_LOG_LOST ? SP_SHEET_LOG_LOST : SP_SHEET_LOG, key, "");
}

void
record_remove(struct sp_ui *ui, const struct sp_dialog *dialog)
{
	const struct sp_log_entry *entry = record_entry(ui, dialog->cursor);
	char when[SP_CLOCK_TEXT], length[SP_CLOCK_TEXT];
	struct sp_effect effect;
	struct sp_str what;

	if (entry == NULL)
		return;
	sp_str_init(&what);
	add_what(ui, entry, &what);
	effect = act_row_effect(ui, SP_ROW_REMOVE_LOG, entry->id.v);
	sp_confirm_open(ui, &effect, "Take %s of \"%s\" on %s out of the log? u brings it back.",
			sp_short_length(entry->length_min, length), what.text,
			sp_time_format(entry->start, when));
	sp_str_finish(&what);
}
