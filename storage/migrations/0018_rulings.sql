-- Rulings with a reason for each answer; what the policy found when a portfolio was handed in; answers to the reasons of a
-- return; originals of papers that were seen; statements of currency.

alter table ruling
    add column valid_reason text not null default '',
    add column sufficient_reason text not null default '',
    add column authentic_reason text not null default '',
    add column current_reason text not null default '',
    -- Why an earlier ruling on the same item is revised.
    add column revision_reason text,
    add column ruled_by uuid references person,
    -- SHA-256 of the item with its links to the claim, as canonical JSON, as they stand in the submission's manifest. Rulings
    -- made before this was kept have none.
    add column item_digest bytea constraint ruling_item_digest_is_sha256 check (octet_length(item_digest) = 32);

alter table ruling disable trigger ruling_immutable;
update ruling r
set valid_reason = case when valid <> 'yes' then reason else '' end,
    sufficient_reason = case when sufficient <> 'yes' then reason else '' end,
    authentic_reason = case when authentic <> 'yes' then reason else '' end,
    current_reason = case when current <> 'yes' then reason else '' end,
    revision_reason = case when revision > 1 then 'No reason was asked for when this was revised.' end,
    ruled_by = (select a.assessor_id from assignment a where a.id = r.assignment_id);
alter table ruling enable trigger ruling_immutable;

alter table ruling
    drop column reason,
    alter column ruled_by set not null,
    add constraint ruling_doubted_with_reason check (
        (valid = 'yes' or valid_reason <> '') and (sufficient = 'yes' or sufficient_reason <> '')
        and (authentic = 'yes' or authentic_reason <> '') and (current = 'yes' or current_reason <> '')),
    add constraint ruling_revised_with_reason check ((revision > 1) = (revision_reason is not null));

-- What the portfolio's policy found of a submission when it was made: what its assessors see while they rule.
create table submission_sufficiency (
    submission_id uuid primary key references submission,
    institution_id uuid not null references institution,
    -- The day it was worked out for, in the policy's calendar.
    day date not null,
    -- {"day": …, "claims": [{"claim": …, "unit": …, "items": […], "findings": […]}], "findings": […]}
    findings jsonb not null
);
create trigger submission_sufficiency_immutable before update or delete on submission_sufficiency
    for each row execute function decided_is_immutable();

-- What a learner says to one reason of a return, until the portfolio is handed in again; the manifest keeps it then.
create table return_answer (
    submission_id uuid not null references return_for_completion,
    -- Which of the reasons, counted from 1.
    reason integer not null constraint return_answer_reason_positive check (reason > 0),
    institution_id uuid not null references institution,
    says text not null default '',
    evidence_ids uuid[] not null default '{}',
    answered_by uuid not null references person,
    answered_at timestamptz not null,
    primary key (submission_id, reason),
    constraint return_answer_not_empty check (says <> '' or cardinality(evidence_ids) > 0)
);

-- Somebody of the institution held the paper in their hands of which an item is a picture.
create table original_sighting (
    id uuid primary key,
    institution_id uuid not null references institution,
    evidence_id uuid not null references evidence,
    -- The original itself, or a copy that an authority certified.
    seen text not null constraint original_sighting_seen_known check (seen in ('original', 'certifiedCopy')),
    certified_by text not null default '',
    seen_on date not null,
    place text not null,
    note text not null default '',
    seen_by uuid not null references person,
    recorded_at timestamptz not null,
    withdrawn_at timestamptz,
    withdrawn_by uuid references person,
    withdrawn_why text,
    constraint original_sighting_copy_names_authority check ((seen = 'certifiedCopy') = (certified_by <> '')),
    constraint original_sighting_withdrawn_whole check (
        (withdrawn_at is null) = (withdrawn_by is null) and (withdrawn_at is null) = (withdrawn_why is null))
);
create index original_sighting_evidence on original_sighting (evidence_id, recorded_at);

-- How a learner kept up a skill since an old item, and which newer items show it.
create table currency_statement (
    evidence_id uuid primary key references evidence,
    institution_id uuid not null references institution,
    says text not null constraint currency_statement_says_something check (says <> ''),
    evidence_ids uuid[] not null constraint currency_statement_names_newer check (cardinality(evidence_ids) > 0),
    made_by uuid not null references person,
    made_at timestamptz not null
);

grant select, insert on submission_sufficiency to prior_service;
grant select, insert, update, delete on return_answer, original_sighting, currency_statement to prior_service;
