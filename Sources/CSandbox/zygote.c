/* Workers: a process that has read what it needs, gives everything up, and makes a copy of itself for each job. */
#define _GNU_SOURCE
#include "internal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/* Takes the next job. Returns 1, or 0 when nobody is there any more. */
static int take(int control, uint32_t *kind, int *file) {
    for (;;) {
        union { struct cmsghdr align; char space[CMSG_SPACE(sizeof(int))]; } extra;
        struct iovec part = {.iov_base = kind, .iov_len = sizeof *kind};
        struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = &extra, .msg_controllen = sizeof extra};
        ssize_t got = recvmsg(control, &message, MSG_CMSG_CLOEXEC);
        if (got < 0 && errno == EINTR) continue;
        if (got != (ssize_t)sizeof *kind) return 0;
        struct cmsghdr *header = CMSG_FIRSTHDR(&message);
        if (!header || header->cmsg_type != SCM_RIGHTS) continue;
        memcpy(file, CMSG_DATA(header), sizeof *file);
        return 1;
    }
}

static void give(int control, const void *bytes, size_t count) {
    while (send(control, bytes, count, MSG_NOSIGNAL) < 0 && errno == EINTR) continue;
}

/* Reads what the child says until it has ended or its time is over. Returns its length. */
static size_t listen_to(int answer, unsigned char *buffer, size_t size, int64_t until, int *ran_out) {
    size_t length = 0;
    for (;;) {
        int64_t left = until - now();
        struct pollfd watched = {.fd = answer, .events = POLLIN};
        int ready = left > 0 ? poll(&watched, 1, (int)left) : 0;
        if (ready < 0 && errno == EINTR) continue;
        if (ready <= 0) {
            *ran_out = 1;
            return length;
        }
        ssize_t got = read(answer, buffer + length, size - length);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0 || length + (size_t)got == size) return got > 0 ? length + (size_t)got : length;
        length += (size_t)got;
    }
}

static void work_in_child(const struct sock_fprog *filter, const struct sandbox_limits *limits, sandbox_work work,
                          const void *context, uint32_t kind, int file, int answer) {
    struct rlimit cpu = {.rlim_cur = limits->cpu_seconds, .rlim_max = limits->cpu_seconds + 1};
    if (setrlimit(RLIMIT_CPU, &cpu) || load_filter(filter)) _exit(126);
    work(context, kind, file, answer);
    _exit(0);
}

static void serve(int control, const struct sock_fprog *filter, const struct sandbox_limits *limits,
                  unsigned char *buffer, size_t size, sandbox_work work, const void *context, uint32_t kind, int file) {
    int answer[2];
    unsigned char crash[2] = {'s', 0};
    if (pipe2(answer, O_CLOEXEC)) {
        give(control, crash, sizeof crash);
        return;
    }
    pid_t child = fork();
    if (child == 0) {
        close(control);
        close(answer[0]);
        work_in_child(filter, limits, work, context, kind, file, answer[1]);
    }
    close(answer[1]);
    int ran_out = 0;
    size_t length = 0;
    if (child > 0) length = listen_to(answer[0], buffer + 1, size, now() + (int64_t)limits->wall_seconds * 1000, &ran_out);
    close(answer[0]);
    int status = 0;
    if (child > 0) {
        if (ran_out) kill(child, SIGKILL);
        while (waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
    }
    if (ran_out || (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU)) {
        give(control, "t", 1);
    } else if (child < 0 || !WIFEXITED(status) || WEXITSTATUS(status)) {
        crash[1] = WIFSIGNALED(status) ? (unsigned char)WTERMSIG(status) : 0;
        give(control, crash, sizeof crash);
    } else {
        buffer[0] = 'a';
        give(control, buffer, length + 1);
    }
}

int sandbox_zygote(int control, const struct sandbox_limits *limits, size_t longest_answer, sandbox_work work,
                   const void *context) {
    static const char *const nothing[] = {NULL};
    struct sock_fprog filter = {0};
    /* A crash is an answer too. A handler that tries to tell of it finds nothing here that it could use. */
    static const int faults[] = {SIGSEGV, SIGILL, SIGTRAP, SIGBUS, SIGFPE, SIGABRT, SIGQUIT, SIGSYS};
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) signal(faults[i], SIG_DFL);
    int failed = make_worker_filter(&filter);
    unsigned char *buffer = malloc(longest_answer + 1);
    if (!failed && !buffer) failed = ENOMEM;
    /* Root without the right to become somebody else stays root, behind everything that follows. */
    if (!failed && geteuid() == 0) (void)confine_identity(0);
    if (!failed) failed = set_limit(RLIMIT_DATA, limits->memory_bytes);
    if (!failed) failed = set_limit(RLIMIT_FSIZE, limits->file_bytes);
    if (!failed) failed = set_limit(RLIMIT_CORE, 0);
    if (!failed) failed = set_limit(RLIMIT_NOFILE, 32);
    if (!failed) failed = confine_files(nothing, nothing, 0);
    if (!failed) failed = filter_zygote();
    if (failed) return failed;
    give(control, "r", 1);
    uint32_t kind;
    int file;
    while (take(control, &kind, &file)) {
        serve(control, &filter, limits, buffer, longest_answer, work, context, kind, file);
        close(file);
    }
    return 0;
}
