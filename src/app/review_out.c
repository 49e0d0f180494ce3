/*
 * The review from the plan, and into a file.
 */
#include "senplan/app/review_out.h"

#include "senplan/base/array.h"

#include "session.h"

#include <string.h>

enum { PAPER = 80 }; /* columns of a text in a file */

enum sp_rc
sp_review_of(struct sp_app *app, const struct sp_review_ask *ask, struct sp_arena *arena,
	     struct sp_review *ret_review, struct sp_err *reterr)
{
	const struct sp_snapshot *snapshot = sp_app_snapshot(app);
	struct sp_review_request request = {
		.range = {.from_day = ask->from_day, .to_day = ask->to_day},
		.now = sp_app_now(app),
		.exact = ask->exact,
		.ascii = ask->ascii,
	};
	enum sp_rc rc = sp_review_range_of(snapshot, ask->kind, ask->day, arena, &request.range, reterr);

	return rc == SP_OK ? sp_review_build(snapshot, &request, arena, ret_review, reterr) : rc;
}

enum sp_review_format
sp_review_format_of(const char *path)
{
	static const struct {
		const char *end;
		enum sp_review_format format;
	} ends[] = {
		{".html", SP_REVIEW_AS_HTML}, {".htm", SP_REVIEW_AS_HTML},  {".csv", SP_REVIEW_AS_CSV},
		{".md", SP_REVIEW_AS_MD},     {".json", SP_REVIEW_AS_JSON},
	};
	size_t len = strlen(path);

	for (size_t i = 0; i < SP_COUNT(ends); i++)
		if (len > strlen(ends[i].end) && sp_strieq(path + len - strlen(ends[i].end), ends[i].end))
			return ends[i].format;
	return SP_REVIEW_AS_TEXT;
}

enum sp_rc
sp_review_save(const struct sp_review *review, enum sp_review_format format, const char *path,
	       struct sp_err *reterr)
{
	struct sp_str out;
	enum sp_rc rc;

	sp_str_init(&out);
	sp_review_write(review, format, PAPER, &out);
	rc = out.failed ? sp_err_nomem(reterr) : write_target(path, out.text, out.len, reterr);
	sp_str_finish(&out);
	return rc;
}
