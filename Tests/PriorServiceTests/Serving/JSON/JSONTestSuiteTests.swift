import Foundation
import Testing

@testable import PriorService

/// Nicolas Seriot's JSONTestSuite and hostile documents, where the checkout has them beside it.
struct JSONTestSuiteTests {
    private static let corpora = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../../shared/corpora").standardizedFileURL
    private static let suite = corpora.appending(path: "json-test-suite/test_parsing")
    private static let bombs = corpora.appending(path: "bombs")

    private static func isThere(_ folder: URL) -> Bool { FileManager.default.fileExists(atPath: folder.path) }

    /// Valid by RFC 8259, and refused here because they have no one meaning or cannot be stored.
    private static let stricter: [String: JSONFault.Code] = [
        "y_object_duplicated_key.json": .duplicateKey,
        "y_object_duplicated_key_and_value.json": .duplicateKey,
        "y_object_escaped_null_in_key.json": .nul,
        "y_string_null_escape.json": .nul,
    ]

    /// What a reader may do as it likes, and does here. All others of the `i_` files are refused.
    private static let taken: Set = [
        "i_number_double_huge_neg_exp.json", "i_number_neg_int_huge_exp.json",
        "i_number_pos_double_huge_exp.json", "i_number_real_neg_overflow.json", "i_number_real_pos_overflow.json",
        "i_number_real_underflow.json", "i_number_too_big_neg_int.json", "i_number_too_big_pos_int.json",
        "i_number_very_big_negative_int.json",
    ]

    @Test(.enabled(if: isThere(suite), "the JSON test suite is not beside this checkout"))
    func `every file of the JSON test suite is taken or refused as it should be`() throws {
        let files = try FileManager.default.contentsOfDirectory(at: Self.suite, includingPropertiesForKeys: nil)
        try #require(files.count > 300)
        for file in files {
            let name = file.lastPathComponent
            let bytes = [UInt8](try Data(contentsOf: file))
            var fault: JSONFault?
            do { _ = try StrictJSON.parse(bytes) } catch { fault = error }
            if let code = Self.stricter[name] {
                #expect(fault?.code == code, "\(name)")
            } else if name.hasPrefix("y_") || Self.taken.contains(name) {
                #expect(fault == nil, "\(name)")
            } else {
                #expect(fault != nil, "\(name)")
            }
        }
    }

    @Test(
        .enabled(if: isThere(bombs), "the hostile documents are not beside this checkout"),
        arguments: [
            ("bignum.json", JSONFault.Code.size), ("deep-100k.json", .depth), ("deep-obj-100k.json", .depth),
            ("dupkeys.json", .duplicateKey), ("hash-flood.json", nil),
        ])
    func `a hostile document is refused, or read in bounded time`(_ name: String, _ code: JSONFault.Code?) throws {
        let bytes = [UInt8](try Data(contentsOf: Self.bombs.appending(path: name)))
        let start = ContinuousClock.now
        var fault: JSONFault?
        do { _ = try StrictJSON.parse(bytes) } catch { fault = error }
        #expect(fault?.code == code)
        #expect((fault?.pointer.utf8.count ?? 0) <= 1_024)
        #expect(ContinuousClock.now - start < .seconds(60))
    }
}
