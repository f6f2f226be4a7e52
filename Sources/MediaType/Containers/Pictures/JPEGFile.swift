/// JPEG (ITU-T T.81 annex B): segments and scans up to the mark of the end.
enum JPEGFile {
    static func settle(_ bytes: Bytes) -> Containers.Settled {
        var settled = Containers.Settled(type: "image/jpeg")
        var offset = 2
        var hasScan = false
        while let mark = bytes.big(1, at: offset), let kind = bytes.big(1, at: offset + 1) {
            if mark != 0xff {
                // Within a scan, or behind a segment that says it is shorter than it is: on to the next mark.
                guard let next = nextMark(bytes, offset) else { break }
                offset = next
                continue
            }
            switch kind {
            case 0xff: offset += 1
            case 0xd9:
                settled.end = offset + 2
                return settled
            case 0x00, 0x01, 0xd0...0xd8: offset += 2
            default:
                guard let length = bytes.big(2, at: offset + 2) else { return settled.with(.truncated) }
                if (0xc0...0xcf).contains(kind), ![0xc4, 0xc8, 0xcc].contains(kind) {
                    let claimed = Pictures.pixels(bytes.big(2, at: offset + 7), bytes.big(2, at: offset + 5))
                    settled.extent.pixels = max(settled.extent.pixels, claimed)
                }
                if kind == 0xda { hasScan = true }
                offset += 2 + max(2, length)
            }
        }
        // A scan longer than what is searched is not said to be cut.
        return hasScan && bytes.count - offset > Bytes.longestSearch ? settled : settled.with(.truncated)
    }

    /// The next mark that is not a byte of the scan itself; nil where none comes.
    private static func nextMark(_ bytes: Bytes, _ start: Int) -> Int? {
        var offset = start
        while let found = bytes.first([0xff], in: offset..<bytes.count) {
            guard let kind = bytes.big(1, at: found + 1) else { return nil }
            if kind != 0, !(0xd0...0xd7).contains(kind) { return found }
            offset = found + 2
        }
        return nil
    }
}
