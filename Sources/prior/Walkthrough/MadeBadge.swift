import Crypto
import Foundation
import Seal

/// An Open Badge 3.0 as an awarding body makes it, with a key of the moment: signed by `eddsa-jcs-2022`, its issuer the key itself
/// (`did:key`).
struct MadeBadge: Sendable {
    private let document: JSON
    private let signature: Data
    private let proof: JSON

    /// - Parameter address: whom it is made out to; only its salted digest stands in the badge.
    init(_ title: String, for did: String, by name: String, to address: String) throws {
        let key = Curve25519.Signing.PrivateKey()
        let id = "z" + Base58.encode([0xED, 0x01] + key.publicKey.rawRepresentation)
        let salt = "Kosher"
        document = [
            "@context": [
                "https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
            ],
            "id": .text("urn:uuid:\(UUID().uuidString.lowercased())"),
            "type": ["VerifiableCredential", "OpenBadgeCredential"], "name": .text(title),
            "issuer": ["id": .text("did:key:\(id)"), "type": ["Profile"], "name": .text(name)],
            "validFrom": "2023-03-01T00:00:00Z",
            "credentialSubject": [
                "type": ["AchievementSubject"],
                "identifier": [
                    [
                        "type": "IdentityObject", "identityType": "emailAddress", "hashed": true, "salt": .text(salt),
                        "identityHash": .text("sha256$\(Digest.of(address + salt).hex)"),
                    ]
                ],
                "achievement": [
                    "id": "https://badges.example/scaffolding", "type": ["Achievement"], "name": .text(title),
                    "description": .text(did), "criteria": ["narrative": "Forty hours on site and a practical test."],
                ],
            ],
        ]
        proof = [
            "type": "DataIntegrityProof", "cryptosuite": "eddsa-jcs-2022", "created": "2023-03-01T08:00:00Z",
            "verificationMethod": .text("did:key:\(id)#\(id)"), "proofPurpose": "assertionMethod",
        ]
        let message = Digest.of(try proof.canonical).bytes + Digest.of(try document.canonical).bytes
        signature = try key.signature(for: message)
    }

    /// Its text: JSON. Somebody may have written another title into it after it was signed.
    func text(retitled title: String? = nil) throws -> Data {
        guard case .object(var members) = document, case .object(var options) = proof else {
            throw Surprise("No badge.")
        }
        if let title { members["name"] = .text(title) }
        options["proofValue"] = .text("z" + Base58.encode(Array(signature)))
        members["proof"] = .array([.object(options)])
        return try JSON.object(members).canonical
    }

    /// A picture with the badge baked in: an `iTXt` chunk with the keyword `openbadgecredential` before all others but the first.
    func baked(into png: Data) throws -> Data {
        let text = Data("openbadgecredential".utf8) + Data(count: 5) + (try text())
        let header = 8 + 25
        return png.prefix(header) + Self.chunk("iTXt", text) + png.dropFirst(header)
    }

    private static func chunk(_ kind: String, _ content: Data) -> Data {
        let body = Data(kind.utf8) + content
        return bigEndian(UInt32(content.count)) + body + bigEndian(checksum(of: body))
    }

    private static func bigEndian(_ number: UInt32) -> Data {
        Data([24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) })
    }

    /// CRC-32 as PNG has it (ISO/IEC 15948, annex D).
    private static func checksum(of bytes: Data) -> UInt32 {
        ~bytes.reduce(~UInt32(0)) { sum, byte in
            (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in sum & 1 == 1 ? 0xEDB8_8320 ^ (sum >> 1) : sum >> 1 }
        }
    }
}

extension JSON {
    /// The canonical form (RFC 8785) of what holds only texts and truth values, which is all a badge here does.
    fileprivate var canonical: Data {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return try encoder.encode(self)
        }
    }
}
