import Assessment
import Foundation
import Testing

@Suite struct EncounterReportTests {
    private let now = Date(timeIntervalSince1970: 1_790_000_000)

    /// `plan` has the criteria drawing and sums, `build` has bond and line.
    private func unit() throws -> Assessment.Unit {
        var unit = try bricklayingUnit()
        unit.outcomes = ["plan", "build"].map { LearningOutcome(id: $0, statement: "Can \($0).") }
        unit.rubric.criteria = [("drawing", "plan"), ("sums", "plan"), ("bond", "build"), ("line", "build")].map {
            Criterion(id: $0, outcome: $1, title: $0, statement: $0, levels: [])
        }
        return unit
    }

    private func seen(_ changes: (inout EncounterReport) -> Void = { _ in }) -> EncounterReport {
        var report = EncounterReport(
            startedAt: now.addingTimeInterval(-3600), durationMinutes: 60, place: "Kingsway",
            seen: [.init(criterion: "bond", seen: .yes), .init(criterion: "line", seen: .notSeen)])
        changes(&report)
        return report
    }

    private func asked(_ changes: (inout EncounterReport) -> Void = { _ in }) -> EncounterReport {
        var report = EncounterReport(
            startedAt: now.addingTimeInterval(-3600), durationMinutes: 60, place: "Kingsway",
            answers: [.init(question: "q1", answer: "With string.")],
            outcomes: [.init(outcome: "plan", result: .shown), .init(outcome: "build", result: .notYet)])
        changes(&report)
        return report
    }

    private func faults(_ report: EncounterReport, _ plan: EncounterPlan) throws -> [String] {
        report.faults(for: try unit(), plan, at: now).map { "\($0.pointer) \($0.code)" }
    }

    private let watched = EncounterPlan(kind: .observation, criteria: ["bond", "line"])
    private let spoken = EncounterPlan(
        kind: .interview, criteria: ["drawing", "bond"],
        questions: [UnitQuestion(id: "q1", outcome: "plan", question: "How?")])

    @Test func `a whole report has no fault`() throws {
        #expect(try faults(seen(), watched) == [])
        #expect(try faults(asked(), spoken) == [])
    }

    @Test func `what is still to come cannot have been seen, nor what began before it was agreed`() throws {
        #expect(try faults(seen { $0.startedAt = now.addingTimeInterval(60) }, watched) == ["/startedAt future"])
        #expect(try faults(seen { $0.durationMinutes = 62 }, watched) == ["/durationMinutes future"])
        var late = watched
        late.agreedAt = now.addingTimeInterval(-60)
        #expect(try faults(seen(), late) == ["/startedAt before_agreement"])
        #expect(
            try faults(EncounterReport(), watched) == [
                "/place missing", "/durationMinutes missing", "/startedAt missing", "/seen missing",
            ])
    }

    @Test func `every criterion agreed is answered once, and one more says why`() throws {
        let more = seen { $0.seen?.append(.init(criterion: "sums", seen: .yes)) }
        #expect(try faults(more, watched) == ["/seen/2/addedBecause missing"])
        let why = seen { $0.seen?.append(.init(criterion: "sums", seen: .yes, addedBecause: "She did them aloud.")) }
        #expect(try faults(why, watched) == [])
        #expect(try faults(seen { $0.seen?.removeLast() }, watched) == ["/seen incomplete"])
        #expect(
            try faults(seen { $0.seen?.append(.init(criterion: "bond", seen: .no)) }, watched) == [
                "/seen/2/criterion twice"
            ])
        #expect(
            try faults(seen { $0.seen?.append(.init(criterion: "welding", seen: .yes)) }, watched) == [
                "/seen/2/criterion unknown"
            ])
        // Without an appointment nothing was agreed, so nothing was added.
        #expect(try faults(more, EncounterPlan(kind: .observation, criteria: nil)) == [])
    }

    @Test func `parts of another kind are refused and parts of its own are asked for`() throws {
        let visit = EncounterPlan(kind: .siteVisit, criteria: ["bond", "line"])
        #expect(try faults(seen(), visit) == ["/workplace missing"])
        let workplace = EncounterReport.Workplace(name: "Yard", receivedBy: "Ntate Pule", inspected: ["the kiln"])
        #expect(try faults(seen { $0.workplace = workplace }, visit) == [])
        #expect(try faults(seen { $0.workplace = workplace }, watched) == ["/workplace other_kind"])
        #expect(try faults(seen { $0.outcomes = [] }, watched) == ["/outcomes other_kind"])
        #expect(try faults(asked { $0.seen = [] }, spoken) == ["/seen other_kind"])
    }

    @Test func `an interview has answers or a recording, and a result for each outcome once`() throws {
        let silent = asked { $0.answers = nil }
        #expect(try faults(silent, spoken) == ["/answers missing"])
        var recorded = spoken
        recorded.hasFile = true
        #expect(try faults(silent, recorded) == [])
        #expect(try faults(asked { $0.outcomes?.removeLast() }, spoken) == ["/outcomes incomplete"])
        #expect(
            try faults(asked { $0.outcomes?.append(.init(outcome: "plan", result: .notAsked)) }, spoken) == [
                "/outcomes/2/outcome twice"
            ])
        #expect(
            try faults(asked { $0.answers = [.init(question: "q9", answer: "x")] }, spoken) == [
                "/answers/0/question unknown"
            ])
        #expect(try faults(asked { $0.answers = [.init(answer: "x")] }, spoken) == ["/answers/0 one_question"])
        #expect(try faults(asked { $0.answers = [.init(asked: "And then?", answer: "x")] }, spoken) == [])
    }

    @Test func `a test says under whose supervision, and asks nothing that was not drawn`() throws {
        var test = spoken
        test.kind = .challengeTest
        test.form = .written
        #expect(try faults(asked(), test) == ["/invigilation missing"])
        let watched = EncounterReport.Invigilation(
            invigilator: "Elias", identityCheckedBy: "passport", aids: "none", irregularities: "none")
        #expect(try faults(asked { $0.invigilation = watched }, test) == [])
        let extra = asked {
            $0.invigilation = watched
            $0.answers = [.init(asked: "And then?", answer: "x")]
        }
        #expect(try faults(extra, test) == ["/answers/0/asked not_drawn"])
        test.form = .performance
        #expect(try faults(asked { ($0.invigilation, $0.answers) = (watched, nil) }, test) == [])
    }

    @Test func `shown are the criteria seen, and those agreed of the outcomes shown`() throws {
        #expect(seen().shown(for: try unit(), watched) == ["bond"])
        #expect(asked().shown(for: try unit(), spoken) == ["drawing"])
    }
}
