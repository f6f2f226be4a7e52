-- Observations, site visits, interviews and challenge tests: agreed on by learner and conductor, captured in a draft, reported
-- and signed. What was only an observation before becomes an encounter that nobody agreed on beforehand.

create table encounter (
    id uuid primary key,
    institution_id uuid not null references institution,
    portfolio_id uuid not null references portfolio,
    claim_id uuid not null references claim,
    kind text not null constraint encounter_kind_known check (
        kind in ('observation', 'siteVisit', 'interview', 'challengeTest')),
    conductor_id uuid not null references person,
    proposed_by uuid not null references person,
    proposed_at timestamptz not null,
    -- Whether it was agreed on; otherwise it was reported without an appointment.
    is_scheduled boolean not null,
    -- When and where it is to be; the zone as the IANA names it.
    starts_at timestamptz not null,
    time_zone text not null,
    planned_minutes integer not null constraint encounter_minutes_sane check (planned_minutes between 1 and 1440),
    place text not null,
    message text not null default '',
    -- The criteria agreed beforehand.
    criteria text[] not null,
    -- Of a test: how it is sat, and what is allowed.
    form text constraint encounter_form_known check (form in ('written', 'oral', 'performance')),
    aids text not null default '',
    -- Of an interview or test: by what its questions were drawn, and the questions as they were drawn.
    questions_per_outcome integer not null default 0,
    seed bigint,
    pool_digest bytea,
    questions jsonb not null default '[]',
    conductor_agreed_at timestamptz,
    learner_agreed_at timestamptz,
    -- Whether the learner allows sound or picture of them to be taken.
    learner_allows_recording boolean not null default false,
    started_at timestamptz,
    cancelled_at timestamptz,
    -- Why it was moved or cancelled last.
    last_reason text not null default '',
    -- What was captured so far. Its version is apart from the encounter's: whoever saves it on a bad line is not held up by
    -- the other's answer.
    draft jsonb,
    draft_version bigint not null default 0,
    draft_saved_at timestamptz,
    version bigint not null default 1,
    constraint encounter_form_of_test check ((form is not null) = (kind = 'challengeTest')),
    constraint encounter_seed_of_questions check ((seed is not null) = (kind in ('interview', 'challengeTest')))
);
create index encounter_portfolio on encounter (portfolio_id, starts_at, id);
create index encounter_conductor on encounter (conductor_id, starts_at, id);

-- What its conductor signed: one for each encounter at most, an item of evidence.
create table encounter_report (
    evidence_id uuid primary key references evidence,
    encounter_id uuid not null constraint encounter_report_once unique references encounter,
    kind text not null constraint encounter_report_kind_known check (
        kind in ('observation', 'siteVisit', 'interview', 'challengeTest')),
    claim_id uuid not null references claim,
    conductor_id uuid not null references person,
    -- {"startedAt": …, "durationMinutes": …, "place": …, "seen": […], "workplace": …, "answers": […], "outcomes": […],
    --  "invigilation": …, "notes": …}: what there is of it.
    content jsonb not null,
    conductor_signature text not null,
    conductor_signed_at timestamptz not null,
    learner_signature text,
    learner_signed_at timestamptz,
    -- On whose device the learner signed: their own, or the conductor's, with a code.
    learner_signed_on text constraint encounter_report_device_known check (learner_signed_on in ('own', 'conductors')),
    refused_at timestamptz,
    refusal_reason text,
    -- What was signed, word for word: canonical JSON (RFC 8785 order), and its SHA-256.
    statement text not null,
    statement_digest bytea not null,
    -- Whether it counts as evidence.
    counts boolean not null generated always as (
        refused_at is null and (kind = 'challengeTest' or learner_signed_at is not null)) stored,
    constraint encounter_report_countersigned_whole check (
        (learner_signed_at is null) = (learner_signature is null)
        and (learner_signed_at is null) = (learner_signed_on is null)),
    constraint encounter_report_refused_whole check (
        (refused_at is null) = (refusal_reason is null) and (refused_at is null or learner_signed_at is null))
);
create index encounter_report_conductor on encounter_report (conductor_id);

-- A recording, or the sheets of a test, until the report is signed: then it is the file of the item.
create table encounter_file (
    encounter_id uuid primary key references encounter,
    digest bytea not null constraint encounter_file_object references evidence_object,
    size bigint not null constraint encounter_file_not_empty check (size > 0),
    file_name text not null,
    declared_type text,
    detected_type text not null,
    encoding text,
    accepted_type text not null,
    accepted_rule text not null,
    libmagic_version text not null,
    libmagic_database text,
    quarantined_by text,
    added_at timestamptz not null
);
create index encounter_file_digest on encounter_file (digest);

-- With which the learner signs on the conductor's device: short, so hashed slowly, good for minutes and a few tries.
create table encounter_code (
    encounter_id uuid primary key references encounter,
    -- Null once it was used, or tried too often.
    hash text,
    expires_at timestamptz not null,
    tries_left integer not null,
    -- How many were made since `counted_from`.
    made integer not null,
    counted_from timestamptz not null
);

insert into encounter (
    id, institution_id, portfolio_id, claim_id, kind, conductor_id, proposed_by, proposed_at, is_scheduled, starts_at,
    time_zone, planned_minutes, place, criteria, started_at)
select e.id, e.institution_id, e.portfolio_id, o.claim_id, 'observation', o.observer_id, o.observer_id, e.added_at, false,
    o.started_at, 'UTC', o.duration_minutes, o.place, '{}', o.started_at
from observation o join evidence e on e.id = o.evidence_id;

insert into encounter_report (
    evidence_id, encounter_id, kind, claim_id, conductor_id, content, conductor_signature, conductor_signed_at,
    learner_signature, learner_signed_at, learner_signed_on, statement, statement_digest)
select evidence_id, evidence_id, 'observation', claim_id, observer_id,
    jsonb_build_object(
        'startedAt', to_char(started_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        'durationMinutes', duration_minutes, 'place', place, 'seen', seen),
    observer_signature, observer_signed_at, learner_signature, learner_signed_at,
    case when learner_signed_at is not null then 'own' end, statement, statement_digest
from observation;

drop table observation;

grant select, insert, update, delete on encounter, encounter_report, encounter_file, encounter_code to prior_service;
