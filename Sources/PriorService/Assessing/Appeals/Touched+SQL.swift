import Assessment
import Foundation
import Postgres

extension Connection {
    /// Where a person's name stands on a case: every table that names them beside one of its things, by the map of personal
    /// data, so that a table added later counts from its first day. `event` is anything they did to it or read of it.
    /// - Parameter appeal: its own panel does not count; that of another appeal on the case does.
    func touches(of submission: ID<Submission>, by person: ID<Person>, beside appeal: ID<Appeal>) async throws
        -> [String]
    {
        try await query(
            "select distinct touched from case_touches(\(submission), \(person), \(appeal)) as touched order by touched"
        ).map { try $0["touched"] }
    }
}
