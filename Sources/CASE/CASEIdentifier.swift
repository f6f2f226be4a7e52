public import Assessment
import Foundation
import Seal

/// The UUIDs under which Prior's documents and their parts go out: the same in every installation and for ever, because
/// they are made of the document's fingerprint. They are name-based, version 5 of RFC 9562, as CASE admits versions 1 to 5;
/// that version is made with SHA-1, and nothing leans on it: what a name stands for is the fingerprint, a SHA-256.
public enum CASEIdentifier {
    /// The namespace of all of Prior's names.
    static let namespace = name(
        "prior",
        in: UUID(uuid: (0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8))
    )

    /// The identifier of a document.
    public static func document(_ fingerprint: Fingerprint) -> String {
        text(name(fingerprint.rawValue, in: namespace))
    }

    /// The identifier of a part of a document: an outcome, a criterion, an association.
    /// - Parameter path: its place, for instance `criterion/reef`.
    public static func part(_ path: String, of fingerprint: Fingerprint) -> String {
        text(name(path, in: name(fingerprint.rawValue, in: namespace)))
    }

    /// The identifier of something that all documents share, a type of item for instance.
    static func shared(_ name: String) -> String { text(self.name(name, in: namespace)) }

    /// RFC 9562, section 5.5.
    static func name(_ name: String, in namespace: UUID) -> UUID {
        var hash = StreamingSHA1()
        hash.update(withUnsafeBytes(of: namespace.uuid) { Array($0) })
        hash.update(Array(name.utf8))
        var bytes = Array(hash.finish().prefix(16))
        bytes[6] = bytes[6] & 0x0f | 0x50
        bytes[8] = bytes[8] & 0x3f | 0x80
        return UUID(
            uuid: (
                bytes[0], bytes[1], bytes[2], bytes[3], bytes[4], bytes[5], bytes[6], bytes[7], bytes[8], bytes[9],
                bytes[10], bytes[11], bytes[12], bytes[13], bytes[14], bytes[15]
            ))
    }

    private static func text(_ uuid: UUID) -> String { uuid.uuidString.lowercased() }
}
