import Assessment
import Foundation
import HTTPTypes
import Postgres
import Rubrics

/// Questions for interviews and tests of a published unit, shown to whoever writes it and renewed without a new version.
enum QuestionSheetRoutes {
    static func show(_ call: Call) async throws -> Answer {
        let body = try await call.resources.database.withConnection { connection in
            let (unit, _) = try await call.ownUnit(.readDocuments, connection)
            let sheet = try await connection.questionSheet(of: unit.key)
            return sheet.map(QuestionSheetBody.init) ?? QuestionSheetBody(unit)
        }
        return try .ok(body).version(body.number)
    }

    static func list(_ call: Call) async throws -> Answer {
        let page = try call.page(keys: 1)
        let sheets = try await call.resources.database.withConnection { connection in
            let (unit, _) = try await call.ownUnit(.readDocuments, connection)
            return try await connection.questionSheets(of: unit.key, page)
        }
        return try call.list(sheets.map(QuestionSheetBody.init), page) { [$0.id?.description ?? ""] }
    }

    /// From now on every process draws from these.
    static func renew(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let body = try call.body(NewQuestionSheetBody.self)
        let expected = try call.expectedVersion()
        let answer = try await call.change { change in
            let (unit, institution) = try await call.ownUnit(.review, change.connection)
            // One after another, as publications are.
            try await change.connection.countRubricsOn()
            let number = try await change.connection.questionSheet(of: unit.key)?.number ?? 0
            guard number == expected else { throw Problem.versionMismatch(present: "\"\(number)\"") }
            let rubrics = call.resources.rubrics
            try Problem.requireNone(rubrics.faults(of: unit.key, asking: try body.questions.text()))
            let sheet = QuestionSheet(
                id: call.newID(), institution: institution, unit: unit.key, number: number + 1,
                questions: body.questions, reason: body.reason, writtenBy: person.id, writtenAt: call.now)
            try await change.connection.insert(sheet)
            change.record(
                "questionSheet.written", of: sheet.id, at: institution, from: "\(unit.key) sheet \(number)",
                to: "\(unit.key) sheet \(sheet.number)", why: body.reason)
            return try .ok(QuestionSheetBody(sheet)).version(sheet.number)
        }
        try await call.resources.shelf.refresh(call.resources.database)
        return answer
    }
}

extension Call {
    /// The unit of the path, for somebody who may do this at the institution that writes its versions.
    fileprivate func ownUnit(
        _ permission: Permission, _ connection: Connection
    ) async throws -> (Document<Assessment.Unit>, ID<Institution>) {
        let (person, text) = (try person(), try text("key"))
        guard let key = DocumentKey(text.removingPercentEncoding ?? text), let unit = resources.rubrics.units[key],
            [.published, .superseded].contains(unit.status)
        else { throw Problem.notFound("published unit of yours") }
        guard let steward = try await connection.steward(.unit, key.id) else {
            throw Problem.notFound("published unit of yours")
        }
        try person.require(permission, at: steward, of: "published unit of yours")
        return (unit, steward)
    }
}

extension Problem {
    /// Refuses questions with faults, and says each.
    fileprivate static func requireNone(_ faults: [Rubrics.Fault]) throws {
        guard !faults.isEmpty else { return }
        throw invalid(
            faults.map { fault in
                let place = fault.path.replacing("]", with: "").replacing("[", with: "/").replacing(".", with: "/")
                return Fault(pointer: "/\(place)", code: "fault", detail: "\(fault.says) \(fault.wouldBeRight)")
            })
    }
}
