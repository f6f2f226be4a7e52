import EvidenceStore
import Seal

/// An object of the evidence store as its row tells of it.
struct EvidenceObject: Sendable {
    var digest: Digest
    /// In bytes.
    var size: Int64
    var backEnd: BackEnd
    /// Whether anything refers to it; an object of which that is not so belongs to an upload under way, or to nobody.
    var isReferenced: Bool

    /// What hashing it again found.
    enum Found: String, Sendable {
        case ok, missing, changed
    }
}

extension EvidenceObject.Found {
    init(_ result: VerifyResult) {
        self =
            switch result {
            case .ok: .ok
            case .missing: .missing
            case .changed: .changed
            }
    }
}
