import Assessment
import Testing

struct PortfolioStateTests {
    /// Every step there is; whatever is not here is refused.
    private let steps: [Portfolio.State: [Portfolio.State]] = [
        .draft: [.submitted, .withdrawn, .lapsed],
        .submitted: [.admitted, .returned, .withdrawn, .lapsed],
        .returned: [.submitted, .withdrawn, .lapsed],
        .admitted: [.inAssessment, .withdrawn, .lapsed],
        .inAssessment: [.assessed, .withdrawn, .lapsed],
        .assessed: [.recommended, .inAssessment, .withdrawn, .lapsed],
        .recommended: [.decided, .withdrawn, .lapsed],
        .decided: [.closed],
    ]

    @Test(arguments: Portfolio.State.allCases)
    func `a portfolio moves only to the states that come next`(state: Portfolio.State) throws {
        for other in Portfolio.State.allCases {
            if steps[state, default: []].contains(other) {
                #expect(try state.moving(to: other) == other)
            } else {
                #expect(throws: PortfolioError.notNext(from: state, to: other)) { try state.moving(to: other) }
            }
        }
    }

    @Test(arguments: Portfolio.State.allCases)
    func `its contents change only before it is handed in and after it came back`(state: Portfolio.State) throws {
        if [.draft, .returned].contains(state) {
            try state.requireOpen()
        } else {
            #expect(throws: PortfolioError.notOpen(state)) { try state.requireOpen() }
        }
    }
}
