import Assessment
import Foundation
import HTTPTypes
import HummingbirdTesting
import Postgres
import Seal
import Support
import Testing

@testable import PriorService

/// One of everything, and everyone who might ask for it.
struct PermissionWorld: Sendable {
    /// A column of the matrix.
    struct Member: Sendable {
        var name: String
        var actor: Actor?
    }

    let stage: Stage
    var crew: Journey.Crew
    var institution: String
    var receiver: String
    var owner: Actor
    var members: [Member] = []
    /// Portfolios at each point of their way.
    var draft: Journey
    var waiting: Journey
    var offered: Journey
    var scored: Journey
    var assessed: Journey
    var recommended: Journey
    var decided: Journey
    var returned: Journey
    var sighting = ""
    /// A remark of the first assessor on the case that they score.
    var comment = ""
    var anchor = ""
    var attempt = ""
    var witnessed = ""
    var asked = ""
    var observation = ""
    let imported = "00000000-0000-7000-8000-0000000000ba"
    /// Encounters that the adviser conducts: one proposed, one agreed on, one reported.
    var proposed = ""
    var agreed = ""
    var signed = ""
    var client = ""
    var webhook = ""
    var share = ""
    var equivalence = ""
    var upload = ""
    var invitation = ""
    var invitationCode = ""
    var membership = ""
    var consent = ""
    var conflict = ""
    /// An item of the draft that is linked to nothing, and the draft's version.
    var spare = ""
    var version = ""
    /// A learner of the institution of whom nothing was asked, an erasure that staff asked for, and a hold.
    var plain = ""
    var erasure = ""
    var hold = ""
    /// A badge in the draft, a certificate, and a translation beside the latter.
    var credential = ""
    var certificate = ""
    var translation = ""
    /// A second institution's receiver of the credit.
    var other = ""
    /// Documents that the institution writes: a draft, and one that was reviewed.
    var written = ""
    var reviewed = ""
    var allocation = ""
    /// A package of another publisher.
    var package = ""

    func member(_ name: String) -> Actor? { members.first { $0.name == name }?.actor }

    static let password = "river stone kettle maize"

    static func build(on stage: Stage) async throws -> PermissionWorld {
        let institution = try await stage.institution("maluti")
        let receiver = try await stage.institution("thaba-bosiu")
        let crew = Journey.Crew(
            institution: institution, adviser: try await stage.staff("Anna", .adviser, at: institution),
            coordinator: try await stage.staff("Elias", .coordinator, at: institution),
            assessors: [
                try await stage.staff("Ben", .assessor, at: institution),
                try await stage.staff("Carol", .assessor, at: institution),
            ], registrar: try await stage.staff("Fumane", .registrar, at: institution))
        let owner = try await stage.person("Lerato")
        var journeys: [Journey] = []
        for point in 0..<8 {
            let unit = point == 6 ? "garment-machine-operation@1" : "bricklaying-trade-test@1"
            var journey = try await Journey.begin(stage, owner, crew, unit: unit)
            try await journey.gather()
            try await journey.bring(to: point)
            journeys.append(journey)
        }
        while try await PreviewMaker(resources: stage.resources).makeOne() {}
        var world = PermissionWorld(
            stage: stage, crew: crew, institution: institution, receiver: receiver, owner: owner, draft: journeys[0],
            waiting: journeys[1], offered: journeys[2], scored: journeys[3], assessed: journeys[4],
            recommended: journeys[5], decided: journeys[6], returned: journeys[7])
        try await world.gatherMembers()
        try await world.addTheRest()
        return world
    }

    private mutating func gatherMembers() async throws {
        let foreign = try await stage.staff("Gaone", at: receiver)
        for role in Role.allCases { try await stage.grant(role, to: foreign, at: receiver) }
        func add(_ name: String, _ actor: Actor?) { members.append(Member(name: name, actor: actor)) }
        add("nobody", nil)
        add("owner", owner)
        add("learner", try await stage.person("Thabo"))
        add("adviser", crew.adviser)
        add("assessor", crew.assessors[0])
        add("assessor2", try await stage.staff("Dumisani", .assessor, at: institution))
        add("moderator", try await stage.staff("Moira", .moderator, at: institution))
        add("coordinator", crew.coordinator)
        add("registrar", crew.registrar)
        add("panel", try await stage.staff("Palesa", .panel, at: institution))
        add("auditor", try await stage.staff("Awino", .auditor, at: institution))
        add("admin", try await stage.staff("Hlompho", .administrator, at: institution))
        add("foreign", foreign)
        let mine = try await machine(named: "records", at: receiver, by: foreign)
        add("client", mine)
        other = try await stage.institution("regional", policy: "caribbean@1", country: "JM")
        let far = try await stage.staff("Marcia", .administrator, at: other)
        add("client2", try await machine(named: "other", at: other, by: far))
    }

    private func machine(named name: String, at institution: String, by administrator: Actor) async throws -> Actor {
        let made = try await stage.must(
            .post, "/api/institutions/\(institution)/clients",
            ["name": .string(name), "scopes": ["credits.read", "receipts.write", "webhooks.manage"]], as: administrator)
        let secret = made.json["secret"]?.string ?? ""
        let form = "grant_type=client_credentials&client_id=\(made.id)&client_secret=\(secret)"
        let token = try await stage.send(
            .post, "/api/oauth/token", bytes: Array(form.utf8), as: nil,
            headers: [.contentType: "application/x-www-form-urlencoded"])
        return Actor(id: made.id, name: secret, email: "", token: token.json["access_token"]?.string ?? "")
    }

    private mutating func addTheRest() async throws {
        let admin = member("admin")
        _ = try await stage.must(
            .post, "/api/people",
            ["email": "registered@example.org", "name": "Registered", "password": .string(Self.password)], as: nil)
        client = try await stage.must(
            .post, "/api/institutions/\(institution)/clients", ["name": "feed", "scopes": ["credits.read"]], as: admin
        ).id
        try await addPartners()
        invitation = try await stage.must(
            .post, "/api/institutions/\(institution)/invitations",
            ["email": .string(owner.email), "role": "auditor"], as: admin
        ).id
        invitationCode = try await stage.mailedCode(to: owner.email)
        let staff = try await stage.get("/api/institutions/\(institution)/memberships", as: admin).items
        membership = staff.first { $0["role"] == "panel" }?["id"]?.string ?? ""
        consent = try await stage.must(.post, "/api/consents", ["institution": .string(receiver)], as: owner).id
        conflict = try await stage.must(
            .post, "/api/conflicts",
            ["institution": .string(institution), "learner": .string(owner.id), "relation": "family"],
            as: member("assessor2")
        ).id
        allocation = try await stage.must(
            .post, "/api/institutions/\(institution)/allocations", [:], as: crew.coordinator
        ).id
        try await addStatements()
        try await addTravels()
        try await addDocuments()
        try await addModerations()
        try await addErasures()
        spare = try await stage.send(
            .post, "/api/portfolios/\(draft.portfolio)/evidence?title=Spare", bytes: Array("I laid this too.\n".utf8),
            as: owner,
            headers: [.contentType: "text/plain"]
        ).id
        try await addCredentials()
        let begun = try await stage.begin(9, to: draft.portfolio, as: owner)
        upload = begun.headers[.location]?.split(separator: "/").last.map(String.init) ?? ""
        try await addReturnAndStatement()
        version = try await stage.get("/api/portfolios/\(draft.portfolio)", as: owner).version
    }

    /// The owner wishes to be erased, the registrar asks it for another learner and has the owner's data kept; everybody has
    /// the same password.
    private mutating func addErasures() async throws {
        let hash = await PasswordHash.make(Self.password, cost: stage.resources.settings.passwordCost)
        try await TestDatabase.current.database.execute("update person set password = \(hash)")
        _ = try await stage.must(.post, "/api/me/erasure", ["password": .string(Self.password)], as: owner)
        let (sello, palesa) = (try await stage.person("Sello"), try await stage.person("Palesa"))
        for learner in [sello, palesa] { _ = try await stage.portfolio(of: learner, at: institution) }
        plain = palesa.id
        erasure = try await stage.must(
            .post, "/api/institutions/\(institution)/erasures",
            ["learner": .string(sello.id), "reason": "A letter of 3 May."], as: crew.registrar
        ).id
        hold = try await stage.must(
            .post, "/api/institutions/\(institution)/legal-holds",
            ["learner": .string(owner.id), "reason": "A case in court."], as: crew.registrar
        ).id
    }

    /// A return of which the second reason is answered, an original that was seen, a statement of currency.
    private mutating func addReturnAndStatement() async throws {
        let back = "/api/portfolios/\(returned.portfolio)/returns/\(returned.submission)/answers/2"
        _ = try await stage.must(.put, back, ["says": "It is there now."], as: owner)
        let item = draft.evidence.first ?? ""
        sighting = try await stage.must(
            .post, "/api/evidence/\(item)/original-sightings",
            ["seen": "original", "seenOn": "2026-01-02", "place": "Maseru"], as: crew.adviser
        ).id
        _ = try await stage.must(
            .put, "/api/evidence/\(spare)/currency-statement", ["says": "I do it daily.", "items": [.string(item)]],
            as: owner)
    }

    func testimonial(_ witness: Actor) async throws -> JSONValue {
        let asked = try await stage.get("/api/testimonial-request", as: witness)
        let prompt = asked.json["prompts"]?[0] ?? "What did you see?"
        return [
            "witnessName": "Pulane Witness", "witnessRole": "foreman", "organisation": "Maseru Builders",
            "contact": "+266 5800 0000", "relationship": "line manager", "firstHand": true, "relatedByFamily": false,
            "knownFrom": "2019-01-01", "answers": [["prompt": prompt, "answer": "Straight walls for many years."]],
            "signature": "Pulane Witness",
        ]
    }

    var observed: JSONValue {
        [
            "claim": .string(draft.claim), "place": "Kingsway, Maseru",
            "startedAt": .string(RFC3339.string(stage.clock.now.addingTimeInterval(-86_400))), "durationMinutes": 60,
            "seen": [["criterion": .string(draft.criteria[0].id), "seen": "yes"]], "signature": "Anna",
        ]
    }

    /// From now on every write that would be committed is refused by the database with a code that the service answers
    /// with 503: a probe that gets so far may do what it asked for, and the world stays as it is for the next.
    func freeze() async throws {
        let database = TestDatabase.current.database
        try await database.execute(
            """
            create function frozen() returns trigger language plpgsql as $$
            begin raise exception 'frozen' using errcode = '57P01'; end $$
            """)
        let tables = try await database.query(
            """
            select tablename as name from pg_tables
            where schemaname = 'public' and tablename not in ('session', 'sign_in_throttle', 'idempotency')
            """)
        for table in tables {
            let name: String = try table["name"]
            try await database.execute(
                SQL(
                    unsafeSQL: """
                        create constraint trigger frozen after insert or update or delete on \(name)
                        deferrable initially deferred for each row execute function frozen()
                        """))
        }
    }
}

extension Journey {
    /// 0 draft, 1 at the door, 2 offered, 3 scored by the first, 4 assessed, 5 recommended, 6 granted, 7 returned.
    fileprivate mutating func bring(to point: Int) async throws {
        guard point > 0 else { return }
        if point == 7 {
            try await submit()
            let reason: JSONValue = ["about": "portfolio", "says": "Something is missing."]
            _ = try await stage.must(
                .post, "/api/submissions/\(submission)/returns", ["reasons": [reason, reason]], as: crew.coordinator)
            return
        }
        if point >= 4 {
            try await assess()
            if point >= 5 { try await recommend() }
            if point >= 6 { try await grant() }
            return
        }
        try await submit()
        guard point > 1 else { return }
        try await admit()
        try await assign(crew.assessors)
        guard point > 2 else { return }
        try await accept(crew.assessors[0], assignments[0])
        try await score(crew.assessors[0], assignments[0])
    }
}
