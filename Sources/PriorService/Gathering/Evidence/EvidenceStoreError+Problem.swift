import Assessment
import EvidenceStore
import HTTPTypes
import MediaType
import Seal

extension EvidenceStoreError: RuleError {
    var problem: Problem {
        switch self {
        case .full:
            Problem(
                .init(code: 507, reasonPhrase: "Insufficient Storage"), "store-full", "There is no room for files",
                "Nothing was kept. Whoever runs the service has to make room; send it again later."
            ).with(header: .retryAfter, "3600")
        case .digestMismatch(let expected, let found):
            Problem(
                .unprocessableContent, "digest-mismatch", "The file arrived altered",
                "Its bytes do not have the digest that was sent with them. Nothing was kept; send it again."
            ).with("expected", .string(expected.contentDigest)).with("found", .string(found.contentDigest))
        case .unavailable:
            Problem(
                .serviceUnavailable, "store-unavailable", "Files cannot be kept or fetched at the moment",
                "The place where they are kept does not answer. Nothing was kept; send the same request again soon."
            ).with(header: .retryAfter, "10")
        case .missing, .changed, .ended, .notItsOwn, .system:
            .unexpected
        }
    }
}

extension Problem {
    static func fileTooLarge(_ maximum: Int) -> Problem {
        Problem(
            .contentTooLarge, "file-too-large", "The file is too large",
            "An item may have \(maximum) bytes here. Send a shorter or smaller version."
        ).with("maximumBytes", .number(String(maximum)))
    }

    /// A file that a policy does not take: which rule, what was seen, and what to do.
    static func fileRefused(_ verdict: TypingVerdict, by rule: TypingRule, under policy: DocumentKey) -> Problem {
        let problem =
            switch rule {
            case .empty: Problem(.unprocessableContent, "file-empty", "The file is empty", rule.advice)
            case .tooLarge: Problem(.contentTooLarge, "file-too-large", "The file is too large", rule.advice)
            default: Problem(.unsupportedMediaType, "file-refused", "The file is not taken", rule.advice)
            }
        return
            problem
            .with("rule", .string(rule.code))
            .with("policy", .string(policy.description))
            .with("detected", .string(verdict.detection.detected.description))
            .with("declared", verdict.declared.map { .string($0.description) } ?? .null)
            .with("extension", verdict.fileExtension.map { .string($0) } ?? .null)
    }
}
