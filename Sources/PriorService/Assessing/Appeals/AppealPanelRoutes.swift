import Assessment
import Foundation
import HTTPTypes
import Postgres

/// Who hears an appeal, what is said before them, what each of them finds, and what they decide together.
enum AppealPanelRoutes {
    /// Calls a panel of people on whom nothing of the case has their name.
    static func call(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Appeal.self)
        let body = try call.body(AppealPanelBody.self)
        return try await call.change { change in
            let (appeal, portfolio) = try await change.connection.hold(id)
            try person.require(.recommend, at: appeal.institution, of: "appeal")
            try appeal.appeal.require(.lodged, .called)
            try await change.requirePanel(body, of: appeal, portfolio)
            try await change.connection.callPanel(
                body.members, chair: body.chair, of: id, by: person.id, at: call.now)
            let until = appeal.decideBy.map { CalendarDate($0.addingTimeInterval(-1)) } ?? CalendarDate(call.now)
            for member in body.members.sorted() where appeal.member(member) == nil {
                try await change.notify(member, .panelCalled, of: id, at: appeal.institution, until: until)
            }
            change.record(
                "appeal.panelCalled", of: id, at: appeal.institution, from: appeal.appeal.state.rawValue, to: "called")
            return try await change.answer(id, for: .staff, status: .ok)
        }
    }

    /// A member sits, or stands down; who has come to touch the case since the call cannot sit.
    static func answer(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Appeal.self)
        let isIndependent = try call.body(PanelAnswerBody.self).independent
        return try await call.change { change in
            let (appeal, portfolio) = try await change.connection.hold(id)
            guard appeal.member(person.id) != nil else { throw Problem.notFound("appeal") }
            try appeal.appeal.require(.called, .heard)
            guard isIndependent else {
                try await change.connection.execute(
                    "delete from appeal_panelist where appeal_id = \(id) and person_id = \(person.id)")
                change.record("appeal.panelistStoodDown", of: id, at: appeal.institution)
                try await change.notify(every: .coordinator, .workWaiting, of: id, at: appeal.institution)
                return .noContent
            }
            try await change.requireUntouched([person.id], by: appeal, portfolio)
            try await change.connection.execute(
                """
                update appeal_panelist set seated_at = coalesce(seated_at, \(call.now))
                where appeal_id = \(id) and person_id = \(person.id)
                """)
            change.record("appeal.panelistSeated", of: id, at: appeal.institution)
            return .noContent
        }
    }

    static func state(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Appeal.self)
        let says = try call.body(NewStatementBody.self).says
        return try await call.change { change in
            let (appeal, _) = try await change.connection.hold(id)
            let sight = try await change.connection.sight(of: appeal, for: person)
            let side = try appeal.side(of: person, as: sight)
            try appeal.appeal.require(.lodged, .called, .heard)
            let body = AppealStatementBody(id: call.newID(), side: side, says: says, madeAt: call.now)
            try await change.connection.execute(
                """
                insert into appeal_statement (id, appeal_id, side, says, made_by, made_at)
                values (\(body.id), \(id), \(side.rawValue), \(says), \(person.id), \(call.now))
                """)
            change.record("appeal.statementMade", of: id, at: appeal.institution, to: side.rawValue)
            if side == .panel {
                let until = appeal.decideBy.map { CalendarDate($0.addingTimeInterval(-1)) } ?? CalendarDate(call.now)
                try await change.notify(
                    appeal.learner, .appealStatementAsked, of: id, at: appeal.institution, until: until)
            }
            return try .created(body, at: "/api/appeals/\(id)")
        }
    }

    static func opine(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Appeal.self)
        let body = try call.body(OpinionBody.self)
        return try await call.change { change in
            let (appeal, _) = try await change.connection.hold(id)
            guard let member = appeal.member(person.id) else { throw Problem.notFound("appeal") }
            guard member.verdict == nil else { throw Problem.alreadyOpined }
            try appeal.appeal.require(.heard)
            try await change.connection.execute(
                """
                insert into appeal_opinion (appeal_id, person_id, verdict, reasons, given_at)
                values (\(id), \(person.id), \(body.verdict), \(body.reasons), \(call.now))
                """)
            change.record("appeal.opinionGiven", of: id, at: appeal.institution)
            let isLast = appeal.panel.filter { $0.verdict == nil }.count == 1
            if isLast, let chair = appeal.panel.first(where: \.isChair) {
                try await change.notify(chair.person, .panelComplete, of: id, at: appeal.institution)
            }
            return .noContent
        }
    }

    static func decide(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Appeal.self)
        let body = try call.body(NewOutcomeBody.self)
        return try await call.change { change in
            let (appeal, portfolio) = try await change.connection.hold(id)
            guard let member = appeal.member(person.id) else { throw Problem.notFound("appeal") }
            guard member.isChair else { throw Problem.forbidden("The chair of the panel writes its outcome.") }
            try appeal.appeal.require(.opined)
            try await change.decide(appeal, body, of: portfolio, by: person.id)
            return try await change.answer(id, for: .panel, status: .created)
        }
    }

    /// What the panel decides by.
    static func file(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Appeal.self)
        return try await call.resources.database.withConnection { connection in
            guard let appeal = try await connection.appeal(id) else { throw Problem.notFound("appeal") }
            let sight = try await connection.sight(of: appeal, for: person)
            guard sight == .staff || appeal.member(person.id)?.seatedAt != nil else {
                throw Problem.forbidden("The file is opened to members of the panel who sit, and to staff.")
            }
            return try .ok(try await connection.file(of: appeal, for: sight, call.resources))
        }
    }
}

extension AppealRecord {
    /// Whose words somebody's are.
    fileprivate func side(of person: Caller.SignedIn, as sight: AppealSight) throws -> AppealStatementBody.Side {
        switch sight {
        case .learner, .adviser: return .learner
        case .panel:
            guard member(person.id)?.seatedAt != nil else {
                throw Problem.forbidden("Say first that you had nothing to do with the case.")
            }
            return .panel
        case .staff:
            guard person.holds(.recommend, at: institution) || person.holds(.decide, at: institution) else {
                throw Problem.forbidden("Its coordinator or registrar speaks for the institution.")
            }
            return .institution
        }
    }
}
