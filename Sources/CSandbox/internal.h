#ifndef PRIOR_SANDBOX_INTERNAL_H
#define PRIOR_SANDBOX_INTERNAL_H

#include "include/sandbox.h"

#include <linux/filter.h>

/* All of these return 0 or an errno. */
int confine_files(const char *const readable[], const char *const writable[], int listening);
int confine_identity(int keep_file_access);
int filter_programs(void);
int filter_zygote(void);
int make_worker_filter(struct sock_fprog *program);
int load_filter(const struct sock_fprog *program);
int set_limit(int resource, uint64_t value);

#endif
