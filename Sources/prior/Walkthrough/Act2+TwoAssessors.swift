extension Stage {
    /// Two assessors score Lerato's work, each alone, after one with a tie was kept away.
    func isAssessedTwice(_ portfolio: inout Case) async throws {
        story.act("2  Two assessors, neither of whom sees the other's marks")
        let assessors = portfolio.crew.assessors
        try await refuseTied(assessors[2], in: portfolio)
        let first = try await seat(assessors[0], "first", in: portfolio)
        let second = try await seat(assessors[1], "second", in: portfolio)
        try await assess(portfolio, by: assessors[0], first, [Marks(level: "competent")], isWatched: true)
        try await tryToPeek(assessors[1], at: assessors[0], first, in: portfolio)
        try await assess(portfolio, by: assessors[1], second, [Marks(level: "competent")], doubting: Self.doubt)
        try await showOutcomes(of: portfolio)
    }

    private static let doubt = Doubt(
        title: "How I mix mortar, spoken on the site", about: "authentic",
        reason: "Nobody says whose voice it is. What the observer saw of the mixing carries the criterion without it.")
}
