import NIOCore

/// In a JPEG the segments that tell of device, place and people (APP1 with EXIF and XMP, APP3 to APP13, APP15, comments), and
/// whatever comes after the picture's end. How the picture is to be turned is kept (ITU-T T.81, annex B; EXIF 2.3, 4.6).
struct JPEGBlinding: BlindingScanner {
    private enum State {
        case marker, code, length(UInt8), length2(UInt8, UInt8), segment(UInt8, left: Int, start: Int64)
        /// Compressed picture; whether the byte before was FF.
        case picture(afterFF: Bool)
        case over(Int64)
    }

    private var state = State.marker
    private var offset: Int64 = 0
    private var exif: [UInt8] = []
    private var found = Blinding()

    mutating func take(_ bytes: ByteBufferView) {
        if case .over = state {
            offset += Int64(bytes.count)
            return
        }
        for byte in bytes {
            step(byte)
            offset += 1
        }
    }

    consuming func finish() -> Blinding {
        if case .over(let end) = state { found.zero(end..<offset) }
        return found
    }

    private mutating func step(_ byte: UInt8) {
        switch state {
        case .marker:
            if byte == 0xff { state = .code }
        case .code:
            switch byte {
            case 0xff: break
            case 0xd8, 0x01, 0xd0...0xd7: state = .marker
            case 0xd9: state = .over(offset + 1)
            default: state = .length(byte)
            }
        case .length(let code):
            state = .length2(code, byte)
        case .length2(let code, let high):
            let left = Int(high) << 8 + Int(byte) - 2
            exif = []
            if left > 0 {
                state = .segment(code, left: left, start: offset + 1)
            } else {
                state = code == 0xda ? .picture(afterFF: false) : .marker
            }
        case .segment(let code, let left, let start):
            if code == 0xe1 { exif.append(byte) }
            guard left == 1 else {
                state = .segment(code, left: left - 1, start: start)
                return
            }
            close(code, start..<offset + 1)
            state = code == 0xda ? .picture(afterFF: false) : .marker
        case .picture(let afterFF):
            if afterFF, byte == 0xd9 {
                state = .over(offset + 1)
            } else if afterFF, byte != 0, byte != 0xff, !(0xd0...0xd7).contains(byte) {
                state = .length(byte)
            } else {
                state = .picture(afterFF: byte == 0xff)
            }
        case .over:
            break
        }
    }

    private mutating func close(_ code: UInt8, _ range: Range<Int64>) {
        switch code {
        case 0xe1:
            let turned = Orientation.segment(of: exif)
            if !turned.isEmpty { found.write(turned, at: range.lowerBound) }
            found.zero(range.lowerBound + Int64(turned.count)..<range.upperBound)
        case 0xe3...0xed, 0xef, 0xfe:
            found.zero(range)
        default:
            break
        }
    }
}

/// The one thing of a picture's EXIF that is needed to look at it.
private enum Orientation {
    /// A segment with nothing but the orientation of another; empty where that has none.
    static func segment(of exif: [UInt8]) -> [UInt8] {
        guard exif.count >= 32, exif.starts(with: Array("Exif\0\0".utf8)) else { return [] }
        let tiff = Array(exif[6...])
        let isLittle = tiff[0] == 0x49
        func whole(_ place: Int, _ count: Int) -> Int? {
            guard place >= 0, place + count <= tiff.count else { return nil }
            let bytes = tiff[place..<place + count]
            return (isLittle ? bytes.reversed() : Array(bytes)).reduce(0) { $0 << 8 | Int($1) }
        }
        guard let directory = whole(4, 4), let entries = whole(directory, 2) else { return [] }
        for entry in 0..<min(entries, 512) {
            let place = directory + 2 + entry * 12
            guard whole(place, 2) == 0x0112, let turn = whole(place + 8, 2), (1...8).contains(turn) else { continue }
            return Array("Exif\0\0".utf8) + [
                0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, UInt8(turn), 0, 0, 0, 0, 0, 0,
            ]
        }
        return []
    }
}
