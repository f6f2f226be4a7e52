/// The page that the link of the mail opens, for any phone, without an app.
enum PasswordPage {
    static let closed = HTMLPage.frame(
        "The link opens nothing",
        """
        <h1>This link opens nothing</h1>
        <p>It was used, is older than an hour, or was copied wrongly. Ask for another one.</p>
        """)

    static let done = HTMLPage.frame(
        "The new password is set",
        """
        <h1>The new password is set</h1>
        <p>Sign in with it. Every device that was signed in before is signed out.</p>
        """)

    /// - Parameter fault: what was wrong with the password just sent.
    static func asking(_ fault: String?) -> String {
        let said = fault.map { "<p role=\"alert\"><strong>\(HTMLPage.escaped($0))</strong></p>" } ?? ""
        return HTMLPage.frame(
            "Choose a new password",
            """
            <h1>Choose a new password</h1>
            \(said)
            <form method="post">
            <p><label>New password, at least 15 characters. Several words that you remember are best.<br>
            <input name="password" type="password" required minlength="15" maxlength="256" autocomplete="new-password"></label></p>
            <p><button>Set it</button></p>
            </form>
            """)
    }
}
