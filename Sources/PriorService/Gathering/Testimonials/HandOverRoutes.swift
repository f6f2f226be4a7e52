import Assessment
import Foundation
import Postgres
import QRCode
import Rubrics
import Seal

/// Passing a link on by hand: the learner gets an address, a QR code and a short code, and the witness makes a link of
/// the code.
enum HandOverRoutes {
    /// Makes a link and a code; whatever opened the request before opens nothing any more.
    static func create(_ call: Call) async throws -> Answer {
        let code = try await freeCode(call)
        let cost = call.resources.settings.passwordCost
        let hash = await PasswordHash.make(code.secret, cost: cost)
        return try await call.change { change in
            var (record, portfolio) = try await change.request()
            try portfolio.state.requireOpen()
            let unit = try await call.unit(of: record.claim, in: portfolio, change.connection)
            record.request = try record.request.handedOver(at: call.now, until: call.expiryOfLink(for: portfolio))
            let link = SecretToken.make(prefix: Credential.linkPrefix)
            let expiry = min(call.expiryOfCode(for: portfolio), record.request.expiresAt)
            try await change.connection.update(record)
            try await change.connection.replaceLink(of: record.id, with: link.digest, .hand)
            try await change.connection.insert(code, hash, of: record.id, at: call.now, until: expiry)
            change.record("testimonialRequest.handedOver", of: record.id, at: record.institution, to: "awaited")
            let names = try await change.connection.names(of: portfolio)
            let body = try HandOverBody(
                link, code, until: expiry, for: record, names, unit.title, call.resources.settings.publicURL)
            return try .created(body, at: "/api/portfolios/\(portfolio.id)/testimonial-requests")
        }
    }

    /// Makes a link of a code, once. Every try is counted before its secret is looked at, so that a thousand at once are
    /// a thousand tries.
    static func exchange(_ call: Call) async throws -> Answer {
        let body = try call.body(TypedCodeBody.self)
        guard let code = HandedCode(typed: body.code) else {
            throw Problem.invalid(
                "/code", "mistyped", "A digit is wrong or missing. Look at the 16 digits again; this was not counted.")
        }
        let database = call.resources.database
        let keys: [ThrottleKey] = [.handedCodes(from: call)]
        try await database.requireUnthrottled(keys, at: call.now, orElse: "Ask whoever gave you the code for another.")
        let found = try await database.withConnection { try await $0.tryCode(code.locator, at: call.now) }
        let cost = call.resources.settings.passwordCost
        let isRight = await PasswordHash.verify(code.secret, against: found?.hash, cost: cost)
        guard isRight, let found else {
            try await database.countFailure(keys, at: call.now)
            if let found, found.tries == HandedCodeState.maximumTries { try await noteLock(of: found.request, call) }
            throw Problem.codeNotOpen
        }
        return try await call.change { change in
            let record = try await change.request(ofCode: found.request)
            guard try await change.connection.useCode(of: record.id, at: call.now) else { throw Problem.codeNotOpen }
            let link = SecretToken.make(prefix: Credential.linkPrefix)
            try await change.connection.addLink(to: record.id, link.digest, .hand, at: call.now)
            change.record("testimonialRequest.codeUsed", of: record.id, at: record.institution)
            let body = WitnessLinkBody(link: link.text, expiresAt: record.request.expiresAt)
            return try .created(body, at: "/api/testimonial-request")
        }
    }

    /// A code under whose locator no other is kept.
    private static func freeCode(_ call: Call) async throws -> HandedCode {
        for _ in 0..<100 {
            let code = HandedCode.make()
            let row = try await call.resources.database.first(
                "select 1 as taken from handed_code where locator = \(code.locator)")
            if row == nil { return code }
        }
        throw Problem.unexpected
    }

    private static func noteLock(of request: ID<TestimonialRequest>, _ call: Call) async throws {
        try await call.resources.database.transaction { connection in
            guard let record = try await connection.testimonialRequest(request) else { return }
            let change = Change(connection: connection, call: call)
            change.record("testimonialRequest.codeLocked", of: request, at: record.institution)
            try await change.finish()
        }
    }
}

extension HandOverBody {
    fileprivate init(
        _ link: SecretToken, _ code: HandedCode, until codeExpiry: Date, for record: TestimonialRequestRecord,
        _ names: PortfolioNames, _ unit: String, _ publicURL: String
    ) throws {
        url = TestimonialMail.address(of: link, at: publicURL)
        guard let drawn = QRCode(url) else { throw Problem.unexpected }
        qr = Picture(svg: drawn.svg, png: Data(drawn.png()).base64EncodedString())
        self.code = code.text
        expiresAt = record.request.expiresAt
        codeExpiresAt = codeExpiry
        codeAddress = "\(publicURL)/witness"
        let message = record.message.isEmpty ? "" : " \(record.message)"
        words = """
            Dear \(record.witnessName), \(names.learner) asks you to say what you saw of their work: \(unit).\(message) \
            In writing or by voice, ten minutes, no account. Open \(url) or go to \(codeAddress) and type \(code.text), \
            until \(CalendarDate(codeExpiry)). If you do not know \(names.learner), do nothing.
            """
    }
}

extension Call {
    /// When a code that is handed over now runs out: by the portfolio's policy, otherwise after 14 days.
    fileprivate func expiryOfCode(for portfolio: PortfolioRecord) -> Date {
        let policy = resources.rubrics.policies[portfolio.policy]?.value
        return policy?.deadline(for: .testimonialCode, from: now, timeZone: .gmt) ?? now.addingTimeInterval(14 * 86_400)
    }
}

extension Change {
    /// The request of a code that was right, held after its portfolio.
    fileprivate func request(
        ofCode id: ID<TestimonialRequest>
    ) async throws -> TestimonialRequestRecord {
        guard let row = try await connection.first("select portfolio_id from testimonial_request where id = \(id)")
        else { throw Problem.codeNotOpen }
        let portfolio = try await connection.portfolio(try row["portfolio_id"], forUpdate: true)
        guard let portfolio, portfolio.state.isBeforeDecision else { throw Problem.codeNotOpen }
        let record = try await connection.testimonialRequest(id)
        guard let record, record.request.state(at: call.now) == .awaited else { throw Problem.codeNotOpen }
        return record
    }
}

extension Connection {
    fileprivate func insert(
        _ code: HandedCode, _ hash: String, of request: ID<TestimonialRequest>, at moment: Date, until expiry: Date
    ) async throws {
        try await execute(
            """
            insert into handed_code (locator, request_id, secret_hash, made_at, expires_at)
            values (\(code.locator), \(request), \(hash), \(moment), \(expiry))
            """)
    }

    /// Counts a try of the open code under a locator.
    /// - Returns: what its secret must come to; nil where there is none to be tried.
    fileprivate func tryCode(
        _ locator: String, at moment: Date
    ) async throws -> (request: ID<TestimonialRequest>, hash: String, tries: Int)? {
        try await first(
            """
            update handed_code set tries = tries + 1
            where locator = \(locator) and used_at is null and expires_at > \(moment)
                and tries < \(HandedCodeState.maximumTries)
            returning request_id, secret_hash, tries
            """
        ).map { (try $0["request_id"], try $0["secret_hash"], try $0["tries"]) }
    }

    /// - Returns: false where somebody was faster.
    fileprivate func useCode(of request: ID<TestimonialRequest>, at moment: Date) async throws -> Bool {
        try await execute(
            "update handed_code set used_at = \(moment) where request_id = \(request) and used_at is null") == 1
    }
}
