import Assessment
import Foundation
import Postgres

extension Database {
    func consents(of learner: ID<Person>, _ page: Page) async throws -> [ConsentBody] {
        try await query(
            """
            select c.id, c.receiver_id, i.name, c.given_at, c.withdrawn_at
            from consent c join institution i on i.id = c.receiver_id
            where c.learner_id = \(learner) and c.id > \(page.afterID ?? .zero)
            order by c.id limit \(page.rows)
            """
        ).map { row in
            ConsentBody(
                id: try row["id"], institution: NamedBody(id: try row["receiver_id"], name: try row["name"]),
                givenAt: try row["given_at"], withdrawnAt: try row["withdrawn_at"])
        }
    }
}

extension Connection {
    func name(of institution: ID<Institution>) async throws -> String? {
        try await first("select name from institution where id = \(institution)").map { try $0["name"] }
    }

    func insert(_ consent: ConsentBody, by learner: ID<Person>) async throws {
        do {
            try await execute(
                """
                insert into consent (id, learner_id, receiver_id, given_at)
                values (\(consent.id), \(learner), \(consent.institution.id), \(consent.givenAt))
                """)
        } catch let error as PostgresError where error.constraint == "consent_once" {
            throw Problem.conflict(
                "consent-given", "Consent is given already", "The institution has your credits and gets those to come."
            ).with("state", "given").with("allowed", ["withdraw"])
        }
    }

    /// - Returns: to whom it was given, when there was such a consent to take back.
    func withdrawConsent(
        _ id: ID<Consent>, of learner: ID<Person>, at moment: Date
    ) async throws -> ID<Institution>? {
        try await first(
            """
            update consent set withdrawn_at = \(moment)
            where id = \(id) and learner_id = \(learner) and withdrawn_at is null returning receiver_id
            """
        ).map { try $0["receiver_id"] }
    }

    /// The institutions that a learner lets have their credits now.
    func receivers(of learner: ID<Person>) async throws -> Set<ID<Institution>> {
        Set(
            try await query("select receiver_id from consent where learner_id = \(learner) and withdrawn_at is null")
                .map { try $0["receiver_id"] })
    }
}
