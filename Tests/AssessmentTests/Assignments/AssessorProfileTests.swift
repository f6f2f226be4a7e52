import Foundation
import Testing

@testable import Assessment

@Suite struct AssessorProfileTests {
    private let wall = CaseNeeds.Need(unit: "bricklaying", field: "Construction", framework: "lqf", level: 3)
    private let roof = CaseNeeds.Need(unit: "roofing", field: "Construction", framework: "lqf", level: 2)

    private func rule(_ profile: AssessorProfile, _ needs: CaseNeeds) -> EligibilityRule? {
        guard case .failure(let broken) = profile.fit(for: needs) else { return nil }
        return broken.rule
    }

    @Test func `somebody fits as well as for the unit they know least, and a unit's line goes before its field's`()
        throws
    {
        let profile = AssessorProfile(
            capacity: 1, expertise: [.init(field: "Construction", strength: 90), .init(unit: "roofing", strength: 30)])
        let fit = try profile.fit(for: CaseNeeds(units: [wall, roof])).get()
        #expect(fit.fit == 30)
        #expect(fit.parts.map(\.strength) == [90, 30] && fit.parts.map(\.isByField) == [true, false])
    }

    @Test func `each rule keeps away whom it should, and an empty list nobody`() {
        let needs = CaseNeeds(units: [wall], languages: [["st"], ["st", "en"]], place: "Maseru")
        var profile = AssessorProfile(
            capacity: 1, expertise: [.init(unit: "bricklaying", strength: 50)], places: ["maseru"])
        #expect(rule(profile, needs) == nil)
        profile.levels = [.init(framework: "lqf", from: 4, to: 6)]
        #expect(rule(profile, needs) == .level)
        profile.levels = [.init(framework: "lqf", from: 1, to: 3)]
        profile.languages = ["en-ZA"]
        #expect(rule(profile, needs) == .language)
        profile.languages = ["st-LS", "en"]
        #expect(rule(profile, needs) == nil)
        profile.places = ["Leribe"]
        #expect(rule(profile, needs) == .place)
        profile.expertise = [.init(field: "Textiles", strength: 50)]
        #expect(rule(profile, needs) == .expertise)
    }

    @Test func `a unit that asks for a certificate is for whoever is certified for it, and not for another`() throws {
        var floor = wall
        floor.needsCertificate = true
        let profile = AssessorProfile(capacity: 1, expertise: [.init(field: "Construction", strength: 90)])
        let needs = CaseNeeds(units: [floor, roof])
        #expect(rule(profile, needs) == .certificate)
        #expect(throws: EligibilityRuleBroken(rule: .certificate)) {
            try profile.fit(for: needs, certified: ["roofing"]).get()
        }
        #expect(try profile.fit(for: needs, certified: ["bricklaying"]).get().fit == 90)
    }
}
