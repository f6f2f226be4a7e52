import Foundation

/// The running server of one cluster, known by its processes: PostgreSQL writes its first process's id into
/// `postmaster.pid`, and every process of it works in the cluster's folder. Read from `/proc` (proc(5)).
struct Postmaster: Sendable {
    /// The cluster's folder (`PGDATA`).
    var cluster: String

    /// The process id in `postmaster.pid`, whether or not such a process lives.
    var recordedProcessID: pid_t? {
        text(of: "\(cluster)/postmaster.pid").flatMap { pid_t($0.prefix { $0 != "\n" }) }
    }

    /// The recorded process, when it lives and is this cluster's.
    var processID: pid_t? {
        guard let recorded = recordedProcessID, Self.isAlive(recorded), belongsToCluster(recorded) != false else {
            return nil
        }
        return recorded
    }

    /// Every living process of this cluster.
    var processIDs: [pid_t] {
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return entries.compactMap { pid_t($0) }.filter { belongsToCluster($0) == true && Self.isAlive($0) }
    }

    /// Whether no process can be one of this cluster's: none is, and of none may we not know.
    var isSurelyGone: Bool {
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return !entries.compactMap { pid_t($0) }.contains { belongsToCluster($0) != false && Self.isAlive($0) }
    }

    /// Whether a process is PostgreSQL working in the cluster's folder; nil when it is PostgreSQL and its folder may
    /// not be looked at (as for root without `CAP_SYS_PTRACE`).
    private func belongsToCluster(_ process: pid_t) -> Bool? {
        guard text(of: "/proc/\(process)/comm")?.hasPrefix("postgres") == true else { return false }
        guard let home = status(of: cluster) else { return false }
        // Compared as a file, not as text: the same path can be another folder in another mount namespace.
        guard let work = status(of: "/proc/\(process)/cwd") else {
            // A process that is just ending has no folder any more; one of another account is none of ours.
            guard errno == EACCES || errno == EPERM else { return false }
            return status(of: "/proc/\(process)")?.st_uid == home.st_uid ? nil : false
        }
        return work.st_dev == home.st_dev && work.st_ino == home.st_ino
    }

    /// Whether a process lives. One that has ended and waits to be collected by its parent does not.
    static func isAlive(_ process: pid_t) -> Bool {
        guard kill(process, 0) == 0 || errno == EPERM else { return false }
        // "4242 (name with any ) in it) Z 1 …": the state follows the last parenthesis.
        guard let line = text(of: "/proc/\(process)/stat"), let end = line.lastIndex(of: ")") else { return true }
        let state = line[end...].dropFirst(2).first
        return state != "Z" && state != "X"
    }

    /// Ends the server and everything it started, at once and without a checkpoint (the next start recovers), waiting
    /// up to `limit` seconds in this thread. Calls nothing but the kernel, so it may run in an exit handler.
    func quit(limit: Double) {
        signalAll(SIGQUIT)
        if !waitForEnd(limit: limit) {
            signalAll(SIGKILL)
            _ = waitForEnd(limit: limit)
        }
    }

    private func waitForEnd(limit: Double) -> Bool {
        var waited = 0.0
        while !processIDs.isEmpty {
            guard waited < limit else { return false }
            usleep(20_000)
            waited += 0.02
        }
        return true
    }

    /// Signals every process of the cluster.
    func signalAll(_ signal: Int32) {
        // The first process first: it must not start new ones in place of those that end.
        let first = processID
        if let first { kill(first, signal) }
        for process in processIDs where process != first { kill(process, signal) }
    }
}
