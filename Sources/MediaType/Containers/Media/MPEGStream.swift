/// MPEG sound and transport streams, which have no header: they are known by frames that follow one another.
enum MPEGStream {
    static func settle(_ magic: MediaType, _ bytes: Bytes) -> Containers.Settled? {
        var start = 0
        while let length = tagLength(bytes, start), start < bytes.count { start += length }
        let isOpen = magic == .unknown || magic.type == "audio" || start > 0
        guard isOpen || isTransport(bytes) else { return nil }
        if isTransport(bytes) { return Containers.Settled(type: "video/mp2t") }
        if bytes.has("fLaC", at: start) { return Containers.Settled(type: "audio/flac") }
        guard magic == .unknown || magic == "audio/mpeg" || start > 0 else { return nil }
        // Cut or padded recordings have something before the first frame.
        guard start < bytes.count else { return Containers.Settled(type: "audio/mpeg", findings: [.truncated]) }
        let search = start..<min(bytes.count, start + (64 << 10))
        var offset = search.lowerBound
        while let found = bytes.first([0xff], in: offset..<search.upperBound) {
            if let type = run(bytes, found, isAtStart: found == start) { return Containers.Settled(type: type) }
            offset = found + 1
        }
        return start > 0 ? Containers.Settled(type: magic == .unknown ? "audio/mpeg" : magic) : nil
    }

    /// The length of an ID3v2 tag (id3.org, 2.4.0 section 3.1) that begins here.
    private static func tagLength(_ bytes: Bytes, _ start: Int) -> Int? {
        guard bytes.has("ID3", at: start), let major = bytes.big(1, at: start + 3), major < 5 else { return nil }
        let size = (6..<10).compactMap { bytes.big(1, at: start + $0) }
        guard size.count == 4, size.allSatisfy({ $0 < 128 }) else { return nil }
        return 10 + size.reduce(0) { $0 << 7 | $1 }
    }

    /// Enough frames of one kind after one another. In the midst of other bytes more are asked for.
    private static func run(_ bytes: Bytes, _ start: Int, isAtStart: Bool) -> MediaType? {
        for (type, length) in [("audio/mpeg" as MediaType, layerLength), ("audio/aac", aacLength)] {
            var offset = start
            var count = 0
            var sign: Int?
            while count < 8, let frame = length(bytes, offset), sign == nil || sign == frame.sign {
                sign = frame.sign
                offset += frame.length
                count += 1
            }
            if count >= (isAtStart ? 3 : 5) { return type }
            // A very short recording: its frames, and nothing else.
            if isAtStart, count > 0, offset >= bytes.count { return type }
        }
        return nil
    }

    /// MPEG-1, -2 and -2.5 sound, layers I to III (ISO/IEC 11172-3 2.4.1.3).
    private static func layerLength(_ bytes: Bytes, _ offset: Int) -> (length: Int, sign: Int)? {
        guard let head = bytes.big(4, at: offset), head >> 21 == 0x7ff else { return nil }
        let version = head >> 19 & 3
        let layer = head >> 17 & 3
        let rate = head >> 12 & 15
        let frequency = head >> 10 & 3
        guard version != 1, layer != 0, (1...14).contains(rate), frequency != 3 else { return nil }
        let hertz = [44_100, 48_000, 32_000][frequency] >> (version == 3 ? 0 : version == 2 ? 1 : 2)
        let kilobits: Int
        switch (version == 3, layer) {
        case (true, 3): kilobits = 32 * rate
        case (true, 2): kilobits = [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384][rate - 1]
        case (true, _): kilobits = [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320][rate - 1]
        case (false, 3): kilobits = [32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256][rate - 1]
        case (false, _): kilobits = [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160][rate - 1]
        }
        let padding = head >> 9 & 1
        let length =
            layer == 3
            ? (12_000 * kilobits / hertz + padding) * 4
            : (layer == 1 && version != 3 ? 72_000 : 144_000) * kilobits / hertz + padding
        return length > 4 ? (length, version << 4 | layer << 2 | frequency) : nil
    }

    /// AAC in ADTS (ISO/IEC 13818-7 6.2).
    private static func aacLength(_ bytes: Bytes, _ offset: Int) -> (length: Int, sign: Int)? {
        guard let head = bytes.big(2, at: offset), head & 0xfff6 == 0xfff0, let more = bytes.big(4, at: offset + 2)
        else {
            return nil
        }
        let length = more >> 13 & 0x1fff
        let frequency = more >> 26 & 15
        return length > 7 && frequency < 13 ? (length, frequency) : nil
    }

    /// Packets of 188 bytes, or of 192 with a time stamp before each (ISO/IEC 13818-1 2.4.3).
    private static func isTransport(_ bytes: Bytes) -> Bool {
        [(0, 188), (4, 192), (0, 204)].contains { start, step in
            bytes.count >= step * 4
                && (0..<min(16, bytes.count / step)).allSatisfy { bytes.big(1, at: start + $0 * step) == 0x47 }
        }
    }
}
