/*
 * Marks: one character each.
 */
#include "senplan/report/marks.h"

#include <assert.h>

char
sp_fixed_mark(enum sp_fixed_kind kind)
{
	switch (kind) {
	case SP_FIXED_TEACH:
		return '#';
	case SP_FIXED_PPA:
	case SP_FIXED_DUTY:
	case SP_FIXED_MEETING:
	case SP_FIXED_BUSY:
		return ':';
	case SP_FIXED_BREAK:
	case SP_FIXED_LUNCH:
		return '-';
	case SP_FIXED_OUT:
		return '.';
	case SP_FIXED_LOST:
		return 'x';
	}
	assert(!"a kind of fixed time without a mark");
	return ':';
}

const char *
sp_block_marks(const struct sp_week_block *block, char *buf)
{
	bool with_others = block->activity != NULL && block->activity->kind == SP_KIND_DIRECT;
	int n = 0;

	if (block->block->state == SP_BLOCK_DONE)
		buf[n++] = 'v';
	if (block->block->locked)
		buf[n++] = '=';
	if (block->block->state == SP_BLOCK_CONFIRMED)
		buf[n++] = '*';
	if (block->block->state == SP_BLOCK_PROPOSED && with_others && !block->unreviewed)
		buf[n++] = '~';
	if (block->late)
		buf[n++] = '!';
	if (block->unreviewed)
		buf[n++] = '?';
	assert(n < SP_BLOCK_MARKS);
	buf[n] = '\0';
	return buf;
}
