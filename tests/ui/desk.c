/*
 * The desk of the tests that keep facts by keys: a school's file with a preset or without one, and the screen on it.
 */
#include "desk.h"

#include "golden_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void
handle(struct desk *desk, const struct sp_event *event)
{
	struct sp_effects rest;

	sp_ui_host_handle(desk->host, &desk->ui, event, &rest);
}

static void
key(struct desk *desk, sp_key code)
{
	struct sp_event event = {.type = SP_ON_KEY, .key = code, .now = SP_TIME_NONE};

	handle(desk, &event);
}

void
press(struct desk *desk, const char *keys)
{
	while (*keys != '\0') {
		char name[SP_KEY_TEXT];
		size_t len = strcspn(keys, " ");

		assert_in_range(len, 1, sizeof(name) - 1);
		memcpy(name, keys, len);
		name[len] = '\0';
		assert_true(sp_key_parse(name) != SP_KEY_NONE);
		key(desk, sp_key_parse(name));
		keys += len;
		keys += strspn(keys, " ");
	}
}

void
type(struct desk *desk, const char *text)
{
	for (; *text != '\0'; text++)
		key(desk, (sp_key)(unsigned char)*text);
}

/* Into the field with that label's place: Down so often, what stands there goes, the text comes. */
void
fill(struct desk *desk, int down, const char *text)
{
	for (int i = 0; i < down; i++)
		press(desk, "Tab");
	press(desk, "C-u");
	type(desk, text);
}

void
resize(struct desk *desk, int width, int height)
{
	struct sp_event event = {.type = SP_ON_RESIZE, .x = width, .y = height, .now = SP_TIME_NONE};

	handle(desk, &event);
}

bool
shows(const struct desk *desk, const char *text)
{
	struct sp_surface surface = {.width = 0};
	struct sp_str dump;
	bool found;

	assert_true(sp_surface_resize(&surface, desk->ui.width, desk->ui.height));
	sp_ui_draw(&desk->ui, &surface);
	sp_str_init(&dump);
	sp_surface_dump(&surface, &dump);
	found = strstr(dump.text, text) != NULL;
	sp_str_finish(&dump);
	sp_surface_finish(&surface);
	return found;
}

const struct sp_snapshot *
snapshot(const struct desk *desk)
{
	return sp_app_snapshot(desk->school.app);
}

const struct sp_dialog *
top(const struct desk *desk)
{
	assert_true(desk->ui.n_dialogs > 0);
	return &desk->ui.dialogs[desk->ui.n_dialogs - 1];
}

static int
begin(void **state, bool preset)
{
	struct desk *desk = calloc(1, sizeof(*desk));
	struct sp_ui_options options = {.set_up = false};
	struct sp_effects effects = {.n = 0}, rest;
	struct sp_form form;

	assert_non_null(desk);
	school_open(&desk->school);
	if (preset)
		assert_int_equal(sp_set_up_phase(desk->school.app, "secondary", &desk->school.err), SP_OK);
	assert_int_equal(sp_set_up_terms(desk->school.app, &desk->school.err), SP_OK);
	sp_set_up_form(sp_app_snapshot(desk->school.app), sp_time_day(desk->school.env.now), &form);
	assert_int_equal(sp_set_up_hours(desk->school.app, &form, &desk->school.err), SP_OK);
	assert_int_equal(sp_ui_host_create(desk->school.app, &desk->host, &desk->school.err), SP_OK);
	sp_ui_init(&desk->ui, &options, desk->school.env.now, &effects);
	sp_ui_host_do(desk->host, &desk->ui, &effects, &rest);
	*state = desk;
	return 0;
}

int
desk_set_up(void **state)
{
	return begin(state, true);
}

int
desk_set_up_without_preset(void **state)
{
	return begin(state, false);
}

int
desk_tear_down(void **state)
{
	struct desk *desk = *state;

	sp_ui_finish(&desk->ui);
	sp_ui_host_destroy(desk->host);
	school_close(&desk->school);
	free(desk);
	return 0;
}

const struct sp_case *
pupil(const struct desk *desk, const char *code)
{
	const struct sp_case *subject = sp_snapshot_case_by_code(snapshot(desk), code);

	assert_non_null(subject);
	return subject;
}

/* K40, year 8, reviewed last on 9 January: its next review is due this winter. */
void
add_pupil(struct desk *desk)
{
	press(desk, "3 n");
	type(desk, "K40");
	fill(desk, 1, "8");
	fill(desk, 2, "3/2/2024");
	fill(desk, 1, "9/1/2026");
	press(desk, "Enter");
	assert_int_equal(desk->ui.n_dialogs, 0);
}

void
open_table(struct desk *desk, int at)
{
	press(desk, "6 Home");
	for (int i = 0; i < 5 + at; i++)
		press(desk, "Down");
	press(desk, "Enter");
	assert_int_equal(top(desk)->kind, SP_DIALOG_TABLE);
}

void
check_both(struct desk *desk, const char *name)
{
	resize(desk, 80, 24);
	golden_check(&desk->ui, name);
	resize(desk, 120, 40);
	golden_check(&desk->ui, name);
	resize(desk, 60, 20);
	golden_check(&desk->ui, name);
	resize(desk, 80, 24);
}
