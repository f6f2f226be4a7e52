import CZlib

/// Unpacks what was packed by gzip (RFC 1952), in memory, never more than it is allowed to.
public enum Gzip {
    /// What comes out.
    /// - Parameter most: how many bytes may come out.
    /// - Returns: nil where it is no whole gzip stream, or where more would come out.
    public static func unpacked(_ bytes: [UInt8], most: Int) -> [UInt8]? {
        var stream = z_stream()
        // 15 bits of window, and 16 more for the header of gzip.
        guard inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            return nil
        }
        defer { inflateEnd(&stream) }
        var packed = bytes
        var result: [UInt8] = []
        var room = [UInt8](repeating: 0, count: 1 << 16)
        return packed.withUnsafeMutableBufferPointer { packed in
            stream.next_in = packed.baseAddress
            stream.avail_in = uInt(clamping: packed.count)
            while true {
                let (state, got) = room.withUnsafeMutableBufferPointer { room in
                    stream.next_out = room.baseAddress
                    stream.avail_out = uInt(room.count)
                    let state = inflate(&stream, Z_NO_FLUSH)
                    return (state, room.count - Int(stream.avail_out))
                }
                result += room[..<got]
                guard result.count <= most else { return nil }
                if state == Z_STREAM_END { return result }
                guard state == Z_OK, got > 0 || stream.avail_in > 0 else { return nil }
            }
        }
    }
}
