#ifndef B_H
#define B_H
bool bad(void);
#endif
