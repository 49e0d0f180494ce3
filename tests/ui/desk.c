/*
 * The desk of the tests that keep facts by keys: a school's file with a preset or without one, and the screen on it.
 */
#include "desk.h"

#include "senplan/app/school.h"
#include "senplan/base/array.h"

#include "golden_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

void
handle(struct desk *desk, const struct sp_event *event)
{
	struct sp_effects rest;

	sp_ui_host_handle(desk->host, &desk->ui, event, &rest);
}

enum { SLICES_MOST = 5000 };

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
		desk->n_keys++;
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

void
tick(struct desk *desk, sp_time now)
{
	struct sp_event event = {.type = SP_ON_TICK, .now = now};

	if (now != SP_TIME_NONE)
		sp_ui_host_set_now(desk->host, now, 0);
	handle(desk, &event);
}

void
finish_planning(struct desk *desk)
{
	for (int i = 0; i < SLICES_MOST && desk->ui.planning; i++)
		tick(desk, SP_TIME_NONE);
	assert_false(desk->ui.planning);
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

/* The number of the first line that holds the text, from 0; -1: none does. */
int
line_of(const struct desk *desk, const char *text)
{
	struct sp_surface surface = {.width = 0};
	struct sp_str dump;
	const char *found;
	int line = 0;

	assert_true(sp_surface_resize(&surface, desk->ui.width, desk->ui.height));
	sp_ui_draw(&desk->ui, &surface);
	sp_str_init(&dump);
	sp_surface_dump(&surface, &dump);
	found = strstr(dump.text, text);
	for (const char *at = dump.text; found != NULL && at < found; at++)
		line += *at == '\n';
	sp_str_finish(&dump);
	sp_surface_finish(&surface);
	return found == NULL ? -1 : line;
}

bool
shows(const struct desk *desk, const char *text)
{
	return line_of(desk, text) >= 0;
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

struct desk *
desk_on_a_file(void)
{
	struct desk *desk = calloc(1, sizeof(*desk));

	assert_non_null(desk);
	school_open(&desk->school);
	return desk;
}

int
desk_show(struct desk *desk, bool set_up, void **state)
{
	struct sp_ui_options options = {.set_up = set_up};
	struct sp_effects effects = {.n = 0}, rest;

	assert_int_equal(sp_ui_host_create(desk->school.app, &desk->host, &desk->school.err), SP_OK);
	sp_ui_init(&desk->ui, &options, desk->school.env.now, &effects);
	sp_ui_host_do(desk->host, &desk->ui, &effects, &rest);
	*state = desk;
	return 0;
}

void
desk_found(struct desk *desk, bool preset)
{
	struct sp_form form;

	if (preset)
		assert_int_equal(sp_set_up_phase(desk->school.app, "secondary", &desk->school.err), SP_OK);
	assert_int_equal(sp_set_up_terms(desk->school.app, &desk->school.err), SP_OK);
	sp_set_up_form(snapshot(desk), sp_time_day(desk->school.env.now), &form);
	assert_int_equal(sp_set_up_hours(desk->school.app, &form, &desk->school.err), SP_OK);
}

int
desk_set_up(void **state)
{
	struct desk *desk = desk_on_a_file();

	desk_found(desk, true);
	return desk_show(desk, false, state);
}

int
desk_set_up_without_preset(void **state)
{
	struct desk *desk = desk_on_a_file();

	desk_found(desk, false);
	return desk_show(desk, false, state);
}

/* In place of the preset's duties, so that no screen depends on how many those are. */
static void
put_own_duties(struct desk *desk)
{
	static const struct {
		const char *name, *activity, *cadence, *times, *length;
	} own[] = {{"parents rung", "parent.call", "half-termly", "2", "50m"},
		   {"post", "admin.email", "weekly", "5", "20m"},
		   {"pupils' data", "strategic.data", "termly", "1", "90m"}};
	struct sp_outcome outcome = {.arena = &desk->school.arena};
	struct sp_edits edits;

	sp_edits_init(&edits, &desk->school.arena);
	for (size_t i = 0; i < snapshot(desk)->tasks.n; i++)
		sp_edits_delete(&edits, SP_ENTITY_task, snapshot(desk)->tasks.items[i].id.v);
	for (size_t i = 0; i < snapshot(desk)->duties.n; i++)
		sp_edits_delete(&edits, SP_ENTITY_duty, snapshot(desk)->duties.items[i].id.v);
	if (sp_app_commit(desk->school.app, &edits, "own duties", &desk->school.err) != SP_OK)
		fail_msg("%s", desk->school.err.text);
	for (size_t i = 0; i < SP_COUNT(own); i++) {
		struct sp_field_value fields[] = {{"activity", own[i].activity},
						  {"cadence", own[i].cadence},
						  {"times", own[i].times},
						  {"length", own[i].length}};

		if (sp_app_duty_add(desk->school.app, own[i].name,
				    (struct sp_field_values){fields, SP_COUNT(fields)}, &outcome,
				    &desk->school.err) != SP_OK)
			fail_msg("%s: %s", own[i].name, desk->school.err.text);
	}
}

int
desk_set_up_small(void **state)
{
	struct desk *desk = desk_on_a_file();

	desk_found(desk, true);
	put_own_duties(desk);
	return desk_show(desk, false, state);
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
