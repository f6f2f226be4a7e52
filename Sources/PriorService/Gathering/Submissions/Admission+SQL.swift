import Assessment
import Foundation
import Postgres

extension Connection {
    func insert(_ admission: AdmissionBody, at institution: ID<Institution>, by person: ID<Person>) async throws {
        try await execute(
            """
            insert into admission (submission_id, institution_id, admitted_by, admitted_at, note)
            values (\(admission.submission), \(institution), \(person), \(admission.admittedAt), \(admission.note))
            """)
    }

    func insert(
        _ given: ReturnBody, _ reasons: [Submission.ReturnReason], at institution: ID<Institution>,
        by person: ID<Person>
    ) async throws {
        try await execute(
            """
            insert into return_for_completion (submission_id, institution_id, returned_by, returned_at, reasons)
            values (\(given.submission), \(institution), \(person), \(given.returnedAt),
                \(try JSONText(encoding: reasons)))
            """)
    }

    /// Where to write to a person.
    func emailAddress(of person: ID<Person>) async throws -> String {
        try await one("select email from person where id = \(person)")["email"]
    }
}

extension Database {
    /// Every return of a portfolio with what the learner says to it, oldest first.
    func returns(of portfolio: ID<Portfolio>, _ page: Page) async throws -> [ReturnBody] {
        try await withConnection { connection in
            let reasons = try await connection.returnReasons(of: portfolio)
            return try await connection.query(
                """
                select r.submission_id, s.number, r.returned_at
                from return_for_completion r join submission s on s.id = r.submission_id
                where s.portfolio_id = \(portfolio) and s.id > \(page.afterID ?? .zero)
                order by s.id limit \(page.rows)
                """
            ).map { row in
                let number: Int = try row["number"]
                return ReturnBody(
                    submission: try row["submission_id"], number: number, returnedAt: try row["returned_at"],
                    reasons: reasons.filter { $0.submission == number }.map(ReturnReasonBody.init))
            }
        }
    }
}
