/*
 * Whole files, for tests: expected texts, instances, what the program wrote.
 */
#ifndef TESTS_SUPPORT_FILES_H
#define TESTS_SUPPORT_FILES_H

#include <stddef.h>

/* The bytes of a file with a 0 behind them, to be freed; NULL when it cannot be read. ret_size may be NULL. */
char *file_read(const char *path, size_t *ret_size);

/* Writes the text, over what was there; ends the program when it cannot. */
void file_write(const char *path, const char *text);

#endif
