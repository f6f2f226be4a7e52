import Assessment
import CASE
import Foundation
import HTTPTypes
import Rubrics
import Support
import Testing

@testable import PriorService

/// Packages that others published, in 1.0 and with members of their own.
@Suite(.database) struct PackageImportTests {
    /// Two strands, one with a rubric; members that nobody knows; spacing and order of its own.
    private static let state = """
        { "CFDocument": {"identifier": "c6085394-d7cb-11e8-824f-0242ac160002", "title": "Building skills",
          "creator": "A ministry", "uri": "https://other.example/d", "lastChangeDateTime": "2018-10-24T18:21:35+00:00",
          "caseVersion": "1.0", "subject": ["Construction"], "description": "What builders can do.", "x-own": 1.50},
          "CFItems": [
            {"identifier": "10000000-d7cb-11e8-824f-0242ac160002", "fullStatement": "Builds walls.", "gradeBand": "K-2",
             "abbreviatedStatement": "Walls", "educationLevel": ["3"]},
            {"identifier": "20000000-d7cb-11e8-824f-0242ac160002", "fullStatement": "Lays bricks to a line.",
             "humanCodingScheme": "W.1"},
            {"identifier": "30000000-d7cb-11e8-824f-0242ac160002", "fullStatement": "Mixes mortar."}],
          "CFAssociations": [
            {"identifier": "40000000-d7cb-11e8-824f-0242ac160002", "associationType": "isChildOf",
             "originNodeURI": {"identifier": "10000000-d7cb-11e8-824f-0242ac160002"},
             "destinationNodeURI": {"identifier": "c6085394-d7cb-11e8-824f-0242ac160002"}},
            {"identifier": "50000000-d7cb-11e8-824f-0242ac160002", "associationType": "isChildOf",
             "originNodeURI": {"identifier": "20000000-d7cb-11e8-824f-0242ac160002"},
             "destinationNodeURI": {"identifier": "10000000-d7cb-11e8-824f-0242ac160002"}},
            {"identifier": "60000000-d7cb-11e8-824f-0242ac160002", "associationType": "isChildOf",
             "originNodeURI": {"identifier": "30000000-d7cb-11e8-824f-0242ac160002"},
             "destinationNodeURI": {"identifier": "10000000-d7cb-11e8-824f-0242ac160002"}}],
          "CFRubrics": [{"identifier": "70000000-d7cb-11e8-824f-0242ac160002", "CFRubricCriteria": [
            {"identifier": "80000000-d7cb-11e8-824f-0242ac160002", "category": "Line", "description": "Keeps the line.",
             "CFItemURI": {"identifier": "20000000-d7cb-11e8-824f-0242ac160002"}, "CFRubricCriterionLevels": [
              {"identifier": "90000000-d7cb-11e8-824f-0242ac160002", "quality": "Does", "description": "It holds.", "score": 2},
              {"identifier": "a0000000-d7cb-11e8-824f-0242ac160002", "quality": "Does not", "description": "It sways.",
               "score": 0}]}]}], "unheardOf": {"kept": true} }
        """

    private func bring(_ text: String, to desk: Desk, as who: Actor? = nil) async throws -> Seen {
        try await desk.stage.send(
            .post, "/api/case/packages?institution=\(desk.institution)", bytes: Array(text.utf8),
            as: who ?? desk.writer,
            headers: [.contentType: "application/json"])
    }

    @Test
    func `a package of 1_0 is kept to the byte, and what it says is begun as drafts with what it lacks as faults`()
        async throws
    {
        try await Stage.run { stage in
            let desk = try await Desk.open(on: stage)
            let seen = try await bring(Self.state, to: desk)
            #expect(seen.status == .created, "\(seen.text)")
            #expect(seen.json["caseVersion"] == "1.0" && seen.json["notes"] == [])
            let begun = try #require(seen.json["documents"]?.array)
            #expect(begun.map { $0["key"] } == ["building-skills@1", "walls@1"])
            let unit = try await stage.get("/api/documents/\(begun[1]["id"]?.string ?? "")", as: desk.moderator)
            let document = try #require(unit.json["document"])
            #expect(document["framework"] == "building-skills@1" && document["level"] == 3)
            #expect(document["outcomes"]?.array?.map { $0["id"] } == ["w-1", "mixes-mortar"])
            let criterion = document["rubric"]?["criteria"]?[0]
            #expect(criterion?["outcome"] == "w-1" && criterion?["levels"]?[0]?["descriptor"] == "It sways.")
            let faults = (unit.json["faults"]?.array ?? []).compactMap { $0["says"]?.string }
            #expect(faults.contains("The key \"region\" is missing."))
            #expect(faults.contains("The key \"aggregation\" is missing."))
            #expect(!faults.contains { $0.contains("no framework") }, "the framework is being written beside it")

            let back = try await stage.get("/api/case/packages/\(seen.id)/content", as: desk.moderator)
            #expect(back.text == Self.state)
            let published = try await stage.get(
                "/api/case/packages/\(seen.id)/content?form=published", as: desk.moderator)
            let package = try CASEPackage(Data(published.bytes))
            let original = try JSON(Data(Self.state.utf8))
            #expect(package.version == "1.1" && package.restored().json == original)
            let again = try await bring(Self.state, to: desk)
            #expect(again.status == .ok && again.id == seen.id && again.json["documents"]?.array?.count == 2)
        }
    }

    @Test func `a second institution has ids of its own, and sees nothing of the first`() async throws {
        try await Stage.run { stage in
            let (one, two) = (try await Desk.open(on: stage), try await Desk.open(on: stage, "thaba-bosiu"))
            let first = try await bring(Self.state, to: one)
            let second = try await bring(Self.state, to: two)
            #expect(second.json["documents"]?.array?.map { $0["key"] } == ["building-skills-2@1", "walls-2@1"])
            let id = second.json["documents"]?[1]?["id"]?.string ?? ""
            let unit = try await stage.get("/api/documents/\(id)", as: two.writer)
            #expect(unit.json["document"]?["framework"] == "building-skills-2@1")
            #expect(try await stage.get("/api/case/packages/\(first.id)", as: two.writer).status == .notFound)
            #expect(try await bring(Self.state, to: one, as: two.writer).status == .notFound)
        }
    }

    @Test func `what Prior published comes back as the document it was`() async throws {
        try await Stage.run { stage in
            let desk = try await Desk.open(on: stage)
            let unit = try #require(stage.resources.rubrics.units.values.first { $0.key.id == "plumbing-trade-test" })
            let served = try await stage.get("/ims/case/v1p1/CFPackages/\(CASEIdentifier.document(unit.fingerprint))")
            let here = try await bring(served.text, to: desk)
            #expect(here.status == .created && here.json["documents"] == [])
            #expect(here.json["notes"]?[0]?.string?.contains("is here already") == true)
            let text = served.text.replacing("\"plumbing-trade-test\"", with: "\"plumbing-of-ours\"")
            let mine = try await bring(text, to: desk)
            #expect(mine.json["documents"]?[0]?["key"] == "plumbing-of-ours@1", "\(mine.text)")
        }
    }

    @Test func `what is no package is refused, and says where`() async throws {
        try await Stage.run { stage in
            let desk = try await Desk.open(on: stage)
            for text in [
                "{", "[]", "{}", #"{"CFDocument":{}}"#, #"{"CFDocument":{"identifier":"a","identifier":"b"}}"#,
            ] {
                let seen = try await bring(text, to: desk)
                #expect(
                    seen.status == .unprocessableContent && seen.problem == "not-a-package", "\(text): \(seen.text)")
            }
            let faulty = #"{"CFDocument":{"identifier":"a"},"CFItems":[{"identifier":"a"}]}"#
            let seen = try await bring(faulty, to: desk)
            #expect(seen.faults == ["CFItems[0].identifier fault", "CFItems[0].fullStatement fault"])
            let assessor = try await stage.staff("Assessor Ben", .assessor, at: desk.institution)
            #expect(try await bring(Self.state, to: desk, as: assessor).status == .forbidden)
        }
    }
}
