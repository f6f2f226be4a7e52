import Assessment
import HTTPTypes

/// Every route of the service, one line each: read this first. The router, `/openapi.json` and the permission matrix are made
/// from it.
enum Routes {
    static let all: [Route] =
        service + people + institutions + rubrics + portfolios + evidence + testimonials + encounters + submissions
        + assignments + scoring + recommendations + credits + oauth + events + uploads + quotas + quarantine + previews
        + duplicates + originals + translations + priorCredentials + erasure + bags
        + timeStamps
        + qualifications
        + jobs + allocations + statistics
        + passwords
        + webhooks + sharing + creditExports + openID
        + notifications + releases + appeals + clocks + calendars
        + authoring + questionSheets
        + rubricMoves
        + competencyFrameworks
        + moderation
        + comments
        + reliability
        + standardisation
        + adjudication

    /// Only with `--demo`, on a loopback address.
    static let demo: [Route] = [
        .list(
            "/api/demo/mail", "readDemoMail", for: .anyone, query: [.may("to", .email, "Whose mail.")],
            of: DemoMailBody.self, "Mail that would have been sent, newest first.", DemoRoutes.mail),
        .post(
            "/api/demo/erasures/{id}/completions", "hastenErasure", for: .anyone, gives: .noContent,
            "Lets the time of an erasure pass, and what it waits for.", DemoRoutes.hasten),
    ]

    static let service: [Route] = [
        .get(
            "/healthz", "health", for: .anyone, gives: .ok(HealthBody.self), "Whether the process is alive.",
            OperationsRoutes.health),
        .get(
            "/readyz", "readiness", for: .anyone, gives: .ok(ReadinessBody.self),
            "Whether database, migrations, rubrics and store are ready.", OperationsRoutes.readiness),
        .get(
            "/metrics", "metrics", for: .anyone, gives: .other("text/plain"),
            "Counts in the Prometheus text format; loopback only.", OperationsRoutes.metrics),
        .get(
            "/openapi.json", "openAPI", for: .anyone, gives: .other("application/json"), "This document.",
            OperationsRoutes.openAPI),
    ]

    static let people: [Route] = [
        .post(
            "/api/people", "register", for: .anyone, takes: .json(RegistrationBody.self),
            gives: .created(PersonBody.self), "Registers a person.", PeopleRoutes.register),
        .get(
            "/api/people/me", "showMe", for: .person, gives: .ok(PersonBody.self), "Who I am, and my roles.",
            PeopleRoutes.me),
        .post(
            "/api/sessions", "signIn", for: .anyone, takes: .json(SignInBody.self),
            gives: .created(NewSessionBody.self), problems: [.unauthorized], handsOutSecret: true, "Signs in.",
            SessionRoutes.signIn),
        .list(
            "/api/sessions", "listSessions", for: .person, of: SessionBody.self, "Where I am signed in.",
            SessionRoutes.list),
        .delete("/api/sessions/{id}", "endSession", for: .person, "Signs one device out.", SessionRoutes.end),
        .delete("/api/sessions", "endAllSessions", for: .person, "Signs every device out.", SessionRoutes.endAll),
    ]

    static let institutions: [Route] = [
        .list(
            "/api/institutions", "listInstitutions", for: .anyone, of: InstitutionBody.self,
            "Which institutions there are.", InstitutionRoutes.list),
        .get(
            "/api/institutions/{id}", "showInstitution", for: .anyone, gives: .ok(InstitutionBody.self),
            "One institution.", InstitutionRoutes.show),
        .post(
            "/api/institutions", "addInstitution", for: .operator, takes: .json(NewInstitutionBody.self),
            gives: .created(InstitutionBody.self), "Adds an institution and invites its administrator.",
            InstitutionRoutes.create),
        .put(
            "/api/institutions/{id}/policy", "followPolicy", for: .staff(.administer),
            takes: .json(InstitutionPolicyBody.self), gives: .ok(InstitutionBody.self),
            "Moves an institution to another policy; portfolios keep theirs.", InstitutionRoutes.follow),
        .post(
            "/api/institutions/{id}/invitations", "invite", for: .staff(.administer),
            takes: .json(NewInvitationBody.self), gives: .created(InvitationBody.self), "Invites someone to a role.",
            InvitationRoutes.create),
        .list(
            "/api/institutions/{id}/invitations", "listInvitations", for: .staff(.administer), of: InvitationBody.self,
            "Who was invited.", InvitationRoutes.list),
        .delete(
            "/api/invitations/{id}", "withdrawInvitation", for: .staff(.administer), "Takes an open invitation back.",
            InvitationRoutes.withdraw),
        .post(
            "/api/memberships", "acceptInvitation", for: .person, takes: .json(AcceptanceBody.self),
            gives: .created(MembershipBody.self), "Accepts an invitation.", MembershipRoutes.accept),
        .list(
            "/api/institutions/{id}/memberships", "listMemberships", for: .person, of: MembershipBody.self,
            "Who works there.", MembershipRoutes.list),
        .delete(
            "/api/memberships/{id}", "endMembership", for: .staff(.administer), "Ends a role.", MembershipRoutes.end),
    ]
}

extension Routes {
    /// What is mounted under these settings: the demo's mailbox only in the demo.
    static func mounted(_ settings: Settings) -> [Route] {
        settings.isDemo ? all + demo : all
    }
}
