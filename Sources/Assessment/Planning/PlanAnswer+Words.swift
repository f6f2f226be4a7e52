extension PlanAnswer {
    /// All of it in a few plain sentences, for a small screen.
    /// - Parameter title: what the qualification is called.
    public func words(for title: String) -> String {
        guard let shortest else {
            let why = obstacles.first.map { " \($0.words)" } ?? ""
            return "As things stand there is no way to \u{201C}\(title)\u{201D}.\(why)"
        }
        guard !shortest.steps.isEmpty else {
            return "You have everything that \u{201C}\(title)\u{201D} asks for."
        }
        let claims = shortest.steps.filter { $0.way == .claim }.map(\.title)
        let studies = shortest.steps.filter { $0.way == .study }.map(\.title)
        var sentences = [
            "To finish \u{201C}\(title)\u{201D} you need \(shortest.steps.count) more "
                + (shortest.steps.count == 1 ? "unit." : "units.")
        ]
        if !claims.isEmpty {
            sentences.append("Your evidence already speaks to \(claims.listed): claim what you can do.")
        }
        if !studies.isEmpty {
            sentences.append("Nothing speaks yet to \(studies.listed): study, or add evidence if you have done it.")
        }
        if !shortest.counted.isEmpty {
            let count = shortest.counted.count
            sentences.append("\(count) that you hold \(count == 1 ? "counts" : "count") already.")
        }
        if !shortest.uncounted.isEmpty {
            sentences.append("\(shortest.uncounted.count) that you hold cannot count here; the reasons say why.")
        }
        return sentences.joined(separator: " ")
    }
}
