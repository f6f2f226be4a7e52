/// A still WebP picture, brought down to what shows it: no EXIF, no XMP, no colour profile, whatever the encoder left in.
///
/// https://developers.google.com/speed/webp/docs/riff_container
struct WebPPicture: Sendable, Equatable {
    /// The whole file.
    var bytes: [UInt8]
    /// In pixels.
    var width: Int
    var height: Int

    /// Takes the picture out of a file; nil where it is no still WebP picture.
    init?(stripping file: [UInt8]) {
        guard let chunks = Self.chunks(of: file) else { return nil }
        let alpha = chunks.first { $0.name == "ALPH" }
        guard let picture = chunks.first(where: { $0.name == "VP8 " || $0.name == "VP8L" }) else { return nil }
        guard let size = Self.size(of: picture) else { return nil }
        (width, height) = size
        var body = Array("WEBP".utf8)
        if let alpha, picture.name == "VP8 " {
            // The extended header with one flag, alpha, and nothing else announced.
            let canvas = [0x10, 0, 0, 0] + Self.little(width - 1, 3) + Self.little(height - 1, 3)
            body += Self.chunk("VP8X", canvas) + Self.chunk("ALPH", Array(alpha.data))
        }
        body += Self.chunk(picture.name, Array(picture.data))
        bytes = Array("RIFF".utf8) + Self.little(body.count, 4) + body
    }

    private typealias Chunk = (name: String, data: ArraySlice<UInt8>)

    private static func chunks(of file: [UInt8]) -> [Chunk]? {
        guard file.count >= 20, file[0..<4].elementsEqual("RIFF".utf8), file[8..<12].elementsEqual("WEBP".utf8)
        else { return nil }
        var chunks: [Chunk] = []
        var place = 12
        while place + 8 <= file.count {
            let name = String(decoding: file[place..<place + 4], as: UTF8.self)
            let count = number(file[(place + 4)..<(place + 8)])
            guard count <= file.count - place - 8 else { return nil }
            chunks.append((name, file[(place + 8)..<(place + 8 + count)]))
            place += 8 + count + count % 2
        }
        return chunks
    }

    /// From the frame's own header: RFC 6386 section 9.1 for lossy, RFC 9649 section 3.4 for lossless ones.
    private static func size(of chunk: Chunk) -> (Int, Int)? {
        let data = Array(chunk.data.prefix(10))
        if chunk.name == "VP8L" {
            guard data.count >= 5, data[0] == 0x2F else { return nil }
            let bits = number(data[1..<5])
            return (bits & 0x3FFF + 1, bits >> 14 & 0x3FFF + 1)
        }
        guard data.count == 10, data[3..<6].elementsEqual([0x9D, 0x01, 0x2A]) else { return nil }
        return (number(data[6..<8]) & 0x3FFF, number(data[8..<10]) & 0x3FFF)
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int {
        bytes.reversed().reduce(0) { $0 << 8 | Int($1) }
    }

    private static func little(_ number: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }

    private static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
        Array(name.utf8) + little(data.count, 4) + data + (data.count % 2 == 1 ? [0] : [])
    }
}
