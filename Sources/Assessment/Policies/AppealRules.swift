/// When and on what grounds a decision may be appealed. How long that is open is the clock `appeal`.
public struct AppealRules: Codable, Sendable, Equatable {
    /// A ground for an appeal.
    public struct Ground: Codable, Sendable, Equatable {
        /// A slug, unique in its policy.
        public var id: String
        /// The ground in plain words.
        public var words: String
        /// Whether evidence may come with it that the assessors did not have.
        public var newEvidence: Bool

        /// A ground.
        public init(id: String, words: String, newEvidence: Bool = false) {
            self.id = id
            self.words = words
            self.newEvidence = newEvidence
        }
    }

    /// The grounds that are heard.
    public var grounds: Sourced<[Ground]>
    /// How many hear an appeal, an odd number; nil where the policy leaves it open.
    public var panel: Sourced<Int>?
    /// Whether an appeal can never leave the learner with less than the decision did; nil where the policy is silent, and
    /// then it can.
    public var neverLess: Sourced<Bool>?

    /// Rules of appeal.
    public init(grounds: Sourced<[Ground]>, panel: Sourced<Int>? = nil, neverLess: Sourced<Bool>? = nil) {
        self.grounds = grounds
        self.panel = panel
        self.neverLess = neverLess
    }

    /// How many hear an appeal where the policy leaves it open: three, so that there is always a majority.
    public static let defaultPanel = 3

    /// How many hear an appeal.
    public var panelSize: Int { panel?.value ?? Self.defaultPanel }

    /// The ground of an id; nil where the policy does not hear it.
    public func ground(_ id: String) -> Ground? { grounds.value?.first { $0.id == id } }
}
