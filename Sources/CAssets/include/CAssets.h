#ifndef RAINMAKER_C_ASSETS_H
#define RAINMAKER_C_ASSETS_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Number of files that the binary carries.
size_t rm_asset_count(void);

/// Name of a file, for example `presets/push.yaml`; NULL behind the last. Names are in ascending order.
const char *_Nullable rm_asset_name(size_t index);

/// The bytes of a file, or NULL if there is none of that name. They live as long as the process, and are not
/// terminated by a zero.
const unsigned char *_Nullable rm_asset(const char *_Nonnull name, size_t *_Nonnull length);

#ifdef __cplusplus
}
#endif

#endif
