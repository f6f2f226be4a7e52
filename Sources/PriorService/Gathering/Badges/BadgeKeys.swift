import Foundation
import Seal

/// Who made a badge, as far as its proof says.
enum BadgeSigner: Sendable, Equatable {
    /// Nothing was verified.
    case unknown
    /// The holder of a key that came with the badge.
    case anybody
    /// The holder of the key that this id is.
    case key(String)
    /// Whoever speaks for this host.
    case host(String)
}

/// Finds the keys that badges are signed with.
struct BadgeKeys: Sendable {
    /// Nil where this service asks nobody.
    let fetcher: Fetcher?

    enum Found: Sendable {
        case key(SignatureKey, BadgeSigner)
        case cannot(String)
    }

    /// The key that a proof names.
    /// - Parameters:
    ///   - reference: a DID with its fragment, or an address.
    ///   - jwk: the key itself, where it came along.
    func find(_ reference: String?, jwk: JSONValue?) async -> Found {
        if let reference, reference.hasPrefix("did:key:") { return Self.ofKeyMethod(reference) }
        if let reference, reference.hasPrefix("did:jwk:") { return Self.ofJWKMethod(reference) }
        if let jwk {
            guard let key = SignatureKey(jwk: jwk) else {
                return .cannot("Its key is of a kind that is not read here.")
            }
            return .key(key, .anybody)
        }
        guard let reference else { return .cannot("It does not name the key that it is signed with.") }
        guard let (address, host) = Self.address(of: reference) else {
            return .cannot("It names its key in a way that is not read here.")
        }
        guard let fetcher else { return .cannot("Its key lies at \(host), and \(Fetcher.isOff)") }
        switch await fetcher.json(address) {
        case .json(let document):
            guard let key = Self.key(reference, in: document) else {
                return .cannot("There is no such key at \(host).")
            }
            return .key(key, reference.hasPrefix("did:web:") ? .key(Self.did(reference)) : .host(host))
        case .gone, .cannot:
            return .cannot("Its key could not be fetched from \(host).")
        }
    }

    private static func did(_ reference: String) -> String { String(reference.prefix { $0 != "#" }) }

    private static func ofKeyMethod(_ reference: String) -> Found {
        let id = did(reference)
        guard let key = SignatureKey(multibase: id.dropFirst("did:key:".count)) else {
            return .cannot("Its key is of a kind that is not read here.")
        }
        return .key(key, .key(id))
    }

    private static func ofJWKMethod(_ reference: String) -> Found {
        let id = did(reference)
        guard let bytes = Base64URL.decode(id.dropFirst("did:jwk:".count)), bytes.count <= 4_096,
            let jwk = try? BadgeJSON.value(bytes), let key = SignatureKey(jwk: jwk)
        else { return .cannot("Its key is of a kind that is not read here.") }
        return .key(key, .key(id))
    }

    /// Where to ask for a key: `did:web` by its method's rule, an address as it is.
    private static func address(of reference: String) -> (address: String, host: String)? {
        var address = String(reference.prefix { $0 != "#" })
        if address.hasPrefix("did:web:") {
            let parts = address.dropFirst("did:web:".count).split(separator: ":").map(String.init)
            guard let domain = parts.first?.removingPercentEncoding else { return nil }
            let path = parts.count > 1 ? parts.dropFirst().joined(separator: "/") : ".well-known"
            address = "https://\(domain)/\(path)/did.json"
        }
        guard let host = URL(string: address)?.host()?.lowercased(), address.hasPrefix("http") else { return nil }
        return (address, host)
    }

    /// A key in what was fetched: a PEM of Open Badges 2.0, a JWK or a set of them, a Multikey, or the method of a DID
    /// document.
    private static func key(_ reference: String, in document: JSONValue) -> SignatureKey? {
        if let pem = document["publicKeyPem"]?.string { return SignatureKey(pem: pem) }
        if let multibase = document["publicKeyMultibase"]?.string { return SignatureKey(multibase: multibase) }
        if let jwk = document["publicKeyJwk"] { return SignatureKey(jwk: jwk) }
        let fragment = reference.split(separator: "#", maxSplits: 1).dropFirst().first.map(String.init)
        let methods = (document["verificationMethod"] ?? .null).elements
        let method = methods.first { method in
            method["id"]?.string == reference || fragment.map { method["id"]?.string == "#" + $0 } == true
        }
        if let method { return key("", in: method) }
        let keys = (document["keys"] ?? .null).elements
        let named = keys.first { $0["kid"]?.string == reference || ($0["kid"]?.string == fragment && fragment != nil) }
        return (named ?? (keys.count == 1 ? keys.first : document["kty"] == nil ? nil : document))
            .flatMap { SignatureKey(jwk: $0) }
    }
}
