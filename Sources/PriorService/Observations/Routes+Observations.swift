import Assessment
import HTTPTypes

extension Routes {
    /// Work watched at its place, signed by observer and learner.
    static let observations: [Route] = [
        .post(
            "/api/portfolios/{id}/observations", "recordObservation", for: .staff(.observe),
            takes: .json(NewObservationBody.self), gives: .created(ObservationBody.self),
            "Records and signs what was seen of a learner at work.", ObservationRoutes.create),
        .get(
            "/api/observations/{id}", "showObservation", for: .person, gives: .ok(ObservationBody.self),
            "An observation, with both signatures or the one it has.", ObservationRoutes.show),
        .post(
            "/api/observations/{id}/countersignatures", "countersignObservation", for: .person,
            takes: .json(CountersignatureBody.self), gives: .created(ObservationBody.self),
            "The learner signs an observation; from then on it counts.", ObservationRoutes.countersign),
    ]
}
