import Glibc

/// A `prior-sandbox` that was started, and the other end of its descriptor 3.
struct Spawned {
    let process: pid_t
    let control: Int32

    /// Starts `prior-sandbox`. Its descriptors are those given and, as number 3, one end of a socket of its own; whatever else
    /// was left open here it closes first of all.
    /// - Parameter standard: what its input, output and error output are.
    static func start(_ arguments: [String], environment: [String] = [], standard: [Int32]) throws(SandboxError)
        -> Spawned
    {
        var pair: [Int32] = [-1, -1]
        guard socketpair(AF_UNIX, Int32(SOCK_SEQPACKET.rawValue | SOCK_CLOEXEC.rawValue), 0, &pair) == 0 else {
            throw .system("socketpair", errno)
        }
        defer { close(pair[1]) }
        do {
            return Spawned(
                process: try spawn(arguments, environment, standard + [pair[1]]), control: pair[0])
        } catch {
            close(pair[0])
            throw error
        }
    }

    private static func spawn(
        _ arguments: [String], _ environment: [String], _ descriptors: [Int32]
    ) throws(SandboxError) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        // Those that stand where another has to go are moved out of the way first.
        let sources = descriptors.map { $0 >= descriptors.count ? $0 : fcntl($0, F_DUPFD_CLOEXEC, 10) }
        defer { for (source, given) in zip(sources, descriptors) where source != given { close(source) } }
        for (number, source) in sources.enumerated() {
            posix_spawn_file_actions_adddup2(&actions, source, Int32(number))
        }
        // The service holds some signals back and ignores others; what it starts begins afresh.
        var none = sigset_t()
        var all = sigset_t()
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

        let path = SandboxProgram.path
        var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) } + [nil]
        var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup($0) } + [nil]
        defer { for text in words + variables { free(text) } }
        var process: pid_t = 0
        let failed = posix_spawn(&process, path, &actions, &attributes, &words, &variables)
        guard failed == 0 else { throw .notThere(path, failed) }
        return process
    }

    /// Waits for its end, and answers how it ended as `waitpid` does.
    func wait() -> Int32 {
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        return status
    }
}
