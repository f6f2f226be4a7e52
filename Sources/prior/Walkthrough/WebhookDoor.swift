import Foundation
import Glibc
import Seal
import Synchronization

/// An institution's server on this machine, as small as one can be: takes what a webhook sends, answers challenges, and keeps
/// what was signed with its secret.
final class WebhookDoor: Sendable {
    /// Where to send to.
    let url: String
    private let socket: Int32
    private let state = Mutex((secret: "", events: [JSON](), isClosed: false))

    /// - Throws: `Surprise` where no port is to be had.
    init() throws {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(socket, pointer, length) == 0 && listen(socket, 8) == 0
                    && getsockname(socket, pointer, &length) == 0
            }
        }
        self.socket = socket
        guard listening else { throw Surprise("No port of this machine can be listened to.") }
        url = "http://127.0.0.1:\(UInt16(bigEndian: address.sin_port))/prior"
        Thread.detachNewThread { [self] in serve() }
    }

    /// From now on what is signed with this is kept.
    func verifies(with secret: String) { state.withLock { $0.secret = secret } }

    /// The events that came, signed as they should be, without challenges.
    var events: [JSON] { state.withLock { $0.events } }

    /// Waits for so many events.
    func waits(for count: Int) async throws -> [JSON] {
        for _ in 0..<300 {
            if events.count >= count { return events }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw Surprise("The webhook sent \(events.count) events in half a minute, not \(count).")
    }

    func close() {
        state.withLock { $0.isClosed = true }
        shutdown(socket, Int32(SHUT_RDWR))
        _ = Glibc.close(socket)
    }

    private func serve() {
        while true {
            let line = accept(socket, nil, nil)
            guard line >= 0 else { return }
            var patience = timeval(tv_sec: 10, tv_usec: 0)
            setsockopt(line, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
            if let (headers, body) = Self.request(from: line) {
                let (status, text) = answer(headers, body)
                let reply =
                    "HTTP/1.1 \(status)\r\nContent-Length: \(text.utf8.count)\r\nConnection: close\r\n\r\n\(text)"
                _ = reply.withCString { write(line, $0, strlen($0)) }
            }
            _ = Glibc.close(line)
        }
    }

    private func answer(_ headers: [String: String], _ body: Data) -> (status: String, text: String) {
        state.withLock { state in
            let signed = "\(headers["webhook-id"] ?? "").\(headers["webhook-timestamp"] ?? "")."
            let key = Data(base64Encoded: String(state.secret.dropFirst("whsec_".count))) ?? Data()
            let code = Data(HMACSHA256.code(for: Data(signed.utf8) + body, key: key)).base64EncodedString()
            let signatures = (headers["webhook-signature"] ?? "").split(separator: " ")
            guard signatures.contains("v1,\(code)"), let event = try? JSON(body) else { return ("401 No", "") }
            if event["type"] == "prior.webhook.verification", case .text(let challenge) = event["data"]["challenge"] {
                return ("200 OK", challenge)
            }
            state.events.append(event)
            return ("204 Taken", "")
        }
    }

    /// One request: its header fields in lower case, and its body.
    private static func request(from line: Int32) -> ([String: String], Data)? {
        var bytes = Data()
        var part = [UInt8](repeating: 0, count: 65_536)
        while bytes.count < 1 << 20 {
            if let end = bytes.range(of: Data("\r\n\r\n".utf8)) {
                var headers: [String: String] = [:]
                for field in String(decoding: bytes[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n")
                    .dropFirst()
                {
                    let halves = field.split(separator: ":", maxSplits: 1)
                    guard halves.count == 2 else { continue }
                    headers[halves[0].lowercased()] = halves[1].trimmingCharacters(in: .whitespaces)
                }
                let length = Int(headers["content-length"] ?? "") ?? 0
                if bytes.count - end.upperBound >= length {
                    return (headers, Data(bytes[end.upperBound...].prefix(length)))
                }
            }
            let count = read(line, &part, part.count)
            guard count > 0 else { return nil }
            bytes += part[..<count]
        }
        return nil
    }
}
