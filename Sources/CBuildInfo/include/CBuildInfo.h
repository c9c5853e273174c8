/// The commit that was built, "" where the build did not know it, with a "+" behind where files had been changed.
#ifndef CBUILDINFO_H
#define CBUILDINFO_H

const char *_Nonnull rm_build_commit(void);

#endif
