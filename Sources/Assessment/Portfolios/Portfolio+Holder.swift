extension Portfolio {
    /// Who has a portfolio in hand, so that nobody need ask whose turn it is.
    public enum Holder: String, Codable, Sendable, CaseIterable {
        /// Its learner, with whoever advises them.
        case learner
        /// The institution's coordinator.
        case coordinator
        /// The assessors it was given to.
        case assessors
        /// The institution's registrar.
        case registrar
        /// Nobody: it is at its end.
        case nobody
    }
}

extension Portfolio.State {
    /// Who has to do the next thing.
    public var holder: Portfolio.Holder {
        switch self {
        case .draft, .returned: .learner
        case .submitted, .admitted, .assessed: .coordinator
        case .inAssessment: .assessors
        case .recommended, .decided: .registrar
        case .closed, .withdrawn, .lapsed: .nobody
        }
    }

    /// What the holder does next, in plain words; nil at the end.
    public var nextStep: String? {
        switch self {
        case .draft: "The learner links evidence to every criterion and submits the portfolio."
        case .returned: "The learner completes what the institution named, and submits the portfolio again."
        case .submitted: "The coordinator admits the submission, or returns it with reasons."
        case .admitted: "The coordinator gives the submission to assessors."
        case .inAssessment: "The assessors rule on the evidence and score the claims."
        case .assessed: "The coordinator writes a recommendation for each claim."
        case .recommended: "The registrar decides each recommendation."
        case .decided: "The registrar closes the portfolio."
        case .closed, .withdrawn, .lapsed: nil
        }
    }
}
