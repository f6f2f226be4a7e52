-- An immutable snapshot of a portfolio, and what the institution says of it at the door.

create table submission (
    id uuid primary key,
    institution_id uuid not null references institution,
    portfolio_id uuid not null references portfolio,
    number integer not null,
    -- Canonical JSON (RFC 8785 order): claims, evidence with digests, links, testimonials, observations as they were.
    manifest text not null,
    manifest_digest bytea not null,
    receipt_code text not null constraint submission_receipt_once unique,
    submitted_by uuid not null references person,
    submitted_at timestamptz not null,
    constraint submission_number_once unique (portfolio_id, number)
);
create index submission_institution on submission (institution_id, submitted_at);

-- What the manifest says of each claim, so that it can be asked in SQL: the unit scored, and the items linked.
create table submission_claim (
    submission_id uuid not null references submission,
    claim_id uuid not null references claim,
    institution_id uuid not null references institution,
    unit_id text not null,
    unit_version text not null,
    unit_fingerprint text not null,
    evidence_ids uuid[] not null,
    primary key (submission_id, claim_id),
    foreign key (unit_id, unit_version) references unit (id, version)
);

create table admission (
    submission_id uuid primary key references submission,
    institution_id uuid not null references institution,
    admitted_by uuid not null references person,
    admitted_at timestamptz not null,
    note text not null default ''
);

create table return_for_completion (
    submission_id uuid primary key references submission,
    institution_id uuid not null references institution,
    returned_by uuid not null references person,
    returned_at timestamptz not null,
    -- [{"about": "claim" | "evidence" | "portfolio", "id": …, "criterion": …, "says": …}]
    reasons jsonb not null
);

create function decided_is_immutable() returns trigger language plpgsql as $$
begin
    raise exception '% is never changed: a revision is a new row', tg_table_name using errcode = 'insufficient_privilege';
end
$$;
create trigger submission_immutable before update or delete on submission
    for each row execute function decided_is_immutable();
create trigger submission_claim_immutable before update or delete on submission_claim
    for each row execute function decided_is_immutable();
create trigger admission_immutable before update or delete on admission
    for each row execute function decided_is_immutable();
create trigger return_immutable before update or delete on return_for_completion
    for each row execute function decided_is_immutable();
