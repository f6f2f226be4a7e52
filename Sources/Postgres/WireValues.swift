/// Parameter values laid out for libpq in one buffer, so that every pointer handed over stays good during the call.
struct WireValues {
    /// Every value followed by a zero byte.
    private var bytes: [UInt8] = []
    /// Where each value starts; nil for null.
    private var starts: [Int?] = []
    private var lengths: [Int32] = []
    /// 0 for text, 1 for binary.
    private var formats: [Int32] = []

    /// Throws when a text holds a NUL character: C would end it there, and PostgreSQL has none.
    init(_ parameters: [SQL.Parameter]) throws {
        // The protocol counts parameters in 16 bits.
        guard parameters.count <= 65_535 else {
            throw PostgresError(.encoding, message: "\(parameters.count) parameters are more than 65,535")
        }
        for (index, parameter) in parameters.enumerated() {
            switch parameter.value {
            case .null:
                append([UInt8]?.none, format: 0)
            case .text(let text):
                guard !text.utf8.contains(0) else {
                    throw PostgresError(.encoding, message: "parameter $\(index + 1) holds a NUL character")
                }
                append(text.utf8, format: 0)
            case .bytes(let value):
                append(value, format: 1)
            }
        }
    }

    private mutating func append(_ value: (some Collection<UInt8>)?, format: Int32) {
        starts.append(value == nil ? nil : bytes.count)
        lengths.append(Int32(clamping: value?.count ?? 0))
        formats.append(format)
        guard let value else { return }
        bytes.append(contentsOf: value)
        bytes.append(0)
    }

    func withPointers<Value>(
        _ body: (Int32, [UnsafePointer<CChar>?], [Int32], [Int32]) throws -> Value
    ) rethrows -> Value {
        try bytes.withUnsafeBytes { buffer in
            let pointers = starts.map { start in
                start.flatMap { buffer.baseAddress?.advanced(by: $0).assumingMemoryBound(to: CChar.self) }
            }
            return try body(Int32(starts.count), pointers, lengths, formats)
        }
    }
}
