import AsyncHTTPClient
import Glibc
import NIOCore
import NIOHTTP1
import Seal

/// Sends signed requests to one bucket, again where that may help.
final class S3Client: Sendable {
    let configuration: S3Configuration
    private let signature: S3Signature
    private let http: HTTPClient

    init(_ configuration: S3Configuration) {
        self.configuration = configuration
        signature = S3Signature(
            accessKey: configuration.accessKey, secretKey: configuration.secretKey, region: configuration.region)
        var client = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(connect: .seconds(3), read: .seconds(30), write: .seconds(30)))
        client.httpVersion = .http1Only
        client.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 16
        // Every try is counted and waited for here.
        client.connectionPool.retryConnectionEstablishment = false
        http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: client)
    }

    deinit { http.shutdown { _ in } }

    /// One request.
    struct Call: Sendable {
        var method: HTTPMethod
        /// Empty for the bucket itself.
        var key = ""
        var query: [(name: String, value: String)] = []
        /// In lower case.
        var headers: [(name: String, value: String)] = []
        var body: ByteBuffer?
        /// The digest of the body.
        var payload = Digest.of("")
    }

    /// Sends a request until it is answered as asked, refused for good, or was tried often enough.
    ///
    /// - Parameter attempts: how often it is tried; nil for as often as is configured.
    /// - Returns: an answer of status 2xx, its body still to be read.
    /// - Throws: ``S3Failure``, `CancellationError`.
    func send(_ call: Call, attempts: Int? = nil) async throws -> HTTPClientResponse {
        var tried = 0
        while true {
            tried += 1
            let failure: S3Failure
            do {
                return try await sendOnce(call)
            } catch let refused as S3Failure {
                failure = refused
            }
            guard failure.isPassing, tried < attempts ?? configuration.attempts else { throw failure }
            try await Self.pause(after: tried)
        }
    }

    /// The same for an answer that is small: with its whole body.
    func ask(_ call: Call, attempts: Int? = nil) async throws -> (headers: HTTPHeaders, body: ByteBuffer) {
        var tried = 0
        while true {
            tried += 1
            let response = try await send(call, attempts: attempts)
            do {
                return (response.headers, try await response.body.collect(upTo: 4 << 20))
            } catch let cancelled as CancellationError {
                throw cancelled
            } catch {
                guard tried < attempts ?? configuration.attempts else { throw S3Failure(unanswered: error) }
                try await Self.pause(after: tried)
            }
        }
    }

    /// A URL under which anybody may read `key` for `seconds` from now.
    /// - Parameter headers: of the answer, as `response-content-type`.
    func link(to key: String, for seconds: Int, answering headers: [(name: String, value: String)]) -> String {
        let path = configuration.path(of: key)
        let query = signature.query(
            of: .init(
                method: "GET", host: configuration.requestHost, path: path, query: headers,
                payload: S3Signature.unsignedPayload),
            for: seconds, at: time(nil))
        return "\(configuration.scheme)://\(configuration.requestHost)\(path)?\(query)"
    }

    /// Waits a random time that grows with every try, so that many who failed together do not come back together.
    static func pause(after tries: Int) async throws {
        let most = min(4000, 200 << min(tries, 5))
        try await Task.sleep(for: .milliseconds(Int.random(in: most / 4...most)))
    }

    private func sendOnce(_ call: Call) async throws -> HTTPClientResponse {
        let path = configuration.path(of: call.key)
        let headers = signature.headers(
            of: .init(
                method: call.method.rawValue, host: configuration.requestHost, path: path, query: call.query,
                headers: call.headers, payload: call.payload.hex),
            at: time(nil))
        let query = call.query.isEmpty ? "" : "?" + S3Signature.queryText(call.query)
        var request = HTTPClientRequest(url: "\(configuration.scheme)://\(configuration.requestHost)\(path)\(query)")
        request.method = call.method
        request.headers = HTTPHeaders(headers.map { ($0.name, $0.value) })
        if let body = call.body { request.body = .bytes(body) }
        let response: HTTPClientResponse
        do {
            response = try await http.execute(request, deadline: .now() + .seconds(300))
        } catch let cancelled as CancellationError {
            throw cancelled
        } catch {
            throw S3Failure(unanswered: error)
        }
        guard response.status.code / 100 != 2 else { return response }
        let body = try? await response.body.collect(upTo: 64 << 10)
        let code = body.flatMap { S3Answer($0).texts["Error/Code"] } ?? ""
        throw S3Failure(status: Int(response.status.code), code: code)
    }
}

extension S3Failure {
    /// There was no answer, or none that was whole.
    init(unanswered error: any Error) {
        self.init(status: 0, code: (error as? HTTPClientError)?.shortDescription ?? "\(type(of: error))")
    }
}
