import Foundation

/// A picture squeezed into a small square of grey: enough to tell whether two pictures are the same one, resized, compressed
/// anew or cropped, and nothing to recognise anybody by.
struct GreyPicture: Sendable, Equatable {
    /// Its width and height, in pixels.
    static let side = 48
    /// Pictures whose levels of grey differ less than this (standard deviation, of 255) are too plain to be told apart:
    /// blank pages, a black frame, a wall of one colour.
    static let plainest = 6.0

    /// Row by row, `side` × `side` of them.
    let levels: [UInt8]

    init?(levels: [UInt8]) {
        guard levels.count == Self.side * Self.side else { return nil }
        self.levels = levels
    }

    /// Takes in a binary pixmap (PPM or PGM, 8 bits) of exactly this size.
    init?(pixmap file: [UInt8]) {
        guard let (channels, start) = Self.header(of: file), file.count - start >= Self.side * Self.side * channels
        else { return nil }
        levels = (0..<Self.side * Self.side).map { pixel -> UInt8 in
            let place = start + pixel * channels
            guard channels == 3 else { return file[place] }
            // ITU-R BT.601, in thousandths.
            let (red, green, blue) = (Int(file[place]), Int(file[place + 1]), Int(file[place + 2]))
            let thousandths: Int = 299 * red + 587 * green + 114 * blue
            return UInt8(thousandths / 1_000)
        }
    }

    var isPlain: Bool {
        let mean = levels.reduce(0) { $0 + Double($1) } / Double(levels.count)
        let variance = levels.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / Double(levels.count)
        return variance.squareRoot() < Self.plainest
    }

    /// Channels, and where the pixels begin: `P6 48 48 255` with white space and comments between.
    private static func header(of file: [UInt8]) -> (channels: Int, start: Int)? {
        var words: [String] = []
        var place = 0
        while words.count < 4, place < min(file.count, 1_000) {
            if file[place] == UInt8(ascii: "#") {
                while place < file.count, file[place] != UInt8(ascii: "\n") { place += 1 }
            } else if file[place] <= 0x20 {
                place += 1
            } else {
                let start = place
                while place < file.count, file[place] > 0x20 { place += 1 }
                words.append(String(decoding: file[start..<place], as: UTF8.self))
            }
        }
        guard words.count == 4, words[1] == "\(side)", words[2] == "\(side)", words[3] == "255" else { return nil }
        return words[0] == "P6" ? (3, place + 1) : words[0] == "P5" ? (1, place + 1) : nil
    }
}

/// A part of a picture, in shares of its width and height.
struct PicturePart: Sendable, Equatable {
    var x, y, width, height: Double

    static let whole = PicturePart(x: 0, y: 0, width: 1, height: 1)

    /// The whole, and what is left of a picture that is cropped as people crop: at one side, at two, or all around. The
    /// order is that of the column `part`.
    static let all: [PicturePart] = {
        var parts = [whole]
        for share in [0.9, 0.8] {
            parts.append(PicturePart(x: (1 - share) / 2, y: (1 - share) / 2, width: share, height: share))
        }
        let most = 0.87
        for (x, y) in [(0.0, 0.0), (1 - most, 0)] { parts.append(PicturePart(x: x, y: y, width: most, height: 1)) }
        for (x, y) in [(0.0, 0.0), (0, 1 - most)] { parts.append(PicturePart(x: x, y: y, width: 1, height: most)) }
        for x in [0, 1 - most] {
            for y in [0, 1 - most] { parts.append(PicturePart(x: x, y: y, width: most, height: most)) }
        }
        return parts
    }()

    var isInside: Bool {
        x >= 0 && y >= 0 && width >= 0.6 && height >= 0.6 && x + width <= 1.000_1 && y + height <= 1.000_1
    }
}
