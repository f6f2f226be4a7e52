/// What an assessor finds of one item of evidence for one claim. Identified by `ID<Ruling>`.
///
/// The four questions are the field's own (VACS): does it speak to the outcome, is there enough of it, is it the learner's
/// own, is it recent enough.
public struct Ruling: Codable, Sendable, Equatable {
    /// An answer to one of the four questions.
    public enum Finding: String, Codable, Sendable, CaseIterable {
        /// It is so.
        case yes
        /// It is not so.
        case no
        /// It cannot be told from what is there.
        case unsure
    }

    /// Does it speak to what the claim is about?
    public var valid: Finding
    /// Is there enough of it, of this quality?
    public var sufficient: Finding
    /// Is it the learner's own work?
    public var authentic: Finding
    /// Does it show what the learner can do now?
    public var current: Finding
    /// Why, for whoever reads it later.
    public var reason: String

    /// A ruling. An answer other than yes needs a reason.
    public init(
        valid: Finding, sufficient: Finding, authentic: Finding, current: Finding, reason: String
    ) throws(RulingError) {
        let isPlain = [valid, sufficient, authentic, current].allSatisfy { $0 == .yes }
        guard isPlain || !reason.allSatisfy(\.isWhitespace) else { throw .reasonMissing }
        self.valid = valid
        self.sufficient = sufficient
        self.authentic = authentic
        self.current = current
        self.reason = reason
    }
}

/// What a ruling cannot be.
public enum RulingError: Error, Sendable, Equatable {
    /// An answer other than yes, and no reason.
    case reasonMissing
}
