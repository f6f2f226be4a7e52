/// The central directory of a zip archive (PKWARE APPNOTE 4.3.12 and 4.3.16).
struct ZipDirectory {
    /// One entry, as the directory describes it.
    struct Entry {
        var name: String
        var flags: Int
        var method: Int
        /// Its packed bytes.
        var packed: Int
        /// Its bytes once unpacked, as declared.
        var size: Int
        /// Where its local header stands.
        var offset: Int

        var isEncrypted: Bool { flags & 1 == 1 }
    }

    private(set) var entries: [Entry] = []
    /// Where the archive's bytes end: after the comment of the end record.
    private(set) var end = 0
    /// Whether the parts lie as one program would have written them.
    private(set) var isSound = false

    /// Reads the directory; nil when there is none, as in an archive whose end is missing.
    init?(_ bytes: Bytes) {
        guard let record = Self.endRecord(bytes), let counted = bytes.little(2, at: record + 10),
            let length = bytes.little(4, at: record + 12), let start = bytes.little(4, at: record + 16),
            let comment = bytes.little(2, at: record + 20)
        else { return nil }
        end = record + 22 + comment
        var place = (offset: start, count: counted)
        if start == 0xffff_ffff || counted == 0xffff || length == 0xffff_ffff {
            guard let large = Self.largeRecord(bytes, before: record) else { return nil }
            place = large
        }
        if !read(bytes, place.offset, min(place.count, 65_536)) {
            // With something before it, an archive's figures are all too small: it is not alone in its file.
            entries = []
            guard read(bytes, record - length, min(place.count, 65_536)) else { return nil }
            return
        }
        // Between the directory and the end record stands nothing, or the records of ZIP64.
        isSound = (start + length == record || place.offset != start) && areLaidOut(bytes, before: record)
    }

    private mutating func read(_ bytes: Bytes, _ start: Int, _ count: Int) -> Bool {
        var offset = start
        for _ in 0..<count {
            guard bytes.has("PK\u{1}\u{2}", at: offset), let flags = bytes.little(2, at: offset + 8),
                let method = bytes.little(2, at: offset + 10), var packed = bytes.little(4, at: offset + 20),
                var size = bytes.little(4, at: offset + 24), let length = bytes.little(2, at: offset + 28),
                let extra = bytes.little(2, at: offset + 30), let comment = bytes.little(2, at: offset + 32),
                var local = bytes.little(4, at: offset + 42), let name = bytes.utf8(length, at: offset + 46)
            else { return false }
            // ZIP64 (APPNOTE 4.5.3): what does not fit stands in the extra field, in this order.
            var field = offset + 46 + length
            while field + 4 <= offset + 46 + length + extra, let kind = bytes.little(2, at: field),
                let bytesInField = bytes.little(2, at: field + 2)
            {
                if kind == 1 {
                    var at = field + 4
                    for value in [\.size, \.packed, \.offset] as [WritableKeyPath<Large, Int>] {
                        var large = Large(size: size, packed: packed, offset: local)
                        guard large[keyPath: value] == 0xffff_ffff, let read = bytes.little(8, at: at) else { continue }
                        large[keyPath: value] = read
                        (size, packed, local, at) = (large.size, large.packed, large.offset, at + 8)
                    }
                }
                field += 4 + bytesInField
            }
            entries.append(
                Entry(name: name, flags: flags, method: method, packed: packed, size: size, offset: local))
            offset += 46 + length + extra + comment
        }
        return true
    }

    private struct Large {
        var size: Int
        var packed: Int
        var offset: Int
    }

    /// Where the packed bytes of an entry stand; nil when its local header is not there or not its own.
    func range(of entry: Entry, in bytes: Bytes) -> Range<Int>? {
        guard bytes.has("PK\u{3}\u{4}", at: entry.offset), let name = bytes.little(2, at: entry.offset + 26),
            let extra = bytes.little(2, at: entry.offset + 28)
        else { return nil }
        let start = entry.offset + 30 + name + extra
        guard entry.packed >= 0, start <= bytes.count, entry.packed <= bytes.count - start else { return nil }
        return start..<start + entry.packed
    }

    /// Entries follow one another from the first byte on, none within another, and each is called the same in both places.
    private func areLaidOut(_ bytes: Bytes, before record: Int) -> Bool {
        var last = 0
        for (index, entry) in entries.sorted(by: { $0.offset < $1.offset }).enumerated() {
            if index == 0, entry.offset != 0 { return false }
            guard entry.offset >= last, let range = range(of: entry, in: bytes), range.upperBound <= record else {
                return false
            }
            if let length = bytes.little(2, at: entry.offset + 26),
                bytes.utf8(length, at: entry.offset + 30) != entry.name
            {
                return false
            }
            last = range.upperBound
        }
        return Set(entries.map(\.name)).count == entries.count && !entries.contains { Self.leavesItsFolder($0.name) }
    }

    private static func leavesItsFolder(_ name: String) -> Bool {
        name.hasPrefix("/") || name.contains("\\..") || name.contains("\0")
            || name.split(separator: "/", omittingEmptySubsequences: false).contains("..")
    }

    /// The end-of-central-directory record, searched from the end over the longest comment there can be.
    static func endRecord(_ bytes: Bytes) -> Int? {
        var offset = bytes.count - 22
        let last = max(0, bytes.count - 22 - 65_535)
        while offset >= last {
            if bytes.has([0x50, 0x4b, 5, 6], at: offset) { return offset }
            offset -= 1
        }
        return nil
    }

    private static func largeRecord(_ bytes: Bytes, before record: Int) -> (offset: Int, count: Int)? {
        guard bytes.has([0x50, 0x4b, 6, 7], at: record - 20), let place = bytes.little(8, at: record - 12),
            bytes.has([0x50, 0x4b, 6, 6], at: place), let count = bytes.little(8, at: place + 32),
            let offset = bytes.little(8, at: place + 48)
        else { return nil }
        return (offset, count)
    }

    /// The names in the local headers of an archive without a directory: the beginning of one that was cut.
    static func localNames(_ bytes: Bytes) -> [String] {
        var names: [String] = []
        var offset = 0
        while names.count < 512, let found = bytes.first([0x50, 0x4b, 3, 4], in: offset..<bytes.count) {
            if let length = bytes.little(2, at: found + 26), let name = bytes.utf8(length, at: found + 30) {
                names.append(name)
            }
            offset = found + 4
        }
        return names
    }
}
