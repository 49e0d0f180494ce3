/*
 * Small wordings of the screen: lengths, spans, marks, and what may be shown of a pupil.
 */
#include "senplan/base/utf8.h"

#include "parts.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

const char *
sp_short_length(int length_min, char *buf)
{
	if (length_min % 60 == 0)
		snprintf(buf, SP_CLOCK_TEXT, "%dh", length_min / 60);
	else if (length_min > -60 && length_min < 60)
		snprintf(buf, SP_CLOCK_TEXT, "%dm", length_min);
	else
		sp_length_format(length_min, buf);
	return buf;
}

enum { SPAN_TEXT = 64 };

const char *
sp_span_text(sp_time start, sp_time end, char *buf)
{
	char from[SP_CLOCK_TEXT];
	char to[SP_CLOCK_TEXT];
	sp_minute minute = end - sp_time_of(sp_time_day(start), 0);

	if (minute > SP_DAY_MIN)
		minute = sp_time_minute(end);
	snprintf(buf, SPAN_TEXT, "%s-%s", sp_time_format(start, from), sp_minute_format(minute, to));
	return buf;
}

const char *
sp_block_title(const struct sp_ui *ui, const struct sp_week_block *block)
{
	if (ui->privacy || block->title == NULL)
		return block->activity != NULL ? block->activity->name : "planned";
	return block->title;
}

void
sp_task_title(const struct sp_ui *ui, const struct sp_snapshot *snapshot, sp_task_id id, struct sp_str *out)
{
	const struct sp_task *task = snapshot != NULL ? sp_snapshot_task(snapshot, id) : NULL;

	if (task == NULL)
		sp_str_add(out, "(gone)");
	else
		sp_words_task(out, snapshot, task, ui->privacy);
}

const char *
sp_fixed_title(const struct sp_ui *ui, const struct sp_fixed *fixed)
{
	if (ui->privacy || fixed->title == NULL || fixed->title[0] == '\0')
		return sp_fixed_kind_name(fixed->kind);
	return fixed->title;
}

const char *
sp_case_code(const struct sp_ui *ui, const struct sp_case *subject)
{
	if (subject == NULL)
		return "";
	return ui->privacy ? "---" : subject->code;
}

enum sp_style
sp_chip_style(const struct sp_activity *activity)
{
	static const enum sp_style styles[] = {
		[SP_COLOUR_NONE] = SP_STYLE_CHIP_NONE,	 [SP_COLOUR_RED] = SP_STYLE_CHIP_RED,
		[SP_COLOUR_GREEN] = SP_STYLE_CHIP_GREEN, [SP_COLOUR_YELLOW] = SP_STYLE_CHIP_YELLOW,
		[SP_COLOUR_BLUE] = SP_STYLE_CHIP_BLUE,	 [SP_COLOUR_MAGENTA] = SP_STYLE_CHIP_MAGENTA,
		[SP_COLOUR_CYAN] = SP_STYLE_CHIP_CYAN,	 [SP_COLOUR_WHITE] = SP_STYLE_CHIP_WHITE,
	};

	if (activity == NULL || (unsigned)activity->colour > SP_COLOUR_WHITE)
		return SP_STYLE_CHIP_NONE;
	return styles[activity->colour];
}

uint32_t
sp_chip_letter(const struct sp_activity *activity)
{
	const char *letter = activity != NULL ? activity->letter : "";
	uint32_t code;

	if (letter[0] == '\0')
		return '+';
	code = sp_utf8_next(&letter);
	return code > ' ' && code < 0x7F ? code : '+';
}
