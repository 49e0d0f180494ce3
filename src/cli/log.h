/*
 * What the files of the log's commands share.
 */
#ifndef LOG_H
#define LOG_H

#include "run.h"

/* A day and a time that are past. */
enum sp_rc log_moment(const struct run *run, const char *text, sp_time *ret, struct sp_err *reterr);

/* log_audit.c */
enum sp_rc log_audit(struct run *run, struct sp_err *reterr);

#endif
