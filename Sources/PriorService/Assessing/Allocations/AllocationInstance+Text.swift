import Allocation
import Foundation

extension AllocationInstance {
    /// The instance in the JSON of `docs/allocation.md`, the same bytes for the same instance: what `prior allocation solve` and
    /// `check` read, and what a run's fingerprint is of.
    var text: String {
        var json = JSONWriter(capacity: 4096 + submissions.count * assessors.count * 60)
        json.object { json in
            json.array("objective") { json in for aim in aims { json.string(aim.rawValue) } }
            json.field("floors", floors)
            json.field("seed", Int(seed))
            json.array("assessors") { json in
                for assessor in assessors {
                    json.object { json in
                        json.field("id", assessor.id)
                        json.field("capacity", assessor.capacity)
                        json.field("load", assessor.load)
                    }
                }
            }
            json.array("submissions") { json in for submission in submissions { write(submission, to: &json) } }
        }
        return String(decoding: json.bytes, as: UTF8.self)
    }

    private func write(_ submission: Submission, to json: inout JSONWriter) {
        func id(_ place: Int32) -> String { assessors[Int(place)].id }
        json.object { json in
            json.field("id", submission.id)
            json.field("seats", submission.seats)
            if let due = submission.due { json.field("due", due) }
            json.object("eligible") { json in
                for pair in submission.eligible {
                    json.key(named: id(pair.assessor))
                    json.number(pair.fit)
                }
            }
            for (name, marks) in [("forbidden", submission.forbidden), ("pinned", submission.pinned)] {
                json.key(named: name)
                json.object { json in
                    for mark in marks {
                        json.key(named: id(mark.assessor))
                        json.string(mark.words)
                    }
                }
            }
        }
    }
}
