import Assessment
import Foundation
import MediaType
import Seal

/// An item of evidence as it stands in its tables.
struct EvidenceRecord: Sendable {
    var id: ID<Evidence>
    var institution: ID<Institution>
    var portfolio: ID<Portfolio>
    var kind: EvidenceKind
    var title: String
    var description: String
    var language: String
    var producedOn: CalendarDate?
    var addedBy: ID<Person>?
    var addedAt: Date
    var removedAt: Date?
    /// Nil where the item is a structured record: a testimonial, an observation.
    var file: EvidenceFile?
    /// What it is as a thing.
    var form = ItemForm.record
    /// What can be seen in it, for who cannot see.
    var alternativeText = ""
    /// What is said or stands in it, in writing.
    var transcript: Transcript?
    /// The document it is a page of, and which one, from 2.
    var page: (of: ID<Evidence>, number: Int)?
    /// Its following pages, in order.
    var pages: [ID<Evidence>] = []
    /// The item that it is a translation of.
    var translationOf: ID<Evidence>?
    /// Where it comes from; nil where it was made here.
    var origin: ItemOriginBody?
}

/// The file of an item. What was declared, what the name promises, what the bytes are and what they were accepted as are
/// four separate facts.
struct EvidenceFile: Sendable {
    var digest: Digest
    /// In bytes.
    var size: Int64
    var name: FileName
    /// The `Content-Type` it was sent with. It decided nothing.
    var declaredType: String?
    /// What libmagic and a look into the container found.
    var detectedType: String
    /// Of text, by libmagic.
    var encoding: String?
    /// What it is served as.
    var acceptedType: String
    /// The policy that accepted it, as `lesotho@1`.
    var acceptedRule: String
    var libmagicVersion: String
    /// Length and CRC-32 of libmagic's database; nil of files looked at before that was noted.
    var libmagicDatabase: String?
    /// The rule by which the policy holds it until somebody releases it.
    var quarantinedBy: String?
    var releasedAt: Date?
    /// Nil where no scanner was or is to be asked.
    var scan: Scan?
    /// Nil where nobody who is to be blind was to read it yet.
    var blindCopy: BlindCopy?
}
