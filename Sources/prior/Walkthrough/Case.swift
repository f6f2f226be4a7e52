/// One portfolio on its way, with what the story knows of it so far.
struct Case: Sendable {
    var learner: Player
    var crew: Crew
    var portfolio: String
    var claims: [Claimed] = []
    /// The submission handed in last.
    var submission = ""
}

/// A unit claimed in a case, and what became of it.
struct Claimed: Sendable {
    var id: String
    var unit: String
    var title: String
    var criteria: [Criterion]
    var recommendation = ""
    var credit: String?
    /// For the table at the end.
    var result = "…"
    var amount = "none"
    var receipt = "none"

    /// A criterion with the ids of its levels, lowest first.
    struct Criterion: Sendable {
        var id: String
        var levels: [String]
    }

    /// - Parameter document: the unit as `/api/units/{key}` gives it.
    init(id: String, unit: String, _ document: JSON) throws {
        self.id = id
        self.unit = unit
        title = try document.text("title")
        criteria = try document.items("rubric", "criteria").map { criterion in
            Criterion(
                id: try criterion.text("id"), levels: try criterion.items("levels").map { try $0.text("id") })
        }
    }
}

/// A file that a learner brings, and what it shows.
struct Piece: Sendable {
    var file: String
    var title: String
    var type: String
    var producedOn: String
    var shows: [Showing]

    /// "This part shows this criterion, because …"
    struct Showing: Sendable {
        var criteria: [String]
        var note: String
        var page: Int?
        var seconds: Int?
    }
}

/// What an assessor gives: one level on every criterion but some.
struct Marks: Sendable {
    var level: String
    var but: [String: Mark] = [:]

    struct Mark: Sendable {
        var level: String
        var comment: String
    }
}

/// One of the four questions of a ruling that an assessor cannot answer with yes.
struct Doubt: Sendable {
    var title: String
    /// `valid`, `sufficient`, `authentic` or `current`.
    var about: String
    var reason: String
}
