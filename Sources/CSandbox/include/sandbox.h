#ifndef PRIOR_SANDBOX_H
#define PRIOR_SANDBOX_H

#include <stddef.h>
#include <stdint.h>

/* What a confined program may use. Sizes are in bytes, times in seconds. */
struct sandbox_limits {
    uint64_t cpu_seconds;
    uint64_t wall_seconds;
    uint64_t memory_bytes;
    uint64_t file_bytes;
    uint64_t processes;
    /* Whether it may make a local socket in /tmp, and remove one. */
    int listening;
};

/* How a confined program ended. `kind`: 'e' exited, 's' signalled, 't' ran out of time. */
struct sandbox_end {
    char kind;
    int32_t code;
    uint64_t cpu_microseconds;
    uint64_t peak_bytes;
};

/* The version of Landlock that this kernel has (0: none). */
int sandbox_landlock_version(void);

/* Whether a seccomp filter can be loaded here: 1 or 0. Found out in a child process. */
int sandbox_has_seccomp(void);

/* Whether a limit on the number of processes counts this sandbox's alone: 1 or 0. Found out in a child process. */
int sandbox_has_own_process_count(void);

/*
 * Runs a program confined, with this process's standard descriptors, and waits for its end. `readable` and `writable`
 * are lists of paths that end with NULL. `control` is a socket: when the other side closes it, the program is killed.
 * Returns 0, or an errno when the program could not be confined or started at all; it has not run then.
 */
int sandbox_run(const char *program, char *const arguments[], char *const environment[],
                const char *const readable[], const char *const writable[],
                const struct sandbox_limits *limits, int control, struct sandbox_end *end);

/* One piece of work in a child of the zygote: look at `file`, write one answer of bounded size to `answer`. */
typedef void (*sandbox_work)(const void *context, uint32_t kind, int file, int answer);

/*
 * Confines this process for good and serves jobs that arrive on the SOCK_SEQPACKET socket `control`, each in a child of
 * its own: a message of 4 bytes (the kind of work) with one descriptor comes in; the answer goes out, its first byte 'a' for an answer,
 * 's' and a signal's number for a crash, 't' for one that ran out of time. Returns 0 when the other side has gone, or
 * an errno when it could not be confined.
 */
int sandbox_zygote(int control, const struct sandbox_limits *limits, size_t longest_answer, sandbox_work work,
                   const void *context);

/* Puts /dev/null where a standard descriptor is closed, and closes every descriptor from `first` on. Returns 0 or an errno. */
int sandbox_close_from(int first);

#endif
