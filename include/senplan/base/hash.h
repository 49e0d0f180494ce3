/*
 * FNV-1a, 64 bits: a stable fingerprint of bytes, for change detection and hash tables. Not for secrets.
 */
#ifndef SENPLAN_BASE_HASH_H
#define SENPLAN_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

#define SP_HASH_START UINT64_C(0xcbf29ce484222325)

uint64_t sp_hash_bytes(uint64_t hash, const void *data, size_t size);
uint64_t sp_hash_text(uint64_t hash, const char *text); /* with its NUL; NULL counts as "" */

#endif
