import Foundation

extension SettingKey {
    /// The settings of an OpenID provider.
    static let ofOpenID: [SettingKey] = [openIDIssuer, openIDClient, openIDSecret, openIDRedirect]

    static let openIDIssuer = SettingKey(
        variable: "PRIOR_OIDC_ISSUER", path: "openID.issuer", standard: "none: people sign in with a password",
        meaning: "The issuer of an OpenID provider through which people may sign in, as https://login.example.org.")
    static let openIDClient = SettingKey(
        variable: "PRIOR_OIDC_CLIENT_ID", path: "openID.clientID", standard: "none",
        meaning: "The `client_id` of this service at the provider.")
    static let openIDSecret = SettingKey(
        variable: "PRIOR_OIDC_CLIENT_SECRET", path: "openID.clientSecret", standard: "none",
        meaning: "Its `client_secret` there.", isSecret: true)
    static let openIDRedirect = SettingKey(
        variable: "PRIOR_OIDC_REDIRECT", path: "openID.redirect", standard: "the public URL and /signed-in",
        meaning: "Where the provider sends people back to; it has to be registered there.")
}

extension SettingsReader {
    /// Reads the settings of an OpenID provider. Over http only on this machine, to try it out.
    mutating func openID(_ set: (Settings.OpenID) -> Void) {
        guard let issuer = find(.openIDIssuer)?.value else { return }
        let isSafe = issuer.hasPrefix("https://") || Dialer(reach: .thisMachineToo).mayName(issuer)
        guard isSafe, URL(string: issuer)?.host() != nil else {
            return fault("PRIOR_OIDC_ISSUER (openID.issuer) must be an https address.")
        }
        guard let client = find(.openIDClient)?.value, let secret = find(.openIDSecret)?.value else {
            return fault(
                "PRIOR_OIDC_ISSUER is set, so PRIOR_OIDC_CLIENT_ID and PRIOR_OIDC_CLIENT_SECRET must be set, too.")
        }
        set(
            Settings.OpenID(
                issuer: issuer, clientID: client, clientSecret: secret, redirect: find(.openIDRedirect)?.value))
    }
}
