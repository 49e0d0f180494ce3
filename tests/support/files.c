/*
 * Whole files, for tests. See the header.
 */
#include "support/files.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *
file_read(const char *path, size_t *ret_size)
{
	FILE *file = fopen(path, "rb");
	char *bytes = NULL;
	size_t n = 0;
	long size = -1;

	if (file == NULL)
		return NULL;
	if (fseek(file, 0, SEEK_END) == 0)
		size = ftell(file);
	rewind(file);
	if (size >= 0)
		bytes = calloc((size_t)size + 1, 1);
	if (bytes != NULL)
		n = fread(bytes, 1, (size_t)size, file);
	fclose(file);
	if (ret_size != NULL)
		*ret_size = n;
	return bytes;
}

void
file_write(const char *path, const char *text)
{
	FILE *file = fopen(path, "wb");

	if (file == NULL || fwrite(text, 1, strlen(text), file) != strlen(text) || fclose(file) != 0) {
		fprintf(stderr, "%s cannot be written\n", path);
		abort();
	}
}
