import Assessment
import HTTPTypes

extension Routes {
    /// Observations, site visits, interviews and challenge tests: agreed on, captured, reported, signed by both.
    static let encounters: [Route] = appointments + reports

    private static let appointments: [Route] = [
        .post(
            "/api/portfolios/{id}/encounters", "proposeEncounter", for: .person, takes: .json(NewEncounterBody.self),
            gives: .created(EncounterBody.self),
            "Proposes an observation, site visit, interview or challenge test: who, when, where, which criteria.",
            EncounterRoutes.propose),
        .list(
            "/api/portfolios/{id}/encounters", "listEncountersOfPortfolio", for: .person, of: EncounterBody.self,
            "The encounters of a portfolio, the earliest first.", EncounterRoutes.listOfPortfolio),
        .list(
            "/api/encounters", "listEncounters", for: .person,
            query: [.may("from", .dateTime, "Only those that begin then or later.")], of: EncounterBody.self,
            "Encounters of mine: that I conduct, of my portfolios, and of learners whom I advise; the earliest first.",
            EncounterRoutes.list),
        .get(
            "/api/encounters/{id}", "showEncounter", for: .person, gives: .ok(EncounterBody.self),
            "One encounter, with what the reader can do next.", EncounterRoutes.show),
        .post(
            "/api/encounters/{id}/agreements", "agreeToEncounter", for: .person, takes: .json(AgreementBody.self),
            gives: .created(EncounterBody.self), versioned: true,
            "Agrees to time, place and criteria as they were read.", AppointmentRoutes.agree),
        .post(
            "/api/encounters/{id}/moves", "moveEncounter", for: .person, takes: .json(MoveBody.self),
            gives: .created(EncounterBody.self), versioned: true,
            "Proposes another time, place or criteria, or asks for another time; the other has to agree anew.",
            AppointmentRoutes.move),
        .post(
            "/api/encounters/{id}/cancellations", "cancelEncounter", for: .person, takes: .json(CancellationBody.self),
            gives: .created(EncounterBody.self), "Calls an encounter off.", AppointmentRoutes.cancel),
        .post(
            "/api/encounters/{id}/starts", "startEncounter", for: .person, gives: .created(EncounterBody.self),
            "Says that it begins; from then on the learner sees the questions of a test.", AppointmentRoutes.start),
    ]

    private static let reports: [Route] = [
        .put(
            "/api/encounters/{id}/recording-permission", "allowRecording", for: .person,
            takes: .json(RecordingPermissionBody.self), gives: .ok(EncounterBody.self),
            "The learner allows sound or picture of them to be taken, or no more.", AppointmentRoutes.allowRecording),
        .get(
            "/api/encounters/{id}/draft", "showEncounterDraft", for: .person, gives: .ok(EncounterDraftBody.self),
            "What its conductor captured so far; its ETag is what saving takes.", CaptureRoutes.show),
        .put(
            "/api/encounters/{id}/draft", "saveEncounterDraft", for: .person, takes: .json(EncounterReport.self),
            gives: .ok(EncounterDraftBody.self), versioned: true,
            "Saves what was captured so far, as a whole. The same sent again is saved once.", CaptureRoutes.save),
        .post(
            "/api/encounters/{id}/files", "attachEncounterFile", for: .person, takes: .bytes,
            query: [
                .may("fileName", .text(400), "The file's name, where no Content-Disposition gives it."),
                .may("upload", .id, "A partial upload (tus) of yours that is whole, in place of a body."),
            ],
            gives: .created(EvidenceFileBody.self),
            problems: [.init(code: 507, reasonPhrase: "Insufficient Storage")],
            "Puts a recording, or the sheets, with the report to come, in place of the one before.",
            CaptureRoutes.attach),
        .delete(
            "/api/encounters/{id}/files", "removeEncounterFile", for: .person, "Takes that file away again.",
            CaptureRoutes.detach),
        .post(
            "/api/encounters/{id}/signatures", "signEncounter", for: .person, takes: .json(ReportSignatureBody.self),
            gives: .created(EncounterReportBody.self), versioned: true,
            "Signs the draft as the report; If-Match takes the draft's ETag.", SigningRoutes.sign),
        .post(
            "/api/encounters/{id}/codes", "makeCountersignCode", for: .person, gives: .created(LearnerCodeBody.self),
            handsOutSecret: true,
            "A code with which the learner signs on the conductor's device: shown to the learner, mailed for others.",
            SigningRoutes.makeCode),
        .post(
            "/api/encounters/{id}/countersignatures", "countersignEncounter", for: .person,
            takes: .json(CountersignatureBody.self), gives: .created(EncounterReportBody.self),
            "The learner signs the report; from then on it counts.", SigningRoutes.countersign),
        .post(
            "/api/encounters/{id}/refusals", "refuseEncounterReport", for: .person, takes: .json(RefusalBody.self),
            gives: .created(EncounterReportBody.self), "The learner will not sign the report, which does not count.",
            SigningRoutes.refuse),
        .get(
            "/api/encounter-reports/{id}", "showEncounterReport", for: .person, gives: .ok(EncounterReportBody.self),
            "A report by the id of its item of evidence, with both signatures or the one it has.", SigningRoutes.show),
        .post(
            "/api/portfolios/{id}/observations", "recordObservation", for: .staff(.observe),
            takes: .json(NewObservationBody.self), gives: .created(EncounterReportBody.self),
            "Reports and signs what was seen of a learner at work without an appointment.", ObservationRoutes.create),
    ]
}
