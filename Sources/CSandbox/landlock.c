/* File access by Landlock: nothing outside what is named. By hand, as Debian 12 has neither a wrapper nor newer headers. */
#define _GNU_SOURCE
#include "internal.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

struct ruleset {
    uint64_t files;
    uint64_t network;
    uint64_t scopes;
};

struct beneath {
    uint64_t allowed;
    int32_t parent;
} __attribute__((packed));

enum {
    EXECUTE = 1 << 0, WRITE_FILE = 1 << 1, READ_FILE = 1 << 2, READ_DIRECTORY = 1 << 3, REMOVE_FILE = 1 << 5,
    MAKE_SOCKET = 1 << 9, TRUNCATE = 1 << 14, DEVICE_CONTROL = 1 << 15,
};

/* All rights that each version of Landlock knows: 13 in the first, then refer, truncate, ioctl. */
static uint64_t known_rights(int version) {
    int count = version >= 5 ? 16 : version >= 3 ? 15 : version == 2 ? 14 : 13;
    return (1ULL << count) - 1;
}

int sandbox_landlock_version(void) {
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, 1);
    return version < 0 ? 0 : (int)version;
}

static int allow(int ruleset, const char *path, uint64_t rights) {
    int descriptor = open(path, O_PATH | O_CLOEXEC);
    /* What is not there needs no right. */
    if (descriptor < 0) return errno == ENOENT || errno == ENOTDIR || errno == EACCES ? 0 : errno;
    struct stat status;
    if (fstat(descriptor, &status) == 0 && !S_ISDIR(status.st_mode))
        rights &= EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | DEVICE_CONTROL;
    struct beneath rule = {.allowed = rights, .parent = descriptor};
    int failed = syscall(SYS_landlock_add_rule, ruleset, 1, &rule, 0) ? errno : 0;
    close(descriptor);
    return failed;
}

int confine_files(const char *const readable[], const char *const writable[], int listening) {
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)) return errno;
    int version = sandbox_landlock_version();
    if (version == 0) return 0;
    uint64_t all = known_rights(version);
    /* TCP from version 4; abstract sockets and signals from version 6. */
    struct ruleset rules = {.files = all, .network = version >= 4 ? 3 : 0, .scopes = version >= 6 ? 3 : 0};
    size_t size = version >= 6 ? 24 : version >= 4 ? 16 : 8;
    int ruleset = (int)syscall(SYS_landlock_create_ruleset, &rules, size, 0);
    if (ruleset < 0) return errno;
    int failed = 0;
    for (int i = 0; !failed && readable[i]; i++)
        failed = allow(ruleset, readable[i], EXECUTE | READ_FILE | READ_DIRECTORY);
    for (int i = 0; !failed && writable[i]; i++) failed = allow(ruleset, writable[i], all);
    if (!failed && listening) failed = allow(ruleset, "/tmp", MAKE_SOCKET | REMOVE_FILE);
    if (!failed && syscall(SYS_landlock_restrict_self, ruleset, 0)) failed = errno;
    close(ruleset);
    return failed;
}
