/*
 * Replays the kept inputs of a fuzz target, and of each its beginnings of up to 64 bytes: a driver for compilers
 * without libFuzzer. Each file of the folder is one case.
 */
#include "fuzz/fuzz.h"

#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LARGEST_INPUT = 1 << 20, BEGINNINGS = 64 };

/* In memory of exactly its size, so that a sanitizer sees a read beyond. */
static bool
try_bytes(const uint8_t *bytes, size_t size)
{
	uint8_t *exact = malloc(size == 0 ? 1 : size);

	if (exact == NULL)
		return false;
	if (size > 0)
		memcpy(exact, bytes, size);
	LLVMFuzzerTestOneInput(exact, size);
	free(exact);
	return true;
}

static bool
replay(const char *path)
{
	FILE *file = fopen(path, "rb");
	uint8_t *bytes = malloc(LARGEST_INPUT);
	bool good = file != NULL && bytes != NULL;

	if (good) {
		size_t n = fread(bytes, 1, LARGEST_INPUT, file);

		good = try_bytes(bytes, n);
		for (size_t size = 0; good && size < n && size < BEGINNINGS; size++)
			good = try_bytes(bytes, size);
	} else {
		fprintf(stderr, "%s: cannot be read\n", path);
	}
	if (file != NULL)
		fclose(file);
	free(bytes);
	return good;
}

int
main(int argc, char **argv)
{
	DIR *folder = argc == 2 ? opendir(argv[1]) : NULL;
	const struct dirent *entry;
	int n_passed = 0, n_failed = 0;

	if (folder == NULL) {
		fprintf(stderr, "usage: %s FOLDER\n", argv[0]);
		return 2;
	}
	while ((entry = readdir(folder)) != NULL) {
		char path[4096];

		if (entry->d_name[0] == '.')
			continue;
		snprintf(path, sizeof(path), "%s/%s", argv[1], entry->d_name);
		if (replay(path))
			n_passed++;
		else
			n_failed++;
	}
	closedir(folder);
	printf("%d passed, %d failed\n", n_passed, n_failed);
	return n_failed > 0 || n_passed == 0;
}
