import CQREncode

/// A QR code (ISO/IEC 18004) of a short text, such as the address under which a witness answers: drawn here, so that what
/// it carries goes to nobody else.
public struct QRCode: Sendable, Equatable {
    /// How many modules one side has, without the quiet zone.
    public let width: Int
    /// The modules, row by row; true is dark.
    public let modules: [Bool]
    /// How many light modules the standard wants around it.
    public static let quietZone = 4

    /// - Returns: nil for a text that is empty, holds a NUL or is too long for a code (about 2,300 bytes).
    public init?(_ text: String) {
        guard !text.isEmpty, !text.utf8.contains(0) else { return nil }
        // Level M, 15 % restored: enough for a code on a cracked screen or creased paper, and no larger than it must be.
        guard let code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) else { return nil }
        defer { QRcode_free(code) }
        guard let data = code.pointee.data else { return nil }
        width = Int(code.pointee.width)
        modules = (0..<width * width).map { data[$0] & 1 == 1 }
    }

    /// The code as a drawing that any browser shows at any size: one path, black on white, with the quiet zone.
    public var svg: String {
        let side = width + 2 * Self.quietZone
        var path = ""
        for row in 0..<width {
            var column = 0
            while column < width {
                let start = column
                while column < width, modules[row * width + column] { column += 1 }
                if column > start {
                    path += "M\(start + Self.quietZone) \(row + Self.quietZone)h\(column - start)v1h-\(column - start)z"
                } else {
                    column += 1
                }
            }
        }
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(side) \(side)" shape-rendering="crispEdges">\
            <path fill="#fff" d="M0 0h\(side)v\(side)H0z"/><path d="\(path)"/></svg>
            """
    }
}
