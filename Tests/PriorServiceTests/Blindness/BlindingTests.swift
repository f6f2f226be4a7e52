import Foundation
import NIOCore
import Support
import Testing

@testable import PriorService

@Suite struct BlindingTests {
    /// The picture as a blind reader gets it, read in pieces of so many bytes.
    private func blinded(_ bytes: [UInt8], _ type: String, pieces: Int) throws -> [UInt8] {
        var scanner = try #require(Blinding.scanner(for: type))
        let whole = ByteBuffer(bytes: bytes)
        for start in stride(from: 0, to: bytes.count, by: pieces) {
            let piece = whole.getSlice(at: start, length: min(pieces, bytes.count - start)) ?? ByteBuffer()
            scanner.take(piece.readableBytesView)
        }
        let blinding = scanner.finish()
        var result: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: pieces) {
            var piece = ByteBuffer(bytes: bytes[start..<min(start + pieces, bytes.count)])
            blinding.apply(to: &piece, at: Int64(start))
            result += Array(piece.readableBytesView)
        }
        return result
    }

    @Test(arguments: [7, 100, 1 << 20])
    func `a picture keeps its length, its looks and its turn, and says no more whose it is`(pieces: Int) throws {
        let telling = try TellingPicture.jpeg(by: "Lerato Mokoena")
        let plain = try MadeFiles.sample("brick-wall.jpg")
        let blind = try blinded(telling, "image/jpeg", pieces: pieces)
        #expect(blind.count == telling.count)
        let text = String(decoding: blind, as: UTF8.self)
        #expect(!text.contains("Lerato") && !text.contains("Mokoena"))
        // Exif, big-endian, one entry: orientation 6.
        #expect(Array(blind[6..<12]) == Array("Exif\0\0".utf8) && Array(blind[30..<32]) == [0, 6])
        let picture = Array(plain.suffix(plain.count - 4_000).prefix(1_000))
        #expect(blind.firstRange(of: picture) == telling.firstRange(of: picture))
        #expect(try blinded(blind, "image/jpeg", pieces: pieces) == blind)
    }

    @Test(arguments: [1, 9, 1 << 20])
    func `a PNG's texts are empty, with a checksum that is right`(pieces: Int) throws {
        let telling = TellingPicture.png(by: "Lerato Mokoena")
        let blind = try blinded(telling, "image/png", pieces: pieces)
        #expect(blind.count == telling.count && blind.firstRange(of: Array("Lerato".utf8)) == nil)
        #expect(Array(blind.suffix(Samples.png.count - 33)) == Array(Samples.png.suffix(Samples.png.count - 33)))
        #expect(Array(blind[37..<41]) == Array("tEXt".utf8))
        let sum = TellingPicture.checksum(Array(blind[37..<62]))
        #expect(Array(blind[62..<66]) == [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: sum >> $0) })
    }

    @Test func `what is cut short or no picture at all does no harm`() throws {
        let telling = try TellingPicture.jpeg(by: "Lerato")
        for count in [0, 1, 3, 5, 20, 60] {
            #expect(try blinded(Array(telling.prefix(count)), "image/jpeg", pieces: 4).count == count)
        }
        for bytes in [
            Array(repeating: UInt8(0xff), count: 500), Array("RIFF0000WEBPEXIF".utf8) + [255, 255, 255, 255],
        ] {
            for type in ["image/jpeg", "image/png", "image/webp"] {
                #expect(try blinded(bytes, type, pieces: 33).count == bytes.count)
            }
        }
    }
}
