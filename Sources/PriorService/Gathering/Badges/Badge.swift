import Assessment
import Foundation

/// An Open Badge, read and not yet verified.
struct Badge: Sendable {
    var source: BadgeText
    var format: PriorCredential.Format
    /// The assertion (2.0) or the credential (3.0).
    var content: JSONValue
    /// Where it came signed as one.
    var jws: JWS?

    init(_ source: BadgeText) throws(BadgeFault) {
        self.source = source
        if source.text.hasPrefix("{") {
            content = try BadgeJSON.value(Array(source.text.utf8))
        } else {
            let jws = try JWS(source.text)
            self.jws = jws
            // Version 1.1 of the data model put the credential into a claim of its own.
            content = jws.payload["vc"].map { $0.object == nil ? jws.payload : $0 } ?? jws.payload
        }
        if content.isOf("OpenBadgeCredential", "AchievementCredential", "VerifiableCredential") {
            format = .openBadges3
        } else if content.isOf("Assertion") || content["verification"] != nil || content["verify"] != nil {
            format = .openBadges2
        } else {
            throw .notBadge
        }
    }
}

extension Badge {
    /// The achievement of 3.0, or the badge class of 2.0; null where only its address is there.
    var achievement: JSONValue {
        switch format {
        case .openBadges2: content["badge"] ?? .null
        default: content["credentialSubject"]?.elements.first?["achievement"]?.elements.first ?? .null
        }
    }

    var issuer: JSONValue {
        switch format {
        case .openBadges2: achievement["issuer"] ?? .null
        default: content["issuer"] ?? .null
        }
    }

    /// What it says, as far as it says it itself.
    var facts: PriorCredential.Facts {
        let subject = content["credentialSubject"]?.elements.first ?? .null
        let dates: (JSONValue?, JSONValue?) =
            format == .openBadges2
            ? (content["issuedOn"], content["expires"])
            : (content["awardedDate"] ?? begins, content["validUntil"] ?? content["expirationDate"])
        let credit = subject["creditsEarned"] ?? achievement["creditsAvailable"]
        return PriorCredential.Facts(
            title: Self.line(achievement["name"]) ?? home.map { "Badge of \($0)" } ?? "Badge without a name",
            awardingBody: Self.line(issuer["name"]) ?? issuer.iri.map { String($0.prefix(300)) } ?? home ?? "unknown",
            awardedOn: Self.moment(dates.0).map { CalendarDate($0) },
            expiresOn: Self.moment(dates.1).map { CalendarDate($0) },
            number: Self.line(subject["licenseNumber"]) ?? Self.line(content["id"]),
            credit: credit.flatMap { value -> String? in
                if case .number(let text) = value { return String(text.prefix(100)) }
                return Self.line(value)
            }, holderName: Self.line(subject["name"]))
    }

    /// The host of an achievement that is there by its address only, as many badges of 2.0 have it.
    private var home: String? { achievement.iri.flatMap { URL(string: $0)?.host() } }

    /// The badge with its class and issuer where it only had their addresses, if the service asks others and they answer.
    func completed(by fetcher: Fetcher?) async -> Badge {
        guard format == .openBadges2, let fetcher else { return self }
        var copy = self
        if let address = content["badge"]?.string, case .json(let shown) = await fetcher.json(address),
            shown["id"]?.string == address
        {
            copy.content["badge"] = shown
        }
        if var badge = copy.content["badge"], let address = badge["issuer"]?.string,
            case .json(let shown) = await fetcher.json(address), shown["id"]?.string == address
        {
            badge["issuer"] = shown
            copy.content["badge"] = badge
        }
        return copy
    }

    /// When it begins to be valid.
    var begins: JSONValue? {
        format == .openBadges2 ? content["issuedOn"] : content["validFrom"] ?? content["issuanceDate"]
    }

    /// What its holder had to do, in words or as an address.
    var criteria: String? {
        guard let criteria = achievement["criteria"] else { return nil }
        let said = criteria["narrative"]?.string ?? criteria.iri
        return said.map { String($0.prefix(4_000)) }
    }

    var achievementDescription: String? { achievement["description"]?.string.map { String($0.prefix(4_000)) } }

    /// One line of text; of a text in several languages the first one.
    private static func line(_ value: JSONValue?) -> String? {
        let text = value?.string ?? value?.object?.members.first?.value.string
        let line = text?.split(whereSeparator: \.isWhitespace).joined(separator: " ") ?? ""
        return line.isEmpty ? nil : String(line.prefix(300))
    }

    /// A moment as badges write it: RFC 3339, or a day alone.
    static func moment(_ value: JSONValue?) -> Date? {
        guard let text = value?.string else { return nil }
        return RFC3339.date(text) ?? CalendarDate(text)?.start
    }
}
