/// A body that lodges portfolios, employs assessors and grants credit. Identified by `ID<Institution>`.
public enum Institution {}

/// Anyone with an account: learner, assessor, registrar … Identified by `ID<Person>`.
public enum Person {}

/// One signed-in device of a person.
public enum Session {}

/// A role of a person at an institution, dated.
public enum Membership {}

/// An offer of a role to an address.
public enum Invitation {}

/// A machine of an institution that pulls credits.
public enum Client {}

/// One line of the event log.
public enum EventEntry {}

/// What an item of evidence says in another language.
public enum Translation {}
