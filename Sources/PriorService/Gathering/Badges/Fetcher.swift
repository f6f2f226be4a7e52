import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// Asks other people's servers for what a badge names, where the operator allows that: over https, at public addresses only,
/// a little at a time, and wherever one is sent on to, it does not go. Who uploads a badge chooses what is asked for, so it
/// must never reach what only this machine can reach.
struct Fetcher: Sendable {
    /// What came of it.
    enum Fetched: Sendable {
        case json(JSONValue)
        /// The server says that it is not there, or no longer.
        case gone
        /// It was not asked, or did not answer as it should; why, without the address.
        case cannot(String)
    }

    /// The end of the sentence where nothing is fetched.
    static let isOff = "this service does not fetch."
    static let mostBytes = 512 << 10

    var dialer = Dialer()
    var seconds: Int64 = 10

    /// A JSON document.
    func json(_ address: String) async -> Fetched {
        switch await text(address) {
        case .json(.string(let text)):
            guard let value = try? BadgeJSON.value(Array(text.utf8)) else {
                return .cannot("What was fetched is no JSON.")
            }
            return .json(value)
        case let other: return other
        }
    }

    /// A text, as a JSON string.
    func text(_ address: String) async -> Fetched {
        var request = HTTPClientRequest(url: address)
        request.headers = [
            "accept": "application/vc+jwt, application/json, text/plain, */*;q=0.1", "user-agent": "prior",
        ]
        let host = URL(string: address)?.host() ?? ""
        do {
            return try await dialer.ask(request, seconds: seconds) { try await Self.read($0, of: host) }
        } catch {
            return .cannot(error.words)
        }
    }

    private static func read(_ response: HTTPClientResponse, of host: String) async throws -> Fetched {
        switch response.status.code {
        case 200:
            let body = try await response.body.collect(upTo: mostBytes)
            guard let text = String(validating: body.readableBytesView, as: UTF8.self) else {
                return .cannot("What \(host) sent is no text.")
            }
            return .json(.string(text.trimmingCharacters(in: .whitespacesAndNewlines)))
        case 404, 410: return .gone
        case 300..<400: return .cannot("\(host) sends elsewhere, and there it is not asked.")
        default: return .cannot("\(host) answered \(response.status.code).")
        }
    }
}
