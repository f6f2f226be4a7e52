import Assessment
import Foundation
import Rubrics
import Testing

@testable import PriorService

struct HolidaysTests {
    /// For reading, and for `Tests/Calendars/check.py`, which holds it against another's list.
    @Test func `the free days of every calendar are these`() throws {
        let library = try RubricsLibrary.load(Stage.packageRoot.appending(path: "rubrics"))
        var text = ""
        for (key, document) in library.calendars.sorted(by: { $0.key < $1.key }) {
            for year in document.value.years {
                for free in document.value.freeDays(in: year) {
                    let inPlace = free.isInPlace ? ", in its place" : ""
                    text += "\(key) \(document.value.country) \(free.day) \(free.day.weekday) \(free.name)\(inPlace)\n"
                }
            }
        }
        try Golden.expect(text, at: "Tests/Calendars/holidays.golden")
    }
}
