import AsyncHTTPClient
import Foundation
import NIOCore
import NIOPosix

/// Reaches servers that others name: learners by their badges, institutions by their webhooks and keys. Whoever names an
/// address must never make the service reach what only this machine or its network can reach. So names are looked up
/// first, every address found has to be allowed, and the connection goes to the very address that was looked at, whatever
/// the name says by then. Nobody is followed to where they send on.
struct Dialer: Sendable {
    /// What may be reached.
    enum Reach: Sendable, Equatable {
        /// https at its own port of public addresses.
        case publicOnly
        /// That, and by either scheme and at any port this machine itself: to try things out on one machine.
        case thisMachineToo
        /// Whatever is named: for tests.
        case anything
    }

    /// Why somebody was not reached. The words name the host and never the whole address.
    enum Refusal: Error, Sendable, Equatable {
        case notAskable
        case notFound(host: String)
        case noAnswer(host: String)

        var words: String {
            switch self {
            case .notAskable: "An address that it names is none that is asked."
            case .notFound(let host): "\(host) was not found."
            case .noAnswer(let host): "\(host) did not answer."
            }
        }
    }

    var reach = Reach.publicOnly
    /// How a name is looked up.
    var resolve: @Sendable (String) async -> [HostAddress] = Self.lookUp

    /// Sends a request and reads what comes back.
    /// - Parameter seconds: for everything together.
    func ask<Value: Sendable>(
        _ request: HTTPClientRequest, seconds: Int64,
        _ read: @escaping @Sendable (HTTPClientResponse) async throws -> Value
    ) async throws(Refusal) -> Value {
        let (host, number) = try await locate(request.url)
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.dnsOverride = [host: number.text]
        configuration.timeout.connect = .seconds(5)
        configuration.timeout.read = .seconds(seconds)
        configuration.decompression = .disabled
        configuration.httpVersion = .http1Only
        let client = HTTPClient(
            eventLoopGroupProvider: .shared(MultiThreadedEventLoopGroup.singleton), configuration: configuration)
        // A limit for everything together: a server that sends a byte now and then holds nobody up.
        let result = await withTaskGroup(of: Result<Value, Refusal>.self) { group in
            group.addTask {
                do {
                    let response = try await client.execute(request, timeout: .seconds(seconds))
                    return .success(try await read(response))
                } catch {
                    return .failure(.noAnswer(host: host))
                }
            }
            group.addTask {
                try? await Task.sleep(for: .seconds(seconds))
                return .failure(.noAnswer(host: host))
            }
            let first = await group.next()
            group.cancelAll()
            return first ?? .failure(.noAnswer(host: host))
        }
        try? await client.shutdown()
        return try result.get()
    }

    /// Whether an address is written as one that may be reached, before anything is looked up.
    func mayName(_ address: String) -> Bool {
        guard let url = URL(string: address), let host = url.host(), !host.isEmpty else { return false }
        return isAskable(url, host)
    }

    private func locate(_ address: String) async throws(Refusal) -> (host: String, number: HostAddress) {
        guard let url = URL(string: address), let host = url.host(), isAskable(url, host) else { throw .notAskable }
        var numbers: [HostAddress] = []
        if let number = HostAddress(host) { numbers = [number] } else { numbers = await resolve(host) }
        guard let first = numbers.first else { throw .notFound(host: host) }
        guard numbers.allSatisfy({ isReachable($0, Self.isPublic(url, host)) }) else { throw .notAskable }
        return (host, first)
    }

    private func isAskable(_ url: URL, _ host: String) -> Bool {
        let isWeb = ["http", "https"].contains(url.scheme?.lowercased()) && url.user() == nil
        return switch reach {
        case .anything: true
        case .thisMachineToo: isWeb && (Self.isHere(host) || Self.isPublic(url, host))
        case .publicOnly: Self.isPublic(url, host)
        }
    }

    private func isReachable(_ number: HostAddress, _ isPublic: Bool) -> Bool {
        switch reach {
        case .anything: true
        case .thisMachineToo: number.isPublic && isPublic || number.isLoopback
        case .publicOnly: number.isPublic
        }
    }

    /// This machine, as it is called.
    private static func isHere(_ host: String) -> Bool {
        host.lowercased() == "localhost" || HostAddress(host)?.isLoopback == true
    }

    /// https at its own port, and a name: a number says nothing of whose it is.
    private static func isPublic(_ url: URL, _ host: String) -> Bool {
        url.scheme?.lowercased() == "https" && (url.port ?? 443) == 443 && url.user() == nil
            && HostAddress(host) == nil && !host.contains(":") && host.contains(".")
    }

    @Sendable private static func lookUp(_ host: String) async -> [HostAddress] {
        let found = try? await NIOThreadPool.singleton.runIfActive { HostAddress.all(of: host) }
        return found ?? []
    }
}
