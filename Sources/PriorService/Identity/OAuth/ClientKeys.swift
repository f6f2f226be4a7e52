import Assessment
import Foundation
import Seal
import Synchronization

/// By which keys a machine is known: a set that its institution gave, or the place where it publishes one.
struct ClientKeys: Sendable {
    /// A JSON Web Key Set (RFC 7517) as text; nil where it is published.
    var text: String?
    var url: String?

    /// How many keys a set may have.
    static let most = 20

    /// - Throws: 422 where both are named, the address is none to call, or the set has no key that can be used.
    init?(_ keys: JSONValue?, _ url: String?, _ settings: Settings) throws {
        switch (keys, url) {
        case (nil, nil): return nil
        case (let keys?, nil):
            let faults = Self.faults(in: keys)
            guard faults.isEmpty else { throw Problem.invalid(faults) }
            text = keys.text
        case (nil, let address?):
            try settings.requirePartner(address, "/keysURL")
            self.url = address
        default: throw Problem.invalid("/keysURL", "choice", "Send `keys` or `keysURL`, not both.")
        }
    }

    private static func faults(in set: JSONValue) -> [Fault] {
        guard let keys = set["keys"]?.array, (1...most).contains(keys.count) else {
            return [Fault(pointer: "/keys", code: "keySet", detail: "Send `{\"keys\": […]}` with 1 to \(most) keys.")]
        }
        return keys.enumerated().compactMap { place, key in
            let pointer = "/keys/keys/\(place)"
            if ["d", "p", "q", "k"].contains(where: { key[$0] != nil }) {
                return Fault(
                    pointer: pointer, code: "private",
                    detail:
                        "This is a private or secret key. Keep it to yourself, make another, and send its public half.")
            }
            guard SignatureKey(jwk: key) == nil else { return nil }
            return Fault(
                pointer: pointer, code: "key",
                detail: "Send a public key of type EC on P-256, OKP on Ed25519, or RSA of 2,048 to 8,192 bits.")
        }
    }
}

/// An assertion by which a machine proves itself (RFC 7523 section 3), read and not yet verified.
struct ClientAssertion: Sendable {
    static let kind = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
    /// How far ahead one may expire, and how far clocks may differ, in seconds.
    private static let longest: TimeInterval = 3_600
    private static let leeway: TimeInterval = 60

    var client: ID<Client>
    /// Its `jti`: it is good once.
    var id: String
    var expiresAt: Date
    private let jws: JWS

    /// - Parameter issuer: this service, which the assertion must be made for: it, or its token route.
    /// - Throws: 401 with what is wrong about its claims.
    init(_ text: String, for issuer: String, at now: Date) throws(Problem) {
        do { jws = try JWS(text) } catch { throw .invalidAssertion("it is no signed JWT.") }
        let claims = jws.payload
        guard let said = claims["iss"]?.string, claims["sub"]?.string == said, let client = ID<Client>(said) else {
            throw .invalidAssertion("its `iss` and `sub` have to be the `client_id`.")
        }
        let audience = (claims["aud"] ?? .null).elements.compactMap(\.string)
        guard audience.contains(where: { [issuer, issuer + "/", issuer + "/api/oauth/token"].contains($0) }) else {
            throw .invalidAssertion("its `aud` has to be \(issuer).")
        }
        guard let expiry = claims["exp"]?.double.map(Date.init(timeIntervalSince1970:)) else {
            throw .invalidAssertion("it has no `exp`.")
        }
        guard expiry > now else { throw .invalidAssertion("it expired.") }
        guard expiry <= now + Self.longest + Self.leeway else {
            throw .invalidAssertion("its `exp` is more than an hour ahead.")
        }
        for claim in ["nbf", "iat"] {
            guard let from = claims[claim]?.double.map(Date.init(timeIntervalSince1970:)) else { continue }
            guard from <= now + Self.leeway else { throw .invalidAssertion("its `\(claim)` is in the future.") }
        }
        guard let id = claims["jti"]?.string, (1...500).contains(id.utf8.count) else {
            throw .invalidAssertion("it has no `jti`.")
        }
        (self.client, self.id, expiresAt) = (client, id, expiry)
    }

    /// Whether one of the set's keys signed it.
    func isSigned(by set: JSONValue) -> Bool { jws.isSigned(by: set) }

    /// Whether the set has a key that it may be signed with.
    func isNamed(in set: JSONValue) -> Bool { !jws.candidates(in: set).isEmpty }
}

extension JWS {
    /// Whether one of the set's keys signed it, with the algorithm that goes with the key; where the header names one
    /// (`kid`), that one.
    func isSigned(by set: JSONValue) -> Bool {
        candidates(in: set).contains { key in
            key.algorithm.rawValue == header["alg"]?.string && key.verifies(signature, over: signed)
        }
    }

    fileprivate func candidates(in set: JSONValue) -> [SignatureKey] {
        let name = header["kid"]?.string
        return (set["keys"]?.array ?? []).prefix(ClientKeys.most)
            .filter { name == nil || $0["kid"]?.string == name }
            .filter { $0["use"]?.string ?? "sig" == "sig" }
            .compactMap { SignatureKey(jwk: $0) }
    }
}

/// Key sets that institutions publish, kept for a while. One that lacks the key an assertion names is fetched again: that is
/// how keys are rotated; but not more than once in a while, so that wrong names cost the institution's server nothing.
final class ClientKeySets: Sendable {
    private static let lasts = Duration.seconds(600)
    private static let soonest = Duration.seconds(30)
    private static let most = 1_000
    /// How long a set holds whose server does not answer.
    private static let longest = Duration.seconds(86_400)

    private struct Entry: Sendable {
        var set: JSONValue
        var since: ContinuousClock.Instant
    }
    private let entries = Mutex<[String: Entry]>([:])

    /// Whether the machine signed the assertion.
    func verifies(_ assertion: ClientAssertion, of client: ClientProof, through dialer: Dialer?) async -> Bool {
        if let keys = client.keys { return assertion.isSigned(by: keys) }
        guard let url = client.keysURL, let dialer else { return false }
        let known = entries.withLock { $0[url] }
        if let known {
            let age = known.since.duration(to: .now)
            let isEnough = assertion.isNamed(in: known.set) ? age < Self.lasts : age < Self.soonest
            if isEnough { return assertion.isSigned(by: known.set) }
        }
        // A server that is down for a moment locks nobody out: what it said before still holds.
        guard case .json(let set) = await Fetcher(dialer: dialer).json(url) else {
            guard let known, known.since.duration(to: .now) < Self.longest else { return false }
            return assertion.isSigned(by: known.set)
        }
        entries.withLock { entries in
            if entries.count >= Self.most { entries.removeAll() }
            entries[url] = Entry(set: set, since: .now)
        }
        return assertion.isSigned(by: set)
    }
}
