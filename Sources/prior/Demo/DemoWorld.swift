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
        try await showWalkthrough(at: url)
        say(DemoCast.table(at: url))
    }

    /// Whether everyone was there before: the last one to be played in holds their role.
    private func isSettled(_ centre: DemoCast.Centre, _ known: Set<String>, _ api: PriorAPI) async throws -> Bool {
        guard known.contains(centre.slug), let member = centre.staff.last else { return false }
        guard let signedIn = try? await api.signedIn(member.email, DemoCast.password) else { return false }
        return try await !roles(of: signedIn).isEmpty
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
        let head = try await register(administrator, api)
        if try await roles(of: head).isEmpty { try await accept(administrator, head) }
        guard let institution = try await roles(of: head).first?.text("institution") else {
            throw Surprise("\(administrator.name) has no role.")
        }
        for member in centre.staff.dropFirst() {
            let person = try await register(member, api)
            guard try await roles(of: person).isEmpty else { continue }
            try await head.post(
                "/api/institutions/\(institution)/invitations",
                ["email": .text(member.email), "role": .text(member.role)])
            try await accept(member, person)
        }
    }

    /// Registers a person, unless they are, and signs them in.
    private func register(_ member: DemoCast.Member, _ api: PriorAPI) async throws -> PriorAPI {
        let body: JSON = [
            "email": .text(member.email), "name": .text(member.name), "password": .text(DemoCast.password),
        ]
        let registered = try await api.send(.post, "/api/people", ["Content-Type": "application/json"], try body.data)
        if registered.status != 409 { _ = try api.hold(registered, to: 201, "Registering \(member.email)") }
        return try await api.signedIn(member.email, DemoCast.password)
    }

    private func roles(of person: PriorAPI) async throws -> [JSON] {
        try await person.get("/api/people/me").items("roles")
    }

    /// Accepts the invitation that was mailed last.
    private func accept(_ member: DemoCast.Member, _ person: PriorAPI) async throws {
        let code = try await PriorAPI(url: person.url).mailedCode(to: member.email)
        try await person.post("/api/memberships", ["invitation": .text(code)])
    }

    /// A walkthrough that fails is told, and the demo goes on: it may be looked into.
    private func showWalkthrough(at url: URL) async throws {
        do {
            try await Walkthrough(url: url, samples: try Samples(nil)).run()
        } catch {
            try Task.checkCancellation()
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
