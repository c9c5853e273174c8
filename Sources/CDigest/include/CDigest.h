// SHA-256's compression of whole blocks (FIPS 180-4).
#ifndef CDIGEST_H
#define CDIGEST_H

#include <stddef.h>
#include <stdint.h>

/// Takes `blocks` blocks of 64 bytes into the state, by the processor's own instructions where it has them.
void rm_sha256(uint32_t state[8], const void *bytes, size_t blocks);

/// The same without those instructions.
void rm_sha256_plain(uint32_t state[8], const void *bytes, size_t blocks);

#endif
