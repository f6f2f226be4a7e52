import Foundation
import Testing

@testable import MediaType

/// Files that are two kinds at once, that grow when they are opened, or that do something then; and the harmless ones that
/// look like them.
struct HostileFileTests {
    private static let archive = Made.zip([Made.Part("a.txt", "hello")])

    @Test
    func `an archive behind or within a picture, a document or a recording makes it two files`() throws {
        let hosts: [(String, [UInt8])] = [
            ("a.jpg", Made.jpeg()), ("a.png", Made.png()), ("a.pdf", Made.pdf()),
            ("a.mp4", Made.media("isom", tracks: ["vide"])), ("a.doc", Made.compound(["WordDocument"])),
            ("a.rtf", Array("{\\rtf1 hello}".utf8)),
        ]
        let others: [[UInt8]] = [
            Self.archive, [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07, 1, 0] + [UInt8](repeating: 7, count: 64),
            [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0, 4] + [UInt8](repeating: 7, count: 64),
        ]
        for (name, host) in hosts {
            #expect(try Made.judge(host, name).accepted != nil, "\(name)")
            for other in others { #expect(try Made.judge(host + other, name).refusedBy == .polyglot, "\(name)") }
        }
    }

    @Test(arguments: [
        Made.jpeg(comment: "%PDF-1.4\n1 0 obj"), Made.jpeg(comment: "<?php system($_GET[0]); ?>"),
        Made.jpeg(comment: "<script>alert(1)</script>"), Made.jpeg() + Made.pdf(), Made.jpeg() + Made.png(),
        Made.png(1, 1, Made.chunk("tEXt", Array("a\0<html><body>".utf8))),
        Made.png() + [0x4d, 0x5a, 0x90, 0] + [1, 2, 3],
        Array("GIF89a".utf8) + [UInt8](repeating: 0, count: 20) + Made.pdf(),
        Array("#!/bin/sh\nls\nexit\n".utf8) + Made.pdf(),
        Array("<html><script>alert(1)</script>\n".utf8) + Made.pdf(),
        Array("%PDF-1.4 ".utf8) + [UInt8](repeating: 0x20, count: 248) + Array("ustar".utf8) + Made.pdf(),
        Made.pdf() + Array("<?php system($_GET[0]); ?>".utf8),
        Made.png() + Array("TAG".utf8) + [UInt8](repeating: 0, count: 125),
        Made.jpeg(comment: "\u{60}") + [0x60, 0xea, 0x2b, 0, 0x22, 0x0b, 0x01, 2, 0x10, 0, 2, 0]
            + [UInt8](repeating: 0, count: 60),
        [UInt8](repeating: 0, count: 128) + Array("DICM".utf8) + [2, 0, 0, 0] + Made.pdf(),
    ])
    func `a second kind of file at its head, in its comments or behind its end is found`(bytes: [UInt8]) throws {
        #expect(try Made.examine(bytes).findings.contains(.polyglot))
    }

    @Test
    func `what devices and programs append is no second file`() throws {
        let film = Made.media("mp42", tracks: ["vide"])
        for tail in [
            film, Made.jpeg(), [UInt8](repeating: 0, count: 4_096), Array("\0\0Image_UTC_Data1234SEFHSEFT".utf8),
        ] {
            #expect(try Made.judge(Made.jpeg() + tail, "a.jpg").outcome == .accepted("image/jpeg"))
        }
        let update = Array("9 0 obj<</A 1>>endobj\nstartxref\n1\n%%EOF\n".utf8)
        for pdf in [Made.pdf() + update, Made.pdf() + [0, 0, 0], Array("\r\n\u{feff}junk\n".utf8) + Made.pdf()] {
            #expect(try Made.judge(pdf, "a.pdf").outcome == .accepted("application/pdf"))
        }
    }

    @Test
    func `a part that grows without measure is found by unpacking it, whatever it claims`() throws {
        let zeros = [UInt8](repeating: 0x20, count: 24 << 20)
        for claimed in [nil, 100] {
            let bomb = Made.document([Made.Part("word/media/a.bin", bytes: zeros, claimed: claimed)])
            let detection = try Made.examine(bomb)
            #expect(detection.extent.ratio > 250)
            #expect(AcceptedTypes.usual.judge(detection).refusedBy == .unpacksTooLarge(maximumBytes: 1 << 30))
        }
        let liar = Made.document([Made.Part("word/a.xml", bytes: Array("<x>hello</x>".utf8), claimed: 5)])
        #expect(try Made.judge(liar).refusedBy == .damaged)
        let noise = Array(
            try #require(try FileHandle(forReadingFrom: URL(filePath: "/dev/urandom")).read(upToCount: 9 << 20)))
        #expect(try Made.judge(Made.document([Made.Part("word/media/a.bin", bytes: noise)])).accepted != nil)
    }

    @Test
    func `entries within one another, and two archives in one, are no document`() throws {
        let one = Made.document()
        #expect(try Made.judge(one + Made.document([Made.Part("word/b.xml", "<x/>")])).refusedBy == .damaged)
        let twice = Made.document([Made.Part("word/document.xml", "<w:other/>")])
        #expect(try Made.judge(twice).refusedBy == .damaged)
    }

    @Test
    func `a picture of more pixels than a policy allows is refused by its header`() throws {
        #expect(try Made.judge(Made.png(40_000, 40_000)).refusedBy == .tooManyPixels(maximum: 250_000_000))
        #expect(try Made.judge(Made.png(12_000, 9_000)).accepted == "image/png")
        #expect(try Made.examine(Made.jpeg(width: 65_535)).extent.pixels == 16 * 65_535)
    }

    @Test(arguments: [
        ("/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>", Detection.Finding.script),
        ("/OpenAction<</S /J#61vaScript /#4aS (x)>>", .script), ("/A<</S/Launch/F(calc.exe)>>", .launch),
        ("/OpenAction<</S/URI/URI(http://x.example/)>>", .external),
        ("/EmbeddedFiles 5 0 R>> <</Type/EmbeddedFile", .attachment),
    ])
    func `what a PDF does by itself is found, escaped or in an object stream`(
        dictionary: String, finding: Detection.Finding
    ) throws {
        #expect(try Made.examine(Made.pdf("4 0 obj<<\(dictionary)>>endobj")).findings == [finding])
        let packed = Made.deflated(Array("4 0 <<\(dictionary)>>".utf8), isWrapped: true)
        let head = "5 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length \(packed.count)>>stream\n"
        let stream = Array(head.utf8) + packed + Array("\nendstream endobj\n".utf8)
        let plain = Made.pdf()
        let at = plain.count - 40
        #expect(try Made.examine(Array(plain[..<at]) + stream + plain[at...]).findings == [finding])
    }

    @Test
    func `a locked PDF waits, and one with links, forms and an empty list of scripts does not`() throws {
        #expect(try Made.judge(Made.pdf(trailer: "/Encrypt 7 0 R")).quarantinedBy == .locked)
        let usual =
            "4 0 obj<</A<</S/URI/URI(https://x.example/)>>>>endobj\n5 0 obj<</Names<</JavaScript 6 0 R>>>>endobj"
        #expect(try Made.judge(Made.pdf(usual)).outcome == .accepted("application/pdf"))
    }

    @Test
    func `an object in rich text waits, and a cut one is refused`() throws {
        let text = "{\\rtf1 hello{\\object\\objemb{\\*\\objdata 0105}}}"
        #expect(try Made.judge(Array(text.utf8)).quarantinedBy == .embeddedObject)
        #expect(try Made.judge(Array("{\\rtf1{\\b hello} and then".utf8)).refusedBy == .truncated)
    }

    @Test
    func `bytes at random never end the process`() throws {
        let seeds = [
            Made.document(), Made.pdf(), Made.jpeg(), Made.png(), Made.media("isom", tracks: ["vide"]),
            Made.compound(["WordDocument", "Data"]), Self.archive,
        ]
        for seed in seeds {
            for _ in 0..<40 {
                var bytes = seed
                for _ in 0..<Int.random(in: 1...6) {
                    let at = Int.random(in: 0..<bytes.count)
                    for offset in at..<min(bytes.count, at + [1, 4, 8][Int.random(in: 0..<3)]) {
                        bytes[offset] = [0, 0x7f, 0xff, UInt8.random(in: 0...255)][Int.random(in: 0..<4)]
                    }
                }
                let detection = try Made.examine(bytes)
                #expect(Detection(answer: detection.answer, size: detection.size) == detection)
            }
        }
    }
}
