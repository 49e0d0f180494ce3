/*
 * Cells and rectangles: what is drawn stays inside, wide characters stay whole, hostile text is only text.
 */
#include "senplan/ui/surface.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct sp_surface
blank(int width, int height)
{
	struct sp_surface surface = {.width = 0};

	assert_true(sp_surface_resize(&surface, width, height));
	return surface;
}

/* The surface's first line equals the text. */
static void
check_line(const struct sp_surface *surface, const char *want)
{
	struct sp_str dump;

	sp_str_init(&dump);
	sp_surface_dump(surface, &dump);
	*strchr(dump.text, '\n') = '\0';
	assert_string_equal(dump.text, want);
	sp_str_finish(&dump);
}

static void
text_is_cut_at_its_columns(void **state)
{
	struct sp_surface surface = blank(12, 1);

	(void)state;
	assert_int_equal(sp_surface_text(&surface, 0, 0, 6, "papers out", SP_STYLE_TEXT), 6);
	check_line(&surface, "paper…");
	surface.ascii = true;
	sp_surface_clear(&surface);
	assert_int_equal(sp_surface_text(&surface, 0, 0, 6, "papers out", SP_STYLE_TEXT), 6);
	check_line(&surface, "paper~");
	assert_int_equal(sp_surface_text(&surface, 0, 0, 0, "x", SP_STYLE_TEXT), 0);
	sp_surface_finish(&surface);
}

static void
wide_characters_stay_whole(void **state)
{
	struct sp_surface surface = blank(6, 1);

	(void)state;
	sp_surface_text(&surface, 0, 0, -1, "日本語", SP_STYLE_TEXT);
	check_line(&surface, "日本語");
	sp_surface_put(&surface, 1, 0, 'x', SP_STYLE_TEXT); /* on the right half of the first */
	check_line(&surface, " x本語");
	sp_surface_put(&surface, 2, 0, 'y', SP_STYLE_TEXT); /* on the left half of the second */
	check_line(&surface, " xy 語");
	sp_surface_put(&surface, 5, 0, 0x65E5, SP_STYLE_TEXT); /* no room for its right half */
	check_line(&surface, " xy");
	sp_surface_finish(&surface);
}

static void
hostile_text_is_shown_as_text(void **state)
{
	struct sp_surface surface = blank(40, 1);

	(void)state;
	sp_surface_text(&surface, 0, 0, -1,
			"a\033[2Jb\xc2\x9b"
			"c\u202Ed\u200Be",
			SP_STYLE_TEXT);
	check_line(&surface, "a\uFFFD[2Jb\uFFFDc\uFFFDd\uFFFDe");
	sp_surface_finish(&surface);
}

static void
drawing_keeps_to_the_clip(void **state)
{
	struct sp_surface surface = blank(10, 3);
	struct sp_rect before = sp_surface_clip(&surface, (struct sp_rect){2, 0, 3, 1});

	(void)state;
	sp_surface_fill(&surface, (struct sp_rect){-5, -5, 50, 50}, 'x', SP_STYLE_TEXT);
	sp_surface_text(&surface, -3, 0, 20, "0123456789", SP_STYLE_TEXT);
	check_line(&surface, "  567");
	sp_surface_unclip(&surface, before);
	sp_surface_put(&surface, 100, 100, 'x', SP_STYLE_TEXT);
	assert_int_equal(sp_surface_cell(&surface, 2, 1)->code, ' ');
	sp_surface_finish(&surface);
}

static void
words_are_wrapped(void **state)
{
	struct sp_surface surface = blank(8, 4);

	(void)state;
	assert_int_equal(sp_surface_wrap(&surface, (struct sp_rect){0, 0, 8, 4}, 0,
					 "views of\nthe family abcdefghijk", SP_STYLE_TEXT),
			 5);
	check_line(&surface, "views of");
	assert_int_equal(sp_surface_cell(&surface, 0, 1)->code, 't');
	assert_int_equal(sp_surface_cell(&surface, 0, 2)->code, 'f');
	assert_int_equal(sp_surface_cell(&surface, 0, 3)->code, 'a');
	assert_int_equal(sp_surface_wrap(&surface, (struct sp_rect){0, 0, 0, 4}, 0, "x", SP_STYLE_TEXT), 0);
	sp_surface_finish(&surface);
}

static void
rectangles_are_cut_without_remainder(void **state)
{
	struct sp_rect rect = {0, 0, 10, 5};
	struct sp_rect top = sp_rect_take_top(&rect, 2);
	struct sp_rect right = sp_rect_take_right(&rect, 99);
	int width = 0;

	(void)state;
	assert_int_equal(top.height, 2);
	assert_int_equal(right.width, 10);
	assert_true(sp_rect_is_empty(rect));
	for (int i = 0; i < 5; i++) {
		struct sp_rect column = sp_rect_column((struct sp_rect){3, 0, 13, 1}, i, 5);

		assert_int_equal(column.x, 3 + width);
		width += column.width;
	}
	assert_int_equal(width, 13);
	assert_int_equal(sp_rect_take_left(&(struct sp_rect){0, 0, -4, 1}, 3).width, 0);
}

static void
scrolling_moves_as_little_as_it_can(void **state)
{
	(void)state;
	assert_int_equal(sp_scroll(0, 3, 5, 20), 0);
	assert_int_equal(sp_scroll(0, 5, 5, 20), 1);
	assert_int_equal(sp_scroll(10, 3, 5, 20), 3);
	assert_int_equal(sp_scroll(18, 19, 5, 20), 15);
	assert_int_equal(sp_scroll(4, 0, 5, 0), 0);
	assert_int_equal(sp_scroll(0, 7, 0, 9), 7);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_is_cut_at_its_columns),
		cmocka_unit_test(wide_characters_stay_whole),
		cmocka_unit_test(hostile_text_is_shown_as_text),
		cmocka_unit_test(drawing_keeps_to_the_clip),
		cmocka_unit_test(words_are_wrapped),
		cmocka_unit_test(rectangles_are_cut_without_remainder),
		cmocka_unit_test(scrolling_moves_as_little_as_it_can),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
