/// A refusal by a rule of the subject that knows what a client is told of it. `<Rule>Error+Problem.swift` in the feature's
/// folder says so for each error of `Assessment`.
protocol RuleError: Error {
    var problem: Problem { get }
}
