-- Institutions hear of their credits: who waits at a feed is told that it went on, and webhooks are owed each entry in the
-- transaction that makes it.

-- Heard when the transaction commits, by every process of the service.
create function tell_of_feed() returns trigger language plpgsql as $$
begin
    perform pg_notify('feed', new.institution_id::text);
    return null;
end
$$;
create trigger feed_told after insert or update on feed for each row execute function tell_of_feed();

-- Where an institution's machine wants its feed's entries sent.
create table webhook (
    id uuid primary key,
    institution_id uuid not null references institution,
    client_id uuid not null references client,
    url text not null,
    -- The kinds of entries it is sent; all where none is named.
    kinds text[] not null default '{}',
    state text not null constraint webhook_state_known check (state in ('unverified', 'active', 'disabled', 'removed')),
    -- How often in a row nothing was taken, since when, and until when nothing is tried.
    failures integer not null default 0,
    failing_since timestamptz,
    retry_at timestamptz,
    created_at timestamptz not null,
    verified_at timestamptz,
    disabled_at timestamptz,
    disabled_because text,
    constraint webhook_disabled_with_reason check ((disabled_at is null) = (disabled_because is null))
);
create index webhook_institution on webhook (institution_id) where state <> 'removed';

-- What deliveries are signed with (HMAC needs the secret itself). While two overlap, both sign.
create table webhook_secret (
    webhook_id uuid not null references webhook,
    number integer not null,
    secret bytea not null,
    made_at timestamptz not null,
    ends_at timestamptz,
    primary key (webhook_id, number)
);

-- One entry owed to one webhook. Its text stays in the feed, where alone it is corrected when a learner is erased.
create table webhook_delivery (
    id uuid primary key,
    webhook_id uuid not null references webhook,
    institution_id uuid not null,
    position bigint not null,
    learner_id uuid not null references person,
    state text not null constraint webhook_delivery_state_known check (state in ('waiting', 'taken', 'dead')),
    attempts integer not null default 0,
    next_attempt_at timestamptz not null,
    -- Somebody is sending it until then; a process that died lets go of it by that.
    leased_until timestamptz,
    last_status integer,
    last_fault text,
    owed_at timestamptz not null,
    taken_at timestamptz,
    foreign key (institution_id, position) references feed_entry,
    constraint webhook_delivery_once unique (webhook_id, position)
);
create index webhook_delivery_due on webhook_delivery (webhook_id, position) where state = 'waiting';
create index webhook_delivery_order on webhook_delivery (webhook_id, learner_id, position) where state = 'waiting';

create function owe_webhooks() returns trigger language plpgsql as $$
begin
    insert into webhook_delivery (
        id, webhook_id, institution_id, position, learner_id, state, next_attempt_at, owed_at)
    select gen_random_uuid(), w.id, e.institution_id, e.position, k.learner_id, 'waiting', e.at, e.at
    from made e join webhook w on w.institution_id = e.institution_id and w.state = 'active'
        join credit k on k.id = e.credit_id
    where w.kinds = '{}' or e.kind = any(w.kinds);
    return null;
end
$$;
create trigger feed_entry_owed after insert on feed_entry referencing new table as made
    for each statement execute function owe_webhooks();

-- A machine shows a secret, or signs with a private key whose public half it gave or publishes.
alter table client
    alter column secret_digest drop not null,
    -- The secret before, until the machine has the new one.
    add column former_secret_digest bytea,
    add column former_secret_until timestamptz,
    -- A JSON Web Key Set (RFC 7517), or where it lies.
    add column keys jsonb,
    add column keys_url text,
    add constraint client_shows_one_thing check (num_nonnulls(secret_digest, keys, keys_url) = 1),
    add constraint client_former_secret_ends check (
        (former_secret_digest is null) = (former_secret_until is null)
        and (former_secret_digest is null or secret_digest is not null));

-- Assertions that were shown, until they would have expired: each is good once (RFC 7523 section 3, jti).
create table client_assertion (
    client_id uuid not null references client,
    id_digest bytea not null,
    expires_at timestamptz not null,
    primary key (client_id, id_digest)
);
create index client_assertion_age on client_assertion (expires_at);

grant select, insert, update, delete on webhook, webhook_secret, webhook_delivery, client_assertion to prior_service;

select personal('webhook', 620, 'Where institutions have entries of their feeds sent.', null, null, '* nobody keep');
select personal('webhook_secret', 621, 'What these are signed with.', null, null, '* nobody keep');
select personal('webhook_delivery', 383, 'Which entries about your credit were sent to an institution''s server.', $$
    t.learner_id = $1$$, null, '
    learner_id learner keep
    state learner keep
    owed_at learner keep
    taken_at learner keep
    institution_id learner keep
    * nobody keep');
select personal('client_assertion', 622, 'Proofs that machines showed.', null, null, '* nobody keep');
insert into personal_column (relation, name, whose, on_erasure, is_told)
select 'client', name, 'nobody', 'keep', false
from unnest(array['former_secret_digest', 'former_secret_until', 'keys', 'keys_url']) as name;
