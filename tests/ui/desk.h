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
	int n_keys; /* pressed; what is typed is not among them */
};

/* A file without anything in it and no screen yet; then the screen on it, kept in *state. */
struct desk *desk_on_a_file(void);
int desk_show(struct desk *desk, bool set_up, void **state);

/* Phase, terms and usual hours, as the first screens ask them. */
void desk_found(struct desk *desk, bool preset);

void handle(struct desk *desk, const struct sp_event *event);
void tick(struct desk *desk, sp_time now); /* SP_TIME_NONE: the time stands still */
void finish_planning(struct desk *desk);
void press(struct desk *desk, const char *keys);
void type(struct desk *desk, const char *text);
void fill(struct desk *desk, int down, const char *text);
void resize(struct desk *desk, int width, int height);
int line_of(const struct desk *desk, const char *text);
bool shows(const struct desk *desk, const char *text);
const struct sp_snapshot *snapshot(const struct desk *desk);
const struct sp_dialog *top(const struct desk *desk);
int desk_set_up(void **state);
int desk_set_up_small(void **state); /* the preset's chains and activities, with few duties of its own */
int desk_set_up_without_preset(void **state);
int desk_tear_down(void **state);
const struct sp_case *pupil(const struct desk *desk, const char *code);
void add_pupil(struct desk *desk);
void open_table(struct desk *desk, int at);
void check_both(struct desk *desk, const char *name);

#endif
