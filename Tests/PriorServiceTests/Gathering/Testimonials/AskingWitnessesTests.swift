import Assessment
import Foundation
import HTTPTypes
import Postgres
import Rubrics
import Support
import Testing

@testable import PriorService

@Suite(.database) struct AskingWitnessesTests {
    @Test func `the link is in the mail and nowhere else`() async throws {
        try await Stage.run { stage in
            let scene = try await WitnessScene(stage)
            let asked = try await scene.ask("Pule@Example.org")
            #expect(asked.json["state"] == "awaited")
            let link = try await scene.witness().token
            let list = try await stage.get("/api/portfolios/\(scene.portfolio)/testimonial-requests", as: scene.lerato)
            #expect(!asked.text.contains("prior_l_") && !list.text.contains("prior_l_"))
            let kept = try await stage.resources.database.one(
                "select count(*) as kept from testimonial_request r where r::text like \("%" + link + "%")")
            #expect(try kept["kept"] == 0)
            let mail = try await stage.get("/api/demo/mail?to=pule@example.org")
            #expect(mail.items[0]["body"]?.string?.contains("You saw me build the clinic at Roma.") == true)
        }
    }

    @Test func `the link lasts as long as the policy says`() async throws {
        try await Stage.run { stage in
            let scene = try await WitnessScene(stage)
            let asked = try await scene.ask()
            let policy = try #require(stage.resources.rubrics.policies.first { $0.key.description == "lesotho@2" })
            let expiry = policy.value.value.deadline(for: .testimonialLink, from: stage.clock.now, timeZone: .gmt)
            #expect(asked.json["expiresAt"]?.string == expiry.map { RFC3339.string($0) })
        }
    }

    @Test func `nobody is their own witness, nor vouches for a claim that is not there`() async throws {
        try await Stage.run { stage in
            let scene = try await WitnessScene(stage)
            #expect(try await scene.ask(scene.lerato.email.uppercased()).faults == ["/witnessEmail own"])
            let other = try await stage.post(
                "/api/portfolios/\(scene.portfolio)/testimonial-requests",
                ["claim": .string(scene.portfolio), "witnessName": "P", "witnessEmail": "p@example.org"],
                as: scene.lerato)
            #expect(other.faults == ["/claim unknown"])
        }
    }

    @Test func `only the learner and their adviser ask, and others do not learn that the portfolio is there`()
        async throws
    {
        try await Stage.run { stage in
            let scene = try await WitnessScene(stage)
            let request = try await scene.ask()
            let coordinator = try await stage.staff("Elias", .coordinator, at: scene.college)
            let anna = try await stage.staff("Anna", .adviser, at: scene.college)
            let thabo = try await stage.person("Thabo")
            let other = try await stage.institution("ndso")
            let stranger = try await stage.staff("Marcia", .coordinator, at: other)
            for who in [thabo, stranger, anna] {
                #expect(try await scene.ask(as: who).status == .notFound)
                let list = "/api/portfolios/\(scene.portfolio)/testimonial-requests"
                #expect(try await stage.get(list, as: who).status == .notFound)
                #expect(try await stage.delete("/api/testimonial-requests/\(request.id)", as: who).status == .notFound)
                let reminder = try await stage.post("/api/testimonial-requests/\(request.id)/reminders", as: who)
                #expect(reminder.status == .notFound)
            }
            #expect(try await scene.ask(as: coordinator).status == .forbidden)
            #expect(
                try await stage.delete("/api/testimonial-requests/\(request.id)", as: coordinator).status == .forbidden)
            let advises = try await stage.send(
                .put, "/api/portfolios/\(scene.portfolio)/advisers/\(anna.id)", bytes: nil, as: coordinator)
            #expect(advises.status == .noContent)
            #expect(try await scene.ask("second@example.org", as: anna).status == .created)
        }
    }

    @Test func `what has its answer is neither sent again nor withdrawn, and nobody is asked without end`() async throws
    {
        try await Stage.run { stage in
            let scene = try await WitnessScene(stage)
            let request = try await scene.ask()
            for _ in 0..<5 {
                stage.clock.advance(1)
                let sent = try await stage.post("/api/testimonial-requests/\(request.id)/reminders", as: scene.lerato)
                #expect(sent.status == .created)
            }
            let often = try await stage.post("/api/testimonial-requests/\(request.id)/reminders", as: scene.lerato)
            #expect(often.problem == "witness-asked-often")
            let signed = try await stage.post("/api/testimonials", try await scene.testimony(), as: scene.witness())
            #expect(signed.status == .created)
            let withdrawn = try await stage.delete("/api/testimonial-requests/\(request.id)", as: scene.lerato)
            #expect(withdrawn.status == .conflict)
            #expect(withdrawn.json["state"] == "answered")
        }
    }

    @Test func `a portfolio has so many open requests and no more`() async throws {
        try await Stage.run({ $0.sessions.idleLimit = .seconds(90 * 86_400) }) { stage in
            let scene = try await WitnessScene(stage)
            for number in 0..<20 { #expect(try await scene.ask("w\(number)@example.org").status == .created) }
            #expect(try await scene.ask("one-more@example.org").problem == "too-many-requests-open")
            stage.clock.advance(days: 32)
            #expect(try await scene.ask("one-more@example.org").status == .created)
        }
    }

    @Test func `a portfolio that was handed in asks no new witness, and a statement under way is still taken`()
        async throws
    {
        try await Stage.run { stage in
            let scene = try await WitnessScene(stage)
            _ = try await scene.ask()
            let pule = try await scene.witness()
            try await scene.hold(in: "submitted")
            #expect(try await scene.ask("late@example.org").problem == "portfolio-not-open")
            #expect(try await stage.post("/api/testimonials", try await scene.testimony(), as: pule).status == .created)
            try await scene.hold(in: "draft")
            _ = try await scene.ask("second@example.org")
            let second = try await scene.witness("second@example.org")
            try await scene.hold(in: "decided")
            #expect(try await stage.get("/api/testimonial-request", as: second).problem == "link-not-open")
        }
    }

    @Test func `an assessor reads a testimonial only through a submission they took on, without the learner's name`()
        async throws
    {
        try await Stage.run { stage in
            let scene = try await WitnessScene(stage)
            _ = try await scene.ask()
            let signed = try await stage.post("/api/testimonials", try await scene.testimony(), as: scene.witness())
            let ben = try await stage.staff("Ben", .assessor, at: scene.college)
            let path = "/api/testimonials/\(signed.id)"
            #expect(try await stage.get(path, as: ben).status == .notFound)
            try await scene.assign(ben, holding: signed.id)
            let read = try await stage.get(path, as: ben)
            #expect(read.status == .ok)
            #expect(read.json["statement"] == nil)
            #expect(read.json["statementDigest"] == signed.json["statementDigest"])
            #expect(!read.text.contains("Lerato"))
        }
    }
}

extension WitnessScene {
    /// Puts the portfolio into a state by SQL: how it gets there is other tests' matter.
    func hold(in state: String) async throws {
        try await stage.resources.database.execute(
            "update portfolio set state = \(state) where id = \(ID<Portfolio>(portfolio))")
    }

    /// Gives an assessor, who accepts, a submission whose manifest holds an item.
    func assign(_ assessor: Actor, holding evidence: String) async throws {
        let (submission, now) = (UUID(), stage.clock.now)
        let (institution, person) = (ID<Institution>(college), ID<Person>(assessor.id))
        try await stage.resources.database.execute(
            """
            insert into submission (
                id, institution_id, portfolio_id, number, manifest, manifest_digest, receipt_code, submitted_by, submitted_at)
            values (\(submission), \(institution), \(ID<Portfolio>(portfolio)), 1,
                \(#"{"evidence":[{"id":"\#(evidence)"}]}"#), '\\x00', 'code', \(ID<Person>(lerato.id)), \(now))
            """)
        try await stage.resources.database.execute(
            """
            insert into assignment (
                id, institution_id, submission_id, assessor_id, seat, assigned_by, assigned_at, accept_by, due_at, accepted_at)
            values (\(UUID()), \(institution), \(submission), \(person), 'first', \(person), \(now), \(now), \(now), \(now))
            """)
    }
}
