-- What a learner gathers: a portfolio lodged with an institution, the units claimed, the evidence, and which part of
-- which item shows which criterion.

create table portfolio (
    id uuid primary key,
    institution_id uuid not null references institution,
    learner_id uuid not null references person,
    title text not null,
    state text not null constraint portfolio_state_known check (state in (
        'draft', 'submitted', 'returned', 'admitted', 'inAssessment', 'assessed', 'recommended', 'decided', 'closed',
        'withdrawn', 'lapsed')),
    state_since timestamptz not null,
    policy_id text not null,
    policy_version text not null,
    -- Counts every change of the portfolio and of what is in it: the ETag of what two people may edit.
    version bigint not null default 1,
    created_at timestamptz not null,
    foreign key (policy_id, policy_version) references policy (id, version)
);
create index portfolio_institution on portfolio (institution_id, state, state_since);
create index portfolio_learner on portfolio (learner_id, created_at);

create table portfolio_adviser (
    portfolio_id uuid not null references portfolio,
    institution_id uuid not null references institution,
    adviser_id uuid not null references person,
    since timestamptz not null,
    until timestamptz,
    primary key (portfolio_id, adviser_id)
);
create index portfolio_adviser_person on portfolio_adviser (adviser_id);

create table claim (
    id uuid primary key,
    institution_id uuid not null references institution,
    portfolio_id uuid not null references portfolio,
    unit_id text not null,
    unit_version text not null,
    route text not null constraint claim_route_known check (route in ('rpl', 'rcc', 'creditTransfer')),
    purpose text not null constraint claim_purpose_known check (purpose in ('credit', 'access', 'award')),
    made_at timestamptz not null,
    withdrawn_at timestamptz,
    foreign key (unit_id, unit_version) references unit (id, version)
);
create unique index claim_once_per_unit on claim (portfolio_id, unit_id) where withdrawn_at is null;

create table evidence (
    id uuid primary key,
    institution_id uuid not null references institution,
    portfolio_id uuid not null references portfolio,
    kind text not null constraint evidence_kind_known check (kind in (
        'artefact', 'testimonial', 'observation', 'siteVisit', 'interview', 'challengeTest', 'priorCredential')),
    title text not null,
    description text not null default '',
    language text not null default 'en',
    produced_on date,
    added_by uuid references person,
    added_at timestamptz not null,
    removed_at timestamptz
);
create index evidence_portfolio on evidence (portfolio_id, added_at) where removed_at is null;

-- The file of an artefact. Declared, extension, detected and accepted are four separate facts.
create table evidence_file (
    evidence_id uuid primary key references evidence,
    digest bytea not null constraint evidence_file_digest_is_sha256 check (octet_length(digest) = 32),
    size bigint not null constraint evidence_file_not_empty check (size > 0),
    file_name text not null,
    declared_type text,
    detected_type text not null,
    encoding text,
    libmagic_version text not null,
    -- What it is served as, and the policy that took it.
    accepted_type text not null,
    accepted_rule text not null
);
create index evidence_file_digest on evidence_file (digest);

-- This part of this item shows this criterion, because …
create table evidence_link (
    id uuid primary key,
    institution_id uuid not null references institution,
    claim_id uuid not null references claim,
    evidence_id uuid not null references evidence,
    criterion_id text not null,
    note text not null default '',
    page integer constraint evidence_link_page_positive check (page > 0),
    time_code_seconds numeric constraint evidence_link_time_not_negative check (time_code_seconds >= 0),
    linked_by uuid references person,
    linked_at timestamptz not null,
    constraint evidence_link_once unique (claim_id, evidence_id, criterion_id)
);
create index evidence_link_evidence on evidence_link (evidence_id);

-- A witness is asked by a link of their own; the link is single use, expires, and is kept only as a digest.
create table testimonial_request (
    id uuid primary key,
    institution_id uuid not null references institution,
    portfolio_id uuid not null references portfolio,
    claim_id uuid not null references claim,
    witness_name text not null,
    witness_email text not null,
    message text not null default '',
    token_digest bytea not null constraint testimonial_request_token_once unique,
    requested_at timestamptz not null,
    expires_at timestamptz not null,
    -- How many links were mailed for it; only the last one works.
    links integer not null default 1,
    answered_at timestamptz,
    declined_at timestamptz,
    withdrawn_at timestamptz
);
create index testimonial_request_portfolio on testimonial_request (portfolio_id, requested_at);

create table testimonial (
    evidence_id uuid primary key references evidence,
    request_id uuid not null constraint testimonial_once_per_request unique references testimonial_request,
    witness_name text not null,
    witness_role text not null,
    organisation text not null,
    contact text not null,
    relationship text not null,
    first_hand boolean not null,
    related_by_family boolean not null,
    known_from date not null,
    known_until date,
    -- [{"prompt": …, "answer": …}], the prompts as they were put
    answers jsonb not null,
    signature text not null,
    signed_at timestamptz not null,
    -- What was signed, word for word: canonical JSON (RFC 8785 order), and its SHA-256.
    statement text not null,
    statement_digest bytea not null
);

create table observation (
    evidence_id uuid primary key references evidence,
    claim_id uuid not null references claim,
    observer_id uuid not null references person,
    place text not null,
    started_at timestamptz not null,
    duration_minutes integer not null constraint observation_duration_sane check (duration_minutes between 1 and 1440),
    -- [{"criterion": …, "seen": "yes" | "no" | "notSeen", "comment": …}]
    seen jsonb not null,
    observer_signature text not null,
    observer_signed_at timestamptz not null,
    learner_signature text,
    learner_signed_at timestamptz,
    -- What the observer signed, word for word: canonical JSON (RFC 8785 order), and its SHA-256.
    statement text not null,
    statement_digest bytea not null
);
