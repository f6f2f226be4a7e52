import Foundation

extension PriorAPI {
    /// Signs a person in.
    /// - Returns: the service as that person meets it.
    func signedIn(_ email: String, _ password: String) async throws -> PriorAPI {
        let session = try await post("/api/sessions", ["email": .text(email), "password": .text(password)])
        return bearing(try session.text("token"))
    }

    /// The one-time code in the newest mail to an address, read from the demo's mailbox.
    func mailedCode(to email: String) async throws -> String {
        let address = email.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? email
        let mail = try await get("/api/demo/mail?limit=1&to=\(address)").items("items")
        guard let body = try mail.first?.text("body"), let code = body.firstMatch(of: /prior_l_[A-Za-z0-9_-]+/) else {
            throw Surprise("No mail with a code has come for \(email).")
        }
        return String(code.output)
    }
}

extension String {
    /// The text with spaces behind it up to a width, in characters.
    func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
