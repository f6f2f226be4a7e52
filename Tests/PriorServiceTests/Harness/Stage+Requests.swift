import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing

@testable import PriorService

/// An answer as a test looks at it.
struct Seen: Sendable {
    var status: HTTPResponse.Status
    var headers: HTTPFields
    var bytes: [UInt8]

    /// The body as JSON; null when it is none.
    var json: JSONValue { (try? StrictJSON.parse(bytes)) ?? .null }
    var text: String { String(decoding: bytes, as: UTF8.self) }
    /// The last part of a problem's type, `not-found`.
    var problem: String? { json["type"]?.string.map { String($0.dropFirst("/problems/".count)) } }
    /// The faults of a problem, as `pointer code`.
    var faults: [String] {
        (json["errors"]?.array ?? []).map { "\($0["pointer"]?.string ?? "") \($0["code"]?.string ?? "")" }
    }
    /// The `id` of what was made or shown.
    var id: String { json["id"]?.string ?? "" }
    var items: [JSONValue] { json["items"]?.array ?? [] }
    var version: String { headers[.eTag] ?? "" }
}

extension Stage {
    func get(_ path: String, as who: Actor? = nil, headers: HTTPFields = [:]) async throws -> Seen {
        try await send(.get, path, nil, as: who, headers: headers)
    }

    func post(_ path: String, _ body: JSONValue? = nil, as who: Actor? = nil, headers: HTTPFields = [:]) async throws
        -> Seen
    {
        try await send(.post, path, body, as: who, headers: headers)
    }

    func put(_ path: String, _ body: JSONValue, as who: Actor? = nil, headers: HTTPFields = [:]) async throws -> Seen {
        try await send(.put, path, body, as: who, headers: headers)
    }

    func patch(_ path: String, _ body: JSONValue, as who: Actor? = nil, headers: HTTPFields = [:]) async throws -> Seen
    {
        try await send(.patch, path, body, as: who, headers: headers)
    }

    func delete(_ path: String, as who: Actor? = nil, headers: HTTPFields = [:]) async throws -> Seen {
        try await send(.delete, path, nil, as: who, headers: headers)
    }

    func send(
        _ method: HTTPRequest.Method, _ path: String, _ body: JSONValue?, as who: Actor?, headers: HTTPFields = [:]
    ) async throws -> Seen {
        var headers = headers
        if body != nil, headers[.contentType] == nil { headers[.contentType] = "application/json" }
        return try await send(method, path, bytes: body?.data, as: who, headers: headers)
    }

    /// Any bytes. Every answer is held against what its route declares: an undocumented status fails the test.
    func send(
        _ method: HTTPRequest.Method, _ path: String, bytes: [UInt8]?, as who: Actor?, headers: HTTPFields = [:]
    ) async throws -> Seen {
        var headers = headers
        if let who { headers[.authorization] = "Bearer \(who.token)" }
        let buffer = bytes.map { ByteBuffer(bytes: $0) }
        let response = try await client.execute(uri: path, method: method, headers: headers, body: buffer)
        let seen = Seen(
            status: response.status, headers: response.headers, bytes: Array(response.body.readableBytesView))
        Declared.check(seen, method, path)
        return seen
    }
}

/// Someone, or something, with a credential.
struct Actor: Sendable {
    var id: String
    var name: String
    var email: String
    var token: String
}
