/// What is known of a testimonial beside its words: what it lacks follows from it.
public struct TestimonialFacts: Sendable, Equatable {
    /// Whether the witness says that they saw the work themself.
    public var isFirstHand: Bool
    /// Whether some contact was found to be the witness's own.
    public var isConfirmed: Bool
    /// Whether the person behind the contact said that they did not give it.
    public var isDenied: Bool
    /// Whether the witness took it back.
    public var isWithdrawn: Bool
    /// Whether the learner handed the link over, and so may have seen it.
    public var isHandedOver: Bool
    /// How many questions were put.
    public var questionsPut: Int
    /// How many were answered in writing.
    public var questionsAnswered: Int
    /// Whether it has a recording.
    public var isRecorded: Bool
    /// Whether the witness has the learner's name.
    public var hasLearnersName: Bool
    /// Whether a witness of another name gave the same contact for the same learner.
    public var sharesContact: Bool
    /// Whether the policy says that a testimonial never stands alone.
    public var neverStandsAlone: Bool

    /// What is known of a testimonial.
    public init(
        isFirstHand: Bool, isConfirmed: Bool, isDenied: Bool = false, isWithdrawn: Bool = false,
        isHandedOver: Bool = false, questionsPut: Int, questionsAnswered: Int, isRecorded: Bool = false,
        hasLearnersName: Bool = false, sharesContact: Bool = false, neverStandsAlone: Bool = false
    ) {
        self.isFirstHand = isFirstHand
        self.isConfirmed = isConfirmed
        self.isDenied = isDenied
        self.isWithdrawn = isWithdrawn
        self.isHandedOver = isHandedOver
        self.questionsPut = questionsPut
        self.questionsAnswered = questionsAnswered
        self.isRecorded = isRecorded
        self.hasLearnersName = hasLearnersName
        self.sharesContact = sharesContact
        self.neverStandsAlone = neverStandsAlone
    }

    /// What it lacks, the gravest first.
    public var lacks: [TestimonialLack] {
        var lacks: [TestimonialLack] = []
        if isWithdrawn { lacks.append(.withdrawn) }
        if isDenied { lacks.append(.denied) }
        if !isConfirmed { lacks.append(isHandedOver ? .handedOverUnconfirmed : .contactUnconfirmed) }
        if hasLearnersName { lacks.append(.learnersName) }
        if sharesContact { lacks.append(.sharedContact) }
        if !isFirstHand { lacks.append(.secondHand) }
        if questionsAnswered == 0, isRecorded {
            lacks.append(.spokenOnly)
        } else if questionsAnswered < questionsPut {
            lacks.append(.questionsOpen)
        }
        if neverStandsAlone { lacks.append(.neverAlone) }
        return lacks
    }
}

/// One thing that a testimonial lacks, or that whoever weighs it should know.
public enum TestimonialLack: String, Codable, Sendable, CaseIterable {
    /// The witness took it back.
    case withdrawn
    /// The person behind the contact said that they did not give it.
    case denied
    /// The learner passed the link on, and no contact was found to be the witness's own.
    case handedOverUnconfirmed
    /// No contact was found to be the witness's own.
    case contactUnconfirmed
    /// The witness has the learner's name.
    case learnersName
    /// A witness of another name gave the same contact.
    case sharedContact
    /// The witness did not see the work themself.
    case secondHand
    /// There is a recording and nothing written.
    case spokenOnly
    /// Questions were left out.
    case questionsOpen
    /// By the policy, a testimonial never stands alone.
    case neverAlone

    /// The same in plain words, with what can be done about it.
    public var words: String {
        switch self {
        case .withdrawn: "The witness took it back. It counts for nothing any more."
        case .denied: "The person reached under the contact said that they did not give it. It does not count."
        case .handedOverUnconfirmed:
            "The learner passed the link on, and nobody has confirmed that the witness gave it. "
                + "The institution can call the witness."
        case .contactUnconfirmed: "Nobody has confirmed the contact. The institution can call the witness."
        case .learnersName: "The witness has the same name as the learner. Make sure that they are two people."
        case .sharedContact: "A witness of another name gave the same contact. Make sure that they are two people."
        case .secondHand: "The witness did not see the work with their own eyes."
        case .spokenOnly: "It is spoken only: listen to it, or read a transcript where there is one."
        case .questionsOpen: "The witness left questions unanswered."
        case .neverAlone: "A testimonial is not enough alone: the claim needs another kind of evidence beside it."
        }
    }
}
