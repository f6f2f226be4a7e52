import CZlib
import Foundation
import Synchronization

@testable import MediaType

/// Files of many kinds, made byte by byte, so that each fault stands alone in one that is right otherwise.
enum Made {
    static func examine(_ bytes: [UInt8]) throws -> Detection {
        let file = FileManager.default.temporaryDirectory.appending(path: "prior-made-\(UUID().uuidString)")
        try Data(bytes).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        return try magic.withLock { magic in
            if magic == nil { magic = try Magic() }
            return try magic.map { try MappedFile(path: file.path).detect(by: $0) } ?? .unreadable("", size: 0)
        }
    }

    private static let magic = Mutex<Magic?>(nil)

    static func judge(_ bytes: [UInt8], _ name: String? = nil) throws -> TypingVerdict {
        AcceptedTypes.usual.judge(try examine(bytes), fileName: name)
    }

    static func little(_ number: Int, _ width: Int) -> [UInt8] { (0..<width).map { UInt8(number >> (8 * $0) & 255) } }
    static func big(_ number: Int, _ width: Int) -> [UInt8] { little(number, width).reversed() }

    /// Deflated, as in a zip archive; wrapped, as in a PDF.
    static func deflated(_ bytes: [UInt8], isWrapped: Bool = false) -> [UInt8] {
        var stream = z_stream()
        deflateInit2_(
            &stream, 9, Z_DEFLATED, isWrapped ? 15 : -15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        defer { deflateEnd(&stream) }
        var input = bytes
        var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, uLong(bytes.count))))
        let count = output.count
        input.withUnsafeMutableBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output in
                stream.next_in = input.baseAddress
                stream.avail_in = uInt(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = uInt(count)
                deflate(&stream, Z_FINISH)
            }
        }
        return Array(output.prefix(Int(stream.total_out)))
    }

    /// A part of a zip archive.
    struct Part {
        var name: String
        var bytes: [UInt8]
        var isPacked = true
        /// What the directory says of its size, where that is a lie.
        var claimed: Int?

        init(_ name: String, _ text: String, isPacked: Bool = true) {
            self.init(name, bytes: Array(text.utf8), isPacked: isPacked)
        }

        init(_ name: String, bytes: [UInt8], isPacked: Bool = true, claimed: Int? = nil) {
            self.name = name
            self.bytes = bytes
            self.isPacked = isPacked
            self.claimed = claimed
        }
    }

    static func zip(_ parts: [Part]) -> [UInt8] {
        var file: [UInt8] = []
        var directory: [UInt8] = []
        for part in parts {
            let packed = part.isPacked ? deflated(part.bytes) : part.bytes
            let sum = part.bytes.withUnsafeBufferPointer { crc32_z(0, $0.baseAddress, $0.count) }
            let facts =
                little(part.isPacked ? 8 : 0, 2) + little(0, 4) + little(Int(sum), 4) + little(packed.count, 4)
                + little(part.claimed ?? part.bytes.count, 4) + little(part.name.utf8.count, 2) + little(0, 2)
            directory +=
                [0x50, 0x4b, 1, 2] + little(20, 2) + little(20, 2) + little(0, 2) + facts + little(0, 10)
                + little(file.count, 4) + part.name.utf8
            file += [0x50, 0x4b, 3, 4] + little(20, 2) + little(0, 2) + facts + part.name.utf8 + packed
        }
        return file + directory + [0x50, 0x4b, 5, 6] + little(0, 4) + little(parts.count, 2) + little(parts.count, 2)
            + little(directory.count, 4) + little(file.count, 4) + little(0, 2)
    }

    static let word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

    static func contentTypes(_ main: String) -> Part {
        Part(
            "[Content_Types].xml", "<Types><Override PartName=\"/word/document.xml\" ContentType=\"\(main)\"/></Types>")
    }

    /// A Word document with further parts.
    static func document(_ more: [Part] = [], main: String = "\(word).main+xml") -> [UInt8] {
        zip(
            [contentTypes(main), Part("_rels/.rels", "<Relationships/>"), Part("word/document.xml", "<w:document/>")]
                + more)
    }

    /// A PDF with some objects.
    static func pdf(_ objects: String = "", trailer: String = "") -> [UInt8] {
        Array(
            "%PDF-1.5\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n\(objects)\ntrailer<</Root 1 0 R\(trailer)>>\nstartxref\n0\n%%EOF\n"
                .utf8)
    }

    static func chunk(_ kind: String, _ body: [UInt8]) -> [UInt8] {
        let named = Array(kind.utf8) + body
        let sum = named.withUnsafeBufferPointer { crc32_z(0, $0.baseAddress, $0.count) }
        return big(body.count, 4) + named + big(Int(sum), 4)
    }

    /// A PNG that claims so many pixels, with further chunks before them.
    static func png(_ width: Int = 1, _ height: Int = 1, _ chunks: [UInt8] = []) -> [UInt8] {
        [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10] + chunk("IHDR", big(width, 4) + big(height, 4) + [8, 0, 0, 0, 0])
            + chunks
            + chunk("IDAT", deflated([0, 0], isWrapped: true)) + chunk("IEND", [])
    }

    /// A JPEG with a comment, as a camera would write one.
    static func jpeg(comment: String = "", width: Int = 16) -> [UInt8] {
        let start: [UInt8] = [0xff, 0xd8, 0xff, 0xe0, 0, 16] + Array("JFIF".utf8) + [0, 1, 1, 0, 0, 1, 0, 1, 0, 0]
        let said: [UInt8] = comment.isEmpty ? [] : [0xff, 0xfe] + big(comment.utf8.count + 2, 2) + comment.utf8
        let frame: [UInt8] = [0xff, 0xc0, 0, 11, 8] + big(16, 2) + big(width, 2) + [1, 1, 0x11, 0]
        let scan: [UInt8] = [0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0] + [0x12, 0xff, 0, 0x34, 0x56]
        return start + said + frame + scan + [0xff, 0xd9]
    }

    static func box(_ kind: String, _ body: [UInt8]) -> [UInt8] { big(body.count + 8, 4) + Array(kind.utf8) + body }

    /// A recording of the ISO base media family with tracks of these kinds.
    static func media(_ brand: String, compatible: [String] = [], tracks: [String]) -> [UInt8] {
        let movie = tracks.flatMap { kind in
            box("trak", box("mdia", box("hdlr", big(0, 8) + Array(kind.utf8) + big(0, 13))))
        }
        let brands = Array(brand.utf8) + big(0, 4) + compatible.flatMap { Array($0.utf8) }
        return box("ftyp", brands) + box("moov", box("mvhd", big(0, 100)) + movie) + box("mdat", [1, 2, 3, 4])
    }

    /// A compound file with empty streams of these names.
    static func compound(_ names: [String]) -> [UInt8] {
        let header: [UInt8] =
            [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1] + little(0, 16) + little(0x3e, 2) + little(3, 2)
            + little(0xfffe, 2) + little(9, 2) + little(6, 2) + little(0, 10) + little(1, 4) + little(1, 4)
            + little(0, 4)
            + little(4_096, 4) + little(0xffff_fffe, 4) + little(0, 4) + little(0xffff_fffe, 4) + little(0, 4)
            + little(0, 4)
            + [UInt8](repeating: 0xff, count: 108 * 4)
        let entries = ["Root Entry"] + names
        let sectors = (entries.count + 3) / 4
        var table = little(0xffff_fffd, 4)
        for sector in 1...sectors { table += little(sector == sectors ? 0xffff_fffe : sector + 1, 4) }
        table += [UInt8](repeating: 0xff, count: 512 - table.count)
        var directory = entries.enumerated().flatMap { index, name in
            let wide = name.utf16.flatMap { little(Int($0), 2) }
            return wide + little(0, 64 - wide.count) + little(wide.count + 2, 2) + [index == 0 ? 5 : 2, 1]
                + [UInt8](repeating: 0xff, count: 12) + little(0, 36) + little(0xffff_fffe, 4) + little(0, 8)
        }
        directory += little(0, sectors * 512 - directory.count)
        return header + table + directory
    }
}
