import Assessment

extension AppealRules {
    init?(_ place: Place, _ citations: Citations) {
        guard let fields = Fields(place, keys: ["grounds", "panel", "neverLess"]) else { return nil }
        let grounds = fields.sourced("grounds", citations) { place in place.list(atLeast: 1) { Ground($0) } }
        let panel = fields.optional("panel") { citations.sourced($0) { $0.oddNumber() } }
        let neverLess = fields.optional("neverLess") { citations.sourced($0) { $0.bool() } }
        guard let grounds else { return nil }
        self.init(grounds: grounds, panel: panel, neverLess: neverLess)
    }
}

extension AppealRules.Ground {
    fileprivate init?(_ place: Place) {
        guard let fields = Fields(place, keys: ["id", "words", "newEvidence"]) else { return nil }
        let id = fields.required("id") { $0.slug() }
        let words = fields.required("words") { $0.text() }
        let newEvidence = fields.optional("newEvidence") { $0.bool() }
        guard let id, let words else { return nil }
        self.init(id: id, words: words, newEvidence: newEvidence ?? false)
    }
}

extension WatchRules {
    init?(_ place: Place, _ citations: Citations) {
        guard let fields = Fields(place, keys: ["remindBefore", "escalateAfter", "lapses"]) else { return nil }
        let remindBefore = fields.sourced("remindBefore", citations) { ClockLength($0) }
        let escalateAfter = fields.sourced("escalateAfter", citations) { ClockLength($0) }
        let lapses = fields.sourced("lapses", citations) { $0.list { $0.lapsingClock() } }
        guard let remindBefore, let escalateAfter, let lapses else { return nil }
        self.init(remindBefore: remindBefore, escalateAfter: escalateAfter, lapses: lapses)
    }
}

extension LeaseRules {
    init?(_ place: Place, _ citations: Citations) {
        guard let fields = Fields(place, keys: ["unfinishedAfter", "givesAgain"]) else { return nil }
        let unfinishedAfter = fields.sourced("unfinishedAfter", citations) { ClockLength($0) }
        let givesAgain = fields.sourced("givesAgain", citations) { $0.bool() }
        guard let unfinishedAfter, let givesAgain else { return nil }
        self.init(unfinishedAfter: unfinishedAfter, givesAgain: givesAgain)
    }
}

extension Place {
    fileprivate func oddNumber() -> Int? {
        guard let number = integer(1...9) else { return nil }
        guard !number.isMultiple(of: 2) else {
            return wrong("A panel of \(number) may be divided in halves.", "Write an odd number.")
        }
        return number
    }

    fileprivate func lapsingClock() -> CaseClock? {
        guard let clock = choice(CaseClock.self) else { return nil }
        guard WatchRules.canLapse.contains(clock) else {
            return wrong(
                "A portfolio does not lapse by the clock \"\(clock.rawValue)\", which is the institution's own.",
                "Name clocks that wait for the learner: \(WatchRules.canLapse.map(\.rawValue).joined(separator: ", "))."
            )
        }
        return clock
    }
}
