import Assessment
import Foundation
import Seal

/// Whether a badge is as its signer signed it: a JWS, an embedded proof, or, of a hosted badge of 2.0, its like at the address
/// of its issuer.
struct BadgeProof: Sendable {
    let badge: Badge
    let keys: BadgeKeys
    let fetcher: Fetcher?

    struct Outcome: Sendable {
        var check: CredentialCheck
        var signer = BadgeSigner.unknown

        init(_ result: CredentialCheck.Result, _ reason: String, signer: BadgeSigner = .unknown) {
            check = CredentialCheck(.proof, result, reason)
            self.signer = signer
        }
    }

    func verify() async -> Outcome {
        if let jws = badge.jws { return await signature(of: jws) }
        if badge.format == .openBadges2 { return await hosted() }
        let proofs = (badge.content["proof"] ?? .null).elements
        guard !proofs.isEmpty else {
            return Outcome(.failed, "It carries no proof: anybody could have written it.")
        }
        if let proof = proofs.first(where: { $0["cryptosuite"]?.string == "eddsa-jcs-2022" }) {
            return await integrity(of: proof)
        }
        let suite = proofs.compactMap { $0["cryptosuite"]?.string ?? $0["type"]?.string }.first ?? "unnamed"
        return Outcome(
            .notChecked,
            "Its proof is of the kind `\(suite.prefix(60))`, which needs its data as RDF; this service reads JWT and eddsa-jcs-2022."
        )
    }

    /// RFC 7515, with the algorithms of Open Badges and Ed25519.
    private func signature(of jws: JWS) async -> Outcome {
        let name = jws.header["alg"]?.string ?? "none"
        guard name != "none" else { return Outcome(.failed, "It says itself that it is not signed.") }
        guard let algorithm = SignatureKey.Algorithm(rawValue: name == "Ed25519" ? "EdDSA" : name) else {
            return Outcome(.notChecked, "It is signed by `\(name.prefix(20))`; RS256, ES256 and EdDSA are read here.")
        }
        guard jws.header["crit"] == nil else {
            return Outcome(.notChecked, "Its signature asks for extensions that are not read here.")
        }
        let creator = badge.content["verification"]?["creator"]?.iri ?? badge.content["verify"]?["url"]?.string
        switch await keys.find(jws.header["kid"]?.string ?? creator, jwk: jws.header["jwk"]) {
        case .cannot(let why):
            return Outcome(.notChecked, why)
        case .key(let key, _) where key.algorithm != algorithm:
            return Outcome(.failed, "Its key is none for \(name).")
        case .key(let key, let signer):
            return judge(key.verifies(jws.signature, over: jws.signed), by: "\(name) signature", signer)
        }
    }

    /// Data Integrity EdDSA Cryptosuites 1.0, section 3.3 (eddsa-jcs-2022).
    private func integrity(of proof: JSONValue) async -> Outcome {
        guard proof["proofPurpose"]?.string == "assertionMethod" else {
            return Outcome(.failed, "Its proof was made for another purpose than a credential.")
        }
        guard let value = proof["proofValue"]?.string, value.hasPrefix("z"),
            let signature = Base58.decode(value.dropFirst()), let message = Self.message(badge.content, proof)
        else { return Outcome(.failed, "Its proof is damaged.") }
        switch await keys.find(proof["verificationMethod"]?.iri, jwk: nil) {
        case .cannot(let why):
            return Outcome(.notChecked, why)
        case .key(let key, _) where key.algorithm != .edDSA:
            return Outcome(.failed, "Its key is none for eddsa-jcs-2022.")
        case .key(let key, let signer):
            return judge(key.verifies(signature, over: message), by: "eddsa-jcs-2022 proof", signer)
        }
    }

    /// What is signed: SHA-256 of the canonical options of the proof, then of the canonical document without it.
    static func message(_ content: JSONValue, _ proof: JSONValue) -> [UInt8]? {
        var options = proof
        options["proofValue"] = nil
        var document = content
        document["proof"] = nil
        if let context = proof["@context"] {
            guard (content["@context"] ?? .null).elements.starts(with: context.elements) else { return nil }
            document["@context"] = context
        }
        guard let first = options.jcs, let second = document.jcs else { return nil }
        return Digest.of(first).bytes + Digest.of(second).bytes
    }

    private func judge(_ holds: Bool, by means: String, _ signer: BadgeSigner) -> Outcome {
        holds
            ? Outcome(.verified, "Its \(means) fits: nothing was changed since.", signer: signer)
            : Outcome(.failed, "Its \(means) does not fit: it was changed, or somebody else signed it.")
    }

    /// A badge of 2.0 that is only hosted is proved by its issuer still showing it.
    private func hosted() async -> Outcome {
        guard let address = badge.content["id"]?.string, let host = URL(string: address)?.host()?.lowercased() else {
            return Outcome(.notChecked, "It has no address where its issuer shows it.")
        }
        guard let fetcher else {
            return Outcome(.notChecked, "It is proved by what \(host) shows, and \(Fetcher.isOff)")
        }
        switch await fetcher.json(address) {
        case .gone: return Outcome(.failed, "\(host) shows it no longer.")
        case .cannot(let why): return Outcome(.notChecked, why)
        case .json(let shown):
            var isSame = ["id", "recipient", "issuedOn", "expires"].allSatisfy { shown[$0] == badge.content[$0] }
            if isSame { isSame = await isSameClass(shown["badge"] ?? .null, fetcher) }
            guard isSame else { return Outcome(.failed, "\(host) shows another badge at its address.") }
            return Outcome(.verified, "\(host) shows the same badge at its address.", signer: .host(host))
        }
    }

    /// Whether what the badge says of its class is what is shown of it, which may be an address only.
    private func isSameClass(_ shown: JSONValue, _ fetcher: Fetcher) async -> Bool {
        let own = badge.content["badge"] ?? .null
        guard shown != own else { return true }
        guard let address = shown.iri, address == own.iri else { return false }
        guard own.object != nil else { return true }
        var there = shown
        if shown.object == nil {
            guard case .json(let fetched) = await fetcher.json(address) else { return false }
            there = fetched
        }
        return ["name", "description", "criteria"].allSatisfy { there[$0] == own[$0] }
            && there["issuer"]?.iri == own["issuer"]?.iri
    }
}
