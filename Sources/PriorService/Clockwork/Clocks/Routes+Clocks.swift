import Assessment

extension Routes {
    static let clocks: [Route] = [
        .get(
            "/api/submissions/{id}/clock", "showClockOfSubmission", for: .person, gives: .ok(CaseClockBody.self),
            "Who has the case in hand, since when, and until when.", ClockRoutes.ofSubmission),
        .get(
            "/api/portfolios/{id}/clock", "showClockOfPortfolio", for: .person, gives: .ok(CaseClockBody.self),
            "The same for a portfolio.", ClockRoutes.ofPortfolio),
        .list(
            "/api/institutions/{id}/clocks", "listClocks", for: .staff(.readPortfolios),
            query: [
                .may("holder", .choice(of: CaseStep.Holder.self), "Only what these have in hand."),
                .may("kind", .choice(of: CaseClock.self), "Only what waits for this step."),
                .may("late", .choice(["true"]), "Only what is late."),
            ], of: CaseClockBody.self,
            "What waits at an institution, for whom, since when, and until when; what is due first, or was, in front.",
            ClockRoutes.ofInstitution),
    ]
}
