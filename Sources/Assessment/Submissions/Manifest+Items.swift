extension Manifest {
    /// What an item says in another language.
    public struct Translated: Codable, Sendable, Equatable {
        /// The translation.
        public var id: ID<Translation>
        /// The language it is in.
        public var language: String
        /// Its words, where it is a text.
        public var text: String?
        /// The item whose file it is, where it is one.
        public var item: ID<Evidence>?
        /// Who translated.
        public var translatorName: String
        /// Who that is to the learner.
        public var relation: TranslatorRelation

        /// A translation.
        public init(
            id: ID<Translation>, language: String, text: String?, item: ID<Evidence>?, translatorName: String,
            relation: TranslatorRelation
        ) {
            self.id = id
            self.language = language
            self.text = text
            self.item = item
            self.translatorName = translatorName
            self.relation = relation
        }
    }

    /// A certificate or badge from somewhere else, with what could be verified of it.
    public struct Credential: Codable, Sendable, Equatable {
        /// What it is.
        public var format: PriorCredential.Format
        /// What it says.
        public var facts: PriorCredential.Facts
        /// When it was last checked, RFC 3339 in UTC.
        public var checkedAt: String?
        /// What came of that.
        public var checks: [CredentialCheck]

        /// A credential.
        public init(
            format: PriorCredential.Format, facts: PriorCredential.Facts, checkedAt: String?, checks: [CredentialCheck]
        ) {
            self.format = format
            self.facts = facts
            self.checkedAt = checkedAt
            self.checks = checks
        }
    }
}
