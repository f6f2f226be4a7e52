import Foundation
import Glibc
import Synchronization

/// Stands before a server and hangs up on some connections after so many bytes of what the server sent.
final class CuttingProxy: Sendable {
    let port: UInt16
    private let upstream: UInt16
    private let listener: Int32
    /// After how many bytes each of the next connections is cut; then none is.
    private let cuts: Mutex<[Int]>
    private let counts = Mutex((connections: 0, bytes: 0))

    var connections: Int { counts.withLock { $0.connections } }
    /// All bytes that went from the server to the client.
    var bytes: Int { counts.withLock { $0.bytes } }

    init(to upstream: UInt16) throws {
        self.upstream = upstream
        cuts = Mutex([])
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = Self.loopback(0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isUp = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) == 0 && listen(listener, 64) == 0 && getsockname(listener, $0, &length) == 0
            }
        }
        guard isUp else { throw POSIXError(.EADDRNOTAVAIL) }
        self.listener = listener
        port = UInt16(bigEndian: address.sin_port)
        Thread.detachNewThread { [listener, self] in
            while true {
                let client = accept(listener, nil, nil)
                guard client >= 0 else { return }
                serve(client)
            }
        }
    }

    func close() { shutdown(listener, Int32(SHUT_RDWR)) }

    func cut(after bytes: [Int]) { cuts.withLock { $0 = bytes } }

    private func serve(_ client: Int32) {
        counts.withLock { $0.connections += 1 }
        let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = Self.loopback(upstream)
        let isConnected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(server, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        let limit = cuts.withLock { $0.isEmpty ? Int.max : $0.removeFirst() }
        guard isConnected else {
            Glibc.close(client)
            Glibc.close(server)
            return
        }
        let end = OpenPair(client, server)
        Thread.detachNewThread { [self] in
            pump(from: server, to: client, atMost: limit) { count in counts.withLock { $0.bytes += count } }
            end.one()
        }
        Thread.detachNewThread { [self] in
            pump(from: client, to: server, atMost: .max) { _ in }
            end.one()
        }
    }

    private func pump(from source: Int32, to target: Int32, atMost limit: Int, _ count: (Int) -> Void) {
        var (left, space) = (limit, [UInt8](repeating: 0, count: 64 << 10))
        while left > 0 {
            let got = read(source, &space, min(space.count, left))
            guard got > 0, send(target, space, got, Int32(MSG_NOSIGNAL)) == got else { break }
            left -= got
            count(got)
        }
        shutdown(source, Int32(SHUT_RDWR))
        shutdown(target, Int32(SHUT_RDWR))
    }

    /// Closes both ends when both pumps have ended.
    private final class OpenPair: Sendable {
        private let first, second: Int32
        private let left = Mutex(2)

        init(_ first: Int32, _ second: Int32) {
            self.first = first
            self.second = second
        }

        func one() {
            let isLast = left.withLock { left in
                left -= 1
                return left == 0
            }
            guard isLast else { return }
            Glibc.close(first)
            Glibc.close(second)
        }
    }

    private static func loopback(_ port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        return address
    }
}
