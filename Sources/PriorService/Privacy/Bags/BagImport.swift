import Assessment
import Foundation
import Seal

/// One bag that a learner brought into a portfolio of theirs. Identified by `ID<BagImport>`.
struct BagImport: Sendable {
    /// Whether this service can tell where a bag comes from.
    enum Origin: String, Codable, Sendable, CaseIterable {
        /// It is signed by this service or by one whose key is known here, and its learner has the importer's name.
        case verified
        /// It is signed, by a key that nobody here knows.
        case unknownKey
        /// It is not signed.
        case unsigned
        /// It is signed by a known key, and is the portfolio of somebody of another name.
        case otherLearner
    }

    var id: ID<BagImport>
    var institution: ID<Institution>
    var portfolio: ID<Portfolio>
    var importedBy: ID<Person>
    var importedAt: Date
    /// SHA-256 of its tag manifest.
    var bag: Digest
    /// The institution it comes from, in its own words.
    var source: String
    var externalIdentifier: String
    var learnerName: String
    var origin: Origin
    var signedBy: String?
    var signedAt: String?
    var leftOut: LeftOut
    var confirmedAt: Date?
    var confirmedHow: String?
    var items: [ID<Evidence>] = []

    /// What is in the bag and did not become part of the portfolio; its records are kept all the same.
    struct LeftOut: Codable, Sendable, Equatable {
        /// Items that came in another bag before, by their ids there.
        var alreadyHere: [String] = []
        /// Items whose file the bag does not have, by their ids there.
        var withoutFile: [String] = []
        /// Units claimed there that this institution does not have in that version.
        var units: [String] = []
    }
}

/// A bag that is whole, read for what can be taken over.
struct BagContents: Sendable {
    /// An item of evidence in it.
    struct Item: Sendable {
        var path: String
        var record: JSONObject
        var id: ID<Evidence>
        var origin: ID<Evidence>
        var institution: String
        var isVouched: Bool
        var kind: EvidenceKind
        var title: String
        var description: String
        var language: String
        var producedOn: CalendarDate?
        var file: BagFile?
        var fileName: FileName?
        var declaredType: String?
        var digest: Digest?
        var form: ItemForm?
        var alternativeText = ""
        var transcript: Transcript?
        /// The item it is a page of, by its id in the bag.
        var page: (of: ID<Evidence>, number: Int)?
    }

    /// A unit claimed in it.
    struct ClaimOfBag: Sendable {
        var unit: DocumentKey
        var fingerprint: String
        var route: RecognitionRoute
        var purpose: ClaimPurpose
        var links: [Link]
    }

    /// What shows a criterion.
    struct Link: Sendable {
        var item: ID<Evidence>
        var criterion: String
        var note: String
        var page: Int?
        var timeCodeSeconds: Double?
    }

    var institution: String
    var learner: ID<Person>?
    var learnerName: String
    var items: [Item] = []
    var claims: [ClaimOfBag] = []
    /// What is kept to the byte.
    var kept: [BagFile] = []
}
