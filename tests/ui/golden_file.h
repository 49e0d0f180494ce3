/*
 * Golden screens as files in tests/data/ui.
 */
#ifndef TEST_UI_GOLDEN_FILE_H
#define TEST_UI_GOLDEN_FILE_H

#include "senplan/ui/ui.h"

/* What is drawn must be what NAME-WIDTHxHEIGHT.golden holds. */
void golden_check(const struct sp_ui *ui, const char *name);

#endif
