import CZlib

/// Unpacks deflated bytes (RFC 1951), never more than it is allowed to, and hands them on piece by piece without keeping them.
struct Inflation {
    /// How it ended.
    enum End { case whole, stopped, broken }

    private(set) var end = End.whole
    /// The bytes that came out.
    private(set) var count = 0

    /// Unpacks `range`.
    /// - Parameters:
    ///   - isWrapped: whether the bytes have the header of zlib (RFC 1950), as those in a PDF.
    ///   - limit: it stops when more than this has come out.
    ///   - each: takes a piece.
    init(
        _ bytes: Bytes, _ range: Range<Int>, isWrapped: Bool = false, limit: Int,
        each: (UnsafeRawBufferPointer) -> Void
    ) {
        let range = range.clamped(to: 0..<bytes.count)
        guard let start = bytes.all.baseAddress, !range.isEmpty else {
            end = .broken
            return
        }
        var stream = z_stream()
        guard inflateInit2_(&stream, isWrapped ? 15 : -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
        else {
            end = .broken
            return
        }
        defer { inflateEnd(&stream) }
        stream.next_in = UnsafeMutablePointer(
            mutating: (start + range.lowerBound).assumingMemoryBound(to: Bytef.self))
        stream.avail_in = uInt(clamping: range.count)
        withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16) { buffer in
            guard let room = buffer.baseAddress else { return }
            while true {
                stream.next_out = room.assumingMemoryBound(to: Bytef.self)
                stream.avail_out = uInt(buffer.count)
                let state = inflate(&stream, Z_NO_FLUSH)
                let got = buffer.count - Int(stream.avail_out)
                count += got
                if got > 0 { each(UnsafeRawBufferPointer(start: room, count: got)) }
                if state == Z_STREAM_END { return }
                guard state == Z_OK || state == Z_BUF_ERROR && got > 0 else {
                    end = .broken
                    return
                }
                if count > limit {
                    end = .stopped
                    return
                }
            }
        }
    }
}
