import Testing

@testable import PriorService

struct DigitsTests {
    @Test(arguments: [("0", 0), ("7", 7), ("007", 7), ("999999999999999999", 999_999_999_999_999_999)])
    func `decimal digits name a number`(text: String, number: Int) {
        #expect(Int(digits: text.utf8) == number)
    }

    @Test(arguments: ["", "-1", "+1", " 1", "1 ", "1_0", "٣", "1a", "0x1", "1000000000000000000"])
    func `anything else names none`(text: String) {
        #expect(Int(digits: text.utf8) == nil)
    }
}
