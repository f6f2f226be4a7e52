import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Seal

/// The operator's OpenID provider (OpenID Connect Core 1.0): authorization code with PKCE (RFC 7636), state and nonce.
struct OpenIDProvider: Sendable {
    /// What it says of the person who signed in.
    struct Identity: Sendable, Equatable {
        var subject: String
        /// Only one that the provider has verified.
        var email: String
        var name: String
    }

    /// Why nobody is signed in; told to the person.
    struct Refusal: Error, Sendable, Equatable {
        var why: String
    }

    let settings: Settings.OpenID
    /// The provider is the operator's choice, so that it may be wherever the operator has it.
    private let dialer = Dialer(reach: .anything)
    private static let mostBytes = 256 << 10
    /// How far its clock may differ, in seconds.
    private static let leeway: TimeInterval = 60

    init(_ settings: Settings.OpenID) { self.settings = settings }

    /// Where the person is sent.
    func page(state: String, nonce: String, verifier: String, redirect: String) async throws(Refusal) -> String {
        let discovered = try await discover()
        guard let endpoint = discovered["authorization_endpoint"]?.string, var url = URLComponents(string: endpoint)
        else {
            throw Refusal(why: "The provider does not say where people sign in.")
        }
        let challenge = Base64URL.encode(Digest.of(verifier).bytes)
        url.queryItems =
            (url.queryItems ?? [])
            + [
                ("response_type", "code"), ("client_id", settings.clientID), ("redirect_uri", redirect),
                ("scope", "openid email profile"), ("state", state), ("nonce", nonce), ("code_challenge", challenge),
                ("code_challenge_method", "S256"),
            ].map { URLQueryItem(name: $0.0, value: $0.1) }
        guard let text = url.url?.absoluteString else { throw Refusal(why: "The provider's address cannot be used.") }
        return text
    }

    /// Changes the code for an ID token and verifies it.
    func identity(
        code: String, nonce: String, verifier: String, redirect: String, at now: Date
    ) async throws(Refusal) -> Identity {
        let discovered = try await discover()
        guard let endpoint = discovered["token_endpoint"]?.string, let keysURL = discovered["jwks_uri"]?.string else {
            throw Refusal(why: "The provider does not say where its tokens and keys are.")
        }
        var request = HTTPClientRequest(url: endpoint)
        request.method = .POST
        let basic = Data("\(Self.escaped(settings.clientID)):\(Self.escaped(settings.clientSecret))".utf8)
        request.headers = [
            "authorization": "Basic \(basic.base64EncodedString())", "accept": "application/json",
            "content-type": "application/x-www-form-urlencoded", "user-agent": "prior",
        ]
        let form = [
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirect),
            ("code_verifier", verifier),
        ].map { "\($0.0)=\(Self.escaped($0.1))" }.joined(separator: "&")
        request.body = .bytes(ByteBuffer(string: form))
        let answer = try await json(request, "The provider did not take the code.")
        guard let token = answer["id_token"]?.string, let jws = try? JWS(token) else {
            throw Refusal(why: "The provider sent no ID token.")
        }
        let keys = try await json(HTTPClientRequest(url: keysURL), "The provider's keys could not be had.")
        guard jws.isSigned(by: keys) else { throw Refusal(why: "The ID token is not signed by the provider.") }
        return try Self.identity(in: jws.payload, of: settings, nonce: nonce, at: now)
    }

    /// OpenID Connect Core 3.1.3.7, the checks of an ID token's claims.
    private static func identity(
        in claims: JSONValue, of settings: Settings.OpenID, nonce: String, at now: Date
    ) throws(Refusal) -> Identity {
        guard claims["iss"]?.string == settings.issuer else { throw Refusal(why: "The ID token is another issuer's.") }
        let audience = (claims["aud"] ?? .null).elements.compactMap(\.string)
        guard audience.contains(settings.clientID),
            audience.count == 1 || claims["azp"]?.string == settings.clientID
        else { throw Refusal(why: "The ID token is for somebody else.") }
        guard let expiry = claims["exp"]?.double, expiry + leeway > now.timeIntervalSince1970 else {
            throw Refusal(why: "The ID token expired.")
        }
        guard let issued = claims["iat"]?.double, issued - leeway <= now.timeIntervalSince1970 else {
            throw Refusal(why: "The ID token is from the future.")
        }
        guard let said = claims["nonce"]?.string, areEqualInConstantTime(Array(said.utf8), Array(nonce.utf8)) else {
            throw Refusal(why: "The ID token belongs to another sign-in.")
        }
        guard let subject = claims["sub"]?.string, (1...255).contains(subject.utf8.count) else {
            throw Refusal(why: "The ID token names nobody.")
        }
        guard let email = claims["email"]?.string?.lowercased(), (3...254).contains(email.utf8.count),
            claims["email_verified"]?.bool == true
        else { throw Refusal(why: "The provider has not verified an e-mail address of yours.") }
        let name = (claims["name"]?.string ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
        return Identity(
            subject: subject, email: email,
            name: name.isEmpty ? String(email.prefix { $0 != "@" }) : String(name.prefix(200)))
    }

    /// The provider's own word on where everything is; its issuer has to be the one that was set.
    private func discover() async throws(Refusal) -> JSONValue {
        let address = settings.issuer.hasSuffix("/") ? String(settings.issuer.dropLast()) : settings.issuer
        let document = try await json(
            HTTPClientRequest(url: address + "/.well-known/openid-configuration"), "The provider does not answer.")
        guard document["issuer"]?.string == settings.issuer else {
            throw Refusal(why: "The provider says that it is another.")
        }
        return document
    }

    private func json(_ request: HTTPClientRequest, _ fault: String) async throws(Refusal) -> JSONValue {
        let bytes: [UInt8]?
        do {
            bytes = try await dialer.ask(request, seconds: 10) { response in
                guard response.status == .ok else { return nil }
                return Array(try await response.body.collect(upTo: Self.mostBytes).readableBytesView)
            }
        } catch {
            throw Refusal(why: fault)
        }
        guard let bytes, let value = try? StrictJSON.parse(bytes) else { throw Refusal(why: fault) }
        return value
    }

    /// As forms have it, for which nothing but letters, digits and three marks stands for itself.
    private static func escaped(_ text: String) -> String {
        let plain = CharacterSet(charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._")
        return text.addingPercentEncoding(withAllowedCharacters: plain) ?? ""
    }
}
