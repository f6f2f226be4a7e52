/// One row of a result. Cells are read when asked for, from the memory libpq received them in.
///
///     let title: String = try row["title"]
///     let due: Date? = try row["due_at"]
///     let (id, name) = try row.decode(UUID.self, String.self)
///
/// A missing column and a value of another type throw a ``PostgresError`` of kind `decoding` that names the column.
/// A row keeps its whole result in memory: copy what outlives the request.
public struct Row: Sendable {
    private let result: ResultSet
    private let index: Int

    init(result: ResultSet, index: Int) {
        self.result = result
        self.index = index
    }

    /// The number of columns.
    public var count: Int { result.columnCount }

    /// The columns' names in order.
    public var columns: [String] { (0..<count).map(result.name(ofColumn:)) }

    /// The value of the first column of that exact name.
    public subscript<Value: PostgresDecodable>(_ column: String) -> Value {
        get throws { try value(at: position(of: column)) }
    }

    /// The value of a column counted from 0.
    public subscript<Value: PostgresDecodable>(_ position: Int) -> Value {
        get throws {
            try check(position)
            return try value(at: position)
        }
    }

    /// All the row's values in order; as many types as the row has columns.
    public func decode<each Value: PostgresDecodable>(_ types: repeat (each Value).Type) throws -> (repeat each Value) {
        var wanted = 0
        for _ in repeat each types { wanted += 1 }
        guard wanted == count else {
            throw PostgresError(.decoding, message: "the row has \(count) columns, not \(wanted)")
        }
        var position = -1
        func next<Next: PostgresDecodable>(_ type: Next.Type) throws -> Next {
            position += 1
            return try value(at: position)
        }
        return (repeat try next(each types))
    }

    /// Whether the column is null.
    public func isNull(_ column: String) throws -> Bool {
        try result.withCell(row: index, column: position(of: column)) { $0 == nil }
    }

    /// Lends the column's text in UTF-8 without copying it; the buffer is good only during the call. Null throws.
    public func withBytes<Value>(
        _ column: String, _ body: (UnsafeRawBufferPointer) throws -> Value
    ) throws -> Value {
        try withBytes(at: position(of: column), body)
    }

    /// Lends the text of a column counted from 0; see ``withBytes(_:_:)``.
    public func withBytes<Value>(
        at position: Int, _ body: (UnsafeRawBufferPointer) throws -> Value
    ) throws -> Value {
        try check(position)
        return try result.withCell(row: index, column: position) { text in
            guard let text else { throw fault(PostgresValueError("is null"), at: position) }
            return try body(text)
        }
    }

    /// Lends the text of a column counted from 0, nil for null, for writers that know null.
    public func withOptionalBytes<Value>(
        at position: Int, _ body: (UnsafeRawBufferPointer?) throws -> Value
    ) throws -> Value {
        try check(position)
        return try result.withCell(row: index, column: position, body)
    }

    /// Where the first column of that exact name stands, counted from 0: look it up once for many rows.
    public func position(of column: String) throws -> Int {
        guard let position = result.column(named: column) else {
            var error = PostgresError(.decoding, message: "the row has no column \(column)")
            error.column = column
            throw error
        }
        return position
    }

    private func value<Value: PostgresDecodable>(at position: Int) throws -> Value {
        try result.withCell(row: index, column: position) { text in
            do {
                return try Value(postgresText: text)
            } catch let error as PostgresValueError {
                throw fault(error, at: position)
            }
        }
    }

    private func check(_ position: Int) throws {
        guard (0..<count).contains(position) else {
            throw PostgresError(.decoding, message: "the row has \(count) columns, none at \(position)")
        }
    }

    private func fault(_ reason: PostgresValueError, at position: Int) -> PostgresError {
        let name = result.name(ofColumn: position)
        var error = PostgresError(.decoding, message: "the column \(name) \(reason)")
        error.column = name
        error.underlying = reason
        return error
    }
}

extension ResultSet {
    var rows: [Row] {
        (0..<rowCount).map { Row(result: self, index: $0) }
    }
}
