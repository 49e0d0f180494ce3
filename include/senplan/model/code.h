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

/* The text with a dash for each letter of the code; or with another code in its place. */
void sp_code_blank(struct sp_str *out, const char *text, const char *code);
void sp_code_replace(struct sp_str *out, const char *text, const char *code, const char *with);

/*
 * The text as it may be shown to others: each code of the plan's pupils, here or gone, is dashes. A telling code is found in
 * any letters; a short one in capitals ("AB", "K7") only as it is written; figures alone and single letters are not sought.
 */
struct sp_snapshot;
bool sp_codes_stand_in(const struct sp_snapshot *snapshot, const char *text);
void sp_codes_blank(const struct sp_snapshot *snapshot, struct sp_str *out, const char *text);

#endif
