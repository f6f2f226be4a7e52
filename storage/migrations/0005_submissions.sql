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
