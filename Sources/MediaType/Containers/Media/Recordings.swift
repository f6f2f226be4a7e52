/// Sound and moving pictures that are not ISO base media: the containers by their tracks, the bare streams by their frames.
enum Recordings {
    static func settle(_ magic: MediaType, _ bytes: Bytes) -> Containers.Settled? {
        if bytes.has([0x1a, 0x45, 0xdf, 0xa3], at: 0) { return MatroskaFile.settle(magic, bytes) }
        if bytes.has("OggS", at: 0) { return OggFile.settle(bytes) }
        if bytes.has("#!AMR-WB", at: 0) { return Containers.Settled(type: "audio/amr-wb") }
        if bytes.has("#!AMR", at: 0) { return Containers.Settled(type: "audio/amr") }
        if bytes.has("caff", at: 0) { return Containers.Settled(type: "audio/x-caf") }
        if bytes.has("fLaC", at: 0) { return Containers.Settled(type: "audio/flac") }
        if bytes.has("FORM", at: 0), bytes.has("AIFF", at: 8) || bytes.has("AIFC", at: 8) {
            return Containers.Settled(type: "audio/aiff")
        }
        if ["RIFF", "RIFX", "RF64"].contains(where: { bytes.has($0, at: 0) }) { return riff(magic, bytes) }
        if let stream = MPEGStream.settle(magic, bytes) { return stream }
        return nil
    }

    /// RIFF: the form says what it is. Recorders that stream write a size that means nothing.
    private static func riff(_ magic: MediaType, _ bytes: Bytes) -> Containers.Settled? {
        let types: [String: MediaType] = ["WAVE": "audio/wav", "AVI ": "video/x-msvideo", "RMID": "audio/midi"]
        guard let form = bytes.text(4, at: 8), let type = types[form] else { return nil }
        var settled = Containers.Settled(type: type)
        guard !bytes.has("RIFX", at: 0), let size = bytes.little(4, at: 4), size > 0, size < 0x7fff_0000 else {
            return settled
        }
        if size + 8 > bytes.count + 1 { settled.findings.insert(.truncated) }
        // What is appended to a long AVI is a part of it.
        if form == "WAVE", size + 8 <= bytes.count { settled.end = size + 8 }
        return settled
    }
}

/// Matroska and WebM (RFC 9559, RFC 8794).
enum MatroskaFile {
    static func settle(_ magic: MediaType, _ bytes: Bytes) -> Containers.Settled? {
        guard let head = element(bytes, 0) else { return nil }
        var type = ""
        children(bytes, head.body) { id, body in
            if id == 0x4282 { type = bytes.text(min(body.count, 20), at: body.lowerBound) ?? "" }
            return true
        }
        let name = type.prefix { $0 != "\0" }
        guard name == "webm" || name == "matroska" else { return nil }
        var kinds: Set<Int> = []
        var findings: Set<Detection.Finding> = []
        if let segment = element(bytes, head.body.upperBound), segment.id == 0x1853_8067 {
            if segment.isCut { findings.insert(.truncated) }
            children(bytes, segment.body) { id, body in
                if id == 0x1654_ae6b { kinds.formUnion(trackKinds(bytes, body)) }
                // The clusters, which hold the sound and pictures themselves, come after the tracks.
                return id != 0x1f43_b675
            }
        } else {
            findings.insert(.truncated)
        }
        let isSound = kinds.contains(2) && !kinds.contains(1)
        let subtype = name == "webm" ? "webm" : "x-matroska"
        return Containers.Settled(
            type: MediaType(type: isSound ? "audio" : "video", subtype: subtype), findings: findings)
    }

    private static func trackKinds(_ bytes: Bytes, _ tracks: Range<Int>) -> Set<Int> {
        var kinds: Set<Int> = []
        children(bytes, tracks) { id, entry in
            guard id == 0xae else { return true }
            children(bytes, entry) { id, body in
                if id == 0x83, let kind = bytes.big(body.count, at: body.lowerBound) { kinds.insert(kind) }
                return true
            }
            return true
        }
        return kinds
    }

    private static func children(_ bytes: Bytes, _ range: Range<Int>, _ each: (Int, Range<Int>) -> Bool) {
        var offset = range.lowerBound
        var seen = 0
        while offset < range.upperBound, seen < 4_096, let child = element(bytes, offset, within: range.upperBound) {
            guard each(child.id, child.body), child.body.upperBound > offset else { return }
            offset = child.body.upperBound
            seen += 1
        }
    }

    private static func element(
        _ bytes: Bytes, _ offset: Int, within limit: Int? = nil
    ) -> (id: Int, body: Range<Int>, isCut: Bool)? {
        let limit = limit ?? bytes.count
        guard let first = bytes.big(1, at: offset), first > 0 else { return nil }
        let idWidth = UInt8(first).leadingZeroBitCount + 1
        guard idWidth <= 4, let id = bytes.big(idWidth, at: offset),
            let lead = bytes.big(1, at: offset + idWidth), lead > 0
        else { return nil }
        let width = UInt8(lead).leadingZeroBitCount + 1
        guard let raw = bytes.big(width, at: offset + idWidth) else { return nil }
        let ones = (1 << (7 * width)) - 1
        let size = raw & ones
        let start = offset + idWidth + width
        guard start <= limit else { return nil }
        // All ones: the size is not known, and it goes on to the end.
        if size == ones { return (id, start..<limit, false) }
        return (id, start..<min(limit, start + min(size, limit)), size > limit - start)
    }
}

/// Ogg (RFC 3533): the first page of each stream says what it is.
enum OggFile {
    static func settle(_ bytes: Bytes) -> Containers.Settled {
        var settled = Containers.Settled(type: "audio/ogg")
        var offset = 0
        var pages = 0
        let moving = ["\u{80}theora", "\u{1}video", "BBCD\0", "OVP80", "\u{80}kate"]
        while pages < 1 << 20, bytes.has("OggS", at: offset), let segments = bytes.big(1, at: offset + 26),
            let flags = bytes.big(1, at: offset + 5)
        {
            let body = offset + 27 + segments
            let length = (0..<segments).reduce(0) { $0 + (bytes.big(1, at: offset + 27 + $1) ?? 0) }
            if flags & 2 == 2, moving.contains(where: { sign in bytes.text(sign.count, at: body) == sign }) {
                settled.type = "video/ogg"
            }
            guard body + length <= bytes.count else { return settled.with(.truncated) }
            offset = body + length
            pages += 1
        }
        settled.end = offset
        return settled
    }
}
