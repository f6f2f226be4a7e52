/// How far a transaction is kept from seeing others; https://www.postgresql.org/docs/15/transaction-iso.html
public enum Isolation: String, Sendable {
    /// Each statement sees what was committed before it began.
    case readCommitted = "read committed"
    /// The whole transaction sees what was committed before its first statement.
    case repeatableRead = "repeatable read"
    /// As if transactions ran one after the other; may fail with 40001 and be worth another try.
    case serializable
}
