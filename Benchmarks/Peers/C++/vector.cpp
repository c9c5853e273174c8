// The yardstick kernel with clang's vector extensions: columns, several passes over blocks of 128 sellers that stay
// in the nearest cache, sixteen lanes at a time so that two chains hide each other's latency.
//
// Compile with -ffp-contract=fast or off: with and without fused multiply-add.
#include <cmath>
#include <cstdint>
#include <cstring>
#include <memory>

#include "report.h"

namespace {

constexpr int lanes = 16, block = 128;
typedef double Vector __attribute__((vector_size(lanes * 8)));
typedef uint64_t Bits __attribute__((vector_size(lanes * 8)));
typedef int64_t Mask __attribute__((vector_size(lanes * 8)));
#define INLINE static inline __attribute__((always_inline))

INLINE Vector load(const double* p) {
  Vector v;
  std::memcpy(&v, p, sizeof v);
  return v;
}
INLINE void store(double* p, Vector v) { std::memcpy(p, &v, sizeof v); }
INLINE Vector spread(double x) { return x - Vector{}; }
INLINE Vector choose(Mask m, Vector a, Vector b) { return m ? a : b; }

INLINE void philox(Bits& c0, Bits& c1, Bits& c2, Bits& c3, uint32_t k0, uint32_t k1) {
#pragma clang loop unroll(full)
  for (int round = 0; round < 10; round++) {
    const Bits p0 = (c0 & 0xffffffffu) * 0xD2511F53u, p1 = (c2 & 0xffffffffu) * 0xCD9E8D57u;
    c0 = (p1 >> 32) ^ c1 ^ uint64_t(k0);
    c2 = (p0 >> 32) ^ c3 ^ uint64_t(k1);
    c1 = p1;
    c3 = p0;
    k0 += 0x9E3779B9u;
    k1 += 0xBB67AE85u;
  }
}

// w stands in the mantissa of a double whose unit is 2^-32
INLINE Vector uniform(Bits w) { return Vector((w & 0xffffffffu) | 0x4130000000000000ull) - (0x1p20 - 0x1p-33); }

// exponents in sight lie well inside the range, so one shift scales
INLINE Vector exponential(Vector x) {
  const Vector shifted = x * 0x1.71547652b82fep+0 + 0x1.8p52;
  const Vector k = shifted - 0x1.8p52;
  const Vector r = (x - k * 0x1.62e42feep-1) - k * 0x1.a39ef35793c76p-33;
  const Vector r2 = r * r, r4 = r2 * r2;
  const Vector a = 0x1.0000000000005p-1 + r * 0x1.555555555555cp-3;
  const Vector b = 0x1.5555555552356p-5 + r * 0x1.111111110e81fp-7;
  const Vector c = 0x1.6c16c17ebedc9p-10 + r * 0x1.a01a01b5708d9p-13;
  const Vector d = 0x1.a019a7af1e86cp-16 + r * 0x1.71ddeadc2ee57p-19;
  const Vector e = 0x1.28a1b087180aap-22 + r * 0x1.af756f3296770p-26;
  const Vector y = 1.0 + (r + r2 * ((a + r2 * b) + r4 * ((c + r2 * d) + r4 * e)));
  return Vector(Bits(y) + (Bits(shifted) << 52));
}

INLINE Vector logarithm(Vector x) {
  const Bits raised = Bits(x) + (0x3ff0000000000000ull - 0x3fe6a09e00000000ull);
  const Vector k = Vector((raised >> 52) | 0x4330000000000000ull) - (0x1p52 + 1023.0);
  const Vector f = Vector((raised & 0x000fffffffffffffull) + 0x3fe6a09e00000000ull) - 1.0;
  const Vector s = f / (2.0 + f), z = s * s, w = z * z;
  const Vector odd = 0x1.555555555558fp-1 + w * (0x1.249249414a4e8p-2 + w * (0x1.74662a2f28345p-3 + w
      * 0x1.2ef4828d59606p-3));
  const Vector even = 0x1.9999999980c22p-2 + w * (0x1.c71c527ce0987p-3 + w * 0x1.39a39698d1617p-3);
  const Vector series = z * odd + w * even, square = 0.5 * f * f;
  return k * 0x1.62e42feep-1 - ((square - (s * (square + series) + k * 0x1.a39ef35793c76p-33)) - f);
}

// Wichura, AS 241
INLINE Vector centre(Vector q) {
  const Vector r = 0.180625 - q * q;
  return q * (((((((2.5090809287301226727e3 * r + 3.3430575583588128105e4) * r + 6.7265770927008700853e4) * r
      + 4.5921953931549871457e4) * r + 1.3731693765509461125e4) * r + 1.9715909503065514427e3) * r
      + 1.3314166789178437745e2) * r + 3.3871328727963666080e0)
      / (((((((5.2264952788528545610e3 * r + 2.8729085735721942674e4) * r + 3.9307895800092710610e4) * r
      + 2.1213794301586595867e4) * r + 5.3941960214247511077e3) * r + 6.8718700749205790830e2) * r
      + 4.2313330701600911252e1) * r + 1.0);
}

INLINE Vector outer(Vector p) {
  const Vector r = __builtin_elementwise_sqrt(-logarithm(choose(p < 0.5, p, 1.0 - p))) - 1.6;
  const Vector x = (((((((7.74545014278341407640e-4 * r + 2.27238449892691845833e-2) * r
      + 2.41780725177450611770e-1) * r + 1.27045825245236838258e0) * r + 3.64784832476320460504e0) * r
      + 5.76949722146069140550e0) * r + 4.63033784615654529590e0) * r + 1.42343711074968357734e0)
      / (((((((1.05075007164441684324e-9 * r + 5.47593808499534494600e-4) * r + 1.51986665636164571966e-2) * r
      + 1.48103976427480074590e-1) * r + 6.89767334985100004550e-1) * r + 1.67638483018380384940e0) * r
      + 2.05319162663775882187e0) * r + 1.0);
  return choose(p < 0.5, -x, x);
}


struct Sellers {
  static constexpr int columns = 7;
  uint32_t count, padded;
  std::unique_ptr<double[]> storage;
  double *skill, *autonomy, *explore, *inertia, *belief, *morale, *fatigue;

  explicit Sellers(uint32_t n)
      : count(n), padded((n + block - 1) / block * block), storage(new double[size_t(padded) * columns + 8]()) {
    double* base = (double*)(((uintptr_t)storage.get() + 63) & ~uintptr_t(63));
    double** all[columns] = {&skill, &autonomy, &explore, &inertia, &belief, &morale, &fatigue};
    for (double** column : all) {
      *column = base;
      base += padded;
    }
  }

  void welcome(uint32_t i, const double u[4]) {
    skill[i] = 0.2 + 0.3 * u[0];
    autonomy[i] = u[1];
    explore[i] = u[2];
    inertia[i] = 0.5 * u[3];
    belief[i] = morale[i] = 0.5;
    fatigue[i] = 0.2;
  }
};

struct alignas(64) Luck {
  double u0[block], u1[block], u2[block], u3[block];

  void draw(uint32_t week, uint32_t first, uint32_t stream, uint32_t seed, uint32_t trial) {
    Bits place;
    for (int i = 0; i < lanes; i++) place[i] = first + i;
    for (int i = 0; i < block; i += lanes) {
      Bits c0 = Bits{} + week, c1 = place + i, c2 = Bits{} + stream, c3 = Bits{};
      philox(c0, c1, c2, c3, seed, trial);
      store(u0 + i, uniform(c0));
      store(u1 + i, uniform(c1));
      store(u2 + i, uniform(c2));
      store(u3 + i, uniform(c3));
    }
  }
};

// The three uniforms in twenty outside the centre are listed and done apart.
void normalQuantile(double* p) {
  alignas(64) double far[block + lanes];
  uint32_t place[block];
  int found = 0;
  for (int i = 0; i < block; i++) {
    far[found] = p[i];
    place[found] = i;
    found += std::fabs(p[i] - 0.5) > 0.425;
  }
  for (int i = found; i < found + lanes; i++) far[i] = 0.01;
  for (int i = 0; i < block; i += lanes) store(p + i, centre(load(p + i) - 0.5));
  for (int i = 0; i < found; i += lanes) store(far + i, outer(load(far + i)));
  for (int i = 0; i < found; i++) p[place[i]] = far[i];
}

INLINE bool any(Mask m) {
  return __builtin_reduce_or(m) != 0;
}

constexpr int steps = 5;

// Counts by inversion, a few steps without a branch and a rare loop for what is left.
INLINE Vector poisson(Vector u, Vector mean) {
  Vector p = exponential(-mean), sum = p, count{};
#pragma clang loop unroll(full)
  for (int k = 0; k < steps; k++) {
    count += choose(u >= sum, spread(1.0), Vector{});
    p *= mean * (1.0 / (k + 1));
    sum += p;
  }
  for (int k = steps; k < 16 && any(u >= sum); k++) {
    count += choose(u >= sum, spread(1.0), Vector{});
    p *= mean / (k + 1.0);
    sum += p;
  }
  return count;
}

INLINE Vector binomial(Vector u, Vector n, Vector p) {
  const Vector fail = 1.0 - p, odds = p / fail;
  const Bits whole = Bits(n + 0x1p52);
  const Vector f2 = fail * fail, f4 = f2 * f2, f8 = f4 * f4, one = spread(1.0);
  Vector term = (choose((whole & 1) != 0, fail, one) * choose((whole & 2) != 0, f2, one))
      * (choose((whole & 4) != 0, f4, one) * choose((whole & 8) != 0, f8, one));
  term *= choose((whole & 16) != 0, f8 * f8, one);
  Vector sum = term, count{};
#pragma clang loop unroll(full)
  for (int k = 0; k < steps; k++) {
    count += choose((u >= sum) & (n > double(k)), one, Vector{});
    term *= odds * ((n - double(k)) * (1.0 / (k + 1)));
    sum += term;
  }
  for (int k = steps; k < 16 && any((u >= sum) & (n > double(k))); k++) {
    count += choose((u >= sum) & (n > double(k)), one, Vector{});
    term *= odds * ((n - double(k)) / (k + 1.0));
    sum += term;
  }
  return count;
}

struct Totals {
  Vector sum[6] = {}, square[6] = {};
  double leavers = 0;
};

struct Week {
  uint32_t index;
  double incentive, support;
};

#ifndef PEER
#define PEER "cpp-vector"
#endif

void live(Sellers& s, const Size& size, uint32_t trial, const Week& week, uint32_t start, Totals& totals) {
  const int count = size.sellers - start < uint32_t(block) ? int(size.sellers - start) : block;
  Luck luck;
  luck.draw(week.index, start, 0, size.seed, trial);
  normalQuantile(luck.u3);
  alignas(64) double met[block], chance[block], effortOf[block], hazard[block];
  const double base = 0.4 + 0.5 * week.incentive - 0.1, inclination = -1.2 + 0.5 * week.support;
  for (int i = 0; i < block; i += lanes) {
    const uint32_t at = start + i;
    Vector effort = base - 0.4 * load(s.fatigue + at) + 0.3 * load(s.autonomy + at) + 0.2 * load(s.belief + at);
    effort = choose(effort < 0.05, spread(0.05), effort);
    effort = choose(effort > 1.5, spread(1.5), effort);
    const Vector eta = inclination + 2.0 * load(s.skill + at) + 0.8 * effort - 0.9 * load(s.inertia + at);
    store(chance + i, 1.0 / (1.0 + exponential(-eta)));
    store(effortOf + i, effort);
  }
  for (int i = 0; i < block; i += lanes) store(met + i, poisson(load(luck.u0 + i), 1.5 * load(effortOf + i)));
  Vector sum[6], square[6];
  for (int m = 0; m < 6; m++) {
    sum[m] = totals.sum[m];
    square[m] = totals.square[m];
  }
  alignas(64) double won[block];
  for (int i = 0; i < block; i += lanes)
    store(won + i, binomial(load(luck.u1 + i), load(met + i), load(chance + i)));
  const bool whole = count == block;
  for (int i = 0; i < block; i += lanes) {
    const uint32_t at = start + i;
    const Vector wins = load(won + i), opps = load(met + i), explore = load(s.explore + at);
    const Vector value = wins * exponential(1.0 + 0.8 * load(luck.u3 + i));
    const Vector old = load(s.skill + at), effort = load(effortOf + i);
    const Vector skill = old + 0.02 * (1.0 - old) * (wins + 0.3 * (opps - wins) * explore);
    store(s.skill + at, skill);
    const Vector doubt = load(s.belief + at);
    const Vector belief = choose(opps > 0.0, doubt + 0.1 * (wins / opps - doubt), doubt);
    store(s.belief + at, belief);
    const Vector fatigue = 0.9 * load(s.fatigue + at) + 0.1 * effort;
    store(s.fatigue + at, fatigue);
    const Vector inertia = load(s.inertia + at);
    store(s.inertia + at, inertia + 0.02 * (0.5 * (1.0 - explore) - inertia));
    const Vector morale = 0.8 * load(s.morale + at) + 0.2 * (belief + 0.2 * wins - 0.3 * fatigue);
    store(s.morale + at, morale);
    store(hazard + i, 0.02 * exponential(-2.0 * morale));
    Vector all[6] = {value, wins, opps, effort, skill, morale};
    if (!whole)
      for (int m = 0; m < 6; m++)
        for (int lane = 0; lane < lanes; lane++)
          if (i + lane >= count) all[m][lane] = 0;
    for (int m = 0; m < 6; m++) {
      sum[m] += all[m];
      square[m] += all[m] * all[m];
    }
  }
  for (int m = 0; m < 6; m++) {
    totals.sum[m] = sum[m];
    totals.square[m] = square[m];
  }
  for (int i = 0; i < block; i += lanes) {
    if (!any(load(luck.u2 + i) < load(hazard + i))) continue;
    for (int j = i; j < i + lanes && j < count; j++) {
      if (!(luck.u2[j] < hazard[j])) continue;
      Bits c0 = Bits{} + week.index, c1 = Bits{} + (start + j), c2 = Bits{} + 1, c3 = Bits{};
      philox(c0, c1, c2, c3, size.seed, trial);
      const double u[4] = {uniform(c0)[0], uniform(c1)[0], uniform(c2)[0], uniform(c3)[0]};
      s.welcome(start + j, u);
      totals.leavers++;
    }
  }
}

}  // namespace

int main(int count, char** arguments) {
  const Size size = Size::read(count, arguments);
  Sellers sellers(size.sellers);
  Totals totals;
  Stopwatch watch;
  for (uint32_t trial = 0; trial < size.trials; trial++) {
    for (uint32_t start = 0; start < size.sellers; start += block) {
      Luck luck;
      luck.draw(0xFFFFFFFFu, start, 1, size.seed, trial);
      for (uint32_t j = 0; j < uint32_t(block); j++) {
        const double u[4] = {luck.u0[j], luck.u1[j], luck.u2[j], luck.u3[j]};
        sellers.welcome(start + j, u);
      }
    }
    for (uint32_t week = 0; week < size.weeks; week++) {
      const Week now = {week, 0.5 + 0.3 * std::sin(2 * M_PI * week / 52), 0.5 + 0.2 * std::cos(2 * M_PI * week / 26)};
      for (uint32_t start = 0; start < size.sellers; start += block)
        live(sellers, size, trial, now, start, totals);
    }
  }
  Sums sums;
  for (int m = 0; m < 6; m++)
    for (int lane = 0; lane < lanes; lane++) {
      sums.sum[m] += totals.sum[m][lane];
      sums.square[m] += totals.square[m][lane];
    }
  sums.leavers = totals.leavers;
  report(PEER, size, sums, watch);
}
