import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix

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

    /// Whether any address is asked, by whatever scheme: for tests, whose servers are on this machine.
    var asksAnything = false
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
        guard let url = URL(string: address), let host = url.host(), asksAnything || Self.isAskable(url, host) else {
            return .cannot("An address that it names is none that is asked.")
        }
        let addresses = await Self.resolve(host)
        guard let first = addresses.first else { return .cannot("\(host) was not found.") }
        guard asksAnything || addresses.allSatisfy(\.isPublic) else {
            return .cannot("An address that it names is none that is asked.")
        }
        do {
            return try await ask(address, host, at: first.text)
        } catch {
            return .cannot("\(host) did not answer.")
        }
    }

    /// Connects to the very address that was looked at, whatever the name says by then.
    private func ask(_ address: String, _ host: String, at number: String) async throws -> Fetched {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.dnsOverride = [host: number]
        configuration.timeout.connect = .seconds(5)
        configuration.decompression = .disabled
        configuration.httpVersion = .http1Only
        let client = HTTPClient(
            eventLoopGroupProvider: .shared(MultiThreadedEventLoopGroup.singleton), configuration: configuration)
        let result: Result<Fetched, any Error>
        do {
            var request = HTTPClientRequest(url: address)
            request.headers = [
                "accept": "application/vc+jwt, application/json, text/plain, */*;q=0.1", "user-agent": "prior",
            ]
            let response = try await client.execute(request, timeout: .seconds(seconds))
            result = .success(try await Self.read(response, of: host))
        } catch {
            result = .failure(error)
        }
        try await client.shutdown()
        return try result.get()
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

    /// https at its own port, and a name: a number says nothing of whose it is.
    private static func isAskable(_ url: URL, _ host: String) -> Bool {
        url.scheme?.lowercased() == "https" && (url.port ?? 443) == 443 && url.user() == nil
            && HostAddress(host) == nil && !host.contains(":") && host.contains(".")
    }

    private static func resolve(_ host: String) async -> [HostAddress] {
        if let number = HostAddress(host) { return [number] }
        let found = try? await NIOThreadPool.singleton.runIfActive { HostAddress.all(of: host) }
        return found ?? []
    }
}
