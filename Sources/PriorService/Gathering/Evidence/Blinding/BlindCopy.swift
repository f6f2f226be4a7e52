import Assessment
import Foundation
import HTTPTypes
import Seal

/// The copy of a file for those who are not to know whose it is, as far as it is.
struct BlindCopy: Codable, Sendable, Equatable {
    var state: LookState
    /// Why there is none.
    var reason: String?
    /// Its media type.
    var type: String?
    /// In bytes.
    var size: Int64?
    var digest: Digest?

    /// Of a kind of file that none can be made of.
    static func none(of mediaType: String) -> BlindCopy {
        BlindCopy(state: .failed, reason: LookFault.noWay(mediaType).description)
    }
}

/// Bytes that are handed out for an item.
struct ServedFile: Sendable {
    var digest: Digest
    /// In bytes.
    var size: Int64
    var type: String
    var name: FileName
}

extension EvidenceFile {
    /// What is handed out to those who are not to know whose it is.
    /// - Throws: a problem where there is no copy, or not yet.
    func blindly(named neutral: FileName) throws -> ServedFile {
        guard let way = BlindWay(acceptedType) else { throw Problem.withheld(.none(of: acceptedType)) }
        if way == .original { return ServedFile(digest: digest, size: size, type: acceptedType, name: neutral) }
        guard let copy = blindCopy, copy.state != .pending else { throw Problem.copyPending }
        guard copy.state == .made, let digest = copy.digest, let size = copy.size, let type = copy.type else {
            throw Problem.withheld(copy)
        }
        let ending = type == acceptedType ? name.fileExtension : Self.endings[type]
        return ServedFile(
            digest: digest, size: size, type: type, name: neutral.with(ending: ending))
    }

    /// Of what copies become whose original was of another type.
    private static let endings = [
        "image/jpeg": "jpg", "image/png": "png", "image/gif": "gif", "application/pdf": "pdf",
    ]
}

extension FileName {
    /// The same with another ending.
    fileprivate func with(ending: String?) -> FileName {
        let stem = description.split(separator: ".").first ?? ""
        return FileName(cleaning: "\(stem)\(ending.map { ".\($0)" } ?? "")")
    }
}

extension Problem {
    /// A copy is asked for before it is made.
    static let copyPending = Problem.conflict(
        "blind-copy-pending", "The copy for you is being made",
        "You are given a copy that does not say whose it is. It is usually there in some seconds: ask again."
    ).with(header: .retryAfter, "3")

    /// A file of which there is no copy for those who are not to know whose it is.
    static func withheld(_ copy: BlindCopy) -> Problem {
        Problem.conflict(
            "evidence-withheld", "The file is withheld from you",
            "No copy could be made of it that does not say whose it is. Look at its previews and at what is written beside it, "
                + "or tell the coordinator, who sees the original and can have it sent in another form, such as PDF."
        ).with("reason", copy.reason.map { .string($0) } ?? .null)
    }
}
