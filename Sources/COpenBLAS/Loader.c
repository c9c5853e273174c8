#define _GNU_SOURCE
#include "COpenBLAS.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

/// Debian and Fedora's serial build, Fedora's threaded builds, a development link.
static const char *const names[] = {"libopenblas.so.0", "libopenblasp.so.0", "libopenblaso.so.0", "libopenblas.so"};

const char *rm_openblas_core_type(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512cd"))
    return "SkylakeX";
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return "Haswell";
#endif
  return NULL;
}

/// Resolves one symbol; notes the first that is missing.
static void *resolve(void *library, const char *symbol, const char **missing) {
  void *address = dlsym(library, symbol);
  if (!address && !*missing) *missing = symbol;
  return address;
}

void rm_openblas_try(const char *name, rm_openblas *table, rm_openblas_result *result) {
  memset(result, 0, sizeof *result);
  snprintf(result->name, sizeof result->name, "%s", name);
  dlerror();
  // Never unloaded: the table points into it, and a library with threads of its own must not go.
  void *library = dlopen(name, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
  if (!library) {
    const char *said = dlerror();
    snprintf(result->reason, sizeof result->reason, "%s", said ? said : "dlopen failed");
    // A file that is there and cannot be loaded is broken, as is one that lacks another library; the search ends.
    int own = strncmp(result->reason, name, strlen(name)) == 0 && strstr(result->reason, "No such file");
    result->status = own ? RM_OPENBLAS_MISSING : RM_OPENBLAS_BROKEN;
    return;
  }
  const char *missing = NULL;
  table->dgemm = (rm_dgemm)resolve(library, "cblas_dgemm", &missing);
  table->dsyrk = (rm_dsyrk)resolve(library, "cblas_dsyrk", &missing);
  table->dtrsm = (rm_dtrsm)resolve(library, "cblas_dtrsm", &missing);
  table->dgeqp3 = (rm_dgeqp3)resolve(library, "dgeqp3_", &missing);
  table->dormqr = (rm_dormqr)resolve(library, "dormqr_", &missing);
  table->dpotrf = (rm_dpotrf)resolve(library, "dpotrf_", &missing);
  table->dpotri = (rm_dpotri)resolve(library, "dpotri_", &missing);
  table->dsyevd = (rm_dsyevd)resolve(library, "dsyevd_", &missing);
  table->dgesdd = (rm_dgesdd)resolve(library, "dgesdd_", &missing);
  table->set_num_threads = (void (*)(int))resolve(library, "openblas_set_num_threads", &missing);
  table->get_num_threads = (int (*)(void))resolve(library, "openblas_get_num_threads", &missing);
  table->core_name = (char *(*)(void))resolve(library, "openblas_get_corename", &missing);
  table->config = (char *(*)(void))resolve(library, "openblas_get_config", &missing);
  table->take = (void *(*)(int))dlsym(library, "blas_memory_alloc");
  table->give = (void (*)(void *))dlsym(library, "blas_memory_free");
  result->status = RM_OPENBLAS_BROKEN;
  if (missing) {
    snprintf(result->reason, sizeof result->reason, "it has no symbol %s", missing);
  } else if (strstr(table->config(), "USE64BITINT")) {
    snprintf(result->reason, sizeof result->reason, "it is built with 64-bit integers, and 32-bit ones are needed");
  } else {
    table->set_num_threads(1);
    result->status = RM_OPENBLAS_OPEN;
    result->table = table;
  }
}

static pthread_once_t once = PTHREAD_ONCE_INIT;
static rm_openblas symbols;
static rm_openblas_result opened;

static void open_once(void) {
  const char *core = rm_openblas_core_type();
  if (core) setenv("OPENBLAS_CORETYPE", core, 0);
  setenv("OPENBLAS_NUM_THREADS", "1", 0);
  const char *own = getenv("RAINMAKER_OPENBLAS");
  if (own && *own) {
    rm_openblas_try(own, &symbols, &opened);
    return;
  }
  rm_openblas_result first;
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    rm_openblas_try(names[i], &symbols, &opened);
    if (i == 0) first = opened;
    if (opened.status != RM_OPENBLAS_MISSING) return;
  }
  opened = first;
}

const rm_openblas_result *rm_openblas_open(void) {
  pthread_once(&once, open_once);
  return &opened;
}

enum { most_operations = 16 };
/// One buffer: 32 << 22 bytes in 0.3.21, measured as the growth of the address space in the first dgemm.
static const size_t buffer_size = (size_t)128 << 20;
/// What else an operation allocates, and the tables around it.
static const size_t reserve_size = (size_t)64 << 20;

/// Whether so much memory could be mapped now, as the library maps it.
static int is_available(size_t size) {
  void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return 0;
  munmap(memory, size);
  return 1;
}

int rm_openblas_reserve(const rm_openblas *table, int operations) {
  static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
  static int reserved;
  if (operations > most_operations) operations = most_operations;
  pthread_mutex_lock(&mutex);
  if (reserved < operations) {
    void *taken[most_operations];
    int count = 0;
    // Buffers that the library has already are handed out first.
    for (; count < operations; count++) {
      size_t known = count < reserved ? 0 : table->take ? buffer_size : buffer_size * (size_t)(count - reserved + 1);
      if (known && !is_available(known + reserve_size)) break;
      taken[count] = table->take && table->give ? table->take(1) : NULL;
    }
    for (int i = 0; i < count; i++)
      if (taken[i]) table->give(taken[i]);
    if (count > reserved) reserved = count;
  }
  int available = reserved < operations ? reserved : operations;
  pthread_mutex_unlock(&mutex);
  return available;
}
