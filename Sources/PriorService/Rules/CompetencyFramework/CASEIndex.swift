import Assessment
import CASE
import Foundation
import Postgres
import Rubrics
import Seal
import Synchronization

/// Every package that the service publishes, and where each object of them is: made once for each revision of what is published.
struct CASEIndex: Sendable {
    /// How an object is shown by the address of its collection.
    enum Collection: String, CaseIterable, Sendable {
        case documents = "CFDocuments"
        case packages = "CFPackages"
        case items = "CFItems"
        case itemAssociations = "CFItemAssociations"
        case associations = "CFAssociations"
        case rubrics = "CFRubrics"
        case concepts = "CFConcepts"
        case subjects = "CFSubjects"
        case itemTypes = "CFItemTypes"
        case licenses = "CFLicenses"
        case groupings = "CFAssociationGroupings"
    }

    let revision: Int64
    /// In the order of their titles, then versions.
    let packages: [CASEPackage]
    /// By identifier, which package has it.
    private let places: [String: Int]

    init(_ library: RubricsLibrary, revision: Int64, changed: [String: Date], publisher: CASEPublisher) throws {
        func date(_ kind: DocumentKind, _ key: DocumentKey) -> Date {
            changed["\(kind.rawValue) \(key)"] ?? Date(timeIntervalSince1970: 0)
        }
        func isPublic(_ status: PublicationStatus) -> Bool { status == .published || status == .superseded }
        var packages: [CASEPackage] = []
        for document in library.frameworks.values where isPublic(document.status) {
            packages.append(try publisher.package(of: document, changedAt: date(.framework, document.key)))
        }
        for document in library.units.values where isPublic(document.status) {
            packages.append(
                try publisher.package(
                    of: document, on: library.frameworks[document.value.framework],
                    changedAt: date(.unit, document.key)))
        }
        for document in library.qualifications.values where isPublic(document.status) {
            packages.append(
                try publisher.package(of: document, in: library, changedAt: date(.qualification, document.key)))
        }
        func order(_ package: CASEPackage) -> String {
            ["title", "version", "identifier"].map { package.document[$0]?.string ?? "" }.joined(separator: "\n")
        }
        self.packages = packages.map { (order($0), $0) }.sorted { $0.0 < $1.0 }.map(\.1)
        self.revision = revision
        var places: [String: Int] = [:]
        for (place, package) in self.packages.enumerated() {
            for identifier in package.identifiers where places[identifier] == nil { places[identifier] = place }
        }
        self.places = places
    }

    /// An object as the address of its collection shows it; nil where there is none.
    func object(_ collection: Collection, _ identifier: String) -> JSON? {
        guard let place = places[identifier] else { return nil }
        let package = packages[place]
        switch collection {
        case .documents: return package.document["identifier"]?.string == identifier ? package.servedDocument : nil
        case .packages: return package.document["identifier"]?.string == identifier ? package.json : nil
        case .items: return package.item(identifier)
        case .itemAssociations: return package.itemAssociations(identifier)
        case .associations: return package.association(identifier)
        case .rubrics: return package.rubric(identifier)
        case .concepts, .subjects, .itemTypes, .licenses, .groupings:
            return package.definition(collection.rawValue, identifier)
        }
    }
}

/// The index of this process.
final class CASEShelf: Sendable {
    private let index = Mutex<CASEIndex?>(nil)

    /// The index of what is published at this moment.
    func index(_ resources: Resources) async throws -> CASEIndex {
        let (rubrics, revision) = resources.shelf.snapshot
        if let known = index.withLock({ $0 }), known.revision == revision { return known }
        let made = try CASEIndex(
            rubrics, revision: revision, changed: try await resources.database.documentDates(),
            publisher: CASEPublisher(base: "\(resources.settings.publicURL)/ims/case/v1p1", name: "Prior"))
        index.withLock { $0 = made }
        return made
    }
}

extension Database {
    /// When each version was taken in or superseded, by `kind id@version`.
    fileprivate func documentDates() async throws -> [String: Date] {
        let rows = try await query(
            """
            select d.kind || ' ' || d.id || '@' || d.version as name, coalesce(s.superseded_at, d.loaded_at) as changed_at
            from (select 'framework' as kind, id, version, loaded_at from framework
                union all select 'unit', id, version, loaded_at from unit
                union all select 'qualification', id, version, loaded_at from qualification) d
                left join document_supersession s on (s.kind, s.document_id, s.version) = (d.kind, d.id, d.version)
            """)
        return Dictionary(try rows.map { (try $0["name"] as String, try $0["changed_at"] as Date) }) { first, _ in first
        }
    }
}
