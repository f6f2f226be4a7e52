/// A certificate or badge that somebody else awarded.
public enum PriorCredential {
    /// What it is.
    public enum Format: String, Codable, Sendable, CaseIterable {
        /// On paper, or a picture of paper: what it says was typed by the learner.
        case certificate
        /// Open Badges 2.0 (IMS Global, 2018).
        case openBadges2
        /// Open Badges 3.0 (1EdTech, 2024), a verifiable credential.
        case openBadges3
    }

    /// What a badge came in.
    public enum Carrier: String, Codable, Sendable, CaseIterable {
        /// Baked into a picture.
        case png, svg
        /// By itself.
        case json, jwt
    }

    /// What it says.
    public struct Facts: Codable, Sendable, Equatable {
        /// What was awarded.
        public var title: String
        /// Who awarded it.
        public var awardingBody: String
        /// When.
        public var awardedOn: CalendarDate?
        /// The last day it is valid on.
        public var expiresOn: CalendarDate?
        /// Its number with the awarding body.
        public var number: String?
        /// The level as printed.
        public var level: String?
        /// The credit as printed.
        public var credit: String?
        /// The holder's name as printed.
        public var holderName: String?

        /// What a credential says.
        public init(
            title: String, awardingBody: String, awardedOn: CalendarDate? = nil, expiresOn: CalendarDate? = nil,
            number: String? = nil, level: String? = nil, credit: String? = nil, holderName: String? = nil
        ) {
            self.title = title
            self.awardingBody = awardingBody
            self.awardedOn = awardedOn
            self.expiresOn = expiresOn
            self.number = number
            self.level = level
            self.credit = credit
            self.holderName = holderName
        }

        /// For whoever assesses without knowing whose case it is: without the holder's name, and without the number, by
        /// which a register would tell it.
        public var withoutHolder: Facts {
            var copy = self
            copy.holderName = nil
            copy.number = nil
            return copy
        }
    }

    /// How staff asked the awarding body.
    public enum InquiryWay: String, Codable, Sendable, CaseIterable {
        case register, email, telephone, letter, visit
    }

    /// What the awarding body said.
    public enum InquiryAnswer: String, Codable, Sendable, CaseIterable {
        case confirmed, denied, noAnswer
    }
}

/// What staff were told by an awarding body. Identified by `ID<CredentialInquiry>`.
public enum CredentialInquiry {}
