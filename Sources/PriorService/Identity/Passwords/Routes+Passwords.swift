import HTTPTypes

extension Routes {
    /// Passwords that were forgotten, or are to be others.
    static let passwords: [Route] = [
        .post(
            "/api/password-links", "askForPasswordLink", for: .anyone, takes: .json(PasswordLinkBody.self),
            gives: .noContent,
            "Mails a link by which a forgotten password is set anew. The answer is the same for an unknown address.",
            PasswordRoutes.ask),
        .post(
            "/api/passwords", "setPassword", for: .anyone, takes: .json(NewPasswordBody.self), gives: .noContent,
            problems: [.notFound], "Sets a new password with the code of the mail, and signs every device out.",
            PasswordRoutes.set),
        .put(
            "/api/people/me/password", "changePassword", for: .person, takes: .json(PasswordChangeBody.self),
            gives: .noContent, "Changes my password, and signs my other devices out.", PasswordRoutes.change),
        .get(
            "/new-password/{token}", "showPasswordPage", for: .anyone, gives: .other("text/html"),
            "The page that the mail's link opens; it asks for a new password and changes nothing.",
            PasswordRoutes.page),
        .post(
            "/new-password/{token}", "setPasswordOnPage", for: .anyone,
            takes: .form([.may("password", .anyText(256), "The new password.")]), gives: .other("text/html"),
            "Sets the new password, and says how it went.", PasswordRoutes.setOnPage),
    ]
}
