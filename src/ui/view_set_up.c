/*
 * Set-up: the settings of this file, each with what it means; above them what the file knows of the school, and how to
 * bring in what it does not know yet.
 */
#include "act.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

int
sp_set_up_rows(const struct sp_ui *ui)
{
	size_t n;

	(void)ui;
	sp_setting_infos(&n);
	return (int)n;
}

enum { OVERVIEW_LINES = 7 };

struct sp_rect
sp_set_up_area(const struct sp_ui *ui)
{
	struct sp_rect body = sp_frame_of(ui).body;

	sp_rect_take_top(&body, body.height > OVERVIEW_LINES * 2 ? OVERVIEW_LINES : 1);
	return body;
}

static void
draw_fact(struct sp_surface *surface, int y, const char *what, size_t n, const char *how)
{
	int used = sp_surface_textf(surface, 1, y, -1, n > 0 ? SP_STYLE_TEXT : SP_STYLE_WARNING,
				    "%s %5zu  %s", n > 0 ? "v" : "-", n, what);

	sp_surface_text(surface, used < 32 ? 34 : used + 2, y, -1, how, SP_STYLE_DIM);
}

static void
draw_overview(const struct sp_ui *ui, struct sp_surface *surface, struct sp_rect lines)
{
	const struct sp_snapshot *snapshot = ui->world->snapshot;

	if (lines.height < OVERVIEW_LINES)
		return;
	draw_fact(surface, lines.y, "working windows", snapshot->working_windows.n,
		  "senplan import timetable FILE.csv");
	draw_fact(surface, lines.y + 1, "timetable lines", snapshot->timetable_slots.n,
		  "senplan import timetable FILE.csv");
	draw_fact(surface, lines.y + 2, "terms and closures", snapshot->year_spans.n,
		  "senplan import terms FILE");
	draw_fact(surface, lines.y + 3, "pupils", snapshot->cases.n, "senplan import caseload FILE.csv");
	draw_fact(surface, lines.y + 4, "duties", snapshot->duties.n,
		  "senplan init --preset primary|secondary");
	draw_fact(surface, lines.y + 5, "busy times", snapshot->busy_times.n,
		  "senplan import calendar FILE.ics --source NAME");
}

void
sp_set_up_draw(const struct sp_ui *ui, const struct sp_frame *frame, struct sp_surface *surface)
{
	struct sp_rect area = sp_set_up_area(ui);
	struct sp_rect overview = {0, frame->body.y, ui->width, area.y - frame->body.y};
	struct sp_hours_texts hours;
	const char *lefts[] = {"Set-up  what the plan's file knows, and its settings", "Set-up", NULL};
	int top = ui->top[SP_VIEW_SET_UP];
	int at = ui->cursor[SP_VIEW_SET_UP];
	size_t n;
	const struct sp_setting_info *infos = sp_setting_infos(&n);

	sp_hours_texts(ui, &hours);
	sp_draw_top(frame, surface, lefts, hours.list);
	draw_overview(ui, surface, overview);
	sp_surface_text(surface, 1, area.y - 1, -1, "Setting", SP_STYLE_HEAD);
	for (int i = top; i < (int)n && i - top < area.height; i++) {
		enum sp_style style = i == at ? SP_STYLE_FOCUS : SP_STYLE_TEXT;
		struct sp_rect line = {area.x, area.y + i - top, area.width, 1};
		const char *value = sp_setting_text(ui->world->snapshot, infos[i].key);

		sp_surface_fill(surface, line, ' ', style);
		sp_surface_put(surface, line.x, line.y, i == at ? '>' : ' ', style);
		sp_surface_text(surface, line.x + 1, line.y, 22, infos[i].key, style);
		sp_surface_text(surface, line.x + 24, line.y, 18, value != NULL ? value : "", style);
		sp_surface_text(surface, line.x + 43, line.y, line.width - 43, infos[i].help,
				i == at ? style : SP_STYLE_DIM);
	}
	sp_surface_cursor(surface, area.x + 1, area.y + at - top);
	if (ui->world->db_path != NULL)
		sp_surface_textf(surface, frame->status.x + 1, frame->status.y, -1, SP_STYLE_DIM,
				 "File: %s (not encrypted: keep it on an encrypted disk)",
				 ui->world->db_path);
}

void
sp_setting_prompt(struct sp_ui *ui, int row)
{
	size_t n;
	const struct sp_setting_info *infos = sp_setting_infos(&n);
	struct sp_dialog *dialog;
	const char *value;

	assert(row >= 0 && (size_t)row < n);
	value = sp_setting_text(ui->world->snapshot, infos[row].key);
	sp_prompt_open(ui, SP_PROMPT_SETTING, value != NULL ? value : "");
	dialog = sp_dialog_top(ui);
	if (dialog == NULL || dialog->kind != SP_DIALOG_PROMPT)
		return;
	snprintf(dialog->title, sizeof(dialog->title), "%s", infos[row].key);
	dialog->text = strdup(infos[row].help);
}
