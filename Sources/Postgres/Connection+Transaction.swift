extension Connection {
    /// Runs the body in a transaction, or in a savepoint when one is open already.
    ///
    /// The body's error rolls back and is thrown again. When the rollback fails as well, both are kept: in
    /// ``PostgresError/rollback`` of the body's own error if it is a `PostgresError`, otherwise in a new one of kind
    /// `rollbackFailed` with the body's error in ``PostgresError/underlying``.
    ///
    /// - Parameter isolation: of the outermost transaction; a savepoint has that of its transaction.
    public func transaction<Value>(
        isolation: Isolation = .readCommitted, _ body: (Connection) async throws -> Value
    ) async throws -> Value {
        let level = depth
        let name = "savepoint_\(level)"
        let begin = level == 0 ? "begin isolation level \(isolation.rawValue)" : "savepoint \(name)"
        try await usable().run { try $0.run(script: begin) }
        depth += 1
        defer { depth = level }
        let value: Value
        do {
            value = try await body(self)
        } catch {
            let undo = level == 0 ? "rollback" : "rollback to savepoint \(name); release savepoint \(name)"
            throw await failed(error, undoing: undo)
        }
        if level == 0 {
            try await commit()
        } else {
            try await link.runToEnd { try $0.run(script: "release savepoint \(name)") }
        }
        return value
    }

    /// Commits even when the task has been cancelled meanwhile: the work was done.
    private func commit() async throws {
        // A commit of a failed transaction is answered with ROLLBACK and no error.
        let tag = try await link.runToEnd { try $0.run(script: "commit").tag }
        guard tag != "ROLLBACK" else { throw PostgresError(.rolledBack) }
    }

    /// Rolls back, also when the task is cancelled, and returns the error to throw.
    private func failed(_ error: any Error, undoing undo: String) async -> any Error {
        do {
            try await link.runToEnd { try $0.run(script: undo) }
            return error
        } catch let rollback {
            var failure = error as? PostgresError ?? PostgresError(.rollbackFailed)
            if failure.kind == .rollbackFailed { failure.underlying = failure.underlying ?? error }
            failure.rollback = rollback
            return failure
        }
    }
}
