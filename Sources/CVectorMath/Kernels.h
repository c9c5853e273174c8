// Private: one table of block functions per level.
#ifndef KERNELS_H
#define KERNELS_H

#include "CVectorMath.h"

typedef struct {
  void (*exp)(size_t, const double *, double *);
  void (*expm1)(size_t, const double *, double *);
  void (*log)(size_t, const double *, double *);
  void (*log1p)(size_t, const double *, double *);
  void (*exponential_quantile)(size_t, const double *, double *);
  void (*logistic)(size_t, const double *, double *);
  void (*normal_cdf)(size_t, const double *, double *);
  void (*normal_quantile)(size_t, const double *, double *);
  void (*poisson)(size_t, const double *, const double *, double *);
  void (*binomial)(size_t, const double *, const double *, const double *, double *);
  void (*binomial_few)(size_t, const double *, const double *, const double *, double *);
  void (*uniform)(size_t, const rm_address *, int, double *, double *);
  void (*coarse_uniform)(size_t, const rm_address *, double *, double *, double *, double *);
  size_t (*hazard_week)(
      size_t, const uint32_t *, const rm_rates *, const rm_rates *, double *, const double *, uint32_t *);
  size_t (*below)(size_t, const double *, double, uint32_t *);
  void (*moments)(size_t, const double *, double *, double *);
} rm_kernels;

extern const rm_kernels rm_kernels_sse2;
#if defined(__x86_64__)
extern const rm_kernels rm_kernels_avx2, rm_kernels_avx512;
#endif

#endif
