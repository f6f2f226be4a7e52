/* A program that was not written for it, confined: limits, files, system calls; then it is started and watched. */
#define _GNU_SOURCE
#include "internal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int sandbox_close_from(int first) {
    for (int descriptor = 0; descriptor < 3; descriptor++) {
        if (fcntl(descriptor, F_GETFD) < 0 && open("/dev/null", O_RDWR) < 0) return errno;
    }
    return close_range((unsigned)first, ~0u, 0) ? errno : 0;
}

static int confine(const char *const readable[], const char *const writable[], const struct sandbox_limits *limits) {
    if (setpgid(0, 0)) return errno;
    int own_count = confine_identity(1) == 0;
    struct rlimit cpu = {.rlim_cur = limits->cpu_seconds, .rlim_max = limits->cpu_seconds + 1};
    if (setrlimit(RLIMIT_CPU, &cpu)) return errno;
    int failed = set_limit(RLIMIT_DATA, limits->memory_bytes);
    /* What is shared or only reserved is not data; programs reserve far more than they use. */
    if (!failed) failed = set_limit(RLIMIT_AS, 2 * limits->memory_bytes + (1ULL << 30));
    if (!failed) failed = set_limit(RLIMIT_FSIZE, limits->file_bytes);
    if (!failed) failed = set_limit(RLIMIT_CORE, 0);
    if (!failed) failed = set_limit(RLIMIT_NOFILE, 256);
    /* Where the account's other processes count too, a limit has to leave room for them. */
    if (!failed) failed = set_limit(RLIMIT_NPROC, own_count ? limits->processes : limits->processes + 2048);
    if (!failed) failed = confine_files(readable, writable, limits->listening);
    return failed ? failed : filter_programs();
}

/* Milliseconds on a clock that nobody sets. */
static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/* Waits for the program's end, the end of its time, or the end of whoever asked. */
static int wait_for(pid_t child, int64_t until, int control, struct rusage *used, int *status) {
    int process = (int)syscall(SYS_pidfd_open, child, 0);
    struct pollfd watched[2] = {{.fd = process, .events = POLLIN}, {.fd = control, .events = 0}};
    int ran_out = 0;
    for (;;) {
        int64_t left = until - now();
        if (left <= 0) ran_out = 1;
        int ready = left <= 0 ? 0 : poll(watched, 2, process < 0 && left > 20 ? 20 : (int)(left > 60000 ? 60000 : left));
        if (ready > 0 && watched[1].revents) ran_out = 1;
        if (ran_out) kill(-child, SIGKILL);
        pid_t ended = wait4(child, status, ran_out ? 0 : WNOHANG, used);
        if (ended == child || (ended < 0 && errno != EINTR)) break;
    }
    if (process >= 0) close(process);
    /* No process of the group outlives the first one; they can neither leave the group nor make one. */
    kill(-child, SIGKILL);
    return ran_out;
}

int sandbox_run(const char *program, char *const arguments[], char *const environment[],
                const char *const readable[], const char *const writable[],
                const struct sandbox_limits *limits, int control, struct sandbox_end *end) {
    int report[2];
    if (pipe2(report, O_CLOEXEC)) return errno;
    prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
    int64_t until = now() + (int64_t)limits->wall_seconds * 1000;
    pid_t child = fork();
    if (child < 0) return errno;
    if (child == 0) {
        close(control);
        int failed = confine(readable, writable, limits);
        if (!failed) {
            execve(program, arguments, environment);
            failed = errno;
        }
        _exit(write(report[1], &failed, sizeof failed) == (ssize_t)sizeof failed ? 126 : 127);
    }
    close(report[1]);
    /* Output goes from the program alone: this end must not keep a pipe open that it should close. */
    close(0);
    close(1);
    close(2);
    int failed = 0;
    ssize_t got = read(report[0], &failed, sizeof failed);
    close(report[0]);
    struct rusage used = {0};
    int status = 0;
    int ran_out = wait_for(child, until, control, &used, &status);
    struct rusage others;
    while (wait4(-1, NULL, 0, &others) > 0 || errno == EINTR) continue;
    if (got > 0) return failed;
    int out_of_cpu = WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU;
    end->kind = ran_out || out_of_cpu ? 't' : WIFSIGNALED(status) ? 's' : 'e';
    end->code = WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status);
    end->cpu_microseconds = (uint64_t)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1000000
        + (uint64_t)(used.ru_utime.tv_usec + used.ru_stime.tv_usec);
    end->peak_bytes = (uint64_t)used.ru_maxrss * 1024;
    return 0;
}
