/// Reads a table row by row (RFC 4180): commas, fields in quotes where they need them, CRLF or LF.
struct CSVReader {
    struct Field {
        var text: String
        var line: Int
        var column: Int
    }

    private let bytes: [UInt8]
    private var offset: Int
    private var line = 1
    private var lineStart: Int

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        offset = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
        lineStart = offset
    }

    /// The next row, or nil at the end.
    mutating func row() throws(RatingFault) -> [Field]? {
        guard offset < bytes.count else { return nil }
        var fields: [Field] = []
        while true {
            fields.append(try field())
            guard offset < bytes.count else { return fields }
            if bytes[offset] == UInt8(ascii: ",") {
                offset += 1
                continue
            }
            if bytes[offset] == UInt8(ascii: "\r"), offset + 1 < bytes.count, bytes[offset + 1] == UInt8(ascii: "\n") {
                offset += 1
            }
            guard bytes[offset] == UInt8(ascii: "\n") else {
                throw fault("Between two fields stands a comma, after the last one the end of the line.")
            }
            offset += 1
            newLine()
            return fields
        }
    }

    private mutating func field() throws(RatingFault) -> Field {
        var field = Field(text: "", line: line, column: offset - lineStart + 1)
        let isQuoted = offset < bytes.count && bytes[offset] == UInt8(ascii: "\"")
        let text = isQuoted ? try quoted() : try plain()
        guard let valid = String(validating: text, as: UTF8.self) else {
            throw RatingFault(line: field.line, column: field.column, words: "The field is not UTF-8.")
        }
        field.text = valid
        return field
    }

    private mutating func plain() throws(RatingFault) -> ArraySlice<UInt8> {
        let start = offset
        while offset < bytes.count, !",\r\n".utf8.contains(bytes[offset]) {
            if bytes[offset] == UInt8(ascii: "\"") {
                throw fault("A quote stands only in a field that is quoted as a whole, and twice there.")
            }
            offset += 1
        }
        return bytes[start..<offset]
    }

    private mutating func quoted() throws(RatingFault) -> ArraySlice<UInt8> {
        let begin = RatingFault(line: line, column: offset - lineStart + 1, words: "The quoted field does not end.")
        offset += 1
        var text: ArraySlice<UInt8> = []
        while offset < bytes.count {
            let byte = bytes[offset]
            offset += 1
            if byte == UInt8(ascii: "\"") {
                guard offset < bytes.count, bytes[offset] == byte else { return text }
                offset += 1
            }
            text.append(byte)
            if byte == UInt8(ascii: "\n") { newLine() }
        }
        throw begin
    }

    private mutating func newLine() {
        line += 1
        lineStart = offset
    }

    private func fault(_ words: String) -> RatingFault {
        RatingFault(line: line, column: offset - lineStart + 1, words: words)
    }
}
