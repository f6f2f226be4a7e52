import Assessment
import Foundation
import Postgres
import Seal

/// A panel as it stands in its tables.
struct PanelRecord: Sendable {
    struct Member: Sendable {
        var person: ID<Person>
        var name: String
        var agreedTo: Digest?
        var agreedAt: Date?
    }

    var id: ID<Panel>
    var institution: ID<Institution>
    var submission: ID<Submission>
    var assignment: ID<Assignment>
    var convenedAt: Date
    var members: [Member] = []
}

extension Connection {
    func insert(_ panel: PanelRecord, _ members: [ID<Person>], by person: ID<Person>) async throws {
        try await execute(
            """
            insert into panel (id, institution_id, submission_id, assignment_id, convened_by, convened_at)
            values (\(panel.id), \(panel.institution), \(panel.submission), \(panel.assignment), \(person),
                \(panel.convenedAt))
            """)
        for member in members {
            try await execute("insert into panel_member (panel_id, person_id) values (\(panel.id), \(member))")
        }
    }

    /// A panel by its id, or by the seat in which its mark is recorded.
    func panel(_ which: SQL) async throws -> PanelRecord? {
        let row = try await first(
            "select p.id, p.institution_id, p.submission_id, p.assignment_id, p.convened_at from panel p where \(which)"
        )
        guard let row else { return nil }
        var panel = PanelRecord(
            id: try row["id"], institution: try row["institution_id"], submission: try row["submission_id"],
            assignment: try row["assignment_id"], convenedAt: try row["convened_at"])
        panel.members = try await query(
            """
            select m.person_id, n.name, m.agreed_digest, m.agreed_at
            from panel_member m join person n on n.id = m.person_id where m.panel_id = \(panel.id) order by m.person_id
            """
        ).map {
            PanelRecord.Member(
                person: try $0["person_id"], name: try $0["name"], agreedTo: try $0["agreed_digest"],
                agreedAt: try $0["agreed_at"])
        }
        return panel
    }

    /// The joint mark as it stands, by claim and criterion.
    func jointMark(of assignment: ID<Assignment>) async throws -> [PanelMarkBody] {
        try await query(
            """
            select k.claim_id, s.criterion_id, s.level_id, s.comment
            from scorecard k join score s on s.scorecard_id = k.id
            where k.assignment_id = \(assignment) and k.superseded_at is null order by k.claim_id, s.criterion_id
            """
        ).map {
            PanelMarkBody(
                claim: try $0["claim_id"], criterion: try $0["criterion_id"], level: try $0["level_id"],
                comment: try $0["comment"])
        }
    }

    func agree(_ person: ID<Person>, to digest: Digest, in panel: ID<Panel>, at moment: Date) async throws {
        try await execute(
            """
            update panel_member set agreed_digest = \(digest), agreed_at = \(moment)
            where panel_id = \(panel) and person_id = \(person)
            """)
    }
}

extension [PanelMarkBody] {
    /// What a member agrees to: every level with its reason.
    var digest: Digest {
        let lines = map { mark -> JSONValue in
            [
                "claim": .string(mark.claim.description), "comment": .string(mark.comment),
                "criterion": .string(mark.criterion), "level": .string(mark.level),
            ]
        }
        return Digest.of(JSONValue.array(lines).canonical.data)
    }
}

extension Database {
    /// The panels that a person sits on or chairs and that have not given their mark.
    func openPanels(of person: ID<Person>, _ page: Page) async throws -> [ID<Panel>] {
        try await query(
            """
            select p.id from panel p join assignment a on a.id = p.assignment_id and a.completed_at is null
                and a.declined_at is null and a.lapsed_at is null
            where p.id > \(page.afterID ?? .zero) and (a.assessor_id = \(person) or exists (select from panel_member m
                where m.panel_id = p.id and m.person_id = \(person)))
            order by p.id limit \(page.rows)
            """
        ).map { try $0["id"] }
    }
}
