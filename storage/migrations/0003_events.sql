-- The event log: who, when, what, from, to, why. Written in the transaction of the change it tells of, chained by hash
-- per institution (the zero id is the chain of the service itself), and never changed: no grant, and a trigger besides.
--
-- The reason given (`why`) can hold personal data, so that the chain covers only its salted digest: the text can be
-- erased and the chain still verifies.

create table event_chain (
    chain_id uuid primary key,
    last_position bigint not null,
    last_hash bytea not null
);

create table event (
    chain_id uuid not null,
    position bigint not null,
    id uuid not null constraint event_id_once unique,
    at timestamptz not null,
    actor_kind text not null constraint event_actor_known check (actor_kind in ('person', 'client', 'witness', 'operator', 'service')),
    actor_id uuid,
    kind text not null,
    subject_kind text not null,
    subject_id uuid not null,
    from_state text,
    to_state text,
    why_digest bytea,
    previous_hash bytea not null,
    hash bytea not null,
    primary key (chain_id, position)
);
create index event_subject on event (subject_kind, subject_id);

create table event_why (
    event_id uuid primary key references event (id),
    salt bytea not null,
    why text not null
);

create function event_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'the event log is append-only' using errcode = 'insufficient_privilege';
end
$$;
create trigger event_append_only before update or delete or truncate on event
    for each statement execute function event_is_append_only();

-- One field of the hashed form: its length in bytes, a colon, the bytes; null is `-`. No value can imitate another.
create function event_field(value text) returns text immutable language sql as $$
    select case when value is null then '-' else octet_length(convert_to(value, 'UTF8')) || ':' || value end
$$;

-- The form over which an event's hash is taken. `prior audit verify` builds the same bytes in Swift.
create function event_form(e event) returns bytea immutable language sql as $$
    select convert_to(
        event_field(e.chain_id::text) || event_field(e.position::text) || event_field(e.id::text)
        || event_field((extract(epoch from e.at) * 1000000)::bigint::text)
        || event_field(e.actor_kind) || event_field(e.actor_id::text)
        || event_field(e.kind) || event_field(e.subject_kind) || event_field(e.subject_id::text)
        || event_field(e.from_state) || event_field(e.to_state)
        || event_field(encode(e.why_digest, 'hex')) || event_field(encode(e.previous_hash, 'hex')), 'UTF8')
$$;

-- Appends one event to its chain. It holds the chain's row until the transaction ends, which is what makes positions
-- gap-free and in commit order: call it last, just before commit.
create function event_append(
    chain uuid, event_id uuid, happened_at timestamptz, by_kind text, by_id uuid, what text, of_kind text, of_id uuid,
    was text, became text, why_text text, why_salt bytea
) returns bigint language plpgsql as $$
declare
    link event_chain;
    entry event;
begin
    insert into event_chain (chain_id, last_position, last_hash) values (chain, 0, sha256(convert_to(chain::text, 'UTF8')))
        on conflict (chain_id) do nothing;
    select * into link from event_chain where chain_id = chain for update;
    entry.chain_id := chain;
    entry.position := link.last_position + 1;
    entry.id := event_id;
    entry.at := happened_at;
    entry.actor_kind := by_kind;
    entry.actor_id := by_id;
    entry.kind := what;
    entry.subject_kind := of_kind;
    entry.subject_id := of_id;
    entry.from_state := was;
    entry.to_state := became;
    entry.why_digest := case when why_text is null then null else sha256(why_salt || convert_to(why_text, 'UTF8')) end;
    entry.previous_hash := link.last_hash;
    entry.hash := sha256(event_form(entry));
    insert into event select entry.*;
    update event_chain set last_position = entry.position, last_hash = entry.hash where chain_id = chain;
    if why_text is not null then
        insert into event_why (event_id, salt, why) values (event_id, why_salt, why_text);
    end if;
    return entry.position;
end
$$;
