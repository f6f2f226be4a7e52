import Assessment
import Foundation

/// A new machine credential.
struct NewClientBody: RequestBody {
    var name: String
    var scopes: [Scope]
    var keys: JSONValue?
    var keysURL: String?

    static let schema = Schema.object([
        .must("name", .text(100), "What to call it, as `student records`."),
        .must("scopes", .list(of: .choice(of: Scope.self), 1...Scope.allCases.count), "What it may be used for."),
        .may(
            "keys", .any,
            "Its public keys, a JSON Web Key Set (RFC 7517): it signs with a private key (`private_key_jwt`) and gets no secret."
        ),
        .may("keysURL", .text(1_000), "Where its key set lies, an https address, in place of `keys`."),
    ])
}

/// How a machine shows that it is itself, by its name in RFC 7591 and OpenID Connect.
enum ClientProofMethod: String, Encodable, Sendable, CaseIterable {
    case secret = "client_secret_basic"
    case privateKey = "private_key_jwt"
}

/// A machine credential, as administrators see it.
struct ClientBody: AnswerBody {
    var id: ID<Client>
    var institution: ID<Institution>
    var name: String
    var scopes: [Scope]
    var proof: ClientProofMethod
    var keysURL: String?
    var createdAt: Date
    var revokedAt: Date?

    static let fields: [Schema.Field] = [
        .must("id", .id, "The client's id, which is its `client_id`."),
        .must("institution", .id, "Whose it is."),
        .must("name", .text(100), "What it is called."),
        .must("scopes", .list(of: .choice(of: Scope.self)), "What it may be used for."),
        .must("proof", .choice(of: ClientProofMethod.self), "How it shows that it is itself."),
        .may("keysURL", .text(1_000), "Where its public keys lie."),
        .must("createdAt", .dateTime, "When it was made."),
        .may("revokedAt", .dateTime, "When it was revoked."),
    ]
    static let schema = Schema.object(fields)
}

/// A machine credential just made, with its secret, where it has one, which is shown this once.
struct ClientWithSecretBody: AnswerBody {
    var id: ID<Client>
    var institution: ID<Institution>
    var name: String
    var scopes: [Scope]
    var proof: ClientProofMethod
    var keysURL: String?
    var createdAt: Date
    var secret: String?

    init(_ client: ClientBody, secret: String?) {
        id = client.id
        institution = client.institution
        name = client.name
        scopes = client.scopes
        proof = client.proof
        keysURL = client.keysURL
        createdAt = client.createdAt
        self.secret = secret
    }

    static let schema = Schema.object(
        ClientBody.fields.filter { $0.name != "revokedAt" } + [
            .may(
                "secret", .text(200),
                "Its `client_secret`, where it has no keys of its own. It is not shown again.")
        ])
}

/// A wish for a new secret.
struct NewClientSecretBody: RequestBody {
    var overlapHours: Int?

    static let schema = Schema.object([
        .may(
            "overlapHours", .integer(0...720),
            "For how many hours the secret before works too; 24 when left out, 0 where it leaked.")
    ])
}

/// A new secret.
struct ClientSecretBody: AnswerBody {
    var secret: String
    var formerUntil: Date

    static let schema = Schema.object([
        .must("secret", .text(200), "The new `client_secret`. It is not shown again."),
        .must("formerUntil", .dateTime, "Until when the one before works too."),
    ])
}

/// Other keys of a machine.
struct ClientKeysBody: RequestBody {
    var keys: JSONValue?
    var keysURL: String?

    static let schema = Schema.object([
        .may("keys", .any, "Its public keys, a JSON Web Key Set (RFC 7517)."),
        .may("keysURL", .text(1_000), "Where its key set lies, in place of `keys`."),
    ])
}

/// An access token (RFC 6749 section 5.1).
struct TokenBody: AnswerBody {
    var accessToken: String
    var scope: String

    /// One hour, in seconds.
    static let lasts = 3600
    /// How many one client is given in a minute.
    static let mostInAMinute = 60

    static let schema = Schema.object([
        .must("access_token", .text(200), "Send it as `Authorization: Bearer …`."),
        .must("token_type", .choice(["Bearer"]), "How to send it."),
        .must("expires_in", .integer(1...lasts), "For how many seconds it works."),
        .must("scope", .anyText(200), "What it may be used for."),
    ])

    enum CodingKeys: String, CodingKey {
        case accessToken = "access_token"
        case tokenType = "token_type"
        case expiresIn = "expires_in"
        case scope
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(accessToken, forKey: .accessToken)
        try container.encode("Bearer", forKey: .tokenType)
        try container.encode(Self.lasts, forKey: .expiresIn)
        try container.encode(scope, forKey: .scope)
    }
}
