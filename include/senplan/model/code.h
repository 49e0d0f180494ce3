/*
 * Codes of pupils in running text: "K07 papers", "parents of k07". A code stands where neither a letter nor a digit
 * touches it, in capitals or small letters.
 */
#ifndef SENPLAN_MODEL_CODE_H
#define SENPLAN_MODEL_CODE_H

#include "senplan/base/str.h"

/* Can the code be told from other words and numbers? "K07" can; "7", "B" and "may" are in every other line. */
bool sp_code_is_telling(const char *code);

bool sp_code_stands_in(const char *text, const char *code);

/* The text with a dash for each letter of the code. */
void sp_code_blank(struct sp_str *out, const char *text, const char *code);

#endif
