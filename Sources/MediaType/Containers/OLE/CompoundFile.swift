/// A compound file (MS-CFB): its directory, and the beginnings of its streams.
struct CompoundFile {
    /// A stream or storage in the directory.
    struct Entry {
        var name: String
        var isStream: Bool
        var start: Int
        var size: Int
    }

    private(set) var entries: [Entry] = []
    /// The class of the root storage, as 32 hexadecimal digits.
    private(set) var rootClass = ""
    private(set) var isTruncated = false
    private let bytes: Bytes
    private let sectorBits: Int
    private var table: [Int] = []
    private var smallTable: [Int] = []
    private var smallStart = 0
    private var smallLimit = 0

    private static let mostSectors = 1 << 22

    /// Reads the directory; nil when the header is none.
    init?(_ bytes: Bytes) {
        guard bytes.has(Self.mark, at: 0), let bits = bytes.little(2, at: 30), bits == 9 || bits == 12,
            let first = bytes.little(4, at: 48)
        else { return nil }
        self.bytes = bytes
        sectorBits = bits
        readTable()
        guard readDirectory(from: first) else {
            isTruncated = true
            return
        }
        if let firstSmall = bytes.little(4, at: 60) {
            smallTable = numbers(in: chain(firstSmall, in: table, limit: 4_096))
        }
        // The last sector that is in use ends where the file ends, or a little after it.
        let last = table.lastIndex { $0 != Self.free } ?? 0
        if position(last) >= bytes.count { isTruncated = true }
    }

    private static let mark: [UInt8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]
    private static let free = 0xffff_ffff

    private func position(_ sector: Int) -> Int { (sector + 1) << sectorBits }

    /// The file allocation table: 109 of its sectors are named in the header, the others in a chain of their own.
    private mutating func readTable() {
        var sectors = (0..<109).compactMap { bytes.little(4, at: 76 + 4 * $0) }
        var next = bytes.little(4, at: 68) ?? Self.free
        var seen = 0
        let inEach = (1 << sectorBits) / 4 - 1
        while next < 0xffff_fffa, seen < 8_192 {
            let start = position(next)
            sectors += (0..<inEach).compactMap { bytes.little(4, at: start + 4 * $0) }
            next = bytes.little(4, at: start + 4 * inEach) ?? Self.free
            seen += 1
        }
        for sector in sectors where sector < 0xffff_fffa {
            guard table.count < Self.mostSectors else { return }
            guard position(sector) < bytes.count else {
                isTruncated = true
                continue
            }
            table += numbers(in: [sector])
        }
    }

    private func numbers(in sectors: [Int]) -> [Int] {
        sectors.flatMap { sector in
            (0..<1 << (sectorBits - 2)).map { bytes.little(4, at: position(sector) + 4 * $0) ?? Self.free }
        }
    }

    /// The sectors from `start` on, at most `limit`; a circle ends there too.
    private func chain(_ start: Int, in table: [Int], limit: Int) -> [Int] {
        var sectors: [Int] = []
        var sector = start
        while sector < table.count, sectors.count < limit {
            sectors.append(sector)
            sector = table[sector]
        }
        return sectors
    }

    private mutating func readDirectory(from first: Int) -> Bool {
        let sectors = chain(first, in: table, limit: 4_096)
        for sector in sectors {
            for place in stride(from: position(sector), to: position(sector + 1), by: 128) {
                guard let kind = bytes.big(1, at: place + 66), let length = bytes.little(2, at: place + 64),
                    let start = bytes.little(4, at: place + 116), let size = bytes.little(4, at: place + 120)
                else { return false }
                guard kind == 1 || kind == 2 || kind == 5 else { continue }
                let units = (0..<max(0, min(length, 64) / 2 - 1)).compactMap { bytes.little(2, at: place + 2 * $0) }
                let name = String(decoding: units.map { UInt16($0) }, as: UTF16.self)
                if kind == 5 {
                    let digits = (0..<16).compactMap { bytes.big(1, at: place + 80 + $0) }
                    rootClass = digits.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
                    (smallStart, smallLimit) = (start, size)
                } else {
                    entries.append(Entry(name: name, isStream: kind == 2, start: start, size: size))
                }
            }
        }
        return !sectors.isEmpty && !rootClass.isEmpty
    }

    /// Whether anything is called `name`, in whatever case.
    func has(_ name: String) -> Bool { entry(name) != nil }

    /// What is called `name`, in whatever case.
    func entry(_ name: String) -> Entry? {
        entries.first { $0.name.lowercased() == name.lowercased() }
    }

    /// The first `count` bytes of the stream `name`, fewer where there are fewer.
    func beginning(of name: String, _ count: Int) -> [UInt8] {
        guard let entry = entry(name), entry.isStream else { return [] }
        let wanted = min(entry.size, count)
        var found: [UInt8] = []
        if entry.size >= 4_096 {
            for sector in chain(entry.start, in: table, limit: (wanted >> sectorBits) + 1) {
                let there = min(1 << sectorBits, max(0, bytes.count - position(sector)))
                found += bytes.slice(position(sector), there).map { [UInt8]($0) } ?? []
            }
        } else {
            let homes = chain(smallStart, in: table, limit: (smallLimit >> sectorBits) + 1)
            for sector in chain(entry.start, in: smallTable, limit: 64) {
                let place = sector << 6
                guard (place >> sectorBits) < homes.count else { break }
                let start = position(homes[place >> sectorBits]) + (place & ((1 << sectorBits) - 1))
                found += bytes.slice(start, 64).map { [UInt8]($0) } ?? []
            }
        }
        return Array(found.prefix(wanted))
    }
}
