import Assessment
import Foundation
import MediaType
import Seal

/// Whether a badge was taken back.
struct BadgeStatus: Sendable {
    let badge: Badge
    /// Nil where this service asks nobody.
    let fetcher: Fetcher?

    func check() async -> CredentialCheck {
        if badge.format == .openBadges2 { return await assertion() }
        let entries = (badge.content["credentialStatus"] ?? .null).elements
        guard !entries.isEmpty else { return Self.isUnlisted }
        guard entries.count <= 4 else { return Self.say(.notChecked, "It names more lists than are asked.") }
        var unread: CredentialCheck?
        for entry in entries {
            let check = await check(entry)
            if check.result == .failed { return check }
            if check.result == .notChecked { unread = check }
        }
        return unread ?? Self.say(.verified, "The list of its issuer does not say that it was taken back.")
    }

    private static let isUnlisted = say(.notChecked, "It names no list that would say if it was taken back.")

    private static func say(_ result: CredentialCheck.Result, _ reason: String) -> CredentialCheck {
        CredentialCheck(.status, result, reason)
    }

    /// Open Badges 2.0: the assertion itself, or the list of the issuer's profile.
    private func assertion() async -> CredentialCheck {
        if badge.content["revoked"]?.bool == true { return Self.say(.failed, "It says itself that it was taken back.") }
        guard let list = badge.issuer["revocationList"]?.iri else {
            return badge.jws == nil
                ? Self.say(.notChecked, "A hosted badge is in force for as long as its issuer shows it: see the proof.")
                : Self.isUnlisted
        }
        guard let id = badge.content["id"]?.string else { return Self.isUnlisted }
        return await ask(list) { document in
            (document["revokedAssertions"] ?? .null).elements.contains { $0.iri == id || $0["uid"]?.string == id }
        }
    }

    private func check(_ entry: JSONValue) async -> CredentialCheck {
        if entry.isOf("1EdTechRevocationList"), let list = entry["id"]?.string, let id = badge.content["id"]?.string {
            return await ask(list) { document in
                (document["revokedCredentials"] ?? document["revokedCredential"] ?? .null).elements
                    .contains { $0.iri == id }
            }
        }
        let index = entry["statusListIndex"].flatMap { $0.int ?? Int($0.string ?? "") }
        guard entry.isOf("BitstringStatusListEntry", "StatusList2021Entry"), let index, index >= 0,
            let list = entry["statusListCredential"]?.string
        else { return Self.say(.notChecked, "It names a list of a kind that is not read here.") }
        guard let fetcher else {
            return Self.say(.notChecked, "Its list would have to be asked for, and \(Fetcher.isOff)")
        }
        let host = URL(string: list)?.host() ?? "nowhere"
        switch await fetcher.text(list) {
        case .gone, .cannot: return Self.say(.notChecked, "The list at \(host) could not be fetched.")
        case .json(let text): return await bit(index, inListOf: host, text.string ?? "")
        }
    }

    /// Bitstring Status List 1.0: the list is a credential itself, whose proof must hold; the first bit is the highest of the
    /// first byte.
    private func bit(_ index: Int, inListOf host: String, _ text: String) async -> CredentialCheck {
        guard let list = try? StatusList(text) else {
            return Self.say(.notChecked, "What \(host) shows is no list that can be read.")
        }
        guard list.issuer == badge.issuer.iri else {
            return Self.say(.notChecked, "The list at \(host) is another issuer's.")
        }
        let proof = await BadgeProof(badge: list.asBadge, keys: BadgeKeys(fetcher: fetcher), fetcher: nil).verify()
        // A list says something only in its issuer's own name: by their key, or from where they are at home.
        let isTheirs =
            proof.signer == .key(list.issuer ?? "") || list.issuer.flatMap { URL(string: $0)?.host() } == host
        guard proof.check.result == .verified, isTheirs else {
            return Self.say(.notChecked, "The proof of the list at \(host) could not be verified as its issuer's.")
        }
        guard let bytes = list.bits, index / 8 < bytes.count else {
            return Self.say(.notChecked, "The list at \(host) is too short for it.")
        }
        guard bytes[index / 8] & (0x80 >> (index % 8)) == 0 else {
            let word = list.purpose == "suspension" ? "suspended" : "taken back"
            return Self.say(.failed, "The list at \(host) says that it was \(word).")
        }
        return Self.say(.verified, "The list at \(host) does not say that it was taken back.")
    }

    private func ask(_ address: String, _ isRevoked: (JSONValue) -> Bool) async -> CredentialCheck {
        guard let fetcher else {
            return Self.say(.notChecked, "Its list would have to be asked for, and \(Fetcher.isOff)")
        }
        let host = URL(string: address)?.host() ?? "nowhere"
        switch await fetcher.json(address) {
        case .gone, .cannot: return Self.say(.notChecked, "The list at \(host) could not be fetched.")
        case .json(let document):
            return isRevoked(document)
                ? Self.say(.failed, "The list at \(host) says that it was taken back.")
                : Self.say(.verified, "The list at \(host) does not say that it was taken back.")
        }
    }
}

/// A status list credential, as JSON or as a JWT.
struct StatusList: Sendable {
    let asBadge: Badge

    init(_ text: String) throws(BadgeFault) {
        asBadge = try Badge(BadgeText(carrier: text.hasPrefix("{") ? .json : .jwt, text: text))
    }

    private var subject: JSONValue { asBadge.content["credentialSubject"]?.elements.first ?? .null }
    var issuer: String? { asBadge.issuer.iri }
    var purpose: String? { subject["statusPurpose"]?.string }

    /// The bits: gzip in base64url, with a multibase `u` before it or, of the older kind, without.
    var bits: [UInt8]? {
        guard let encoded = subject["encodedList"]?.string else { return nil }
        let text = encoded.hasPrefix("u") ? encoded.dropFirst() : encoded[...]
        guard let packed = Base64URL.decode(text) else { return nil }
        return Gzip.unpacked(packed, most: 16 << 20)
    }
}
