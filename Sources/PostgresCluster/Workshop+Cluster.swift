import Foundation
import Logging

extension Workshop {
    /// The server that runs, or ran, in this workshop's cluster.
    var postmaster: Postmaster { Postmaster(cluster: "\(folder)/cluster") }

    /// Makes the cluster if there is none. It gets its name only when it is complete, so a start that was cut short
    /// leaves nothing but `cluster.new`, which the next one sweeps away.
    func makeCluster(durable: Bool, logger: Logger) async throws {
        try await system("rm", ["-rf", "cluster.new"])
        guard status(of: "\(folder)/cluster/PG_VERSION") == nil else { return }
        logger.info(
            "Making a database cluster",
            metadata: ["directory": "\(folder)/cluster", "version": "\(programs.majorVersion)"])
        // Trust, because nobody else can reach the socket; no way in by TCP even if someone sets listen_addresses.
        let arguments = [
            "--pgdata=cluster.new", "--username=prior", "--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums",
            "--auth-local=trust", "--auth-host=reject", "--no-instructions",
        ]
        try await postgres("initdb", arguments + (durable ? [] : ["--no-sync"]))
        try await append("\ninclude = 'prior.conf'\n", to: "cluster.new/postgresql.conf")
        // Fails, as it should, when there is a `cluster` with something in it that is not a cluster.
        try await system("mv", ["--no-target-directory", "cluster.new", "cluster"])
        if durable { try await system("sync", ["--file-system", "cluster"]) }
    }

    /// Makes the database `prior` unless it is there.
    func makeDatabase(socketDirectory: String) async throws {
        let arguments = [
            "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set=ON_ERROR_STOP=1",
            "--dbname=host='\(socketDirectory)' port=5432 dbname=postgres user=prior",
        ]
        let found = try await postgres("psql", arguments, input: "select 1 from pg_database where datname = 'prior';")
        if found.isEmpty { try await postgres("psql", arguments, input: "create database prior;") }
    }

    /// Starts the server and waits until it accepts connections, which after a crash means: until it has replayed its
    /// log.
    func launch(_ settings: ServerSettings, logger: Logger) async throws {
        try await endPredecessor(socketDirectory: settings.socketDirectory, logger: logger)
        let write = "mkdir -p cluster/local && cat > cluster/prior.conf && : > start.log"
        try await system("sh", ["-c", write], input: settings.text)
        do {
            try await postgres("pg_ctl", ["start", "-s", "-w", "-t", "900", "-D", "cluster", "-l", "start.log"])
        } catch ClusterError.program(let name, _) {
            throw ClusterError.program(name: name, said: endOfLog)
        }
    }

    /// Why the server did not start, in its own words: the end of what it wrote before and after it opened its log.
    private var endOfLog: String {
        // "stderr ../log/postgresql-Mon.log", relative to the cluster.
        let current = text(of: "\(folder)/cluster/current_logfiles")?.split(separator: "\n").first
        let file = current?.split(separator: " ").last.map { "\(folder)/cluster/\($0)" }
        let lines = [text(of: "\(folder)/start.log"), file.flatMap(text(of:))].compactMap { log in
            log?.split(separator: "\n").suffix(8).joined(separator: "\n")
        }
        return (lines + ["See also \(folder)/log/."]).joined(separator: "\n")
    }

    /// Stops the server and waits for its end: "fast" first; when that takes more than a minute, or cannot be asked
    /// for, at once (the next start recovers).
    func stopServer(logger: Logger) async {
        guard postmaster.processID != nil else { return }
        do {
            try await postgres("pg_ctl", ["stop", "-s", "-w", "-t", "60", "-m", "fast", "-D", "cluster"])
        } catch {
            guard postmaster.processID != nil else { return }
            logger.error("PostgreSQL did not stop in time; ending it", metadata: ["error": "\(error)"])
            postmaster.quit(limit: 5)
        }
    }

    /// Deals with what a killed prior, or a killed server, left. We hold the lock of the data directory, so nobody uses
    /// it any more.
    private func endPredecessor(socketDirectory: String, logger: Logger) async throws {
        if let process = postmaster.processID {
            logger.notice("Stopping the PostgreSQL that an earlier prior left running", metadata: ["pid": "\(process)"])
            await stopServer(logger: logger)
        }
        // Processes whose first one was killed end by themselves, unless they are busy; PostgreSQL will not start
        // beside them.
        let strays = postmaster.processIDs
        if !strays.isEmpty {
            logger.notice("Ending what is left of a killed PostgreSQL", metadata: ["processes": "\(strays.count)"])
            postmaster.quit(limit: 5)
        }
        // PostgreSQL does not start while the process id in one of its lock files is taken: by another program by now,
        // or by its dead predecessor that init has not collected yet (in a container without an init, for ever). With
        // no process left in the cluster the files are safe to remove.
        guard let recorded = postmaster.recordedProcessID, kill(recorded, 0) == 0, postmaster.isSurelyGone else {
            return
        }
        logger.notice("Removing stale lock files", metadata: ["pid": "\(recorded)"])
        let socket = "\(socketDirectory)/.s.PGSQL.5432"
        try await system("rm", ["-f", "cluster/postmaster.pid", "\(socket).lock", socket])
    }

    private func append(_ text: String, to file: String) async throws {
        try await system("sh", ["-c", #"cat >> "$1""#, "sh", file], input: text)
    }
}
