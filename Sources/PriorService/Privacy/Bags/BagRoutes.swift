import Archive
import Assessment
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Postgres
import Seal

/// A portfolio leaves as a bag, for its learner to keep or to bring elsewhere.
enum BagRoutes {
    static func export(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Portfolio.self)
        let format = try call.archiveFormat()
        let number = try call.query("submission").flatMap { Int($0) }
        let resources = call.resources
        let bag = try await resources.database.transaction(isolation: .repeatableRead) { connection in
            let (portfolio, sight) = try await connection.portfolio(id, seenBy: person)
            if case .staff = sight, !person.holds(.decide, at: portfolio.institution) {
                throw Problem.forbidden("A portfolio is exported by its learner, their adviser or a registrar.")
            }
            var submission: SubmissionRecord?
            if let number { submission = try await connection.submission(number, of: id) }
            var writing = try await BagWriting(
                connection, portfolio, sight, submission: submission, resources, at: call.now)
            try await writing.fill()
            return (writing.bag, portfolio.institution)
        }
        // Who took a copy of everything is worth knowing afterwards.
        _ = try await call.change { change in
            change.record("portfolio.exported", of: id, at: bag.1)
            return .noContent
        }
        let body = ResponseBody { [export = bag.0] writer in
            var archive = try export.archive(format, resources)
            while let bytes = try await archive.next() { try await writer.write(bytes) }
            try await writer.finish(nil)
        }
        return Answer(
            status: .ok,
            headers: [
                .contentType: format.mediaType,
                .contentDisposition: ContentDisposition.attachment(
                    FileName(cleaning: "\(bag.0.base).\(format.rawValue)")),
                .vary: "Accept",
            ], body: .stream(body))
    }

    static func list(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Portfolio.self)
        let page = try call.page(keys: 1)
        let imports = try await call.resources.database.withConnection { connection in
            _ = try await connection.portfolio(id, seenBy: person)
            return try await connection.bagImports(into: id, page)
        }
        return try call.list(imports.map(BagImportBody.init), page) { [$0.id.description] }
    }

    /// A member of staff found out where a bag comes from: what others said in it counts from now on.
    static func confirm(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: BagImport.self)
        let body = try call.body(NewConfirmationBody.self)
        return try await call.change { change in
            guard let found = try await change.connection.bagImport(id, forUpdate: true) else {
                throw Problem.notFound("import")
            }
            try person.require(.admit, at: found.institution, of: "import")
            guard found.confirmedAt == nil else {
                throw Problem.conflict(
                    "import-confirmed", "It is confirmed already", "Where this bag comes from was confirmed before."
                ).with("state", "confirmed").with("allowed", [])
            }
            try await change.connection.confirm(id, by: person.id, how: body.how, at: call.now)
            change.record(
                "bagImport.confirmed", of: id, at: found.institution, from: found.origin.rawValue, to: "confirmed",
                why: body.how)
            guard let confirmed = try await change.connection.bagImport(id) else { throw Problem.unexpected }
            return try .created(BagImportBody(confirmed), at: "/api/portfolios/\(found.portfolio)/imports")
        }
    }

    /// Where an item comes from that came in a bag.
    static func origin(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Evidence.self)
        return try await call.resources.database.withConnection { connection in
            let (_, sight, _) = try await connection.evidence(id, seenBy: person)
            guard let origin = try await connection.origin(of: id) else { throw Problem.notFound("origin") }
            return try .ok(EvidenceOriginBody(origin, as: sight))
        }
    }

    static func key(_ call: Call) async throws -> Answer {
        try .ok(BagKeyBody(publicKey: call.resources.signing.verifyingKey.description))
    }
}

extension Call {
    /// `?format=`, or else what is accepted; ZIP where nothing is said.
    fileprivate func archiveFormat() throws -> ArchiveFormat {
        if let named = try query("format") {
            guard let format = ArchiveFormat(rawValue: named) else {
                throw Problem.invalidQuery("format", "Send `zip` or `tar`.")
            }
            return format
        }
        return request.headers[.accept]?.contains(ArchiveFormat.tar.mediaType) == true ? .tar : .zip
    }
}

extension Connection {
    /// A submission by its number.
    /// - Throws: 404 where there is none.
    fileprivate func submission(_ number: Int, of portfolio: ID<Portfolio>) async throws -> SubmissionRecord {
        let found = try await first(
            "\(SubmissionRecord.query) where s.portfolio_id = \(portfolio) and s.number = \(number)")
        guard let found else { throw Problem.notFound("submission") }
        return try SubmissionRecord(row: found)
    }
}
