// Chooses a level once. The choice never changes a result, so reading it without ordering is enough.
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "Kernels.h"

static const char *const names[] = {"sse2", "avx2", "avx512"};

#if defined(__x86_64__)
static const rm_kernels *const tables[] = {&rm_kernels_sse2, &rm_kernels_avx2, &rm_kernels_avx512};

static int best_level(void) {
  __builtin_cpu_init();
  if (!__builtin_cpu_supports("avx2")) return 0;
  const int avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq")
      && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw");
  return avx512 ? 2 : 1;
}
#else
static const rm_kernels *const tables[] = {&rm_kernels_sse2};

static int best_level(void) { return 0; }
#endif

static atomic_int chosen = -1;

static int first_choice(void) {
  int level = best_level();
  const char *wish = getenv("RAINMAKER_VECTOR");
  for (int i = 0; wish && i < level; i++)
    if (strcmp(wish, names[i]) == 0) level = i;
  atomic_store_explicit(&chosen, level, memory_order_relaxed);
  return level;
}

static inline int level_in_force(void) {
  const int level = atomic_load_explicit(&chosen, memory_order_relaxed);
  return __builtin_expect(level >= 0, 1) ? level : first_choice();
}

static inline const rm_kernels *kernels(void) { return tables[level_in_force()]; }

const char *rm_vector_level(void) { return names[level_in_force()]; }

int rm_force_level(int level) {
  const int best = best_level();
  const int given = level < 0 ? 0 : (level > best ? best : level);
  atomic_store_explicit(&chosen, given, memory_order_relaxed);
  return given;
}

void rm_exp(size_t n, const double *x, double *y) { kernels()->exp(n, x, y); }
void rm_expm1(size_t n, const double *x, double *y) { kernels()->expm1(n, x, y); }
void rm_log(size_t n, const double *x, double *y) { kernels()->log(n, x, y); }
void rm_log1p(size_t n, const double *x, double *y) { kernels()->log1p(n, x, y); }
void rm_exponential_quantile(size_t n, const double *x, double *y) { kernels()->exponential_quantile(n, x, y); }
void rm_logistic(size_t n, const double *x, double *y) { kernels()->logistic(n, x, y); }
void rm_normal_cdf(size_t n, const double *x, double *y) { kernels()->normal_cdf(n, x, y); }
void rm_normal_quantile(size_t n, const double *p, double *y) { kernels()->normal_quantile(n, p, y); }

void rm_poisson(size_t n, const double *u, const double *mean, double *count) { kernels()->poisson(n, u, mean, count); }

void rm_binomial(size_t n, const double *u, const double *trials, const double *p, double *count) {
  kernels()->binomial(n, u, trials, p, count);
}

void rm_binomial_few(size_t n, const double *u, const double *trials, const double *p, double *count) {
  kernels()->binomial_few(n, u, trials, p, count);
}

void rm_uniform(size_t n, const rm_address *at, int open, double *first, double *second) {
  kernels()->uniform(n, at, open, first, second);
}

void rm_coarse_uniform(
    size_t n, const rm_address *at, double *first, double *second, double *third, double *fourth) {
  kernels()->coarse_uniform(n, at, first, second, third, fourth);
}

size_t rm_hazard_week(
    size_t n, const uint32_t *owner, const rm_rates *own, const rm_rates *factor, double *hazard,
    const double *threshold, uint32_t *leaving) {
  return kernels()->hazard_week(n, owner, own, factor, hazard, threshold, leaving);
}

size_t rm_below(size_t n, const double *x, double limit, uint32_t *rows) { return kernels()->below(n, x, limit, rows); }

void rm_moments(size_t n, const double *x, double *sums, double *squares) { kernels()->moments(n, x, sums, squares); }
