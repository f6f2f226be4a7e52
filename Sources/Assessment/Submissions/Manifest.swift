import Foundation

/// What was submitted, to the digest: the snapshot that assessors score and that a credit stands on.
///
/// Its canonical form (`canonicalJSON`) is what the digest in the receipt is taken over.
public struct Manifest: Codable, Sendable, Equatable {
    /// Which form of manifest this is.
    public static let format = "prior-manifest-1"

    /// Always `Manifest.format`.
    public var format: String
    /// The portfolio.
    public var portfolio: ID<Portfolio>
    /// Where it was lodged.
    public var institution: ID<Institution>
    /// Whose it is.
    public var learner: ID<Person>
    /// Which submission of the portfolio, counted from 1.
    public var number: Int
    /// The policy it is assessed under.
    public var policy: DocumentKey
    /// The units claimed.
    public var claims: [Claimed]
    /// The items of evidence.
    public var evidence: [Item]
    /// Which part of which item shows which criterion.
    public var links: [Link]
    /// Why earlier submissions came back, each reason answered or not; nil where none did.
    public var answered: [AnsweredReason]?

    /// A manifest.
    public init(
        portfolio: ID<Portfolio>, institution: ID<Institution>, learner: ID<Person>, number: Int, policy: DocumentKey,
        claims: [Claimed], evidence: [Item], links: [Link]
    ) {
        format = Self.format
        self.portfolio = portfolio
        self.institution = institution
        self.learner = learner
        self.number = number
        self.policy = policy
        self.claims = claims
        self.evidence = evidence
        self.links = links
    }

    /// One unit claimed.
    public struct Claimed: Codable, Sendable, Equatable {
        /// The claim.
        public var id: ID<Claim>
        /// The unit and its version.
        public var unit: DocumentKey
        /// The SHA-256 of the unit as it was then, rubric and all.
        public var fingerprint: String
        /// By which way.
        public var route: RecognitionRoute
        /// What for.
        public var purpose: ClaimPurpose

        /// A unit claimed.
        public init(
            id: ID<Claim>, unit: DocumentKey, fingerprint: String, route: RecognitionRoute, purpose: ClaimPurpose
        ) {
            self.id = id
            self.unit = unit
            self.fingerprint = fingerprint
            self.route = route
            self.purpose = purpose
        }
    }

    /// One item of evidence.
    public struct Item: Codable, Sendable, Equatable {
        /// The item.
        public var id: ID<Evidence>
        /// What kind it is.
        public var kind: EvidenceKind
        /// What the learner calls it.
        public var title: String
        /// What the learner says of it.
        public var description: String
        /// The language it is in.
        public var language: String
        /// When the work was done, where known.
        public var producedOn: CalendarDate?
        /// The file, of an item that is one.
        public var file: File?
        /// The SHA-256 of a signed statement, of a testimonial or the report of an encounter.
        public var statementDigest: String?
        /// The same statement's testimony, so that the snapshot can be read without the live record.
        public var testimonial: Testimony?
        /// The same statement's observation, visit, interview or test.
        public var observation: Observed?
        /// How an old item's skill was kept up, where its learner says so.
        public var currency: CurrencyStatement?
        /// What it is as a thing; nil in manifests of before that was noted.
        public var form: ItemForm?
        /// What can be seen in it, for who cannot see.
        public var alternativeText: String?
        /// What is said or stands in it, in writing.
        public var transcript: Transcript?
        /// The document it is a page of.
        public var pageOf: ID<Evidence>?
        /// Which page of it, from 2.
        public var page: Int?
        /// What it says in other languages.
        public var translations: [Translated]?
        /// What it says, of a certificate or badge from somewhere else.
        public var credential: Credential?
        /// Where it comes from, of an item that came in a bag.
        public var origin: Origin?

        /// An item.
        public init(
            id: ID<Evidence>, kind: EvidenceKind, title: String, description: String, language: String,
            producedOn: CalendarDate? = nil, file: File? = nil, statementDigest: String? = nil,
            testimonial: Testimony? = nil, observation: Observed? = nil
        ) {
            self.id = id
            self.kind = kind
            self.title = title
            self.description = description
            self.language = language
            self.producedOn = producedOn
            self.file = file
            self.statementDigest = statementDigest
            self.testimonial = testimonial
            self.observation = observation
        }
    }

    /// The bytes of an item.
    public struct File: Codable, Sendable, Equatable {
        /// SHA-256, 64 lower-case hexadecimal digits.
        public var digest: String
        /// In bytes.
        public var size: Int
        /// What libmagic found it to be.
        public var type: String
        /// What the learner's device called it.
        public var name: String

        /// A file.
        public init(digest: String, size: Int, type: String, name: String) {
            self.digest = digest
            self.size = size
            self.type = type
            self.name = name
        }
    }

    /// This part of this item shows this criterion.
    public struct Link: Codable, Sendable, Equatable {
        /// The claim.
        public var claim: ID<Claim>
        /// The item.
        public var evidence: ID<Evidence>
        /// The criterion's id.
        public var criterion: String
        /// Because …
        public var note: String
        /// Which page.
        public var page: Int?
        /// Which second of a recording, as a decimal number in text.
        public var timeCodeSeconds: String?

        /// A link.
        public init(
            claim: ID<Claim>, evidence: ID<Evidence>, criterion: String, note: String, page: Int? = nil,
            timeCodeSeconds: String? = nil
        ) {
            self.claim = claim
            self.evidence = evidence
            self.criterion = criterion
            self.note = note
            self.page = page
            self.timeCodeSeconds = timeCodeSeconds
        }
    }

    /// The items linked to a claim, each once, in the order of their ids.
    public func evidence(of claim: ID<Claim>) -> [ID<Evidence>] {
        Set(links.filter { $0.claim == claim }.map(\.evidence)).sorted()
    }

    /// The form that is kept and digested: UTF-8, keys sorted, no white space, and no number but whole ones, which makes
    /// it the canonical form of RFC 8785.
    public func canonicalJSON() throws -> String {
        try Self.canonical(self)
    }

    static func canonical(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
