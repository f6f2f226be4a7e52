/// One mark: an assessor's level for a criterion of an item.
public struct Rating: Sendable, Equatable {
    /// The unit to which the criterion belongs.
    public var unit: String
    /// The criterion that was marked.
    public var criterion: String
    /// What was marked: a claim in a submission, say. The same item has the same name for every assessor.
    public var item: String
    /// Who marked it.
    public var assessor: String
    /// The level as a rank: a greater one is better, and the next one is next to it.
    public var level: Int
    /// When, as a text that sorts (`2026-Q4`); nil where time is not looked at.
    public var period: String?

    /// A mark.
    public init(unit: String, criterion: String, item: String, assessor: String, level: Int, period: String? = nil) {
        self.unit = unit
        self.criterion = criterion
        self.item = item
        self.assessor = assessor
        self.level = level
        self.period = period
    }
}
