#include "CAssets.h"

#include <string.h>

// Files are embedded by the compiler (`#embed` of C23), so that a copied binary is complete. A new file is one array
// and one line of the table.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char blend[] = {
#embed "presets/blend.yaml"
};
static const unsigned char distributed[] = {
#embed "presets/distributed.yaml"
};
static const unsigned char laissez_faire[] = {
#embed "presets/laissez-faire.yaml"
};
static const unsigned char person[] = {
#embed "presets/person.yaml"
};
static const unsigned char pull[] = {
#embed "presets/pull.yaml"
};
static const unsigned char pull_with_experts[] = {
#embed "presets/pull-with-experts.yaml"
};
static const unsigned char push[] = {
#embed "presets/push.yaml"
};
static const unsigned char push_with_experts[] = {
#embed "presets/push-with-experts.yaml"
};

typedef struct {
  const char *name;
  const unsigned char *bytes;
  size_t length;
} asset;

#define ASSET(name, bytes) {name, bytes, sizeof(bytes)}

static const asset assets[] = {
    ASSET("presets/blend.yaml", blend),
    ASSET("presets/distributed.yaml", distributed),
    ASSET("presets/laissez-faire.yaml", laissez_faire),
    ASSET("presets/person.yaml", person),
    ASSET("presets/pull.yaml", pull),
    ASSET("presets/pull-with-experts.yaml", pull_with_experts),
    ASSET("presets/push.yaml", push),
    ASSET("presets/push-with-experts.yaml", push_with_experts),
};

enum { assetCount = sizeof(assets) / sizeof(assets[0]) };

size_t rm_asset_count(void) { return assetCount; }

const char *rm_asset_name(size_t index) { return index < assetCount ? assets[index].name : NULL; }

const unsigned char *rm_asset(const char *name, size_t *length) {
  for (size_t i = 0; i < assetCount; i++) {
    if (strcmp(assets[i].name, name) == 0) {
      *length = assets[i].length;
      return assets[i].bytes;
    }
  }
  *length = 0;
  return NULL;
}
