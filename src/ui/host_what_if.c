/*
 * What the host does with what if: reads what was typed, and plans the year a slice at a time between two keys; and the review
 * written to a folder, with such a plan behind it or without.
 */
#include "senplan/app/review_out.h"
#include "senplan/app/what_if.h"
#include "senplan/base/array.h"
#include "senplan/model/when.h"

#include "act.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SLICE_TICKS = 500, PAGE_WIDTH = 84, PAGE_EDGES = 6, PATH_SIZE = 1200 };

struct sp_report_order { /* kept while a scenario is being thought through */
	struct sp_review_ask ask;
	unsigned formats;      /* bits of enum sp_review_format */
	char path[PATH_SIZE];  /* without the ending */
	char shown[PATH_SIZE]; /* as it was typed */
};

void
sp_host_think_end(struct sp_host_think *think)
{
	sp_thinking_end(think->thinking);
	free(think->order);
	*think = (struct sp_host_think){.thinking = NULL};
}

static enum sp_rc
begin(struct sp_host_think *think, const struct sp_hosting *h, const struct sp_what_if_ask *ask,
      struct sp_err *reterr)
{
	enum sp_rc rc =
		sp_thinking_begin(h->app, ask, think->what_for == SP_THINK_REAL, &think->thinking, reterr);

	if (rc != SP_OK) {
		sp_host_think_end(think);
		return rc;
	}
	h->answer->more = true;
	sp_str_add(h->words, "Working: the year is being planned. Esc stops it.");
	return SP_OK;
}

/* --- what is asked --- */

/* The days that are counted, as the list has them. */
static enum sp_rc
counted_days(const struct sp_hosting *h, struct sp_what_if_ask *ask, struct sp_err *reterr)
{
	const struct sp_ui_what_if *list = &h->ui->what_if;
	struct sp_review_range range = {.from_day = list->from_day, .to_day = list->to_day};
	enum sp_rc rc;

	if (list->counted < 0)
		return SP_OK;
	rc = sp_review_range_of(sp_app_snapshot(h->app), (enum sp_review_range_kind)list->counted,
				sp_time_day(sp_app_now(h->app)), h->arena, &range, reterr);
	if (rc != SP_OK)
		return rc;
	ask->range_name = range.name;
	ask->from_day = range.from_day;
	ask->to_day = range.to_day;
	return SP_OK;
}

static const char *
list_text(const struct sp_hosting *h, const char *more)
{
	struct sp_str text;
	const char *copy;

	sp_str_init(&text);
	sp_what_if_text(&h->ui->what_if, more, &text);
	copy = text.failed ? NULL : sp_arena_strdup(h->arena, text.text);
	sp_str_finish(&text);
	return copy;
}

static bool
is_ticked(const struct sp_ui_what_if *list, int64_t id)
{
	for (int i = 0; i < list->n_ticked; i++)
		if (list->ticked[i] == id)
			return true;
	return false;
}

/* Those that are ticked and still there; the first ones when none is. */
static void
name_kept(const struct sp_hosting *h, struct sp_what_if_ask *ask)
{
	const struct sp_snapshot *s = sp_app_snapshot(h->app);

	for (int again = 0; again < 2 && ask->n == 0; again++)
		for (size_t i = 0; i < s->scenarios.n && ask->n < SP_COMPARE_MOST; i++) {
			const struct sp_scenario *kept = &s->scenarios.items[i];

			if (again == 0 && !is_ticked(&h->ui->what_if, kept->id.v))
				continue;
			ask->names[ask->n] = kept->name;
			ask->changes[ask->n++] = kept->changes;
		}
}

static enum sp_rc
begin_page(struct sp_host_think *think, const struct sp_hosting *h, bool kept, struct sp_err *reterr)
{
	struct sp_what_if_ask ask = {.n = 0, .ascii = h->ui->options.ascii};
	enum sp_rc rc = counted_days(h, &ask, reterr);

	if (rc != SP_OK)
		return rc;
	if (kept) {
		name_kept(h, &ask);
	} else {
		ask.changes[0] = list_text(h, NULL);
		ask.n = 1;
		if (ask.changes[0] == NULL)
			return sp_err_nomem(reterr);
	}
	if (ask.n == 0)
		return sp_err_set(reterr, SP_NO, "No scenario is kept.");
	think->what_for = SP_THINK_PAGE;
	think->is_list = !kept;
	return begin(think, h, &ask, reterr);
}

static enum sp_rc
begin_real(struct sp_host_think *think, const struct sp_hosting *h, struct sp_err *reterr)
{
	struct sp_what_if_ask ask = {.n = 1};

	ask.changes[0] = list_text(h, NULL);
	if (ask.changes[0] == NULL)
		return sp_err_nomem(reterr);
	think->what_for = SP_THINK_REAL;
	return begin(think, h, &ask, reterr);
}

/* Is it understood, beside the rest of the list? */
static enum sp_rc
understand(const struct sp_hosting *h, const char *more, struct sp_err *reterr)
{
	const char *words, *text = list_text(h, more);
	enum sp_rc rc =
		text == NULL ? sp_err_nomem(reterr) : sp_what_if_read(h->app, text, h->arena, &words, reterr);

	if (rc == SP_OK)
		sp_str_addf(h->words, "Understood: %s.", words);
	return rc;
}

static enum sp_rc
keep_or_remove(const struct sp_hosting *h, struct sp_err *reterr)
{
	const struct sp_snapshot *s = sp_app_snapshot(h->app);
	struct sp_outcome outcome = {.arena = h->arena, .done = ""};
	const char *text = list_text(h, NULL);
	enum sp_rc rc = SP_OK;

	if (h->ui->looking)
		return sp_err_set(reterr, SP_NO, "Not while you look together: nothing can be changed.");
	if (text == NULL)
		return sp_err_nomem(reterr);
	if (h->effect->number == SP_WHAT_IF_KEEP) {
		rc = sp_scenario_save(h->app, h->effect->text, text, &outcome, reterr);
	} else {
		const struct sp_scenario *kept = NULL;

		for (size_t i = 0; i < s->scenarios.n; i++)
			if (s->scenarios.items[i].id.v == h->effect->id)
				kept = &s->scenarios.items[i];
		rc = kept == NULL ? sp_err_set(reterr, SP_NO, "It is not there any more.")
				  : sp_scenario_remove(h->app, kept->name, &outcome, reterr);
	}
	if (rc != SP_OK)
		return rc;
	h->answer->changed = true;
	sp_str_addf(h->words, "%s u takes it back.", outcome.done);
	return SP_OK;
}

enum sp_rc
sp_host_what_if(struct sp_host_think *think, const struct sp_hosting *h, struct sp_err *reterr)
{
	enum sp_what_if_act act = (enum sp_what_if_act)h->effect->number;

	h->answer->id = SP_WHAT_IF_SAID;
	sp_host_think_end(think);
	switch (act) {
	case SP_WHAT_IF_TYPED:
		return understand(h, h->effect->text, reterr);
	case SP_WHAT_IF_COMPARE:
		return begin_page(think, h, false, reterr);
	case SP_WHAT_IF_COMPARE_KEPT:
		return begin_page(think, h, true, reterr);
	case SP_WHAT_IF_REAL:
		if (h->ui->looking)
			return sp_err_set(reterr, SP_NO,
					  "Not while you look together: nothing can be changed.");
		return begin_real(think, h, reterr);
	case SP_WHAT_IF_KEEP:
	case SP_WHAT_IF_REMOVE:
		return keep_or_remove(h, reterr);
	}
	assert(!"no act of what if");
	return SP_USAGE;
}

/* --- the report --- */

static enum sp_rc
ordered_days(const struct sp_hosting *h, struct sp_review_ask *ask, struct sp_err *reterr)
{
	const char *range = sp_sheet_text(h->effect->sheet, "range");
	int kind = sp_enum_parse(sp_review_range_names, range);
	sp_day from, until;
	enum sp_rc rc = sp_when_range(sp_app_snapshot(h->app), sp_app_now(h->app),
				      sp_sheet_text(h->effect->sheet, "from"),
				      sp_sheet_text(h->effect->sheet, "until"), &from, &until, reterr);

	if (rc != SP_OK)
		return rc;
	if ((from == SP_DAY_NONE) != (until == SP_DAY_NONE))
		return sp_err_set(reterr, SP_USAGE, "%s: From and until go together.",
				  from == SP_DAY_NONE ? "from" : "until");
	if (from != SP_DAY_NONE && until < from)
		return sp_err_set(reterr, SP_USAGE, "until: It comes before the first day.");
	ask->kind = h->ui->review_kind;
	ask->day = h->ui->review_day;
	ask->from_day = h->ui->review_from;
	ask->to_day = h->ui->review_to;
	if (kind >= 0) {
		ask->kind = (enum sp_review_range_kind)kind;
		ask->day = sp_time_day(sp_app_now(h->app));
	}
	if (from != SP_DAY_NONE) {
		ask->kind = SP_REVIEW_ANY;
		ask->from_day = from;
		ask->to_day = until;
	}
	return SP_OK;
}

static enum sp_rc
read_order(const struct sp_hosting *h, struct sp_report_order *order, struct sp_err *reterr)
{
	const struct sp_sheet *sheet = h->effect->sheet;
	const char *format = sp_sheet_text(sheet, "format"), *folder = sp_sheet_text(sheet, "folder");
	const char *name = sp_sheet_text(sheet, "name"), *path;
	size_t len = strlen(folder);
	enum sp_rc rc = ordered_days(h, &order->ask, reterr);

	if (rc != SP_OK)
		return rc;
	if (name[0] == '\0' || strchr(name, '/') != NULL)
		return sp_err_set(reterr, SP_USAGE, "name: A name without / is needed: review-autumn.");
	order->ask.exact = sp_streq(sp_sheet_text(sheet, "exact"), "yes");
	order->formats = sp_streq(format, "all")
				 ? (1u << SP_REVIEW_FORMAT_COUNT) - 1
				 : 1u << (unsigned)sp_enum_parse(sp_review_format_names, format);
	snprintf(order->shown, sizeof(order->shown), "%s%s%s", folder,
		 len > 0 && folder[len - 1] != '/' ? "/" : "", name);
	path = sp_app_typed_path(h->app, order->shown, h->arena);
	if (path == NULL)
		return sp_err_nomem(reterr);
	if (strlen(path) + 8 > sizeof(order->path))
		return sp_err_set(reterr, SP_USAGE, "folder: The path is too long.");
	snprintf(order->path, sizeof(order->path), "%s", path);
	return SP_OK;
}

static enum sp_rc
write_formats(const struct sp_report_order *order, const struct sp_review *review, struct sp_err *reterr)
{
	static const char *const ends[SP_REVIEW_FORMAT_COUNT] = {
		[SP_REVIEW_AS_TEXT] = "txt",  [SP_REVIEW_AS_MD] = "md",	    [SP_REVIEW_AS_CSV] = "csv",
		[SP_REVIEW_AS_JSON] = "json", [SP_REVIEW_AS_HTML] = "html",
	};
	char path[PATH_SIZE + 8];
	enum sp_rc rc = SP_OK;

	for (unsigned f = 0; f < SP_REVIEW_FORMAT_COUNT && rc == SP_OK; f++) {
		if ((order->formats & (1u << f)) == 0)
			continue;
		snprintf(path, sizeof(path), "%s.%s", order->path, ends[f]);
		rc = sp_review_save(review, (enum sp_review_format)f, path, reterr);
	}
	return rc;
}

static enum sp_rc
write_report(const struct sp_hosting *h, const struct sp_report_order *order, const struct sp_review *more,
	     struct sp_err *reterr)
{
	struct sp_review review;
	enum sp_rc rc = sp_review_of(h->app, &order->ask, h->arena, &review, reterr);

	if (rc == SP_OK && more != NULL)
		sp_review_append(&review, more);
	if (rc == SP_OK)
		rc = write_formats(order, &review, reterr);
	if (rc == SP_OK)
		sp_str_addf(h->words,
			    "Written to %s%s. It is your own record of your time; you decide who gets it.",
			    order->shown,
			    (order->formats & (order->formats - 1)) != 0 ? ", all formats"
			    : order->formats == 1u << SP_REVIEW_AS_HTML	 ? ".html"
			    : order->formats == 1u << SP_REVIEW_AS_MD	 ? ".md"
			    : order->formats == 1u << SP_REVIEW_AS_CSV	 ? ".csv"
			    : order->formats == 1u << SP_REVIEW_AS_JSON	 ? ".json"
									 : ".txt");
	return rc;
}

static enum sp_rc
order_report(struct sp_host_think *think, const struct sp_hosting *h, struct sp_err *reterr)
{
	const char *name = sp_sheet_text(h->effect->sheet, "scenario");
	const struct sp_scenario *kept = sp_scenario_find(sp_app_snapshot(h->app), name);
	struct sp_report_order *order = calloc(1, sizeof(*order));
	struct sp_what_if_ask ask = {.n = 1};
	enum sp_rc rc;

	if (h->ui->looking || order == NULL) {
		free(order);
		return h->ui->looking ? sp_err_set(reterr, SP_NO, "Not while you look together.")
				      : sp_err_nomem(reterr);
	}
	think->order = order;
	rc = read_order(h, order, reterr);
	if (rc == SP_OK && !sp_streq(name, "none") && kept == NULL)
		rc = sp_err_set(reterr, SP_NO, "scenario: It is not there any more.");
	if (rc == SP_OK && kept != NULL) {
		ask.changes[0] = kept->changes;
		ask.exact = order->ask.exact;
		think->what_for = SP_THINK_REPORT;
		return begin(think, h, &ask, reterr);
	}
	if (rc == SP_OK)
		rc = write_report(h, order, NULL, reterr);
	sp_host_think_end(think);
	return rc;
}

enum sp_rc
sp_host_what_if_sheet(struct sp_host_think *think, const struct sp_hosting *h, struct sp_err *reterr)
{
	char change[SP_CHANGE_TEXT];

	sp_host_think_end(think);
	if (h->effect->sheet->of == SP_SHEET_REPORT)
		return order_report(think, h, reterr);
	sp_change_of_sheet(h->effect->sheet, change);
	return understand(h, change, reterr);
}

/* --- a slice --- */

static enum sp_rc
show_result(struct sp_host_think *think, const struct sp_hosting *h, struct sp_err *reterr)
{
	int width = (h->ui->width < PAGE_WIDTH ? h->ui->width : PAGE_WIDTH) - PAGE_EDGES;
	struct sp_review_shape shape = {.width = width, .list = h->ui->review_list};
	const struct sp_review_line *lines;
	struct sp_review review;
	size_t n = 0;
	enum sp_rc rc = sp_thinking_result(think->thinking, h->arena, &review, reterr);

	if (rc == SP_OK && think->what_for == SP_THINK_REPORT) {
		h->answer->id = SP_WHAT_IF_WRITTEN;
		return write_report(h, think->order, &review, reterr);
	}
	if (rc == SP_OK)
		rc = sp_review_lines(&review, &shape, h->arena, &lines, &n, reterr);
	for (size_t i = 0; rc == SP_OK && i < n; i++)
		sp_str_addf(h->words, "%s\n", lines[i].text);
	h->answer->id = think->is_list ? SP_WHAT_IF_PAGE_LIST : SP_WHAT_IF_PAGE;
	return rc;
}

static enum sp_rc
finish(struct sp_host_think *think, const struct sp_hosting *h, struct sp_err *reterr)
{
	struct sp_outcome outcome = {.arena = h->arena, .done = ""};
	enum sp_rc rc;

	if (think->what_for != SP_THINK_REAL)
		return show_result(think, h, reterr);
	rc = sp_thinking_accept(think->thinking, &outcome, reterr);
	if (rc == SP_OK) {
		h->answer->changed = true;
		sp_str_addf(h->words, "%s u takes it back.", outcome.done);
	}
	return rc;
}

enum sp_rc
sp_host_think(struct sp_host_think *think, const struct sp_hosting *h, struct sp_err *reterr)
{
	size_t at, n;
	enum sp_rc rc;

	h->answer->id = SP_WHAT_IF_SAID;
	if (h->effect->number == 1 || think->thinking == NULL) {
		sp_host_think_end(think);
		sp_str_add(h->words, "Stopped. Nothing has changed.");
		return SP_OK;
	}
	if (!think->is_ready) {
		think->is_ready = !sp_thinking_run(think->thinking, SLICE_TICKS);
		sp_thinking_progress(think->thinking, &at, &n);
		sp_str_addf(h->words, "Working: plan %zu of %zu. Esc stops it.", at, n);
		h->answer->more = true;
		return SP_OK;
	}
	rc = finish(think, h, reterr);
	sp_host_think_end(think);
	return rc;
}
