import Assessment
import Foundation
import Seal

/// A file on its way in. Identified by `ID<Upload>`.
enum Upload {
    /// What an upload is, tus's concatenation extension.
    enum Kind: String, Sendable, CaseIterable {
        /// A file.
        case whole
        /// A part of a file that is sent beside its other parts.
        case partial
        /// A file made of partial uploads.
        case final
    }

    /// Where it is.
    enum State: String, Sendable, CaseIterable {
        /// Bytes may come, or all are there and it is not yet evidence.
        case open
        /// A partial one that a final one is made of.
        case joined
        /// It became evidence.
        case settled
        /// All bytes came, and the file was not taken.
        case refused
    }
}

/// An upload as it stands in its table. How many bytes of it are here, its file knows.
struct UploadRecord: Sendable {
    var id: ID<Upload>
    var owner: ID<Person>
    var kind: Upload.Kind
    var institution: ID<Institution>?
    var portfolio: ID<Portfolio>?
    /// In bytes.
    var length: Int64
    /// `Upload-Metadata` as it was sent.
    var metadata: String
    /// `Upload-Concat` as it was sent.
    var concat: String?
    var parts: [ID<Upload>] = []
    /// What the whole file must come to, where the sender said so.
    var reprDigest: Digest?
    /// Where a piece with a checksum began that is not known to be right.
    var checkedTo: Int64?
    var state: Upload.State = .open
    var evidence: ID<Evidence>?
    var problem: KeptProblem?
    var createdAt: Date
    var expiresAt: Date
    var endedAt: Date?

    /// Whether it becomes evidence when all its bytes are here.
    var isFile: Bool { kind != .partial }
}
