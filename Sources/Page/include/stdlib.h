#ifndef PAGE_STDLIB_H
#define PAGE_STDLIB_H
#include <stddef.h>
char *getenv(const char *name);
#endif
