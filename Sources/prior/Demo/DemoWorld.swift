import Foundation
import PriorService
import Seal

/// The demo: institutions and people of both regions, played in through the service's own HTTP API and through nothing
/// else, so that what the demo shows is what everybody can do.
struct DemoWorld: Sendable {
    private let operatorToken: String

    /// Sets a service up for the demo: an operator's token known to this process alone, and the demo's mailbox.
    init(settings: inout Settings) {
        let token = SecretToken.make(prefix: "prior_o_")
        operatorToken = token.text
        settings.makeDemo(operatorToken: token.text)
    }

    /// Plays the world in where nothing is there yet, and says who can sign in.
    func welcome(at url: URL, isNew: Bool) async throws {
        let api = PriorAPI(url: url)
        let known = Set(try await api.list("/api/institutions").map { try $0.text("slug") })
        guard isNew || known.contains(DemoCast.centres[0].slug) else {
            return say("This database has institutions of its own, so the demo world was not played in.")
        }
        let last = DemoCast.centres[DemoCast.centres.count - 1]
        if try await isSettled(last, known, api) {
            return say(DemoCast.table(at: url))
        }
        say("\nThe database is new, so the demo world is played in through the HTTP API. This takes some seconds.\n")
        for centre in DemoCast.centres {
            try await play(centre, isKnown: known.contains(centre.slug), api)
            say(
                "  \(centre.name) (\(centre.country)) works under the policy \(centre.policy), staff of \(centre.staff.count)"
            )
        }
        await showWalkthrough(at: url)
        say(DemoCast.table(at: url))
    }

    /// Whether everyone was there before: the last one to be played in holds their role.
    private func isSettled(_ centre: DemoCast.Centre, _ known: Set<String>, _ api: PriorAPI) async throws -> Bool {
        guard known.contains(centre.slug), let member = centre.staff.last else { return false }
        guard let signedIn = try? await api.signedIn(member.email, DemoCast.password) else { return false }
        return try await !signedIn.get("/api/people/me").items("roles").isEmpty
    }

    /// Plays an institution in. A start that was cut short is taken up again: what is there already is left as it is.
    private func play(_ centre: DemoCast.Centre, isKnown: Bool, _ api: PriorAPI) async throws {
        guard let administrator = centre.staff.first else { return }
        if !isKnown {
            try await api.bearing(operatorToken).post(
                "/api/institutions",
                [
                    "slug": .text(centre.slug), "name": .text(centre.name), "country": .text(centre.country),
                    "policy": .text(centre.policy), "administrator": .text(administrator.email),
                ])
        }
        let head = try await join(administrator, api)
        let roles = try await head.get("/api/people/me").items("roles")
        guard let institution = try roles.first?.text("institution") else {
            throw Surprise("\(administrator.name) has no role.")
        }
        for member in centre.staff.dropFirst() {
            try await head.post(
                "/api/institutions/\(institution)/invitations",
                ["email": .text(member.email), "role": .text(member.role)])
            _ = try await join(member, api)
        }
    }

    /// Registers a person, signs them in, and has them accept the invitation that was mailed to them last.
    private func join(_ member: DemoCast.Member, _ api: PriorAPI) async throws -> PriorAPI {
        let registered = try await api.send(
            .post, "/api/people", ["Content-Type": "application/json"],
            try JSON.object([
                "email": .text(member.email), "name": .text(member.name), "password": .text(DemoCast.password),
            ]).data)
        guard registered.status == 409 || registered.status == 201 else {
            _ = try api.hold(registered, to: 201, "Registering \(member.email)")
            return api
        }
        let signedIn = try await api.signedIn(member.email, DemoCast.password)
        guard try await signedIn.get("/api/people/me").items("roles").isEmpty else { return signedIn }
        let code = try await api.mailedCode(to: member.email)
        try await signedIn.post("/api/memberships", ["invitation": .text(code)])
        return signedIn
    }

    private func showWalkthrough(at url: URL) async {
        do {
            try await Walkthrough(url: url, samples: try Samples(nil)).run()
        } catch {
            say("\nThe walkthrough did not come to its end: \(error)")
        }
    }
}

extension DemoCast {
    /// The address and everyone who can sign in, for the terminal.
    static func table(at url: URL) -> String {
        let members = centres.flatMap { centre in centre.staff.map { ($0, centre.name) } }
        let width = members.map(\.0.email.count).max() ?? 0
        let lines = members.map { member, centre in
            "  \(member.email.padded(to: width))  \(member.role.padded(to: 13))  \(centre)"
        }
        return """

            The demo is ready at \(url.absoluteString)

            Who can sign in, everyone with the password  \(password)

            \(lines.joined(separator: "\n"))

            What to try:  prior walkthrough --url \(url.absoluteString)
                          docs/first-portfolio.md, a portfolio of your own with curl
            Ctrl-C stops it; what was stored stays.
            """
    }
}
