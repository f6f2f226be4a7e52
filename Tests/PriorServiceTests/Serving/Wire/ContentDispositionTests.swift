import Assessment
import Foundation
import Testing

@testable import PriorService

struct ContentDispositionTests {
    @Test(arguments: [
        (#"attachment; filename="wall.jpg""#, "wall.jpg"), ("attachment; filename=wall.jpg", "wall.jpg"),
        ("attachment; filename=\"x\"; filename*=UTF-8''m%C3%A9tier.pdf", "métier.pdf"),
        (#"attachment; filename="a; \"b\".pdf""#, #"a; "b".pdf"#), (#"form-data; name="f"; FileName="c.pdf""#, "c.pdf"),
        ("attachment; filename*=iso-8859-1''x.pdf; filename=y.pdf", "y.pdf"), ("attachment", nil),
        ("attachment; filename*=UTF-8''%FF.pdf", nil),
    ])
    func `the name in a field is read as RFC 6266 and 8187 write it`(field: String, name: String?) {
        #expect(ContentDisposition.fileName(in: field) == name)
    }

    @Test func `whatever the name, the download has one clean field that reads back as the name`() throws {
        let corpus = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "../shared/corpora/naughty-strings/blns.json")
        var names = ["a\r\nb", "\"; filename=\"evil.exe", "é.pdf", "%41.pdf", "\\", "写真.jpg", "a;b=c", "\u{202E}x"]
        if let data = try? Data(contentsOf: corpus.standardizedFileURL) {
            names += try JSONDecoder().decode([String].self, from: data)
        } else {
            print("The corpus of naughty strings is not here; a few of the test's own stand in for it.")
        }
        for name in names.map(FileName.init(cleaning:)) {
            let field = ContentDisposition.attachment(name)
            #expect(field.utf8.allSatisfy { (0x20...0x7E).contains($0) })
            let match = field.wholeMatch(
                of: /attachment; filename="[^"\\]*"; filename\*=UTF-8''[A-Za-z0-9!#$&+\-.^_`|~%]+/)
            #expect(match != nil, "\(field)")
            #expect(ContentDisposition.fileName(in: field) == name.description)
        }
    }
}
