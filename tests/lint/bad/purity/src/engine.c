/*
 * An engine that is not pure: it allocates, prints, counts in a variable of its own and computes with doubles.
 */
#include <stdio.h>
#include <stdlib.h>

static const char *const names[] = {"a constant", "table of pointers", "is fine"};
static int n_calls;
int limit = 3;

const char *
sp_bad(int i, double weight)
{
	char *text = malloc(10);

	if (++n_calls > limit)
		printf("%f\n", weight * i);
	return text == NULL ? names[i] : text;
}
