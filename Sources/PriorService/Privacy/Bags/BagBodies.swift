import Assessment
import Foundation
import Seal

/// A bag that was brought into a portfolio.
struct BagImportBody: AnswerBody {
    var id: ID<BagImport>
    var portfolio: ID<Portfolio>
    var importedAt: Date
    var bag: Digest
    var source: String
    var externalIdentifier: String
    var learnerName: String
    var origin: BagImport.Origin
    var counts: Bool
    var signedBy: String?
    var signedAt: String?
    var confirmedAt: Date?
    var confirmedHow: String?
    var items: [ID<Evidence>]
    var alreadyHere: [String]
    var withoutFile: [String]
    var unknownUnits: [String]

    init(_ record: BagImport) {
        id = record.id
        portfolio = record.portfolio
        importedAt = record.importedAt
        bag = record.bag
        source = record.source
        externalIdentifier = record.externalIdentifier
        learnerName = record.learnerName
        origin = record.origin
        counts = record.origin == .verified || record.confirmedAt != nil
        signedBy = record.signedBy
        signedAt = record.signedAt
        confirmedAt = record.confirmedAt
        confirmedHow = record.confirmedHow
        items = record.items
        alreadyHere = record.leftOut.alreadyHere
        withoutFile = record.leftOut.withoutFile
        unknownUnits = record.leftOut.units
    }

    static let schema = Schema.object([
        .must("id", .id, "The import."),
        .must("portfolio", .id, "Where the bag was brought."),
        .must("importedAt", .dateTime, "When."),
        .must("bag", .sha256, "SHA-256 of its tag manifest: the same bag, the same digest."),
        .must("source", .anyText(200), "The institution it comes from, in its own words."),
        .must("externalIdentifier", .anyText(200), "What the source calls it."),
        .must("learnerName", .anyText(200), "Whose portfolio it says it is."),
        .must("origin", .choice(of: BagImport.Origin.self), "Whether this service can tell where it comes from."),
        .must("counts", .boolean, "Whether what others said in it counts as evidence here."),
        .may("signedBy", .text(64), "The public key it is signed by."),
        .may("signedAt", .text(40), "When it says it was signed."),
        .may("confirmedAt", .dateTime, "When the institution confirmed where it comes from."),
        .may("confirmedHow", .anyText(1_000), "How it did."),
        .must("items", .list(of: .id), "What became evidence of the portfolio."),
        .must("alreadyHere", .list(of: .text(40)), "Items left out as they came before, by their ids in the bag."),
        .must("withoutFile", .list(of: .text(40)), "Items left out as the bag has no file of them."),
        .must("unknownUnits", .list(of: .text(120)), "Units claimed there that are not claimed here through it."),
    ])
}

/// That a member of staff found out where a bag comes from.
struct NewConfirmationBody: RequestBody {
    var how: String

    static let schema = Schema.object([
        .must("how", .text(1_000), "How you know: whom you asked, and what they said.")
    ])
}

/// In short, where an item comes from.
struct ItemOriginBody: AnswerBody {
    var institution: String
    var confirmed: Bool

    static let schema = Schema.object([
        .must("institution", .anyText(200), "Where it was first, in its own words."),
        .must("confirmed", .boolean, "Whether it is known here that it comes from there."),
    ])
}

/// Where an item of evidence comes from.
struct EvidenceOriginBody: AnswerBody {
    var evidence: ID<Evidence>
    var originalId: ID<Evidence>
    var institution: String
    var bagImport: ID<BagImport>?
    var importedAt: Date
    var isConfirmed: Bool
    var record: JSONValue?

    init(_ origin: EvidenceOrigin, as sight: EvidenceSight) throws {
        evidence = origin.evidence
        originalId = origin.original
        institution = origin.institution
        bagImport = sight == .assessor ? nil : origin.bagImport
        importedAt = origin.importedAt
        isConfirmed = origin.isConfirmed
        let whole = try StrictJSON.parse(Array(origin.record.utf8), limits: .ofRecords)
        record = sight == .assessor ? Self.blind(whole) : whole
    }

    /// What assessors see of each part of a record: what was said and by whom, nothing that names the learner.
    private static let shown = [
        "testimonial": [
            "witnessName", "witnessRole", "organisation", "relationship", "firstHand", "relatedByFamily", "knownFrom",
            "knownUntil", "answers", "language", "statementDigest",
        ],
        "encounterReport": ["kind", "content", "conductorSignedAt", "learnerSignedAt", "statementDigest"],
        "priorCredential": [
            "format", "title", "awardingBody", "awardedOn", "expiresOn", "level", "credit", "statementDigest",
        ],
    ]

    private static func blind(_ record: JSONValue) -> JSONValue {
        var blind = JSONObject()
        for name in ["kind", "language", "producedOn", "form"] { blind[name] = record[name] }
        for (part, names) in shown {
            guard let whole = record[part]?.object else { continue }
            var seen = JSONObject()
            for name in names { seen[name] = whole[name] }
            blind[part] = .object(seen)
        }
        return JSONValue.object(blind).canonical
    }

    enum CodingKeys: String, CodingKey {
        case evidence, originalId, institution, bagImport = "import", importedAt, isConfirmed = "confirmed", record
    }

    static let schema = Schema.object([
        .must("evidence", .id, "The item."),
        .must("originalId", .id, "Its id where it was first."),
        .must("institution", .anyText(200), "Where it was first."),
        .may("import", .id, "The bag it came in; assessors are not told."),
        .must("importedAt", .dateTime, "When it came."),
        .must("confirmed", .boolean, "Whether it is known here that it comes from there."),
        .may(
            "record", .any,
            "The item's record there, statements word for word; assessors see nothing of it that names the learner."),
    ])
}

/// The key that bags from this service are signed by.
struct BagKeyBody: AnswerBody {
    var algorithm = "Ed25519"
    var publicKey: String

    static let schema = Schema.object([
        .must("algorithm", .choice(["Ed25519"]), "As in RFC 8032."),
        .must("publicKey", .text(64), "32 bytes in base64."),
    ])
}
