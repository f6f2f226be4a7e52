import Assessment
import Foundation
import Seal

extension Problem {
    static let isNoBadge = Problem.conflict(
        "credential-is-no-badge", "There is no badge to check",
        "A badge is checked by programs; what a certificate says, staff ask the awarding body and record with POST …/inquiries."
    )

    static let isBadge = Problem.conflict(
        "credential-is-badge", "It is a badge",
        "What a badge says stands in the badge. Take it out and send another one where it is the wrong one.")
}

extension EvidenceRecord {
    /// Refuses what no awarding body can be asked about.
    func requirePriorCredential() throws {
        guard kind == .priorCredential else {
            throw Problem.conflict(
                "not-a-credential", "It is another kind of evidence",
                "The item is of the kind `\(kind.rawValue)`; send it as `priorCredential` for that."
            ).with("kind", .string(kind.rawValue))
        }
    }
}

extension PriorCredential.Facts {
    /// Refuses days that cannot be.
    func requireSensible(_ now: Date) throws {
        try awardedOn?.requirePast(now) { Problem.invalid("/awardedOn", "future", $0) }
        if let awardedOn, let expiresOn, expiresOn < awardedOn {
            throw Problem.invalid("/expiresOn", "before-award", "It cannot end before it was awarded.")
        }
    }
}

extension KnownCredential {
    /// How often a badge is checked at the most: each time may ask somebody else's server.
    private static let mostChecks = 50

    func requireRoom() throws {
        guard checks.count < Self.mostChecks else {
            throw Problem.conflict(
                "checked-often", "It was checked often enough", "A badge is checked at most \(Self.mostChecks) times.")
        }
    }
}

extension Statement {
    /// A statement as it was kept.
    init(text: String, digest: Digest) {
        self.text = text
        self.digest = digest
    }

    /// A text that was made elsewhere, as it is.
    init(of text: String) {
        self.init(text: text, digest: Digest.of(text))
    }
}
