import Foundation
import HTTPTypes
import HummingbirdCore
import NIOCore
import Postgres
import Seal

/// A request that may be sent again: who sent it, under which key, and a digest of what it says
/// (draft-ietf-httpapi-idempotency-key-header).
struct IdempotencyKey: Sendable {
    var caller: String
    var key: String
    var requestDigest: Digest

    /// How long an answer is kept.
    static let kept: Duration = .seconds(24 * 3600)
}

extension Call {
    /// The request's key; nil where it has none, and on routes that hand out a secret, whose answer is never kept: sending
    /// those again makes another secret, which harms nobody.
    func idempotencyKey(digest: String? = nil) throws -> IdempotencyKey? {
        guard let key = request.headers[.idempotencyKey], request.method == .post, !route.handsOutSecret else {
            return nil
        }
        guard (1...255).contains(key.utf8.count), key.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw Problem(
                .badRequest, "invalid-idempotency-key", "The Idempotency-Key cannot be used",
                "Send 1 to 255 visible ASCII characters without spaces; a random UUID is best.")
        }
        let said = "\(request.method.rawValue) \(request.uri.path)\n\(digest ?? bodyDigest?.hex ?? "")"
        let requestDigest = Digest.of(Array(said.utf8))
        return IdempotencyKey(
            caller: caller.key ?? "nobody:\(requestDigest.hex)", key: key, requestDigest: requestDigest)
    }
}

extension Connection {
    /// Takes the key for this transaction.
    /// - Returns: the first answer, when the same request was answered before.
    /// - Throws: 409 while the first is still under way, 422 when the key was used for another request.
    func claim(_ key: IdempotencyKey) async throws -> Answer? {
        let lock = try await one(
            "select pg_try_advisory_xact_lock(hashtextextended(\(key.caller + "\n" + key.key), 7)) as taken")
        guard try lock["taken"] else {
            throw Problem.conflict(
                "request-in-flight", "The same request is still under way",
                "Wait a moment and send it again with the same Idempotency-Key; it will not be done twice."
            ).with(header: .retryAfter, "1")
        }
        let saved = try await first(
            """
            select request_digest, status, headers, body from idempotency
            where caller = \(key.caller) and key = \(key.key)
            """)
        guard let saved else { return nil }
        guard try saved["request_digest"] == key.requestDigest.bytes else {
            throw Problem(
                .unprocessableContent, "idempotency-key-reused", "The Idempotency-Key was used for another request",
                "Nothing was done. Use a new key for a new request.")
        }
        return try Answer(saved: saved)
    }

    /// Keeps the answer in the transaction of its effect.
    func save(_ answer: Answer, for key: IdempotencyKey, at moment: Date) async throws {
        guard case .stream = answer.body else {
            let bytes: [UInt8] =
                if case .bytes(let buffer) = answer.body { Array(buffer.readableBytesView) } else { [] }
            let headers = JSONValue.array(answer.headers.map { .array([.string($0.name.rawName), .string($0.value)]) })
            try await execute(
                """
                insert into idempotency (caller, key, request_digest, status, headers, body, answered_at)
                values (\(key.caller), \(key.key), \(key.requestDigest.bytes), \(answer.status.code),
                    \(JSONText(headers.text)), \(bytes), \(moment))
                """)
            return
        }
    }
}

extension Answer {
    fileprivate init(saved row: Row) throws {
        status = .init(code: try row["status"])
        let headers: JSONText = try row["headers"]
        for pair in try StrictJSON.parse(Array(headers.rawValue.utf8)).array ?? [] {
            guard let name = pair[0]?.string.flatMap({ HTTPField.Name($0) }), let value = pair[1]?.string else {
                continue
            }
            self.headers[name] = value
        }
        self.headers[.idempotencyReplayed] = "true"
        let bytes: [UInt8] = try row["body"]
        body = bytes.isEmpty ? .nothing : .bytes(ByteBuffer(bytes: bytes))
    }
}
