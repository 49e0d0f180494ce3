/*
 * Small phrases that the sentences share.
 */
#ifndef REPORT_WORDS_PRIVATE_H
#define REPORT_WORDS_PRIVATE_H

#include "senplan/report/words.h"

void sp_words_day(struct sp_str *out, sp_day day);		 /* "Tue 24 Nov" */
void sp_words_time(struct sp_str *out, sp_time time);		 /* "Tue 24 Nov 09:00" */
void sp_words_length(struct sp_str *out, int32_t length_min);	 /* "1h30" */
void sp_words_count(struct sp_str *out, int n, const char *one); /* "1 school day", "3 school days" */

/* "14 days before the meeting", "a fixed date, 15 Feb"; without the source. */
void sp_words_rule_phrase(struct sp_str *out, const struct sp_rule *rule);

/* "parents and agencies get 3 school days' notice" */
void sp_words_notice(struct sp_str *out, const struct sp_snapshot *snapshot);

/* " (SEND Regulations 2014, reg 20)", or nothing. */
void sp_words_source(struct sp_str *out, const struct sp_rule *rule);

#endif
