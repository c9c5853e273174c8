#include "Kernels.h"

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#define RM_NAME(name) rm_##name##_avx2
#include "Kernels.inc"
#pragma clang attribute pop
#endif
