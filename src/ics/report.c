/*
 * Warnings of the reader. See the header.
 */
#include "report.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void
ics_warn(struct ics_report *report, int line, const char *format, ...)
{
	char text[400];
	va_list args;
	const char *copy = NULL;

	if (report->items == NULL)
		report->items = SP_ARENA_NEW_N(report->arena, struct sp_ics_warning, SP_ICS_LIMIT_WARNINGS);
	if (report->items == NULL) {
		report->failed = true;
		return;
	}
	if (report->n == SP_ICS_LIMIT_WARNINGS) {
		report->left_n++;
		return;
	}
	va_start(args, format);
	(void)vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	copy = sp_arena_strdup(report->arena, text);
	if (copy == NULL) {
		report->failed = true;
		return;
	}
	report->items[report->n++] = (struct sp_ics_warning){.line = line, .text = copy};
}

static int
compare_warnings(const void *a, const void *b)
{
	const struct sp_ics_warning *left = a;
	const struct sp_ics_warning *right = b;

	if (left->line != right->line)
		return left->line < right->line ? -1 : 1;
	return (left->text > right->text) - (left->text < right->text);
}

void
ics_report_sort(struct ics_report *report)
{
	if (report->n > 1)
		qsort(report->items, report->n, sizeof(report->items[0]), compare_warnings);
}
