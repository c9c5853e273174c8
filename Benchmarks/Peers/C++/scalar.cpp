// The yardstick kernel in plain C++: one struct a seller, one loop. See Benchmarks/README.md for the declaration.
#include <cmath>
#include <cstdint>
#include <vector>

#include "report.h"

namespace {

struct Block {
  uint32_t w[4];
};

Block philox(uint32_t week, uint32_t seller, uint32_t stream, uint32_t seed, uint32_t trial) {
  uint32_t c0 = week, c1 = seller, c2 = stream, c3 = 0;
  for (int round = 0; round < 10; round++) {
    const uint64_t p0 = uint64_t(c0) * 0xD2511F53u, p1 = uint64_t(c2) * 0xCD9E8D57u;
    c0 = uint32_t(p1 >> 32) ^ c1 ^ seed;
    c2 = uint32_t(p0 >> 32) ^ c3 ^ trial;
    c1 = uint32_t(p1);
    c3 = uint32_t(p0);
    seed += 0x9E3779B9u;
    trial += 0xBB67AE85u;
  }
  return {{c0, c1, c2, c3}};
}

double uniform(uint32_t word) { return (word + 0.5) * 0x1p-32; }

// Wichura, AS 241
double normalQuantile(double p) {
  const double q = p - 0.5;
  if (std::fabs(q) <= 0.425) {
    const double r = 0.180625 - q * q;
    return q * (((((((2.5090809287301226727e3 * r + 3.3430575583588128105e4) * r + 6.7265770927008700853e4) * r
        + 4.5921953931549871457e4) * r + 1.3731693765509461125e4) * r + 1.9715909503065514427e3) * r
        + 1.3314166789178437745e2) * r + 3.3871328727963666080e0)
        / (((((((5.2264952788528545610e3 * r + 2.8729085735721942674e4) * r + 3.9307895800092710610e4) * r
        + 2.1213794301586595867e4) * r + 5.3941960214247511077e3) * r + 6.8718700749205790830e2) * r
        + 4.2313330701600911252e1) * r + 1.0);
  }
  // uniforms of 32 bits never reach the third region of AS 241
  const double r = std::sqrt(-std::log(q < 0 ? p : 1 - p)) - 1.6;
  const double x = (((((((7.74545014278341407640e-4 * r + 2.27238449892691845833e-2) * r
      + 2.41780725177450611770e-1) * r + 1.27045825245236838258e0) * r + 3.64784832476320460504e0) * r
      + 5.76949722146069140550e0) * r + 4.63033784615654529590e0) * r + 1.42343711074968357734e0)
      / (((((((1.05075007164441684324e-9 * r + 5.47593808499534494600e-4) * r + 1.51986665636164571966e-2) * r
      + 1.48103976427480074590e-1) * r + 6.89767334985100004550e-1) * r + 1.67638483018380384940e0) * r
      + 2.05319162663775882187e0) * r + 1.0);
  return q < 0 ? -x : x;
}

int poisson(double u, double mean) {
  double p = std::exp(-mean), sum = p;
  int k = 0;
  while (u >= sum && k < 16) {
    k++;
    p *= mean / k;
    sum += p;
  }
  return k;
}

int binomial(double u, int n, double p) {
  const double odds = p / (1 - p);
  double term = 1;
  for (int i = 0; i < n; i++) term *= 1 - p;
  double sum = term;
  int k = 0;
  while (k < n && u >= sum) {
    term *= odds * (n - k) / (k + 1);
    k++;
    sum += term;
  }
  return k;
}

struct Seller {
  double skill, autonomy, explore, inertia, belief, morale, fatigue;

  void reset(uint32_t week, uint32_t id, uint32_t seed, uint32_t trial) {
    const Block v = philox(week, id, 1, seed, trial);
    skill = 0.2 + 0.3 * uniform(v.w[0]);
    autonomy = uniform(v.w[1]);
    explore = uniform(v.w[2]);
    inertia = 0.5 * uniform(v.w[3]);
    belief = morale = 0.5;
    fatigue = 0.2;
  }
};

}  // namespace

int main(int count, char** arguments) {
  const Size size = Size::read(count, arguments);
  std::vector<Seller> sellers(size.sellers);
  Sums sums;
  Stopwatch watch;
  for (uint32_t trial = 0; trial < size.trials; trial++) {
    for (uint32_t i = 0; i < size.sellers; i++) sellers[i].reset(0xFFFFFFFFu, i, size.seed, trial);
    for (uint32_t week = 0; week < size.weeks; week++) {
      const double incentive = 0.5 + 0.3 * std::sin(2 * M_PI * week / 52);
      const double support = 0.5 + 0.2 * std::cos(2 * M_PI * week / 26);
      for (uint32_t i = 0; i < size.sellers; i++) {
        Seller& s = sellers[i];
        const Block v = philox(week, i, 0, size.seed, trial);
        double effort = 0.4 + 0.5 * incentive - 0.4 * s.fatigue + 0.3 * s.autonomy + 0.2 * (s.belief - 0.5);
        effort = effort < 0.05 ? 0.05 : effort > 1.5 ? 1.5 : effort;
        const double eta = -1.2 + 2.0 * s.skill + 0.8 * effort + 0.5 * support - 0.9 * s.inertia;
        const double chance = 1 / (1 + std::exp(-eta));
        const int opps = poisson(uniform(v.w[0]), 1.5 * effort);
        const int wins = binomial(uniform(v.w[1]), opps, chance);
        const double value = wins * std::exp(1.0 + 0.8 * normalQuantile(uniform(v.w[3])));
        s.skill += 0.02 * (1 - s.skill) * (wins + 0.3 * (opps - wins) * s.explore);
        if (opps > 0) s.belief += 0.1 * (double(wins) / opps - s.belief);
        s.fatigue = 0.9 * s.fatigue + 0.1 * effort;
        s.inertia += 0.02 * (0.5 * (1 - s.explore) - s.inertia);
        s.morale = 0.8 * s.morale + 0.2 * (s.belief + 0.2 * wins - 0.3 * s.fatigue);
        sums.add(value, wins, opps, effort, s.skill, s.morale);
        if (uniform(v.w[2]) < 0.02 * std::exp(-2 * s.morale)) {
          s.reset(week, i, size.seed, trial);
          sums.leavers++;
        }
      }
    }
  }
  report("cpp-scalar", size, sums, watch);
}
