import Assessment

extension Routes {
    static let appeals: [Route] = [
        .post(
            "/api/recommendations/{id}/appeals", "lodgeAppeal", for: .person, takes: .json(NewAppealBody.self),
            gives: .created(AppealBody.self), "Objects to a decision; its credit is suspended meanwhile.",
            AppealRoutes.create),
        .get(
            "/api/appeals/{id}", "showAppeal", for: .person, gives: .ok(AppealBody.self), "One appeal.",
            AppealRoutes.show),
        .list(
            "/api/portfolios/{id}/appeals", "listAppealsOfPortfolio", for: .person, of: AppealBody.self,
            "The appeals on a portfolio.", AppealRoutes.listOfPortfolio),
        .list(
            "/api/institutions/{id}/appeals", "listAppealsOfInstitution", for: .staff(.readPortfolios),
            query: [.may("open", .choice(["true"]), "Only what is not decided.")], of: AppealBody.self,
            "The appeals at an institution.", AppealRoutes.listOfInstitution),
        .list(
            "/api/me/panels", "listMyPanels", for: .person, of: AppealBody.self, "The appeals I am called to hear.",
            AppealRoutes.listOfMine),
        .post(
            "/api/appeals/{id}/withdrawals", "withdrawAppeal", for: .person, gives: .created(AppealBody.self),
            "Takes an appeal back; the credit counts again.", AppealRoutes.withdraw),
        .put(
            "/api/appeals/{id}/panel", "callPanel", for: .staff(.recommend), takes: .json(AppealPanelBody.self),
            gives: .ok(AppealBody.self), "Calls the panel: people who touched nothing of the case.",
            AppealPanelRoutes.call),
        .post(
            "/api/appeals/{id}/panel-answers", "answerPanelCall", for: .person, takes: .json(PanelAnswerBody.self),
            gives: .noContent, "Sits on a panel, or stands down.", AppealPanelRoutes.answer),
        .post(
            "/api/appeals/{id}/statements", "makeStatement", for: .person, takes: .json(NewStatementBody.self),
            gives: .created(AppealStatementBody.self), "Says something in an appeal.", AppealPanelRoutes.state),
        .get(
            "/api/appeals/{id}/file", "showAppealFile", for: .person, gives: .ok(AppealFileBody.self),
            "What the panel decides by: the decision, the marks, what was said.", AppealPanelRoutes.file),
        .post(
            "/api/appeals/{id}/opinions", "giveOpinion", for: .person, takes: .json(OpinionBody.self),
            gives: .noContent,
            "Says what a member of the panel finds, before they see what the others do.", AppealPanelRoutes.opine),
        .post(
            "/api/appeals/{id}/outcomes", "decideAppeal", for: .person, takes: .json(NewOutcomeBody.self),
            gives: .created(AppealBody.self), "Decides an appeal; credit is issued, stands, or is taken back.",
            AppealPanelRoutes.decide),
    ]
}
