import Testing

@testable import PriorService

/// What programs say of files, taken in.
@Suite struct FactsTests {
    @Test func `a picture is upright when it was taken upright, and its place has a sign`() {
        let header = ImageHeader(
            Array(
                """
                a.jpg: 4000x3000 uchar, 3 bands, srgb, jpegload
                width: 4000
                height: 3000
                vips-loader: jpegload
                orientation: 8
                exif-ifd0-Make: Maker (Maker, ASCII, 6 components, 6 bytes)
                exif-ifd0-Model: Model (2020) (Model (2020), ASCII, 13 components, 13 bytes)
                exif-ifd2-DateTimeOriginal: 2026:05:01 10:12:00 (2026:05:01 10:12:00, ASCII, 20 components, 20 bytes)
                exif-ifd3-GPSLatitudeRef: N (N, ASCII, 2 components, 2 bytes)
                exif-ifd3-GPSLatitude: 13/1 6/1 0/1 (13,  6,  0, Rational, 3 components, 24 bytes)
                exif-ifd3-GPSLongitudeRef: W (W, ASCII, 2 components, 2 bytes)
                exif-ifd3-GPSLongitude: 59/1 37/1 1800/100 (59, 37, 18.00, Rational, 3 components, 24 bytes)
                """.utf8))
        #expect(header.facts.width == 3000 && header.facts.height == 4000)
        #expect(header.facts.takenAt == "2026-05-01T10:12:00")
        #expect(header.place?.latitude == 13.1)
        #expect(abs((header.place?.longitude ?? 0) + 59.621_666_67) < 1e-6)
    }

    @Test(arguments: ["", "x", "0/0 0/0 0/0 (", "exif-ifd3-GPSLatitude: 99999/1 (", "\n\n: : :"])
    func `nonsense is no place and no fault`(value: String) {
        let header = ImageHeader(Array("exif-ifd3-GPSLatitude: \(value)\nexif-ifd3-GPSLongitude: 1/0 1/1\n".utf8))
        #expect(header.place == nil)
        #expect(header.facts.takenAt == nil)
    }

    @Test func `a place in a film is read as ISO 6709 says`() {
        #expect(Place(iso6709: "+13.1000-059.6200+012.000/") == Place(latitude: 13.1, longitude: -59.62))
        #expect(Place(iso6709: "-29.31+027.48/")?.latitude == -29.31)
        for text in ["", "29.31,27.48", "+99.0+010.0/", "+00.0000+000.0000/"] { #expect(Place(iso6709: text) == nil) }
    }

    @Test func `the cover of a song is no film`() {
        let probe = RecordingProbe(
            Array(
                """
                {"streams": [{"codec_type": "audio", "codec_name": "mp3", "duration": "12.5"},
                    {"codec_type": "video", "codec_name": "mjpeg", "disposition": {"attached_pic": 1}}],
                 "format": {"duration": "12.510", "tags": {"creation_time": "1970-01-01T00:00:00Z"}}}
                """.utf8))
        #expect(probe?.facts.videoCodec == nil && probe?.facts.audioCodec == "mp3")
        #expect(probe?.facts.seconds == 12.51 && probe?.facts.takenAt == nil)
        #expect(RecordingProbe(Array("no json".utf8)) == nil)
    }

    @Test func `of a WebP file only the picture is kept`() throws {
        let frame: [UInt8] = [0x30, 1, 0, 0x9D, 1, 0x2A, 0x40, 1, 0xF0, 0, 1, 2]
        func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
            Array(name.utf8) + [UInt8(data.count), 0, 0, 0] + data + (data.count % 2 == 1 ? [0] : [])
        }
        let body =
            chunk("VP8X", [0x2C, 0, 0, 0, 0x3F, 1, 0, 0xEF, 0, 0]) + chunk("ICCP", [1, 2, 3]) + chunk("VP8 ", frame)
            + chunk("EXIF", Array("secret".utf8))
        let file = Array("RIFF".utf8) + [UInt8(body.count + 4), 0, 0, 0] + Array("WEBP".utf8) + body
        let picture = try #require(WebPPicture(stripping: file))
        #expect(picture.width == 320 && picture.height == 240)
        #expect(picture.bytes == Array("RIFF".utf8) + [24, 0, 0, 0] + Array("WEBP".utf8) + chunk("VP8 ", frame))
        for count in 0..<file.count - 20 {
            #expect(WebPPicture(stripping: Array(file.prefix(count))) == nil || count > 60)
        }
        #expect(WebPPicture(stripping: Array("RIFF....WEBPVP8 ".utf8) + [255, 255, 255, 255]) == nil)
    }
}
