/*
 * Arenas: a list of chunks, each twice the size of the one before up to a bound; the newest is filled.
 */
#include "senplan/base/arena.h"

#include <assert.h>
#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_CHUNK = 4096, LARGEST_CHUNK = 1 << 20, ALIGN = alignof(max_align_t) };

struct sp_arena_chunk {
	struct sp_arena_chunk *older;
	size_t size; /* bytes behind the header */
	size_t used;
	alignas(max_align_t) unsigned char bytes[];
};

void
sp_arena_init(struct sp_arena *arena)
{
	memset(arena, 0, sizeof(*arena));
}

static void
free_chunks(struct sp_arena_chunk *chunk)
{
	while (chunk != NULL) {
		struct sp_arena_chunk *older = chunk->older;

		free(chunk);
		chunk = older;
	}
}

void
sp_arena_finish(struct sp_arena *arena)
{
	if (arena == NULL)
		return;
	free_chunks(arena->head);
	memset(arena, 0, sizeof(*arena));
}

void
sp_arena_clear(struct sp_arena *arena)
{
	arena->total_bytes = 0;
	if (arena->head == NULL)
		return;
	free_chunks(arena->head->older);
	arena->head->older = NULL;
	arena->head->used = 0;
}

static struct sp_arena_chunk *
add_chunk(struct sp_arena *arena, size_t at_least)
{
	size_t size = arena->head == NULL ? FIRST_CHUNK : arena->head->size * 2;
	struct sp_arena_chunk *chunk;

	if (size > LARGEST_CHUNK)
		size = LARGEST_CHUNK;
	if (size < at_least)
		size = at_least;
	if (size > SIZE_MAX - sizeof(*chunk))
		return NULL;
	chunk = malloc(sizeof(*chunk) + size);
	if (chunk == NULL)
		return NULL;
	chunk->older = arena->head;
	chunk->size = size;
	chunk->used = 0;
	arena->head = chunk;
	return chunk;
}

void *
sp_arena_alloc(struct sp_arena *arena, size_t size)
{
	struct sp_arena_chunk *chunk = arena->head;
	size_t padded;
	void *memory;

	if (size > SIZE_MAX - ALIGN)
		return NULL;
	padded = (size + ALIGN - 1) / ALIGN * ALIGN;
	if (arena->limit_bytes != 0 && arena->total_bytes + padded > arena->limit_bytes)
		return NULL;
	if (chunk == NULL || chunk->size - chunk->used < padded)
		chunk = add_chunk(arena, padded);
	if (chunk == NULL)
		return NULL;
	memory = chunk->bytes + chunk->used;
	chunk->used += padded;
	assert(chunk->used <= chunk->size);
	arena->total_bytes += padded;
	memset(memory, 0, size);
	return memory;
}

void *
sp_arena_alloc_n(struct sp_arena *arena, size_t n, size_t size)
{
	assert(size > 0);
	if (n > SIZE_MAX / size)
		return NULL;
	return sp_arena_alloc(arena, n * size);
}

void *
sp_arena_memdup(struct sp_arena *arena, const void *data, size_t size)
{
	void *copy = sp_arena_alloc(arena, size);

	if (copy != NULL && size > 0)
		memcpy(copy, data, size);
	return copy;
}

char *
sp_arena_strndup(struct sp_arena *arena, const char *text, size_t len)
{
	char *copy;

	assert(len < SIZE_MAX);
	copy = sp_arena_alloc(arena, len + 1);
	if (copy != NULL)
		memcpy(copy, text, len);
	return copy;
}

char *
sp_arena_strdup(struct sp_arena *arena, const char *text)
{
	return text == NULL ? NULL : sp_arena_strndup(arena, text, strlen(text));
}

char *
sp_arena_printf(struct sp_arena *arena, const char *format, ...)
{
	va_list args;
	int len;
	char *text;

	va_start(args, format);
	len = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (len < 0)
		return NULL;
	text = sp_arena_alloc(arena, (size_t)len + 1);
	if (text == NULL)
		return NULL;
	va_start(args, format);
	vsnprintf(text, (size_t)len + 1, format, args);
	va_end(args);
	return text;
}
