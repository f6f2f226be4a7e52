/* Who a confined process is: never root, and counted apart from all others. */
#define _GNU_SOURCE
#include "internal.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <linux/securebits.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* The range that systemd gives to services without an account of their own: nobody's files, nobody's processes. */
enum { FIRST_ACCOUNT = 61184, ACCOUNTS = 4335 };

int set_limit(int resource, uint64_t value) {
    struct rlimit limit = {.rlim_cur = value, .rlim_max = value};
    return setrlimit(resource, &limit) ? errno : 0;
}

static int set_capabilities(uint32_t kept) {
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3, .pid = 0};
    struct __user_cap_data_struct data[2] = {{.effective = kept, .permitted = kept, .inheritable = kept}};
    return syscall(SYS_capset, &header, data) ? errno : 0;
}

/* Root becomes an account that nobody has. `keep_file_access`: Landlock says which files; their owners do not matter. */
static int leave_root(int keep_file_access) {
    /* With it access(2) counts the kept capability too, as open(2) does. */
    if (keep_file_access && prctl(PR_SET_SECUREBITS, SECBIT_NO_SETUID_FIXUP, 0, 0, 0)) return errno;
    for (int capability = 0; capability <= CAP_LAST_CAP; capability++) {
        if (keep_file_access && capability == CAP_DAC_OVERRIDE) continue;
        if (prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) && errno != EINVAL) return errno;
    }
    if (keep_file_access && prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0)) return errno;
    uid_t account = FIRST_ACCOUNT + (uid_t)getpid() % ACCOUNTS;
    if (setgroups(0, NULL) || setresgid(account, account, account) || setresuid(account, account, account)) return errno;
    uint32_t kept = keep_file_access ? 1u << CAP_DAC_OVERRIDE : 0;
    int failed = set_capabilities(kept);
    if (failed || !keep_file_access) return failed;
    return prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_DAC_OVERRIDE, 0, 0) ? errno : 0;
}

static int write_map(const char *path, const char *text) {
    int file = open(path, O_WRONLY | O_CLOEXEC);
    if (file < 0) return errno;
    ssize_t written = write(file, text, strlen(text));
    int failed = written < 0 ? errno : 0;
    close(file);
    return failed;
}

/* In a user namespace of its own an account's processes are counted from nought. */
static int enter_own_namespace(void) {
    char users[64], groups[64];
    snprintf(users, sizeof users, "%u %u 1\n", geteuid(), geteuid());
    snprintf(groups, sizeof groups, "%u %u 1\n", getegid(), getegid());
    if (unshare(CLONE_NEWUSER)) return errno;
    int failed = write_map("/proc/self/setgroups", "deny");
    if (!failed) failed = write_map("/proc/self/gid_map", groups);
    if (!failed) failed = write_map("/proc/self/uid_map", users);
    return failed ? failed : set_capabilities(0);
}

int confine_identity(int keep_file_access) {
    return geteuid() == 0 ? leave_root(keep_file_access) : enter_own_namespace();
}

int sandbox_has_own_process_count(void) {
    pid_t child = fork();
    if (child < 0) return 0;
    if (child == 0) _exit(confine_identity(1) ? 1 : 0);
    int status = 1;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}
