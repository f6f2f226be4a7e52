/// An immutable snapshot of a portfolio, handed in. Identified by `ID<Submission>`.
public enum Submission {}
