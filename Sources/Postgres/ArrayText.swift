/// PostgreSQL's array literals of one dimension: `{1,NULL,"a \"b\""}`.
///
/// https://www.postgresql.org/docs/15/arrays.html#ARRAYS-IO
enum ArrayText {
    static func make(_ elements: [PostgresValue]) -> String {
        var text = "{"
        for (index, element) in elements.enumerated() {
            if index > 0 { text += "," }
            switch element {
            case .null: text += "NULL"
            case .text(let value): quote(value, into: &text)
            case .bytes(let bytes): quote(ByteaText.make(bytes), into: &text)
            }
        }
        return text + "}"
    }

    private static func quote(_ value: String, into text: inout String) {
        text += "\""
        for scalar in value.unicodeScalars {
            if scalar == "\"" || scalar == "\\" { text += "\\" }
            text.unicodeScalars.append(scalar)
        }
        text += "\""
    }

    /// The elements' texts, nil for null. Only arrays of one dimension that begin at 1 are read.
    static func elements(of text: UnsafeRawBufferPointer) throws -> [[UInt8]?] {
        guard text.count >= 2, text.first == open, text.last == close else { throw fault }
        var elements: [[UInt8]?] = []
        var position = 1
        let end = text.count - 1
        while position < end {
            let (element, next) = try element(in: text, from: position, to: end)
            elements.append(element)
            if next == end { return elements }
            guard text[next] == comma, next + 1 < end else { throw fault }
            position = next + 1
        }
        return elements
    }

    private static func element(
        in text: UnsafeRawBufferPointer, from start: Int, to end: Int
    ) throws -> ([UInt8]?, next: Int) {
        guard text[start] == quotation else {
            let bare = text[start..<end].prefix { $0 != comma }
            guard !bare.contains(open) else { throw PostgresValueError("is an array of more than one dimension") }
            let bytes = [UInt8](bare)
            return (bytes == null ? nil : bytes, start + bytes.count)
        }
        var bytes: [UInt8] = []
        var position = start + 1
        while position < end, text[position] != quotation {
            if text[position] == backslash { position += 1 }
            guard position < end else { break }
            bytes.append(text[position])
            position += 1
        }
        guard position < end else { throw fault }
        return (bytes, position + 1)
    }

    private static let fault = PostgresValueError("is no array")
    private static let open = UInt8(ascii: "{")
    private static let close = UInt8(ascii: "}")
    private static let comma = UInt8(ascii: ",")
    private static let quotation = UInt8(ascii: "\"")
    private static let backslash = UInt8(ascii: "\\")
    private static let null = [UInt8]("NULL".utf8)
}
