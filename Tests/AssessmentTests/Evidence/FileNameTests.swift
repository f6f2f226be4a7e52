import Assessment
import Testing

struct FileNameTests {
    @Test(arguments: [
        ("wall.jpg", "wall.jpg"), ("../../etc/passwd", "passwd"), (#"C:\Users\Lerato\cert.pdf"#, "cert.pdf"),
        ("  spaced name .docx ", "spaced name .docx"), ("...hidden", "hidden"),
        ("a\r\nSet-Cookie: x=1", "aSet-Cookie: x=1"),
        ("photo\u{202E}gpj.exe", "photogpj.exe"), ("nul\0.png", "nul.png"),
        ("Lesole-la-Mohlomi-é.pdf", "Lesole-la-Mohlomi-é.pdf"),
        ("mat\u{65}\u{301}riel.pdf", "matériel.pdf"), ("\"quoted\".txt", "\"quoted\".txt"), ("", "file"),
        ("///", "file"),
        ("\u{200B}\u{200B}", "file"),
    ])
    func `a name keeps its letters and loses what could mislead`(sent: String, kept: String) {
        #expect(FileName(cleaning: sent).description.unicodeScalars.elementsEqual(kept.unicodeScalars))
    }

    @Test func `a long name keeps its ending`() {
        let name = FileName(cleaning: String(repeating: "ä", count: 400) + ".jpeg")
        #expect(name.description.unicodeScalars.count == FileName.longest)
        #expect(name.fileExtension == "jpeg")
    }

    @Test(arguments: [
        ("a.JPG", "jpg"), ("a", nil), (".bashrc", nil), ("a.tar.gz", "gz"), ("a.thisistoolong", nil), ("a.b c", nil),
    ])
    func `the extension is what follows the last dot`(name: String, ending: String?) {
        #expect(FileName(cleaning: name).fileExtension == ending)
    }
}
