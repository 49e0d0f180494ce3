/*
 * What the reading child says to its parent: numbers in the machine's own form, texts with their length, an
 * end mark. The parent believes none of it: every length and count is checked against what has arrived.
 */
#ifndef SENPLAN_SRC_APP_ICS_WIRE_H
#define SENPLAN_SRC_APP_ICS_WIRE_H

#include "senplan/base/str.h"
#include "senplan/ics/lint.h"
#include "senplan/ics/read.h"

struct wire_in {
	const char *next;
	const char *end;
	struct sp_arena *arena;
	bool bad;   /* what arrived is not what was meant */
	bool nomem; /* the arena is full */
};

void wire_put_error(struct sp_str *out, const struct sp_err *err);
void wire_put_reading(struct sp_str *out, const struct sp_ics_reading *reading);
void wire_put_findings(struct sp_str *out, const struct sp_ics_findings *findings);

/* The first word of an answer: SP_OK before a result, else the error has been put into *reterr. */
enum sp_rc wire_take_head(struct wire_in *in, struct sp_err *reterr);

/* Look at in->bad and in->nomem afterwards. */
void wire_take_reading(struct wire_in *in, struct sp_ics_reading *ret);
void wire_take_findings(struct wire_in *in, struct sp_ics_findings *ret);

#endif
