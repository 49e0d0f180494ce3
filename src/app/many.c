/*
 * Opens one plan's file after another for reading, takes the figures of its review and closes it again: of each school only
 * a row is kept, so that hundreds fit.
 */
#include "senplan/app/many.h"

#include "senplan/base/array.h"
#include "senplan/base/str.h"
#include "senplan/report/trust.h"
#include "senplan/store/file.h"

#include <string.h>

enum { FILES_MOST = 10000 };

struct many {
	const struct sp_env *env;
	const struct sp_review_ask *ask;
	struct sp_arena *arena;
	SP_ARRAY(const char *) files;
	SP_ARRAY(struct sp_trust_school) schools;
	SP_ARRAY(struct sp_trust_failure) failures;
	const char *range;
};

static bool
is_plan_name(const char *name)
{
	size_t len = strlen(name);

	return len > 3 && sp_streq(name + len - 3, ".db");
}

/* A file, or what is called a plan in a folder, by name: also a link or a folder, which cannot be read and is named as such. */
static enum sp_rc
add_path(struct many *many, const char *path, struct sp_err *reterr)
{
	const char *const *names;
	size_t n, n_before = many->files.n;

	if (sp_directory_list_all(path, many->arena, &names, &n, NULL) != SP_OK)
		return SP_ARRAY_PUSH(&many->files, path) ? SP_OK : sp_err_nomem(reterr);
	for (size_t i = 0; i < n; i++) {
		const char *file =
			is_plan_name(names[i]) ? sp_arena_printf(many->arena, "%s/%s", path, names[i]) : "";

		if (file == NULL || (file[0] != '\0' && !SP_ARRAY_PUSH(&many->files, file)))
			return sp_err_nomem(reterr);
	}
	if (many->files.n == n_before &&
	    !SP_ARRAY_PUSH(&many->failures,
			   (struct sp_trust_failure){path, "A folder without a plan (*.db)."}))
		return sp_err_nomem(reterr);
	return SP_OK;
}

/* The figures of one file; all else of it is gone when this returns. */
static enum sp_rc
read_school(struct many *many, const char *file, struct sp_trust_school *ret, struct sp_err *reterr)
{
	struct sp_review_ask ask = *many->ask;
	struct sp_env env = *many->env;
	struct sp_app *app = NULL;
	struct sp_arena scratch;
	struct sp_review review;
	enum sp_rc rc;

	env.db_path = file;
	env.db_default = false;
	env.backup_dir = NULL;
	ask.exact = true;
	sp_arena_init(&scratch);
	rc = sp_app_open(&env, SP_STORE_READ_ONLY, &app, reterr);
	if (rc == SP_OK)
		rc = sp_review_of(app, &ask, &scratch, &review, reterr);
	if (rc == SP_OK)
		rc = sp_trust_school_of(&review, file, many->arena, ret, reterr);
	if (rc == SP_OK && many->range == NULL)
		many->range = sp_arena_strdup(many->arena, review.name);
	sp_app_close(app);
	sp_arena_finish(&scratch);
	return rc;
}

static enum sp_rc
add_school(struct many *many, const char *file, struct sp_err *reterr)
{
	struct sp_trust_school school;
	struct sp_err err = {0};
	const char *why;
	bool kept;

	if (read_school(many, file, &school, &err) == SP_OK) {
		kept = SP_ARRAY_PUSH(&many->schools, school);
	} else {
		why = sp_arena_strdup(many->arena, err.text);
		kept = why != NULL && SP_ARRAY_PUSH(&many->failures, (struct sp_trust_failure){file, why});
	}
	return kept ? SP_OK : sp_err_nomem(reterr);
}

enum sp_rc
sp_review_many(const struct sp_env *env, const char *const *paths, size_t n_paths,
	       const struct sp_review_ask *ask, struct sp_arena *arena, struct sp_review *ret_review,
	       size_t *ret_n_failed, struct sp_err *reterr)
{
	struct many many = {.env = env, .ask = ask, .arena = arena};
	enum sp_rc rc = SP_OK;

	for (size_t i = 0; i < n_paths && rc == SP_OK; i++)
		rc = add_path(&many, paths[i], reterr);
	if (rc == SP_OK && (many.files.n + many.failures.n == 0 || many.files.n > FILES_MOST))
		rc = sp_err_set(reterr, SP_USAGE, "Name the plans' files, or a folder with *.db: at most %d.",
				FILES_MOST);
	for (size_t i = 0; i < many.files.n && rc == SP_OK; i++)
		rc = add_school(&many, many.files.items[i], reterr);
	if (rc == SP_OK)
		rc = sp_trust_build(&(struct sp_trust){.schools = many.schools.items,
						       .n_schools = many.schools.n,
						       .failures = many.failures.items,
						       .n_failures = many.failures.n,
						       .range = many.range == NULL ? "No school" : many.range,
						       .now = env->now,
						       .exact = ask->exact,
						       .ascii = ask->ascii},
				    arena, ret_review, reterr);
	if (rc == SP_OK)
		*ret_n_failed = many.failures.n;
	SP_ARRAY_FREE(&many.files);
	SP_ARRAY_FREE(&many.schools);
	SP_ARRAY_FREE(&many.failures);
	return rc;
}
