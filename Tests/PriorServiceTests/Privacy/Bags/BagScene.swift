import Assessment
import Foundation
import HTTPTypes
import Postgres
import Seal
import Support
import Testing

@testable import PriorService

/// Lerato's portfolio with files, a testimonial and an observation, and the bags that it leaves in.
struct BagScene: Sendable {
    let scene: WitnessScene
    var stage: Stage { scene.stage }
    let photo: String
    let testimonial: String
    let observation: String

    init(_ stage: Stage) async throws {
        scene = try await WitnessScene(stage)
        let criteria = try await stage.criteria()
        photo = try await stage.evidence(in: scene.portfolio, as: scene.lerato)
        let note = try await stage.upload(
            Array("I laid the wall at Ha Thetsane. It is <b>straight</b> & \"plumb\".\n".utf8), to: scene.portfolio,
            as: scene.lerato, "?fileName=S%C3%A9ance%20%231.txt&title=A%20%3Cnote%3E&producedOn=2026-05-01",
            headers: [.contentType: "text/plain"])
        #expect(note.status == .created, "\(note.text)")
        try await stage.link(photo, to: scene.claim, Array(criteria.prefix(3)), as: scene.lerato)
        try await stage.link(note.id, to: scene.claim, [criteria[0]], as: scene.lerato)
        _ = try await scene.ask()
        let given = try await stage.post("/api/testimonials", try await scene.testimony(), as: scene.witness())
        try #require(given.status == .created, "\(given.text)")
        testimonial = given.id
        let ben = try await stage.staff("Ben Thabane", .assessor, at: scene.college)
        let watched = try await stage.post(
            "/api/portfolios/\(scene.portfolio)/observations",
            [
                "claim": .string(scene.claim), "place": "Kingsway, Maseru",
                "startedAt": .string(RFC3339.string(stage.clock.now.addingTimeInterval(-7_200))),
                "durationMinutes": 60, "seen": [["criterion": .string(criteria[0]), "seen": "yes"]],
                "signature": "Ben Thabane",
            ], as: ben)
        try #require(watched.status == .created, "\(watched.text)")
        observation = watched.id
        _ = try await stage.must(
            .post, "/api/encounters/\(watched.json["encounter"]?.string ?? "")/countersignatures",
            ["signature": "Lerato Mokoena"], as: scene.lerato)
    }

    func export(_ query: String = "", as who: Actor? = nil) async throws -> [UInt8] {
        try await stage.bag(of: scene.portfolio, query, as: who ?? scene.lerato)
    }
}

extension Stage {
    func bag(of portfolio: String, _ query: String = "", as who: Actor) async throws -> [UInt8] {
        let seen = try await get("/api/portfolios/\(portfolio)/bag\(query)", as: who)
        try #require(seen.status == .ok, "\(seen.text)")
        return seen.bytes
    }

    func bring(_ bag: [UInt8], to portfolio: String, as who: Actor) async throws -> Seen {
        try await send(
            .post, "/api/portfolios/\(portfolio)/imports", bytes: bag, as: who,
            headers: [.contentType: "application/zip"])
    }

    /// Somebody's empty portfolio at an institution of its own.
    func elsewhere(_ name: String, _ slug: String = "kensington") async throws -> (
        learner: Actor, portfolio: String, coordinator: Actor
    ) {
        let college = try await institution(slug)
        let learner = try await person(name)
        return (
            learner, try await portfolio(of: learner, at: college, titled: "Brought along"),
            try await staff("Elias", .coordinator, at: college)
        )
    }
}

/// An unpacked bag in a folder of its own.
struct UnpackedBag {
    let folder: URL
    let files: BagFiles

    static func with<Value>(_ bytes: [UInt8], _ body: (UnpackedBag) async throws -> Value) async throws -> Value {
        let parent = FileManager.default.temporaryDirectory
        return try await Workbench.with(in: parent) { bench in
            let archive = URL(filePath: bench.path("archive"))
            try Data(bytes).write(to: archive)
            let folder = URL(filePath: bench.path("files"), directoryHint: .isDirectory)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
            let files = try await BagFiles(
                unpacking: archive.path, into: folder.path, within: BagLimits(bytes: 1 << 30, files: 1_000))
            return try await body(UnpackedBag(folder: folder, files: files))
        }
    }

    /// The records of the items, without what is of one service only: ids, claims, who added them and when.
    func items() throws -> [String: JSONObject] {
        var found: [String: JSONObject] = [:]
        for file in files.files where file.path.hasPrefix("data/records/items/") {
            let record = try #require(try StrictJSON.parse(try file.bytes()).object)
            let key = record["origin"]?["id"]?.string ?? record.text("id")
            var plain = record.without("id", "addedBy", "addedAt", "origin")
            // Where the bytes are in the bag, and which policy took them.
            plain["file"] = record["file"]?.object.map {
                .object($0.without("path", "acceptedRule", "libmagicDatabase", "libmagicVersion"))
            }
            found[key] = plain
        }
        return found
    }

    /// Which item shows which criterion of which unit.
    func links() throws -> Set<String> {
        var origins: [String: String] = [:]
        for file in files.files where file.path.hasPrefix("data/records/items/") {
            let record = try #require(try StrictJSON.parse(try file.bytes()).object)
            origins[record.text("id")] = record["origin"]?["id"]?.string ?? record.text("id")
        }
        var found: Set<String> = []
        for file in files.files where file.path.hasPrefix("data/records/claims/") {
            let claim = try #require(try StrictJSON.parse(try file.bytes()).object)
            for link in claim["links"]?.array ?? [] {
                let item = origins[link["evidence"]?.string ?? ""] ?? ""
                found.insert("\(claim.text("unit")) \(link["criterion"]?.string ?? "") \(item)")
            }
        }
        return found
    }

    func text(_ path: String) throws -> String {
        let file = try #require(files.files.first { $0.path == path })
        return String(decoding: try file.bytes(), as: UTF8.self)
    }
}
