import Assessment
import Foundation
import Postgres
import Rubrics
import Seal

// What became of the portfolio, as far as the reader may see it, and what it stands on.
extension BagWriting {
    mutating func addSubmissions() async throws {
        let which: SQL = if let submission { "and s.id = \(submission.id)" } else { "" }
        let rows = try await connection.query(
            """
            select s.number, s.manifest, to_jsonb(s) - 'manifest' as record, to_jsonb(a) as admission, to_jsonb(r) as returned,
                t.response, t.stamped_at, t.serial, t.authority
            from submission s left join admission a on a.submission_id = s.id
                left join return_for_completion r on r.submission_id = s.id
                left join time_stamp t on t.submission_id = s.id
            where s.portfolio_id = \(portfolio.id) \(which) order by s.number
            """)
        for row in rows {
            let number: Int = try row["number"]
            var record = try BagRow.record(try row["record"]).without("portfolio", "institution")
            for (name, column) in [("admission", "admission"), ("return", "returned")] {
                let text: JSONText? = try row[column]
                if let text { record[name] = .object(try BagRow.record(text).without("submission", "institution")) }
            }
            let response: [UInt8]? = try row["response"]
            if let response {
                record["timeStamp"] = [
                    "at": .string(RFC3339.string(try row["stamped_at"])), "serial": .string(try row["serial"]),
                    "authority": .string(try row["authority"]),
                    "path": .string("data/records/submissions/\(number)/time-stamp.tsr"),
                ]
                try bag.spool.add("data/records/submissions/\(number)/time-stamp.tsr", response)
            }
            try add("submissions/\(number)/submission", record)
            // To the byte: its digest is in the receipt.
            let manifest: String = try row["manifest"]
            try bag.spool.add("data/records/submissions/\(number)/manifest.json", Array(manifest.utf8))
        }
    }

    mutating func addResults() async throws {
        let which: SQL = if let submission { "and s.id = \(submission.id)" } else { "" }
        if case .staff = sight {
            try await add(
                "scorecards", of: "scorecard",
                of: """
                    select to_jsonb(c) || jsonb_build_object(
                        'scores', coalesce((select jsonb_agg(to_jsonb(m) - 'scorecard_id' order by m.criterion_id)
                            from score m where m.scorecard_id = c.id), '[]'),
                        'rulings', coalesce((select jsonb_agg(to_jsonb(u) - 'institution_id' order by u.evidence_id, u.revision)
                            from ruling u where u.assignment_id = c.assignment_id and u.claim_id = c.claim_id), '[]')) as record
                    from scorecard c join assignment a on a.id = c.assignment_id join submission s on s.id = a.submission_id
                    where s.portfolio_id = \(portfolio.id) \(which) and not exists (
                        select from submission_claim k where k.submission_id = s.id and not exists (
                            select from claim_outcome o where o.submission_id = s.id and o.claim_id = k.claim_id))
                    order by c.id
                    """)
        }
        guard try await connection.showsRecommendations(of: portfolio, to: sight) else { return }
        try await add(
            "recommendations", of: "recommendation",
            of: """
                select to_jsonb(r) as record from recommendation r join submission s on s.id = r.submission_id
                where s.portfolio_id = \(portfolio.id) \(which) order by r.id
                """)
        try await add(
            "decisions", of: "decision",
            of: """
                select to_jsonb(d) as record from decision d join recommendation r on r.id = d.recommendation_id
                    join submission s on s.id = r.submission_id
                where s.portfolio_id = \(portfolio.id) \(which) order by d.id
                """)
        try await add(
            "credits", of: "credit",
            of: """
                select to_jsonb(c) as record from credit c join decision d on d.id = c.decision_id
                    join recommendation r on r.id = d.recommendation_id join submission s on s.id = r.submission_id
                where s.portfolio_id = \(portfolio.id) \(which) order by c.id
                """)
    }

    private mutating func add(_ folder: String, of kind: String, of sql: SQL) async throws {
        for record in try await connection.records(sql) {
            try add("\(folder)/\(record.text("id"))", record.without("institution"))
        }
    }

    /// The records of bags that came into this portfolio, to the byte.
    mutating func addOrigins() async throws {
        var there: Set<String> = []
        try await connection.stream(
            """
            select encode(i.bag_digest, 'hex') as bag, r.path, r.content
            from bag_import i join bag_record r on r.import_id = i.id
            where i.portfolio_id = \(portfolio.id) order by i.id, r.path
            """, batch: 50
        ) { row in
            let (bag, path, content): (String, String, [UInt8]) = (try row["bag"], try row["path"], try row["content"])
            let place = path.hasPrefix("data/origins/") ? path : "data/origins/\(bag.prefix(16))/\(path)"
            if there.insert(place).inserted { try self.bag.spool.add(place, content) }
        }
    }

    /// Units, policy and frameworks as they were pinned: canonical JSON, whose SHA-256 is their fingerprint.
    mutating func addDocuments() throws {
        var frameworks: Set<DocumentKey> = []
        for key in documents.sorted(by: { $0.description < $1.description }) {
            if let unit = rubrics.units[key] {
                try bag.spool.add("data/documents/units/\(key).json", Array(unit.json.utf8))
                frameworks.insert(unit.value.framework)
            } else if let policy = rubrics.policies[key] {
                try bag.spool.add("data/documents/policies/\(key).json", Array(policy.json.utf8))
            }
        }
        for key in frameworks.sorted(by: { $0.description < $1.description }) {
            guard let framework = rubrics.frameworks[key] else { continue }
            try bag.spool.add("data/documents/frameworks/\(key).json", Array(framework.json.utf8))
        }
    }

    /// The pages, made of the records that are in the bag by now.
    mutating func addPages() async throws {
        let ids = people.compactMap { ID<Person>($0) } + [portfolio.learner]
        let rows = try await connection.query("select id, name from person where id = any(\(ids)) order by id")
        var names: [String: String] = [:]
        for row in rows {
            let id: ID<Person> = try row["id"]
            names[id.description] = try row["name"]
        }
        let list = names.sorted { $0.key < $1.key }.map {
            JSONValue.object(["id": .string($0.key), "name": .string($0.value)])
        }
        try bag.spool.add("data/records/people.json", JSONValue.array(list).data + [UInt8(ascii: "\n")])
        let records = bag.spool.entries.filter { $0.path.hasPrefix("data/records/") && $0.path.hasSuffix(".json") }
        var lines: [String: [BagPages.Line]] = [:]
        var itemPages: [String: BagPages.Line] = [:]
        for (number, entry) in records.enumerated() {
            guard entry.path.hasPrefix("data/records/items/") else { continue }
            let line = try addPage("items", number, try record(entry), names)
            itemPages[String(entry.path.dropFirst("data/records/items/".count).dropLast(".json".count))] = line
            lines["items", default: []].append(line)
        }
        for (number, entry) in records.enumerated() {
            let folder = entry.path.split(separator: "/")[2]
            guard folder != "items", entry.path.split(separator: "/").count > 3, !entry.path.hasSuffix("/manifest.json")
            else { continue }
            let line = try addPage(String(folder), number, try record(entry), names, itemPages)
            lines[String(folder), default: []].append(line)
        }
        try addFrontPage(lines, learner: names[portfolio.learner.description] ?? "")
    }

    private func record(_ entry: BagSpool.Entry) throws -> JSONObject {
        try StrictJSON.parse(try bag.spool.bytes(of: entry), limits: .ofRecords).object ?? JSONObject()
    }

    private mutating func addPage(
        _ folder: String, _ number: Int, _ record: JSONObject, _ names: [String: String],
        _ items: [String: BagPages.Line] = [:]
    ) throws -> BagPages.Line {
        var title = record["title"]?.string ?? folder.prefix(1).uppercased() + folder.dropFirst()
        if let submitted = record["number"]?.int { title = "Submission \(submitted)" }
        var body = ""
        if let path = record["file"]?["path"]?.string {
            body += "<p><a href=\"../../\(HTMLPage.escaped(String(path.dropFirst(5))))\">Open the file</a></p>\n"
        }
        if let links = record["links"]?.array {
            let shown = links.compactMap { link -> BagPages.Line? in
                guard let item = link["evidence"]?.string.flatMap({ items[$0] }) else { return nil }
                let note = link["note"]?.string ?? ""
                return .init(
                    path: "../../\(item.path)", title: "\(link["criterion"]?.string ?? ""): \(item.title)", says: note)
            }
            body += "<h2>What shows it</h2>\n\(BagPages.list(shown))\n<h2>Details</h2>\n"
        }
        body += BagPages.details(record.without("links", "title"), names)
        let path = "pages/\(folder)/\(BagName.padded(number)).html"
        try bag.spool.add(
            "data/\(path)",
            BagPages.page(title, body, up: "../../index.html"))
        let kind = record["kind"]?.string ?? record["unit"]?.string ?? ""
        return .init(path: path, title: title, says: kind)
    }

    private mutating func addFrontPage(_ lines: [String: [BagPages.Line]], learner: String) throws {
        let parts = [
            ("claims", "What is claimed"), ("items", "Evidence"), ("submissions", "Handed in"),
            ("scorecards", "Scorecards"), ("recommendations", "Recommendations"), ("decisions", "Decisions"),
            ("credits", "Credit"),
        ]
        let shown = parts.compactMap { folder, title in
            lines[folder].map { "<h2>\(title)</h2>\n\(BagPages.list($0))" }
        }
        let about = """
            <p>The portfolio of <strong>\(HTMLPage.escaped(learner))</strong> at \(HTMLPage.escaped(bag.source)),
            as it was on \(CalendarDate(bag.madeAt))\(submission.map { ", as handed in (submission \($0.number))" } ?? "").</p>
            <p>These pages need no network. The files themselves are in the folder <code>files</code>; the folder
            <code>records</code> has the same for machines. Every file's checksum is in the bag's manifest.</p>

            """
        try bag.spool.add(
            "data/index.html", BagPages.page(bag.title, about + shown.joined(separator: "\n")))
    }
}
