import Glibc

/// Bytes to be read at any offset. Whatever a hostile file claims, a read outside of it is nil and never a trap.
struct Bytes {
    let all: UnsafeRawBufferPointer

    init(_ bytes: UnsafeRawBufferPointer) {
        all = bytes
    }

    var count: Int { all.count }

    /// The number in the `width` bytes at `offset`, most significant first.
    func big(_ width: Int, at offset: Int) -> Int? {
        if width == 1 { return offset >= 0 && offset < all.count ? Int(all[offset]) : nil }
        return wide(width, at: offset)
    }

    private func wide(_ width: Int, at offset: Int) -> Int? {
        slice(offset, width).map { $0.reduce(0) { ($0 & Int.max >> 8) << 8 | Int($1) } }
    }

    /// The number in the `width` bytes at `offset`, least significant first.
    func little(_ width: Int, at offset: Int) -> Int? {
        slice(offset, width).map { $0.reversed().reduce(0) { ($0 & Int.max >> 8) << 8 | Int($1) } }
    }

    /// The `length` bytes at `offset`, as text; every byte is one sign.
    func text(_ length: Int, at offset: Int) -> String? {
        slice(offset, length).map { String(String.UnicodeScalarView($0.map { Unicode.Scalar($0) })) }
    }

    /// The `length` bytes at `offset`, as UTF-8 repaired where it is broken.
    func utf8(_ length: Int, at offset: Int) -> String? {
        slice(offset, length).map { String(decoding: $0, as: UTF8.self) }
    }

    /// True when the bytes at `offset` are those of `text`.
    func has(_ text: String, at offset: Int) -> Bool {
        has(Array(text.utf8), at: offset)
    }

    /// True when `wanted` stands at `offset`.
    func has(_ wanted: [UInt8], at offset: Int) -> Bool {
        slice(offset, wanted.count).map { $0.elementsEqual(wanted) } ?? false
    }

    /// Where `text` first stands in `range`, which is cut to what there is and to its first 32 MiB.
    func first(_ text: String, in range: Range<Int>) -> Int? {
        first(Array(text.utf8), in: range)
    }

    /// Where `wanted` first stands in `range`, which is cut to what there is and to its first 32 MiB.
    func first(_ wanted: [UInt8], in range: Range<Int>) -> Int? {
        let range = range.clamped(to: 0..<count)
        guard let start = all.baseAddress, !wanted.isEmpty else { return nil }
        var offset = range.lowerBound
        let last = min(range.upperBound, offset + Self.longestSearch) - wanted.count
        while offset <= last {
            guard let found = memchr(start + offset, Int32(wanted[0]), last - offset + 1) else { return nil }
            offset = UnsafeRawPointer(found) - start
            if memcmp(start + offset, wanted, wanted.count) == 0 { return offset }
            offset += 1
        }
        return nil
    }

    /// Where `text` last stands from `start` on.
    func last(_ text: String, from start: Int) -> Int? {
        let wanted = Array(text.utf8)
        return stride(from: count - wanted.count, through: max(0, start), by: -1).first { has(wanted, at: $0) }
    }

    /// The bytes one search looks at, at most, so that no file costs more than a fraction of a second.
    static let longestSearch = 32 << 20

    /// The `length` bytes at `offset`; nil where they are not all there.
    func slice(_ offset: Int, _ length: Int) -> Slice<UnsafeRawBufferPointer>? {
        guard offset >= 0, length >= 0, offset <= count, length <= count - offset else { return nil }
        return all[offset..<offset + length]
    }
}
