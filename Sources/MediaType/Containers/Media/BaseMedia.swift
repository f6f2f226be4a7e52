/// The ISO base media file format (ISO/IEC 14496-12) and QuickTime: what the tracks are decides, not the brand alone.
enum BaseMedia {
    static func isOne(_ bytes: Bytes) -> Bool {
        guard let kind = bytes.text(4, at: 4), let size = bytes.big(4, at: 0) else { return false }
        if kind == "ftyp" { return true }
        // QuickTime before 2001 had no ftyp, pieces of a stream begin with styp; what stands first is a box whose neighbour
        // is one too.
        guard ["moov", "wide", "mdat", "styp", "free", "skip", "pnot"].contains(kind) else { return false }
        if kind == "moov" || kind == "wide" || kind == "mdat" && size == 1 { return true }
        let known = ["moov", "mdat", "wide", "free", "skip", "ftyp", "moof", "sidx", "uuid", "PICT", "pnot", "emsg"]
        return bytes.text(4, at: size + 4).map(known.contains) ?? (kind == "mdat" && size > bytes.count)
    }

    static func settle(_ magic: MediaType, _ bytes: Bytes) -> Containers.Settled {
        let boxes = boxes(bytes, in: 0..<bytes.count)
        guard let first = boxes.list.first else { return Containers.Settled(type: magic) }
        let brands = first.kind == "ftyp" || first.kind == "styp" ? brands(bytes, first.body) : ["qt  "]
        var settled = Containers.Settled(type: guess(magic, brands), end: boxes.end)
        if boxes.isCut { settled.findings.insert(.truncated) }
        if let image = imageType(brands) {
            settled.type = image
            settled.extent.pixels = largestPicture(bytes, boxes.list)
            if !boxes.list.contains(where: { $0.kind == "meta" || $0.kind == "moov" }) {
                settled.findings.insert(.truncated)
            }
            return settled
        }
        guard let movie = boxes.list.first(where: { $0.kind == "moov" }) else {
            // The beginning of a recording that was never ended; pieces of a stream have none either.
            if first.kind != "styp" { settled.findings.insert(.truncated) }
            return settled
        }
        let tracks = trackKinds(bytes, in: movie.body)
        settled.type = type(brands, tracks) ?? settled.type
        return settled
    }

    /// The pixels of the largest picture in a HEIF file (ISO/IEC 23008-12 6.5.3.1): the property `ispe`.
    private static func largestPicture(_ bytes: Bytes, _ list: [Box]) -> Int64 {
        guard let meta = list.first(where: { $0.kind == "meta" }) else { return 0 }
        let inner = boxes(bytes, in: min(meta.body.lowerBound + 4, meta.body.upperBound)..<meta.body.upperBound).list
        let properties = inner.filter { $0.kind == "iprp" }.flatMap { boxes(bytes, in: $0.body).list }
        let sizes = properties.filter { $0.kind == "ipco" }.flatMap { boxes(bytes, in: $0.body).list }
            .filter { $0.kind == "ispe" }
        return sizes.map {
            Pictures.pixels(bytes.big(4, at: $0.body.lowerBound + 4), bytes.big(4, at: $0.body.lowerBound + 8))
        }.max() ?? 0
    }

    private static func type(_ brands: [String], _ tracks: [String]) -> MediaType? {
        let major = brands.first ?? ""
        // The picture on the cover of a song is a track of video in it.
        let isAudio =
            tracks.contains("soun") && (!tracks.contains("vide") || ["M4A ", "M4B ", "M4P "].contains(major))
        guard isAudio || tracks.contains("vide") else { return nil }
        if major == "qt  " { return "video/quicktime" }
        if major.hasPrefix("3g2") { return isAudio ? "audio/3gpp2" : "video/3gpp2" }
        if major.hasPrefix("3g") { return isAudio ? "audio/3gpp" : "video/3gpp" }
        return isAudio ? "audio/mp4" : "video/mp4"
    }

    private static func imageType(_ brands: [String]) -> MediaType? {
        if brands.first == "crx " { return "image/x-canon-cr3" }
        // A film may name picture brands among those it is compatible with; its own comes first.
        let films = ["isom", "mp41", "mp42", "iso2", "iso4", "iso5", "iso6", "qt  ", "M4V ", "M4A ", "dash"]
        guard !films.contains(brands.first ?? "") else { return nil }
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
    private static func boxes(
        _ bytes: Bytes, in range: Range<Int>
    ) -> (list: [Box], isCut: Bool, end: Int) {
        var list: [Box] = []
        var offset = range.lowerBound
        while offset < range.upperBound, list.count < 4_096 {
            guard var size = bytes.big(4, at: offset), let kind = bytes.text(4, at: offset + 4) else {
                return (list, false, offset)
            }
            // Zeros after the last box are padding that some recorders leave.
            if size == 0, kind == "\0\0\0\0" { break }
            // No box: something else begins here.
            guard kind.unicodeScalars.allSatisfy({ (0x20..<0x7f).contains($0.value) || $0.value == 0xa9 }) else {
                break
            }
            var header = 8
            if size == 1, let long = bytes.big(8, at: offset + 8) { (size, header) = (long, 16) }
            if size == 0 { size = range.upperBound - offset }
            guard size >= header else { break }
            guard size <= range.upperBound - offset else {
                list.append(Box(kind: kind, body: offset + min(header, range.upperBound - offset)..<range.upperBound))
                return (list, true, range.upperBound)
            }
            list.append(Box(kind: kind, body: offset + header..<offset + size))
            offset += size
        }
        return (list, false, offset)
    }
}
