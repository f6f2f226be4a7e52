import Assessment
import Foundation
import Postgres
import Rubrics

/// A learner's credits with what documents and institutions say of them: what every form of a record is written from.
struct ExportedRecord: Sendable {
    /// One credit.
    struct Line: Sendable {
        var credit: CreditBody
        var unit: Assessment.Unit?
        var framework: Framework?
        var institution: InstitutionBody
        /// The policy under which it was assessed.
        var policy: Policy?
    }

    var learner: NamedBody<Person>
    /// When this was true.
    var at: Date
    /// The address of this service, for what is named by one.
    var base: String
    var lines: [Line]
}

extension Call {
    /// The signed-in learner's own record.
    func ownRecord() async throws -> ExportedRecord {
        let person = try person()
        let rubrics = resources.rubrics
        let lines = try await resources.database.withConnection { connection in
            var institutions: [ID<Institution>: InstitutionBody] = [:]
            var lines: [ExportedRecord.Line] = []
            for credit in try await connection.credits(of: person.id) {
                if institutions[credit.institution.id] == nil {
                    institutions[credit.institution.id] = try await connection.institution(credit.institution.id)
                }
                guard let institution = institutions[credit.institution.id] else { throw Problem.unexpected }
                let policy = try await connection.one(
                    """
                    select p.policy_id, p.policy_version from credit k join claim c on c.id = k.claim_id
                        join portfolio p on p.id = c.portfolio_id where k.id = \(credit.id)
                    """)
                lines.append(
                    ExportedRecord.Line(
                        credit: credit,
                        unit: DocumentKey(id: credit.unit.id, version: credit.unit.version).flatMap {
                            rubrics.units[$0]?.value
                        },
                        framework: rubrics.frameworks[credit.framework]?.value, institution: institution,
                        policy: rubrics.policies[try DocumentKey(policy, "policy_id", "policy_version")]?.value))
            }
            return lines
        }
        return ExportedRecord(
            learner: NamedBody(id: person.id, name: person.name), at: now, base: resources.settings.publicURL,
            lines: lines)
    }
}

extension ExportedRecord.Line {
    /// The level as its framework calls it.
    var level: String {
        let name = framework?.level(credit.level)?.name
        return
            "Level \(credit.level)\(name.map { ", \($0)" } ?? "") of \(framework?.name ?? credit.framework.description)"
    }

    /// How many, of which, in words.
    var amount: String {
        guard let credits = credit.credits, let system = credit.creditSystem else {
            return "one unit; its framework counts no credits"
        }
        return "\(credits) \(framework?.creditSystem?.id == system ? framework?.creditSystem?.name ?? system : system)"
    }

    /// Whether it counts, in words.
    var standing: String {
        switch credit.state {
        case .posted: "counts"
        case .suspended: "suspended: does not count for now"
        case .revoked: "revoked: does not count"
        case .replaced: "replaced by a corrected credit: does not count"
        }
    }

    /// The way by which it was recognised, in words.
    var route: String {
        switch credit.route {
        case .rpl: "recognition of prior learning"
        case .rcc: "recognition of current competence"
        case .creditTransfer: "credit transfer"
        }
    }
}
