import Foundation
import Seal

/// What an installation signs of a bag: the digest of its tag manifest, under which every other byte stands.
///
/// In the bag it is `signature.json`, a tag file that the tag manifest does not name, as it signs that one.
struct BagSignature: Sendable, Equatable {
    static let fileName = "signature.json"

    /// SHA-256 of `tagmanifest-sha256.txt`.
    var tagManifest: Digest
    var key: VerifyingKey
    var signedAt: String
    /// 64 bytes.
    var signature: Data

    /// Signs.
    init(_ tagManifest: Digest, by key: SigningKey, at moment: Date) throws {
        self.tagManifest = tagManifest
        self.key = key.verifyingKey
        signedAt = RFC3339.string(moment)
        signature = try key.signature(over: Self.message(tagManifest, signedAt))
    }

    /// What is signed: three lines of text, each with its end.
    static func message(_ tagManifest: Digest, _ signedAt: String) -> [UInt8] {
        Array("prior-bag-signature-1\n\(tagManifest.hex)\n\(signedAt)\n".utf8)
    }

    /// Whether it holds.
    var holds: Bool { key.holds(signature, over: Self.message(tagManifest, signedAt)) }

    var json: JSONValue {
        [
            "algorithm": "Ed25519", "form": "prior-bag-signature-1", "publicKey": .string(key.description),
            "signature": .string(signature.base64EncodedString()), "signedAt": .string(signedAt),
            "tagManifestSha256": .string(tagManifest.hex),
        ]
    }

    /// As it stands in the bag; there is one way to write it.
    var bytes: [UInt8] { json.canonical.data + [UInt8(ascii: "\n")] }

    /// Reads one from a bag.
    /// - Throws: ``BagFault`` where it is not written as Prior writes them, to the byte.
    init(reading bytes: [UInt8]) throws {
        let json = try? StrictJSON.parse(bytes)
        guard let json, let digest = json["tagManifestSha256"]?.string.flatMap({ Digest(hex: $0) }),
            let key = json["publicKey"]?.string.flatMap({ VerifyingKey($0) }), let at = json["signedAt"]?.string,
            let signature = json["signature"]?.string.flatMap({ Data(base64Encoded: $0) })
        else { throw BagFault(.signature, Self.fileName) }
        (tagManifest, self.key, signedAt, self.signature) = (digest, key, at, signature)
        guard self.bytes == bytes else { throw BagFault(.signature, Self.fileName) }
    }
}
