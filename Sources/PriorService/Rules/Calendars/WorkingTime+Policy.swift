import Assessment
import Postgres
import Rubrics

extension RubricsLibrary {
    /// How the clocks of a policy count in a country: by its calendar of that country; in the policy's own zone without
    /// holidays where it has none; and in UTC where it names no calendar at all.
    func workingTime(of policy: Policy, in country: String) -> WorkingTime {
        guard !policy.calendars.isEmpty else { return WorkingTime() }
        let own = policy.calendars.lazy.compactMap { calendars[$0]?.value }.first { $0.country == country }
        guard let own else { return WorkingTime(timeZone: policy.zone) }
        return WorkingTime(own)
    }
}

extension Connection {
    /// How the clocks of a policy count at an institution.
    func workingTime(
        of policy: Policy, at institution: ID<Institution>, _ rubrics: RubricsLibrary
    ) async throws -> WorkingTime {
        guard !policy.calendars.isEmpty else { return WorkingTime() }
        let row = try await first("select country from institution where id = \(institution)")
        return rubrics.workingTime(of: policy, in: try row?["country"] ?? "")
    }

    /// The policy of a portfolio, and how its clocks count.
    func clocks(
        of portfolio: PortfolioRecord, _ rubrics: RubricsLibrary
    ) async throws -> (policy: Policy, time: WorkingTime) {
        let policy = try rubrics.policy(portfolio.policy)
        return (policy, try await workingTime(of: policy, at: portfolio.institution, rubrics))
    }
}
