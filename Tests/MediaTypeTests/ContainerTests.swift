import Foundation
import Testing

@testable import MediaType

/// What libmagic leaves open or gets wrong, in files made for the purpose.
struct ContainerTests {
    private static let open = "application/vnd.openxmlformats-officedocument."
    private static let odf = "application/vnd.oasis.opendocument."

    @Test
    func `a Word document is one in whatever order its parts come, packed or not, with folders or without`() throws {
        let parts: [Made.Part] = [
            Made.contentTypes("\(Made.word).main+xml"), Made.Part("docProps/app.xml", "<x/>"),
            Made.Part("customXml/item1.xml", "<x/>"), Made.Part("_rels/.rels", "<Relationships/>"),
            Made.Part("word/document.xml", "<w:document/>"),
        ]
        let stored = parts.map { Made.Part($0.name, bytes: $0.bytes, isPacked: false) }
        let folders = [Made.Part("word/", "", isPacked: false), Made.Part("docProps/", "", isPacked: false)]
        for made in [parts, parts.reversed(), stored, folders + stored.reversed()] {
            let verdict = try Made.judge(Made.zip(made), "a.docx")
            #expect(verdict.outcome == .accepted(MediaType(stringLiteral: Made.word)))
        }
    }

    @Test(arguments: [
        ("application/vnd.ms-word.document.macroEnabled.main+xml", "application/vnd.ms-word.document.macroenabled.12"),
        ("\(open)wordprocessingml.template.main+xml", "\(open)wordprocessingml.template"),
        ("\(open)spreadsheetml.sheet.main+xml", "\(open)spreadsheetml.sheet"),
        ("\(open)presentationml.slideshow.main+xml", "\(open)presentationml.slideshow"),
        (
            "application/vnd.ms-excel.sheet.binary.macroEnabled.main",
            "application/vnd.ms-excel.sheet.binary.macroenabled.12"
        ),
        ("application/vnd.ms-package.xps-fixeddocumentsequence+xml", "application/vnd.ms-xpsdocument"),
    ])
    func `the content type of the main part says what a package is, not the folder it lies in`(
        main: String, type: String
    ) throws {
        #expect(try Made.examine(Made.document(main: main)).detected.description == type)
    }

    @Test(arguments: [
        (Made.Part("word/vbaProject.bin", "x"), Detection.Finding.macros),
        (Made.Part("word/embeddings/oleObject1.bin", "x"), .embeddedObject),
        (Made.Part("word/activeX/activeX1.xml", "<x/>"), .embeddedObject),
        (Made.Part("word/a.xml", "<!DOCTYPE x [<!ENTITY a \"b\">]><x>&a;</x>"), .entities),
        (
            Made.Part("word/b.xml", bytes: Array("<!DOCTYPE x SYSTEM 'http://x/'>".data(using: .utf16) ?? Data())),
            .entities
        ),
        (Made.Part("../../etc/cron.d/x", "x"), .damaged),
        (
            Made.Part(
                "word/_rels/settings.xml.rels",
                "<Relationship Type=\"http://x/attachedTemplate\" Target=\"https://x.example/a.dotm\" TargetMode=\"External\"/>"
            ),
            .external
        ),
    ])
    func `what runs, fetches or hides in a document is found`(part: Made.Part, finding: Detection.Finding) throws {
        #expect(try Made.examine(Made.document([part])).findings == [finding])
    }

    @Test(arguments: [
        Made.Part(
            "word/_rels/settings.xml.rels",
            "<Relationship Type=\"http://x/attachedTemplate\" Target=\"file:///C:\\Normal.dotm\" TargetMode=\"External\"/>"
        ),
        Made.Part(
            "word/_rels/document.xml.rels",
            "<Relationship Type=\"http://x/hyperlink\" Target=\"https://x.example/\" TargetMode=\"External\"/>"),
        Made.Part("word/embeddings/Microsoft_Excel_Sheet.xlsx", "PK"),
        Made.Part("word/media/a.jpeg", bytes: Made.jpeg()),
        Made.Part("word/media/b.zip", bytes: Made.zip([Made.Part("a", "b")]), isPacked: false),
    ])
    func `what documents usually carry is no finding`(part: Made.Part) throws {
        #expect(try Made.examine(Made.document([part])).findings == [])
    }

    @Test
    func `OpenDocument says what it is wherever it says so`() throws {
        let mimetype = Made.Part("mimetype", "\(Self.odf)text", isPacked: false)
        let manifest = Made.Part(
            "META-INF/manifest.xml",
            "<m:file-entry m:full-path=\"/\" m:media-type=\"\(Self.odf)text\"/>"
                .replacing("m:full-path", with: "full-path").replacing("m:media-type", with: "media-type"))
        let content = Made.Part("content.xml", "<x/>")
        for parts in [[mimetype, content, manifest], [content, manifest, mimetype], [content, manifest]] {
            #expect(try Made.examine(Made.zip(parts)).detected.description == "\(Self.odf)text")
        }
        let locked = Made.Part("META-INF/manifest.xml", "<m:encryption-data/>")
        #expect(try Made.examine(Made.zip([mimetype, content, locked])).findings == [.encrypted])
        let module = Made.Part("Basic/Standard/Module1.xml", "Sub Main")
        #expect(try Made.examine(Made.zip([mimetype, content, module])).findings == [.macros])
        let empty = Made.Part("Basic/Standard/script-lb.xml", "<x/>")
        #expect(try Made.examine(Made.zip([mimetype, content, empty])).findings == [])
    }

    @Test(arguments: [
        (["WordDocument"], "application/msword"), (["WORKBOOK"], "application/vnd.ms-excel"),
        (["Book"], "application/vnd.ms-excel"), (["powerpoint document"], "application/vnd.ms-powerpoint"),
        (["EncryptionInfo", "EncryptedPackage"], "application/encrypted"),
        (["__properties_version1.0"], "application/vnd.ms-outlook"), (["VisioDocument"], "application/vnd.visio"),
    ])
    func `a compound file is what its streams are called, in whatever case`(names: [String], type: String) throws {
        #expect(try Made.examine(Made.compound(names)).detected.description == type)
    }

    @Test
    func `macros and passwords in compound files are found, and so is a missing end`() throws {
        #expect(try Made.examine(Made.compound(["WordDocument", "_VBA_PROJECT"])).findings.contains(.macros))
        #expect(
            try Made.judge(Made.compound(["EncryptionInfo", "EncryptedPackage"]), "a.docx").refusedBy == .encrypted)
        let whole = Made.compound(["WordDocument", "1Table", "Data", "CompObj", "x"])
        #expect(try Made.judge(Array(whole.dropLast(600)), "a.doc").refusedBy == .truncated)
    }

    @Test(arguments: [
        ("isom", ["soun"], "audio/mp4"), ("isom", ["vide", "soun"], "video/mp4"), ("dash", ["soun"], "audio/mp4"),
        ("3gp4", ["soun"], "audio/3gpp"), ("3gp4", ["vide"], "video/3gpp"), ("MSNV", ["vide"], "video/mp4"),
        ("XAVC", ["vide"], "video/mp4"), ("kddi", ["vide"], "video/mp4"), ("f4v ", ["vide"], "video/mp4"),
        ("M4A ", ["soun", "vide"], "audio/mp4"), ("qt  ", ["vide"], "video/quicktime"),
        ("3g2a", ["vide"], "video/3gpp2"),
    ])
    func `the tracks of a recording decide, whatever its brand`(brand: String, tracks: [String], type: String) throws {
        #expect(try Made.examine(Made.media(brand, tracks: tracks)).detected.description == type)
    }

    @Test
    func `a recording without its index, or cut in its content, is said to be cut`() throws {
        let whole = Made.media("isom", tracks: ["vide"])
        #expect(try Made.judge(Array(whole.dropLast(2)), "a.mp4").refusedBy == .truncated)
        #expect(
            try Made.judge(Made.box("ftyp", Array("isom....".utf8)) + Made.box("mdat", [1, 2, 3]), "a.mp4").refusedBy
                == .truncated)
    }

    @Test(arguments: [
        ("heic", ["mif1"], "image/heic"), ("hevc", ["msf1"], "image/heic"), ("mif1", ["heic"], "image/heic"),
        ("mif1", ["avif"], "image/avif"), ("avis", [], "image/avif"), ("mif1", [], "image/heif"),
    ])
    func `a picture of the HEIF family is told by all its brands`(brand: String, more: [String], type: String) throws {
        let file =
            Made.box("ftyp", Array(brand.utf8) + [0, 0, 0, 0] + more.flatMap { Array($0.utf8) })
            + Made.box("meta", [0, 0, 0, 0])
        #expect(try Made.examine(file).detected.description == type)
    }

    @Test(arguments: [(2, "audio/webm"), (1, "video/webm")])
    func `a WebM is told by its tracks`(kind: UInt8, type: String) throws {
        let head: [UInt8] = [0x1a, 0x45, 0xdf, 0xa3, 0x87, 0x42, 0x82, 0x84] + Array("webm".utf8)
        let tracks: [UInt8] = [0x16, 0x54, 0xae, 0x6b, 0x85, 0xae, 0x83, 0x83, 0x81, kind]
        let file = head + [0x18, 0x53, 0x80, 0x67, 0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff] + tracks
        #expect(try Made.examine(file).detected.description == type)
    }

    @Test
    func `sound without a header is known by its frames, behind dirt too`() throws {
        let frame: [UInt8] = [0xff, 0xfb, 0x90, 0x00] + [UInt8](repeating: 0x55, count: 413)
        let sound = (0..<12).flatMap { _ in frame }
        for start in [[], [UInt8](repeating: 0, count: 900), Array("\u{1}\u{2}dirt\u{3}".utf8)] {
            #expect(try Made.examine(start + sound).detected == "audio/mpeg")
        }
        let packet: [UInt8] = [0x47, 0x1f, 0xff, 0x10] + [UInt8](repeating: 0xff, count: 184)
        #expect(try Made.examine((0..<10).flatMap { _ in packet }).detected == "video/mp2t")
    }
}
