extension Routes {
    static let notifications: [Route] = [
        .list(
            "/api/me/notifications", "listNotifications", for: .person,
            query: [.may("unread", .choice(["true"]), "Only what is unread.")], of: NotificationBody.self,
            "What I was told, newest first, in my language.", NotificationRoutes.list),
        .post(
            "/api/me/notifications/readings", "readNotifications", for: .person, takes: .json(ReadingBody.self),
            gives: .noContent, "Marks what I was told as read, up to one notification.", NotificationRoutes.read),
        .get(
            "/api/me/notification-preference", "showNotificationPreference", for: .person,
            gives: .ok(NotificationPreferenceBody.self), "How I am written to.", NotificationRoutes.preference),
        .put(
            "/api/me/notification-preference", "setNotificationPreference", for: .person,
            takes: .json(NotificationPreferenceBody.self), gives: .ok(NotificationPreferenceBody.self),
            "Says how I want to be written to: at once or once a day, when, in which language.",
            NotificationRoutes.prefer),
    ]
}
