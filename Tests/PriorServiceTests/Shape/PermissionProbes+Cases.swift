import HTTPTypes

@testable import PriorService

extension PermissionWorld {
    private var nothing: String { "00000000-0000-7000-8000-000000000000" }

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
        case "lodgeAppeal":
            Probe(
                "/api/recommendations/\(decided.recommendation)/appeals",
                ["ground": "procedure", "statement": "Nobody looked."])
        case "showAppeal": Probe("/api/appeals/\(nothing)")
        case "listAppealsOfPortfolio": Probe("/api/portfolios/\(decided.portfolio)/appeals")
        case "listAppealsOfInstitution": Probe("/api/institutions/\(institution)/appeals")
        case "listMyPanels": Probe("/api/me/panels")
        case "withdrawAppeal": Probe("/api/appeals/\(nothing)/withdrawals")
        case "callPanel":
            Probe("/api/appeals/\(nothing)/panel", ["members": [.string(nothing)], "chair": .string(nothing)])
        case "answerPanelCall": Probe("/api/appeals/\(nothing)/panel-answers", ["independent": true])
        case "makeStatement": Probe("/api/appeals/\(nothing)/statements", ["says": "This."])
        case "showAppealFile": Probe("/api/appeals/\(nothing)/file")
        case "giveOpinion": Probe("/api/appeals/\(nothing)/opinions", ["verdict": "refused", "reasons": "So."])
        case "decideAppeal":
            Probe("/api/appeals/\(nothing)/outcomes", ["verdict": "refused", "remedy": "none", "reasons": "So."])
        case "showClockOfSubmission": Probe("/api/submissions/\(decided.submission)/clock")
        case "showClockOfPortfolio": Probe("/api/portfolios/\(draft.portfolio)/clock")
        case "listCalendars": Probe("/api/calendars")
        case "showCalendar": Probe("/api/calendars/LS")
        case "listClocks": Probe("/api/institutions/\(institution)/clocks")
        default: nil
        }
    }
}
