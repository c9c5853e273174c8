// The baseline of x86-64 (and the only level elsewhere).
#include "Kernels.h"

#define RM_NAME(name) rm_##name##_sse2
#include "Kernels.inc"
