import COpenSSL
import Crypto
import Foundation

/// Somebody's public key, as credentials are signed with: Ed25519, ECDSA on P-256, or RSA of 2,048 to 8,192 bits.
public struct SignatureKey: Sendable, Equatable {
    /// How a signature was made, by its name in RFC 7518 and RFC 8037.
    public enum Algorithm: String, Sendable, CaseIterable {
        /// RSASSA-PKCS1-v1_5 with SHA-256.
        case rs256 = "RS256"
        /// ECDSA on P-256 with SHA-256; the signature is the two numbers, 32 bytes each.
        case es256 = "ES256"
        /// Ed25519.
        case edDSA = "EdDSA"
    }

    private enum Kind: Sendable, Equatable {
        case ed25519([UInt8])
        /// The point as X9.63 writes it, uncompressed.
        case p256([UInt8])
        /// A SubjectPublicKeyInfo in DER.
        case rsa([UInt8])
    }

    private let kind: Kind

    private init(_ kind: Kind) { self.kind = kind }

    /// An Ed25519 key of 32 bytes; nil for anything else.
    public init?(ed25519 bytes: some Sequence<UInt8>) {
        let bytes = Array(bytes)
        guard (try? Curve25519.Signing.PublicKey(rawRepresentation: bytes)) != nil else { return nil }
        self.init(.ed25519(bytes))
    }

    /// The point of P-256 with these coordinates; nil where it does not lie on the curve.
    public init?(p256x x: some Sequence<UInt8>, y: some Sequence<UInt8>) {
        guard let key = try? P256.Signing.PublicKey(x963Representation: [4] + Array(x) + Array(y)) else { return nil }
        self.init(.p256(Array(key.x963Representation)))
    }

    /// A compressed point of P-256; nil where there is none.
    public init?(p256compressed bytes: some Sequence<UInt8>) {
        guard let key = try? P256.Signing.PublicKey(compressedRepresentation: Array(bytes)) else { return nil }
        self.init(.p256(Array(key.x963Representation)))
    }

    /// The RSA key of these numbers, big-endian; nil where its size is not taken.
    public init?(rsaModulus modulus: [UInt8], exponent: [UInt8]) {
        guard (256...1_025).contains(modulus.count), (1...8).contains(exponent.count) else { return nil }
        let numbers = DER.sequence(DER.integer(modulus) + DER.integer(exponent))
        self.init(subjectPublicKeyInfo: DER.sequence(DER.rsaEncryption + DER.bits(numbers)))
    }

    /// A SubjectPublicKeyInfo (RFC 5280) in DER; nil where it holds no key of these kinds.
    public init?(subjectPublicKeyInfo der: [UInt8]) {
        let prefixOfEd25519: [UInt8] = [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00]
        if der.count == 44, der.starts(with: prefixOfEd25519) {
            self.init(ed25519: der.dropFirst(12))
            return
        }
        if let key = try? P256.Signing.PublicKey(derRepresentation: der) {
            self.init(.p256(Array(key.x963Representation)))
            return
        }
        let isTaken = Self.withRSA(der) { key in (2_048...8_192).contains(EVP_PKEY_get_bits(key)) }
        guard isTaken == true else { return nil }
        self.init(.rsa(der))
    }

    /// `-----BEGIN PUBLIC KEY-----` and what follows; nil where it holds no key of these kinds.
    public init?(pem: String) {
        let lines = pem.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
        guard pem.utf8.count <= 8_192, lines.first == "-----BEGIN PUBLIC KEY-----",
            lines.last == "-----END PUBLIC KEY-----",
            let der = Data(base64Encoded: lines.dropFirst().dropLast().joined())
        else { return nil }
        self.init(subjectPublicKeyInfo: Array(der))
    }

    /// A key as Multikey and `did:key` write it: `z` and base58btc of a multicodec and the key; Ed25519 and P-256.
    public init?(multibase text: some StringProtocol) {
        guard text.utf8.count <= 64, text.first == "z", let bytes = Base58.decode(text.dropFirst()), bytes.count > 2
        else { return nil }
        switch (bytes[0], bytes[1]) {
        case (0xED, 0x01): self.init(ed25519: bytes.dropFirst(2))
        case (0x80, 0x24): self.init(p256compressed: bytes.dropFirst(2))
        default: return nil
        }
    }

    /// The algorithm that goes with the key.
    public var algorithm: Algorithm {
        switch kind {
        case .ed25519: .edDSA
        case .p256: .es256
        case .rsa: .rs256
        }
    }

    /// Whether `signature` was made over `message` with the private half of the key.
    public func verifies(_ signature: [UInt8], over message: [UInt8]) -> Bool {
        switch kind {
        case .ed25519(let bytes):
            return (try? Curve25519.Signing.PublicKey(rawRepresentation: bytes))?
                .isValidSignature(signature, for: message) ?? false
        case .p256(let bytes):
            guard let parsed = try? P256.Signing.ECDSASignature(rawRepresentation: signature) else { return false }
            return (try? P256.Signing.PublicKey(x963Representation: bytes))?
                .isValidSignature(parsed, for: message) ?? false
        case .rsa(let der):
            return Self.withRSA(der) { key in
                let context = EVP_MD_CTX_new()
                defer { EVP_MD_CTX_free(context) }
                guard EVP_DigestVerifyInit(context, nil, EVP_sha256(), nil, key) == 1 else { return false }
                return EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
            } ?? false
        }
    }

    private static func withRSA<Value>(_ der: [UInt8], _ body: (OpaquePointer) -> Value) -> Value? {
        der.withUnsafeBufferPointer { bytes in
            var start = bytes.baseAddress
            guard let key = d2i_PUBKEY(nil, &start, bytes.count) else {
                ERR_clear_error()
                return nil
            }
            defer { EVP_PKEY_free(key) }
            guard EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA else { return nil }
            return body(key)
        }
    }

    /// The versions of what signatures are checked with.
    public static var libraries: String {
        "\(String(cString: OpenSSL_version(OPENSSL_VERSION))); swift-crypto (BoringSSL)"
    }
}

/// The little of DER (X.690) that an RSA key is written in.
private enum DER {
    /// AlgorithmIdentifier of rsaEncryption with NULL.
    static let rsaEncryption: [UInt8] = [
        0x30, 0x0D, 0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01, 0x05, 0x00,
    ]

    static func sequence(_ content: [UInt8]) -> [UInt8] { [0x30] + length(content.count) + content }
    static func bits(_ content: [UInt8]) -> [UInt8] { [0x03] + length(content.count + 1) + [0] + content }

    static func integer(_ magnitude: [UInt8]) -> [UInt8] {
        let digits = Array(magnitude.drop { $0 == 0 })
        let content = digits.first.map { $0 >= 0x80 ? [0] + digits : digits } ?? [0]
        return [0x02] + length(content.count) + content
    }

    private static func length(_ count: Int) -> [UInt8] {
        if count < 0x80 { return [UInt8(count)] }
        return count < 0x100 ? [0x81, UInt8(count)] : [0x82, UInt8(count >> 8), UInt8(count & 0xFF)]
    }
}
