/*
 * A menu: a few choices, one key each. So far one: what the lost time was lost to.
 */
#include "act.h"

#include <assert.h>
#include <stdio.h>

static const struct choice {
	sp_key key;
	const char *text;
	enum sp_cause cause; /* SP_CAUSE_NONE: another span */
} choices[] = {
	{'c', "cover for a colleague", SP_CAUSE_COVER},
	{'s', "safeguarding", SP_CAUSE_SAFEGUARDING},
	{'a', "absent", SP_CAUSE_ABSENT},
	{'m', "a meeting was called", SP_CAUSE_MEETING},
	{'t', "trip", SP_CAUSE_TRIP},
	{'o', "other", SP_CAUSE_OTHER},
	{'e', "it was another time: edit", SP_CAUSE_NONE},
};

enum { N_CHOICES = sizeof(choices) / sizeof(choices[0]), MENU_WIDTH = 46 };

int
sp_menu_rows(void)
{
	return N_CHOICES;
}

void
sp_lost_open(struct sp_ui *ui, sp_time start, sp_time end)
{
	struct sp_dialog *dialog = sp_dialog_push(ui, SP_DIALOG_MENU);
	char span[64];

	assert(start < end);
	if (dialog == NULL)
		return;
	dialog->start = start;
	dialog->end = end;
	snprintf(dialog->title, sizeof(dialog->title), "Lost %s: to what?", sp_span_text(start, end, span));
}

static void
choose(struct sp_ui *ui, struct sp_effects *effects, const struct choice *choice)
{
	struct sp_dialog *dialog = sp_dialog_top(ui);
	struct sp_effect *effect;
	char span[64];
	char iso[SP_CLOCK_TEXT];
	char text[128];

	if (choice->cause == SP_CAUSE_NONE) {
		/* Past days are written with their year: without one, the next such day is meant. */
		sp_span_text(dialog->start, dialog->end, span);
		snprintf(text, sizeof(text), "%s", span);
		if (sp_time_day(dialog->start) < sp_time_day(ui->now))
			snprintf(text, sizeof(text), "%.10s %s", sp_time_format_iso(dialog->start, iso),
				 span + 11);
		sp_prompt_open(ui, SP_PROMPT_LOST, text);
		return;
	}
	effect = sp_effect_add(effects, SP_EFFECT_LOST);
	effect->start = dialog->start;
	effect->end = dialog->end;
	effect->number = (int)choice->cause;
	ui->lost = dialog->start;
	sp_ui_say(ui, SP_STYLE_NOTE, "Working out what must move…");
}

bool
sp_menu_key(struct sp_ui *ui, sp_key key, struct sp_effects *effects)
{
	for (int i = 0; i < N_CHOICES; i++)
		if (choices[i].key == key) {
			choose(ui, effects, &choices[i]);
			return true;
		}
	return false;
}

void
sp_act_menu_enter(struct sp_ui *ui, struct sp_effects *effects)
{
	struct sp_dialog *dialog = sp_dialog_top(ui);

	assert(dialog != NULL);
	choose(ui, effects, &choices[dialog->cursor % N_CHOICES]);
}

void
sp_menu_draw(const struct sp_ui *ui, const struct sp_dialog *dialog, struct sp_surface *surface)
{
	struct sp_rect box = sp_rect_centre(sp_frame_of(ui).body, MENU_WIDTH, N_CHOICES + 2);

	sp_surface_box(surface, box, dialog->title, SP_STYLE_BOX);
	for (int i = 0; i < N_CHOICES && i < box.height - 2; i++) {
		bool focused = i == dialog->cursor % N_CHOICES;
		struct sp_rect row = {box.x + 1, box.y + 1 + i, box.width - 2, 1};
		enum sp_style style = focused ? SP_STYLE_FOCUS : SP_STYLE_TEXT;

		sp_surface_fill(surface, row, ' ', style);
		sp_surface_put(surface, row.x, row.y, focused ? '>' : ' ', style);
		sp_surface_put(surface, row.x + 2, row.y, choices[i].key, focused ? style : SP_STYLE_KEY);
		sp_surface_text(surface, row.x + 5, row.y, row.width - 5, choices[i].text, style);
		if (focused)
			sp_surface_cursor(surface, row.x, row.y);
	}
}
