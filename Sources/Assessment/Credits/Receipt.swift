public import Foundation

/// What a receiving institution did with a credit it pulled. Identified by `ID<Receipt>`.
public struct Receipt: Sendable, Equatable {
    /// The three answers.
    public enum Verdict: String, Codable, Sendable, CaseIterable {
        /// It counts there in full.
        case accepted
        /// Some of it counts.
        case partly
        /// It does not count there.
        case refused
    }

    /// The answer.
    public var verdict: Verdict
    /// How many credits count there; nil where the receiver does not say, or the credit carries no number.
    public var credits: Decimal?
    /// The receiver's course it counts as.
    public var courseCode: String?
    /// Why; never empty unless it was accepted.
    public var reason: String

    /// A receipt for a credit of so many credits.
    /// - Parameter posted: how many the credit carries; nil where it carries no number.
    public init(
        _ verdict: Verdict, credits: Decimal?, courseCode: String?, reason: String, posted: Decimal?
    ) throws(ReceiptError) {
        if verdict != .accepted, reason.isBlank { throw .noReason }
        if let credits {
            switch verdict {
            case .accepted: guard credits == posted else { throw .acceptedIsWhole(posted) }
            case .partly: guard let posted, credits > 0, credits < posted else { throw .partIsLess(than: posted) }
            case .refused: throw .refusedHasNoCredits
            }
        }
        self.verdict = verdict
        self.credits = credits
        self.courseCode = courseCode
        self.reason = reason
    }
}

/// Why a receipt cannot be given so.
public enum ReceiptError: Error, Sendable, Equatable {
    /// Anything but `accepted` needs a reason.
    case noReason
    /// `accepted` is the whole of it, this many.
    case acceptedIsWhole(Decimal?)
    /// `partly` is more than none and less than this many; nil where the credit carries no number.
    case partIsLess(than: Decimal?)
    /// `refused` carries no credits.
    case refusedHasNoCredits
}
