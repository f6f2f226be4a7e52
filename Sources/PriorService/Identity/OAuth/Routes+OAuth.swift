import Assessment
import HTTPTypes

extension Routes {
    /// Machine credentials of institutions (RFC 6749 client credentials, RFC 8414 metadata).
    static let oauth: [Route] = [
        .post(
            "/api/institutions/{id}/clients", "addClient", for: .staff(.administer), takes: .json(NewClientBody.self),
            gives: .created(ClientWithSecretBody.self), handsOutSecret: true,
            "Makes a machine credential; its secret is shown once.", OAuthRoutes.create),
        .list(
            "/api/institutions/{id}/clients", "listClients", for: .staff(.administer), of: ClientBody.self,
            "The institution's machine credentials.", OAuthRoutes.list),
        .delete(
            "/api/clients/{id}", "revokeClient", for: .staff(.administer),
            "Revokes a machine credential and its tokens at once.", OAuthRoutes.revoke),
        .post(
            "/api/clients/{id}/secrets", "rotateClientSecret", for: .staff(.administer),
            takes: .json(NewClientSecretBody.self), gives: .created(ClientSecretBody.self), handsOutSecret: true,
            "Makes a new secret; for a while the one before works too.", OAuthRoutes.rotate),
        .put(
            "/api/clients/{id}/keys", "setClientKeys", for: .staff(.administer), takes: .json(ClientKeysBody.self),
            gives: .noContent, "Says by which keys a machine is known; a secret it had works no longer.",
            OAuthRoutes.setKeys),
        .post(
            "/api/oauth/token", "issueToken", for: .clientSecret, takes: .form(TokenRequest.fields),
            gives: .ok(TokenBody.self), handsOutSecret: true,
            "Gives a client an access token for its secret or its signature.",
            OAuthRoutes.token),
        .get(
            "/.well-known/oauth-authorization-server", "authorizationServer", for: .anyone,
            gives: .ok(AuthorizationServerBody.self), "Where and how tokens are to be had (RFC 8414).",
            OAuthRoutes.metadata),
    ]
}
