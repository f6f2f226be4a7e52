extension Portfolio.State {
    /// The states that may come next.
    public var next: [Portfolio.State] {
        let onward: [Portfolio.State] =
            switch self {
            case .draft, .returned: [.submitted]
            case .submitted: [.admitted, .returned]
            case .admitted: [.inAssessment]
            case .inAssessment: [.assessed]
            case .assessed: [.recommended, .inAssessment]
            case .recommended: [.decided]
            case .decided: [.closed]
            case .closed, .withdrawn, .lapsed: []
            }
        return isBeforeDecision ? onward + [.withdrawn, .lapsed] : onward
    }

    /// Whether the learner may still change what is in it.
    public var isOpen: Bool { self == .draft || self == .returned }

    /// Whether the institution has not decided yet, so that the portfolio can still be withdrawn or lapse.
    public var isBeforeDecision: Bool {
        switch self {
        case .draft, .submitted, .returned, .admitted, .inAssessment, .assessed, .recommended: true
        case .decided, .closed, .withdrawn, .lapsed: false
        }
    }

    /// The state to move to, where that may come next.
    public func moving(to state: Portfolio.State) throws(PortfolioError) -> Portfolio.State {
        guard next.contains(state) else { throw .notNext(from: self, to: state) }
        return state
    }

    /// Refuses a change of the contents once the learner has handed them in.
    public func requireOpen() throws(PortfolioError) {
        guard isOpen else { throw .notOpen(self) }
    }
}

/// What a portfolio's state does not allow.
public enum PortfolioError: Error, Sendable, Equatable {
    /// One state does not come after the other.
    case notNext(from: Portfolio.State, to: Portfolio.State)
    /// The contents can be changed in `draft` and `returned` only, and the portfolio is in this state.
    case notOpen(Portfolio.State)
}
