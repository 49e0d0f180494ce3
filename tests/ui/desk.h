/*
 * A person at the screen, on a real file: keys are pressed, text is typed, and what stands on the screen is read.
 */
#ifndef DESK_H
#define DESK_H

#include "senplan/ui/ui.h"

#include "app/school.h"

struct desk {
	struct school school;
	struct sp_ui_host *host;
	struct sp_ui ui;
};

void press(struct desk *desk, const char *keys);
void type(struct desk *desk, const char *text);
void fill(struct desk *desk, int down, const char *text);
void resize(struct desk *desk, int width, int height);
bool shows(const struct desk *desk, const char *text);
const struct sp_snapshot *snapshot(const struct desk *desk);
const struct sp_dialog *top(const struct desk *desk);
int desk_set_up(void **state);
int desk_set_up_without_preset(void **state);
int desk_tear_down(void **state);
const struct sp_case *pupil(const struct desk *desk, const char *code);
void add_pupil(struct desk *desk);
void open_table(struct desk *desk, int at);
void check_both(struct desk *desk, const char *name);

#endif
