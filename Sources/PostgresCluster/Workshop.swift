import Subprocess

/// Where the cluster's own files stand, and the way to do anything to them: always as the account that owns them.
/// Started as root, we never write into a folder that a lesser account controls, where a link planted by it could
/// lead us anywhere.
struct Workshop: Sendable {
    /// The folder that belongs to PostgreSQL's account; programs run in it and name files relative to it, so that no
    /// character in its path can upset the shell that `pg_ctl` goes through.
    var folder: String
    var account: Account
    var programs: Programs

    /// Runs one of PostgreSQL's programs and returns what it said.
    @discardableResult
    func postgres(_ program: String, _ arguments: [String], input: String = "") async throws -> String {
        try await run("\(programs.directory)/\(program)", named: program, arguments, input: input)
    }

    /// Runs a program of the operating system and returns what it said.
    @discardableResult
    func system(_ program: String, _ arguments: [String], input: String = "") async throws -> String {
        try await run(program, named: program, arguments, input: input)
    }

    private func run(_ path: String, named name: String, _ arguments: [String], input: String) async throws -> String {
        var options = PlatformOptions()
        // Out of our terminal's process group: Ctrl-C reaches us alone, and we stop PostgreSQL when its users are done.
        options.createSession = true
        let command = account.switching + ["env", "--chdir=\(folder)", path] + arguments
        let outcome = try await Subprocess.run(
            .name(command[0]),
            arguments: Arguments(Array(command.dropFirst())),
            // Nothing inherited: a PGHOST or PGDATA of the caller's must not lead us to another cluster.
            environment: .custom(["PATH": "/usr/bin:/bin:\(programs.directory)", "LC_ALL": "C", "HOME": folder]),
            platformOptions: options,
            input: .string(input),
            output: .string(limit: 1 << 20),
            error: .combinedWithOutput)
        let said = outcome.standardOutput.trimmingWhitespace
        guard outcome.terminationStatus.isSuccess else { throw ClusterError.program(name: name, said: said) }
        return said
    }
}

extension String {
    fileprivate var trimmingWhitespace: String {
        let start = drop(while: \.isWhitespace)
        return String(start.reversed().drop(while: \.isWhitespace).reversed())
    }
}
