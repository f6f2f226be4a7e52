/// One thing looked at to verify a badge, and what came of it.
public struct CredentialCheck: Codable, Sendable, Equatable {
    /// What was looked at.
    public enum Subject: String, Codable, Sendable, CaseIterable {
        /// Whether it has what its standard asks for.
        case structure
        /// Whether it is as its signer signed it.
        case proof
        /// Whether the signer is who the badge says has issued it.
        case issuer
        /// Whether it was valid on the day of the check.
        case dates
        /// Whether it is made out to the learner.
        case recipient
        /// Whether it was taken back.
        case status
    }

    /// What came of it.
    public enum Result: String, Codable, Sendable, CaseIterable {
        case verified, failed
        /// It could not be looked at, and the reason says why.
        case notChecked
    }

    /// What was looked at.
    public var check: Subject
    /// What came of it.
    public var result: Result
    /// Why, in one sentence. It never names the learner.
    public var reason: String

    /// A check.
    public init(_ check: Subject, _ result: Result, _ reason: String) {
        self.check = check
        self.result = result
        self.reason = reason
    }
}

/// What all the checks of a badge come to.
public enum CredentialStanding: String, Codable, Sendable, CaseIterable {
    /// Made, signed and in force as it says, for this learner, and nothing speaks against it.
    case verified
    /// Nothing speaks against it, and not all could be looked at.
    case partly
    /// Something is not as it says.
    case failed
}

extension [CredentialCheck] {
    /// What they come to.
    public var standing: CredentialStanding {
        if contains(where: { $0.result == .failed }) { return .failed }
        let needed: [CredentialCheck.Subject] = [.structure, .proof, .dates, .recipient]
        let isVerified = needed.allSatisfy { subject in
            contains { $0.check == subject && $0.result == .verified }
        }
        return isVerified ? .verified : .partly
    }

    /// Whether the badge proves nothing of this learner, so that it is not counted as a piece of evidence until somebody has
    /// asked its issuer. One that has run out was earned all the same: how old evidence may be, the policy says.
    public var isRefuted: Bool { contains { $0.result == .failed && $0.check != .dates } }
}
