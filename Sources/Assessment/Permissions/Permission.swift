/// What a role lets its holder do at the institution where they hold it. The whole table is here; the service asks it
/// and a golden test prints it over every route.
public enum Permission: String, Sendable, CaseIterable {
    /// See portfolios lodged with the institution, with everything in them.
    case readPortfolios
    /// Admit a submission, or return it with reasons.
    case admit
    /// Give a submission to an assessor; see who assesses what.
    case assign
    /// Be assigned, rule and score.
    case assess
    /// Look at outcomes before they are recommended, blind: agree, or send back.
    case moderate
    /// Write the recommendation that the scorecards come to.
    case recommend
    /// Decide a recommendation for the institution and post credit.
    case decide
    /// Record an observation of a learner at work.
    case observe
    /// See the originals of papers, and say so.
    case seeOriginals
    /// Conduct a competency conversation with a learner.
    case interview
    /// Set a challenge test and watch over it.
    case invigilate
    /// Invite staff, end memberships, make and revoke machine credentials.
    case administer
    /// Order that a learner's data is kept, and have it erased on their written request.
    case keepRecords
    /// Read the event log and verify it.
    case audit
    /// See what the institution writes: drafts of frameworks, units and policies with their faults, and a unit's questions.
    case readDocuments
    /// Say what work costs the institution.
    case setCosts
    /// Write drafts of frameworks, units, policies, qualifications and crosswalks.
    case author
    /// Review what others drafted.
    case review
    /// Publish what was reviewed, and supersede what was published.
    case publish
    /// Move an open case to another version of its unit.
    case moveCases

    /// The roles that carry this permission.
    public var roles: Set<Role> {
        switch self {
        case .readPortfolios: [.coordinator, .registrar, .auditor]
        case .admit, .assign, .recommend: [.coordinator]
        case .assess: [.assessor]
        case .moderate: [.moderator]
        case .decide: [.registrar]
        case .observe: [.assessor, .adviser]
        case .seeOriginals: [.coordinator, .registrar, .adviser]
        case .interview: [.assessor]
        case .invigilate: [.assessor, .coordinator, .registrar]
        case .administer: [.administrator]
        case .keepRecords: [.registrar, .administrator]
        case .audit: [.auditor, .coordinator, .registrar, .administrator]
        case .readDocuments: [.coordinator, .moderator, .registrar, .auditor]
        case .setCosts: [.coordinator, .administrator]
        case .author: [.coordinator, .moderator, .registrar]
        case .review: [.moderator, .registrar]
        case .publish: [.registrar]
        case .moveCases: [.coordinator]
        }
    }
}
