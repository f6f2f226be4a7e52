import Assessment
import Foundation
import Seal

/// Verifies a badge as far as it can be, and says of each thing what came of it. A reason never names the learner.
struct BadgeChecker: Sendable {
    /// Counts changes of what is checked and how.
    static let version = 1

    let badge: Badge
    /// The address of the learner's account.
    let address: String
    let now: Date
    /// Nil where this service asks nobody.
    let fetcher: Fetcher?

    /// All six, in their order.
    func checks() async -> [CredentialCheck] {
        let proof = await BadgeProof(badge: badge, keys: BadgeKeys(fetcher: fetcher), fetcher: fetcher).verify()
        let status = await BadgeStatus(badge: badge, fetcher: fetcher).check()
        return [BadgeStructure(of: badge).check, proof.check, issuer(proof.signer), dates, recipient, status]
    }

    /// With what, for who asks later.
    static var means: String { "badge checks \(version); \(SignatureKey.libraries)" }

    private func issuer(_ signer: BadgeSigner) -> CredentialCheck {
        let said = badge.issuer.iri ?? ""
        switch signer {
        case .unknown:
            return CredentialCheck(.issuer, .notChecked, "Nothing was verified that says who made it.")
        case .anybody:
            return CredentialCheck(
                .issuer, .notChecked,
                "The key came with the badge, and anybody can make a key. Only the awarding body can say that it is theirs."
            )
        case .key(let id) where id == said:
            return CredentialCheck(
                .issuer, .verified,
                "It is signed with the very key that it names as its issuer. Whose key that is, it does not say.")
        case .key where said.hasPrefix("did:"):
            return CredentialCheck(
                .issuer, .failed, "It is signed with another key than the one it names as its issuer.")
        case .key:
            return CredentialCheck(
                .issuer, .notChecked,
                "It names its issuer by an address, which would have to say that the key is theirs.")
        case .host(let host) where URL(string: said)?.host()?.lowercased() == host:
            return CredentialCheck(.issuer, .verified, "\(host), where its issuer is at home, says the same.")
        case .host(let host):
            return CredentialCheck(
                .issuer, .failed, "\(host) speaks for it, and that is not where its issuer is at home.")
        }
    }

    private var dates: CredentialCheck {
        guard let begins = Badge.moment(badge.begins) else {
            return CredentialCheck(.dates, .notChecked, "It does not say since when it is valid.")
        }
        let later = [begins, moment("nbf")].compactMap { $0 }.max() ?? begins
        guard later <= now else {
            return CredentialCheck(.dates, .failed, "It is valid from \(CalendarDate(later)) on only.")
        }
        let content = badge.content
        let until = Badge.moment(content["validUntil"] ?? content["expirationDate"] ?? content["expires"])
        guard let ends = [until, moment("exp")].compactMap({ $0 }).min() else {
            return CredentialCheck(.dates, .verified, "Valid since \(CalendarDate(begins)), without an end.")
        }
        guard ends >= now else { return CredentialCheck(.dates, .failed, "It ran out on \(CalendarDate(ends)).") }
        return CredentialCheck(.dates, .verified, "Valid from \(CalendarDate(begins)) to \(CalendarDate(ends)).")
    }

    /// A claim of a JWT that is a moment, in seconds since 1970.
    private func moment(_ claim: String) -> Date? {
        guard badge.format == .openBadges3 else { return nil }
        return badge.jws?.payload[claim]?.double.map { Date(timeIntervalSince1970: $0) }
    }

    private var recipient: CredentialCheck {
        let identities = BadgeIdentity.all(of: badge)
        if identities.contains(where: { $0.isOf(address) }) {
            return CredentialCheck(.recipient, .verified, "It is made out to the address of the learner's account.")
        }
        if identities.contains(where: \.isWeak) {
            return CredentialCheck(
                .recipient, .notChecked, "It hides its recipient by a digest that is read no longer.")
        }
        guard identities.isEmpty else {
            return CredentialCheck(
                .recipient, .failed, "It is made out to another address than that of the learner's account.")
        }
        return CredentialCheck(
            .recipient, .notChecked, "It names its recipient otherwise than by an e-mail address, so nobody can tell.")
    }
}

/// The e-mail address that a badge is made out to, in clear or as a salted digest.
struct BadgeIdentity: Sendable {
    var identity: String
    var isHashed: Bool
    var salt: String

    /// Whether only a digest other than SHA-256 is there.
    var isWeak: Bool { isHashed && !identity.lowercased().hasPrefix("sha256$") }

    /// Whether it is this address. Addresses are compared as mail reads them in practice, without regard to case.
    func isOf(_ address: String) -> Bool {
        guard isHashed else { return identity.lowercased() == address.lowercased() }
        guard !isWeak else { return false }
        let digest = identity.dropFirst("sha256$".count).lowercased()
        return [address, address.lowercased()].contains { Digest.of($0 + salt).hex == digest }
    }

    /// All e-mail addresses that a badge is made out to.
    static func all(of badge: Badge) -> [BadgeIdentity] {
        if badge.format == .openBadges2 {
            let recipient = badge.content["recipient"] ?? .null
            guard ["email", "schema:email"].contains(recipient["type"]?.string ?? "") else { return [] }
            return [BadgeIdentity(recipient, "identity")].compactMap { $0 }
        }
        let subject = badge.content["credentialSubject"]?.elements.first ?? .null
        let named = (subject["identifier"] ?? .null).elements.filter { $0["identityType"]?.string == "emailAddress" }
            .compactMap { BadgeIdentity($0, "identityHash") }
        guard named.isEmpty, let id = subject["id"]?.string, id.hasPrefix("mailto:") else { return named }
        return [BadgeIdentity(identity: String(id.dropFirst("mailto:".count)), isHashed: false, salt: "")]
    }

    private init?(_ value: JSONValue, _ member: String) {
        guard let identity = value[member]?.string else { return nil }
        self.init(
            identity: identity, isHashed: value["hashed"]?.bool ?? identity.contains("$"),
            salt: value["salt"]?.string ?? "")
    }

    private init(identity: String, isHashed: Bool, salt: String) {
        (self.identity, self.isHashed, self.salt) = (identity, isHashed, salt)
    }
}
