/// What a learner gathers to show what they know, lodged with one institution. Identified by `ID<Portfolio>`.
public enum Portfolio {
    /// Where a portfolio is in its one life cycle. Whatever else happens to it (paused, appealed) is a dated record of its
    /// own beside this, never a second state.
    public enum State: String, Codable, Sendable, CaseIterable {
        /// The learner is building it.
        case draft
        /// It waits at the institution's door.
        case submitted
        /// The institution gave it back with reasons; the learner completes it.
        case returned
        /// The institution took it in; it waits for assessors.
        case admitted
        /// Assessors are at work on it.
        case inAssessment
        /// Every claim has an outcome.
        case assessed
        /// Every claim has a recommendation.
        case recommended
        /// The institution decided every recommendation.
        case decided
        /// Nothing is left to do.
        case closed
        /// The learner took it back.
        case withdrawn
        /// A clock ran out on it.
        case lapsed
    }
}

/// One unit claimed in a portfolio. Identified by `ID<Claim>`.
public enum Claim {}

/// One item of evidence in a portfolio. Identified by `ID<Evidence>`.
public enum Evidence {}

/// What says that a part of an item shows a criterion. Identified by `ID<EvidenceLink>`.
public enum EvidenceLink {}

/// What a claim is for.
public enum ClaimPurpose: String, Codable, Sendable, CaseIterable {
    /// Credit towards a qualification.
    case credit
    /// Entry to a programme.
    case access
    /// The award itself.
    case award
}
