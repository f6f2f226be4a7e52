/// A posted grant in the learner's record. Identified by `ID<Credit>`.
public enum Credit {}

/// A learner's word that an institution may have their credits. Identified by `ID<Consent>`.
public enum Consent {}

/// One line of an institution's credit feed. Identified by `ID<FeedEntry>`.
public enum FeedEntry {}
