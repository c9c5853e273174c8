/// OpenBLAS, opened when first needed and never linked: the symbols in use, and the loader that finds them.
///
/// Debian's headers declare no LAPACK, and linking would load the library before its core type can be set. Integers
/// are 32 bits (LP64). Fortran passes everything by address and the length of each text behind the last argument.
#ifndef COPENBLAS_H
#define COPENBLAS_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define RM_IN const double *_Nonnull
#define RM_IO double *_Nonnull
#define RM_INT const int32_t *_Nonnull
#define RM_TEXT const char *_Nonnull
#define RM_INFO int32_t *_Nonnull

// MARK: CBLAS: enumerations as in cblas.h

enum { RM_COL_MAJOR = 102, RM_NO_TRANS = 111, RM_TRANS = 112, RM_UPPER = 121, RM_LOWER = 122 };
enum { RM_NON_UNIT = 131, RM_UNIT = 132, RM_LEFT = 141, RM_RIGHT = 142 };

/// C ← alpha·op(A)·op(B) + beta·C.
typedef void (*rm_dgemm)(
    int order, int transA, int transB, int32_t m, int32_t n, int32_t k, double alpha, RM_IN a, int32_t lda, RM_IN b,
    int32_t ldb, double beta, RM_IO c, int32_t ldc);
/// One triangle of C ← alpha·op(A)·op(A)ᵀ + beta·C.
typedef void (*rm_dsyrk)(
    int order, int uplo, int trans, int32_t n, int32_t k, double alpha, RM_IN a, int32_t lda, double beta, RM_IO c,
    int32_t ldc);
/// B ← alpha·op(T)⁻¹·B (left), T triangular.
typedef void (*rm_dtrsm)(
    int order, int side, int uplo, int trans, int diag, int32_t m, int32_t n, double alpha, RM_IN a, int32_t lda,
    RM_IO b, int32_t ldb);

// MARK: LAPACK

/// A·P = Q·R, column pivoting by norm.
typedef void (*rm_dgeqp3)(
    RM_INT m, RM_INT n, RM_IO a, RM_INT lda, int32_t *_Nonnull pivot, RM_IO tau, RM_IO work, RM_INT lwork,
    RM_INFO info);
/// C ← op(Q)·C or C·op(Q), Q as dgeqp3 leaves it.
typedef void (*rm_dormqr)(
    RM_TEXT side, RM_TEXT trans, RM_INT m, RM_INT n, RM_INT k, RM_IN a, RM_INT lda, RM_IN tau, RM_IO c, RM_INT ldc,
    RM_IO work, RM_INT lwork, RM_INFO info, size_t side_length, size_t trans_length);
/// Cholesky factor of a symmetric positive definite matrix.
typedef void (*rm_dpotrf)(RM_TEXT uplo, RM_INT n, RM_IO a, RM_INT lda, RM_INFO info, size_t uplo_length);
/// One triangle of the inverse of a matrix of which dpotrf has left the factor.
typedef void (*rm_dpotri)(RM_TEXT uplo, RM_INT n, RM_IO a, RM_INT lda, RM_INFO info, size_t uplo_length);
/// Eigenvalues, ascending, and vectors of a symmetric matrix.
typedef void (*rm_dsyevd)(
    RM_TEXT job, RM_TEXT uplo, RM_INT n, RM_IO a, RM_INT lda, RM_IO w, RM_IO work, RM_INT lwork,
    int32_t *_Nonnull iwork, RM_INT liwork, RM_INFO info, size_t job_length, size_t uplo_length);
/// Singular values, descending, and vectors.
typedef void (*rm_dgesdd)(
    RM_TEXT job, RM_INT m, RM_INT n, RM_IO a, RM_INT lda, RM_IO s, RM_IO u, RM_INT ldu, RM_IO vt, RM_INT ldvt,
    RM_IO work, RM_INT lwork, int32_t *_Nonnull iwork, RM_INFO info, size_t job_length);

// MARK: The opened library

/// The symbols in use; all there, or the library counts as broken.
typedef struct {
  rm_dgemm _Nonnull dgemm;
  rm_dsyrk _Nonnull dsyrk;
  rm_dtrsm _Nonnull dtrsm;
  rm_dgeqp3 _Nonnull dgeqp3;
  rm_dormqr _Nonnull dormqr;
  rm_dpotrf _Nonnull dpotrf;
  rm_dpotri _Nonnull dpotri;
  rm_dsyevd _Nonnull dsyevd;
  rm_dgesdd _Nonnull dgesdd;
  void (*_Nonnull set_num_threads)(int count);
  int (*_Nonnull get_num_threads)(void);
  char *_Nonnull (*_Nonnull core_name)(void);
  char *_Nonnull (*_Nonnull config)(void);
  /// Take a buffer, as every operation does, and give it back; null where a build hides them.
  void *_Nullable (*_Nullable take)(int position);
  void (*_Nullable give)(void *_Nullable buffer);
} rm_openblas;

typedef enum { RM_OPENBLAS_OPEN = 0, RM_OPENBLAS_MISSING = 1, RM_OPENBLAS_BROKEN = 2 } rm_openblas_status;

/// What came of opening the library. `table` is null unless the status says open; `name` is the file name asked for;
/// `reason` says, when it is not open, what the dynamic loader said or what is wrong.
typedef struct {
  rm_openblas_status status;
  const rm_openblas *_Nullable table;
  char name[256];
  char reason[512];
} rm_openblas_result;

/// Opens the library at the first call and returns the same result ever after, from any thread.
///
/// Before that it sets OPENBLAS_CORETYPE by the processor (SkylakeX with AVX-512, Haswell with AVX2) and
/// OPENBLAS_NUM_THREADS to 1, each unless the user has set it: the library reads them while it loads, and takes newer
/// Xeons for the oldest core. RAINMAKER_OPENBLAS names another file to open. The environment is written, so the first
/// call must not run beside a thread that reads it.
const rm_openblas_result *_Nonnull rm_openblas_open(void);

/// Sees to it that so many operations can run at a time, 16 at most, and returns how many can: 0 where the memory of a
/// single one cannot be had.
///
/// Each takes a buffer of the library's, 128 MB of addresses on x86-64 as Debian builds it, of which little is ever
/// touched; a library that cannot map it tries again for ever. So the memory is tried first, and then taken: nothing that
/// is allocated meanwhile can be in the way of the first operation. The library keeps its buffers.
int rm_openblas_reserve(const rm_openblas *_Nonnull table, int operations);

/// Tries one file, without memory of it: for tests. `table` is where the symbols go.
void rm_openblas_try(const char *_Nonnull name, rm_openblas *_Nonnull table, rm_openblas_result *_Nonnull result);

/// The value that OPENBLAS_CORETYPE gets on this processor; null where the library's own choice stands.
const char *_Nullable rm_openblas_core_type(void);

#ifdef __cplusplus
}
#endif
#endif
