/*
 * A plan in a temporary folder.
 */
#include "school.h"

#include "senplan/base/str.h"
#include "senplan/store/file.h"

#include "support/files.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

/* Counted, so that a run is the same each time. */
static bool
make_uid(void *context, char *buf, size_t size)
{
	struct school *school = context;

	snprintf(buf, size, "00000000-0000-4000-8000-%012lu", ++school->uids);
	return true;
}

void
school_open(struct school *school)
{
	memset(school, 0, sizeof(*school));
	sp_arena_init(&school->arena);
	snprintf(school->folder, sizeof(school->folder), "/tmp/senplan-test-XXXXXX");
	assert_non_null(mkdtemp(school->folder));
	snprintf(school->db_path, sizeof(school->db_path), "%s/plan.db", school->folder);
	snprintf(school->backup_dir, sizeof(school->backup_dir), "%s/backups", school->folder);
	school->env.db_path = school->db_path;
	school->env.backup_dir = school->backup_dir;
	school->env.home_dir = school->folder;
	school->env.share_dir = SHARE_DIR;
	school->env.now = sp_time_of(sp_day_of(2026, 11, 23), 7 * 60);
	school->env.now_utc = (int64_t)school->env.now * 60;
	school->env.now_fixed = true;
	school->env.make_uid = make_uid;
	school->env.uid_context = school;
	school->options.from_day = school->options.to_day = SP_DAY_NONE;
	if (sp_app_open(&school->env, SP_STORE_CREATE, &school->app, &school->err) != SP_OK)
		fail_msg("%s", school->err.text);
}

static void
empty_folder(const char *path, struct sp_arena *arena)
{
	const char *const *names;
	size_t n;

	if (sp_directory_list(path, arena, &names, &n, NULL) != SP_OK)
		return;
	for (size_t i = 0; i < n; i++)
		unlink(sp_arena_printf(arena, "%s/%s", path, names[i]));
	rmdir(path);
}

void
school_close(struct school *school)
{
	sp_app_close(school->app);
	empty_folder(school->backup_dir, &school->arena);
	empty_folder(school->folder, &school->arena);
	sp_arena_finish(&school->arena);
}

const char *
school_file(struct school *school, const char *name, const char *text)
{
	const char *path = sp_arena_printf(&school->arena, "%s/%s", school->folder, name);

	assert_non_null(path);
	file_write(path, text);
	return path;
}
