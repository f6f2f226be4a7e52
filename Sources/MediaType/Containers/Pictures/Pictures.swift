/// Pictures: whether they are whole, by their own marks of the end, and how many pixels they claim.
enum Pictures {
    static func settle(_ magic: MediaType, _ bytes: Bytes) -> Containers.Settled? {
        if bytes.has([0xff, 0xd8, 0xff], at: 0) { return JPEGFile.settle(bytes) }
        if bytes.has([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10], at: 0) { return png(bytes) }
        if bytes.has("GIF87a", at: 0) || bytes.has("GIF89a", at: 0) { return gif(bytes) }
        if bytes.has("RIFF", at: 0), bytes.has("WEBP", at: 8) { return webp(bytes) }
        if magic.subtype == "x-ms-bmp" || magic.subtype == "bmp" { return bmp(bytes) }
        if magic == "image/tiff" { return TIFFFile.settle(bytes) }
        return nil
    }

    /// PNG (ISO/IEC 15948): every chunk is whole up to and with IEND.
    private static func png(_ bytes: Bytes) -> Containers.Settled {
        var settled = Containers.Settled(type: "image/png")
        settled.extent.pixels = pixels(bytes.big(4, at: 16), bytes.big(4, at: 20))
        var offset = 8
        while let length = bytes.big(4, at: offset), let kind = bytes.text(4, at: offset + 4) {
            offset += 12 + length
            if offset > bytes.count { break }
            if kind == "IEND" {
                settled.end = offset
                return settled
            }
        }
        settled.findings.insert(.truncated)
        return settled
    }

    /// GIF (version 89a): blocks up to the trailer.
    private static func gif(_ bytes: Bytes) -> Containers.Settled {
        var settled = Containers.Settled(type: "image/gif")
        settled.extent.pixels = pixels(bytes.little(2, at: 6), bytes.little(2, at: 8))
        guard let flags = bytes.big(1, at: 10) else { return settled.with(.truncated) }
        var offset = 13 + colours(flags)
        while let kind = bytes.big(1, at: offset) {
            switch kind {
            case 0x3b:
                settled.end = offset + 1
                return settled
            case 0x21: offset += 2
            case 0x2c:
                guard let flags = bytes.big(1, at: offset + 9) else { return settled.with(.truncated) }
                settled.extent.pixels = max(
                    settled.extent.pixels, pixels(bytes.little(2, at: offset + 5), bytes.little(2, at: offset + 7)))
                offset += 11 + colours(flags)
            default: return settled
            }
            while let length = bytes.big(1, at: offset) {
                offset += 1 + length
                if length == 0 { break }
            }
        }
        // Some programs leave the trailer out; a picture that ends between blocks is whole.
        return offset == bytes.count ? settled : settled.with(.truncated)
    }

    private static func colours(_ flags: Int) -> Int { flags & 0x80 == 0 ? 0 : 3 << ((flags & 7) + 1) }

    /// WebP (RFC 9649).
    private static func webp(_ bytes: Bytes) -> Containers.Settled {
        var settled = Containers.Settled(type: "image/webp")
        guard let size = bytes.little(4, at: 4), size + 8 <= bytes.count else { return settled.with(.truncated) }
        settled.end = size + 8 + size % 2
        switch bytes.text(4, at: 12) {
        case "VP8X":
            settled.extent.pixels = pixels(
                bytes.little(3, at: 24).map { $0 + 1 }, bytes.little(3, at: 27).map { $0 + 1 })
        case "VP8L":
            let sides = bytes.little(4, at: 21) ?? 0
            settled.extent.pixels = pixels((sides & 0x3fff) + 1, (sides >> 14 & 0x3fff) + 1)
        default:
            settled.extent.pixels = pixels(
                bytes.little(2, at: 26).map { $0 & 0x3fff }, bytes.little(2, at: 28).map { $0 & 0x3fff })
        }
        return settled
    }

    /// Windows bitmaps: where the pixels are not packed, they are all there.
    private static func bmp(_ bytes: Bytes) -> Containers.Settled {
        var settled = Containers.Settled(type: "image/bmp")
        guard let header = bytes.little(4, at: 14), let start = bytes.little(4, at: 10) else {
            return settled.with(.truncated)
        }
        let isOld = header == 12
        let width = isOld ? bytes.little(2, at: 18) : bytes.little(4, at: 18)
        let height = (isOld ? bytes.little(2, at: 20) : bytes.little(4, at: 22)).map {
            abs(Int(Int32(truncatingIfNeeded: $0)))
        }
        settled.extent.pixels = pixels(width, height)
        let bits = bytes.little(2, at: isOld ? 24 : 28) ?? 0
        let isPlain = isOld || [0, 3].contains(bytes.little(4, at: 30) ?? 1)
        if isPlain, let width, let height, width < 1 << 24, height < 1 << 24, bits <= 64 {
            let end = start + (width * bits + 31) / 32 * 4 * height
            // Some programs leave the padding of the last line out.
            if end > bytes.count + 3 { settled.findings.insert(.truncated) }
            settled.end = min(end, bytes.count)
        }
        return settled
    }

    static func pixels(_ width: Int?, _ height: Int?) -> Int64 {
        guard let width, let height, width > 0, height > 0 else { return 0 }
        let (product, overflow) = width.multipliedReportingOverflow(by: height)
        return overflow ? .max : Int64(product)
    }
}

extension Containers.Settled {
    /// The same with one more finding.
    func with(_ finding: Detection.Finding) -> Containers.Settled {
        var settled = self
        settled.findings.insert(finding)
        return settled
    }
}
