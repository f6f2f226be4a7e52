import Testing

@testable import PriorService

struct ByteRangeTests {
    @Test(arguments: [
        ("bytes=0-0", ByteRange.part(0..<1)), ("bytes=2-", .part(2..<10)), ("bytes=-3", .part(7..<10)),
        ("bytes=-30", .part(0..<10)), ("bytes=4-99", .part(4..<10)), ("BYTES=0-9", .part(0..<10)),
        ("bytes=10-", .none), ("bytes=10-12", .none), ("bytes=-0", .none), ("bytes=5-2", .whole), ("bytes=-", .whole),
        ("bytes=0-1,3-4", .whole), ("lines=1-2", .whole), ("bytes=a-b", .whole),
        ("bytes=0-99999999999999999999", .whole),
    ])
    func `one range is taken, an impossible one refused, anything else passed over`(field: String, range: ByteRange) {
        #expect(ByteRange(field, of: 10) == range)
    }

    @Test func `no field asks for everything`() {
        #expect(ByteRange(nil, of: 10) == .whole)
    }
}
