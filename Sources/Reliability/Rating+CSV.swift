extension Rating {
    /// Marks from a table (CSV, RFC 4180, UTF-8) whose first line names its columns: unit, criterion, item, assessor, level and,
    /// where there is one, period, in any order.
    /// - Throws: the first fault, with line and column.
    public static func table(csv: [UInt8]) throws(RatingFault) -> [Rating] {
        var reader = CSVReader(csv)
        guard let header = try reader.row() else {
            throw RatingFault(line: 1, column: 1, words: "The table is empty; its first line names the columns.")
        }
        let columns = try Columns(header)
        var ratings: [Rating] = []
        var seen: [[String]: Int] = [:]
        while let row = try reader.row() {
            guard row.count == header.count else {
                throw RatingFault(
                    line: row[0].line, column: row[0].column,
                    words: "This line has \(row.count) fields; the header has \(header.count).")
            }
            let rating = try columns.rating(row)
            let key = [rating.unit, rating.criterion, rating.item, rating.assessor]
            if let line = seen.updateValue(row[0].line, forKey: key) {
                throw RatingFault(
                    line: row[0].line, column: row[0].column,
                    words: "This assessor has marked this criterion of this item already, on line \(line).")
            }
            ratings.append(rating)
        }
        return ratings
    }
}

/// What is wrong with a table.
public struct RatingFault: Error, Sendable, Equatable, CustomStringConvertible {
    /// Counted from 1.
    public var line: Int
    /// Counted from 1, in bytes.
    public var column: Int
    /// What is wrong, and what would be right.
    public var words: String

    /// One line for a terminal.
    public var description: String { "line \(line), column \(column): \(words)" }
}

private struct Columns {
    private static let needed = ["unit", "criterion", "item", "assessor", "level"]
    private var places: [String: Int] = [:]

    init(_ header: [CSVReader.Field]) throws(RatingFault) {
        for (place, field) in header.enumerated() {
            guard Self.needed.contains(field.text) || field.text == "period" else {
                throw RatingFault(
                    line: field.line, column: field.column,
                    words: "“\(field.text)” is no column; there are \(Self.needed.joined(separator: ", ")) and period.")
            }
            guard places.updateValue(place, forKey: field.text) == nil else {
                throw RatingFault(line: field.line, column: field.column, words: "“\(field.text)” is there twice.")
            }
        }
        for name in Self.needed where places[name] == nil {
            throw RatingFault(line: 1, column: 1, words: "The column “\(name)” is missing.")
        }
    }

    func rating(_ row: [CSVReader.Field]) throws(RatingFault) -> Rating {
        let level = row[places["level"] ?? 0]
        guard let rank = Int(level.text), abs(rank) <= 1000, level.text == String(rank) else {
            throw RatingFault(
                line: level.line, column: level.column,
                words:
                    "A level is a whole number, its rank: “\(level.text)” is none. Leave the line out where there is no mark."
            )
        }
        return Rating(
            unit: try text(row, "unit"), criterion: try text(row, "criterion"), item: try text(row, "item"),
            assessor: try text(row, "assessor"), level: rank,
            period: places["period"] == nil ? nil : try text(row, "period"))
    }

    private func text(_ row: [CSVReader.Field], _ name: String) throws(RatingFault) -> String {
        let field = row[places[name] ?? 0]
        guard !field.text.isEmpty else {
            throw RatingFault(line: field.line, column: field.column, words: "“\(name)” is empty.")
        }
        return field.text
    }
}
