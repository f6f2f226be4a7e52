-- Whoever was sent a credit hears that its learner was erased (GDPR Article 19), by an entry of a kind of its own. Until now it was a
-- `corrected` entry without `replaces`, with the credit as it was when it was granted, and who had only been sent a correction
-- was not told.
alter table feed_entry
    drop constraint feed_entry_kind_known,
    add constraint feed_entry_kind_known
        check (kind in ('granted', 'suspended', 'reinstated', 'revoked', 'corrected', 'erased'));

-- An entry without the learner's name, also where the conditions of the credit say it.
create function erased_entry(entry text, name text) returns text immutable language plpgsql as $$
declare
    conditions text := substring(entry from '"conditions": ?"(?:\\.|[^"\\])*"');
    written text := to_json(name)::text;
begin
    if conditions is not null and name <> '' then
        entry := replace(entry, conditions, replace(conditions, substr(written, 2, length(written) - 2), '(erased)'));
    end if;
    return erased_entry(entry);
end
$$;
update personal_column set becomes = 'erased_entry(t.entry, $3)' where relation = 'feed_entry' and name = 'entry';

-- A moment as bodies have it.
create function wire_moment(moment timestamptz) returns text immutable language sql as $$
    select to_char(moment at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$$;

-- One entry for each credit in each feed that holds anything of it: the last one without the name, with the credit as it stands.
-- Of what took a credit's place its receivers have an entry of the other credit only.
create function tell_of_erasure(learner uuid, name text, moment timestamptz) returns void language plpgsql as $$
declare
    part record;
begin
    for part in
        select distinct on (e.institution_id, e.credit_id) e.institution_id, e.credit_id, gen_random_uuid() as id,
            erased_entry(e.entry, name)::jsonb -> 'credit' as credit, k.revoked_at is null and k.replaced_at is not null as gone,
            k.replaced_at
        from feed_entry e join credit k on k.id = e.credit_id
        where k.learner_id = learner order by e.institution_id, e.credit_id, e.position desc
    loop
        perform feed_append(part.institution_id, part.id, 'erased', part.credit_id, moment, jsonb_build_object(
            'id', part.id, 'kind', 'erased', 'at', wire_moment(moment), 'credit', part.credit
                || case when part.gone then jsonb_build_object('state', 'replaced', 'replacedAt', wire_moment(part.replaced_at))
                    else '{}' end)::text);
    end loop;
end
$$;
revoke all on function tell_of_erasure(uuid, text, timestamptz) from public;

-- As before, but for who is told.
create or replace function erase_learner(which uuid, moment timestamptz) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    asked erasure;
    scope personal_scope;
    own bytea[];
    -- It lives in this variable only.
    salt bytea := decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex');
    part record;
    used portfolio_usage;
begin
    select * into asked from erasure where id = which for update;
    if asked.id is null or asked.withdrawn_at is not null or asked.erased_at is not null or asked.due_at > moment
        or (asked.institution_id is not null and asked.confirmed_at is null)
        or exists (select from legal_hold where learner_id = asked.learner_id and lifted_at is null)
    then
        raise exception 'erasure % is not to be done', which using errcode = 'insufficient_privilege';
    end if;
    perform from person where id = asked.learner_id for update;
    perform from portfolio where learner_id = asked.learner_id order by id for update;
    perform set_config('prior.erasing', asked.learner_id::text, true);
    scope := personal_scope(asked.learner_id);
    own := personal_own_files(scope);
    insert into erasure_object (erasure_id, digest)
        select which, d from unnest(own || array(
            select p.preview_digest from evidence_preview p where p.digest = any(own))) as d on conflict do nothing;
    insert into evidence_tombstone (evidence_id, media_type, size, salt, salted_digest, because, deleted_at)
        select f.evidence_id, f.accepted_type, f.size, null, salted(salt, f.digest), 'erasure', moment
        from evidence_file f join evidence e on e.id = f.evidence_id where e.portfolio_id = any(scope.portfolios)
        on conflict do nothing;
    perform tell_of_erasure(asked.learner_id, scope.name, moment);
    for part in
        select r.relation, r.of_learner as rows, r.is_deleted, (
            select string_agg(format('%I = %s', c.name, c.becomes), ', ') from personal_column c
            where c.relation = r.relation and c.becomes is not null) as changes
        from personal_relation r where r.of_learner is not null order by r.place
    loop
        if part.is_deleted then
            execute format('delete from %I t where %s', part.relation, part.rows)
                using scope.learner, scope.email, scope.name, scope.portfolios, scope.submissions, scope.ids, salt, own;
        elsif part.changes is not null then
            execute format('update %I t set %s where %s', part.relation, part.changes, part.rows)
                using scope.learner, scope.email, scope.name, scope.portfolios, scope.submissions, scope.ids, salt, own;
        end if;
    end loop;
    for used in
        select * from portfolio_usage where portfolio_id = any(scope.portfolios) order by portfolio_id for update
    loop
        update institution_usage set kept_bytes = kept_bytes - used.kept_bytes, kept_items = kept_items - used.kept_items,
            reserved_bytes = reserved_bytes - used.reserved_bytes, reserved_items = reserved_items - used.reserved_items
        where institution_id = used.institution_id;
        update portfolio_usage set kept_bytes = 0, kept_items = 0, reserved_bytes = 0, reserved_items = 0
        where portfolio_id = used.portfolio_id;
    end loop;
    update erasure set erased_at = moment where id = which;
    perform set_config('prior.erasing', '', true);
    for part in
        select '00000000-0000-0000-0000-000000000000'::uuid as chain, 'person' as kind, asked.learner_id as id
        union all select institution_id, 'portfolio', id from portfolio where id = any(scope.portfolios)
        order by 1, 3
    loop
        perform event_append(part.chain, gen_random_uuid(), moment, 'service', null, part.kind || '.erased', part.kind,
            part.id, null, 'erased', null, null);
    end loop;
end
$$;

-- As before, and an erasure is told to every webhook, whatever it asked for: what it was sent holds the name.
create or replace function owe_webhooks() returns trigger language plpgsql as $$
begin
    insert into webhook_delivery (
        id, webhook_id, institution_id, position, learner_id, state, next_attempt_at, owed_at)
    select gen_random_uuid(), w.id, e.institution_id, e.position, k.learner_id, 'waiting', e.at, e.at
    from made e join webhook w on w.institution_id = e.institution_id and w.state = 'active'
        join credit k on k.id = e.credit_id
    where w.kinds = '{}' or e.kind = any(w.kinds) or e.kind = 'erased';
    return null;
end
$$;
