import Assessment
import Foundation
import HTTPTypes
import HummingbirdCore
import Seal

/// A request for an access token: which client, what it proves itself with, and what it asks for. A secret comes in the
/// Authorization header (`client_secret_basic`) or in the form (`client_secret_post`), a signed assertion in the form
/// (`private_key_jwt`), and never two of them (RFC 6749 section 2.3).
struct TokenRequest: Sendable {
    enum Proof: Sendable {
        case secret(Digest)
        case assertion(ClientAssertion)
    }

    var client: ID<Client>
    var proof: Proof
    /// As asked for; nil asks for everything the client may have.
    var scope: String?

    /// Nothing is marked required, because RFC 6749 section 5.2 has its own answer to what is missing.
    static let fields: [Schema.Field] = [
        .may("grant_type", .anyText(100), "Always `client_credentials`."),
        .may("scope", .anyText(200), "Scopes with spaces between them; all of the client's when left out."),
        .may("client_id", .anyText(100), "The client, where it is not in the Authorization header."),
        .may("client_secret", .anyText(200), "Its secret, where it is not in the Authorization header."),
        .may("client_assertion_type", .anyText(100), "With an assertion: `\(ClientAssertion.kind)`."),
        .may("client_assertion", .anyText(8_000), "A JWT signed with the client's private key (RFC 7523)."),
    ]

    init(_ call: Call) throws {
        guard let grant = call.form["grant_type"] else {
            throw Problem.invalidTokenRequest("Send `grant_type=client_credentials`.")
        }
        guard grant == "client_credentials" else {
            throw Problem.unsupportedGrantType
        }
        let inForm = (id: call.form["client_id"], secret: call.form["client_secret"])
        scope = call.form["scope"]
        if let assertion = call.form["client_assertion"] {
            guard call.request.headers[.authorization] == nil, inForm.secret == nil else {
                throw Problem.invalidTokenRequest("Send a secret or an assertion, not both.")
            }
            guard call.form["client_assertion_type"] == ClientAssertion.kind else {
                throw Problem.invalidTokenRequest("Send `client_assertion_type=\(ClientAssertion.kind)`.")
            }
            let read = try ClientAssertion(assertion, for: call.resources.settings.publicURL, at: call.now)
            guard inForm.id == nil || inForm.id == read.client.description else { throw Problem.invalidClient }
            (client, proof) = (read.client, .assertion(read))
            return
        }
        let credential: (id: String, secret: String)
        if let header = call.request.headers[.authorization] {
            guard inForm.secret == nil else {
                throw Problem.invalidTokenRequest(
                    "Send the secret in the Authorization header or in the form, not in both.")
            }
            guard let basic = Self.basic(header), inForm.id == nil || inForm.id == basic.id else {
                throw Problem.invalidClient
            }
            credential = basic
        } else {
            guard let id = inForm.id, let secret = inForm.secret else { throw Problem.invalidClient }
            credential = (id, secret)
        }
        guard let id = ID<Client>(credential.id) else { throw Problem.invalidClient }
        (client, proof) = (id, .secret(SecretToken.digest(of: credential.secret)))
    }

    /// Whether the client is there and this proves that it asks.
    func isProved(by known: ClientProof?, _ call: Call) async throws -> Bool {
        switch proof {
        case .secret(let shown):
            // As many comparisons whether the client is there or not, and whichever of its secrets it is.
            let nothing = Digest.of("").bytes
            return (0..<2).map { place in
                let secret = known?.secrets.dropFirst(place).first?.bytes ?? nothing
                return areEqualInConstantTime(secret, shown.bytes)
            }.contains(true) && known?.secrets.isEmpty == false
        case .assertion(let assertion):
            guard let known, known.secrets.isEmpty else { return false }
            return await call.resources.keySets.verifies(
                assertion, of: known, through: call.resources.settings.partners)
        }
    }

    /// The scopes to give: those asked for, each of which the client must have, in the client's own order.
    func scopes(within granted: [String]) throws -> [String] {
        guard let scope else { return granted }
        let asked = Set(scope.split(separator: " ").map(String.init))
        guard !asked.isEmpty, asked.isSubset(of: granted) else {
            throw Problem.invalidScope(granted)
        }
        return granted.filter(asked.contains)
    }

    /// `Basic` with both halves form-encoded before base64 (RFC 6749 section 2.3.1).
    private static func basic(_ header: String) -> (id: String, secret: String)? {
        let parts = header.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "basic", parts[1].utf8.count <= 400,
            let data = Data(base64Encoded: String(parts[1])), let text = String(validating: data, as: UTF8.self)
        else { return nil }
        let halves = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            .map { String($0).replacing("+", with: " ").removingPercentEncoding }
        guard halves.count == 2, let id = halves[0], let secret = halves[1] else { return nil }
        return (id, secret)
    }
}

// Refusals of the token route, with the `error` that OAuth libraries look for (RFC 6749 section 5.2).
extension Problem {
    static func invalidTokenRequest(_ detail: String) -> Problem {
        Problem(.badRequest, "invalid-request", "No token", detail).with("error", "invalid_request")
    }

    static let unsupportedGrantType = Problem(
        .badRequest, "unsupported-grant-type", "No token",
        "Send `grant_type=client_credentials`; no other grant is known here."
    ).with("error", "unsupported_grant_type")

    static func invalidScope(_ granted: [String]) -> Problem {
        Problem(
            .badRequest, "invalid-scope", "No token", "This client may ask for: \(granted.joined(separator: " "))."
        ).with("error", "invalid_scope")
    }

    /// Told in words, as it says nothing of the client that its maker does not know.
    static func invalidAssertion(_ why: String) -> Problem {
        Problem(.unauthorized, "invalid-client", "No token", "The assertion cannot be taken: \(why)")
            .with("error", "invalid_client")
            .with(header: .wwwAuthenticate, #"Basic realm="prior", charset="UTF-8""#)
    }

    static let invalidClient = Problem(
        .unauthorized, "invalid-client", "No token",
        "There is no such client, it was revoked, or its secret or signature is wrong."
    ).with("error", "invalid_client").with(header: .wwwAuthenticate, #"Basic realm="prior", charset="UTF-8""#)
}
