import Glibc

/// A `prior-sandbox type`: a confined process that waits for files and makes a copy of itself for each. A file that brings the
/// copy down, or keeps it too long, costs one answer.
///
/// It answers one question at a time, and asking blocks: keep it to one thread.
public final class ConfinedWorker {
    /// What came of a question.
    public enum Answer: Sendable, Hashable {
        /// What the worker says. It is as trustworthy as the file it read: check it.
        case answer([UInt8])
        /// The copy was ended by this signal; 0 where it ended by itself without an answer.
        case crashed(Int32)
        /// Its time was over.
        case timedOut
        /// The worker itself is gone: make another.
        case gone
    }

    /// The longest answer, in bytes.
    public static let longestAnswer = 16_384

    private let spawned: Spawned
    private let seconds: Int

    /// Starts a worker and waits until it is ready.
    /// - Parameter seconds: how long each answer may take; the worker itself keeps to its own, shorter time.
    /// - Throws: ``SandboxError`` where it could not be started, or could not confine itself.
    public init(seconds: Int) throws(SandboxError) {
        let nothing = open("/dev/null", O_RDWR | O_CLOEXEC)
        defer { close(nothing) }
        self.seconds = seconds
        spawned = try Spawned.start(["type"], standard: [nothing, nothing, nothing])
        let first = receive()
        guard first == [UInt8(ascii: "r")] else {
            let why = first.map { String(decoding: $0, as: UTF8.self) } ?? ""
            throw .refused("\(SandboxProgram.path) could not confine itself\(why.isEmpty ? "" : ": \(why)")")
        }
    }

    deinit {
        close(spawned.control)
        kill(spawned.process, SIGKILL)
        _ = spawned.wait()
    }

    /// The process, for tests that end it.
    public var process: Int32 { spawned.process }

    /// Hands `file` over and waits for the answer.
    /// - Parameter kind: what is asked of it; 0 is its type.
    public func ask(_ kind: UInt32 = 0, about file: Int32) -> Answer {
        guard hand(file, kind), let reply = receive(), let sign = reply.first else { return .gone }
        switch sign {
        case UInt8(ascii: "a"): return .answer(Array(reply.dropFirst()))
        case UInt8(ascii: "s"): return .crashed(Int32(reply.last ?? 0))
        case UInt8(ascii: "t"): return .timedOut
        default: return .gone
        }
    }

    /// Sends a descriptor with the kind of work, by `SCM_RIGHTS` (unix(7)).
    private func hand(_ file: Int32, _ kind: UInt32) -> Bool {
        var kind = kind
        // One `cmsghdr` (length, level, type) and one descriptor, padded to eight bytes.
        var rights = [UInt8](repeating: 0, count: 24)
        rights.withUnsafeMutableBytes { bytes in
            bytes.storeBytes(of: 20, toByteOffset: 0, as: Int.self)
            bytes.storeBytes(of: SOL_SOCKET, toByteOffset: 8, as: Int32.self)
            bytes.storeBytes(of: Int32(SCM_RIGHTS), toByteOffset: 12, as: Int32.self)
            bytes.storeBytes(of: file, toByteOffset: 16, as: Int32.self)
        }
        return withUnsafeMutableBytes(of: &kind) { kind in
            rights.withUnsafeMutableBytes { rights in
                var part = iovec(iov_base: kind.baseAddress, iov_len: kind.count)
                return withUnsafeMutablePointer(to: &part) { part in
                    var message = msghdr()
                    message.msg_iov = part
                    message.msg_iovlen = 1
                    message.msg_control = rights.baseAddress
                    message.msg_controllen = rights.count
                    while true {
                        let sent = sendmsg(spawned.control, &message, Int32(MSG_NOSIGNAL))
                        if sent >= 0 { return true }
                        guard errno == EINTR else { return false }
                    }
                }
            }
        }
    }

    /// The next message; nil when none comes in time or nobody is there.
    private func receive() -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: Self.longestAnswer + 1)
        while true {
            var watched = pollfd(fd: spawned.control, events: Int16(POLLIN), revents: 0)
            let ready = poll(&watched, 1, Int32(seconds * 1_000))
            if ready < 0, errno == EINTR { continue }
            guard ready > 0 else { return nil }
            let count = recv(spawned.control, &buffer, buffer.count, 0)
            if count < 0, errno == EINTR { continue }
            return count > 0 ? Array(buffer[..<count]) : nil
        }
    }
}
