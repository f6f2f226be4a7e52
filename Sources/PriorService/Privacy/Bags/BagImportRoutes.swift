import Assessment
import Foundation
import HTTPTypes
import HummingbirdCore
import NIOCore
import Postgres
import Rubrics
import Seal

/// A bag comes into a portfolio: all of it, or nothing.
enum BagImportRoutes {
    /// What may come beside the files: records, pages, manifests.
    private static let room: Int64 = 256 << 20

    static func create(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Portfolio.self)
        let (limits, portfolio) = try await call.evidenceLimits(id, for: person)
        let usage = try await call.resources.database.withConnection { connection in
            try await connection.usage(of: portfolio, call.resources)
        }
        let fits = min(usage.portfolio.fitsBytes ?? 1 << 42, usage.institution.fitsBytes ?? 1 << 42)
        let most = fits + room
        return try await Workbench.with(in: call.resources.bagFolder) { bench in
            let archive = bench.path("bag")
            try await call.receive(into: archive, atMost: most)
            let folder = bench.path("files")
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
            let found = try await BagFiles(unpacking: archive, into: folder, within: BagLimits(bytes: most))
            guard found.faults.isEmpty else { throw BagFaults(found.faults) }
            let check = try await BagCheck(found.files)
            guard check.faults.isEmpty, let identity = check.identity else { throw BagFaults(check.faults) }
            let contents = try BagContents(check)
            var files: [ID<Evidence>: EvidenceFile] = [:]
            for item in contents.items {
                if let file = item.file { files[item.id] = try await call.keep(file, of: item, limits) }
            }
            return try await call.change(digest: identity.hex) { change in
                let portfolio = try await change.connection.portfolio(id, changedBy: person)
                if let before = try await change.connection.bagImport(of: identity, into: id) {
                    return try .ok(BagImportBody(before))
                }
                let made = try await change.take(contents, of: check, identity, files, into: portfolio, by: person)
                return try .created(BagImportBody(made), at: "/api/portfolios/\(id)/imports")
            }
        }
    }
}

extension Resources {
    /// Where bags are made and unpacked.
    var bagFolder: URL { settings.dataDirectory.appending(path: "bags", directoryHint: .isDirectory) }
}

extension Call {
    /// Writes the body to a new file.
    fileprivate func receive(into path: String, atMost most: Int64) async throws {
        let tooLarge = Problem(
            .contentTooLarge, "bag-too-large", "The bag is too large", "There is room for a bag of \(most) bytes.")
        if let announced = request.headers[.contentLength].flatMap({ Int64($0) }), announced > most { throw tooLarge }
        guard FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]),
            let file = FileHandle(forWritingAtPath: path)
        else { throw Problem.unexpected }
        defer { try? file.close() }
        var received: Int64 = 0
        for try await buffer in bytes() {
            received += Int64(buffer.readableBytes)
            guard received <= most else { throw tooLarge }
            try file.write(contentsOf: Data(buffer.readableBytesView))
        }
    }

    /// A file of the bag, looked at and taken as any other that somebody sends.
    fileprivate func keep(
        _ file: BagFile, of item: BagContents.Item, _ limits: EvidenceLimits
    ) async throws -> EvidenceFile {
        let form = EvidenceForm(
            kind: item.kind, title: item.title, description: item.description, language: item.language,
            producedOn: item.producedOn, fileName: item.fileName ?? FileName(cleaning: file.path),
            declaredType: item.declaredType, digest: item.digest, query: "")
        guard file.size <= Int64(limits.maximumBytes) else {
            throw Problem.fileTooLarge(limits.maximumBytes).with("path", .string(file.path))
        }
        do {
            return try await resources.keep(fileAt: file.location, form, limits)
        } catch let problem as Problem {
            throw problem.with("path", .string(file.path))
        }
    }
}

extension Change {
    /// Everything that an import writes, in the one transaction.
    fileprivate func take(
        _ contents: BagContents, of check: BagCheck, _ identity: Digest, _ files: [ID<Evidence>: EvidenceFile],
        into portfolio: PortfolioRecord, by person: Caller.SignedIn
    ) async throws -> BagImport {
        let name = try await connection.name(of: portfolio.learner)
        var made = BagImport(
            id: call.newID(), institution: portfolio.institution, portfolio: portfolio.id, importedBy: person.id,
            importedAt: call.now, bag: identity, source: contents.institution,
            externalIdentifier: String((check.info["external-identifier"] ?? "").prefix(200)),
            learnerName: contents.learnerName,
            origin: call.resources.origin(of: check.signature, contents, learner: portfolio.learner, named: name),
            signedBy: check.signature?.key.description,
            signedAt: check.signature.map { String($0.signedAt.prefix(40)) },
            leftOut: .init())
        var here = try await connection.originals(in: portfolio.id)
        let (old, new) = contents.items.divided { here[$0.origin] != nil }
        let whole = new.filter { $0.file != nil || $0.record["file"] == nil }
        made.leftOut.alreadyHere = old.map(\.origin.description)
        made.leftOut.withoutFile = new.filter { $0.file == nil && $0.record["file"] != nil }.map(\.id.description)
        let claims = try await self.claims(of: contents, in: portfolio)
        made.leftOut.units = contents.claims.map(\.unit.description).filter { claims[$0] == nil }
        try await connection.insert(made)
        for file in check.bagRecords(contents) { try await connection.keep(file.path, try file.bytes(), of: made.id) }
        for item in whole {
            let evidence = EvidenceRecord(
                id: call.newID(), institution: portfolio.institution, portfolio: portfolio.id, kind: item.kind,
                title: item.title, description: item.description, language: item.language, producedOn: item.producedOn,
                addedBy: person.id, addedAt: call.now, file: files[item.id],
                form: item.form ?? (item.file == nil ? .record : .file), alternativeText: item.alternativeText,
                transcript: item.transcript)
            try await connection.insert(evidence)
            try await connection.update(evidence, by: person.id)
            if let file = evidence.file { try await connection.keep(file.size, for: portfolio, call.resources) }
            try await connection.insert(item, as: evidence.id, from: made.id)
            here[item.origin] = evidence.id
            made.items.append(evidence.id)
        }
        made.items.sort { $0.description < $1.description }
        let places = Dictionary(contents.items.map { ($0.id, here[$0.origin]) }) { first, _ in first }
        for item in whole {
            guard let page = item.page, let document = places[page.of] ?? nil, let own = here[item.origin] else {
                continue
            }
            try await connection.execute(
                "update evidence set page_of = \(document), page = \(page.number) where id = \(own)")
        }
        for claim in contents.claims {
            guard let (id, criteria) = claims[claim.unit.description] else { continue }
            for link in claim.links where criteria.contains(link.criterion) {
                guard let evidence = places[link.item] ?? nil else { continue }
                try await connection.link(link, evidence, to: id, of: portfolio, by: person.id, call)
            }
        }
        try await connection.touch(portfolio)
        record("bag.imported", of: made.id, at: portfolio.institution, to: made.origin.rawValue)
        return made
    }

    /// The claims of the bag as claims of the portfolio, by their units: those that are made already, and those that can be
    /// made as the very same version of the unit is published here.
    private func claims(
        of contents: BagContents, in portfolio: PortfolioRecord
    ) async throws -> [String: (ID<Claim>, Set<String>)] {
        let rubrics = call.resources.rubrics
        var there = try await connection.claims(of: portfolio.id, titled: rubrics)
        var found: [String: (ID<Claim>, Set<String>)] = [:]
        for claim in contents.claims {
            guard let unit = rubrics.units[claim.unit], unit.fingerprint.rawValue == claim.fingerprint else { continue }
            let isClaimed = there.contains { DocumentKey($0.unit)?.id == claim.unit.id }
            if !isClaimed, unit.status == .published {
                let made = ClaimBody(
                    id: call.newID(), portfolio: portfolio.id, unit: claim.unit.description, title: unit.value.title,
                    route: claim.route, purpose: claim.purpose, madeAt: call.now)
                try await connection.insert(made, of: claim.unit, in: portfolio)
                record("claim.made", of: made.id, at: portfolio.institution)
                there.append(made)
            }
            guard let own = there.first(where: { $0.unit == claim.unit.description }) else { continue }
            found[own.unit] = (own.id, Set(unit.value.rubric.criteria.map(\.id)))
        }
        return found
    }
}

extension BagCheck {
    /// What of a bag is kept to the byte.
    fileprivate func bagRecords(_ contents: BagContents) -> [BagFile] {
        contents.kept.filter { $0.path != "fetch.txt" }
    }
}

extension Resources {
    /// Whether this service can tell that a bag is as its source wrote it, and its learner's.
    fileprivate func origin(
        of signature: BagSignature?, _ contents: BagContents, learner: ID<Person>, named name: String
    ) -> BagImport.Origin {
        guard let signature else { return .unsigned }
        guard signature.key == signing.verifyingKey || settings.bags.trusted.contains(signature.key) else {
            return .unknownKey
        }
        let isSame = contents.learner == learner || BagPath.folded(contents.learnerName) == BagPath.folded(name)
        return isSame ? .verified : .otherLearner
    }
}

extension Connection {
    fileprivate func link(
        _ link: BagContents.Link, _ evidence: ID<Evidence>, to claim: ID<Claim>, of portfolio: PortfolioRecord,
        by person: ID<Person>, _ call: Call
    ) async throws {
        let id = call.newID(of: EvidenceLink.self)
        try await execute(
            """
            insert into evidence_link (
                id, institution_id, claim_id, evidence_id, criterion_id, note, page, time_code_seconds, linked_by, linked_at)
            values (\(id), \(portfolio.institution), \(claim), \(evidence), \(link.criterion), \(link.note), \(link.page),
                \(link.timeCodeSeconds), \(person), \(call.now))
            on conflict do nothing
            """)
    }
}

extension Array {
    /// Those of which something is so, and the others.
    fileprivate func divided(_ isSo: (Element) -> Bool) -> (those: [Element], others: [Element]) {
        (filter(isSo), filter { !isSo($0) })
    }
}
