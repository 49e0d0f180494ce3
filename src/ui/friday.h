/*
 * Closing the week: what the table of it, the answers and the proposal call.
 */
#ifndef SP_UI_FRIDAY_H
#define SP_UI_FRIDAY_H

#include "act.h"

int friday_rows(const struct sp_ui *ui, const struct sp_dialog *dialog);
void friday_title(const struct sp_ui *ui, const struct sp_dialog *dialog, struct sp_str *out);
void friday_cells(const struct sp_ui *ui, const struct sp_dialog *dialog, int row, struct sp_str *out);
void friday_about(const struct sp_ui *ui, const struct sp_dialog *dialog, int row, struct sp_str *out);
enum sp_style friday_style(const struct sp_ui *ui, const struct sp_dialog *dialog, int row);

/* An act was done while the walk is open: on to the next block, or to the end. */
void friday_answered(struct sp_ui *ui, enum sp_effect_kind to, struct sp_effects *effects);

/* A booked meeting did not happen: asks for its new day, with what the law says; and when that is not known yet. */
void friday_ask_booking(struct sp_ui *ui, int64_t subject, const char *limit);
void friday_unbooked(struct sp_ui *ui, struct sp_effects *effects);

/* The proposal that carries over was accepted or discarded: the next week, if it was that of a walk. */
void friday_planned(struct sp_ui *ui, bool accepted, struct sp_effects *effects);

#endif
