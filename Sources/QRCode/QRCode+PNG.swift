import CZlib

extension QRCode {
    /// The code as a picture in black and white (PNG), with the quiet zone; for messages and printers that take no SVG.
    /// - Parameter scale: pixels for one module, 1 to 32.
    public func png(scale: Int = 6) -> [UInt8] {
        let scale = min(max(scale, 1), 32)
        let side = (width + 2 * Self.quietZone) * scale
        var rows: [UInt8] = []
        for y in 0..<side {
            // Each row begins with the number of its filter: none.
            rows.append(0)
            var byte: UInt8 = 0
            for x in 0..<side {
                byte = byte << 1 | (isDark(x / scale - Self.quietZone, y / scale - Self.quietZone) ? 0 : 1)
                if x % 8 == 7 {
                    rows.append(byte)
                    byte = 0
                }
            }
            if side % 8 > 0 { rows.append(byte << (8 - side % 8)) }
        }
        let header = bigEndian(side) + bigEndian(side) + [1, 0, 0, 0, 0]
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunk("IHDR", header)
            + chunk("IDAT", deflated(rows)) + chunk("IEND", [])
    }

    private func isDark(_ column: Int, _ row: Int) -> Bool {
        guard (0..<width).contains(column), (0..<width).contains(row) else { return false }
        return modules[row * width + column]
    }

    private func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
        let named = Array(type.utf8) + data
        return bigEndian(data.count) + named + bigEndian(Int(crc32(0, named, UInt32(named.count))))
    }

    private func deflated(_ bytes: [UInt8]) -> [UInt8] {
        var length = compressBound(UInt(bytes.count))
        var out = [UInt8](repeating: 0, count: Int(length))
        // It cannot fail: the room is what zlib asked for.
        compress2(&out, &length, bytes, UInt(bytes.count), 9)
        return Array(out.prefix(Int(length)))
    }

    private func bigEndian(_ number: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }
}
