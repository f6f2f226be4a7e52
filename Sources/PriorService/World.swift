import Assessment
import Foundation
import Seal

/// The three things that make one run differ from another, passed in so that tests can hold them still.
struct World: Sendable {
    /// What time it is.
    var now: @Sendable () -> Date = { Date() }
    /// Bytes nobody can foretell.
    var randomBytes: @Sendable (_ count: Int) -> [UInt8] = { RandomBytes.next($0) }

    /// A new identity, made now.
    func id<Subject>(_ subject: Subject.Type = Subject.self, at moment: Date) -> ID<Subject> {
        ID(.version7(at: moment, random: randomBytes(10)))
    }
}
