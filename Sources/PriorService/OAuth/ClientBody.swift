import Assessment
import Foundation

/// A new machine credential.
struct NewClientBody: RequestBody {
    var name: String
    var scopes: [Scope]

    static let schema = Schema.object([
        .must("name", .text(100), "What to call it, as `student records`."),
        .must("scopes", .list(of: .choice(of: Scope.self), 1...Scope.allCases.count), "What it may be used for."),
    ])
}

/// A machine credential, as administrators see it.
struct ClientBody: AnswerBody {
    var id: ID<Client>
    var institution: ID<Institution>
    var name: String
    var scopes: [Scope]
    var createdAt: Date
    var revokedAt: Date?

    static let fields: [Schema.Field] = [
        .must("id", .id, "The client's id, which is its `client_id`."),
        .must("institution", .id, "Whose it is."),
        .must("name", .text(100), "What it is called."),
        .must("scopes", .list(of: .choice(of: Scope.self)), "What it may be used for."),
        .must("createdAt", .dateTime, "When it was made."),
        .may("revokedAt", .dateTime, "When it was revoked."),
    ]
    static let schema = Schema.object(fields)
}

/// A machine credential just made, with its secret, which is shown this once.
struct ClientWithSecretBody: AnswerBody {
    var id: ID<Client>
    var institution: ID<Institution>
    var name: String
    var scopes: [Scope]
    var createdAt: Date
    var secret: String

    init(_ client: ClientBody, secret: String) {
        id = client.id
        institution = client.institution
        name = client.name
        scopes = client.scopes
        createdAt = client.createdAt
        self.secret = secret
    }

    static let schema = Schema.object(
        ClientBody.fields.filter(\.isRequired) + [
            .must("secret", .text(200), "Its `client_secret`. It is not shown again.")
        ])
}

/// An access token (RFC 6749 section 5.1).
struct TokenBody: AnswerBody {
    var accessToken: String
    var scope: String

    /// One hour, in seconds.
    static let lasts = 3600

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

/// What an OAuth library wants to know before it asks for a token (RFC 8414 section 2).
struct AuthorizationServerBody: AnswerBody {
    var issuer: String
    var tokenEndpoint: String
    var scopesSupported = Scope.allCases
    var responseTypesSupported: [String] = []
    var grantTypesSupported = ["client_credentials"]
    var tokenEndpointAuthMethodsSupported = ["client_secret_basic", "client_secret_post"]

    init(issuer: String) {
        self.issuer = issuer
        tokenEndpoint = issuer + "/api/oauth/token"
    }

    enum CodingKeys: String, CodingKey {
        case issuer
        case tokenEndpoint = "token_endpoint"
        case scopesSupported = "scopes_supported"
        case responseTypesSupported = "response_types_supported"
        case grantTypesSupported = "grant_types_supported"
        case tokenEndpointAuthMethodsSupported = "token_endpoint_auth_methods_supported"
    }

    static let schema = Schema.object([
        .must("issuer", .anyText(400), "The service."),
        .must("token_endpoint", .anyText(400), "Where tokens are to be had."),
        .must("scopes_supported", .list(of: .choice(of: Scope.self)), "What a token can be for."),
        .must("response_types_supported", .list(of: .text()), "None: there is no authorization endpoint."),
        .must("grant_types_supported", .list(of: .text()), "Always client_credentials."),
        .must("token_endpoint_auth_methods_supported", .list(of: .text()), "How a client shows its secret."),
    ])
}
