import Foundation
import Glibc

/// A TCP client that sends exactly the bytes it is told to, for clients no library would be. It blocks: use `onThread`.
struct RawClient: ~Copyable {
    /// What a read or write came to.
    enum Outcome: Equatable, Sendable {
        /// The server closed its side in good order.
        case closed
        /// The server reset the connection.
        case reset
        /// Nothing within the time given.
        case open
        /// As much as was asked for.
        case done
    }

    private let socket: Int32

    /// - Parameter receiveBuffer: bytes the kernel keeps for a client that does not read.
    init(port: Int, sendBuffer: Int32? = 64 * 1_024, receiveBuffer: Int32? = nil) throws {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        if var size = sendBuffer { setsockopt(socket, SOL_SOCKET, SO_SNDBUF, &size, 4) }
        if var size = receiveBuffer { setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &size, 4) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .ECONNREFUSED) }
    }

    deinit { Glibc.close(socket) }

    /// Sends all bytes, or as many as the other side takes within `seconds`.
    func send(_ bytes: [UInt8], seconds: Double = 2) -> (outcome: Outcome, bytes: Int) {
        wait(seconds, SO_SNDTIMEO)
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count < 0 { return (errno == EAGAIN ? .open : .reset, sent) }
            sent += count
        }
        return (.done, sent)
    }

    @discardableResult
    func send(_ text: String) -> Outcome { send(Array(text.utf8)).outcome }

    /// Reads until the server closes, `most` bytes are there, or nothing comes for `seconds`.
    func read(most: Int = .max, seconds: Double = 8) -> (outcome: Outcome, text: String) {
        wait(seconds, SO_RCVTIMEO)
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 64 * 1_024)
        while bytes.count < most {
            let count = recv(socket, &part, min(part.count, most - bytes.count), 0)
            let text = { String(decoding: bytes, as: UTF8.self) }
            if count == 0 { return (.closed, text()) }
            if count < 0 { return (errno == EAGAIN ? .open : .reset, text()) }
            bytes += part[..<count]
        }
        return (.done, String(decoding: bytes, as: UTF8.self))
    }

    /// Reads one answer that has a body of known length, and leaves the connection open.
    func answer(ending: String) -> String {
        var text = ""
        while !text.hasSuffix(ending) {
            let (outcome, more) = read(most: 1)
            text += more
            if outcome != .done { break }
        }
        return text
    }

    /// Tells the server that nothing more will be sent.
    func shutdown() { _ = Glibc.shutdown(socket, Int32(SHUT_WR)) }

    private func wait(_ seconds: Double, _ option: Int32) {
        var time = timeval(tv_sec: Int(seconds), tv_usec: Int(seconds.truncatingRemainder(dividingBy: 1) * 1e6))
        setsockopt(socket, SOL_SOCKET, option, &time, socklen_t(MemoryLayout<timeval>.size))
    }
}

/// Runs something that blocks on a thread of its own, so that it holds up no other test.
func onThread<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Result(catching: work)) }
    }
}
