-- Witnesses: asked by mail or by a code handed over, sure of their words before they sign, free to take them back after.

alter table testimonial_request
    -- Null where nobody but the learner knows how to reach the witness: the link is handed over.
    alter column witness_email drop not null,
    -- Null until there is a link: one that is handed over is made when it is.
    alter column token_digest drop not null,
    -- How the newest link went out; the learner sees one that is handed over.
    add column link_via text not null default 'mail'
        constraint testimonial_request_via_known check (link_via in ('mail', 'hand')),
    add column handed_over_at timestamptz,
    -- When the service itself reminds the witness; null where it will not.
    add column next_reminder_at timestamptz,
    add column reminders integer not null default 0,
    -- When the learner was told that the link ran out.
    add column expiry_told_at timestamptz;
create index testimonial_request_reminder on testimonial_request (next_reminder_at)
    where answered_at is null and declined_at is null and withdrawn_at is null;
create index testimonial_request_expiry on testimonial_request (expires_at)
    where answered_at is null and declined_at is null and withdrawn_at is null and expiry_told_at is null;

-- Links that work beside the newest: those in reminders, so that a reminder does not shut the form that a witness has
-- open, and those that a code was exchanged for.
create table testimonial_link (
    token_digest bytea primary key,
    request_id uuid not null references testimonial_request,
    via text not null constraint testimonial_link_via_known check (via in ('mail', 'hand')),
    made_at timestamptz not null
);
create index testimonial_link_request on testimonial_link (request_id);

-- The code of a request, exchanged once for a link. What it is found by is no secret; the rest is kept as a slow hash.
create table handed_code (
    locator text primary key constraint handed_code_locator_shape check (locator ~ '^[0-9]{6}$'),
    request_id uuid not null constraint handed_code_once_per_request unique references testimonial_request,
    secret_hash text not null,
    made_at timestamptz not null,
    expires_at timestamptz not null,
    -- Tries that were begun; counted before the secret is looked at.
    tries integer not null default 0,
    used_at timestamptz
);

-- A mail address that the witness says is theirs, and whether a code that was mailed to it came back.
create table witness_contact (
    request_id uuid primary key references testimonial_request,
    email text not null,
    -- Null once it was used.
    code_hash text,
    code_expires_at timestamptz not null,
    tries integer not null default 0,
    codes_sent integer not null default 1,
    code_sent_at timestamptz not null,
    confirmed_at timestamptz
);

-- What a witness has written and not signed. Nobody else reads it.
create table testimonial_draft (
    request_id uuid primary key references testimonial_request,
    version integer not null,
    body jsonb not null,
    saved_at timestamptz not null
);

-- What a witness has recorded and not signed; it becomes the testimonial's file. The columns are those of evidence_file.
create table testimonial_recording (
    request_id uuid primary key references testimonial_request,
    digest bytea not null constraint testimonial_recording_object references evidence_object,
    size bigint not null constraint testimonial_recording_not_empty check (size > 0),
    file_name text not null,
    declared_type text,
    detected_type text not null,
    encoding text,
    libmagic_version text not null,
    libmagic_database text,
    accepted_type text not null,
    accepted_rule text not null,
    quarantined_by text,
    recorded_at timestamptz not null
);
create index testimonial_recording_digest on testimonial_recording (digest);

alter table testimonial
    add column language text not null default 'en',
    -- Whether the learner handed the link over, and so may have seen it.
    add column handed_over boolean not null default false,
    -- How many questions were put.
    add column questions integer not null default 0,
    -- Which contact was found to be the witness's own, when, and how.
    add column confirmed_contact text,
    add column contact_confirmed_at timestamptz,
    add column contact_confirmed_by text constraint testimonial_confirmed_by_known check (
        contact_confirmed_by in ('mailedLink', 'mailedCode', 'call')),
    -- When the person behind the contact said that they did not give it.
    add column contact_denied_at timestamptz,
    add column withdrawn_at timestamptz,
    add column withdrawal_reason text,
    add constraint testimonial_confirmed_whole check (
        (contact_confirmed_at is null) = (contact_confirmed_by is null)
        and (contact_confirmed_at is null) = (confirmed_contact is null)),
    add constraint testimonial_withdrawn_whole check ((withdrawn_at is null) = (withdrawal_reason is null));

-- Those that were given before: their link went by mail, and nobody else had seen it.
update testimonial t set confirmed_contact = r.witness_email, contact_confirmed_at = t.signed_at,
    contact_confirmed_by = 'mailedLink', questions = jsonb_array_length(t.answers)
from testimonial_request r where r.id = t.request_id;

-- Somebody of the institution called the witness.
create table contact_check (
    id uuid primary key,
    institution_id uuid not null references institution,
    evidence_id uuid not null references testimonial,
    outcome text not null constraint contact_check_outcome_known check (
        outcome in ('confirmed', 'notReached', 'denied')),
    note text not null default '',
    checked_by uuid not null references person,
    checked_at timestamptz not null
);
create index contact_check_evidence on contact_check (evidence_id, checked_at);

grant select, insert, update, delete on testimonial_link, handed_code, witness_contact, testimonial_draft,
    testimonial_recording, contact_check to prior_service;
