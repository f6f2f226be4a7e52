import HTTPTypes

extension Usage {
    /// Refuses a file that there is no room for just now.
    /// - Parameter whose: `portfolio` or `institution`.
    func requireRoom(for bytes: Int64, of whose: String) throws {
        guard fits(bytes) else { throw Problem.quotaExceeded(self, of: whose, for: bytes) }
    }
}

extension Problem {
    /// There is no room for a file.
    /// - Parameter whose: `portfolio` or `institution`.
    static func quotaExceeded(_ usage: Usage, of whose: String, for bytes: Int64) -> Problem {
        let number = { (value: Int64?) -> JSONValue in value.map { .number(String($0)) } ?? .null }
        let detail =
            usage.hasRoomForItem
            ? "The \(whose) has room for \(usage.fitsBytes ?? 0) bytes more, and the file has \(bytes)."
            : "The \(whose) has as many files as it may have."
        return Problem(
            .contentTooLarge, "quota-exceeded", "There is no room for the file",
            "\(detail) Send a smaller version, take out what is not needed, or give up unfinished uploads."
        )
        .with("quotaOf", .string(whose))
        .with("maximumBytes", number(usage.maximumBytes)).with("maximumItems", number(usage.maximumItems))
        .with("usedBytes", number(usage.keptBytes)).with("usedItems", number(usage.keptItems))
        .with("reservedBytes", number(usage.reservedBytes)).with("reservedItems", number(usage.reservedItems))
        .with("fitsBytes", usage.hasRoomForItem ? number(usage.fitsBytes) : .number("0"))
    }
}
