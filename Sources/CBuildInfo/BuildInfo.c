#include "CBuildInfo.h"

const char *rm_build_commit(void) { return RM_COMMIT; }
