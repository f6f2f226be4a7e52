import Seal

/// A compact JWS (RFC 7515), taken apart and not yet verified.
struct JWS: Sendable {
    var header: JSONObject
    var payload: JSONValue
    /// What the signature is over.
    var signed: [UInt8]
    var signature: [UInt8]

    init(_ text: String) throws(BadgeFault) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let header = Base64URL.decode(parts[0]), let payload = Base64URL.decode(parts[1]),
            let signature = Base64URL.decode(parts[2])
        else { throw .unreadable("it is neither JSON nor three parts of base64url with points between them.") }
        guard let object = try BadgeJSON.value(header).object else {
            throw .unreadable("its header is no JSON object.")
        }
        self.header = object
        self.payload = try BadgeJSON.value(payload)
        self.signature = signature
        signed = Array((parts[0] + "." + parts[1]).utf8)
    }
}

/// JSON as badges have it.
enum BadgeJSON {
    /// Deep enough for every badge, and no deeper.
    static let limits = StrictJSON.Limits(depth: 32, nodes: 20_000)

    static func value(_ bytes: [UInt8]) throws(BadgeFault) -> JSONValue {
        do {
            return try StrictJSON.parse(bytes, limits: limits)
        } catch {
            throw .unreadable(error.detail)
        }
    }
}

extension JSONValue {
    /// The elements of a list; of anything else that is there, that alone: JSON-LD writes lists of one both ways.
    var elements: [JSONValue] {
        switch self {
        case .array(let elements): elements
        case .null: []
        default: [self]
        }
    }

    /// The address that names a thing: the text itself, or the object's `id`.
    var iri: String? { string ?? self["id"]?.string ?? self["@id"]?.string }

    /// Whether the object has the type, in a list or alone.
    func isOf(_ types: String...) -> Bool {
        (self["type"] ?? self["@type"] ?? .null).elements.contains { types.contains($0.string ?? "") }
    }
}

extension SignatureKey {
    /// A JSON Web Key (RFC 7517): RSA, EC on P-256, or OKP Ed25519; nil for any other.
    init?(jwk: JSONValue) {
        let number = { (name: String) -> [UInt8] in jwk[name]?.string.flatMap { Base64URL.decode($0) } ?? [] }
        switch (jwk["kty"]?.string, jwk["crv"]?.string) {
        case ("RSA", _): self.init(rsaModulus: number("n"), exponent: number("e"))
        case ("EC", "P-256"): self.init(p256x: number("x"), y: number("y"))
        case ("OKP", "Ed25519"): self.init(ed25519: number("x"))
        default: return nil
        }
    }
}
