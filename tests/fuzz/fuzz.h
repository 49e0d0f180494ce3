/*
 * What a fuzz target is: a function that takes any bytes and must neither crash, hang, leak nor break a promise that
 * it asserts. The name is libFuzzer's.
 */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
