import Assessment
import Foundation
import Testing

@Suite struct EncounterTests {
    private let now = Date(timeIntervalSince1970: 1_790_000_000)

    private func encounter(_ kind: Encounter.Kind, _ change: (inout Encounter) -> Void) -> Encounter {
        var encounter = Encounter(kind)
        change(&encounter)
        return encounter
    }

    @Test func `both agree, it begins, its report is signed by one and then by the other`() {
        var encounter = Encounter(.observation)
        #expect(encounter.state == .proposed && encounter.awaits == [.conductor, .learner])
        encounter.conductorAgreedAt = now
        #expect(encounter.state == .proposed && encounter.awaits == [.learner])
        encounter.learnerAgreedAt = now
        #expect(encounter.state == .agreed)
        encounter.startedAt = now
        #expect(encounter.state == .underWay)
        encounter.signedAt = now
        #expect(encounter.state == .signed && encounter.awaits == [.learner])
        encounter.countersignedAt = now
        #expect(encounter.state == .complete && encounter.awaits.isEmpty)
    }

    @Test func `a test counts by its invigilator's signature and only after it was begun`() {
        var test = encounter(.challengeTest) {
            $0.conductorAgreedAt = now
            $0.learnerAgreedAt = now
        }
        #expect(!test.allowed(to: .conductor).contains(.sign))
        #expect(!test.showsQuestionsToLearner)
        test.startedAt = now
        #expect(test.allowed(to: .conductor).contains(.sign))
        #expect(test.showsQuestionsToLearner)
        test.signedAt = now
        #expect(test.state == .complete)
    }

    @Test func `another time needs the other's agreement anew, and a wish for one needs both`() {
        var moved = encounter(.interview) {
            $0.conductorAgreedAt = now
            $0.learnerAgreedAt = now
        }
        moved.move(by: .learner, to: true, at: now)
        #expect(moved.awaits == [.conductor])
        moved.move(by: .learner, to: false, at: now)
        #expect(moved.awaits == [.conductor, .learner])
    }

    @Test func `nothing is allowed at the end, and every act is allowed to somebody at some time`() {
        var seen: Set<Encounter.Act> = []
        for kind in Encounter.Kind.allCases {
            for bits in 0..<128 {
                let encounter = encounter(kind) {
                    if bits & 1 != 0 { $0.conductorAgreedAt = now }
                    if bits & 2 != 0 { $0.learnerAgreedAt = now }
                    if bits & 4 != 0 { $0.startedAt = now }
                    if bits & 8 != 0 { $0.signedAt = now }
                    if bits & 16 != 0 { $0.countersignedAt = now }
                    if bits & 32 != 0 { $0.refusedAt = now }
                    if bits & 64 != 0 { $0.cancelledAt = now }
                }
                let acts = Encounter.Side.allCases.flatMap { encounter.allowed(to: $0) }
                seen.formUnion(acts)
                #expect([.complete, .refused, .cancelled].contains(encounter.state) == acts.isEmpty)
                for side in encounter.awaits { #expect(!encounter.allowed(to: side).isEmpty) }
                #expect(!encounter.allowed(to: .learner).contains(.sign))
                #expect(!encounter.allowed(to: .conductor).contains(.countersign))
            }
        }
        #expect(seen == Set(Encounter.Act.allCases))
    }

    @Test func `what is not allowed names the state and what is`() {
        let agreed = encounter(.siteVisit) {
            $0.conductorAgreedAt = now
            $0.learnerAgreedAt = now
        }
        #expect(throws: EncounterError.notNow(.agreed, allowed: [.move, .cancel])) {
            try agreed.require(.countersign, by: .learner)
        }
    }
}
