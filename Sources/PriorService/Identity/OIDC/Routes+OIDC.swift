import HTTPTypes

extension Routes {
    /// Signing in through the operator's OpenID provider.
    static let openID: [Route] = [
        .post(
            "/api/oidc/sign-ins", "beginOpenIDSignIn", for: .anyone, gives: .created(OIDCSignInBody.self),
            problems: [.notFound], handsOutSecret: true,
            "Begins to sign in through the OpenID provider, where there is one.", OIDCRoutes.begin),
        .post(
            "/api/oidc/sessions", "finishOpenIDSignIn", for: .anyone, takes: .json(OIDCCodeBody.self),
            gives: .created(NewSessionBody.self), problems: [.notFound, .unauthorized], handsOutSecret: true,
            "Signs in with what the provider sent the person back with.", OIDCRoutes.finish),
    ]
}
