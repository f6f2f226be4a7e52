import Assessment
import Foundation
import Rubrics

/// What units add up to, for anyone to read.
enum QualificationRoutes {
    static func list(_ call: Call) async throws -> Answer {
        let (region, unit) = (try call.query("region"), try call.query("unit"))
        let all = call.resources.rubrics.qualifications
        return try RubricsRoutes.list(call, all) { qualification in
            guard region.map({ qualification.region.localizedCaseInsensitiveContains($0) }) ?? true else {
                return false
            }
            guard let unit else { return true }
            return qualification.units(with: all.mapValues(\.value)).contains { $0.id == unit }
        } body: { document in
            QualificationSummaryBody(document)
        }
    }

    static func show(_ call: Call) async throws -> Answer {
        try RubricsRoutes.show(call, call.resources.rubrics.qualifications, "qualification")
    }
}
