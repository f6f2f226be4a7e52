/// The ISO base media file format (ISO/IEC 14496-12) and QuickTime: what the tracks are decides, not the brand alone.
enum BaseMedia {
    static func isOne(_ bytes: Bytes) -> Bool {
        guard let kind = bytes.text(4, at: 4), let size = bytes.big(4, at: 0) else { return false }
        // QuickTime before 2001 had no ftyp; a leading `wide` or `mdat` is as old as that.
        return kind == "ftyp" || ["moov", "wide"].contains(kind) || kind == "mdat" && size != 0
    }

    static func settle(_ magic: MediaType, _ bytes: Bytes) -> Containers.Settled {
        let boxes = boxes(bytes, in: 0..<bytes.count)
        guard let first = boxes.list.first else { return Containers.Settled(type: magic) }
        let brands = first.kind == "ftyp" ? brands(bytes, first.body) : ["qt  "]
        if let image = imageType(brands) {
            return Containers.Settled(type: image, findings: boxes.isCut ? [.truncated] : [])
        }
        guard let movie = boxes.list.first(where: { $0.kind == "moov" }) else {
            return Containers.Settled(type: guess(magic, brands), findings: [.truncated])
        }
        let tracks = trackKinds(bytes, in: movie.body)
        return Containers.Settled(
            type: type(brands, tracks) ?? guess(magic, brands), findings: boxes.isCut ? [.truncated] : [])
    }

    private static func type(_ brands: [String], _ tracks: [String]) -> MediaType? {
        let major = brands.first ?? ""
        let isAudio = tracks.contains("soun") && (!tracks.contains("vide") || ["M4A ", "M4B "].contains(major))
        guard isAudio || tracks.contains("vide") else { return nil }
        if major == "qt  " { return "video/quicktime" }
        if major.hasPrefix("3g") { return isAudio ? "audio/3gpp" : "video/3gpp" }
        return isAudio ? "audio/mp4" : "video/mp4"
    }

    private static func imageType(_ brands: [String]) -> MediaType? {
        if brands.contains(where: { ["avif", "avis"].contains($0) }) { return "image/avif" }
        if brands.contains(where: { ["heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs"].contains($0) }) {
            return "image/heic"
        }
        return ["mif1", "msf1", "mif2"].contains(brands.first) ? "image/heif" : nil
    }

    private static func guess(_ magic: MediaType, _ brands: [String]) -> MediaType {
        magic == .unknown ? "video/mp4" : magic
    }

    private static func brands(_ bytes: Bytes, _ body: Range<Int>) -> [String] {
        let offsets =
            [body.lowerBound] + Array(stride(from: body.lowerBound + 8, to: body.upperBound, by: 4).prefix(64))
        return offsets.compactMap { $0 + 4 <= body.upperBound ? bytes.text(4, at: $0) : nil }
    }

    /// The handlers of the movie's tracks: `vide`, `soun`, …
    private static func trackKinds(_ bytes: Bytes, in movie: Range<Int>) -> [String] {
        boxes(bytes, in: movie).list.filter { $0.kind == "trak" }.compactMap { track in
            let media = boxes(bytes, in: track.body).list.first { $0.kind == "mdia" }
            let handler = media.flatMap { boxes(bytes, in: $0.body).list.first { $0.kind == "hdlr" } }
            return handler.flatMap { bytes.text(4, at: $0.body.lowerBound + 8) }
        }
    }

    private struct Box {
        let kind: String
        let body: Range<Int>
    }

    /// The boxes in `range`, the first 4,096 of them, and whether the last goes on beyond its end.
    private static func boxes(_ bytes: Bytes, in range: Range<Int>) -> (list: [Box], isCut: Bool) {
        var list: [Box] = []
        var offset = range.lowerBound
        while offset < range.upperBound, list.count < 4_096 {
            guard var size = bytes.big(4, at: offset), let kind = bytes.text(4, at: offset + 4) else {
                return (list, false)
            }
            // Zeros after the last box are padding that some recorders leave.
            if size == 0, kind == "\0\0\0\0" { break }
            var header = 8
            if size == 1, let long = bytes.big(8, at: offset + 8) { (size, header) = (long, 16) }
            if size == 0 { size = range.upperBound - offset }
            guard size >= header else { break }
            guard size <= range.upperBound - offset else {
                list.append(Box(kind: kind, body: offset + min(header, range.upperBound - offset)..<range.upperBound))
                return (list, true)
            }
            list.append(Box(kind: kind, body: offset + header..<offset + size))
            offset += size
        }
        return (list, false)
    }
}
