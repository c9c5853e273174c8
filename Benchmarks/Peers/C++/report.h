// Arguments, sums and the line of JSON that all peers share.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>

struct Size {
  uint32_t sellers, weeks, trials, seed;

  static Size read(int count, char** arguments) {
    if (count != 5) {
      std::fprintf(stderr, "usage: %s SELLERS WEEKS TRIALS SEED\n", arguments[0]);
      std::exit(64);
    }
    auto number = [&](int i) { return uint32_t(std::strtoul(arguments[i], nullptr, 10)); };
    return {number(1), number(2), number(3), number(4)};
  }
};

struct Sums {
  double sum[6] = {}, square[6] = {};
  double leavers = 0;

  void add(double value, double wins, double opps, double effort, double skill, double morale) {
    const double all[6] = {value, wins, opps, effort, skill, morale};
    for (int i = 0; i < 6; i++) {
      sum[i] += all[i];
      square[i] += all[i] * all[i];
    }
  }
};

struct Stopwatch {
  timespec start = now(CLOCK_MONOTONIC), used = now(CLOCK_PROCESS_CPUTIME_ID);
  static timespec now(clockid_t clock) {
    timespec t;
    clock_gettime(clock, &t);
    return t;
  }
  static double since(timespec then, clockid_t clock) {
    const timespec t = now(clock);
    return double(t.tv_sec - then.tv_sec) + double(t.tv_nsec - then.tv_nsec) * 1e-9;
  }
  double seconds() const { return since(start, CLOCK_MONOTONIC); }
  double processor() const { return since(used, CLOCK_PROCESS_CPUTIME_ID); }
};

/// Largest resident memory so far, MB.
inline double peakMegabytes() {
  FILE* status = std::fopen("/proc/self/status", "r");
  char line[256];
  double kilobytes = 0;
  while (status && std::fgets(line, sizeof line, status))
    if (std::sscanf(line, "VmHWM: %lf", &kilobytes) == 1) break;
  if (status) std::fclose(status);
  return kilobytes / 1024;
}

inline void report(const char* peer, const Size& size, const Sums& sums, const Stopwatch& watch) {
  static const char* const names[6] = {"value", "wins", "opps", "effort", "skill", "morale"};
  const double rows = double(size.sellers) * size.weeks * size.trials;
  std::printf("{\"peer\": \"%s\", \"sellers\": %u, \"weeks\": %u, \"trials\": %u, \"seed\": %u, \"means\": {", peer,
      size.sellers, size.weeks, size.trials, size.seed);
  for (int i = 0; i < 6; i++) std::printf("\"%s\": \"%.6g\", ", names[i], sums.sum[i] / rows);
  std::printf("\"leavers\": \"%.6g\"}, \"squares\": {", sums.leavers / rows);
  for (int i = 0; i < 6; i++)
    std::printf("%s\"%s\": \"%.6g\"", i ? ", " : "", names[i], sums.square[i] / rows);
  std::printf("}, \"seconds\": %.6f, \"cpu\": %.6f, \"megabytes\": %.1f}\n", watch.seconds(), watch.processor(),
      peakMegabytes());
}
