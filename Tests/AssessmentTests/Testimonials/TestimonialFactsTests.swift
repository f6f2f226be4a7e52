import Assessment
import Foundation
import Testing

@Suite struct TestimonialFactsTests {
    @Test func `a testimonial of which everything is known lacks nothing`() {
        #expect(Self.whole.lacks.isEmpty)
    }

    @Test func `what it lacks is said, the gravest first`() {
        func lacks(_ change: (inout TestimonialFacts) -> Void) -> [TestimonialLack] {
            var facts = Self.whole
            change(&facts)
            return facts.lacks
        }
        #expect(lacks { $0.isFirstHand = false } == [.secondHand])
        #expect(lacks { $0.isConfirmed = false } == [.contactUnconfirmed])
        #expect(lacks { ($0.isConfirmed, $0.isHandedOver) = (false, true) } == [.handedOverUnconfirmed])
        #expect(lacks { ($0.isConfirmed, $0.isDenied) = (false, true) } == [.denied, .contactUnconfirmed])
        #expect(lacks { $0.questionsAnswered = 3 } == [.questionsOpen])
        #expect(lacks { ($0.questionsAnswered, $0.isRecorded) = (0, true) } == [.spokenOnly])
        #expect(lacks { ($0.questionsAnswered, $0.isRecorded) = (2, true) } == [.questionsOpen])
        #expect(lacks { ($0.hasLearnersName, $0.sharesContact) = (true, true) } == [.learnersName, .sharedContact])
        #expect(lacks { ($0.isWithdrawn, $0.neverStandsAlone) = (true, true) } == [.withdrawn, .neverAlone])
    }

    @Test func `every lack is said in words of its own`() {
        #expect(Set(TestimonialLack.allCases.map(\.words)).count == TestimonialLack.allCases.count)
    }

    @Test(
        arguments: [
            ("lerato@example.org", "Lerato@Example.org", true),
            ("lerato+witness@example.org", "lerato@example.org", true),
            ("le.rato@gmail.com", "lerato@googlemail.com", true), ("le.rato@example.org", "lerato@example.org", false),
            ("+266 5800 0000", "58000000", true), ("+266 5800-0000", "+266 58000001", false),
            ("pule@example.org", "58000000", false), ("", "", false), ("at the mill", "At the Mill", true),
        ])
    func `two contacts are one where they reach the same place`(_ one: String, _ other: String, _ isSame: Bool) {
        #expect(Contact.isSame(one, other) == isSame)
        #expect(Contact.isSame(other, one) == isSame)
    }

    private static let whole = TestimonialFacts(
        isFirstHand: true, isConfirmed: true, questionsPut: 5, questionsAnswered: 5)
}
