/*
 * A folder of calendars as tests. See the header.
 */
#include "cases.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

static int
compare_test_names(const void *a, const void *b)
{
	const struct CMUnitTest *left = a;
	const struct CMUnitTest *right = b;

	return strcmp(left->name, right->name);
}

size_t
cases_collect(const char *folder, CMUnitTestFunction test, struct CMUnitTest tests[CASES_MAX])
{
	DIR *open = opendir(folder);
	size_t n = 0;

	if (open == NULL)
		return 0;
	for (struct dirent *entry = readdir(open); entry != NULL && n < CASES_MAX; entry = readdir(open)) {
		size_t len = strlen(entry->d_name);
		char *name = NULL;

		if (len < 5 || strcmp(entry->d_name + len - 4, ".ics") != 0)
			continue;
		name = strndup(entry->d_name, len - 4);
		tests[n++] = (struct CMUnitTest){.name = name, .test_func = test, .initial_state = name};
	}
	(void)closedir(open);
	qsort(tests, n, sizeof(tests[0]), compare_test_names);
	return n;
}
