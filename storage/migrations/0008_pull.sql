-- How credit leaves: a learner's consent, an institution's machine, its feed, and what it answered.

create table consent (
    id uuid primary key,
    learner_id uuid not null references person,
    receiver_id uuid not null references institution,
    given_at timestamptz not null,
    withdrawn_at timestamptz
);
create unique index consent_once on consent (learner_id, receiver_id) where withdrawn_at is null;

create table client (
    id uuid primary key,
    institution_id uuid not null references institution,
    name text not null,
    secret_digest bytea not null,
    scopes text[] not null,
    created_by uuid not null references person,
    created_at timestamptz not null,
    revoked_at timestamptz
);
create index client_institution on client (institution_id);

create table client_token (
    token_digest bytea primary key,
    client_id uuid not null references client,
    scopes text[] not null,
    issued_at timestamptz not null,
    expires_at timestamptz not null
);

-- One gap-free sequence per receiving institution, numbered in commit order: the feed's row is held from the append to the
-- end of the transaction, and a transaction that fails gives its number back.
create table feed (
    institution_id uuid primary key references institution,
    last_position bigint not null
);

create table feed_entry (
    institution_id uuid not null references institution,
    position bigint not null,
    id uuid not null constraint feed_entry_id_once unique,
    kind text not null constraint feed_entry_kind_known check (kind in ('granted', 'revoked', 'corrected')),
    credit_id uuid not null references credit,
    at timestamptz not null,
    -- The entry as it is sent, written once: it is streamed untouched.
    entry text not null,
    primary key (institution_id, position)
);
create index feed_entry_credit on feed_entry (credit_id);
-- An institution is told of a credit once, whether it posted it or was given consent before or after.
create unique index feed_entry_granted_once on feed_entry (institution_id, credit_id) where kind = 'granted';

-- Appends one entry: `body` is a JSON object without white space before its first member, and its position is put in front.
-- It holds the feed's row until the transaction ends: call it late, and for several receivers in the order of their ids.
create function feed_append(receiver uuid, entry_id uuid, what text, credit uuid, happened_at timestamptz, body text)
returns bigint language plpgsql as $$
declare
    place bigint;
begin
    insert into feed (institution_id, last_position) values (receiver, 1)
        on conflict (institution_id) do update set last_position = feed.last_position + 1
        returning last_position into place;
    insert into feed_entry (institution_id, position, id, kind, credit_id, at, entry)
        values (receiver, place, entry_id, what, credit, happened_at, '{"position":' || place || ',' || substr(body, 2));
    return place;
end
$$;

create table receipt (
    id uuid primary key,
    institution_id uuid not null references institution,
    credit_id uuid not null references credit,
    number integer not null,
    verdict text not null constraint receipt_verdict_known check (verdict in ('accepted', 'partly', 'refused')),
    credits numeric,
    course_code text,
    reason text not null default '',
    answered_by uuid not null references client,
    answered_at timestamptz not null,
    constraint receipt_number_once unique (institution_id, credit_id, number)
);
create trigger receipt_immutable before update or delete on receipt
    for each row execute function decided_is_immutable();
