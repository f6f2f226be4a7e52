import HTTPTypes

@testable import PriorService

extension PermissionWorld {
    func probeOfNotifications(_ route: String) -> Probe? {
        switch route {
        case "listNotifications": Probe("/api/me/notifications")
        case "readNotifications":
            Probe("/api/me/notifications/readings", ["upTo": "00000000-0000-7000-8000-000000000000"])
        case "showNotificationPreference": Probe("/api/me/notification-preference")
        case "setNotificationPreference": Probe("/api/me/notification-preference", ["mail": "immediate"])
        case "release": Probe("/api/submissions/\(decided.submission)/releases")
        case "showRelease": Probe("/api/submissions/\(decided.submission)/release")
        case "releaseBatch":
            Probe("/api/institutions/\(institution)/releases", ["submissions": [.string(decided.submission)]])
        case "listPendingReleases": Probe("/api/institutions/\(institution)/pending-releases")
        default: nil
        }
    }
}
