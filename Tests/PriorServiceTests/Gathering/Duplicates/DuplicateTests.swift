import Assessment
import Foundation
import HTTPTypes
import Postgres
import Support
import Testing

@testable import PriorService

/// Who is told of what, from upload to answer.
@Suite(.database) struct DuplicateTests {
    /// Two learners of one college and one of another, each with a portfolio.
    private struct Scene: Sendable {
        let stage: Stage
        let college: String
        let elias: Actor
        let lerato: Actor
        let thabo: Actor
        let marcia: Actor
        let leratos: String
        let thabos: String
        let marcias: String
    }

    private func scene(_ test: @escaping @Sendable (Scene) async throws -> Void) async throws {
        try await Stage.run { stage in
            let college = try await stage.institution("maseru-college")
            let other = try await stage.institution("bridgetown-college", policy: "caribbean@1", country: "BB")
            let (lerato, thabo) = (try await stage.person("Lerato"), try await stage.person("Thabo"))
            let marcia = try await stage.person("Marcia")
            try await test(
                Scene(
                    stage: stage, college: college,
                    elias: try await stage.staff("Elias", .coordinator, at: college), lerato: lerato, thabo: thabo,
                    marcia: marcia, leratos: try await stage.portfolio(of: lerato, at: college),
                    thabos: try await stage.portfolio(of: thabo, at: college),
                    marcias: try await stage.portfolio(of: marcia, at: other)))
        }
    }

    @Test func `the same bytes in another's portfolio are shown to staff whole, to the assessor blind, to others not`()
        async throws
    {
        try await scene { scene in
            let stage = scene.stage
            let bytes = Array("A day on the site.\n".utf8)
            let mine = try await stage.item(bytes, as: "text/plain", in: scene.leratos, by: scene.lerato)
            let again = try await stage.item(bytes, as: "text/plain", in: scene.leratos, by: scene.lerato)
            let his = try await stage.item(bytes, as: "text/plain", in: scene.thabos, by: scene.thabo)
            _ = try await stage.item(bytes, as: "text/plain", in: scene.marcias, by: scene.marcia)
            let ben = try await stage.staff("Ben", .assessor, at: scene.college)
            let submission = try await stage.submission(
                of: scene.leratos, holding: [mine, again], by: scene.lerato)
            let assignment = try await stage.assignment(of: submission, at: scene.college, to: ben, by: scene.lerato)
            try await stage.resources.database.execute(
                "update assignment set accepted_at = assigned_at where id = \(assignment)")

            let whole = try await stage.get("/api/portfolios/\(scene.leratos)/duplicates", as: scene.elias)
            // Mine and again once, and each of them with his; nothing of the other college's.
            #expect(whole.items.count == 3, "\(whole.text)")
            #expect(whole.items.allSatisfy { $0["kind"] == "sameBytes" && $0["likeness"]?.double == 1 })
            let others = whole.items.filter { $0["place"] == "anotherLearner" }
            #expect(others.count == 2 && others.allSatisfy { $0["other"]?["evidence"] == .string(his) })
            #expect(others.allSatisfy { $0["other"]?["learner"] == .string(scene.thabo.id) })

            let blind = try await stage.get("/api/submissions/\(submission)/duplicates", as: ben)
            #expect(blind.items.count == 3, "\(blind.text)")
            for word in [his, scene.thabo.id, scene.thabos, scene.lerato.id, scene.leratos] {
                #expect(!blind.text.contains(word))
            }
            #expect(blind.items.filter { $0["other"] != nil }.map { $0["place"]?.string } == ["samePortfolio"])

            for who in [scene.lerato, scene.thabo, scene.marcia] {
                for path in ["portfolios/\(scene.leratos)", "submissions/\(submission)"] {
                    let seen = try await stage.get("/api/\(path)/duplicates", as: who)
                    #expect(seen.status == (who.id == scene.lerato.id ? .forbidden : .notFound))
                }
            }
            #expect(
                try await stage.get("/api/portfolios/\(scene.leratos)/duplicates", as: ben).status == .notFound)
            let first = try await stage.get("/api/portfolios/\(scene.leratos)/duplicates?limit=2", as: scene.elias)
            let next = try #require(first.json["next"]?.string)
            let rest = try await stage.get(
                "/api/portfolios/\(scene.leratos)/duplicates?limit=2&after=\(next)", as: scene.elias)
            #expect(Set((first.items + rest.items).compactMap { $0["id"]?.string }).count == 3)
        }
    }

    @Test func `whoever assesses a case sees it blind, coordinator or not`() async throws {
        try await scene { scene in
            let stage = scene.stage
            let bytes = Array("A day on the site.\n".utf8)
            let mine = try await stage.item(bytes, as: "text/plain", in: scene.leratos, by: scene.lerato)
            _ = try await stage.item(bytes, as: "text/plain", in: scene.thabos, by: scene.thabo)
            let carol = try await stage.staff("Carol", .assessor, .coordinator, at: scene.college)
            let submission = try await stage.submission(of: scene.leratos, holding: [mine], by: scene.lerato)
            let assignment = try await stage.assignment(of: submission, at: scene.college, to: carol, by: scene.lerato)
            try await stage.resources.database.execute(
                "update assignment set accepted_at = assigned_at where id = \(assignment)")
            let blind = try await stage.get("/api/submissions/\(submission)/duplicates", as: carol)
            #expect(blind.items.count == 1 && blind.items[0]["other"] == nil)
            let whole = try await stage.get("/api/portfolios/\(scene.leratos)/duplicates", as: carol)
            #expect(whole.status == .forbidden)
        }
    }

    @Test func `a photo is known again resized, compressed, cropped or brightened, and others are not`() async throws {
        try await MadeFiles.with { files in
            try await scene { scene in
                let stage = scene.stage
                try files.write(try MadeFiles.sample("brick-wall.jpg"), "wall.jpg")
                try await files.run("vipsthumbnail", ["wall.jpg", "--size", "300x300", "-o", "small.jpg[Q=35]"])
                try await files.run("vips", ["crop", "wall.jpg", "part.png", "0", "0", "845", "640"])
                try await files.run("vips", ["linear", "wall.jpg", "bright.png", "1.1", "12"])
                _ = try await stage.item(
                    try files.bytes("wall.jpg"), as: "image/jpeg", in: scene.leratos, by: scene.lerato)
                var copies: [String] = []
                for (name, type) in [
                    ("small.jpg", "image/jpeg"), ("part.png", "image/png"), ("bright.png", "image/png"),
                ] {
                    copies.append(
                        try await stage.item(try files.bytes(name), as: type, in: scene.thabos, by: scene.thabo))
                }
                let sources = [
                    "testsrc=size=640x480", "mandelbrot=size=640x480", "gradients=size=640x480:seed=5",
                    "color=white:size=640x480", "color=0xfefefe:size=600x800", "smptebars=size=640x480",
                ]
                for (number, source) in sources.enumerated() {
                    let drawn = try await files.draw(source, "other-\(number).png")
                    _ = try await stage.item(drawn, as: "image/png", in: scene.thabos, by: scene.thabo)
                }
                _ = try await stage.item(
                    try MadeFiles.sample("seam.png"), as: "image/png", in: scene.thabos, by: scene.thabo)
                try await stage.lookIntoAll()
                let whole = try await stage.get("/api/portfolios/\(scene.leratos)/duplicates", as: scene.elias)
                let found = whole.items.compactMap { $0["other"]?["evidence"]?.string }
                #expect(found.sorted() == copies.sorted(), "\(whole.text)")
                #expect(whole.items.allSatisfy { $0["kind"] == "nearImage" && ($0["likeness"]?.double ?? 0) >= 0.93 })
                #expect(whole.items.first?["reason"]?.string?.contains("lesotho@1 shows pairs from 93 % on") == true)
                // The copies are like each other too; the white sheets and the drawings are like nothing.
                let his = try await stage.get("/api/portfolios/\(scene.thabos)/duplicates", as: scene.elias)
                #expect(his.items.allSatisfy { copies.contains($0["evidence"]?.string ?? "") }, "\(his.text)")
            }
        }
    }

    @Test func `a text is known again edited and as another kind of file, and others are not`() async throws {
        let prose = """
            I started on the walls of the clinic in March and laid the footings with two helpers, after the engineer had
            marked the lines. The bricks came from Thetsane and half of the first load was too soft, so I sent them back.
            We built in English bond, eleven courses a day, and I checked each corner with the level and the plumb line
            before the mortar set. When the rain came we covered the wall with plastic, and on the next morning I raked the
            joints and pointed them.
            """
        let kitchen = """
            In the kitchen of the hotel we begin at five, and the bread is the first thing that I look after. Then come the
            eggs, the fruit and the coffee for eighty guests, and I write the list for the market, because what is not
            bought before seven is not on the table at noon, whatever the menu says.
            """
        try await scene { scene in
            let stage = scene.stage
            _ = try await stage.item(Array(prose.utf8), as: "text/plain", in: scene.leratos, by: scene.lerato)
            let edited = prose.replacing("March", with: "April").replacing("two helpers", with: "my brother")
            let copy = try await stage.item(Array(edited.utf8), as: "text/plain", in: scene.thabos, by: scene.thabo)
            _ = try await stage.item(Array(kitchen.utf8), as: "text/plain", in: scene.thabos, by: scene.thabo)
            // The same words at another institution are nobody's business here.
            _ = try await stage.item(Array(prose.utf8 + [10]), as: "text/plain", in: scene.marcias, by: scene.marcia)
            try await stage.lookIntoAll()
            let whole = try await stage.get("/api/portfolios/\(scene.leratos)/duplicates", as: scene.elias)
            #expect(whole.items.compactMap { $0["other"]?["evidence"]?.string } == [copy], "\(whole.text)")
            #expect(whole.items.first?["kind"] == "nearText")
            #expect((whole.items.first?["likeness"]?.double ?? 0) > 0.5)
        }
    }
}
