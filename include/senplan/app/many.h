/*
 * Several plans' files at once, read and never written: for the trust's view (report/trust.h).
 */
#ifndef SENPLAN_APP_MANY_H
#define SENPLAN_APP_MANY_H

#include "senplan/app/review_out.h"

/*
 * Adds up the reviews of the files; a folder stands for the *.db in it. A file that cannot be read is named in the review
 * and left out; *ret_n_failed says how many. SP_USAGE when there is no file at all.
 */
enum sp_rc sp_review_many(const struct sp_env *env, const char *const *paths, size_t n_paths,
			  const struct sp_review_ask *ask, struct sp_arena *arena,
			  struct sp_review *ret_review, size_t *ret_n_failed, struct sp_err *reterr);

#endif
