import Sandbox

/// A worker that cannot be started, on a machine that is out of processes: nothing is wrong with the file, and nothing of it
/// was kept.
extension SandboxError: RuleError {
    var problem: Problem { .unavailable }
}
