/*
 * What the SENCO said of busy times from calendars. A calendar that is published names its events anew at every
 * download, and a school system writes each lesson as an event of its own: so a mark knows its times by their UID or by
 * their title, weekday and hours.
 */
#include "senplan/base/str.h"
#include "senplan/model/availability.h"

static bool
is_same_lesson(const struct sp_busy_mark *mark, const struct sp_busy_time *busy)
{
	return sp_streq(mark->title, busy->title) && busy->end - busy->start == mark->end - mark->start &&
	       sp_time_minute(busy->start) == sp_time_minute(mark->start) &&
	       sp_day_weekday(sp_time_day(busy->start)) == sp_day_weekday(sp_time_day(mark->start));
}

bool
sp_busy_mark_covers(const struct sp_busy_mark *mark, const struct sp_busy_time *busy)
{
	bool same_uid = mark->uid[0] != '\0' && sp_streq(mark->uid, busy->uid);

	if (mark->source.v != busy->source.v)
		return false;
	switch (mark->scope) {
	case SP_BUSY_ONCE:
		return mark->start == busy->start && (same_uid || sp_streq(mark->title, busy->title));
	case SP_BUSY_SERIES:
		return same_uid || is_same_lesson(mark, busy);
	case SP_BUSY_TITLE:
		return sp_streq(mark->title, busy->title);
	}
	return false;
}

const struct sp_busy_mark *
sp_busy_mark_of(const struct sp_snapshot *snapshot, const struct sp_busy_time *busy)
{
	const struct sp_busy_mark *found = NULL;

	/* The narrower one holds; of two, the later. */
	for (size_t i = 0; i < snapshot->busy_marks.n; i++) {
		const struct sp_busy_mark *mark = &snapshot->busy_marks.items[i];

		if ((found == NULL || mark->scope <= found->scope) && sp_busy_mark_covers(mark, busy))
			found = mark;
	}
	return found;
}

bool
sp_busy_counts(const struct sp_snapshot *snapshot, const struct sp_busy_time *busy,
	       enum sp_fixed_kind *ret_kind)
{
	const struct sp_busy_mark *mark = sp_busy_mark_of(snapshot, busy);
	enum sp_busy_counts counts = mark == NULL ? SP_BUSY_BUSY : mark->counts;

	if (counts == SP_BUSY_FREE || (counts == SP_BUSY_MEETING && mark->subject.v != 0))
		return false;
	*ret_kind = counts == SP_BUSY_TEACHING	? SP_FIXED_TEACH
		    : counts == SP_BUSY_MEETING ? SP_FIXED_MEETING
						: SP_FIXED_BUSY;
	return true;
}
