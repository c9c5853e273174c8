#ifndef PAGE_STRING_H
#define PAGE_STRING_H
#include <stddef.h>
int strcmp(const char *a, const char *b);
#endif
