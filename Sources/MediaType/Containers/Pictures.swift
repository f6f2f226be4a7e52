/// Whether a picture is whole, by its own marks of the end.
enum Pictures {
    static func settle(_ magic: MediaType, _ bytes: Bytes) -> Containers.Settled? {
        let known = magic == .unknown && bytes.has([0xff, 0xd8, 0xff], at: 0) ? "image/jpeg" : magic
        return switch known.description {
        case "image/jpeg": Containers.Settled(type: known, findings: jpegEnds(bytes) ? [] : [.truncated])
        case "image/png": Containers.Settled(type: known, findings: pngEnds(bytes) ? [] : [.truncated])
        case "image/webp": Containers.Settled(type: known, findings: riffEnds(bytes) ? [] : [.truncated])
        default: nil
        }
    }

    /// JPEG (ITU-T T.81 annex B): the segments up to the scan, then an end-of-image marker somewhere behind.
    private static func jpegEnds(_ bytes: Bytes) -> Bool {
        var offset = 2
        while let mark = bytes.big(1, at: offset), let kind = bytes.big(1, at: offset + 1) {
            guard mark == 0xff else { return true }
            if kind == 0xff {
                offset += 1
                continue
            }
            guard let length = bytes.big(2, at: offset + 2) else { return false }
            if kind == 0xda {
                let scan = min(offset + 2, bytes.count)..<bytes.count
                return bytes.first([0xff, 0xd9], in: scan) != nil || scan.count > Bytes.longestSearch
            }
            offset += 2 + max(2, length)
        }
        return false
    }

    /// PNG (ISO/IEC 15948): every chunk is whole up to and with IEND.
    private static func pngEnds(_ bytes: Bytes) -> Bool {
        var offset = 8
        while let length = bytes.big(4, at: offset), let kind = bytes.text(4, at: offset + 4) {
            offset += 12 + length
            if offset > bytes.count { return false }
            if kind == "IEND" { return true }
        }
        return false
    }

    private static func riffEnds(_ bytes: Bytes) -> Bool {
        bytes.little(4, at: 4).map { $0 + 8 <= bytes.count } ?? false
    }
}
