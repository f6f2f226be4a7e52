import Foundation
import Seal

/// What an OAuth library wants to know before it asks for a token (RFC 8414 section 2).
struct AuthorizationServerBody: AnswerBody {
    var issuer: String
    var tokenEndpoint: String
    var scopesSupported = Scope.allCases
    var responseTypesSupported: [String] = []
    var grantTypesSupported = ["client_credentials"]
    var tokenEndpointAuthMethodsSupported = [
        "client_secret_basic", "client_secret_post", "private_key_jwt",
    ]
    var assertionAlgorithms = SignatureKey.Algorithm.allCases.map(\.rawValue)

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
        case assertionAlgorithms = "token_endpoint_auth_signing_alg_values_supported"
    }

    static let schema = Schema.object([
        .must("issuer", .anyText(400), "The service."),
        .must("token_endpoint", .anyText(400), "Where tokens are to be had."),
        .must("scopes_supported", .list(of: .choice(of: Scope.self)), "What a token can be for."),
        .must("response_types_supported", .list(of: .text()), "None: there is no authorization endpoint."),
        .must("grant_types_supported", .list(of: .text()), "Always client_credentials."),
        .must("token_endpoint_auth_methods_supported", .list(of: .text()), "How a client shows that it is itself."),
        .must(
            "token_endpoint_auth_signing_alg_values_supported", .list(of: .text()),
            "With what a client may sign its assertions."),
    ])
}
