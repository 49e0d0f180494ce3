/*
 * Golden screens as files: a screen is drawn, dumped and compared with its file. SP_UPDATE_GOLDEN=1 in the environment writes
 * the files anew: look at the difference before keeping it.
 */
#include "golden_file.h"

#include "support/files.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* The first line that differs, for the message. */
static void
show_difference(const char *name, const char *want, const char *got)
{
	int line = 1;

	while (*want != '\0' && *want == *got) {
		line += *want == '\n';
		want++;
		got++;
	}
	while (line > 1 && want[-1] != '\n') {
		want--;
		got--;
	}
	print_error("%s, line %d\nwanted: %.*s\ngot:    %.*s\n", name, line, (int)strcspn(want, "\n"), want,
		    (int)strcspn(got, "\n"), got);
}

void
golden_check(const struct sp_ui *ui, const char *name)
{
	struct sp_surface surface = {.width = 0};
	struct sp_str got;
	char path[500];
	char *want;

	assert_true(sp_surface_resize(&surface, ui->width, ui->height));
	sp_ui_draw(ui, &surface);
	sp_str_init(&got);
	sp_surface_dump(&surface, &got);
	sp_surface_finish(&surface);
	snprintf(path, sizeof(path), TEST_DATA "/ui/%s-%dx%d.golden", name, ui->width, ui->height);
	if (getenv("SP_UPDATE_GOLDEN") != NULL)
		file_write(path, got.text);
	want = file_read(path, NULL);
	if (want == NULL)
		fail_msg("%s is not there: SP_UPDATE_GOLDEN=1 makes it", path);
	if (strcmp(want, got.text) != 0) {
		show_difference(name, want, got.text);
		fail_msg("%s is drawn otherwise than in %s", name, path);
	}
	free(want);
	sp_str_finish(&got);
}
