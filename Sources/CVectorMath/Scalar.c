// One element at a time: the same definitions, compiled for the baseline.
#include "Kernels.h"
#define RM_NAME(name) rm_scalar_##name
#define RM_VECTOR
#include "Lane.inc"
#include "Exponential.inc"
#include "Logarithm.inc"
#include "Normal.inc"
#include "Philox.inc"
#include "Power.inc"
#include "Trigonometry.inc"
#include "CountTail.inc"
#include "Counts.inc"

double rm_exp1(double x) { return rm_exp_of(x); }
double rm_expm11(double x) { return rm_expm1_of(x); }
double rm_log1(double x) { return rm_log_of(x); }
double rm_log1p1(double x) { return rm_log1p_of(x); }
double rm_logistic1(double x) { return rm_logistic_of(x); }
double rm_normal_cdf1(double x) { return rm_normal_cdf_of(x); }
double rm_normal_quantile1(double p) { return rm_normal_quantile_of(p); }
double rm_sqrt1(double x) { return rm_sqrt(x); }
double rm_sin1(double x) { return x == 0.0 ? x : rm_sine(x, 0); }
double rm_cos1(double x) { return rm_sine(x, 1); }
double rm_pow1(double x, double y) { return rm_pow_of(x, y); }

double rm_poisson1(double u, double mean) {
  double count;
  rm_scalar_poisson(1, &u, &mean, &count);
  return count;
}

double rm_binomial1(double u, double trials, double p) {
  double count;
  rm_scalar_binomial(1, &u, &trials, &p, &count);
  return count;
}

double rm_binomial_few1(double u, double trials, double p) {
  double count;
  rm_scalar_binomial_few(1, &u, &trials, &p, &count);
  return count;
}

void rm_philox(const uint32_t counter[4], uint32_t seed, uint32_t trial, uint32_t out[4]) {
  const rm_block r = rm_philox_of(counter[0], counter[1], counter[2], counter[3], seed, trial);
  out[0] = (uint32_t)r.w0;
  out[1] = (uint32_t)r.w1;
  out[2] = (uint32_t)r.w2;
  out[3] = (uint32_t)r.w3;
}
