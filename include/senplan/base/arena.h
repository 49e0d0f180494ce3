/*
 * An arena owns memory that dies together: a session, a snapshot, one solve, one frame, one call.
 * Nothing in it is freed alone. All memory it hands out is zeroed and aligned for any type.
 * Running out of memory is a NULL result, never an abort. A limit makes tests run out on purpose.
 */
#ifndef SENPLAN_BASE_ARENA_H
#define SENPLAN_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

struct sp_arena_chunk;

struct sp_arena {
	struct sp_arena_chunk *head; /* newest chunk */
	size_t total_bytes;	     /* handed out since init or clear */
	size_t limit_bytes;	     /* 0: none; else the total that may be handed out */
};

void sp_arena_init(struct sp_arena *arena);

/* Frees everything. The arena may be used again after sp_arena_init. Takes NULL. */
void sp_arena_finish(struct sp_arena *arena);

/* Forgets everything but keeps one chunk for the next use. */
void sp_arena_clear(struct sp_arena *arena);

/* Zeroed memory, or NULL. size 0 gives a valid pointer that must not be read. */
void *sp_arena_alloc(struct sp_arena *arena, size_t size);

/* n zeroed items; NULL also when n * size overflows. */
void *sp_arena_alloc_n(struct sp_arena *arena, size_t n, size_t size);

#define SP_ARENA_NEW(arena, type)      ((type *)sp_arena_alloc((arena), sizeof(type)))
#define SP_ARENA_NEW_N(arena, type, n) ((type *)sp_arena_alloc_n((arena), (n), sizeof(type)))

/* Copies, or NULL. NULL in gives NULL out: test the argument first where it matters. */
char *sp_arena_strdup(struct sp_arena *arena, const char *text);

/* Exactly `len` bytes, which must be there, and a NUL behind them. */
char *sp_arena_strndup(struct sp_arena *arena, const char *text, size_t len);
void *sp_arena_memdup(struct sp_arena *arena, const void *data, size_t size);
char *sp_arena_printf(struct sp_arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
