/*
 * What an import would change, or has changed, in sentences for a screen.
 */
#include "senplan/app/intake.h"
#include "senplan/base/str.h"

enum { WARNINGS_SHOWN = 6 };

bool
sp_intake_is_same(const struct sp_intake_result *result)
{
	return result->n_new + result->n_changed + result->n_removed == 0;
}

const char *
sp_intake_words(const struct sp_intake_result *result, bool preview, struct sp_arena *arena)
{
	struct sp_str text;
	const char *words = NULL;
	size_t shown = result->n_warnings < WARNINGS_SHOWN ? result->n_warnings : WARNINGS_SHOWN;

	sp_str_init(&text);
	if (sp_intake_is_same(result) && result->n_unchanged == 0)
		sp_str_add(&text, "There is nothing in it to take in.");
	else if (sp_intake_is_same(result))
		sp_str_addf(&text, "Nothing new in it: %zu unchanged.", result->n_unchanged);
	else
		sp_str_addf(&text, "%s %zu new, %zu changed, %zu unchanged, %zu removed.",
			    preview ? "Take this in?" : "Taken in:", result->n_new, result->n_changed,
			    result->n_unchanged, result->n_removed);
	if (shown > 0)
		sp_str_addf(&text, " %zu warning%s:", result->n_warnings, result->n_warnings == 1 ? "" : "s");
	for (size_t i = 0; i < shown; i++) {
		sp_str_add(&text, preview ? "\n" : " ");
		if (result->warnings[i].line > 0)
			sp_str_addf(&text, "line %d: ", result->warnings[i].line);
		sp_str_add(&text, result->warnings[i].text);
	}
	if (shown < result->n_warnings)
		sp_str_addf(&text, "%s(\"senplan import … --dry-run\" lists them all)", preview ? "\n" : " ");
	if (preview && !sp_intake_is_same(result))
		sp_str_add(&text, "\nu takes it back afterwards; a backup is made before.");
	if (!text.failed)
		words = sp_arena_strdup(arena, text.text);
	sp_str_finish(&text);
	return words;
}
