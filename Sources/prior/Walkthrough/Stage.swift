import Foundation

/// Someone in the story: a name, and the service as they meet it.
struct Player: Sendable {
    var id: String
    var name: String
    var email: String
    var api: PriorAPI

    /// What the story calls them.
    var first: String { String(name.prefix { $0 != " " }) }
}

/// An institution in the story, with those of its staff who have a part.
struct Crew: Sendable {
    var institution: String
    var name: String
    var players: [(role: String, player: Player)]

    /// - Throws: `Surprise` where nobody of that role is on the stage.
    func one(_ role: String) throws -> Player {
        guard let found = players.first(where: { $0.role == role }) else { throw Surprise("\(name) has no \(role).") }
        return found.player
    }

    var assessors: [Player] { players.filter { $0.role == "assessor" }.map(\.player) }
}

/// What every act is played on.
struct Stage: Sendable {
    var api: PriorAPI
    var samples: Samples
    var story = Story()
    /// Makes the learners of this run new ones, so that the story can be played again and again.
    let run = String(UInt32.random(in: 0x10000...0xFFFFF), radix: 16)

    init(_ url: URL, _ samples: Samples) {
        api = PriorAPI(url: url)
        self.samples = samples
    }

    /// The same stage, with nothing told.
    var hushed: Stage {
        var copy = self
        copy.story.isHushed = true
        return copy
    }

    /// Signs those of an institution's staff in who have a part.
    func crew(_ centre: DemoCast.Centre, _ roles: [String]) async throws -> Crew {
        let known = try await api.list("/api/institutions").first { try $0.text("slug") == centre.slug }
        guard let known else {
            throw Surprise("This service has no \(centre.name): start a new one with `prior serve --demo`.")
        }
        var players: [(role: String, player: Player)] = []
        for member in centre.staff where roles.contains(member.role) {
            players.append((member.role, try await signIn(member.name, member.email)))
        }
        return Crew(institution: try known.text("id"), name: centre.name, players: players)
    }

    /// Registers a learner of this run.
    func learner(_ name: String) async throws -> Player {
        let first = name.prefix { $0 != " " }.lowercased()
        let email = "\(first).\(run)@learner.example"
        try await api.post(
            "/api/people", ["email": .text(email), "name": .text(name), "password": .text(DemoCast.password)])
        return try await signIn(name, email)
    }

    private func signIn(_ name: String, _ email: String) async throws -> Player {
        let signedIn = try await api.signedIn(email, DemoCast.password)
        return Player(
            id: try await signedIn.get("/api/people/me").text("id"), name: name, email: email, api: signedIn)
    }
}
