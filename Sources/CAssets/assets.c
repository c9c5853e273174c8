#include "CAssets.h"

#include <string.h>

// Files are embedded by the compiler (`#embed` of C23), so that a copied binary is complete. A new file is one array
// and one line of the table.
#pragma clang diagnostic ignored "-Wc23-extensions"

// The laboratory in a page: `Scripts/make-wasm --asset` makes the module.
static const unsigned char explore_contrasts_js[] = {
#embed "explore/contrasts.js"
};
static const unsigned char explore_controls_js[] = {
#embed "explore/controls.js"
};
static const unsigned char explore_ensemble_js[] = {
#embed "explore/ensemble.js"
};
static const unsigned char explore_explore_css[] = {
#embed "explore/explore.css"
};
static const unsigned char explore_found_js[] = {
#embed "explore/found.js"
};
static const unsigned char explore_leaning_js[] = {
#embed "explore/leaning.js"
};
static const unsigned char explore_model_wasm_gz[] = {
#embed "explore/model.wasm.gz"
};
static const unsigned char explore_page_js[] = {
#embed "explore/page.js"
};
static const unsigned char explore_paths_js[] = {
#embed "explore/paths.js"
};
static const unsigned char explore_pool_js[] = {
#embed "explore/pool.js"
};
static const unsigned char explore_saving_js[] = {
#embed "explore/saving.js"
};
static const unsigned char explore_settings_js[] = {
#embed "explore/settings.js"
};
static const unsigned char explore_tables_js[] = {
#embed "explore/tables.js"
};
static const unsigned char explore_words_js[] = {
#embed "explore/words.js"
};
static const unsigned char explore_worker_js[] = {
#embed "explore/worker.js"
};

// `verify` reads known answers, and so do the tests.
static const unsigned char known_anova[] = {
#embed "known-answers/anova.tsv"
};
static const unsigned char known_bootstrap[] = {
#embed "known-answers/bootstrap.tsv"
};
static const unsigned char known_cos[] = {
#embed "known-answers/cos.tsv"
};
static const unsigned char known_exp[] = {
#embed "known-answers/exp.tsv"
};
static const unsigned char known_expm1[] = {
#embed "known-answers/expm1.tsv"
};
static const unsigned char known_incompleteBeta[] = {
#embed "known-answers/incompleteBeta.tsv"
};
static const unsigned char known_incompleteGamma[] = {
#embed "known-answers/incompleteGamma.tsv"
};
static const unsigned char known_log[] = {
#embed "known-answers/log.tsv"
};
static const unsigned char known_log1p[] = {
#embed "known-answers/log1p.tsv"
};
static const unsigned char known_logGamma[] = {
#embed "known-answers/logGamma.tsv"
};
static const unsigned char known_model[] = {
#embed "known-answers/model.tsv"
};
static const unsigned char known_nist[] = {
#embed "known-answers/nist.tsv"
};
static const unsigned char known_normalCDF[] = {
#embed "known-answers/normalCDF.tsv"
};
static const unsigned char known_normalDensity[] = {
#embed "known-answers/normalDensity.tsv"
};
static const unsigned char known_normalQuantile[] = {
#embed "known-answers/normalQuantile.tsv"
};
static const unsigned char known_philox[] = {
#embed "known-answers/philox4x32-10.txt"
};
static const unsigned char known_pow[] = {
#embed "known-answers/pow.tsv"
};
static const unsigned char known_sin[] = {
#embed "known-answers/sin.tsv"
};
static const unsigned char evidence[] = {
#embed "ensembles/evidence.csv"
};
static const unsigned char evidence_parameters[] = {
#embed "ensembles/evidence-parameters.csv"
};
static const unsigned char execute[] = {
#embed "notebook/execute.py"
};
static const unsigned char small[] = {
#embed "notebook/small.py"
};
static const unsigned char study_r[] = {
#embed "notebook/study.R"
};
static const unsigned char study_python[] = {
#embed "notebook/study.py"
};
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
static const unsigned char licences[] = {
#embed "report/LICENCES.txt"
};
static const unsigned char style[] = {
#embed "report/report.css"
};
static const unsigned char script[] = {
#embed "report/report.js"
};
static const unsigned char vega[] = {
#embed "report/vega.js"
};

typedef struct {
  const char *name;
  const unsigned char *bytes;
  size_t length;
} asset;

#define ASSET(name, bytes) {name, bytes, sizeof(bytes)}

static const asset assets[] = {
    ASSET("ensembles/evidence-parameters.csv", evidence_parameters),
    ASSET("ensembles/evidence.csv", evidence),
    ASSET("explore/contrasts.js", explore_contrasts_js),
    ASSET("explore/controls.js", explore_controls_js),
    ASSET("explore/ensemble.js", explore_ensemble_js),
    ASSET("explore/explore.css", explore_explore_css),
    ASSET("explore/found.js", explore_found_js),
    ASSET("explore/leaning.js", explore_leaning_js),
    ASSET("explore/model.wasm.gz", explore_model_wasm_gz),
    ASSET("explore/page.js", explore_page_js),
    ASSET("explore/paths.js", explore_paths_js),
    ASSET("explore/pool.js", explore_pool_js),
    ASSET("explore/saving.js", explore_saving_js),
    ASSET("explore/settings.js", explore_settings_js),
    ASSET("explore/tables.js", explore_tables_js),
    ASSET("explore/words.js", explore_words_js),
    ASSET("explore/worker.js", explore_worker_js),
    ASSET("known-answers/anova.tsv", known_anova),
    ASSET("known-answers/bootstrap.tsv", known_bootstrap),
    ASSET("known-answers/cos.tsv", known_cos),
    ASSET("known-answers/exp.tsv", known_exp),
    ASSET("known-answers/expm1.tsv", known_expm1),
    ASSET("known-answers/incompleteBeta.tsv", known_incompleteBeta),
    ASSET("known-answers/incompleteGamma.tsv", known_incompleteGamma),
    ASSET("known-answers/log.tsv", known_log),
    ASSET("known-answers/log1p.tsv", known_log1p),
    ASSET("known-answers/logGamma.tsv", known_logGamma),
    ASSET("known-answers/model.tsv", known_model),
    ASSET("known-answers/nist.tsv", known_nist),
    ASSET("known-answers/normalCDF.tsv", known_normalCDF),
    ASSET("known-answers/normalDensity.tsv", known_normalDensity),
    ASSET("known-answers/normalQuantile.tsv", known_normalQuantile),
    ASSET("known-answers/philox4x32-10.txt", known_philox),
    ASSET("known-answers/pow.tsv", known_pow),
    ASSET("known-answers/sin.tsv", known_sin),
    ASSET("notebook/execute.py", execute),
    ASSET("notebook/small.py", small),
    ASSET("notebook/study.R", study_r),
    ASSET("notebook/study.py", study_python),
    ASSET("presets/blend.yaml", blend),
    ASSET("presets/distributed.yaml", distributed),
    ASSET("presets/laissez-faire.yaml", laissez_faire),
    ASSET("presets/person.yaml", person),
    ASSET("presets/pull.yaml", pull),
    ASSET("presets/pull-with-experts.yaml", pull_with_experts),
    ASSET("presets/push.yaml", push),
    ASSET("presets/push-with-experts.yaml", push_with_experts),
    ASSET("report/LICENCES.txt", licences),
    ASSET("report/report.css", style),
    ASSET("report/report.js", script),
    ASSET("report/vega.js", vega),
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
