/*
 * Golden screens as files: a screen is drawn, dumped and compared with its file. SP_UPDATE_GOLDEN=1 in the environment writes
 * the files anew: look at the difference before keeping it.
 */
#include "golden_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

char *
golden_read(const char *path)
{
	FILE *file = fopen(path, "rb");
	struct sp_str text;
	char buf[4096];
	size_t n;

	if (file == NULL)
		return NULL;
	sp_str_init(&text);
	while ((n = fread(buf, 1, sizeof(buf), file)) > 0)
		sp_str_add_n(&text, buf, n);
	fclose(file);
	return sp_str_take(&text);
}

void
golden_write(const char *path, const char *text)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
	assert_int_equal(fclose(file), 0);
}

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
		golden_write(path, got.text);
	want = golden_read(path);
	if (want == NULL)
		fail_msg("%s is not there: SP_UPDATE_GOLDEN=1 makes it", path);
	if (strcmp(want, got.text) != 0) {
		show_difference(name, want, got.text);
		fail_msg("%s is drawn otherwise than in %s", name, path);
	}
	free(want);
	sp_str_finish(&got);
}
