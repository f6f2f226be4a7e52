/* System calls by seccomp. A program is denied what reaches beyond itself; a worker is allowed the few calls that reading needs. */
#define _GNU_SOURCE
#include "internal.h"

#include <errno.h>
#include <sched.h>
#include <seccomp.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define COUNT(list) (sizeof(list) / sizeof(*(list)))

static const int denied_to_programs[] = {
    SCMP_SYS(connect), SCMP_SYS(ptrace), SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev), SCMP_SYS(mount),
    SCMP_SYS(umount2), SCMP_SYS(pivot_root), SCMP_SYS(chroot), SCMP_SYS(unshare), SCMP_SYS(setns), SCMP_SYS(bpf),
    SCMP_SYS(perf_event_open), SCMP_SYS(userfaultfd), SCMP_SYS(keyctl), SCMP_SYS(add_key), SCMP_SYS(request_key),
    SCMP_SYS(io_uring_setup), SCMP_SYS(io_uring_enter), SCMP_SYS(io_uring_register), SCMP_SYS(kexec_load),
    SCMP_SYS(init_module), SCMP_SYS(finit_module), SCMP_SYS(delete_module), SCMP_SYS(open_by_handle_at),
    SCMP_SYS(name_to_handle_at), SCMP_SYS(swapon), SCMP_SYS(swapoff), SCMP_SYS(reboot), SCMP_SYS(settimeofday),
    SCMP_SYS(clock_settime), SCMP_SYS(quotactl), SCMP_SYS(acct), SCMP_SYS(fsopen), SCMP_SYS(fsmount),
    SCMP_SYS(move_mount), SCMP_SYS(open_tree), SCMP_SYS(pidfd_getfd), SCMP_SYS(kcmp), SCMP_SYS(syslog),
    SCMP_SYS(fanotify_init), SCMP_SYS(lookup_dcookie), SCMP_SYS(personality), SCMP_SYS(setsid), SCMP_SYS(setpgid),
};

/* What reading a mapped file and answering needs, of glibc, libmagic and Swift's runtime. */
static const int allowed_to_workers[] = {
    SCMP_SYS(read), SCMP_SYS(pread64), SCMP_SYS(write), SCMP_SYS(writev), SCMP_SYS(lseek), SCMP_SYS(fstat),
    SCMP_SYS(newfstatat), SCMP_SYS(close), SCMP_SYS(mmap), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(mprotect),
    SCMP_SYS(madvise), SCMP_SYS(brk), SCMP_SYS(futex), SCMP_SYS(clock_gettime), SCMP_SYS(clock_nanosleep),
    SCMP_SYS(getrandom), SCMP_SYS(sched_yield), SCMP_SYS(getpid), SCMP_SYS(gettid), SCMP_SYS(tgkill),
    SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn), SCMP_SYS(sigaltstack),
    SCMP_SYS(restart_syscall), SCMP_SYS(exit), SCMP_SYS(exit_group), SCMP_SYS(getrusage),
};

/* What the zygote needs beside: to take a descriptor, to fork, to limit and wait for its child. */
static const int allowed_to_zygote[] = {
    SCMP_SYS(recvmsg), SCMP_SYS(sendto), SCMP_SYS(sendmsg), SCMP_SYS(poll), SCMP_SYS(ppoll), SCMP_SYS(wait4),
    SCMP_SYS(kill), SCMP_SYS(pipe2), SCMP_SYS(prlimit64), SCMP_SYS(setrlimit), SCMP_SYS(seccomp), SCMP_SYS(prctl),
    SCMP_SYS(set_robust_list), SCMP_SYS(rseq), SCMP_SYS(set_tid_address), SCMP_SYS(fork),
};

static const uint64_t new_namespaces =
    CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET;

static int add(scmp_filter_ctx filter, uint32_t action, const int calls[], size_t count) {
    for (size_t i = 0; i < count; i++) {
        int failed = seccomp_rule_add(filter, action, calls[i], 0);
        if (failed) return -failed;
    }
    return 0;
}

int filter_programs(void) {
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    if (!filter) return ENOMEM;
    uint32_t no = SCMP_ACT_ERRNO(EPERM);
    int failed = add(filter, no, denied_to_programs, COUNT(denied_to_programs));
    /* A program may talk to its own threads and children; no socket of any other kind can be made, and none connected. */
    if (!failed) failed = -seccomp_rule_add(filter, SCMP_ACT_ERRNO(EAFNOSUPPORT), SCMP_SYS(socket), 1,
                                            SCMP_A0(SCMP_CMP_NE, AF_UNIX));
    /* Of a local datagram socket every message could go elsewhere. */
    for (int kind = 0; !failed && kind < 16; kind++) {
        if (kind == SOCK_STREAM) continue;
        failed = -seccomp_rule_add(filter, no, SCMP_SYS(socket), 1, SCMP_A1(SCMP_CMP_MASKED_EQ, 15, kind));
    }
    for (int bit = 0; !failed && bit < 32; bit++) {
        uint64_t flag = 1ULL << bit;
        if (!(new_namespaces & flag)) continue;
        failed = -seccomp_rule_add(filter, no, SCMP_SYS(clone), 1, SCMP_A0(SCMP_CMP_MASKED_EQ, flag, flag));
    }
    /* The flags of clone3 lie in memory that a filter cannot see; without it programs take clone. */
    if (!failed) failed = -seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
    if (!failed) failed = -seccomp_rule_add(filter, no, SCMP_SYS(ioctl), 1,
                                            SCMP_A1(SCMP_CMP_MASKED_EQ, 0xffffffff, TIOCSTI));
    if (!failed) failed = -seccomp_load(filter);
    seccomp_release(filter);
    return failed;
}

int filter_zygote(void) {
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    if (!filter) return ENOMEM;
    int failed = add(filter, SCMP_ACT_ALLOW, allowed_to_workers, COUNT(allowed_to_workers));
    if (!failed) failed = add(filter, SCMP_ACT_ALLOW, allowed_to_zygote, COUNT(allowed_to_zygote));
    if (!failed) failed = -seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1,
                                            SCMP_A0(SCMP_CMP_MASKED_EQ, new_namespaces, 0));
    if (!failed) failed = -seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
    if (!failed) failed = -seccomp_load(filter);
    seccomp_release(filter);
    return failed;
}

/* Made once, as its making costs more than a whole verdict; every child loads the finished program. */
int make_worker_filter(struct sock_fprog *program) {
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    if (!filter) return ENOMEM;
    int failed = add(filter, SCMP_ACT_ALLOW, allowed_to_workers, COUNT(allowed_to_workers));
    int file = memfd_create("filter", MFD_CLOEXEC);
    if (!failed && file < 0) failed = errno;
    if (!failed) failed = -seccomp_export_bpf(filter, file);
    seccomp_release(filter);
    off_t size = failed ? 0 : lseek(file, 0, SEEK_END);
    if (!failed && (size <= 0 || size > 65535 * 8)) failed = EINVAL;
    if (!failed) {
        program->len = (unsigned short)(size / (off_t)sizeof(struct sock_filter));
        program->filter = malloc((size_t)size);
        if (!program->filter || pread(file, program->filter, (size_t)size, 0) != size) failed = EIO;
    }
    if (file >= 0) close(file);
    return failed;
}

int load_filter(const struct sock_fprog *program) {
    return syscall(SYS_seccomp, 1 /* SECCOMP_SET_MODE_FILTER */, 0, program) ? errno : 0;
}

int sandbox_has_seccomp(void) {
    pid_t child = fork();
    if (child < 0) return 0;
    if (child == 0) _exit(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || filter_programs() ? 1 : 0);
    int status = 1;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}
