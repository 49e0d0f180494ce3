/*
 * Calendars looked at before they are sent: a file, a file beside the one that was sent before it, or a folder of one file an
 * event (a vdir), in which names and UIDs must agree.
 */
#include "senplan/app/ics_child.h"
#include "senplan/app/share_out.h"
#include "senplan/base/array.h"
#include "senplan/store/file.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { ITEMS_MAX = 20000, FINDINGS_MAX = 1000, COLOUR_BYTES_MAX = 1024 };

/* A file of the folder, and whose it is. */
struct item {
	const char *name;
	const char *uid;
};

struct folder {
	const char *path;
	struct sp_arena *arena;
	SP_ARRAY(struct item) items;
	SP_ARRAY(struct sp_ics_finding) found;
	size_t must_n;
	size_t left_n;
	bool failed;
};

static void
add_found(struct folder *folder, const char *name, const struct sp_ics_finding *finding)
{
	struct sp_ics_finding named = *finding;

	named.file = name;
	folder->must_n += finding->must;
	if (folder->found.n >= FINDINGS_MAX)
		folder->left_n++;
	else if (finding->text == NULL || !SP_ARRAY_PUSH(&folder->found, named))
		folder->failed = true;
}

static bool
ends_in(const char *name, const char *end)
{
	size_t len = strlen(name), end_len = strlen(end);

	return len > end_len && sp_streq(name + len - end_len, end);
}

/* "color" holds #RRGGBB, "displayname" any text; others than these two are not looked at by anybody. */
static void
check_beside(struct folder *folder, const char *name)
{
	const char *path = sp_arena_printf(folder->arena, "%s/%s", folder->path, name);
	const char *bytes = NULL;
	size_t size = 0;

	if (sp_streq(name, "displayname"))
		return;
	if (!sp_streq(name, "color")) {
		add_found(folder, name,
			  &(struct sp_ics_finding){
				  .rule = "R52",
				  .affected = "khal, vdirsyncer: pass it over",
				  .text = "This file is no part of a folder of calendar entries."});
		return;
	}
	folder->failed = folder->failed || path == NULL;
	if (path == NULL || sp_file_read(path, COLOUR_BYTES_MAX, folder->arena, &bytes, &size, NULL) != SP_OK)
		return;
	if (size < 7 || bytes[0] != '#' || strspn(bytes + 1, "0123456789abcdefABCDEF") < 6)
		add_found(folder, name,
			  &(struct sp_ics_finding){.line = 1,
						   .rule = "R52",
						   .must = true,
						   .affected = "khal, vdirsyncer",
						   .text = "The colour of a folder is written #RRGGBB."});
}

static enum sp_rc
check_item(struct folder *folder, const char *name, struct sp_err *reterr)
{
	const char *path = sp_arena_printf(folder->arena, "%s/%s", folder->path, name);
	struct sp_ics_lint_ask ask = {.item = name};
	struct sp_ics_findings findings = {0};
	struct sp_err why = {0};
	enum sp_rc rc = path == NULL ? sp_err_nomem(reterr)
				     : sp_file_read(path, SP_ICS_LIMIT_BYTES, folder->arena, &ask.bytes,
						    &ask.size, reterr);

	if (rc != SP_OK)
		return rc;
	rc = sp_ics_child_lint(&ask, folder->arena, &findings, &why);
	if (rc == SP_INPUT)
		add_found(folder, name,
			  &(struct sp_ics_finding){.line = why.line,
						   .rule = "R54",
						   .must = true,
						   .affected = "every program",
						   .text = sp_arena_strdup(folder->arena, why.text)});
	else if (rc != SP_OK)
		return sp_err_set(reterr, rc, "%s", why.text);
	for (size_t i = 0; i < findings.n; i++)
		add_found(folder, name, &findings.items[i]);
	folder->left_n += findings.left_n;
	if (rc == SP_OK && !SP_ARRAY_PUSH(&folder->items, ((struct item){name, findings.uid})))
		folder->failed = true;
	return SP_OK;
}

static int
compare_items(const void *a, const void *b)
{
	const struct item *left = a, *right = b;
	int order = strcmp(left->uid, right->uid);

	return order != 0 ? order : strcmp(left->name, right->name);
}

static void
check_twice(struct folder *folder)
{
	if (folder->items.n > 1)
		qsort(folder->items.items, folder->items.n, sizeof(struct item), compare_items);
	for (size_t i = 1; i < folder->items.n; i++) {
		const struct item *item = &folder->items.items[i];
		const char *text = NULL;

		if (item->uid[0] == '\0' || !sp_streq(item->uid, folder->items.items[i - 1].uid))
			continue;
		text = sp_arena_printf(folder->arena, "%s has the same UID.",
				       folder->items.items[i - 1].name);
		add_found(folder, item->name,
			  &(struct sp_ics_finding){.rule = "R17",
						   .must = true,
						   .affected = "vdirsyncer: stops; khal: one of them is lost",
						   .text = text});
	}
}

static int
compare_found(const void *a, const void *b)
{
	const struct sp_ics_finding *left = a, *right = b;
	int order = strcmp(left->file, right->file);

	if (order == 0)
		order = (left->line > right->line) - (left->line < right->line);
	if (order == 0)
		order = strcmp(left->rule, right->rule);
	return order != 0 ? order : strcmp(left->text, right->text);
}

static enum sp_rc
settle_folder(struct folder *folder, struct sp_ics_findings *ret, struct sp_err *reterr)
{
	struct sp_ics_finding *items = NULL;
	size_t n;

	check_twice(folder);
	n = folder->found.n;
	items = SP_ARENA_NEW_N(folder->arena, struct sp_ics_finding, n + 1);
	if (folder->failed || items == NULL)
		return sp_err_nomem(reterr);
	if (n > 0)
		memcpy(items, folder->found.items, n * sizeof(*items));
	if (n > 1)
		qsort(items, n, sizeof(*items), compare_found);
	*ret = (struct sp_ics_findings){
		.items = items, .n = n, .must_n = folder->must_n, .left_n = folder->left_n, .uid = ""};
	return SP_OK;
}

static enum sp_rc
check_folder(const char *path, struct sp_arena *arena, struct sp_ics_findings *ret, struct sp_err *reterr)
{
	struct folder folder = {.path = path, .arena = arena};
	const char *const *names = NULL;
	size_t n = 0, seen = 0;
	enum sp_rc rc = sp_directory_list(path, arena, &names, &n, reterr);

	for (size_t i = 0; rc == SP_OK && i < n; i++) {
		if (names[i][0] == '.' || ends_in(names[i], ".tmp"))
			continue;
		if (!ends_in(names[i], ".ics"))
			check_beside(&folder, names[i]);
		else if (++seen > ITEMS_MAX)
			rc = sp_err_set(reterr, SP_INPUT, "There are more than %d calendar files in %s.",
					ITEMS_MAX, path);
		else
			rc = check_item(&folder, names[i], reterr);
	}
	if (rc == SP_OK && seen == 0)
		rc = sp_err_set(reterr, SP_INPUT, "There is no calendar file (.ics) in %s.", path);
	if (rc == SP_OK)
		rc = settle_folder(&folder, ret, reterr);
	SP_ARRAY_FREE(&folder.items);
	SP_ARRAY_FREE(&folder.found);
	return rc;
}

enum sp_rc
sp_share_check_calendar(const char *path, const char *since, struct sp_arena *arena,
			struct sp_ics_findings *ret, struct sp_err *reterr)
{
	struct sp_ics_lint_ask ask = {0};
	struct stat there;
	bool is_folder = stat(path, &there) == 0 && S_ISDIR(there.st_mode);
	enum sp_rc rc = SP_OK;

	if (is_folder && since != NULL)
		return sp_err_set(reterr, SP_USAGE, "--since compares files: %s is a folder.", path);
	if (is_folder)
		return check_folder(path, arena, ret, reterr);
	rc = sp_file_read(path, SP_ICS_LIMIT_BYTES, arena, &ask.bytes, &ask.size, reterr);
	if (rc == SP_OK && since != NULL)
		rc = sp_file_read(since, SP_ICS_LIMIT_BYTES, arena, &ask.before, &ask.before_size, reterr);
	return rc == SP_OK ? sp_ics_child_lint(&ask, arena, ret, reterr) : rc;
}

void
sp_share_finding_words(struct sp_str *out, const struct sp_ics_finding *finding)
{
	if (finding->file != NULL)
		sp_str_addf(out, "%s, ", finding->file);
	if (finding->line > 0)
		sp_str_addf(out, "line %d: ", finding->line);
	sp_str_addf(out, "%s %s (%s): %s\n", finding->must ? "must" : "should", finding->rule,
		    finding->affected, finding->text);
}
