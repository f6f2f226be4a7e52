import Foundation

/// What is held and may be held.
struct UsageBody: AnswerBody {
    var usedBytes: Int64
    var usedItems: Int64
    var reservedBytes: Int64
    var reservedItems: Int64
    var maximumBytes: Int64?
    var maximumItems: Int64?

    private static let count = Schema.integer(0...9_007_199_254_740_991)
    static let schema = Schema.object([
        .must("usedBytes", count, "Bytes of files that are kept: in portfolios, or held by a submission."),
        .must("usedItems", count, "How many files those are."),
        .must("reservedBytes", count, "Bytes set aside for uploads under way."),
        .must("reservedItems", count, "How many uploads those are."),
        .may("maximumBytes", count, "How many bytes there may be of both; absent where nothing limits them."),
        .may("maximumItems", count, "How many files there may be; absent where nothing limits them."),
    ])

    init(_ usage: Usage) {
        usedBytes = usage.keptBytes
        usedItems = usage.keptItems
        reservedBytes = usage.reservedBytes
        reservedItems = usage.reservedItems
        maximumBytes = usage.maximumBytes
        maximumItems = usage.maximumItems
    }
}

/// What the operator lets an institution hold; what is left out is as the service's settings say.
struct QuotaBody: RequestBody {
    var maximumBytes: Int64?
    var maximumItems: Int64?

    static let schema = Schema.object([
        .may("maximumBytes", .integer(1...9_007_199_254_740_991), "Bytes of files in all its portfolios together."),
        .may("maximumItems", .integer(1...9_007_199_254_740_991), "How many files."),
    ])
}
