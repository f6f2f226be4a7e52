import Assessment

/// Who forgot their password.
struct PasswordLinkBody: RequestBody {
    var email: String

    static let schema = Schema.object([.must("email", .email, "The address registered with; the link is mailed there.")]
    )
}

/// A new password instead of one that was forgotten.
struct NewPasswordBody: RequestBody {
    var code: String
    var password: String

    static let schema = Schema.object([
        .must("code", .text(200), "The code from the mail, `prior_l_…`; it is good for one hour and one use."),
        .must("password", .anyText(256), "The new password: at least 15 characters; several words are best."),
    ])
}

/// Another password.
struct PasswordChangeBody: RequestBody {
    var present: String
    var password: String

    static let schema = Schema.object([
        .must("present", .anyText(256), "The password until now."),
        .must("password", .anyText(256), "The new one: at least 15 characters; several words are best."),
    ])
}
