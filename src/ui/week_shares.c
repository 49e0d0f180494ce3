/*
 * The line of shares: "E EHCP 4h30/5h  P Parents 2h/2h". Activities with the same letter are one share: the letter is what
 * stands on the blocks, so that is what is counted.
 */
#include "senplan/base/utf8.h"

#include "week.h"

#include <stdio.h>
#include <string.h>

enum { SHARES_MOST = 40, NAME_TEXT = 64, GAP = 2, MORE_WIDTH = 5 };

struct share {
	const struct sp_activity *activity; /* the first with the letter */
	int n;
	int32_t planned_min;
	int32_t wanted_min;
};

static int
collect(const struct sp_week *week, struct share *shares)
{
	int n = 0;

	for (size_t i = 0; i < week->n_shares; i++) {
		const struct sp_week_share *from = &week->shares[i];
		int at = 0;

		while (at < n && sp_chip_letter(shares[at].activity) != sp_chip_letter(from->activity))
			at++;
		if (at == SHARES_MOST)
			continue;
		if (at == n)
			shares[n++] = (struct share){.activity = from->activity};
		shares[at].n++;
		shares[at].planned_min += from->planned_min;
		shares[at].wanted_min += from->wanted_min;
	}
	/* What is planned most comes first. */
	for (int i = 1; i < n; i++) {
		struct share share = shares[i];
		int j = i;

		for (; j > 0 && shares[j - 1].planned_min < share.planned_min; j--)
			shares[j] = shares[j - 1];
		shares[j] = share;
	}
	return n;
}

/* Bytes of the words that both names begin with, without the blank behind them. */
static size_t
common_words(const char *a, const char *b)
{
	size_t whole = 0;

	for (size_t i = 0;; i++) {
		bool end_a = a[i] == '\0' || a[i] == ' ';
		bool end_b = b[i] == '\0' || b[i] == ' ';

		if (end_a && end_b)
			whole = i;
		if (a[i] != b[i] || a[i] == '\0')
			return whole;
	}
}

static const char *
kind_label(enum sp_activity_kind kind)
{
	switch (kind) {
	case SP_KIND_STRATEGIC:
		return "Strategic";
	case SP_KIND_OPERATIONAL:
		return "Operational";
	case SP_KIND_ADMINISTRATIVE:
		return "Admin";
	case SP_KIND_DIRECT:
		return "Direct";
	case SP_KIND_TEACHING:
		return "Teaching";
	case SP_KIND_PULLED_AWAY:
		return "Pulled away";
	}
	return "Other";
}

/* The words that most of the letter's activities begin with ("EHCP"), else what kind of work it is. */
static void
name_share(const struct sp_week *week, const struct share *share, char *buf)
{
	uint32_t letter = sp_chip_letter(share->activity);
	int most = 1;

	snprintf(buf, NAME_TEXT, "%s",
		 share->n == 1 ? share->activity->name : kind_label(share->activity->kind));
	for (size_t i = 0; i < week->n_shares && share->n > 1; i++) {
		const char *name = week->shares[i].activity->name;
		size_t len = strlen(name);
		int alike = 0;

		if (sp_chip_letter(week->shares[i].activity) != letter)
			continue;
		for (size_t j = 0; j < week->n_shares; j++) {
			size_t words = common_words(name, week->shares[j].activity->name);

			if (sp_chip_letter(week->shares[j].activity) != letter || words == 0)
				continue;
			alike++;
			len = words < len ? words : len;
		}
		if (alike > most) {
			most = alike;
			snprintf(buf, NAME_TEXT, "%.*s", (int)(len < NAME_TEXT ? len : NAME_TEXT - 1), name);
		}
	}
}

void
sp_week_shares_draw(const struct sp_ui *ui, struct sp_rect line, struct sp_surface *surface)
{
	const struct sp_week *week = &ui->world->week;
	struct share shares[SHARES_MOST];
	int n = collect(week, shares);
	int x = line.x + 1;

	for (int i = 0; i < n; i++) {
		bool is_short = shares[i].wanted_min > shares[i].planned_min;
		char name[NAME_TEXT], planned[SP_CLOCK_TEXT], wanted[SP_CLOCK_TEXT],
			text[NAME_TEXT + 2 * SP_CLOCK_TEXT + 8];
		int width;

		name_share(week, &shares[i], name);
		snprintf(text, sizeof(text), " %s %s%s%s%s", name,
			 sp_short_length(shares[i].planned_min, planned), shares[i].wanted_min > 0 ? "/" : "",
			 shares[i].wanted_min > 0 ? sp_short_length(shares[i].wanted_min, wanted) : "",
			 is_short ? " !" : "");
		width = 1 + sp_surface_width(surface, text);
		if (x + width + (i + 1 < n ? MORE_WIDTH : 0) > line.x + line.width) {
			sp_surface_textf(surface, x, line.y, -1, SP_STYLE_DIM, "+%d", n - i);
			return;
		}
		sp_surface_put(surface, x, line.y, sp_chip_letter(shares[i].activity),
			       sp_chip_style(shares[i].activity));
		sp_surface_text(surface, x + 1, line.y, -1, text,
				is_short ? SP_STYLE_WARNING : SP_STYLE_TEXT);
		x += width + GAP;
	}
}
