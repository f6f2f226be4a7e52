import Assessment

extension Caller.SignedIn {
    /// Whoever sees what an institution writes: staff who read portfolios there, and whoever writes or reviews it. A
    /// moderator is one of the latter, and sees nobody's portfolio.
    private static let documentReaders: [Permission] = [.readPortfolios, .author, .review]

    /// - Throws: 403 for whoever sees the documents of no institution.
    func requireReadingDocuments() throws {
        guard Self.documentReaders.contains(where: { holds($0) }) else {
            let needed = Self.documentReaders.map { "`\($0.rawValue)`" }.joined(separator: " or ")
            throw Problem.forbidden("This needs a role with the permission \(needed).")
        }
    }

    /// - Throws: 403 for whoever sees the documents of no institution, 404 for whoever does not see those of this one.
    func requireReadingDocuments(at institution: ID<Institution>, of what: String) throws {
        try requireReadingDocuments()
        guard Self.documentReaders.contains(where: { holds($0, at: institution) }) else {
            throw Problem.notFound(what)
        }
    }
}
