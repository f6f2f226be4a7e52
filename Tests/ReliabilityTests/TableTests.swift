import Foundation
import Reliability
import Testing

/// A table as a file, and what is said of one that is wrong.
@Suite struct TableTests {
    @Test func `columns may stand in any order, and fields may be quoted`() throws {
        let text = "level,assessor,item,criterion,unit\r\n3,\"Mokoena, L\",i1,c1,\"a \"\"b\"\"\nc\"\r\n-1,b,i1,c1,u\r\n"
        #expect(
            try Rating.table(csv: Array(text.utf8)) == [
                Rating(unit: "a \"b\"\nc", criterion: "c1", item: "i1", assessor: "Mokoena, L", level: 3),
                Rating(unit: "u", criterion: "c1", item: "i1", assessor: "b", level: -1),
            ])
    }

    @Test func `the example of the documentation is read`() throws {
        let page = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs/reliability.md")
        let text = try String(contentsOf: page.standardized, encoding: .utf8)
        let example = try #require(text.firstMatch(of: /```csv\n(?<csv>(?s).*?)```/))
        let report = ReliabilityReport(try Rating.table(csv: Array(example.csv.utf8)))
        #expect(report.units[0].agreement.percent.value == 0.5)
        #expect(report.units.map(\.period) == [nil, "2026-Q3", "2026-Q4"])
        #expect(report.assessors.map(\.assessor) == ["mpho", "palesa", "thabo"])
    }

    @Test(arguments: [
        ("", "line 1, column 1: The table is empty; its first line names the columns."),
        ("unit,criterion,item,assessor\n", "line 1, column 1: The column “level” is missing."),
        (
            "unit,criterion,item,assessor,level,mark\n",
            "line 1, column 36: “mark” is no column; there are unit, criterion, item, assessor, level and period."
        ),
        ("unit,unit,criterion,item,assessor,level\n", "line 1, column 6: “unit” is there twice."),
        (
            "unit,criterion,item,assessor,level\nu,c,i,a,good\n",
            "line 2, column 9: A level is a whole number, its rank: “good” is none. Leave the line out where there is no mark."
        ),
        (
            "unit,criterion,item,assessor,level\nu,c,i,a\n",
            "line 2, column 1: This line has 4 fields; the header has 5."
        ),
        ("unit,criterion,item,assessor,level\nu,,i,a,1\n", "line 2, column 3: “criterion” is empty."),
        (
            "unit,criterion,item,assessor,level\nu,c,i,a,1\n\"u\",c,i,a,2\n",
            "line 3, column 1: This assessor has marked this criterion of this item already, on line 2."
        ),
        (
            "unit,criterion,item,assessor,level\nu,c,i \"x\",a,1\n",
            "line 2, column 7: A quote stands only in a field that is quoted as a whole, and twice there."
        ),
        ("unit,criterion,item,assessor,level\nu,c,\"i,a,1\n", "line 2, column 5: The quoted field does not end."),
    ])
    func `a fault is told with line and column`(text: String, words: String) {
        do {
            let ratings = try Rating.table(csv: Array(text.utf8))
            Issue.record("read \(ratings)")
        } catch {
            #expect(error.description == words)
        }
    }
}
