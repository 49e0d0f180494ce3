/*
 * The text format of the engine's problems and answers (share/doc/engine.md, part 2), for the command line, the
 * tests and the benchmark. Parsing is from memory, into an arena; nothing here opens a file.
 */
#ifndef SENPLAN_ENGINE_INSTANCE_H
#define SENPLAN_ENGINE_INSTANCE_H

#include "senplan/base/arena.h"
#include "senplan/base/err.h"
#include "senplan/base/str.h"
#include "senplan/engine/problem.h"

struct sp_instance {
	struct sp_problem problem;
	const char *name;	   /* "" when the file has none */
	const int32_t *task_lines; /* where each task's row stands */
	const int32_t *pin_lines;  /* where each pin's row stands */
};

/*
 * Reads an instance; the arrays live in the arena. SP_INPUT names `path`, line and reason. The problem is also
 * validated (sp_problem_validate), so an SP_OK can be given to an engine at once.
 */
enum sp_rc sp_instance_parse(const char *text, size_t len, const char *path, struct sp_arena *arena,
			     struct sp_instance *ret_instance, struct sp_err *reterr);

/* Adds the solution in text form to `out`. */
void sp_solution_write(const struct sp_solution *solution, struct sp_str *out);

#endif
