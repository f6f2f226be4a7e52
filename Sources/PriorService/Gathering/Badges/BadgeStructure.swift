import Assessment

/// What a badge must have, by its standard: of Open Badges 3.0 what the published schema of an AchievementCredential
/// requires, of 2.0 what its text does.
struct BadgeStructure {
    private(set) var faults: [String] = []

    init(of badge: Badge) {
        switch badge.format {
        case .openBadges3: credential(badge.content)
        default: assertion(badge.content)
        }
        if let payload = badge.jws?.payload, badge.format == .openBadges3 { claims(payload, badge.content) }
    }

    private mutating func credential(_ content: JSONValue) {
        let contexts = (content["@context"] ?? .null).elements.compactMap(\.string)
        let first = ["https://www.w3.org/ns/credentials/v2", "https://www.w3.org/2018/credentials/v1"]
        require(first.contains(contexts.first ?? ""), "`@context` does not begin with that of verifiable credentials")
        let isOfBadges = contexts.contains { $0.hasPrefix("https://purl.imsglobal.org/spec/ob/v3p0/context") }
        require(isOfBadges, "`@context` does not name Open Badges 3.0")
        require(content.isOf("VerifiableCredential"), "`type` lacks VerifiableCredential")
        require(
            content.isOf("OpenBadgeCredential", "AchievementCredential"),
            "`type` is neither OpenBadgeCredential nor AchievementCredential")
        require(content["id"]?.string != nil, "`id` is missing")
        require(content["issuer"]?.iri != nil, "`issuer` has no id")
        let begins = content["validFrom"] ?? content["issuanceDate"]
        require(Badge.moment(begins) != nil, "`validFrom` is missing or no moment")
        for name in ["validUntil", "awardedDate"] where content[name] != nil {
            require(Badge.moment(content[name]) != nil, "`\(name)` is no moment")
        }
        let subjects = (content["credentialSubject"] ?? .null).elements
        require(subjects.count == 1, "`credentialSubject` is not one object")
        guard let subject = subjects.first else { return }
        require(subject.isOf("AchievementSubject"), "`credentialSubject` is no AchievementSubject")
        require(
            subject["id"]?.string != nil || subject["identifier"] != nil,
            "`credentialSubject` says neither by id nor by identifier who it is")
        for identity in (subject["identifier"] ?? .null).elements {
            require(
                identity.isOf("IdentityObject") && identity["hashed"]?.bool != nil
                    && identity["identityHash"]?.string != nil && identity["identityType"]?.string != nil,
                "`identifier` is no IdentityObject")
        }
        achievement(subject["achievement"] ?? .null)
    }

    private mutating func achievement(_ achievement: JSONValue) {
        require(achievement.isOf("Achievement"), "`achievement` is no Achievement")
        for name in ["id", "name", "description"] {
            require(achievement[name]?.string != nil, "`achievement` has no \(name)")
        }
        require(achievement["criteria"]?.object != nil, "`achievement` has no criteria")
    }

    /// The claims of a VC-JWT say the same as the credential in it (Open Badges 3.0 section 8.2.4).
    private mutating func claims(_ payload: JSONValue, _ content: JSONValue) {
        let pairs = [
            ("iss", content["issuer"]?.iri), ("jti", content["id"]?.string),
            ("sub", content["credentialSubject"]?.elements.first?["id"]?.string),
        ]
        for (name, said) in pairs {
            guard let claim = payload[name]?.string, let said else { continue }
            require(claim == said, "the claim `\(name)` says something else than the credential")
        }
    }

    private mutating func assertion(_ content: JSONValue) {
        require(content.isOf("Assertion"), "`type` lacks Assertion")
        require(content["id"]?.string != nil, "`id` is missing")
        require(Badge.moment(content["issuedOn"]) != nil, "`issuedOn` is missing or no moment")
        if content["expires"] != nil { require(Badge.moment(content["expires"]) != nil, "`expires` is no moment") }
        let recipient = content["recipient"] ?? .null
        require(
            recipient["type"]?.string != nil && recipient["identity"]?.string != nil,
            "`recipient` does not say who it is")
        let ways = content["verification"]?["type"] ?? content["verify"]?["type"] ?? .null
        let known = ["hosted", "signed", "HostedBadge", "SignedBadge"]
        require(
            ways.elements.contains { known.contains($0.string ?? "") }, "`verification` is neither hosted nor signed")
        let badge = content["badge"] ?? .null
        guard badge.object != nil else { return require(badge.string != nil, "`badge` is missing") }
        for name in ["name", "description"] {
            require(badge[name]?.string != nil, "`badge` has no \(name)")
        }
        require(badge["criteria"] != nil, "`badge` has no criteria")
        require(badge["issuer"]?.iri != nil, "`badge` has no issuer")
    }

    private mutating func require(_ holds: Bool, _ fault: String) {
        if !holds { faults.append(fault) }
    }

    var check: CredentialCheck {
        guard !faults.isEmpty else {
            return CredentialCheck(.structure, .verified, "It has what its standard asks for.")
        }
        let named = faults.prefix(5).joined(separator: "; ")
        let more = faults.count > 5 ? "; and \(faults.count - 5) more" : ""
        return CredentialCheck(.structure, .failed, "Not what its standard asks for: \(named)\(more).")
    }
}
