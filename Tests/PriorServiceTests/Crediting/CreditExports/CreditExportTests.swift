import Assessment
import Foundation
import HTTPTypes
import Support
import Testing

@testable import PriorService

@Suite(.database) struct CreditExportTests {
    private let bricks = "bricklaying-trade-test@1"

    private func world(
        _ name: String = "Lerato", _ test: @Sendable @escaping (Stage, Actor, String) async throws -> Void
    )
        async throws
    {
        try await Stage.run { stage in
            let maseru = try await stage.institution("maseru")
            let lerato = try await stage.person(name)
            _ = try await stage.posted(bricks, to: lerato, at: maseru)
            try await test(stage, lerato, maseru)
        }
    }

    @Test func `a record in CTDL has the shape of the published examples`() async throws {
        try await world { stage, lerato, _ in
            let seen = try await stage.get("/api/me/credits/ctdl", as: lerato)
            #expect(seen.headers[.contentType] == "application/ld+json")
            let graph = try #require(seen.json["@graph"]?.array)
            #expect(
                graph.compactMap { $0["@type"]?.string } == [
                    "ceterms:TransferValueProfile", "ceterms:AssessmentProfile", "ceterms:CredentialOrganization",
                ])
            let profile = graph[0]
            #expect(profile["ceterms:transferValue"]?[0]?["schema:value"] == 20)
            #expect(profile["ceterms:transferValueFrom"]?[0] == graph[1]["@id"])
            #expect(profile["ceterms:ownedBy"]?[0] == graph[2]["@id"])
            #expect(!seen.text.contains("Lerato"))
            // It reads back as what it is.
            let read = TransferValue.all(in: seen.json)
            #expect(read.count == 1 && read[0].amounts[0].amount == "20" && read[0].learnedAt == "Maseru")
        }
    }

    @Test func `terms of an export are those of the examples of Credential Engine`() async throws {
        let folder = Stage.packageRoot.appending(path: "../shared/standards/ctdl-prior-learning")
        guard FileManager.default.fileExists(atPath: folder.path) else {
            print("The published examples of CTDL are not here; nothing is held against them.")
            return
        }
        var known: Set<String> = []
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        while let file = files?.nextObject() as? URL {
            guard file.pathExtension == "json", let text = try? String(contentsOf: file, encoding: .utf8) else {
                continue
            }
            known.formUnion(text.matches(of: /"((ceterms|schema|@)[A-Za-z:]*)"/).map { String($0.1) })
        }
        #expect(known.contains("ceterms:transferValueFrom"))
        // Terms of CTDL (credreg.net/ctdl/terms) that no example happens to use.
        known.formUnion(["ceterms:addressCountry", "ceterms:Place", "ceterms:address"])
        let terms = known
        try await world { stage, lerato, maseru in
            for path in ["/api/me/credits/ctdl", "/api/institutions/\(maseru)/prior-learning-policy"] {
                let text = try await stage.get(path, as: lerato).text
                let used = Set(text.matches(of: /"((ceterms|schema):[A-Za-z]+)"/).map { String($0.1) })
                #expect(!used.isEmpty && used.subtracting(terms) == [], "\(path)")
            }
        }
    }

    @Test func `all sixteen elements are there, or it is said why one is not`() async throws {
        try await world { stage, lerato, _ in
            let seen = try await stage.get("/api/me/credits/eu", as: lerato)
            let elements = try #require(seen.json["credentials"]?[0]?["elements"]?.array)
            #expect(elements.map { $0["number"]?.int } == Array(1...16).map { $0 })
            #expect(elements.filter { $0["isMandatory"] == true }.count == 11)
            // In the words and the order of the annex (2022/C 243/02).
            let words = [
                "learner", "Title", "Country", "Awarding body", "Date of issuing", "Learning outcomes", "workload",
                "Level", "Type of assessment", "Form of participation", "quality assurance", "Prerequisites",
                "Supervision and identity verification", "Grade", "stackability", "Further information",
            ]
            #expect(zip(elements, words).allSatisfy { $0["name"]?.string?.contains($1) == true })
            #expect(elements.allSatisfy { ($0["value"] != nil) != ($0["notApplicable"] != nil) })
            #expect(elements[5]["value"]?.array?.isEmpty == false && elements[6]["value"]?["credits"] != nil)
            #expect(elements[7]["value"]?["level"] == 3)
        }
    }

    @Test func `a table holds no formula, whatever people are called`() async throws {
        try await world("=HYPERLINK(\"http://x\",\"y\")") { stage, lerato, _ in
            let seen = try await stage.get("/api/me/credits/csv", as: lerato)
            let lines = seen.text.split(separator: "\r\n")
            #expect(lines.count == 2 && lines[0].hasPrefix("credit,learner,unit"))
            #expect(lines[1].contains("\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\""))
        }
        for (text, field) in [
            ("+1", "'+1"), ("-1", "'-1"), ("@x", "'@x"), ("\tx", "\"'\tx\""), ("a,b", "\"a,b\""), ("a", "a"), ("", ""),
        ] {
            #expect(ExportedRecord.field(text) == field)
        }
    }

    @Test func `a record is printed`() async throws {
        guard LookProgram.soffice.isHere, LookProgram.pdftotext.isHere else {
            print("LibreOffice is not here; nothing is printed.")
            return
        }
        try await world("Mamotšeliso ’Māori") { stage, lerato, _ in
            let seen = try await stage.get("/api/me/credits/pdf", as: lerato)
            #expect(seen.status == .ok && seen.bytes.starts(with: Array("%PDF".utf8)), "\(seen.text.prefix(300))")
            let folder = stage.resources.settings.dataDirectory
            let words = try await Workbench.with(in: folder) { bench in
                try Data(seen.bytes).write(to: URL(filePath: bench.path("x.pdf")))
                return String(decoding: try await bench.run(.pdftotext, [bench.path("x.pdf"), "-"]), as: UTF8.self)
            }
            #expect(words.contains("Credit record of Mamotšeliso ’Māori") && words.contains("Bricklaying"))
        }
    }

    @Test
    func
        `recommendations as ACE and NCCRS publish them are taken as known equivalences, and replaced when they come again`()
        async throws
    {
        let folder = Stage.packageRoot.appending(path: "../shared/standards/ctdl-prior-learning/Transfer Value Profile")
        guard FileManager.default.fileExists(atPath: folder.path) else {
            print("The published recommendations are not here; none is taken.")
            return
        }
        try await world { stage, lerato, maseru in
            let registrar = try await stage.staff("Registrar", .registrar, at: maseru)
            let path = "/api/institutions/\(maseru)/equivalences"
            for name in [
                "ACE - Sophia Learning LLC - Principles of FinanceTVP-PUBLISHED JSON-LD.json",
                "Assistant API - Course - ACE - Sophia Learning LLC - Principles of Finance.json",
                "CTDL - Assessment - ACE - Introductory Sociology.json",
            ] {
                let document = try StrictJSON.parse(
                    [UInt8](try Data(contentsOf: folder.appending(path: name))))
                for _ in 0..<2 {
                    let seen = try await stage.post(path, ["document": document], as: registrar)
                    #expect(seen.status == .created, "\(name): \(seen.text)")
                    let taken = seen.json["taken"]?[0]
                    #expect(taken?["amounts"]?[0]?["amount"]?.string?.hasPrefix("3") == true, "\(name): \(seen.text)")
                    #expect(taken?["amounts"]?[0]?["subjects"]?.array?.isEmpty == false)
                }
            }
            let known = try await stage.get(path).items
            #expect(
                known.contains {
                    $0["name"] == "Principles of Finance" && $0["learnedAt"]?.string?.contains("SOPHIA") == true
                        || $0["learnedAt"]?.string?.contains("Sophia") == true
                })
            #expect(Set(known.compactMap { $0["ctid"]?.string }).count == known.count)
            #expect(
                try await stage.post(path, ["document": ["@graph": []]], as: registrar).faults == ["/document empty"])
            #expect(try await stage.post(path, ["document": [:]], as: lerato).status == .forbidden)
            let one = "/api/equivalences/\(known[0]["id"]?.string ?? "")"
            let stranger = try await stage.staff("Neo", .registrar, at: try await stage.institution("roma"))
            #expect(try await stage.delete(one, as: stranger).status == .notFound)
            #expect(try await stage.delete(one, as: registrar).status == .noContent)
            #expect(try await stage.get(path).items.count == known.count - 1)
        }
    }
}
