import Assessment
import Foundation
import Testing

struct IDTests {
    @Test func `an id made later sorts later, and says that it is version 7`() {
        let early = ID<Person>(
            .version7(at: Date(timeIntervalSince1970: 1_790_000_000), random: [UInt8](repeating: 255, count: 10)))
        let late = ID<Person>(
            .version7(at: Date(timeIntervalSince1970: 1_790_000_000.002), random: [UInt8](repeating: 0, count: 10)))
        #expect(early < late)
        #expect(early.description.dropFirst(14).first == "7")
        #expect("89ab".contains(early.description.dropFirst(19).first ?? " "))
    }

    @Test(arguments: ["", "no", "0190-1", "01900000-0000-7000-8000-00000000000g"])
    func `what is no UUID is no id`(text: String) {
        #expect(ID<Person>(text) == nil)
    }
}
