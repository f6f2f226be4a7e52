import Glibc
public import Seal

/// Why the store could not do what it was asked.
public enum EvidenceStoreError: Error, Sendable, Hashable {
    /// There is no room: the disk or the quota is full. Nothing of the object was kept.
    case full
    /// There is no such object.
    case missing(Digest)
    /// The object is shorter now than when it was opened.
    case changed(Digest)
    /// What arrived is not what was announced: it was cut or altered on the way.
    case digestMismatch(expected: Digest, found: Digest)
    /// The upload was finished or abandoned before.
    case ended
    /// A symbolic link, or something else that is no plain file or folder, stands where the store keeps its own.
    case notItsOwn
    /// The back end does not answer, or refuses what it should do; in the words of a log line, without a secret.
    case unavailable(String)
    /// The system call `operation` failed with `code` (an `errno`).
    case system(operation: String, code: Int32)

    /// The error that the system call `operation` just left in `errno`.
    static func last(_ operation: String) -> EvidenceStoreError {
        switch errno {
        case ENOSPC, EDQUOT: .full
        case ELOOP, ENOTDIR: .notItsOwn
        case let code: .system(operation: operation, code: code)
        }
    }
}

extension EvidenceStoreError: CustomStringConvertible {
    /// What happened, without paths and digests: fit for a log line.
    public var description: String {
        switch self {
        case .full: "the evidence store is full"
        case .missing: "the object is not in the evidence store"
        case .changed: "the object changed while it was read"
        case .digestMismatch: "the content does not have the digest announced"
        case .ended: "the upload has ended"
        case .notItsOwn: "something other than a plain file or folder stands in the evidence store"
        case .unavailable(let words): "the back end of the evidence store does not do its work: \(words)"
        case .system(let operation, let code): "\(operation): \(String(cString: strerror(code)))"
        }
    }
}
