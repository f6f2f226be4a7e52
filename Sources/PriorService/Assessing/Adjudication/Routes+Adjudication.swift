import Assessment
import HTTPTypes

extension Routes {
    static let adjudication: [Route] = [
        .post(
            "/api/submissions/{id}/panels", "convenePanel", for: .staff(.assign), takes: .json(NewPanelBody.self),
            gives: .created(PanelBody.self), "Calls named people together over claims in dispute.",
            PanelRoutes.convene),
        .list(
            "/api/panels", "listPanels", for: .person, of: PanelBody.self, "The open panels that I sit on.",
            PanelRoutes.mine),
        .get(
            "/api/panels/{id}", "showPanel", for: .person, gives: .ok(PanelBody.self),
            "A panel with the marks in dispute and the joint one, for those in it.", PanelRoutes.show),
        .post(
            "/api/panels/{id}/agreements", "agreeOnPanel", for: .person, gives: .created(PanelBody.self),
            "Agrees to the joint mark as it stands.", PanelRoutes.agree),
    ]
}
