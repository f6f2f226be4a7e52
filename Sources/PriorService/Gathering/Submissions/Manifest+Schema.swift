import Assessment

extension Manifest.Link: Described {
    static let schema = Schema.object([
        .must("claim", .id, "The claim."),
        .must("evidence", .id, "The item."),
        .must("criterion", .text(100), "The criterion's id."),
        .must("note", .anyText(), "Because …"),
        .may("page", .integer(1...Int.max), "Which page."),
        .may("timeCodeSeconds", .text(40), "Which second of a recording."),
    ])
    static var schemaName: String { "SubmittedLink" }
}

extension Manifest.Testimony: Described {
    static let schema = Schema.object([
        .must("witnessName", .anyText(), "The witness."),
        .must("witnessRole", .anyText(), "What the witness is, in their work."),
        .must("organisation", .anyText(), "For whom the witness works."),
        .must("relationship", .anyText(), "What the witness is to the learner."),
        .must("firstHand", .boolean, "Whether they saw the work themself."),
        .must("relatedByFamily", .boolean, "Whether they are kin."),
        .must("knownFrom", .date, "Since when they know the learner."),
        .may("knownUntil", .date, "Until when."),
        .must(
            "answers",
            .list(of: .object([.must("prompt", .anyText(), "As put."), .must("answer", .anyText(), "As answered.")])),
            "What they said."),
        .may(
            "contactConfirmedBy", .choice(of: ContactConfirmation.Means.self),
            "How their contact was confirmed; absent where it was not."),
        .may("handedOver", .boolean, "Whether the learner passed the link on, and so may have seen it."),
    ])
    static var schemaName: String { "SubmittedTestimony" }
}

extension Manifest.Observed: Described {
    static let schema = Schema.object([
        .must("claim", .id, "The claim it was watched for."),
        .must("observer", .id, "Who watched."),
        .must("place", .anyText(), "Where."),
        .must("startedAt", .dateTime, "When it began."),
        .must("durationMinutes", .integer(1...1440), "For how long."),
        .must(
            "seen",
            .list(
                of: .object([
                    .must("criterion", .text(100), "The criterion's id."),
                    .must("seen", .text(20), "yes, no or notSeen."),
                    .must("comment", .anyText(), "What else."),
                ])), "What was seen."),
        .may(
            "outcomes",
            .list(
                of: .object([
                    .must("outcome", .text(100), "The outcome's id."),
                    .must("result", .text(20), "shown, notYet or notAsked."),
                    .must("comment", .anyText(), "Why."),
                ])), "Of an interview or test: what each outcome came to."),
        .must("isCountersigned", .boolean, "Whether the learner signed it too."),
        .may("counts", .boolean, "Whether it counts as evidence."),
    ])
    static var schemaName: String { "SubmittedObservation" }
}

extension Manifest.CurrencyStatement: Described {
    static let schema = Schema.object([
        .must("says", .anyText(), "How the skill was kept up since."),
        .must("items", .list(of: .id), "The newer items that show it."),
    ])
    static var schemaName: String { "SubmittedCurrencyStatement" }
}

extension Manifest.Answer: Described {
    static let schema = Schema.object([
        .must("says", .anyText(), "In words."),
        .must("items", .list(of: .id), "The items that answer it."),
    ])
    static var schemaName: String { "ReturnAnswer" }
}
