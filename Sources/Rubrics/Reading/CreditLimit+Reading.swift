import Assessment
import Foundation

extension CreditLimit {
    init?(_ place: Place, _ citations: Citations) {
        let keys = ["id", "statement", "scope", "basis", "routes", "maximum", "levels", "authority", "validity"]
        guard let fields = Fields(place, keys: keys) else { return nil }
        let id = fields.required("id") { $0.slug() }
        let statement = fields.required("statement") { $0.text() }
        let scope = fields.required("scope") { $0.choice(Scope.self) }
        let basis = fields.required("basis") { $0.choice(Basis.self) }
        let routes = fields.list("routes") { $0.choice(RecognitionRoute.self) }
        let maximum = fields.sourced("maximum", citations) { basis == .creditShare ? $0.share() : $0.decimal() }
        let levels = fields.optional("levels") { LevelRange($0) }
        let authority = fields.optional("authority") { $0.text() }
        let validity = fields.optional("validity") { Validity($0) }
        guard let id, let statement, let scope, let basis, let routes, let maximum else { return nil }
        self.init(
            id: id, statement: statement, scope: scope, basis: basis, routes: routes, maximum: maximum, levels: levels,
            authority: authority, validity: validity)
    }
}

extension CreditMinimum {
    init?(_ place: Place, _ citations: Citations) {
        let keys = ["id", "statement", "basis", "minimum", "notBy", "atOrAbove", "authority", "validity"]
        guard let fields = Fields(place, keys: keys) else { return nil }
        let id = fields.required("id") { $0.slug() }
        let statement = fields.required("statement") { $0.text() }
        let basis = fields.required("basis") { $0.choice(CreditLimit.Basis.self) }
        let minimum = fields.sourced("minimum", citations) { basis == .creditShare ? $0.share() : $0.decimal() }
        let notBy = fields.optionalList("notBy") { $0.choice(RecognitionRoute.self) }
        let atOrAbove = fields.optional("atOrAbove") { Level($0) }
        let authority = fields.optional("authority") { $0.text() }
        let validity = fields.optional("validity") { Validity($0) }
        guard let id, let statement, let basis, let minimum else { return nil }
        self.init(
            id: id, statement: statement, basis: basis, minimum: minimum, notBy: notBy, atOrAbove: atOrAbove,
            authority: authority, validity: validity)
    }
}

extension CreditMinimum.Level {
    /// Reads a number, or `exit`.
    fileprivate init?(_ place: Place) {
        if case .text("exit") = place.tree.value {
            self = .exit
        } else if case .number = place.tree.value, let number = place.integer(1...20) {
            self = .number(number)
        } else {
            let _: Never? = place.wrong(
                "This is no level.", "Write a number, or exit for the level of the qualification itself.")
            return nil
        }
    }
}

extension Validity {
    /// Reads `{from: …, until: …}`, either of which may be left out.
    init?(_ place: Place) {
        guard let fields = Fields(place, keys: ["from", "until"]) else { return nil }
        let from = fields.optional("from") { $0.day() }
        let until = fields.optional("until") { $0.day() }
        if let from, let until, until < from {
            let _: Never? = place.wrong("The last day lies before the first.", "Swap the two.")
            return nil
        }
        self.init(from: from, until: until)
    }
}

extension Place {
    /// A day, as `2026-03-31`.
    func day() -> CalendarDate? {
        guard let text = text() else { return nil }
        guard let day = CalendarDate(text) else {
            return wrong("\"\(text)\" is no day.", "Write year, month and day: 2026-03-31.")
        }
        return day
    }
}
