import Assessment
import Foundation
import Postgres

extension Connection {
    func insertPerson(
        _ id: ID<Person>, email: String, name: String, language: String, password: String, at moment: Date
    ) async throws {
        do {
            try await execute(
                """
                insert into person (id, email, name, language, password, created_at)
                values (\(id), \(email), \(name), \(language), \(password), \(moment))
                """)
        } catch let error as PostgresError where error.constraint == "person_email_once" {
            throw Problem.conflict(
                "email-registered", "This address is registered",
                "Sign in with it at POST /api/sessions, or register with another address.")
        }
    }
}
