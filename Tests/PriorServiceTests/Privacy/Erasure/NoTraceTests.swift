import Assessment
import EvidenceStore
import Foundation
import HTTPTypes
import Logging
import Postgres
import PostgresCluster
import Seal
import Support
import Testing

@testable import PriorService

/// Whether a learner who was erased is gone: searched for in the files themselves, of a PostgreSQL of the test's own and of
/// the store.
@Suite struct NoTraceTests {
    /// What is planted, each in a place of its own, and looked for afterwards.
    private enum Canary {
        static let name = "Ntsoaki Qwabe-Zzyzx"
        static let witness = "Wilhelmina Vexquorth"
        static let witnessMail = "wilhelmina.vexquorth@example.org"
        static let title = "Grindleford chimney stack"
        static let note = "Blymhill scaffold note"
        static let portfolio = "Yarnwick years of walls"
        static let answer = "Straight as a Kettlewhistle rule"
        static let file = "Oxenhopebytes in the file itself"
        static let upload = "Snaithbytes of a file under way"
        static let comment = "Hebblethwaite saw the corner"
        static let refusal = "Kirkbymoor thinks of a reason"
        static let receipt = "Ulverscroft counts it as TEX"
        static let fileName = "quernmore-wall.txt"
        static let message = "Please, Zennorperson, you saw me"
        static let translation = "Wyresdale says it in Sesotho"
        static let transcript = "Abbeystead was heard to say"
        static let seen = "Bleasdale was at it all day"
        static let badge = "Badge of Calderdale Masonry"
        static let awarding = "Dunsop College of Trades"

        static let texts = [
            name, witness, witnessMail, title, note, portfolio, answer, file, upload, comment, refusal, receipt,
            fileName, message, translation, transcript, seen, badge, awarding,
        ]
    }

    @Test(.timeLimit(.minutes(15)))
    func `an erased learner is in no file any more, the log verifies, and the totals are what they were`()
        async throws
    {
        let directory = FileManager.default.temporaryDirectory.appending(path: "prior-trace-\(UUID())").path
        let cluster = PostgresCluster(dataDirectory: directory, logger: .silent, options: .init(durable: false))
        let conninfo = try await cluster.start()
        do {
            try await play(conninfo, directory)
        } catch {
            await cluster.stop()
            try? FileManager.default.removeItem(atPath: directory)
            throw error
        }
        await cluster.stop()
        #expect(try traces(of: Canary.texts.map { Data($0.utf8) }, in: [directory]) == [], "after the server's end")
        try? FileManager.default.removeItem(atPath: directory)
    }

    private func play(_ conninfo: String, _ directory: String) async throws {
        var settings = Settings()
        settings.migrationsDirectory = Stage.packageRoot.appending(path: "storage/migrations")
        try await PriorServer.migrate(conninfo, settings, logger: .silent)
        let owner = Database(DatabaseConfiguration(conninfo: conninfo, maximumConnections: 1), logger: .silent)
        try await storePlainly(owner)
        try await Stage.run(on: conninfo) { stage in
            let folders = [directory, stage.resources.settings.dataDirectory.path]
            let learner = try await stage.person(Canary.name)
            try await stage.setPassword(ErasureTests.password, of: learner)
            let journey = try await plant(stage, learner)
            let texts = Canary.texts + [learner.email]
            let digest = Digest.of(Canary.file + "\n")
            let copies: [Digest] = try await owner.query("select copy_digest from blind_copy where state = 'made'").map
            {
                try $0["copy_digest"]
            }
            #expect(copies.count >= 2)
            let needles =
                texts.map { Data($0.utf8) } + [Data(digest.bytes), Data(digest.hex.utf8)]
                + copies.map { Data($0.bytes) }
            try await owner.execute("analyze")
            try await owner.execute("checkpoint")
            #expect(Set(try traces(of: needles, in: folders).map(\.needle)).count == needles.count, "all are planted")
            let before = try await totals(owner)

            _ = try await stage.must(
                .post, "/api/me/erasure", ["password": .string(ErasureTests.password)], as: learner)
            stage.clock.advance(days: 60)
            // Twice: what was put off in the first round, as for a table in use, is done in the next.
            for _ in 0..<2 { try await Eraser(resources: stage.resources).work(at: stage.clock.now) }
            let row = try await owner.one("select erased_at, files_gone_at, scrubbed_at from erasure")
            #expect(try !row.isNull("scrubbed_at"))

            for copy in copies { #expect(try await !stage.resources.store.contains(copy)) }
            let left = try traces(of: needles, in: folders)
            #expect(left == [], "\(left.map { "\($0.file): \($0.needle)" }.joined(separator: "\n"))")
            #expect(try await totals(owner) == before)
            var said: [String] = []
            #expect(try await PriorAudit.verify(conninfo: conninfo, logger: .silent) { said.append($0) }, "\(said)")
            try await whatStays(stage, journey)
        }
        await owner.close()
    }

    /// A decided case with everything in it that there can be.
    private func plant(_ stage: Stage, _ learner: Actor) async throws -> Journey {
        let college = try await stage.institution("maluti")
        let crew = try await stage.crew(at: college)
        var journey = try await Journey.begin(stage, learner, crew, unit: "bricklaying-trade-test@1")
        try await journey.gather()
        let portfolio = "/api/portfolios/\(journey.portfolio)"
        let version = try await stage.get(portfolio, as: learner).version
        _ = try await stage.must(
            .patch, portfolio, ["title": .string(Canary.portfolio)], as: learner, headers: [.ifMatch: version])
        let title = Canary.title.replacing(" ", with: "%20")
        let item = try await stage.send(
            .post, "\(portfolio)/evidence?title=\(title)&fileName=\(Canary.fileName)",
            bytes: Array((Canary.file + "\n").utf8), as: learner, headers: [.contentType: "text/plain"])
        _ = try await stage.must(
            .post, "/api/evidence/\(item.id)/links",
            [
                "claim": .string(journey.claim), "criterion": .string(journey.criteria[0].id),
                "note": .string(Canary.note),
            ], as: learner, headers: [.idempotencyKey: "key-of-a-link"])
        try await testify(stage, journey)
        try await NoTraceOfItems(stage: stage, journey: journey).plant(
            on: item.id, translation: Canary.translation, transcript: Canary.transcript, seen: Canary.seen,
            badge: Canary.badge, awarding: Canary.awarding)
        while try await PreviewMaker(resources: stage.resources).makeOne() {}
        let sending = try await stage.sending(10_000, to: journey.portfolio, as: learner)
        _ = try await sending.send(Array(Canary.upload.utf8), at: 0)
        try await assess(&journey)
        while try await PreviewMaker(resources: stage.resources).makeOne() {}
        try await receive(stage, journey)
        return journey
    }

    private func testify(_ stage: Stage, _ journey: Journey) async throws {
        _ = try await stage.must(
            .post, "/api/portfolios/\(journey.portfolio)/testimonial-requests",
            [
                "claim": .string(journey.claim), "witnessName": .string(Canary.witness),
                "witnessEmail": .string(Canary.witnessMail), "message": .string(Canary.message),
            ], as: journey.learner)
        let witness = Actor(
            id: "", name: Canary.witness, email: "", token: try await stage.mailedCode(to: Canary.witnessMail))
        let asked = try await stage.get("/api/testimonial-request", as: witness)
        _ = try await stage.must(
            .post, "/api/testimonials",
            [
                "witnessName": .string(Canary.witness), "witnessRole": "foreman", "organisation": "Maseru Builders",
                "contact": "+266 5800 0000", "relationship": "line manager", "firstHand": true,
                "relatedByFamily": false, "knownFrom": "2019-01-01",
                "answers": [["prompt": asked.json["prompts"]?[0] ?? "", "answer": .string(Canary.answer)]],
                "signature": .string(Canary.witness),
            ], as: witness)
    }

    /// Like `Journey.assess`, with words in every place that takes them.
    private func assess(_ journey: inout Journey) async throws {
        let stage = journey.stage
        try await journey.submit()
        _ = try await stage.must(
            .post, "/api/submissions/\(journey.submission)/admissions", ["note": .string(Canary.refusal)],
            as: journey.crew.coordinator)
        try await journey.assign(journey.crew.assessors)
        for (assessor, assignment) in zip(journey.crew.assessors, journey.assignments) {
            try await journey.accept(assessor, assignment)
            try await journey.score(assessor, assignment)
            let ruled = try await stage.get("/api/submissions/\(journey.submission)", as: assessor)
            for item in ruled.json["evidence"]?.array ?? [] {
                _ = try await stage.put(
                    "/api/assignments/\(assignment)/rulings/\(journey.claim)/\(item["id"]?.string ?? "")",
                    [
                        "valid": "yes", "sufficient": "yes", "authentic": "yes", "current": "yes",
                        "reasons": ["valid": .string(Canary.comment)],
                    ], as: assessor)
            }
            try await journey.complete(assessor, assignment)
        }
        try await journey.recommend()
        try await journey.grant()
    }

    /// Another institution gets the credit and answers.
    private func receive(_ stage: Stage, _ journey: Journey) async throws {
        let receiver = try await stage.institution("regional")
        let administrator = try await stage.staff("Marcia", .administrator, at: receiver)
        _ = try await stage.must(.post, "/api/consents", ["institution": .string(receiver)], as: journey.learner)
        let made = try await stage.must(
            .post, "/api/institutions/\(receiver)/clients",
            ["name": "records", "scopes": ["credits.read", "receipts.write"]], as: administrator)
        let form =
            "grant_type=client_credentials&client_id=\(made.id)&client_secret=\(made.json["secret"]?.string ?? "")"
        let token = try await stage.send(
            .post, "/api/oauth/token", bytes: Array(form.utf8), as: nil,
            headers: [.contentType: "application/x-www-form-urlencoded"])
        let machine = Actor(id: made.id, name: "", email: "", token: token.json["access_token"]?.string ?? "")
        _ = try await stage.must(
            .post, "/api/credits/\(journey.credit)/receipts",
            ["verdict": "accepted", "reason": .string(Canary.receipt)], as: machine)
    }

    /// Long values are stored as they are, so that they can be searched for.
    private func storePlainly(_ database: Database) async throws {
        let columns = try await database.query(
            """
            select c.oid::regclass::text as relation, a.attname from pg_attribute a join pg_class c on c.oid = a.attrelid
            where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and a.attnum > 0 and a.attstorage = 'x'
                and not a.attisdropped
            """)
        for column in columns {
            let (relation, name): (String, String) = (try column["relation"], try column["attname"])
            try await database.execute(
                SQL(unsafeSQL: "alter table \(relation) alter column \"\(name)\" set storage external"))
        }
    }

    /// What credit there is, what was made of it, and how much was done.
    private func totals(_ database: Database) async throws -> [String] {
        let row = try await database.one(
            """
            select (select sum(credits)::text || ' of ' || count(*) from credit) as credit,
                (select count(*)::text || ' to ' || count(distinct institution_id) from feed_entry where kind = 'granted') as fed,
                (select string_agg(verdict || number, ',') from receipt) as receipts,
                (select count(*)::text || ',' || min(level_id) from score) as scores,
                (select string_agg(outcome || settled, ',') from claim_outcome) as outcomes,
                (select count(*)::text from evidence) as evidence,
                (select string_agg(encode(chain_digest, 'hex'), ',') from recommendation) as chains
            """)
        return try ["credit", "fed", "receipts", "scores", "outcomes", "evidence", "chains"].map { try row[$0] }
    }

    /// Staff still see the case, without whose it was.
    private func whatStays(_ stage: Stage, _ journey: Journey) async throws {
        let registrar = try await stage.another(deviceOf: journey.crew.registrar)
        let coordinator = try await stage.another(deviceOf: journey.crew.coordinator)
        let credit = try await stage.get("/api/credits/\(journey.credit)", as: registrar)
        #expect(credit.status == .ok, "\(credit.text)")
        #expect(credit.json["learner"]?["name"] == "(erased)")
        let submission = try await stage.get("/api/submissions/\(journey.submission)", as: coordinator)
        #expect(submission.status == .ok, "\(submission.text)")
        let manifest = try await stage.get(
            "/api/submissions/\(journey.submission)/manifest", as: coordinator)
        #expect(manifest.status == .ok, "\(manifest.text)")
        let usage = try await stage.resources.database.one(
            "select sum(kept_bytes + reserved_bytes)::bigint as bytes from institution_usage")
        #expect(try usage["bytes"] == 0)
        let corrected = try await stage.resources.database.query(
            "select position, entry from feed_entry where kind = 'erased'")
        #expect(corrected.count == 2)
        let entry: String = try #require(corrected.first)["entry"]
        #expect(try StrictJSON.parse(Array(entry.utf8))["credit"]?["learner"]?["name"] == "(erased)")
        #expect(try StrictJSON.parse(Array(entry.utf8))["kind"] == "erased")
    }

    /// A text found in a file.
    private struct Trace: Equatable {
        var file: String
        var needle: String
    }

    /// Where any of some bytes stand in any file under some folders, also in its name.
    private func traces(of needles: [Data], in folders: [String]) throws -> [Trace] {
        var traces: [Trace] = []
        for folder in folders {
            let files = FileManager.default.enumerator(atPath: folder)
            while let file = files?.nextObject() as? String {
                guard files?.fileAttributes?[.type] as? FileAttributeType == .typeRegular else { continue }
                // One that went while we looked holds nothing.
                guard let bytes = try? Data(contentsOf: URL(filePath: "\(folder)/\(file)"), options: .alwaysMapped)
                else { continue }
                for needle in needles where bytes.range(of: needle) != nil || Data(file.utf8).range(of: needle) != nil {
                    traces.append(Trace(file: file, needle: String(decoding: needle, as: UTF8.self)))
                }
            }
        }
        return traces
    }
}
