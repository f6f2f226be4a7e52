import Assessment
import HTTPTypes

extension Routes {
    static let moderation: [Route] = [
        .list(
            "/api/moderations", "showModerationQueue", for: .person, of: ModerationBody.self,
            "Outcomes that I may look at as a moderator, blind; oldest first.", ModerationRoutes.queue),
        .get(
            "/api/moderations/{id}", "showModeration", for: .person, gives: .ok(ModerationBody.self),
            "One outcome that is looked at; with every mark for whoever took it.", ModerationRoutes.show),
        .post(
            "/api/moderations/{id}/acceptances", "takeModeration", for: .staff(.moderate),
            takes: .json(AssignmentAcceptanceBody.self), gives: .created(ModerationBody.self),
            "Takes an outcome to look at.", ModerationRoutes.take),
        .delete(
            "/api/moderations/{id}/acceptances", "giveModerationBack", for: .person,
            "Gives a moderation back, or, by a coordinator, takes it from its moderator.", ModerationRoutes.giveBack),
        .post(
            "/api/moderations/{id}/verdicts", "decideModeration", for: .staff(.moderate),
            takes: .json(NewModerationVerdictBody.self), gives: .created(ModerationBody.self),
            "Agrees with an outcome, or sends it back to be marked again.", ModerationRoutes.decide),
        .list(
            "/api/assignments/{id}/send-backs", "listSendBacks", for: .person, of: SendBackBody.self,
            problems: [.conflict], "Why a case came back to me to be marked again.", ModerationRoutes.sendBacks),
        .list(
            "/api/institutions/{id}/moderations", "listModerations", for: .staff(.readPortfolios),
            query: [
                .may("state", .choice(of: Moderation.State.self), "Only in this state."),
                .may("submission", .id, "Only of this submission."),
            ], of: ModerationBody.self, "Every outcome that was drawn or not to be looked at.",
            ModerationRoutes.ofInstitution),
        .post(
            "/api/institutions/{id}/moderation-rounds", "drawModerationRound", for: .staff(.assign),
            takes: .json(NewModerationRoundBody.self), gives: .created(ModerationRoundBody.self),
            "Draws a sample from all the claims that wait for one.", ModerationRoundRoutes.draw),
        .list(
            "/api/institutions/{id}/moderation-rounds", "listModerationRounds", for: .staff(.readPortfolios),
            of: ModerationRoundBody.self, "The rounds of an institution, newest first.", ModerationRoundRoutes.list),
        .get(
            "/api/moderation-rounds/{id}", "showModerationRound", for: .staff(.readPortfolios),
            gives: .ok(ModerationRoundBody.self), "One round with everything it was drawn from.",
            ModerationRoundRoutes.show),
    ]
}
