// What Embedded Swift and the block functions want of a C library, for a module that has none: memory, bytes, and a seed.
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define PAGE 65536u
#define LEAST 5

// MARK: Memory: blocks of powers of two, those that were freed listed by size

// Stands before what is given out.
typedef struct {
  uint32_t block, size_class;
  uint64_t unused;
} header;

extern uint8_t __heap_base;
static uintptr_t next;
static uint32_t freed[32];

static uint32_t fresh(uint32_t size) {
  if (next == 0) next = ((uintptr_t)&__heap_base + 15) & ~(uintptr_t)15;
  const uint64_t end = (uint64_t)next + size, room = (uint64_t)__builtin_wasm_memory_size(0) * PAGE;
  if (end > room && __builtin_wasm_memory_grow(0, (end - room + PAGE - 1) / PAGE) == (size_t)-1) __builtin_trap();
  const uint32_t block = (uint32_t)next;
  next = (uintptr_t)end;
  return block;
}

static void *allocate(size_t size, size_t alignment) {
  if (size > 0x40000000u) __builtin_trap();
  const size_t wanted = size + sizeof(header) + (alignment > 16 ? alignment : 0);
  uint32_t size_class = LEAST;
  while (((size_t)1 << size_class) < wanted) size_class++;
  uint32_t block = freed[size_class];
  if (block) freed[size_class] = *(uint32_t *)(uintptr_t)block;
  else block = fresh((uint32_t)1 << size_class);
  uintptr_t given = block + sizeof(header);
  if (alignment > 16) given = (given + alignment - 1) & ~(uintptr_t)(alignment - 1);
  ((header *)given)[-1] = (header){block, size_class, 0};
  return (void *)given;
}

void *malloc(size_t size) { return allocate(size, 16); }

int posix_memalign(void **given, size_t alignment, size_t size) {
  *given = allocate(size, alignment);
  return 0;
}

void free(void *given) {
  if (!given) return;
  const header kept = ((header *)given)[-1];
  *(uint32_t *)(uintptr_t)kept.block = freed[kept.size_class];
  freed[kept.size_class] = kept.block;
}

// MARK: Bytes; the copies are instructions

void *memcpy(void *to, const void *from, size_t n) { return __builtin_memcpy(to, from, n); }
void *memmove(void *to, const void *from, size_t n) { return __builtin_memmove(to, from, n); }
void *memset(void *to, int byte, size_t n) { return __builtin_memset(to, byte, n); }

int memcmp(const void *a, const void *b, size_t n) {
  const uint8_t *x = a, *y = b;
  for (; n; n--, x++, y++)
    if (*x != *y) return *x - *y;
  return 0;
}

int strcmp(const char *a, const char *b) {
  for (; *a && *a == *b; a++, b++) {}
  return (uint8_t)*a - (uint8_t)*b;
}

// MARK: What a page has none of

char *getenv(const char *name) { return NULL; }

// Seeds the order of dictionaries, on which nothing may depend.
void arc4random_buf(void *to, size_t n) { memset(to, 0x5a, n); }

// MARK: Numbers

// To the nearest whole number, halves away from 0; exact, since x − whole is.
double round(double x) {
  const double whole = __builtin_trunc(x);
  return __builtin_fabs(x - whole) < 0.5 ? whole : whole + __builtin_copysign(1, x);
}

// Whole numbers of 128 bits, from halves.
typedef unsigned __int128 wide;

static wide join(uint64_t high, uint64_t low) { return (wide)high << 64 | low; }

wide __multi3(wide a, wide b) {
  const uint64_t x = (uint64_t)a, y = (uint64_t)b, x0 = (uint32_t)x, x1 = x >> 32, y0 = (uint32_t)y, y1 = y >> 32;
  const uint64_t low = x0 * y0, middle = x1 * y0 + (low >> 32), other = x0 * y1 + (uint32_t)middle;
  const uint64_t high = x1 * y1 + (middle >> 32) + (other >> 32) + (uint64_t)(a >> 64) * y + x * (uint64_t)(b >> 64);
  return join(high, other << 32 | (uint32_t)low);
}

wide __ashlti3(wide a, int n) {
  const uint64_t high = (uint64_t)(a >> 64), low = (uint64_t)a;
  if (n == 0) return a;
  return n < 64 ? join(high << n | low >> (64 - n), low << n) : join(low << (n - 64), 0);
}

wide __lshrti3(wide a, int n) {
  const uint64_t high = (uint64_t)(a >> 64), low = (uint64_t)a;
  if (n == 0) return a;
  return n < 64 ? join(high >> n, high << (64 - n) | low >> n) : join(0, high >> (n - 64));
}
