import Glibc

/// A look into the parts of a document that is a zip archive: how large they really are, and what stands in those that say
/// what the others are.
struct Parts {
    /// The small parts asked for, by name, as text.
    private(set) var texts: [String: String] = [:]
    private(set) var extent = Detection.Extent()
    private(set) var findings: Set<Detection.Finding> = []
    private(set) var declaresTypes = false
    private(set) var declaresEntities = false
    private(set) var hasExchange = false

    private static let longestText = 2 << 20
    /// From here on a part is large, and what it is packed to says something.
    private static let large = 8 << 20
    private static let steepest = 250
    /// How many bytes are unpacked at most, in all.
    private static let most = 320 << 20
    /// How many packed bytes are looked at in all. The smallest parts come first: a bomb is small.
    private static let mostPacked = 64 << 20

    /// Looks into all parts, or only into those whose text is wanted.
    init(_ directory: ZipDirectory, _ bytes: Bytes, all: Bool, wanting: (String) -> Bool) {
        var left = (packed: Self.mostPacked, out: Self.most)
        for entry in directory.entries.sorted(by: { $0.packed < $1.packed }) {
            let isWanted = wanting(entry.name)
            if all { extent.unpackedBytes += Int64(clamping: entry.size) }
            guard isWanted || all, !entry.isEncrypted, let range = directory.range(of: entry, in: bytes),
                range.count <= left.packed, left.out > 0
            else { continue }
            left.packed -= range.count
            if entry.method == 0 {
                if isWanted, let part = bytes.slice(range.lowerBound, min(range.count, Self.longestText)) {
                    texts[entry.name] = Self.text([UInt8](part))
                }
                if all, Self.isXML(entry.name) { lookFor(Bytes(UnsafeRawBufferPointer(rebasing: bytes.all[range]))) }
                if all, entry.size != entry.packed { findings.insert(.damaged) }
            } else if entry.method == 8 {
                left.out -= unpack(entry, range, bytes, isWanted: isWanted, limit: left.out)
            }
        }
    }

    /// Unpacks one part, and answers how much came out.
    private mutating func unpack(
        _ entry: ZipDirectory.Entry, _ range: Range<Int>, _ bytes: Bytes, isWanted: Bool, limit: Int
    ) -> Int {
        var kept: [UInt8] = []
        let isXML = Self.isXML(entry.name)
        var tail: [UInt8] = []
        // Beyond this size and steepness nothing more has to be known of it.
        let enough = max(Self.large, Self.steepest * 2 * entry.packed)
        let inflation = Inflation(bytes, range, limit: min(limit, enough)) { piece in
            if isWanted, kept.count < Self.longestText { kept += piece }
            guard isXML else { return }
            let joined = tail + piece
            joined.withUnsafeBytes { lookFor(Bytes($0)) }
            tail = Array(piece.suffix(16))
        }
        if isWanted { texts[entry.name] = Self.text(kept) }
        switch inflation.end {
        case .whole: if inflation.count != entry.size { findings.insert(.damaged) }
        case .broken: findings.insert(.damaged)
        case .stopped: break
        }
        extent.unpackedBytes += Int64(max(0, inflation.count - entry.size))
        if inflation.count >= Self.large {
            extent.ratio = max(extent.ratio, Int64(inflation.count / max(1, entry.packed)))
        }
        return inflation.count
    }

    /// Notes declarations of types and entities, and fields that run a program (DDE). `!` is rare in XML.
    private mutating func lookFor(_ bytes: Bytes) {
        var offset = 0
        while let found = bytes.first([0x21], in: offset..<bytes.count) {
            // In UTF-16 a zero stands between the signs.
            for step in [1, 2] where found >= step && bytes.has([0x3c], at: found - step) {
                let word = (0..<7).map { bytes.big(1, at: found + (($0 + 1) * step)).map { UInt8($0 & 0x5f) } ?? 0 }
                if word == Array("DOCTYPE".utf8) { declaresTypes = true }
                if word.prefix(6) == Array("ENTITY".utf8)[...] { declaresEntities = true }
            }
            offset = found + 1
        }
        if bytes.first("DDEAUTO", in: 0..<bytes.count) != nil { hasExchange = true }
    }

    private static func isXML(_ name: String) -> Bool {
        let lower = name.lowercased()
        return [".xml", ".rels", ".vml", ".rdf"].contains(where: lower.hasSuffix)
    }

    /// As text, each byte a sign, zeros left out: what is looked for is ASCII, also in UTF-16.
    private static func text(_ bytes: [UInt8]) -> String {
        String(String.UnicodeScalarView(bytes.lazy.filter { $0 != 0 }.map { Unicode.Scalar($0) }))
    }
}
