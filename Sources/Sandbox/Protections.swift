import Dispatch
import Glibc

/// Which protections hold on this machine, as `prior-sandbox check` found them out.
public struct Protections: Sendable, Hashable {
    /// System calls are filtered: no network, nothing that reaches another process.
    public var seccomp: Bool
    /// The version of Landlock, which keeps files away; 0 where the kernel has none.
    public var landlock: Int
    /// Processes of a sandbox are counted apart from the others of the account.
    public var ownProcessCount: Bool

    /// For the log, in one line.
    public var description: String {
        let files = landlock > 0 ? "Landlock \(landlock)" : "no Landlock (files are not kept away)"
        let processes = ownProcessCount ? "own process count" : "process count shared with the account"
        return "\(seccomp ? "seccomp" : "NO seccomp"), \(files), \(processes)"
    }

    /// Asks `prior-sandbox`.
    /// - Throws: ``SandboxError`` where it cannot be started or does not answer.
    public static func found() throws -> Protections {
        let nothing = open("/dev/null", O_RDWR | O_CLOEXEC)
        defer { close(nothing) }
        let spawned = try Spawned.start(["check"], standard: [nothing, nothing, nothing])
        defer { close(spawned.control) }
        var answer = [UInt8](repeating: 0, count: 256)
        let count = read(spawned.control, &answer, answer.count)
        _ = spawned.wait()
        let words = String(decoding: answer.prefix(max(0, count)), as: UTF8.self).split(separator: " ")
        guard words.count == 3, let landlock = Int(words[1]) else {
            throw SandboxError.refused("\(SandboxProgram.path) does not say what it can do")
        }
        return Protections(seccomp: words[0] == "1", landlock: landlock, ownProcessCount: words[2] == "1")
    }
}
