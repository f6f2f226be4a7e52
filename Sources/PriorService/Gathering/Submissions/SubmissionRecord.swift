import Assessment
import Foundation
import Seal

/// A submission as it stands in its tables.
struct SubmissionRecord: Sendable, Equatable {
    var id: ID<Submission>
    var institution: ID<Institution>
    var portfolio: ID<Portfolio>
    var learner: ID<Person>
    /// Which submission of the portfolio, from 1.
    var number: Int
    var manifestDigest: Digest
    var receipt: String
    var submittedAt: Date
    var admittedAt: Date?
    var returnedAt: Date?
    var state: Submission.State

    /// What assessors call the case: it says nothing of the learner.
    var pseudonym: String { Self.pseudonym(of: id) }

    static func pseudonym(of id: ID<Submission>) -> String {
        let bytes = id.uuid.uuid
        let last = [bytes.12, bytes.13, bytes.14, bytes.15].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        let digits = String(last, radix: 16, uppercase: true)
        return "Case " + String(repeating: "0", count: 8 - digits.utf8.count) + digits
    }
}

/// A receipt's code: sixteen signs that nobody confuses, in fours, 80 bits; enough to stand alone.
enum ReceiptCode {
    static func make() -> String { grouped(ShortCode.make() + ShortCode.make()) }

    /// The code a person meant by what they typed; nil when it cannot be one.
    static func read(_ typed: String) -> String? {
        let signs = typed.filter { $0 != "-" && !$0.isWhitespace }
        guard signs.count == 2 * ShortCode.length, let first = ShortCode.read(String(signs.prefix(ShortCode.length))),
            let second = ShortCode.read(String(signs.dropFirst(ShortCode.length)))
        else { return nil }
        return grouped(first + second)
    }

    private static func grouped(_ signs: String) -> String {
        let signs = Array(signs)
        return stride(from: 0, to: signs.count, by: 4).map { String(signs[$0..<min($0 + 4, signs.count)]) }
            .joined(separator: "-")
    }
}
