import Foundation

extension Stage {
    /// A learner takes their portfolio along as a bag; what somebody changed on the way is found; whole, it becomes a portfolio
    /// at another institution.
    func takesAlong(_ portfolio: Case, to other: Crew) async throws {
        let learner = portfolio.learner
        let bag = try await learner.api.expect(200, .get, "/api/portfolios/\(portfolio.portfolio)/bag?format=tar").bytes
        story.does(learner.first, "takes the portfolio along: one file with every file, record and page of it, signed")
        story.sees("\(bag.count) bytes; a BagIt bag, whose manifests name the SHA-256 of every file in it")

        let there = try await learner.api.post(
            "/api/portfolios", ["institution": .text(other.institution), "title": "Brought along"]
        ).text("id")
        var changed = bag
        guard let place = changed.firstRange(of: Data("<!DOCTYPE html>".utf8)) else {
            throw Surprise("The bag has no pages.")
        }
        changed[place.lowerBound + 1] = UInt8(ascii: "?")
        story.does(
            learner.first, "opens a portfolio at \(other.name) and sends the bag there; one byte of it is changed")
        let refusal = try Refusal(
            learner.api.hold(
                await learner.api.send(
                    .post, "/api/portfolios/\(there)/imports", ["Content-Type": "application/x-tar"], changed),
                to: 422, "POST an altered bag"))
        story.refused(refusal)

        let sent = try await learner.api.hold(
            learner.api.send(.post, "/api/portfolios/\(there)/imports", ["Content-Type": "application/x-tar"], bag),
            to: 201, "POST a bag"
        ).json
        story.does(learner.first, "sends the bag as it was")
        let items = try sent.items("items")
        story.sees(
            "\("item".counted(items.count)) from \(try sent.text("source")), each byte as it was; where it comes from is "
                + "\(try sent.text("origin")), so what others said \(try sent.flag("counts") ? "counts" : "does not count yet")"
        )
        let again = try await learner.api.hold(
            learner.api.send(.post, "/api/portfolios/\(there)/imports", ["Content-Type": "application/x-tar"], bag),
            to: 200, "POST the same bag again"
        ).json
        guard try again.text("id") == sent.text("id") else { throw Surprise("The same bag came in twice.") }
        story.does(learner.first, "sends it once more, as the line broke before the answer came")
        story.sees("the same answer; nothing is there twice")
    }
}
