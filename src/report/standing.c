/*
 * What is known of a block's time, from its state and from the log.
 */
#include "senplan/report/standing.h"

const char *const sp_standing_names[] = {"ahead", "open", "done", "lost"};

struct sp_block_standing
sp_standing_of(const struct sp_snapshot *snapshot, const struct sp_block *block, sp_time now)
{
	struct sp_block_standing ret = {.cause = SP_CAUSE_NONE};
	bool named = block->state == SP_BLOCK_DONE;
	bool lost = false;

	for (size_t i = 0; i < snapshot->log_entries.n; i++) {
		const struct sp_log_entry *entry = &snapshot->log_entries.items[i];

		if (entry->kind == SP_LOG_LOST) {
			if (entry->start < block->start + block->length_min &&
			    entry->start + entry->length_min > block->start) {
				lost = true;
				ret.cause = entry->cause;
			}
		} else if (entry->block.v == block->id.v && block->id.v != 0) {
			named = true;
			ret.logged_min += entry->length_min;
		}
	}
	ret.standing = named		    ? SP_STANDING_DONE
		       : lost		    ? SP_STANDING_LOST
		       : block->start < now ? SP_STANDING_OPEN
					    : SP_STANDING_AHEAD;
	return ret;
}
