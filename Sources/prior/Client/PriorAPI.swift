import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// The service as one caller meets it: an address and, once signed in, a token. Every call says which status it expects;
/// another one is a `Surprise` that tells what was asked and what came.
struct PriorAPI: Sendable {
    let url: URL
    var authorization: String?
    private static let patience = TimeAmount.seconds(60)
    /// More than any answer of the demo, so that a slip does not fill the memory.
    private static let longestAnswer = 32 << 20

    /// What is done to a thing.
    enum Verb: String, Sendable {
        case get = "GET"
        case head = "HEAD"
        case post = "POST"
        case put = "PUT"
        case patch = "PATCH"
        case delete = "DELETE"
    }

    /// The same service, called with a token.
    func bearing(_ token: String) -> PriorAPI { PriorAPI(url: url, authorization: "Bearer \(token)") }

    func get(_ path: String) async throws -> JSON {
        try await expect(200, .get, path).json
    }

    /// Every item of a list, page after page.
    func list(_ path: String) async throws -> [JSON] {
        var items: [JSON] = []
        var after: String?
        repeat {
            let mark = path.contains("?") ? "&" : "?"
            let page = try await get(path + mark + "limit=200" + (after.map { "&after=\($0)" } ?? ""))
            items += try page.items("items")
            after = page.has("next") ? try page.text("next") : nil
        } while after != nil
        return items
    }

    @discardableResult
    func post(_ path: String, _ body: JSON? = nil, expecting status: Int = 201) async throws -> JSON {
        try await expect(status, .post, path, body).json
    }

    /// - Parameter version: the version last read, sent as `If-Match`.
    @discardableResult
    func put(_ path: String, _ body: JSON, version: String? = nil, expecting status: Int = 200) async throws -> Reply {
        try await expect(status, .put, path, body, version.map { ["If-Match": $0] } ?? [:])
    }

    /// A call that the service should refuse.
    func refused(
        _ status: Int, _ method: Verb, _ path: String, _ body: JSON? = nil
    ) async throws -> Refusal {
        try Refusal(await expect(status, method, path, body))
    }

    /// Sends JSON and holds the answer to one status.
    func expect(
        _ status: Int, _ method: Verb, _ path: String, _ body: JSON? = nil, _ headers: [String: String] = [:]
    ) async throws -> Reply {
        var headers = headers
        if body != nil { headers["Content-Type"] = "application/json" }
        return try hold(try await send(method, path, headers, try body?.data), to: status, "\(method.rawValue) \(path)")
    }

    /// Sends bytes as they are.
    func send(_ method: Verb, _ path: String, _ headers: [String: String], _ bytes: Data?) async throws -> Reply {
        var request = HTTPClientRequest(url: url.absoluteString + path)
        request.method = HTTPMethod(rawValue: method.rawValue)
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        if let authorization { request.headers.add(name: "Authorization", value: authorization) }
        if let bytes { request.body = .bytes(ByteBuffer(bytes: bytes)) }
        let response: HTTPClientResponse
        do {
            response = try await HTTPClient.shared.execute(request, timeout: Self.patience)
        } catch {
            throw Surprise("\(url.absoluteString) does not answer: \(error)")
        }
        let body = try await response.body.collect(upTo: Self.longestAnswer)
        let fields = response.headers.map { ($0.name.lowercased(), $0.value) }
        return Reply(
            status: Int(response.status.code), headers: .init(fields) { $1 }, bytes: Data(body.readableBytesView))
    }

    /// - Throws: `Surprise` when the answer has another status.
    func hold(_ reply: Reply, to status: Int, _ asked: String) throws -> Reply {
        guard reply.status != status else { return reply }
        throw Surprise(
            """
            \(asked) was answered \(reply.status), not \(status):
            \(String(decoding: reply.bytes.prefix(2000), as: UTF8.self))
            """)
    }
}
