#ifndef A_H
#define A_H
#include <stdbool.h>
bool good(void);
#endif
