/*
 * The words of a typed date while they are read. Each take_… function either takes words and says true, or leaves
 * them where they were and says false. A text that is understood but cannot be (31 February) sets `bad`.
 */
#ifndef SENPLAN_MODEL_WHEN_WORDS_H
#define SENPLAN_MODEL_WHEN_WORDS_H

#include "senplan/model/snapshot.h"

enum { WHEN_MAX_WORDS = 16, WHEN_WORD = 24 };

struct when_words {
	char word[WHEN_MAX_WORDS][WHEN_WORD]; /* small letters */
	size_t n;
	size_t at;
	const struct sp_snapshot *snapshot;
	sp_time now;
	bool bad; /* *reterr has been filled */
	struct sp_err *reterr;
};

/* The words of a text; false (and `bad`) when it is none that could be a date. */
bool when_split(struct when_words *words, const char *text);

/* The word at the cursor, or "". */
const char *when_word(const struct when_words *words);

/* Takes the words of `phrase` ("half term") if they stand here. */
bool when_take(struct when_words *words, const char *phrase);

/* Takes one word of "a|b|c"; *ret_which (may be NULL) is which. */
bool when_take_one(struct when_words *words, const char *list, int *ret_which);

/* Says what cannot be; returns false. */
bool when_bad(struct when_words *words, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* A day in any of its ways. */
bool when_take_day(struct when_words *words, sp_day *ret_day);

/* "23/11", "23 nov 2026", "nov 23", "23rd", "2026-11-23"; `weekday` (-1: none was said) narrows or checks it. */
bool when_take_date(struct when_words *words, int weekday, sp_day *ret_day);

/* "30nov", "mon7dec", "6-jan-27", "fri15:30", "2026-11-23t08:00" in one word: how many bytes of it are a word of their own; 0: all. */
size_t when_unglue(const char *word, size_t *ret_pass);

/* "november", "month" (this one): its first and last day, if no day of the month stands with it. */
bool when_take_month(struct when_words *words, sp_day *ret_from, sp_day *ret_to);

/* "of december", "in term" behind "second tue": the nth such weekday of it; -1: its last. */
bool when_take_nth(struct when_words *words, int nth, int weekday, sp_day *ret_day);

/* What "before", "after", "start of" and "end of" can be said of. */
struct when_days {
	sp_day from_day;
	sp_day to_day;
};
bool when_take_anchor(struct when_words *words, struct when_days *ret);

/* As it, but no single day that is said as a day: "autumn 1", "week 12", "november". */
bool when_take_stretch(struct when_words *words, struct when_days *ret);

int when_take_weekday(struct when_words *words); /* 0-6; -1: none stands here */

#endif
