/// What kind of thing an item of evidence is. The names are those of the field; the LQF's paragraph 7.4 lists site visits,
/// observations, challenge tests, references and testimonials.
public enum EvidenceKind: String, Codable, Sendable, CaseIterable, CodingKeyRepresentable {
    /// An uploaded file: work product, photograph, recording, document.
    case artefact
    /// What a witness who saw the work says of it.
    case testimonial
    /// A record of work watched, with place, time and duration.
    case observation
    /// A visit to the place of work.
    case siteVisit
    /// A competency conversation, spoken and recorded.
    case interview
    /// A written, oral or practical test set for the claim.
    case challengeTest
    /// A certificate or badge from somewhere else.
    case priorCredential

    /// The kind in plain words, singular, for a sentence.
    public var words: String {
        switch self {
        case .artefact: "artefact"
        case .testimonial: "testimonial"
        case .observation: "observation"
        case .siteVisit: "site visit"
        case .interview: "interview"
        case .challengeTest: "challenge test"
        case .priorCredential: "prior credential"
        }
    }
}
