/// Functions over blocks of doubles, with the same bits on every x86-64 processor.
///
/// Every function has one definition (the .inc files), written without branches over lanes, without fused
/// multiply-add and without libm, and compiled for SSE2, AVX2 and AVX-512. Vector instructions only decide how many
/// elements are worked on at once, so the results do not depend on the level, the length or the alignment.
/// Input and output may be the same block; they must not overlap otherwise.
#ifndef CVECTORMATH_H
#define CVECTORMATH_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// MARK: Level

/// "sse2", "avx2" or "avx512": the best that the processor has, or less if RAINMAKER_VECTOR says so.
const char *_Nonnull rm_vector_level(void);

/// Chooses a level at run time (tests): 0 sse2, 1 avx2, 2 avx512. Returns the level in force, never above the
/// processor's.
int rm_force_level(int level);

// MARK: Blocks

void rm_exp(size_t n, const double *_Nonnull x, double *_Nonnull y);
void rm_expm1(size_t n, const double *_Nonnull x, double *_Nonnull y);
void rm_log(size_t n, const double *_Nonnull x, double *_Nonnull y);
void rm_log1p(size_t n, const double *_Nonnull x, double *_Nonnull y);
/// −log1p(−x): the inverse of the exponential distribution function.
void rm_exponential_quantile(size_t n, const double *_Nonnull x, double *_Nonnull y);
/// 1/(1 + e^−x)
void rm_logistic(size_t n, const double *_Nonnull x, double *_Nonnull y);
void rm_normal_cdf(size_t n, const double *_Nonnull x, double *_Nonnull y);
void rm_normal_quantile(size_t n, const double *_Nonnull p, double *_Nonnull y);

/// Counts by inversion of one uniform; exact in the sense of CountTail.inc.
void rm_poisson(size_t n, const double *_Nonnull u, const double *_Nonnull mean, double *_Nonnull count);
void rm_binomial(
    size_t n, const double *_Nonnull u, const double *_Nonnull trials, const double *_Nonnull p,
    double *_Nonnull count);
/// The same for at most 16 trials (more count as 16), faster; equal to rm_binomial but for rounding of F.
void rm_binomial_few(
    size_t n, const double *_Nonnull u, const double *_Nonnull trials, const double *_Nonnull p,
    double *_Nonnull count);

/// Adds n values to 16 partial sums and their squares to 16 more: value i goes to place i mod 16.
void rm_moments(size_t n, const double *_Nonnull x, double *_Nonnull sums, double *_Nonnull squares);

// MARK: Competing rates

/// Rates of three competing ways out, or factors on them.
typedef struct {
  const double *_Nonnull advance, *_Nonnull loss, *_Nonnull undecided;
} rm_rates;

/// Adds a week's hazard Σ own·factor[owner] to each of `n` rows and lists the rows whose hazard reaches their threshold,
/// ascending; returns how many. `own` has a value a row, `factor` a value an owner; `leaving` has room for n.
size_t rm_hazard_week(
    size_t n, const uint32_t *_Nonnull owner, const rm_rates *_Nonnull own, const rm_rates *_Nonnull factor,
    double *_Nonnull hazard, const double *_Nonnull threshold, uint32_t *_Nonnull leaving);

/// Lists the rows whose value is below a limit, ascending; returns how many. `rows` has room for n.
size_t rm_below(size_t n, const double *_Nonnull x, double limit, uint32_t *_Nonnull rows);

// MARK: Philox4x32-10

/// One counter word per element, or the same for all (`each` null).
typedef struct {
  const uint32_t *_Nullable each;
  uint32_t same;
} rm_words;

/// Where the draws of a block stand: counter (entity, week, process, draw << 16 | attempt), key (seed, trial).
typedef struct {
  uint32_t seed, trial;
  rm_words entity, week;
  uint32_t process;
  rm_words draw;
  uint32_t attempt;
} rm_address;

/// Uniforms k·2⁻⁵³ of 53 bits: `first` from words 0 and 1, `second` (may be null) from words 2 and 3.
/// With `open` the lowest bit of k is set, so 0 < u < 1, symmetric about ½.
void rm_uniform(size_t n, const rm_address *_Nonnull at, int open, double *_Nonnull first, double *_Nullable second);

/// Four uniforms (w + ½)·2⁻³² of 32 bits, one from each word: 0 < u < 1, symmetric about ½.
void rm_coarse_uniform(
    size_t n, const rm_address *_Nonnull at, double *_Nonnull first, double *_Nonnull second, double *_Nonnull third,
    double *_Nonnull fourth);

/// The bare block function: four output words.
void rm_philox(const uint32_t counter[_Nonnull 4], uint32_t seed, uint32_t trial, uint32_t out[_Nonnull 4]);

// MARK: Scalars: the same definitions, one element

double rm_exp1(double x);
double rm_expm11(double x);
double rm_log1(double x);
double rm_log1p1(double x);
double rm_logistic1(double x);
double rm_normal_cdf1(double x);
double rm_normal_quantile1(double p);
double rm_sqrt1(double x);
double rm_sin1(double x);
double rm_cos1(double x);
double rm_pow1(double x, double y);
double rm_poisson1(double u, double mean);
double rm_binomial1(double u, double trials, double p);
double rm_binomial_few1(double u, double trials, double p);

#ifdef __cplusplus
}
#endif
#endif
