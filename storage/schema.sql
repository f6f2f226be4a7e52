-- The sum of storage/migrations, for reading: `make goldens` writes it, nothing runs it.

CREATE TYPE public.personal_scope AS (
	learner uuid,
	email text,
	name text,
	portfolios uuid[],
	submissions uuid[],
	ids uuid[],
	digests bytea[]
);

CREATE FUNCTION public.blind_copies_wanted() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    insert into blind_copy (digest, media_type, due_at)
    select distinct on (f.digest) f.digest, f.accepted_type, new.assigned_at
    from submission s join evidence e on e.portfolio_id = s.portfolio_id join evidence_file f on f.evidence_id = e.id
    where s.id = new.submission_id and strpos(s.manifest, '"' || e.id::text || '"') > 0
        -- A text holds what is read in it and nothing else.
        and f.accepted_type not in ('text/plain', 'text/csv', 'text/markdown')
    order by f.digest
    on conflict (digest) do nothing;
    return null;
end
$$;

CREATE FUNCTION public.blind_copy_leaves_no_object() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    if is_erasing() and old.copy_digest is not null then
        insert into erasure_object (erasure_id, digest)
        select x.id, old.copy_digest from erasure x
        where x.learner_id = current_setting('prior.erasing')::uuid and x.withdrawn_at is null
        on conflict do nothing;
    end if;
    return old;
end
$$;

CREATE FUNCTION public.case_clock_is_stale() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
declare
    changed uuid;
begin
    if tg_table_name = 'portfolio' then changed := new.id;
    elsif tg_table_name = 'appeal_outcome' then
        select s.portfolio_id into changed from appeal a join submission s on s.id = a.submission_id where a.id = new.appeal_id;
    else select s.portfolio_id into changed from submission s where s.id = new.submission_id;
    end if;
    insert into case_clock (portfolio_id, institution_id) select id, institution_id from portfolio where id = changed
        on conflict (portfolio_id) do update set is_stale = true;
    return null;
end
$$;

CREATE FUNCTION public.case_touches(of_submission uuid, who uuid, this_appeal uuid) RETURNS SETOF text
    LANGUAGE plpgsql STABLE
    AS $_$
declare
    scope personal_scope;
    found uuid[];
    named boolean;
    part record;
begin
    select array[s.portfolio_id] into scope.portfolios from submission s where s.id = of_submission;
    scope.submissions := array(select id from submission where portfolio_id = any(scope.portfolios));
    scope.ids := scope.portfolios || scope.submissions;
    scope.digests := '{}';
    for part in
        select r.relation, r.of_learner as rows from personal_relation r
        where r.of_learner is not null and r.of_learner not like '%$6%' and r.of_learner not like '%$8%'
            and exists (select from personal_column c where c.relation = r.relation and c.name = 'id')
        order by r.place
    loop
        execute format('select array_agg(t.id) from %I t where %s', part.relation, part.rows) into found
            using scope.learner, scope.email, scope.name, scope.portfolios, scope.submissions;
        scope.ids := scope.ids || coalesce(found, '{}');
    end loop;
    for part in
        select r.relation, r.of_learner as rows, a.attname as attribute
        from personal_relation r
            join pg_constraint c on c.conrelid = to_regclass(r.relation) and c.contype = 'f'
                and c.confrelid = 'public.person'::regclass
            join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
        where r.of_learner is not null and r.relation not in ('appeal_panelist', 'appeal_opinion')
    loop
        execute format('select exists (select from %I t where (%s) and t.%I = $9)', part.relation, part.rows, part.attribute)
            into named
            using scope.learner, scope.email, scope.name, scope.portfolios, scope.submissions, scope.ids, ''::bytea,
                scope.digests, who;
        if named then return next part.relation; end if;
    end loop;
    if exists (select from appeal_panelist p join appeal a on a.id = p.appeal_id
        where a.submission_id = any(scope.submissions) and a.id <> this_appeal and p.person_id = who)
    then return next 'appeal_panelist'; end if;
    if exists (select from event e where e.subject_id = any(scope.ids) and e.subject_id <> this_appeal
        and e.actor_kind = 'person' and e.actor_id = who)
    then return next 'event'; end if;
    if exists (select from portfolio p join conflict_declaration d on d.learner_id = p.learner_id
        where p.id = any(scope.portfolios) and d.person_id = who and d.ended_at is null)
    then return next 'conflict_declaration'; end if;
    if exists (select from portfolio p where p.id = any(scope.portfolios) and p.learner_id = who)
    then return next 'portfolio'; end if;
    if exists (select from credit_fact f join credit k on k.id = f.credit_id join decision d on d.id = k.decision_id
        join recommendation r on r.id = d.recommendation_id
        where r.submission_id = any(scope.submissions) and f.made_by = who)
    then return next 'credit_fact'; end if;
end
$_$;

CREATE FUNCTION public.claim_outcome_is_kept() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    if not is_erasing() and (tg_op = 'UPDATE' or not exists (
        select from claim_outcome_before b where b.submission_id = old.submission_id and b.claim_id = old.claim_id
            and b.settled_at = old.settled_at and b.scorecard_id = old.scorecard_id and b.outcome = old.outcome))
    then
        raise exception 'claim_outcome is decided' using errcode = 'check_violation', constraint = 'decided_is_immutable';
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end
$$;

CREATE FUNCTION public.credit_follows_fact() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
declare
    held credit;
begin
    select * into held from credit where id = new.credit_id for update;
    if new.kind in ('granted', 'corrected') then
        if held.replaces is not distinct from new.replaces then return new; end if;
        raise exception 'credit % does not replace %', held.id, new.replaces
            using errcode = 'check_violation', constraint = 'credit_fact_follows';
    end if;
    if held.revoked_at is not null or held.replaced_at is not null
        or (new.kind = 'suspended' and held.suspended_at is not null)
        or (new.kind = 'reinstated' and held.suspended_at is null)
    then
        raise exception 'credit % cannot be %', held.id, new.kind
            using errcode = 'check_violation', constraint = 'credit_fact_follows';
    end if;
    case new.kind
        when 'suspended' then update credit set suspended_at = new.made_at where id = held.id;
        when 'reinstated' then update credit set suspended_at = null where id = held.id;
        when 'revoked' then update credit set revoked_at = new.made_at where id = held.id;
    end case;
    return new;
end
$$;

CREATE FUNCTION public.credit_is_immutable() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    if is_erasing() then return case when tg_op = 'DELETE' then old else new end; end if;
    if tg_op = 'UPDATE'
        and to_jsonb(old) - array['suspended_at', 'revoked_at', 'replaced_at']
            = to_jsonb(new) - array['suspended_at', 'revoked_at', 'replaced_at']
    then return new; end if;
    raise exception 'credit is never changed: what happens to it is a fact of its own'
        using errcode = 'insufficient_privilege';
end
$$;

CREATE FUNCTION public.credit_takes_place() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    update credit set replaced_at = new.posted_at
    where id = new.replaces and revoked_at is null and replaced_at is null;
    if not found then
        raise exception 'credit % cannot be corrected', new.replaces
            using errcode = 'check_violation', constraint = 'credit_fact_follows';
    end if;
    return new;
end
$$;

CREATE FUNCTION public.decided_is_immutable() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    if is_erasing() then return case when tg_op = 'DELETE' then old else new end; end if;
    raise exception '% is never changed: a revision is a new row', tg_table_name using errcode = 'insufficient_privilege';
end
$$;

CREATE FUNCTION public.erase_learner(which uuid, moment timestamp with time zone) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $_$
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
    -- Whoever got a credit is told by an entry of its own that the name is gone (GDPR Article 19).
    for part in
        select e.institution_id, e.credit_id, e.entry from feed_entry e join credit k on k.id = e.credit_id
        where k.learner_id = asked.learner_id and e.kind = 'granted' order by e.institution_id, e.position
    loop
        perform feed_append(part.institution_id, made.id, 'corrected', part.credit_id, moment, regexp_replace(
            regexp_replace(erased_entry(part.entry), '^\{"position":[0-9]+,"at":"[^"]*"',
                '{"at":"' || to_char(moment at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || '"'),
            '"id":"[^"]*","kind":"granted"\}$', '"id":"' || made.id || '","kind":"corrected"}'))
        from (select gen_random_uuid() as id) as made;
    end loop;
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
$_$;

CREATE FUNCTION public.erased_entry(entry text) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS $$
    select regexp_replace(entry, '("learner":\{"id":"[^"]*","name":)"(\\.|[^"\\])*"', '\1"(erased)"')
$$;

CREATE FUNCTION public.erased_manifest(manifest text, salt bytea) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS $$
    select jsonb_build_object(
        'format', m->'format', 'portfolio', m->'portfolio', 'institution', m->'institution', 'learner', m->'learner',
        'number', m->'number', 'policy', m->'policy', 'claims', m->'claims',
        'evidence', coalesce((
            select jsonb_agg(
                jsonb_build_object('id', e->'id', 'kind', e->'kind', 'title', '(erased)', 'description', '', 'language', 'und')
                || case when e->'file' is null then '{}' else jsonb_build_object('file', salted(salt,
                    jsonb_build_object('digest', e->'file'->'digest', 'size', e->'file'->'size', 'type', e->'file'->'type',
                        'name', 'erased'))) end order by n)
            from jsonb_array_elements(m->'evidence') with ordinality as item (e, n)), '[]'),
        'links', coalesce((
            select jsonb_agg(
                jsonb_build_object('claim', l->'claim', 'evidence', l->'evidence', 'criterion', l->'criterion', 'note', '')
                order by n)
            from jsonb_array_elements(m->'links') with ordinality as link (l, n)), '[]'))::text
    from (select manifest::jsonb as m) as read
$$;

CREATE FUNCTION public.event_append(chain uuid, event_id uuid, happened_at timestamp with time zone, by_kind text, by_id uuid, what text, of_kind text, of_id uuid, was text, became text, why_text text, why_salt bytea) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
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

CREATE FUNCTION public.event_field(value text) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS $$
    select case when value is null then '-' else octet_length(convert_to(value, 'UTF8')) || ':' || value end
$$;

CREATE TABLE public.event (
    chain_id uuid NOT NULL,
    "position" bigint NOT NULL,
    id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    actor_kind text NOT NULL,
    actor_id uuid,
    kind text NOT NULL,
    subject_kind text NOT NULL,
    subject_id uuid NOT NULL,
    from_state text,
    to_state text,
    why_digest bytea,
    previous_hash bytea NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT event_actor_known CHECK ((actor_kind = ANY (ARRAY['person'::text, 'client'::text, 'witness'::text, 'operator'::text, 'service'::text])))
);

CREATE FUNCTION public.event_form(e public.event) RETURNS bytea
    LANGUAGE sql IMMUTABLE
    AS $$
    select convert_to(
        event_field(e.chain_id::text) || event_field(e.position::text) || event_field(e.id::text)
        || event_field((extract(epoch from e.at) * 1000000)::bigint::text)
        || event_field(e.actor_kind) || event_field(e.actor_id::text)
        || event_field(e.kind) || event_field(e.subject_kind) || event_field(e.subject_id::text)
        || event_field(e.from_state) || event_field(e.to_state)
        || event_field(encode(e.why_digest, 'hex')) || event_field(encode(e.previous_hash, 'hex')), 'UTF8')
$$;

CREATE FUNCTION public.event_is_append_only() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    raise exception 'the event log is append-only' using errcode = 'insufficient_privilege';
end
$$;

CREATE FUNCTION public.feed_append(receiver uuid, entry_id uuid, what text, credit uuid, happened_at timestamp with time zone, body text) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
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

CREATE FUNCTION public.is_erasing() RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
    select coalesce(current_setting('prior.erasing', true), '') <> ''
        and current_user = (select pg_get_userbyid(relowner) from pg_class where oid = 'public.person'::regclass)
$$;

CREATE FUNCTION public.is_open_to_learner(of_submission uuid) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
    select exists (select from release r where r.submission_id = of_submission) or not exists (
        select from submission s join portfolio f on f.id = s.portfolio_id
            join policy p on p.id = f.policy_id and p.version = f.policy_version
        where s.id = of_submission and p.document #>> '{release,value}' = 'held')
$$;

CREATE FUNCTION public.is_released(of_decision uuid) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
    select is_open_to_learner(r.submission_id) from decision d join recommendation r on r.id = d.recommendation_id
    where d.id = of_decision
$$;

CREATE FUNCTION public.look_wanted() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    insert into evidence_look (digest, media_type, due_at)
    select new.digest, new.accepted_type, added_at from evidence where id = new.evidence_id
    on conflict (digest) do nothing;
    return null;
end
$$;

CREATE FUNCTION public.moderation_decided_is_immutable() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    if not is_erasing() and (tg_op = 'DELETE' or old.verdict is not null) then
        raise exception 'moderation % is decided', old.id using errcode = 'check_violation', constraint = 'moderation_not_after_verdict';
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end
$$;

CREATE FUNCTION public.owe_webhooks() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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

CREATE FUNCTION public.personal(of_relation text, in_place integer, in_words text, rows_of_learner text, rows_told text, lines text) RETURNS void
    LANGUAGE plpgsql
    AS $_$
declare
    line text;
    part text[];
    goes boolean := lines ~ ' delete( |$|\n)';
begin
    if to_regclass(of_relation) is null then return; end if;
    insert into personal_relation (relation, says, of_learner, told, is_deleted, place)
    values (of_relation, in_words, rows_of_learner, rows_told, goes, in_place);
    foreach line in array string_to_array(lines, E'\n') loop
        continue when trim(line) = '';
        part := regexp_match(trim(line), '^(\S+) (\S+) (\S+)( untold)?(?: = (.*))?$');
        if part is null then raise exception 'not a line of the map: %', line; end if;
        insert into personal_column (relation, name, whose, on_erasure, becomes, is_told)
        select of_relation, a.attname, part[2], part[3],
            case when part[3] in ('keep', 'delete') then null else coalesce(part[5],
                case when not a.attnotnull then 'null'
                    when a.atttypid = 'jsonb'::regtype then '''[]''::jsonb' else '''''' end) end,
            part[2] = 'learner' and part[4] is null
        from pg_attribute a
        where a.attrelid = of_relation::regclass and a.attnum > 0 and not a.attisdropped
            and (a.attname = part[1] or part[1] = '*')
        on conflict do nothing;
    end loop;
end
$_$;

CREATE FUNCTION public.personal_own_files(scope public.personal_scope) RETURNS bytea[]
    LANGUAGE plpgsql STABLE
    AS $_$
declare
    own bytea[] := scope.digests;
    shared bytea[];
    part record;
begin
    for part in
        select f.relation, f.attribute, coalesce(r.of_learner, 'false') as rows
        from personal_file f left join personal_relation r using (relation)
    loop
        execute format('select array_agg(distinct t.%1$I) from %2$I t where t.%1$I = any($9) and not coalesce((%3$s), false)',
            part.attribute, part.relation, part.rows) into shared
            using scope.learner, scope.email, scope.name, scope.portfolios, scope.submissions, scope.ids, ''::bytea,
                scope.digests, own;
        own := array(select distinct d from unnest(own) as d where not d = any(coalesce(shared, '{}')));
    end loop;
    return own;
end
$_$;

CREATE FUNCTION public.personal_rows(scope public.personal_scope, of_relation text) RETURNS SETOF json
    LANGUAGE plpgsql STABLE
    AS $$
declare
    columns text;
    part personal_relation;
begin
    select * into part from personal_relation where relation = of_relation and of_learner is not null;
    select string_agg(format('%I', a.attname), ', ' order by a.attnum) into columns
    from personal_column c join pg_attribute a on a.attrelid = of_relation::regclass and a.attname = c.name
    where c.relation = of_relation and c.is_told;
    if part.relation is null or columns is null then return; end if;
    return query execute format(
        'select to_json(x) from (select %s from %I t where (%s) and %s) x', columns, of_relation, part.of_learner,
        coalesce(part.told, 'true'))
        using scope.learner, scope.email, scope.name, scope.portfolios, scope.submissions, scope.ids, ''::bytea,
            scope.digests;
end
$$;

CREATE FUNCTION public.personal_scope(of_learner uuid) RETURNS public.personal_scope
    LANGUAGE plpgsql STABLE
    AS $_$
declare
    scope personal_scope;
    found uuid[];
    files bytea[];
    part record;
begin
    select p.id, p.email, p.name into scope.learner, scope.email, scope.name from person p where p.id = of_learner;
    scope.portfolios := array(select id from portfolio where learner_id = of_learner order by id);
    scope.submissions := array(select id from submission where portfolio_id = any(scope.portfolios) order by id);
    scope.ids := '{}';
    scope.digests := '{}';
    for part in
        select r.relation, r.of_learner as rows from personal_relation r
        where r.of_learner is not null and r.of_learner not like '%$6%' and r.of_learner not like '%$8%'
            and exists (select from personal_column c where c.relation = r.relation and c.name = 'id')
        order by r.place
    loop
        execute format('select array_agg(t.id) from %I t where %s', part.relation, part.rows) into found
            using scope.learner, scope.email, scope.name, scope.portfolios, scope.submissions;
        scope.ids := scope.ids || coalesce(found, '{}');
    end loop;
    for part in
        select c.relation, c.attribute, r.of_learner as rows from personal_file c
            join personal_relation r using (relation) where r.of_learner is not null
    loop
        execute format('select array_agg(distinct t.%I) from %I t where (%s) and t.%1$I is not null', part.attribute,
            part.relation, part.rows) into files
            using scope.learner, scope.email, scope.name, scope.portfolios, scope.submissions;
        scope.digests := scope.digests || coalesce(files, '{}');
    end loop;
    return scope;
end
$_$;

CREATE FUNCTION public.published_document_is_immutable() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    if old.published_at is not null then
        raise exception 'document % is published', old.id
            using errcode = 'check_violation', constraint = 'authored_document_not_after_publication';
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end
$$;

CREATE FUNCTION public.salted(salt bytea, digest bytea) RETURNS bytea
    LANGUAGE sql IMMUTABLE
    AS $$
    select sha256(salt || digest)
$$;

CREATE FUNCTION public.salted(salt bytea, document jsonb) RETURNS jsonb
    LANGUAGE plpgsql IMMUTABLE
    AS $_$
begin
    return case jsonb_typeof(document)
        when 'object' then coalesce((
            select jsonb_object_agg(key, case key when 'fingerprint' then value else salted(salt, value) end)
            from jsonb_each(document)), '{}')
        when 'array' then coalesce((select jsonb_agg(salted(salt, value) order by n)
            from jsonb_array_elements(document) with ordinality as item (value, n)), '[]')
        when 'string' then case when document #>> '{}' ~ '^[0-9a-f]{64}$'
            then to_jsonb(encode(salted(salt, decode(document #>> '{}', 'hex')), 'hex')) else document end
        else document
    end;
end
$_$;

CREATE FUNCTION public.score_of_submitted_is_immutable() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
declare
    card uuid := case when tg_op = 'DELETE' then old.scorecard_id else new.scorecard_id end;
begin
    if not is_erasing() and exists (
        select from scorecard where id = card and (submitted_at is not null or superseded_at is not null))
    then
        raise exception 'scorecard % is submitted', card using errcode = 'check_violation', constraint = 'score_not_after_submission';
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end
$$;

CREATE FUNCTION public.scorecard_pins_the_version() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    perform from submission_claim c join assignment a on a.submission_id = c.submission_id
    where a.id = new.assignment_id and c.claim_id = new.claim_id
        and (c.unit_version, c.unit_fingerprint) = (new.unit_version, new.rubric_fingerprint)
    for share of c;
    if not found then
        raise exception 'claim % is scored by another version', new.claim_id
            using errcode = 'check_violation', constraint = 'scorecard_pins_the_version';
    end if;
    return new;
end
$$;

CREATE FUNCTION public.scorecard_submitted_is_immutable() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    if not is_erasing() and old.submitted_at is not null
        and not (tg_op = 'UPDATE' and old.superseded_at is null
            and to_jsonb(new) - 'superseded_at' = to_jsonb(old) - 'superseded_at')
    then
        raise exception 'scorecard % is submitted', old.id using errcode = 'check_violation', constraint = 'scorecard_not_after_submission';
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end
$$;

CREATE FUNCTION public.submission_claim_follows_move() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    if is_erasing() then return case when tg_op = 'DELETE' then old else new end; end if;
    if tg_op = 'UPDATE'
        and to_jsonb(old) - array['unit_version', 'unit_fingerprint'] = to_jsonb(new) - array['unit_version', 'unit_fingerprint']
        and (new.unit_version, new.unit_fingerprint) = (
            select m.to_version, m.to_fingerprint from rubric_move m
            where m.submission_id = new.submission_id and m.claim_id = new.claim_id order by m.number desc limit 1)
    then
        return new;
    end if;
    raise exception 'submission_claim is never changed: a claim is moved' using errcode = 'insufficient_privilege';
end
$$;

CREATE FUNCTION public.tell_of_feed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    perform pg_notify('feed', new.institution_id::text);
    return null;
end
$$;

CREATE FUNCTION public.tell_of_itself() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    perform pg_notify('caller', tg_table_name || ' ' || coalesce(new.id, old.id)::text);
    return null;
end
$$;

CREATE FUNCTION public.tell_of_person() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    perform pg_notify('caller', 'person ' || coalesce(new.person_id, old.person_id)::text);
    return null;
end
$$;

CREATE FUNCTION public.unused_files(digests bytea[]) RETURNS bytea[]
    LANGUAGE plpgsql STABLE
    AS $_$
declare
    unused bytea[] := digests;
    used bytea[];
    part personal_file;
begin
    for part in select * from personal_file loop
        execute format('select array_agg(distinct t.%I) from %I t where t.%1$I = any($1)', part.attribute, part.relation)
            into used using unused;
        unused := array(select d from unnest(unused) as d where not d = any(coalesce(used, '{}')));
    end loop;
    return unused;
end
$_$;

CREATE TABLE public.admission (
    submission_id uuid NOT NULL,
    institution_id uuid NOT NULL,
    admitted_by uuid NOT NULL,
    admitted_at timestamp with time zone NOT NULL,
    note text DEFAULT ''::text NOT NULL
);

CREATE TABLE public.allocation (
    id uuid NOT NULL,
    institution_id uuid NOT NULL,
    made_by uuid,
    made_at timestamp with time zone NOT NULL,
    request jsonb NOT NULL,
    seed bigint NOT NULL,
    fingerprint bytea NOT NULL,
    instance text NOT NULL,
    result text NOT NULL,
    shown text NOT NULL,
    committed_by uuid,
    committed_at timestamp with time zone
);

CREATE TABLE public.allocation_mark (
    allocation_id uuid NOT NULL,
    place integer NOT NULL,
    kind text NOT NULL,
    submission_id uuid,
    assessor_id uuid NOT NULL,
    reason text NOT NULL,
    CONSTRAINT allocation_mark_kind_known CHECK ((kind = ANY (ARRAY['pin'::text, 'forbid'::text])))
);

CREATE TABLE public.anchor (
    id uuid NOT NULL,
    institution_id uuid NOT NULL,
    submission_id uuid NOT NULL,
    claim_id uuid NOT NULL,
    unit_id text NOT NULL,
    unit_version text NOT NULL,
    title text NOT NULL,
    consent text NOT NULL,
    marks jsonb NOT NULL,
    made_by uuid NOT NULL,
    made_at timestamp with time zone NOT NULL,
    retired_at timestamp with time zone,
    retired_by uuid,
    CONSTRAINT anchor_with_consent CHECK ((consent <> ''::text))
);

CREATE TABLE public.anchor_attempt (
    id uuid NOT NULL,
    institution_id uuid NOT NULL,
    anchor_id uuid NOT NULL,
    assessor_id uuid NOT NULL,
    purpose text NOT NULL,
    begun_at timestamp with time zone NOT NULL,
    marks jsonb,
    exact integer,
    adjacent integer,
    criteria integer,
    same_outcome boolean,
    passed boolean,
    marked_at timestamp with time zone,
    valid_until timestamp with time zone,
    CONSTRAINT anchor_attempt_marked_whole CHECK ((((marks IS NULL) = (marked_at IS NULL)) AND ((marks IS NULL) = (passed IS NULL)))),
    CONSTRAINT anchor_attempt_purpose_known CHECK ((purpose = ANY (ARRAY['practice'::text, 'certification'::text])))
);

CREATE TABLE public.appeal (
    id uuid NOT NULL,
    institution_id uuid NOT NULL,
    submission_id uuid NOT NULL,
    recommendation_id uuid NOT NULL,
    decision_id uuid NOT NULL,
    appealed_digest bytea NOT NULL,
    credit_id uuid,
    ground text NOT NULL,
    statement text NOT NULL,
    lodged_by uuid NOT NULL,
    lodged_at timestamp with time zone NOT NULL,
    decide_by timestamp with time zone,
    panel_called_at timestamp with time zone,
    withdrawn_at timestamp with time zone
);

CREATE TABLE public.appeal_evidence (
    appeal_id uuid NOT NULL,
    evidence_id uuid NOT NULL,
    digest bytea NOT NULL
);

CREATE TABLE public.appeal_opinion (
    appeal_id uuid NOT NULL,
    person_id uuid NOT NULL,
    verdict text NOT NULL,
    reasons text NOT NULL,
    given_at timestamp with time zone NOT NULL,
    CONSTRAINT appeal_opinion_verdict_known CHECK ((verdict = ANY (ARRAY['upheld'::text, 'partly'::text, 'refused'::text])))
);

CREATE TABLE public.appeal_outcome (
    appeal_id uuid NOT NULL,
    verdict text NOT NULL,
    remedy text NOT NULL,
    credits numeric,
    reasons text NOT NULL,
    credit_id uuid,
    decided_by uuid NOT NULL,
    decided_at timestamp with time zone NOT NULL,
    CONSTRAINT appeal_outcome_credits_positive CHECK ((credits > (0)::numeric)),
    CONSTRAINT appeal_outcome_remedy_known CHECK ((remedy = ANY (ARRAY['none'::text, 'reissue'::text, 'revoke'::text]))),
    CONSTRAINT appeal_outcome_verdict_known CHECK ((verdict = ANY (ARRAY['upheld'::text, 'partly'::text, 'refused'::text]))),
    CONSTRAINT appeal_refused_changes_nothing CHECK (((verdict <> 'refused'::text) OR (remedy = 'none'::text)))
);

CREATE TABLE public.appeal_panelist (
    appeal_id uuid NOT NULL,
    person_id uuid NOT NULL,
    is_chair boolean NOT NULL,
    called_by uuid NOT NULL,
    called_at timestamp with time zone NOT NULL,
    seated_at timestamp with time zone
);

CREATE TABLE public.appeal_statement (
    id uuid NOT NULL,
    appeal_id uuid NOT NULL,
    side text NOT NULL,
    says text NOT NULL,
    made_by uuid NOT NULL,
    made_at timestamp with time zone NOT NULL,
    CONSTRAINT appeal_statement_side_known CHECK ((side = ANY (ARRAY['learner'::text, 'institution'::text, 'panel'::text])))
);

CREATE TABLE public.assessment_draft (
    assignment_id uuid NOT NULL,
    claim_id uuid NOT NULL,
    version bigint NOT NULL,
    institution_id uuid NOT NULL,
    notes text NOT NULL,
    saved_at timestamp with time zone NOT NULL
);

CREATE VIEW public.assessor_certified AS
 SELECT t.institution_id,
    t.assessor_id,
    a.unit_id,
    min(t.marked_at) AS certified_at,
    max(t.valid_until) AS valid_until
   FROM (public.anchor_attempt t
     JOIN public.anchor a ON ((a.id = t.anchor_id)))
  WHERE ((t.purpose = 'certification'::text) AND t.passed)
  GROUP BY t.institution_id, t.assessor_id, a.unit_id;

CREATE TABLE public.assessor_drift (
    institution_id uuid NOT NULL,
    assessor_id uuid NOT NULL,
    worked_out_at timestamp with time zone NOT NULL,
    is_drifting boolean NOT NULL
);

CREATE TABLE public.assessor_profile (
    institution_id uuid NOT NULL,
    person_id uuid NOT NULL,
    capacity integer NOT NULL,
    expertise jsonb NOT NULL,
    levels jsonb NOT NULL,
    languages text[] NOT NULL,
    places text[] NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    changed_by uuid NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    CONSTRAINT assessor_profile_capacity_sane CHECK (((capacity >= 0) AND (capacity <= 1000)))
);

CREATE TABLE public.assignment (
    id uuid NOT NULL,
    institution_id uuid NOT NULL,
    submission_id uuid NOT NULL,
    assessor_id uuid NOT NULL,
    seat text NOT NULL,
    assigned_by uuid NOT NULL,
    assigned_at timestamp with time zone NOT NULL,
    accept_by timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    override_reason text,
    accepted_at timestamp with time zone,
    declined_at timestamp with time zone,
    decline_reason text,
    lapsed_at timestamp with time zone,
    completed_at timestamp with time zone,
    version bigint DEFAULT 1 NOT NULL,
    allocation_id uuid,
    CONSTRAINT assignment_seat_known CHECK ((seat = ANY (ARRAY['first'::text, 'second'::text, 'third'::text])))
);

CREATE TABLE public.authored_document (
    id uuid NOT NULL,
    institution_id uuid NOT NULL,
    kind text NOT NULL,
    document_id text NOT NULL,
    version text NOT NULL,
    text text NOT NULL,
    revision bigint DEFAULT 1 NOT NULL,
    based_on text,
    authors uuid[] NOT NULL,
    drafted_at timestamp with time zone NOT NULL,
    revised_at timestamp with time zone NOT NULL,
    published_by uuid,
    published_at timestamp with time zone,
    fingerprint text,
    case_package_id uuid,
    CONSTRAINT authored_document_fixed_when_published CHECK (((published_at IS NULL) = (fingerprint IS NULL))),
    CONSTRAINT authored_document_kind_known CHECK ((kind = ANY (ARRAY['framework'::text, 'policy'::text, 'unit'::text, 'qualification'::text, 'crosswalk'::text, 'calendar'::text])))
);

CREATE TABLE public.bag_import (
    id uuid NOT NULL,
    institution_id uuid NOT NULL,
    portfolio_id uuid NOT NULL,
    imported_by uuid NOT NULL,
    imported_at timestamp with time zone NOT NULL,
    bag_digest bytea NOT NULL,
    source text NOT NULL,
    external_identifier text NOT NULL,
    learner_name text NOT NULL,
    origin text NOT NULL,
    signed_by text,
    signed_at text,
    left_out jsonb NOT NULL,
    confirmed_by uuid,
    confirmed_at timestamp with time zone,
    confirmed_how text,
    CONSTRAINT bag_import_confirmed_whole CHECK ((((confirmed_at IS NULL) = (confirmed_by IS NULL)) AND ((confirmed_at IS NULL) = (confirmed_how IS NULL)))),
    CONSTRAINT bag_import_digest_is_sha256 CHECK ((octet_length(bag_digest) = 32)),
    CONSTRAINT bag_import_origin_known CHECK ((origin = ANY (ARRAY['verified'::text, 'unknownKey'::text, 'unsigned'::text, 'otherLearner'::text])))
);

CREATE TABLE public.bag_record (
    import_id uuid NOT NULL,
    path text NOT NULL,
    content bytea NOT NULL
);

CREATE TABLE public.blind_copy (
    digest bytea NOT NULL,
    media_type text NOT NULL,
    state text DEFAULT 'pending'::text NOT NULL,
    reason text,
    attempts integer DEFAULT 0 NOT NULL,
    due_at timestamp with time zone NOT NULL,
    made_at timestamp with time zone,
    version integer,
    copy_digest bytea,
    copy_type text,
    copy_size bigint,
    CONSTRAINT blind_copy_failed_with_reason CHECK (((state <> 'failed'::text) OR (reason IS NOT NULL))),
    CONSTRAINT blind_copy_made_whole CHECK (
CASE state
    WHEN 'made'::text THEN ((copy_digest IS NOT NULL) AND (copy_type IS NOT NULL) AND (copy_size IS NOT NULL))
    ELSE (copy_digest IS NULL)
END),
    CONSTRAINT blind_copy_state_known CHECK ((state = ANY (ARRAY['pending'::text, 'made'::text, 'failed'::text])))
);

CREATE TABLE public.case_clock (
    portfolio_id uuid NOT NULL,
    institution_id uuid NOT NULL,
    is_stale boolean DEFAULT true NOT NULL,
    step text,
    holder text,
    since timestamp with time zone,
    due_at timestamp with time zone,
    remind_at timestamp with time zone,
    reminded_at timestamp with time zone,
    escalate_at timestamp with time zone,
    escalated_at timestamp with time zone,
    lapse_at timestamp with time zone
);

CREATE TABLE public.case_package (
    id uuid NOT NULL,
    institution_id uuid NOT NULL,
    identifier text NOT NULL,
    title text NOT NULL,
    case_version text NOT NULL,
    package text NOT NULL,
    digest bytea NOT NULL,
    imported_by uuid NOT NULL,
    imported_at timestamp with time zone NOT NULL
);

CREATE TABLE public.claim (
    id uuid NOT NULL,
    institution_id uuid NOT NULL,
    portfolio_id uuid NOT NULL,
    unit_id text NOT NULL,
    unit_version text NOT NULL,
    route text NOT NULL,
    purpose text NOT NULL,
    made_at timestamp with time zone NOT NULL,
    withdrawn_at timestamp with time zone,
    CONSTRAINT claim_purpose_known CHECK ((purpose = ANY (ARRAY['credit'::text, 'access'::text, 'award'::text]))),
    CONSTRAINT claim_route_known CHECK ((route = ANY (ARRAY['rpl'::text, 'rcc'::text, 'creditTransfer'::text])))
);

CREATE TABLE public.claim_outcome (
    submission_id uuid NOT NULL,
    claim_id uuid NOT NULL,
    institution_id uuid NOT NULL,
    outcome text NOT NULL,
    settled text NOT NULL,
    scorecard_id uuid NOT NULL,
    words text NOT NULL,
    settled_at timestamp with time zone NOT NULL,
    CONSTRAINT claim_outcome_known CHECK ((outcome = ANY (ARRAY['competent'::text, 'notYetCompetent'::text]))),
    CONSTRAINT claim_outcome_settled_known CHECK ((settled = ANY (ARRAY['agreed'::text, 'thirdMarker'::text, 'panel'::text])))
);

CREATE TABLE public.claim_outcome_before (
    moderation_id uuid NOT NULL,
    submission_id uuid NOT NULL,
    claim_id uuid NOT NULL,
    institution_id uuid NOT NULL,
    outcome text NOT NULL,
    settled text NOT NULL,
    scorecard_id uuid NOT NULL,
    words text NOT NULL,
    settled_at timestamp with time zone NOT NULL
);

CREATE TABLE public.client (
    id uuid NOT NULL,
    institution_id uuid NOT NULL,
    name text NOT NULL,
    secret_digest bytea,
    scopes text[] NOT NULL,
    created_by uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    former_secret_digest bytea,
    former_secret_until timestamp with time zone,
    keys jsonb,
    keys_url text,
    CONSTRAINT client_former_secret_ends CHECK ((((former_secret_digest IS NULL) = (former_secret_until IS NULL)) AND ((former_secret_digest IS NULL) OR (secret_digest IS NOT NULL)))),
    CONSTRAINT client_shows_one_thing CHECK ((num_nonnulls(secret_digest, keys, keys_url) = 1))
);

CREATE TABLE public.client_assertion (
    client_id uuid NOT NULL,
    id_digest bytea NOT NULL,
    expires_at timestamp with time zone NOT NULL
);

CREATE TABLE public.client_token (
    token_digest bytea NOT NULL,
    client_id uuid NOT NULL,
    scopes text[] NOT NULL,
    issued_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL
);

CREATE TABLE public.conflict_declaration (
    id uuid NOT NULL,
    institution_id uuid NOT NULL,
    person_id uuid NOT NULL,
    learner_id uuid NOT NULL,
    relation text NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    declared_by uuid NOT NULL,
    declared_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    last_on date,
    CONSTRAINT conflict_relation_known CHECK ((relation = ANY (ARRAY['family'::text, 'employer'::text, 'taught'::text, 'adviser'::text, 'intimate'::text, 'other'::text])))
);

CREATE TABLE public.consent (
    id uuid NOT NULL,
    learner_id uuid NOT NULL,
    receiver_id uuid NOT NULL,
    given_at timestamp with time zone NOT NULL,
    withdrawn_at timestamp with time zone
);

CREATE TABLE public.contact_check (
    id uuid NOT NULL,
    institution_id uuid NOT NULL,
    evidence_id uuid NOT NULL,
    outcome text NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    checked_by uuid NOT NULL,
    checked_at timestamp with time zone NOT NULL,
    CONSTRAINT contact_check_outcome_known CHECK ((outcome = ANY (ARRAY['confirmed'::text, 'notReached'::text, 'denied'::text])))
);

CREATE TABLE public.credential_check (
    id uuid NOT NULL,
    institution_id uuid NOT NULL,
    evidence_id uuid NOT NULL,
    checked_at timestamp with time zone NOT NULL,
    checked_by uuid,
    results jsonb NOT NULL,
    is_refuted boolean NOT NULL,
    checked_with text NOT NULL
);

CREATE TABLE public.credential_inquiry (
    id uuid NOT NULL,
    institution_id uuid NOT NULL,
    evidence_id uuid NOT NULL,
    way text NOT NULL,
    asked text NOT NULL,
    asked_on date NOT NULL,
    answer text NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    recorded_by uuid,
    recorded_at timestamp with time zone NOT NULL,
    CONSTRAINT credential_inquiry_answer_known CHECK ((answer = ANY (ARRAY['confirmed'::text, 'denied'::text, 'noAnswer'::text]))),
    CONSTRAINT credential_inquiry_way_known CHECK ((way = ANY (ARRAY['register'::text, 'email'::text, 'telephone'::text, 'letter'::text, 'visit'::text])))
);

CREATE TABLE public.credit (
    id uuid NOT NULL,
    institution_id uuid NOT NULL,
    decision_id uuid NOT NULL,
    learner_id uuid NOT NULL,
    claim_id uuid NOT NULL,
    unit_id text NOT NULL,
    unit_version text NOT NULL,
    route text NOT NULL,
    credits numeric,
    credit_system text,
    framework_id text NOT NULL,
    framework_version text NOT NULL,
    level integer NOT NULL,
    posted_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    suspended_at timestamp with time zone,
    replaces uuid,
    replaced_at timestamp with time zone,
    qualification_id text,
    qualification_version text,
    CONSTRAINT credit_is_whole CHECK (((credits IS NULL) = (credit_system IS NULL))),
    CONSTRAINT credit_positive CHECK ((credits > (0)::numeric)),
    CONSTRAINT credit_qualification_whole CHECK (((qualification_id IS NULL) = (qualification_version IS NULL)))
);

CREATE TABLE public.credit_fact (
    id uuid NOT NULL,
    credit_id uuid NOT NULL,
    number integer NOT NULL,
    kind text NOT NULL,
    replaces uuid,
    reason text DEFAULT ''::text NOT NULL,
    made_by uuid,
    made_at timestamp with time zone NOT NULL,
    CONSTRAINT credit_fact_correction_replaces CHECK (((kind = 'corrected'::text) = (replaces IS NOT NULL))),
    CONSTRAINT credit_fact_kind_known CHECK ((kind = ANY (ARRAY['granted'::text, 'suspended'::text, 'reinstated'::text, 'revoked'::text, 'corrected'::text])))
);

CREATE TABLE public.crosswalk (
    id text NOT NULL,
    version text NOT NULL,
    fingerprint text NOT NULL,
    title text NOT NULL,
    document jsonb NOT NULL,
    loaded_at timestamp with time zone NOT NULL
);

CREATE TABLE public.currency_statement (
    evidence_id uuid NOT NULL,
    institution_id uuid NOT NULL,
    says text NOT NULL,
    evidence_ids uuid[] NOT NULL,
    made_by uuid NOT NULL,
    made_at timestamp with time zone NOT NULL,
    CONSTRAINT currency_statement_names_newer CHECK ((cardinality(evidence_ids) > 0)),
    CONSTRAINT currency_statement_says_something CHECK ((says <> ''::text))
);

CREATE TABLE public.decision (
    id uuid NOT NULL,
    institution_id uuid NOT NULL,
    recommendation_id uuid NOT NULL,
    verdict text NOT NULL,
    credits numeric,
    reason text DEFAULT ''::text NOT NULL,
    decided_by uuid NOT NULL,
    decided_at timestamp with time zone NOT NULL,
    qualification_id text,
    qualification_version text,
    CONSTRAINT decision_credits_fit_verdict CHECK ((((verdict <> 'refused'::text) OR (credits IS NULL)) AND ((verdict <> 'partly'::text) OR (credits IS NOT NULL)))),
    CONSTRAINT decision_credits_positive CHECK ((credits > (0)::numeric)),
    CONSTRAINT decision_qualification_whole CHECK (((qualification_id IS NULL) = (qualification_version IS NULL))),
    CONSTRAINT decision_verdict_known CHECK ((verdict = ANY (ARRAY['granted'::text, 'partly'::text, 'refused'::text])))
);

CREATE TABLE public.decision_signature (
    id uuid NOT NULL,
    institution_id uuid NOT NULL,
    recommendation_id uuid NOT NULL,
    number integer NOT NULL,
    verdict text NOT NULL,
    credits numeric,
    qualification_id text,
    qualification_version text,
    reason text DEFAULT ''::text NOT NULL,
    signed_by uuid NOT NULL,
    signed_at timestamp with time zone NOT NULL,
    CONSTRAINT decision_signature_credits_positive CHECK ((credits > (0)::numeric)),
    CONSTRAINT decision_signature_verdict_known CHECK ((verdict = ANY (ARRAY['granted'::text, 'partly'::text, 'refused'::text])))
);

CREATE TABLE public.document_review (
    id uuid NOT NULL,
    institution_id uuid NOT NULL,
    authored_document_id uuid NOT NULL,
    revision bigint NOT NULL,
    verdict text NOT NULL,
    says text DEFAULT ''::text NOT NULL,
    reviewed_by uuid NOT NULL,
    reviewed_at timestamp with time zone NOT NULL,
    CONSTRAINT document_review_verdict_known CHECK ((verdict = ANY (ARRAY['passed'::text, 'refused'::text])))
);

CREATE TABLE public.document_steward (
    kind text NOT NULL,
    document_id text NOT NULL,
    institution_id uuid NOT NULL,
    since timestamp with time zone NOT NULL,
    CONSTRAINT document_steward_kind_known CHECK ((kind = ANY (ARRAY['framework'::text, 'policy'::text, 'unit'::text, 'qualification'::text, 'crosswalk'::text, 'calendar'::text])))
);

CREATE TABLE public.document_supersession (
    kind text NOT NULL,
    document_id text NOT NULL,
    version text NOT NULL,
    institution_id uuid NOT NULL,
    reason text NOT NULL,
    superseded_by uuid NOT NULL,
    superseded_at timestamp with time zone NOT NULL
);

CREATE TABLE public.encounter (
    id uuid NOT NULL,
    institution_id uuid NOT NULL,
    portfolio_id uuid NOT NULL,
    claim_id uuid NOT NULL,
    kind text NOT NULL,
    conductor_id uuid NOT NULL,
    proposed_by uuid NOT NULL,
    proposed_at timestamp with time zone NOT NULL,
    is_scheduled boolean NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    time_zone text NOT NULL,
    planned_minutes integer NOT NULL,
    place text NOT NULL,
    message text DEFAULT ''::text NOT NULL,
    criteria text[] NOT NULL,
    form text,
    aids text DEFAULT ''::text NOT NULL,
    questions_per_outcome integer DEFAULT 0 NOT NULL,
    seed bigint,
    pool_digest bytea,
    questions jsonb DEFAULT '[]'::jsonb NOT NULL,
    conductor_agreed_at timestamp with time zone,
    learner_agreed_at timestamp with time zone,
    learner_allows_recording boolean DEFAULT false NOT NULL,
    started_at timestamp with time zone,
    cancelled_at timestamp with time zone,
    last_reason text DEFAULT ''::text NOT NULL,
    draft jsonb,
    draft_version bigint DEFAULT 0 NOT NULL,
    draft_saved_at timestamp with time zone,
    version bigint DEFAULT 1 NOT NULL,
    CONSTRAINT encounter_form_known CHECK ((form = ANY (ARRAY['written'::text, 'oral'::text, 'performance'::text]))),
    CONSTRAINT encounter_form_of_test CHECK (((form IS NOT NULL) = (kind = 'challengeTest'::text))),
    CONSTRAINT encounter_kind_known CHECK ((kind = ANY (ARRAY['observation'::text, 'siteVisit'::text, 'interview'::text, 'challengeTest'::text]))),
    CONSTRAINT encounter_minutes_sane CHECK (((planned_minutes >= 1) AND (planned_minutes <= 1440))),
    CONSTRAINT encounter_seed_of_questions CHECK (((seed IS NOT NULL) = (kind = ANY (ARRAY['interview'::text, 'challengeTest'::text]))))
);

CREATE TABLE public.encounter_code (
    encounter_id uuid NOT NULL,
    hash text,
    expires_at timestamp with time zone NOT NULL,
    tries_left integer NOT NULL,
    made integer NOT NULL,
    counted_from timestamp with time zone NOT NULL
);

CREATE TABLE public.encounter_file (
    encounter_id uuid NOT NULL,
    digest bytea NOT NULL,
    size bigint NOT NULL,
    file_name text NOT NULL,
    declared_type text,
    detected_type text NOT NULL,
    encoding text,
    accepted_type text NOT NULL,
    accepted_rule text NOT NULL,
    libmagic_version text NOT NULL,
    libmagic_database text,
    quarantined_by text,
    added_at timestamp with time zone NOT NULL,
    CONSTRAINT encounter_file_not_empty CHECK ((size > 0))
);

CREATE TABLE public.encounter_report (
    evidence_id uuid NOT NULL,
    encounter_id uuid NOT NULL,
    kind text NOT NULL,
    claim_id uuid NOT NULL,
    conductor_id uuid NOT NULL,
    content jsonb NOT NULL,
    conductor_signature text NOT NULL,
    conductor_signed_at timestamp with time zone NOT NULL,
    learner_signature text,
    learner_signed_at timestamp with time zone,
    learner_signed_on text,
    refused_at timestamp with time zone,
    refusal_reason text,
    statement text NOT NULL,
    statement_digest bytea NOT NULL,
    counts boolean GENERATED ALWAYS AS (((refused_at IS NULL) AND ((kind = 'challengeTest'::text) OR (learner_signed_at IS NOT NULL)))) STORED NOT NULL,
    CONSTRAINT encounter_report_countersigned_whole CHECK ((((learner_signed_at IS NULL) = (learner_signature IS NULL)) AND ((learner_signed_at IS NULL) = (learner_signed_on IS NULL)))),
    CONSTRAINT encounter_report_device_known CHECK ((learner_signed_on = ANY (ARRAY['own'::text, 'conductors'::text]))),
    CONSTRAINT encounter_report_kind_known CHECK ((kind = ANY (ARRAY['observation'::text, 'siteVisit'::text, 'interview'::text, 'challengeTest'::text]))),
    CONSTRAINT encounter_report_refused_whole CHECK ((((refused_at IS NULL) = (refusal_reason IS NULL)) AND ((refused_at IS NULL) OR (learner_signed_at IS NULL))))
);

CREATE TABLE public.equivalence (
    id uuid NOT NULL,
    institution_id uuid NOT NULL,
    registry_id text,
    name text NOT NULL,
    recommended_by text DEFAULT ''::text NOT NULL,
    learned_from text DEFAULT ''::text NOT NULL,
    learned_at text DEFAULT ''::text NOT NULL,
    amounts jsonb NOT NULL,
    starts_on text,
    ends_on text,
    webpage text,
    document jsonb NOT NULL,
    imported_by uuid NOT NULL,
    imported_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone
);

CREATE TABLE public.erasure (
    id uuid NOT NULL,
    learner_id uuid NOT NULL,
    institution_id uuid,
    reason text DEFAULT ''::text NOT NULL,
    asked_by uuid NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    confirmed_by uuid,
    confirmed_at timestamp with time zone,
    withdrawn_at timestamp with time zone,
    erased_at timestamp with time zone,
    files_gone_at timestamp with time zone,
    scrubbed_at timestamp with time zone,
    CONSTRAINT erasure_confirmed_by_another CHECK ((confirmed_by <> asked_by)),
    CONSTRAINT erasure_confirmed_by_somebody CHECK (((confirmed_by IS NULL) = (confirmed_at IS NULL))),
    CONSTRAINT erasure_in_order CHECK ((((files_gone_at IS NULL) OR (erased_at IS NOT NULL)) AND ((scrubbed_at IS NULL) OR (files_gone_at IS NOT NULL)))),
    CONSTRAINT erasure_not_of_withdrawn CHECK (((withdrawn_at IS NULL) OR (erased_at IS NULL)))
);

CREATE TABLE public.erasure_object (
    erasure_id uuid NOT NULL,
    digest bytea NOT NULL
);

CREATE TABLE public.event_chain (
    chain_id uuid NOT NULL,
    last_position bigint NOT NULL,
    last_hash bytea NOT NULL
);

CREATE TABLE public.event_why (
    event_id uuid NOT NULL,
    salt bytea NOT NULL,
    why text NOT NULL
);

CREATE TABLE public.evidence (
    id uuid NOT NULL,
    institution_id uuid NOT NULL,
    portfolio_id uuid NOT NULL,
    kind text NOT NULL,
    title text NOT NULL,
    description text DEFAULT ''::text NOT NULL,
    language text DEFAULT 'en'::text NOT NULL,
    produced_on date,
    added_by uuid,
    added_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    form text DEFAULT 'record'::text NOT NULL,
    alternative_text text DEFAULT ''::text NOT NULL,
    transcript text,
    transcript_language text,
    transcript_by text,
    transcript_added_by uuid,
    page_of uuid,
    page integer,
    CONSTRAINT evidence_form_known CHECK ((form = ANY (ARRAY['file'::text, 'photo'::text, 'photoOfPaper'::text, 'scanOfPaper'::text, 'voiceNote'::text, 'video'::text, 'record'::text]))),
    CONSTRAINT evidence_kind_known CHECK ((kind = ANY (ARRAY['artefact'::text, 'testimonial'::text, 'observation'::text, 'siteVisit'::text, 'interview'::text, 'challengeTest'::text, 'priorCredential'::text]))),
    CONSTRAINT evidence_page_after_first CHECK (((page >= 2) AND (page <= 100))),
    CONSTRAINT evidence_page_whole CHECK (((page_of IS NULL) = (page IS NULL))),
    CONSTRAINT evidence_transcript_by_known CHECK ((transcript_by = ANY (ARRAY['learner'::text, 'adviser'::text, 'witness'::text, 'machine'::text]))),
    CONSTRAINT evidence_transcript_whole CHECK ((((transcript IS NULL) = (transcript_by IS NULL)) AND ((transcript IS NULL) = (transcript_language IS NULL))))
);

CREATE TABLE public.evidence_comment (
    id uuid NOT NULL,
    institution_id uuid NOT NULL,
    assignment_id uuid NOT NULL,
    claim_id uuid NOT NULL,
    evidence_id uuid NOT NULL,
    place jsonb,
    says text NOT NULL,
    for_learner boolean DEFAULT false NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    made_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone,
    removed_at timestamp with time zone
);

CREATE TABLE public.evidence_file (
    evidence_id uuid NOT NULL,
    digest bytea NOT NULL,
    size bigint NOT NULL,
    file_name text NOT NULL,
    declared_type text,
    detected_type text NOT NULL,
    encoding text,
    libmagic_version text NOT NULL,
    accepted_type text NOT NULL,
    accepted_rule text NOT NULL,
    libmagic_database text,
    quarantined_by text,
    released_at timestamp with time zone,
    released_by uuid,
    CONSTRAINT evidence_file_digest_is_sha256 CHECK ((octet_length(digest) = 32)),
    CONSTRAINT evidence_file_not_empty CHECK ((size > 0)),
    CONSTRAINT evidence_file_released_by_somebody CHECK (((released_at IS NULL) = (released_by IS NULL))),
    CONSTRAINT evidence_file_released_from_quarantine CHECK (((released_at IS NULL) OR (quarantined_by IS NOT NULL)))
);

CREATE TABLE public.evidence_fingerprint (
    digest bytea NOT NULL,
    kind text NOT NULL,
    page integer NOT NULL,
    part integer DEFAULT 0 NOT NULL,
    hash bigint,
    quarter_1 integer GENERATED ALWAYS AS ((((hash >> 48) & (65535)::bigint))::integer) STORED,
    quarter_2 integer GENERATED ALWAYS AS ((((hash >> 32) & (65535)::bigint))::integer) STORED,
    quarter_3 integer GENERATED ALWAYS AS ((((hash >> 16) & (65535)::bigint))::integer) STORED,
    quarter_4 integer GENERATED ALWAYS AS (((hash & (65535)::bigint))::integer) STORED,
    grey bytea,
    sketch bigint[],
    CONSTRAINT evidence_fingerprint_kind_known CHECK ((kind = ANY (ARRAY['image'::text, 'text'::text]))),
    CONSTRAINT evidence_fingerprint_whole CHECK (
CASE kind
    WHEN 'image'::text THEN ((hash IS NOT NULL) AND (sketch IS NULL) AND ((part > 0) OR (octet_length(grey) = 2304)))
    ELSE ((hash IS NULL) AND (sketch IS NOT NULL))
END)
);

CREATE TABLE public.evidence_link (
    id uuid NOT NULL,
    institution_id uuid NOT NULL,
    claim_id uuid NOT NULL,
    evidence_id uuid NOT NULL,
    criterion_id text NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    page integer,
    time_code_seconds numeric,
    linked_by uuid,
    linked_at timestamp with time zone NOT NULL,
    CONSTRAINT evidence_link_page_positive CHECK ((page > 0)),
    CONSTRAINT evidence_link_time_not_negative CHECK ((time_code_seconds >= (0)::numeric))
);

CREATE TABLE public.evidence_look (
    digest bytea NOT NULL,
    media_type text NOT NULL,
    state text DEFAULT 'pending'::text NOT NULL,
    reason text,
    attempts integer DEFAULT 0 NOT NULL,
    due_at timestamp with time zone NOT NULL,
    made_at timestamp with time zone,
    version integer,
    CONSTRAINT evidence_look_digest_is_sha256 CHECK ((octet_length(digest) = 32)),
    CONSTRAINT evidence_look_failed_with_reason CHECK (((state <> 'failed'::text) OR (reason IS NOT NULL))),
    CONSTRAINT evidence_look_state_known CHECK ((state = ANY (ARRAY['pending'::text, 'made'::text, 'failed'::text])))
);

CREATE TABLE public.evidence_match (
    first_digest bytea NOT NULL,
    second_digest bytea NOT NULL,
    kind text NOT NULL,
    first_page integer NOT NULL,
    second_page integer NOT NULL,
    likeness double precision NOT NULL,
    found_at timestamp with time zone NOT NULL,
    CONSTRAINT evidence_match_kind_known CHECK ((kind = ANY (ARRAY['image'::text, 'text'::text]))),
    CONSTRAINT evidence_match_likeness_share CHECK (((likeness >= (0)::double precision) AND (likeness <= (1)::double precision))),
    CONSTRAINT evidence_match_ordered CHECK ((first_digest < second_digest))
);

CREATE TABLE public.evidence_metadata (
    digest bytea NOT NULL,
    facts jsonb NOT NULL,
    latitude double precision,
    longitude double precision,
    CONSTRAINT evidence_metadata_place_on_earth CHECK ((((latitude >= ('-90'::integer)::double precision) AND (latitude <= (90)::double precision)) AND ((longitude >= ('-180'::integer)::double precision) AND (longitude <= (180)::double precision)))),
    CONSTRAINT evidence_metadata_place_whole CHECK (((latitude IS NULL) = (longitude IS NULL)))
);

CREATE TABLE public.evidence_object (
    digest bytea NOT NULL,
    size bigint NOT NULL,
    back_end text NOT NULL,
    stored_at timestamp with time zone NOT NULL,
    put_at timestamp with time zone NOT NULL,
    verified_at timestamp with time zone,
    verified_as text,
    CONSTRAINT evidence_object_back_end_known CHECK ((back_end = ANY (ARRAY['local'::text, 's3'::text]))),
    CONSTRAINT evidence_object_digest_is_sha256 CHECK ((octet_length(digest) = 32)),
    CONSTRAINT evidence_object_size_not_negative CHECK ((size >= 0)),
    CONSTRAINT evidence_object_verified_known CHECK ((verified_as = ANY (ARRAY['ok'::text, 'missing'::text, 'changed'::text]))),
    CONSTRAINT evidence_object_verified_whole CHECK (((verified_at IS NULL) = (verified_as IS NULL)))
);

CREATE TABLE public.evidence_origin (
    evidence_id uuid NOT NULL,
    import_id uuid NOT NULL,
    original_id uuid NOT NULL,
    institution text NOT NULL,
    vouched boolean NOT NULL,
    record text NOT NULL
);

CREATE TABLE public.evidence_preview (
    digest bytea NOT NULL,
    page integer NOT NULL,
    box integer NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    media_type text NOT NULL,
    size bigint NOT NULL,
    preview_digest bytea NOT NULL,
    CONSTRAINT evidence_preview_page_positive CHECK ((page > 0))
);

CREATE TABLE public.evidence_scan (
    digest bytea NOT NULL,
    state text NOT NULL,
    signature text,
    scanner text,
    scanned_at timestamp with time zone,
    attempts integer DEFAULT 0 NOT NULL,
    last_fault text,
    next_attempt_at timestamp with time zone NOT NULL,
    CONSTRAINT evidence_scan_found_has_signature CHECK (((state = 'found'::text) = (signature IS NOT NULL))),
    CONSTRAINT evidence_scan_settled_has_scanner CHECK (((state = 'pending'::text) = (scanned_at IS NULL))),
    CONSTRAINT evidence_scan_state_known CHECK ((state = ANY (ARRAY['pending'::text, 'clean'::text, 'found'::text])))
);

CREATE TABLE public.evidence_tombstone (
    evidence_id uuid NOT NULL,
    media_type text NOT NULL,
    size bigint NOT NULL,
    salt bytea,
    salted_digest bytea NOT NULL,
    because text NOT NULL,
    deleted_at timestamp with time zone NOT NULL
);

CREATE TABLE public.feed (
    institution_id uuid NOT NULL,
    last_position bigint NOT NULL
);

CREATE TABLE public.feed_entry (
    institution_id uuid NOT NULL,
    "position" bigint NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    credit_id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    entry text NOT NULL,
    CONSTRAINT feed_entry_kind_known CHECK ((kind = ANY (ARRAY['granted'::text, 'suspended'::text, 'reinstated'::text, 'revoked'::text, 'corrected'::text])))
);

CREATE TABLE public.framework (
    id text NOT NULL,
    version text NOT NULL,
    fingerprint text NOT NULL,
    title text NOT NULL,
    document jsonb NOT NULL,
    loaded_at timestamp with time zone NOT NULL
);

CREATE TABLE public.handed_code (
    locator text NOT NULL,
    request_id uuid NOT NULL,
    secret_hash text NOT NULL,
    made_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    tries integer DEFAULT 0 NOT NULL,
    used_at timestamp with time zone,
    CONSTRAINT handed_code_locator_shape CHECK ((locator ~ '^[0-9]{6}$'::text))
);

CREATE TABLE public.idempotency (
    caller text NOT NULL,
    key text NOT NULL,
    request_digest bytea NOT NULL,
    status integer NOT NULL,
    headers jsonb NOT NULL,
    body bytea NOT NULL,
    answered_at timestamp with time zone NOT NULL
);

CREATE TABLE public.institution (
    id uuid NOT NULL,
    slug text NOT NULL,
    name text NOT NULL,
    country text NOT NULL,
    policy_id text NOT NULL,
    policy_version text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT institution_country_shape CHECK ((country ~ '^[A-Z]{2}$'::text)),
    CONSTRAINT institution_slug_shape CHECK ((slug ~ '^[a-z0-9][a-z0-9-]{1,62}$'::text))
);

CREATE TABLE public.institution_usage (
    institution_id uuid NOT NULL,
    kept_bytes bigint DEFAULT 0 NOT NULL,
    kept_items bigint DEFAULT 0 NOT NULL,
    reserved_bytes bigint DEFAULT 0 NOT NULL,
    reserved_items bigint DEFAULT 0 NOT NULL,
    maximum_bytes bigint,
    maximum_items bigint,
    CONSTRAINT institution_usage_bytes_positive CHECK ((maximum_bytes > 0)),
    CONSTRAINT institution_usage_items_positive CHECK ((maximum_items > 0)),
    CONSTRAINT institution_usage_not_negative CHECK (((kept_bytes >= 0) AND (kept_items >= 0) AND (reserved_bytes >= 0) AND (reserved_items >= 0)))
);

CREATE TABLE public.invitation (
    id uuid NOT NULL,
    institution_id uuid NOT NULL,
    email text NOT NULL,
    role text NOT NULL,
    token_digest bytea NOT NULL,
    invited_by uuid,
    invited_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    accepted_by uuid,
    accepted_at timestamp with time zone,
    withdrawn_at timestamp with time zone,
    CONSTRAINT invitation_role_known CHECK ((role = ANY (ARRAY['adviser'::text, 'assessor'::text, 'moderator'::text, 'coordinator'::text, 'registrar'::text, 'panel'::text, 'auditor'::text, 'administrator'::text])))
);

CREATE TABLE public.job (
    id uuid NOT NULL,
    kind text NOT NULL,
    subject uuid NOT NULL,
    key text DEFAULT ''::text NOT NULL,
    details jsonb DEFAULT '{}'::jsonb NOT NULL,
    owed_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    attempt_at timestamp with time zone NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    last_fault text,
    done_at timestamp with time zone,
    failed_at timestamp with time zone,
    CONSTRAINT job_ends_once CHECK (((done_at IS NULL) OR (failed_at IS NULL)))
);

CREATE TABLE public.legal_hold (
    id uuid NOT NULL,
    institution_id uuid NOT NULL,
    learner_id uuid NOT NULL,
    reason text NOT NULL,
    set_by uuid NOT NULL,
    set_at timestamp with time zone NOT NULL,
    lifted_by uuid,
    lifted_at timestamp with time zone,
    lift_reason text,
    CONSTRAINT legal_hold_lifted_by_another CHECK ((lifted_by <> set_by)),
    CONSTRAINT legal_hold_lifted_whole CHECK ((((lifted_by IS NULL) = (lifted_at IS NULL)) AND ((lifted_by IS NULL) = (lift_reason IS NULL))))
);

CREATE TABLE public.mail (
    id uuid NOT NULL,
    recipient text NOT NULL,
    purpose text NOT NULL,
    subject text NOT NULL,
    body text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    next_attempt_at timestamp with time zone NOT NULL,
    sent_at timestamp with time zone,
    failed_at timestamp with time zone,
    last_fault text
);

CREATE TABLE public.membership (
    id uuid NOT NULL,
    institution_id uuid NOT NULL,
    person_id uuid NOT NULL,
    role text NOT NULL,
    granted_by uuid,
    granted_at timestamp with time zone NOT NULL,
    ended_by uuid,
    ended_at timestamp with time zone,
    CONSTRAINT membership_role_known CHECK ((role = ANY (ARRAY['adviser'::text, 'assessor'::text, 'moderator'::text, 'coordinator'::text, 'registrar'::text, 'panel'::text, 'auditor'::text, 'administrator'::text])))
);

CREATE TABLE public.migration (
    number integer NOT NULL,
    name text NOT NULL,
    checksum text NOT NULL,
    applied_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE public.moderation (
    id uuid NOT NULL,
    institution_id uuid NOT NULL,
    submission_id uuid NOT NULL,
    claim_id uuid NOT NULL,
    unit_id text NOT NULL,
    unit_version text NOT NULL,
    policy_id text NOT NULL,
    policy_version text NOT NULL,
    outcome text NOT NULL,
    scorecard_id uuid NOT NULL,
    settled_at timestamp with time zone NOT NULL,
    grounds text[] DEFAULT '{}'::text[] NOT NULL,
    round_id uuid,
    seed bytea,
    draw_digest bytea,
    is_drawn boolean,
    moderator_id uuid,
    taken_at timestamp with time zone,
    verdict text,
    note text DEFAULT ''::text NOT NULL,
    reasons jsonb DEFAULT '[]'::jsonb NOT NULL,
    decided_at timestamp with time zone,
    CONSTRAINT moderation_decided_by_somebody CHECK (((verdict IS NULL) OR ((moderator_id IS NOT NULL) AND is_drawn))),
    CONSTRAINT moderation_decided_whole CHECK (((verdict IS NULL) = (decided_at IS NULL))),
    CONSTRAINT moderation_draw_digest_is_sha256 CHECK ((octet_length(draw_digest) = 32)),
    CONSTRAINT moderation_grounds_are_drawn CHECK (((grounds = '{}'::text[]) OR is_drawn)),
    CONSTRAINT moderation_outcome_known CHECK ((outcome = ANY (ARRAY['competent'::text, 'notYetCompetent'::text]))),
    CONSTRAINT moderation_seed_long CHECK ((octet_length(seed) = 32)),
    CONSTRAINT moderation_taken_whole CHECK (((moderator_id IS NULL) = (taken_at IS NULL))),
    CONSTRAINT moderation_verdict_known CHECK ((verdict = ANY (ARRAY['agreed'::text, 'sentBack'::text])))
);

CREATE TABLE public.moderation_round (
    id uuid NOT NULL,
    institution_id uuid NOT NULL,
    policy_id text NOT NULL,
    policy_version text NOT NULL,
    method text NOT NULL,
    share numeric,
    minimum integer,
    seed bytea NOT NULL,
    population integer NOT NULL,
    size integer NOT NULL,
    drawn_by uuid NOT NULL,
    drawn_at timestamp with time zone NOT NULL,
    CONSTRAINT moderation_round_method_known CHECK ((method = ANY (ARRAY['baseRate'::text, 'squareRoot'::text, 'shareWithMinimum'::text]))),
    CONSTRAINT moderation_round_seed_long CHECK ((octet_length(seed) = 32))
);

CREATE TABLE public.notification (
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    kind text NOT NULL,
    about_kind text NOT NULL,
    about_id uuid NOT NULL,
    institution_id uuid,
    until date,
    since date,
    step text,
    created_at timestamp with time zone NOT NULL,
    last_at timestamp with time zone NOT NULL,
    times integer DEFAULT 1 NOT NULL,
    read_at timestamp with time zone,
    mail_due_at timestamp with time zone,
    mailed_at timestamp with time zone
);

CREATE TABLE public.notification_preference (
    person_id uuid NOT NULL,
    mail text NOT NULL,
    hour integer NOT NULL,
    time_zone text NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    CONSTRAINT notification_hour_range CHECK (((hour >= 0) AND (hour <= 23))),
    CONSTRAINT notification_mail_known CHECK ((mail = ANY (ARRAY['immediate'::text, 'digest'::text])))
);

CREATE TABLE public.oidc_sign_in (
    state_digest bytea NOT NULL,
    binding_digest bytea NOT NULL,
    nonce text NOT NULL,
    verifier text NOT NULL,
    expires_at timestamp with time zone NOT NULL
);

CREATE TABLE public.original_sighting (
    id uuid NOT NULL,
    institution_id uuid NOT NULL,
    evidence_id uuid NOT NULL,
    seen text NOT NULL,
    certified_by text DEFAULT ''::text NOT NULL,
    seen_on date NOT NULL,
    place text NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    seen_by uuid NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    withdrawn_at timestamp with time zone,
    withdrawn_by uuid,
    withdrawn_why text,
    CONSTRAINT original_sighting_copy_names_authority CHECK (((seen = 'certifiedCopy'::text) = (certified_by <> ''::text))),
    CONSTRAINT original_sighting_seen_known CHECK ((seen = ANY (ARRAY['original'::text, 'certifiedCopy'::text]))),
    CONSTRAINT original_sighting_withdrawn_whole CHECK ((((withdrawn_at IS NULL) = (withdrawn_by IS NULL)) AND ((withdrawn_at IS NULL) = (withdrawn_why IS NULL))))
);

CREATE TABLE public.panel (
    id uuid NOT NULL,
    institution_id uuid NOT NULL,
    submission_id uuid NOT NULL,
    assignment_id uuid NOT NULL,
    convened_by uuid NOT NULL,
    convened_at timestamp with time zone NOT NULL
);

CREATE TABLE public.panel_member (
    panel_id uuid NOT NULL,
    person_id uuid NOT NULL,
    agreed_digest bytea,
    agreed_at timestamp with time zone,
    CONSTRAINT panel_member_agreed_whole CHECK (((agreed_digest IS NULL) = (agreed_at IS NULL))),
    CONSTRAINT panel_member_digest_is_sha256 CHECK ((octet_length(agreed_digest) = 32))
);

CREATE TABLE public.password_link (
    person_id uuid NOT NULL,
    token_digest bytea NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL
);

CREATE TABLE public.person (
    id uuid NOT NULL,
    email text NOT NULL,
    name text NOT NULL,
    language text DEFAULT 'en'::text NOT NULL,
    password text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    disabled_at timestamp with time zone,
    email_confirmed_at timestamp with time zone
);

CREATE TABLE public.person_about (
    person_id uuid NOT NULL,
    sex text,
    region text,
    sector text,
    disability text,
    given_at timestamp with time zone NOT NULL,
    CONSTRAINT person_about_disability_known CHECK ((disability = ANY (ARRAY['yes'::text, 'no'::text]))),
    CONSTRAINT person_about_region_shape CHECK ((region ~ '^[A-Z]{2}-[A-Z0-9]{1,3}$'::text)),
    CONSTRAINT person_about_sector_shape CHECK ((sector ~ '^[A-U]$'::text)),
    CONSTRAINT person_about_sex_known CHECK ((sex = ANY (ARRAY['female'::text, 'male'::text, 'other'::text])))
);

CREATE TABLE public.person_identity (
    issuer text NOT NULL,
    subject text NOT NULL,
    person_id uuid NOT NULL,
    linked_at timestamp with time zone NOT NULL
);

CREATE TABLE public.personal_column (
    relation text NOT NULL,
    name text NOT NULL,
    whose text NOT NULL,
    on_erasure text NOT NULL,
    becomes text,
    is_told boolean NOT NULL,
    CONSTRAINT personal_column_becomes_something CHECK (((becomes IS NOT NULL) = (on_erasure <> ALL (ARRAY['keep'::text, 'delete'::text])))),
    CONSTRAINT personal_column_erasure_known CHECK ((on_erasure = ANY (ARRAY['keep'::text, 'delete'::text, 'clear'::text, 'pseudonym'::text, 'digest'::text, 'scrub'::text]))),
    CONSTRAINT personal_column_whose_known CHECK ((whose = ANY (ARRAY['learner'::text, 'witness'::text, 'staff'::text, 'nobody'::text])))
);

CREATE VIEW public.personal_file AS
 SELECT ((c.conrelid)::regclass)::text AS relation,
    a.attname AS attribute
   FROM (pg_constraint c
     JOIN pg_attribute a ON (((a.attrelid = c.conrelid) AND (a.attnum = c.conkey[1]))))
  WHERE ((c.contype = 'f'::"char") AND (c.confrelid = ('public.evidence_object'::regclass)::oid) AND (c.confdeltype <> 'c'::"char") AND (c.conrelid <> ALL (ARRAY[('public.evidence_preview'::regclass)::oid, ('public.blind_copy'::regclass)::oid])));

CREATE TABLE public.personal_relation (
    relation text NOT NULL,
    says text NOT NULL,
    of_learner text,
    told text,
    is_deleted boolean NOT NULL,
    place integer NOT NULL
);

CREATE TABLE public.policy (
    id text NOT NULL,
    version text NOT NULL,
    fingerprint text NOT NULL,
    title text NOT NULL,
    document jsonb NOT NULL,
    loaded_at timestamp with time zone NOT NULL
);

CREATE TABLE public.portfolio (
    id uuid NOT NULL,
    institution_id uuid NOT NULL,
    learner_id uuid NOT NULL,
    title text NOT NULL,
    state text NOT NULL,
    state_since timestamp with time zone NOT NULL,
    policy_id text NOT NULL,
    policy_version text NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT portfolio_state_known CHECK ((state = ANY (ARRAY['draft'::text, 'submitted'::text, 'returned'::text, 'admitted'::text, 'inAssessment'::text, 'assessed'::text, 'recommended'::text, 'decided'::text, 'closed'::text, 'withdrawn'::text, 'lapsed'::text])))
);

CREATE TABLE public.portfolio_adviser (
    portfolio_id uuid NOT NULL,
    institution_id uuid NOT NULL,
    adviser_id uuid NOT NULL,
    since timestamp with time zone NOT NULL,
    until timestamp with time zone
);

CREATE TABLE public.portfolio_usage (
    portfolio_id uuid NOT NULL,
    institution_id uuid NOT NULL,
    kept_bytes bigint DEFAULT 0 NOT NULL,
    kept_items bigint DEFAULT 0 NOT NULL,
    reserved_bytes bigint DEFAULT 0 NOT NULL,
    reserved_items bigint DEFAULT 0 NOT NULL,
    CONSTRAINT portfolio_usage_not_negative CHECK (((kept_bytes >= 0) AND (kept_items >= 0) AND (reserved_bytes >= 0) AND (reserved_items >= 0)))
);

CREATE TABLE public.prior_credential (
    evidence_id uuid NOT NULL,
    format text NOT NULL,
    carrier text,
    title text NOT NULL,
    awarding_body text NOT NULL,
    awarded_on date,
    expires_on date,
    number text,
    level text,
    credit text,
    holder_name text,
    stated_by uuid,
    stated_at timestamp with time zone NOT NULL,
    statement text NOT NULL,
    statement_digest bytea NOT NULL,
    CONSTRAINT prior_credential_badge_has_carrier CHECK (((format = 'certificate'::text) = (carrier IS NULL))),
    CONSTRAINT prior_credential_carrier_known CHECK ((carrier = ANY (ARRAY['png'::text, 'svg'::text, 'json'::text, 'jwt'::text]))),
    CONSTRAINT prior_credential_format_known CHECK ((format = ANY (ARRAY['certificate'::text, 'openBadges2'::text, 'openBadges3'::text])))
);

CREATE TABLE public.qualification (
    id text NOT NULL,
    version text NOT NULL,
    fingerprint text NOT NULL,
    title text NOT NULL,
    document jsonb NOT NULL,
    loaded_at timestamp with time zone NOT NULL
);

CREATE TABLE public.receipt (
    id uuid NOT NULL,
    institution_id uuid NOT NULL,
    credit_id uuid NOT NULL,
    number integer NOT NULL,
    verdict text NOT NULL,
    credits numeric,
    course_code text,
    reason text DEFAULT ''::text NOT NULL,
    answered_by uuid NOT NULL,
    answered_at timestamp with time zone NOT NULL,
    CONSTRAINT receipt_verdict_known CHECK ((verdict = ANY (ARRAY['accepted'::text, 'partly'::text, 'refused'::text])))
);

CREATE TABLE public.recommendation (
    id uuid NOT NULL,
    institution_id uuid NOT NULL,
    submission_id uuid NOT NULL,
    claim_id uuid NOT NULL,
    kind text NOT NULL,
    credits numeric,
    credit_system text,
    framework_id text NOT NULL,
    framework_version text NOT NULL,
    level integer NOT NULL,
    subjects jsonb DEFAULT '[]'::jsonb NOT NULL,
    conditions text DEFAULT ''::text NOT NULL,
    reasons jsonb DEFAULT '[]'::jsonb NOT NULL,
    next_step text DEFAULT ''::text NOT NULL,
    gap_plan jsonb DEFAULT '[]'::jsonb NOT NULL,
    chain jsonb NOT NULL,
    chain_digest bytea NOT NULL,
    valid_until date,
    recommended_by uuid NOT NULL,
    recommended_at timestamp with time zone NOT NULL,
    CONSTRAINT recommendation_credit_is_whole CHECK ((((credits IS NULL) = (credit_system IS NULL)) AND ((kind = 'credit'::text) OR (credits IS NULL)))),
    CONSTRAINT recommendation_credits_positive CHECK ((credits > (0)::numeric)),
    CONSTRAINT recommendation_kind_known CHECK ((kind = ANY (ARRAY['credit'::text, 'refusal'::text])))
);

CREATE TABLE public.release (
    id uuid NOT NULL,
    institution_id uuid NOT NULL,
    submission_id uuid NOT NULL,
    released_by uuid,
    released_at timestamp with time zone NOT NULL
);

CREATE TABLE public.return_answer (
    submission_id uuid NOT NULL,
    reason integer NOT NULL,
    institution_id uuid NOT NULL,
    says text DEFAULT ''::text NOT NULL,
    evidence_ids uuid[] DEFAULT '{}'::uuid[] NOT NULL,
    answered_by uuid NOT NULL,
    answered_at timestamp with time zone NOT NULL,
    CONSTRAINT return_answer_not_empty CHECK (((says <> ''::text) OR (cardinality(evidence_ids) > 0))),
    CONSTRAINT return_answer_reason_positive CHECK ((reason > 0))
);

CREATE TABLE public.return_for_completion (
    submission_id uuid NOT NULL,
    institution_id uuid NOT NULL,
    returned_by uuid NOT NULL,
    returned_at timestamp with time zone NOT NULL,
    reasons jsonb NOT NULL
);

CREATE TABLE public.rubric_move (
    id uuid NOT NULL,
    institution_id uuid NOT NULL,
    submission_id uuid NOT NULL,
    claim_id uuid NOT NULL,
    number integer NOT NULL,
    unit_id text NOT NULL,
    from_version text NOT NULL,
    from_fingerprint text NOT NULL,
    to_version text NOT NULL,
    to_fingerprint text NOT NULL,
    reason text NOT NULL,
    moved_by uuid NOT NULL,
    moved_at timestamp with time zone NOT NULL
);

CREATE TABLE public.rubrics_revision (
    is_one boolean DEFAULT true NOT NULL,
    revision bigint NOT NULL,
    CONSTRAINT rubrics_revision_once CHECK (is_one)
);

CREATE TABLE public.ruling (
    id uuid NOT NULL,
    institution_id uuid NOT NULL,
    assignment_id uuid NOT NULL,
    claim_id uuid NOT NULL,
    evidence_id uuid NOT NULL,
    revision integer NOT NULL,
    valid text NOT NULL,
    sufficient text NOT NULL,
    authentic text NOT NULL,
    current text NOT NULL,
    ruled_at timestamp with time zone NOT NULL,
    valid_reason text DEFAULT ''::text NOT NULL,
    sufficient_reason text DEFAULT ''::text NOT NULL,
    authentic_reason text DEFAULT ''::text NOT NULL,
    current_reason text DEFAULT ''::text NOT NULL,
    revision_reason text,
    ruled_by uuid NOT NULL,
    item_digest bytea,
    CONSTRAINT ruling_authentic_known CHECK ((authentic = ANY (ARRAY['yes'::text, 'no'::text, 'unsure'::text]))),
    CONSTRAINT ruling_current_known CHECK ((current = ANY (ARRAY['yes'::text, 'no'::text, 'unsure'::text]))),
    CONSTRAINT ruling_doubted_with_reason CHECK ((((valid = 'yes'::text) OR (valid_reason <> ''::text)) AND ((sufficient = 'yes'::text) OR (sufficient_reason <> ''::text)) AND ((authentic = 'yes'::text) OR (authentic_reason <> ''::text)) AND ((current = 'yes'::text) OR (current_reason <> ''::text)))),
    CONSTRAINT ruling_item_digest_is_sha256 CHECK ((octet_length(item_digest) = 32)),
    CONSTRAINT ruling_revised_with_reason CHECK (((revision > 1) = (revision_reason IS NOT NULL))),
    CONSTRAINT ruling_sufficient_known CHECK ((sufficient = ANY (ARRAY['yes'::text, 'no'::text, 'unsure'::text]))),
    CONSTRAINT ruling_valid_known CHECK ((valid = ANY (ARRAY['yes'::text, 'no'::text, 'unsure'::text])))
);

CREATE TABLE public.score (
    scorecard_id uuid NOT NULL,
    criterion_id text NOT NULL,
    level_id text NOT NULL,
    comment text DEFAULT ''::text NOT NULL,
    scored_at timestamp with time zone NOT NULL
);

CREATE TABLE public.scorecard (
    id uuid NOT NULL,
    institution_id uuid NOT NULL,
    assignment_id uuid NOT NULL,
    claim_id uuid NOT NULL,
    unit_id text NOT NULL,
    unit_version text NOT NULL,
    rubric_fingerprint text NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    submitted_at timestamp with time zone,
    outcome text,
    result jsonb,
    superseded_at timestamp with time zone,
    CONSTRAINT scorecard_outcome_known CHECK ((outcome = ANY (ARRAY['competent'::text, 'notYetCompetent'::text]))),
    CONSTRAINT scorecard_outcome_when_submitted CHECK (((submitted_at IS NULL) = (outcome IS NULL)))
);

CREATE TABLE public.session (
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    token_digest bytea NOT NULL,
    device text DEFAULT ''::text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_seen_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone
);

CREATE TABLE public.share (
    id uuid NOT NULL,
    learner_id uuid NOT NULL,
    token_digest bytea NOT NULL,
    label text DEFAULT ''::text NOT NULL,
    credit_ids uuid[] NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    most_looks integer,
    looks integer DEFAULT 0 NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT share_looks_positive CHECK ((most_looks > 0)),
    CONSTRAINT share_not_looked_at_more CHECK ((looks <= most_looks)),
    CONSTRAINT share_of_something CHECK ((cardinality(credit_ids) > 0))
);

CREATE TABLE public.share_look (
    id uuid NOT NULL,
    share_id uuid NOT NULL,
    name text NOT NULL,
    organisation text DEFAULT ''::text NOT NULL,
    looked_at timestamp with time zone NOT NULL
);

CREATE TABLE public.sign_in_throttle (
    key bytea NOT NULL,
    failures integer NOT NULL,
    last_failure_at timestamp with time zone NOT NULL,
    blocked_until timestamp with time zone
);

CREATE TABLE public.submission (
    id uuid NOT NULL,
    institution_id uuid NOT NULL,
    portfolio_id uuid NOT NULL,
    number integer NOT NULL,
    manifest text NOT NULL,
    manifest_digest bytea NOT NULL,
    receipt_code text NOT NULL,
    submitted_by uuid NOT NULL,
    submitted_at timestamp with time zone NOT NULL
);

CREATE TABLE public.submission_claim (
    submission_id uuid NOT NULL,
    claim_id uuid NOT NULL,
    institution_id uuid NOT NULL,
    unit_id text NOT NULL,
    unit_version text NOT NULL,
    unit_fingerprint text NOT NULL,
    evidence_ids uuid[] NOT NULL
);

CREATE TABLE public.submission_sufficiency (
    submission_id uuid NOT NULL,
    institution_id uuid NOT NULL,
    day date NOT NULL,
    findings jsonb NOT NULL
);

CREATE TABLE public.testimonial (
    evidence_id uuid NOT NULL,
    request_id uuid NOT NULL,
    witness_name text NOT NULL,
    witness_role text NOT NULL,
    organisation text NOT NULL,
    contact text NOT NULL,
    relationship text NOT NULL,
    first_hand boolean NOT NULL,
    related_by_family boolean NOT NULL,
    known_from date NOT NULL,
    known_until date,
    answers jsonb NOT NULL,
    signature text NOT NULL,
    signed_at timestamp with time zone NOT NULL,
    statement text NOT NULL,
    statement_digest bytea NOT NULL,
    language text DEFAULT 'en'::text NOT NULL,
    handed_over boolean DEFAULT false NOT NULL,
    questions integer DEFAULT 0 NOT NULL,
    confirmed_contact text,
    contact_confirmed_at timestamp with time zone,
    contact_confirmed_by text,
    contact_denied_at timestamp with time zone,
    withdrawn_at timestamp with time zone,
    withdrawal_reason text,
    CONSTRAINT testimonial_confirmed_by_known CHECK ((contact_confirmed_by = ANY (ARRAY['mailedLink'::text, 'mailedCode'::text, 'call'::text]))),
    CONSTRAINT testimonial_confirmed_whole CHECK ((((contact_confirmed_at IS NULL) = (contact_confirmed_by IS NULL)) AND ((contact_confirmed_at IS NULL) = (confirmed_contact IS NULL)))),
    CONSTRAINT testimonial_withdrawn_whole CHECK (((withdrawn_at IS NULL) = (withdrawal_reason IS NULL)))
);

CREATE TABLE public.testimonial_draft (
    request_id uuid NOT NULL,
    version integer NOT NULL,
    body jsonb NOT NULL,
    saved_at timestamp with time zone NOT NULL
);

CREATE TABLE public.testimonial_link (
    token_digest bytea NOT NULL,
    request_id uuid NOT NULL,
    via text NOT NULL,
    made_at timestamp with time zone NOT NULL,
    CONSTRAINT testimonial_link_via_known CHECK ((via = ANY (ARRAY['mail'::text, 'hand'::text])))
);

CREATE TABLE public.testimonial_recording (
    request_id uuid NOT NULL,
    digest bytea NOT NULL,
    size bigint NOT NULL,
    file_name text NOT NULL,
    declared_type text,
    detected_type text NOT NULL,
    encoding text,
    libmagic_version text NOT NULL,
    libmagic_database text,
    accepted_type text NOT NULL,
    accepted_rule text NOT NULL,
    quarantined_by text,
    recorded_at timestamp with time zone NOT NULL,
    CONSTRAINT testimonial_recording_not_empty CHECK ((size > 0))
);

CREATE TABLE public.testimonial_request (
    id uuid NOT NULL,
    institution_id uuid NOT NULL,
    portfolio_id uuid NOT NULL,
    claim_id uuid NOT NULL,
    witness_name text NOT NULL,
    witness_email text,
    message text DEFAULT ''::text NOT NULL,
    token_digest bytea,
    requested_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    links integer DEFAULT 1 NOT NULL,
    answered_at timestamp with time zone,
    declined_at timestamp with time zone,
    withdrawn_at timestamp with time zone,
    link_via text DEFAULT 'mail'::text NOT NULL,
    handed_over_at timestamp with time zone,
    next_reminder_at timestamp with time zone,
    reminders integer DEFAULT 0 NOT NULL,
    expiry_told_at timestamp with time zone,
    CONSTRAINT testimonial_request_via_known CHECK ((link_via = ANY (ARRAY['mail'::text, 'hand'::text])))
);

CREATE TABLE public.time_stamp (
    submission_id uuid NOT NULL,
    institution_id uuid NOT NULL,
    digest bytea NOT NULL,
    wanted_at timestamp with time zone NOT NULL,
    next_attempt_at timestamp with time zone NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    last_fault text,
    response bytea,
    stamped_at timestamp with time zone,
    serial text,
    authority text,
    CONSTRAINT time_stamp_digest_is_sha256 CHECK ((octet_length(digest) = 32)),
    CONSTRAINT time_stamp_whole CHECK ((((response IS NULL) = (stamped_at IS NULL)) AND ((response IS NULL) = (serial IS NULL)) AND ((response IS NULL) = (authority IS NULL))))
);

CREATE TABLE public.translation (
    id uuid NOT NULL,
    institution_id uuid NOT NULL,
    evidence_id uuid NOT NULL,
    language text NOT NULL,
    text text,
    item_id uuid,
    translator_name text NOT NULL,
    relation text NOT NULL,
    declared_by uuid,
    declared_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    CONSTRAINT translation_is_text_or_item CHECK (((text IS NULL) <> (item_id IS NULL))),
    CONSTRAINT translation_relation_known CHECK ((relation = ANY (ARRAY['self'::text, 'friend'::text, 'sworn'::text, 'institution'::text, 'machine'::text])))
);

CREATE TABLE public.unit (
    id text NOT NULL,
    version text NOT NULL,
    fingerprint text NOT NULL,
    title text NOT NULL,
    document jsonb NOT NULL,
    loaded_at timestamp with time zone NOT NULL
);

CREATE TABLE public.upload (
    id uuid NOT NULL,
    owner_id uuid NOT NULL,
    kind text NOT NULL,
    institution_id uuid,
    portfolio_id uuid,
    length bigint NOT NULL,
    metadata text NOT NULL,
    concat text,
    parts uuid[] DEFAULT '{}'::uuid[] NOT NULL,
    repr_digest bytea,
    checked_to bigint,
    state text NOT NULL,
    evidence_id uuid,
    problem jsonb,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT upload_digest_is_sha256 CHECK ((octet_length(repr_digest) = 32)),
    CONSTRAINT upload_end_is_told CHECK ((((state = 'settled'::text) = (evidence_id IS NOT NULL)) AND ((state = 'refused'::text) = (problem IS NOT NULL)) AND ((state = ANY (ARRAY['settled'::text, 'refused'::text])) = (ended_at IS NOT NULL)))),
    CONSTRAINT upload_joined_is_partial CHECK (((state <> 'joined'::text) OR (kind = 'partial'::text))),
    CONSTRAINT upload_kind_known CHECK ((kind = ANY (ARRAY['whole'::text, 'partial'::text, 'final'::text]))),
    CONSTRAINT upload_length_not_negative CHECK ((length >= 0)),
    CONSTRAINT upload_names_its_portfolio CHECK (((kind = 'partial'::text) = (portfolio_id IS NULL))),
    CONSTRAINT upload_portfolio_has_institution CHECK (((portfolio_id IS NULL) = (institution_id IS NULL))),
    CONSTRAINT upload_state_known CHECK ((state = ANY (ARRAY['open'::text, 'joined'::text, 'settled'::text, 'refused'::text])))
);

CREATE TABLE public.webhook (
    id uuid NOT NULL,
    institution_id uuid NOT NULL,
    client_id uuid NOT NULL,
    url text NOT NULL,
    kinds text[] DEFAULT '{}'::text[] NOT NULL,
    state text NOT NULL,
    failures integer DEFAULT 0 NOT NULL,
    failing_since timestamp with time zone,
    retry_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    verified_at timestamp with time zone,
    disabled_at timestamp with time zone,
    disabled_because text,
    CONSTRAINT webhook_disabled_with_reason CHECK (((disabled_at IS NULL) = (disabled_because IS NULL))),
    CONSTRAINT webhook_state_known CHECK ((state = ANY (ARRAY['unverified'::text, 'active'::text, 'disabled'::text, 'removed'::text])))
);

CREATE TABLE public.webhook_delivery (
    id uuid NOT NULL,
    webhook_id uuid NOT NULL,
    institution_id uuid NOT NULL,
    "position" bigint NOT NULL,
    learner_id uuid NOT NULL,
    state text NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    next_attempt_at timestamp with time zone NOT NULL,
    leased_until timestamp with time zone,
    last_status integer,
    last_fault text,
    owed_at timestamp with time zone NOT NULL,
    taken_at timestamp with time zone,
    CONSTRAINT webhook_delivery_state_known CHECK ((state = ANY (ARRAY['waiting'::text, 'taken'::text, 'dead'::text])))
);

CREATE TABLE public.webhook_secret (
    webhook_id uuid NOT NULL,
    number integer NOT NULL,
    secret bytea NOT NULL,
    made_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone
);

CREATE TABLE public.witness_contact (
    request_id uuid NOT NULL,
    email text NOT NULL,
    code_hash text,
    code_expires_at timestamp with time zone NOT NULL,
    tries integer DEFAULT 0 NOT NULL,
    codes_sent integer DEFAULT 1 NOT NULL,
    code_sent_at timestamp with time zone NOT NULL,
    confirmed_at timestamp with time zone
);

ALTER TABLE ONLY public.admission
    ADD CONSTRAINT admission_pkey PRIMARY KEY (submission_id);

ALTER TABLE ONLY public.allocation_mark
    ADD CONSTRAINT allocation_mark_pkey PRIMARY KEY (allocation_id, place);

ALTER TABLE ONLY public.allocation
    ADD CONSTRAINT allocation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.anchor_attempt
    ADD CONSTRAINT anchor_attempt_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.anchor
    ADD CONSTRAINT anchor_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.appeal_evidence
    ADD CONSTRAINT appeal_evidence_pkey PRIMARY KEY (appeal_id, evidence_id);

ALTER TABLE ONLY public.appeal_opinion
    ADD CONSTRAINT appeal_opinion_pkey PRIMARY KEY (appeal_id, person_id);

ALTER TABLE ONLY public.appeal_outcome
    ADD CONSTRAINT appeal_outcome_pkey PRIMARY KEY (appeal_id);

ALTER TABLE ONLY public.appeal_panelist
    ADD CONSTRAINT appeal_panelist_pkey PRIMARY KEY (appeal_id, person_id);

ALTER TABLE ONLY public.appeal
    ADD CONSTRAINT appeal_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.appeal_statement
    ADD CONSTRAINT appeal_statement_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.assessment_draft
    ADD CONSTRAINT assessment_draft_once_per_version PRIMARY KEY (assignment_id, claim_id, version);

ALTER TABLE ONLY public.assessor_drift
    ADD CONSTRAINT assessor_drift_pkey PRIMARY KEY (institution_id, assessor_id);

ALTER TABLE ONLY public.assessor_profile
    ADD CONSTRAINT assessor_profile_pkey PRIMARY KEY (institution_id, person_id);

ALTER TABLE ONLY public.assignment
    ADD CONSTRAINT assignment_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.authored_document
    ADD CONSTRAINT authored_document_once UNIQUE (kind, document_id, version);

ALTER TABLE ONLY public.authored_document
    ADD CONSTRAINT authored_document_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.bag_import
    ADD CONSTRAINT bag_import_once UNIQUE (portfolio_id, bag_digest);

ALTER TABLE ONLY public.bag_import
    ADD CONSTRAINT bag_import_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.bag_record
    ADD CONSTRAINT bag_record_pkey PRIMARY KEY (import_id, path);

ALTER TABLE ONLY public.blind_copy
    ADD CONSTRAINT blind_copy_pkey PRIMARY KEY (digest);

ALTER TABLE ONLY public.case_clock
    ADD CONSTRAINT case_clock_pkey PRIMARY KEY (portfolio_id);

ALTER TABLE ONLY public.case_package
    ADD CONSTRAINT case_package_once UNIQUE (institution_id, digest);

ALTER TABLE ONLY public.case_package
    ADD CONSTRAINT case_package_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.claim_outcome_before
    ADD CONSTRAINT claim_outcome_before_pkey PRIMARY KEY (moderation_id);

ALTER TABLE ONLY public.claim_outcome
    ADD CONSTRAINT claim_outcome_pkey PRIMARY KEY (submission_id, claim_id);

ALTER TABLE ONLY public.claim
    ADD CONSTRAINT claim_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.client_assertion
    ADD CONSTRAINT client_assertion_pkey PRIMARY KEY (client_id, id_digest);

ALTER TABLE ONLY public.client
    ADD CONSTRAINT client_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.client_token
    ADD CONSTRAINT client_token_pkey PRIMARY KEY (token_digest);

ALTER TABLE ONLY public.conflict_declaration
    ADD CONSTRAINT conflict_declaration_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.consent
    ADD CONSTRAINT consent_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.contact_check
    ADD CONSTRAINT contact_check_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.credential_check
    ADD CONSTRAINT credential_check_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.credential_inquiry
    ADD CONSTRAINT credential_inquiry_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.credit_fact
    ADD CONSTRAINT credit_fact_number_once UNIQUE (credit_id, number);

ALTER TABLE ONLY public.credit_fact
    ADD CONSTRAINT credit_fact_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.credit
    ADD CONSTRAINT credit_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.credit
    ADD CONSTRAINT credit_replaced_once UNIQUE (replaces);

ALTER TABLE ONLY public.crosswalk
    ADD CONSTRAINT crosswalk_pkey PRIMARY KEY (id, version);

ALTER TABLE ONLY public.currency_statement
    ADD CONSTRAINT currency_statement_pkey PRIMARY KEY (evidence_id);

ALTER TABLE ONLY public.decision
    ADD CONSTRAINT decision_once_per_recommendation UNIQUE (recommendation_id);

ALTER TABLE ONLY public.decision
    ADD CONSTRAINT decision_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.decision_signature
    ADD CONSTRAINT decision_signature_number_once UNIQUE (recommendation_id, number);

ALTER TABLE ONLY public.decision_signature
    ADD CONSTRAINT decision_signature_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.document_review
    ADD CONSTRAINT document_review_once UNIQUE (authored_document_id, revision, reviewed_by);

ALTER TABLE ONLY public.document_review
    ADD CONSTRAINT document_review_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.document_steward
    ADD CONSTRAINT document_steward_once PRIMARY KEY (kind, document_id);

ALTER TABLE ONLY public.document_supersession
    ADD CONSTRAINT document_superseded_once PRIMARY KEY (kind, document_id, version);

ALTER TABLE ONLY public.encounter_code
    ADD CONSTRAINT encounter_code_pkey PRIMARY KEY (encounter_id);

ALTER TABLE ONLY public.encounter_file
    ADD CONSTRAINT encounter_file_pkey PRIMARY KEY (encounter_id);

ALTER TABLE ONLY public.encounter
    ADD CONSTRAINT encounter_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.encounter_report
    ADD CONSTRAINT encounter_report_once UNIQUE (encounter_id);

ALTER TABLE ONLY public.encounter_report
    ADD CONSTRAINT encounter_report_pkey PRIMARY KEY (evidence_id);

ALTER TABLE ONLY public.equivalence
    ADD CONSTRAINT equivalence_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.erasure_object
    ADD CONSTRAINT erasure_object_pkey PRIMARY KEY (erasure_id, digest);

ALTER TABLE ONLY public.erasure
    ADD CONSTRAINT erasure_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.event_chain
    ADD CONSTRAINT event_chain_pkey PRIMARY KEY (chain_id);

ALTER TABLE ONLY public.event
    ADD CONSTRAINT event_id_once UNIQUE (id);

ALTER TABLE ONLY public.event
    ADD CONSTRAINT event_pkey PRIMARY KEY (chain_id, "position");

ALTER TABLE ONLY public.event_why
    ADD CONSTRAINT event_why_pkey PRIMARY KEY (event_id);

ALTER TABLE ONLY public.evidence_comment
    ADD CONSTRAINT evidence_comment_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.evidence_file
    ADD CONSTRAINT evidence_file_pkey PRIMARY KEY (evidence_id);

ALTER TABLE ONLY public.evidence_fingerprint
    ADD CONSTRAINT evidence_fingerprint_pkey PRIMARY KEY (digest, kind, page, part);

ALTER TABLE ONLY public.evidence_link
    ADD CONSTRAINT evidence_link_once UNIQUE (claim_id, evidence_id, criterion_id);

ALTER TABLE ONLY public.evidence_link
    ADD CONSTRAINT evidence_link_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.evidence_look
    ADD CONSTRAINT evidence_look_pkey PRIMARY KEY (digest);

ALTER TABLE ONLY public.evidence_match
    ADD CONSTRAINT evidence_match_pkey PRIMARY KEY (first_digest, second_digest, kind);

ALTER TABLE ONLY public.evidence_metadata
    ADD CONSTRAINT evidence_metadata_pkey PRIMARY KEY (digest);

ALTER TABLE ONLY public.evidence_object
    ADD CONSTRAINT evidence_object_pkey PRIMARY KEY (digest);

ALTER TABLE ONLY public.evidence_origin
    ADD CONSTRAINT evidence_origin_pkey PRIMARY KEY (evidence_id);

ALTER TABLE ONLY public.evidence
    ADD CONSTRAINT evidence_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.evidence_preview
    ADD CONSTRAINT evidence_preview_pkey PRIMARY KEY (digest, page, box);

ALTER TABLE ONLY public.evidence_scan
    ADD CONSTRAINT evidence_scan_pkey PRIMARY KEY (digest);

ALTER TABLE ONLY public.evidence_tombstone
    ADD CONSTRAINT evidence_tombstone_pkey PRIMARY KEY (evidence_id);

ALTER TABLE ONLY public.feed_entry
    ADD CONSTRAINT feed_entry_id_once UNIQUE (id);

ALTER TABLE ONLY public.feed_entry
    ADD CONSTRAINT feed_entry_pkey PRIMARY KEY (institution_id, "position");

ALTER TABLE ONLY public.feed
    ADD CONSTRAINT feed_pkey PRIMARY KEY (institution_id);

ALTER TABLE ONLY public.framework
    ADD CONSTRAINT framework_pkey PRIMARY KEY (id, version);

ALTER TABLE ONLY public.handed_code
    ADD CONSTRAINT handed_code_once_per_request UNIQUE (request_id);

ALTER TABLE ONLY public.handed_code
    ADD CONSTRAINT handed_code_pkey PRIMARY KEY (locator);

ALTER TABLE ONLY public.idempotency
    ADD CONSTRAINT idempotency_pkey PRIMARY KEY (caller, key);

ALTER TABLE ONLY public.institution
    ADD CONSTRAINT institution_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.institution
    ADD CONSTRAINT institution_slug_once UNIQUE (slug);

ALTER TABLE ONLY public.institution_usage
    ADD CONSTRAINT institution_usage_pkey PRIMARY KEY (institution_id);

ALTER TABLE ONLY public.invitation
    ADD CONSTRAINT invitation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.invitation
    ADD CONSTRAINT invitation_token_once UNIQUE (token_digest);

ALTER TABLE ONLY public.job
    ADD CONSTRAINT job_owed_once UNIQUE (kind, subject, key);

ALTER TABLE ONLY public.job
    ADD CONSTRAINT job_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.legal_hold
    ADD CONSTRAINT legal_hold_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.mail
    ADD CONSTRAINT mail_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.membership
    ADD CONSTRAINT membership_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.migration
    ADD CONSTRAINT migration_pkey PRIMARY KEY (number);

ALTER TABLE ONLY public.moderation
    ADD CONSTRAINT moderation_once_per_outcome UNIQUE (submission_id, claim_id, settled_at);

ALTER TABLE ONLY public.moderation
    ADD CONSTRAINT moderation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.moderation_round
    ADD CONSTRAINT moderation_round_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.notification
    ADD CONSTRAINT notification_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.notification_preference
    ADD CONSTRAINT notification_preference_pkey PRIMARY KEY (person_id);

ALTER TABLE ONLY public.oidc_sign_in
    ADD CONSTRAINT oidc_sign_in_pkey PRIMARY KEY (state_digest);

ALTER TABLE ONLY public.original_sighting
    ADD CONSTRAINT original_sighting_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.panel_member
    ADD CONSTRAINT panel_member_pkey PRIMARY KEY (panel_id, person_id);

ALTER TABLE ONLY public.panel
    ADD CONSTRAINT panel_once_per_seat UNIQUE (assignment_id);

ALTER TABLE ONLY public.panel
    ADD CONSTRAINT panel_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.password_link
    ADD CONSTRAINT password_link_pkey PRIMARY KEY (person_id);

ALTER TABLE ONLY public.password_link
    ADD CONSTRAINT password_link_token_once UNIQUE (token_digest);

ALTER TABLE ONLY public.person_about
    ADD CONSTRAINT person_about_pkey PRIMARY KEY (person_id);

ALTER TABLE ONLY public.person
    ADD CONSTRAINT person_email_once UNIQUE (email);

ALTER TABLE ONLY public.person_identity
    ADD CONSTRAINT person_identity_pkey PRIMARY KEY (issuer, subject);

ALTER TABLE ONLY public.person
    ADD CONSTRAINT person_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.personal_column
    ADD CONSTRAINT personal_column_pkey PRIMARY KEY (relation, name);

ALTER TABLE ONLY public.personal_relation
    ADD CONSTRAINT personal_relation_pkey PRIMARY KEY (relation);

ALTER TABLE ONLY public.policy
    ADD CONSTRAINT policy_pkey PRIMARY KEY (id, version);

ALTER TABLE ONLY public.portfolio_adviser
    ADD CONSTRAINT portfolio_adviser_pkey PRIMARY KEY (portfolio_id, adviser_id);

ALTER TABLE ONLY public.portfolio
    ADD CONSTRAINT portfolio_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.portfolio_usage
    ADD CONSTRAINT portfolio_usage_pkey PRIMARY KEY (portfolio_id);

ALTER TABLE ONLY public.prior_credential
    ADD CONSTRAINT prior_credential_pkey PRIMARY KEY (evidence_id);

ALTER TABLE ONLY public.qualification
    ADD CONSTRAINT qualification_pkey PRIMARY KEY (id, version);

ALTER TABLE ONLY public.receipt
    ADD CONSTRAINT receipt_number_once UNIQUE (institution_id, credit_id, number);

ALTER TABLE ONLY public.receipt
    ADD CONSTRAINT receipt_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.recommendation
    ADD CONSTRAINT recommendation_once_per_claim UNIQUE (submission_id, claim_id);

ALTER TABLE ONLY public.recommendation
    ADD CONSTRAINT recommendation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.release
    ADD CONSTRAINT release_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.release
    ADD CONSTRAINT release_submission_id_key UNIQUE (submission_id);

ALTER TABLE ONLY public.return_answer
    ADD CONSTRAINT return_answer_pkey PRIMARY KEY (submission_id, reason);

ALTER TABLE ONLY public.return_for_completion
    ADD CONSTRAINT return_for_completion_pkey PRIMARY KEY (submission_id);

ALTER TABLE ONLY public.rubric_move
    ADD CONSTRAINT rubric_move_number_once UNIQUE (submission_id, claim_id, number);

ALTER TABLE ONLY public.rubric_move
    ADD CONSTRAINT rubric_move_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.rubrics_revision
    ADD CONSTRAINT rubrics_revision_pkey PRIMARY KEY (is_one);

ALTER TABLE ONLY public.ruling
    ADD CONSTRAINT ruling_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.ruling
    ADD CONSTRAINT ruling_revision_once UNIQUE (assignment_id, claim_id, evidence_id, revision);

ALTER TABLE ONLY public.score
    ADD CONSTRAINT score_once_per_criterion PRIMARY KEY (scorecard_id, criterion_id);

ALTER TABLE ONLY public.scorecard
    ADD CONSTRAINT scorecard_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_token_once UNIQUE (token_digest);

ALTER TABLE ONLY public.share_look
    ADD CONSTRAINT share_look_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.share
    ADD CONSTRAINT share_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.share
    ADD CONSTRAINT share_token_once UNIQUE (token_digest);

ALTER TABLE ONLY public.sign_in_throttle
    ADD CONSTRAINT sign_in_throttle_pkey PRIMARY KEY (key);

ALTER TABLE ONLY public.submission_claim
    ADD CONSTRAINT submission_claim_pkey PRIMARY KEY (submission_id, claim_id);

ALTER TABLE ONLY public.submission
    ADD CONSTRAINT submission_number_once UNIQUE (portfolio_id, number);

ALTER TABLE ONLY public.submission
    ADD CONSTRAINT submission_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.submission
    ADD CONSTRAINT submission_receipt_once UNIQUE (receipt_code);

ALTER TABLE ONLY public.submission_sufficiency
    ADD CONSTRAINT submission_sufficiency_pkey PRIMARY KEY (submission_id);

ALTER TABLE ONLY public.testimonial_draft
    ADD CONSTRAINT testimonial_draft_pkey PRIMARY KEY (request_id);

ALTER TABLE ONLY public.testimonial_link
    ADD CONSTRAINT testimonial_link_pkey PRIMARY KEY (token_digest);

ALTER TABLE ONLY public.testimonial
    ADD CONSTRAINT testimonial_once_per_request UNIQUE (request_id);

ALTER TABLE ONLY public.testimonial
    ADD CONSTRAINT testimonial_pkey PRIMARY KEY (evidence_id);

ALTER TABLE ONLY public.testimonial_recording
    ADD CONSTRAINT testimonial_recording_pkey PRIMARY KEY (request_id);

ALTER TABLE ONLY public.testimonial_request
    ADD CONSTRAINT testimonial_request_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.testimonial_request
    ADD CONSTRAINT testimonial_request_token_once UNIQUE (token_digest);

ALTER TABLE ONLY public.time_stamp
    ADD CONSTRAINT time_stamp_pkey PRIMARY KEY (submission_id);

ALTER TABLE ONLY public.translation
    ADD CONSTRAINT translation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.unit
    ADD CONSTRAINT unit_pkey PRIMARY KEY (id, version);

ALTER TABLE ONLY public.upload
    ADD CONSTRAINT upload_evidence_once UNIQUE (evidence_id);

ALTER TABLE ONLY public.upload
    ADD CONSTRAINT upload_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.webhook_delivery
    ADD CONSTRAINT webhook_delivery_once UNIQUE (webhook_id, "position");

ALTER TABLE ONLY public.webhook_delivery
    ADD CONSTRAINT webhook_delivery_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.webhook
    ADD CONSTRAINT webhook_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.webhook_secret
    ADD CONSTRAINT webhook_secret_pkey PRIMARY KEY (webhook_id, number);

ALTER TABLE ONLY public.witness_contact
    ADD CONSTRAINT witness_contact_pkey PRIMARY KEY (request_id);

CREATE INDEX allocation_institution ON public.allocation USING btree (institution_id, id);

CREATE INDEX anchor_attempt_assessor ON public.anchor_attempt USING btree (assessor_id, id);

CREATE UNIQUE INDEX anchor_attempt_certifies_once ON public.anchor_attempt USING btree (anchor_id, assessor_id) WHERE (purpose = 'certification'::text);

CREATE INDEX anchor_institution ON public.anchor USING btree (institution_id, id);

CREATE UNIQUE INDEX anchor_once ON public.anchor USING btree (submission_id, claim_id) WHERE (retired_at IS NULL);

CREATE UNIQUE INDEX appeal_chair_once ON public.appeal_panelist USING btree (appeal_id) WHERE is_chair;

CREATE INDEX appeal_evidence_item ON public.appeal_evidence USING btree (evidence_id);

CREATE INDEX appeal_institution ON public.appeal USING btree (institution_id, lodged_at);

CREATE UNIQUE INDEX appeal_once ON public.appeal USING btree (decision_id) WHERE (withdrawn_at IS NULL);

CREATE INDEX appeal_panelist_person ON public.appeal_panelist USING btree (person_id);

CREATE INDEX appeal_statement_appeal ON public.appeal_statement USING btree (appeal_id, id);

CREATE INDEX appeal_submission ON public.appeal USING btree (submission_id);

CREATE UNIQUE INDEX assignment_assessor_once ON public.assignment USING btree (submission_id, assessor_id) WHERE ((declined_at IS NULL) AND (lapsed_at IS NULL));

CREATE INDEX assignment_institution ON public.assignment USING btree (institution_id, submission_id);

CREATE INDEX assignment_queue ON public.assignment USING btree (assessor_id, due_at) WHERE ((declined_at IS NULL) AND (lapsed_at IS NULL) AND (completed_at IS NULL));

CREATE UNIQUE INDEX assignment_seat_once ON public.assignment USING btree (submission_id, seat) WHERE ((declined_at IS NULL) AND (lapsed_at IS NULL));

CREATE INDEX authored_document_institution ON public.authored_document USING btree (institution_id, id);

CREATE INDEX blind_copy_digest ON public.blind_copy USING btree (copy_digest) WHERE (copy_digest IS NOT NULL);

CREATE INDEX blind_copy_due ON public.blind_copy USING btree (due_at) WHERE (state = 'pending'::text);

CREATE INDEX case_clock_escalate ON public.case_clock USING btree (escalate_at) WHERE (escalated_at IS NULL);

CREATE INDEX case_clock_institution ON public.case_clock USING btree (institution_id, portfolio_id);

CREATE INDEX case_clock_lapse ON public.case_clock USING btree (lapse_at) WHERE (lapse_at IS NOT NULL);

CREATE INDEX case_clock_remind ON public.case_clock USING btree (remind_at) WHERE (reminded_at IS NULL);

CREATE INDEX case_clock_stale ON public.case_clock USING btree (portfolio_id) WHERE is_stale;

CREATE UNIQUE INDEX claim_once_per_unit ON public.claim USING btree (portfolio_id, unit_id) WHERE (withdrawn_at IS NULL);

CREATE INDEX client_assertion_age ON public.client_assertion USING btree (expires_at);

CREATE INDEX client_institution ON public.client USING btree (institution_id);

CREATE INDEX conflict_declaration_pair ON public.conflict_declaration USING btree (person_id, learner_id) WHERE (ended_at IS NULL);

CREATE UNIQUE INDEX consent_once ON public.consent USING btree (learner_id, receiver_id) WHERE (withdrawn_at IS NULL);

CREATE INDEX contact_check_evidence ON public.contact_check USING btree (evidence_id, checked_at);

CREATE INDEX credential_check_evidence ON public.credential_check USING btree (evidence_id, id);

CREATE INDEX credential_inquiry_evidence ON public.credential_inquiry USING btree (evidence_id, id);

CREATE UNIQUE INDEX credit_fact_begins_once ON public.credit_fact USING btree (credit_id) WHERE (kind = ANY (ARRAY['granted'::text, 'corrected'::text]));

CREATE INDEX credit_institution ON public.credit USING btree (institution_id, posted_at);

CREATE INDEX credit_learner ON public.credit USING btree (learner_id, posted_at);

CREATE UNIQUE INDEX credit_once_per_decision ON public.credit USING btree (decision_id) WHERE (replaces IS NULL);

CREATE UNIQUE INDEX credit_once_per_unit ON public.credit USING btree (learner_id, unit_id) WHERE ((revoked_at IS NULL) AND (replaced_at IS NULL));

CREATE INDEX decision_institution ON public.decision USING btree (institution_id, decided_at);

CREATE INDEX decision_signature_signer ON public.decision_signature USING btree (signed_by);

CREATE INDEX document_steward_institution ON public.document_steward USING btree (institution_id);

CREATE INDEX encounter_conductor ON public.encounter USING btree (conductor_id, starts_at, id);

CREATE INDEX encounter_file_digest ON public.encounter_file USING btree (digest);

CREATE INDEX encounter_portfolio ON public.encounter USING btree (portfolio_id, starts_at, id);

CREATE INDEX encounter_report_conductor ON public.encounter_report USING btree (conductor_id);

CREATE INDEX equivalence_institution ON public.equivalence USING btree (institution_id, id) WHERE (removed_at IS NULL);

CREATE UNIQUE INDEX equivalence_once ON public.equivalence USING btree (institution_id, registry_id) WHERE ((registry_id IS NOT NULL) AND (removed_at IS NULL));

CREATE INDEX erasure_institution ON public.erasure USING btree (institution_id, asked_at);

CREATE UNIQUE INDEX erasure_once ON public.erasure USING btree (learner_id) WHERE (withdrawn_at IS NULL);

CREATE INDEX erasure_open ON public.erasure USING btree (due_at) WHERE ((withdrawn_at IS NULL) AND (scrubbed_at IS NULL));

CREATE INDEX event_subject ON public.event USING btree (subject_kind, subject_id);

CREATE INDEX evidence_comment_assignment ON public.evidence_comment USING btree (assignment_id, id);

CREATE INDEX evidence_file_digest ON public.evidence_file USING btree (digest);

CREATE INDEX evidence_fingerprint_quarter_1 ON public.evidence_fingerprint USING btree (quarter_1, part);

CREATE INDEX evidence_fingerprint_quarter_2 ON public.evidence_fingerprint USING btree (quarter_2, part);

CREATE INDEX evidence_fingerprint_quarter_3 ON public.evidence_fingerprint USING btree (quarter_3, part);

CREATE INDEX evidence_fingerprint_quarter_4 ON public.evidence_fingerprint USING btree (quarter_4, part);

CREATE INDEX evidence_fingerprint_sketch ON public.evidence_fingerprint USING gin (sketch) WHERE (kind = 'text'::text);

CREATE INDEX evidence_link_evidence ON public.evidence_link USING btree (evidence_id);

CREATE INDEX evidence_look_due ON public.evidence_look USING btree (due_at) WHERE (state = 'pending'::text);

CREATE INDEX evidence_match_second ON public.evidence_match USING btree (second_digest);

CREATE INDEX evidence_object_put ON public.evidence_object USING btree (put_at);

CREATE INDEX evidence_object_verified ON public.evidence_object USING btree (verified_at NULLS FIRST, digest);

CREATE INDEX evidence_origin_import ON public.evidence_origin USING btree (import_id);

CREATE INDEX evidence_page_of ON public.evidence USING btree (page_of, page) WHERE (page_of IS NOT NULL);

CREATE INDEX evidence_portfolio ON public.evidence USING btree (portfolio_id, added_at) WHERE (removed_at IS NULL);

CREATE INDEX evidence_preview_digest ON public.evidence_preview USING btree (preview_digest);

CREATE INDEX evidence_scan_due ON public.evidence_scan USING btree (next_attempt_at) WHERE (state = 'pending'::text);

CREATE INDEX feed_entry_credit ON public.feed_entry USING btree (credit_id);

CREATE UNIQUE INDEX feed_entry_granted_once ON public.feed_entry USING btree (institution_id, credit_id) WHERE (kind = 'granted'::text);

CREATE INDEX idempotency_age ON public.idempotency USING btree (answered_at);

CREATE INDEX invitation_institution ON public.invitation USING btree (institution_id, invited_at);

CREATE INDEX job_done ON public.job USING btree (done_at) WHERE (done_at IS NOT NULL);

CREATE INDEX job_due ON public.job USING btree (attempt_at) WHERE ((done_at IS NULL) AND (failed_at IS NULL));

CREATE INDEX legal_hold_learner ON public.legal_hold USING btree (learner_id) WHERE (lifted_at IS NULL);

CREATE UNIQUE INDEX legal_hold_once ON public.legal_hold USING btree (institution_id, learner_id) WHERE (lifted_at IS NULL);

CREATE INDEX mail_due ON public.mail USING btree (next_attempt_at) WHERE ((sent_at IS NULL) AND (failed_at IS NULL));

CREATE INDEX membership_person ON public.membership USING btree (person_id) WHERE (ended_at IS NULL);

CREATE UNIQUE INDEX membership_role_once ON public.membership USING btree (institution_id, person_id, role) WHERE (ended_at IS NULL);

CREATE INDEX moderation_institution ON public.moderation USING btree (institution_id, id);

CREATE INDEX moderation_moderator ON public.moderation USING btree (moderator_id, submission_id) WHERE (moderator_id IS NOT NULL);

CREATE INDEX moderation_open ON public.moderation USING btree (institution_id, id) WHERE ((verdict IS NULL) AND (is_drawn IS NOT FALSE));

CREATE INDEX moderation_round_institution ON public.moderation_round USING btree (institution_id, id);

CREATE INDEX notification_due ON public.notification USING btree (mail_due_at) WHERE (mail_due_at IS NOT NULL);

CREATE INDEX notification_mailed ON public.notification USING btree (person_id, mailed_at) WHERE (mailed_at IS NOT NULL);

CREATE INDEX notification_person ON public.notification USING btree (person_id, id);

CREATE UNIQUE INDEX notification_unread_once ON public.notification USING btree (person_id, kind, about_id) WHERE (read_at IS NULL);

CREATE INDEX oidc_sign_in_age ON public.oidc_sign_in USING btree (expires_at);

CREATE INDEX original_sighting_evidence ON public.original_sighting USING btree (evidence_id, recorded_at);

CREATE INDEX panel_member_person ON public.panel_member USING btree (person_id);

CREATE INDEX panel_submission ON public.panel USING btree (submission_id);

CREATE INDEX person_identity_person ON public.person_identity USING btree (person_id);

CREATE INDEX portfolio_adviser_person ON public.portfolio_adviser USING btree (adviser_id);

CREATE INDEX portfolio_institution ON public.portfolio USING btree (institution_id, state, state_since);

CREATE INDEX portfolio_learner ON public.portfolio USING btree (learner_id, created_at);

CREATE INDEX recommendation_institution ON public.recommendation USING btree (institution_id, recommended_at);

CREATE INDEX release_institution ON public.release USING btree (institution_id, released_at);

CREATE UNIQUE INDEX scorecard_once_per_claim ON public.scorecard USING btree (assignment_id, claim_id) WHERE (superseded_at IS NULL);

CREATE INDEX session_person ON public.session USING btree (person_id) WHERE (ended_at IS NULL);

CREATE INDEX share_learner ON public.share USING btree (learner_id, id);

CREATE INDEX share_look_share ON public.share_look USING btree (share_id, id);

CREATE INDEX submission_institution ON public.submission USING btree (institution_id, submitted_at);

CREATE INDEX testimonial_link_request ON public.testimonial_link USING btree (request_id);

CREATE INDEX testimonial_recording_digest ON public.testimonial_recording USING btree (digest);

CREATE INDEX testimonial_request_expiry ON public.testimonial_request USING btree (expires_at) WHERE ((answered_at IS NULL) AND (declined_at IS NULL) AND (withdrawn_at IS NULL) AND (expiry_told_at IS NULL));

CREATE INDEX testimonial_request_portfolio ON public.testimonial_request USING btree (portfolio_id, requested_at);

CREATE INDEX testimonial_request_reminder ON public.testimonial_request USING btree (next_reminder_at) WHERE ((answered_at IS NULL) AND (declined_at IS NULL) AND (withdrawn_at IS NULL));

CREATE INDEX time_stamp_due ON public.time_stamp USING btree (next_attempt_at) WHERE (response IS NULL);

CREATE INDEX translation_evidence ON public.translation USING btree (evidence_id) WHERE (removed_at IS NULL);

CREATE UNIQUE INDEX translation_item_once ON public.translation USING btree (item_id) WHERE (removed_at IS NULL);

CREATE INDEX upload_expiry ON public.upload USING btree (expires_at);

CREATE INDEX upload_open ON public.upload USING btree (id) WHERE (state = 'open'::text);

CREATE INDEX upload_owner ON public.upload USING btree (owner_id, id);

CREATE INDEX webhook_delivery_due ON public.webhook_delivery USING btree (webhook_id, "position") WHERE (state = 'waiting'::text);

CREATE INDEX webhook_delivery_order ON public.webhook_delivery USING btree (webhook_id, learner_id, "position") WHERE (state = 'waiting'::text);

CREATE INDEX webhook_institution ON public.webhook USING btree (institution_id) WHERE (state <> 'removed'::text);

CREATE TRIGGER admission_immutable BEFORE DELETE OR UPDATE ON public.admission FOR EACH ROW EXECUTE FUNCTION public.decided_is_immutable();

CREATE TRIGGER appeal_evidence_immutable BEFORE DELETE OR UPDATE ON public.appeal_evidence FOR EACH ROW EXECUTE FUNCTION public.decided_is_immutable();

CREATE TRIGGER appeal_moves_clock AFTER INSERT OR UPDATE ON public.appeal FOR EACH ROW EXECUTE FUNCTION public.case_clock_is_stale();

CREATE TRIGGER appeal_opinion_immutable BEFORE DELETE OR UPDATE ON public.appeal_opinion FOR EACH ROW EXECUTE FUNCTION public.decided_is_immutable();

CREATE TRIGGER appeal_outcome_immutable BEFORE DELETE OR UPDATE ON public.appeal_outcome FOR EACH ROW EXECUTE FUNCTION public.decided_is_immutable();

CREATE TRIGGER appeal_outcome_moves_clock AFTER INSERT ON public.appeal_outcome FOR EACH ROW EXECUTE FUNCTION public.case_clock_is_stale();

CREATE TRIGGER appeal_statement_immutable BEFORE DELETE OR UPDATE ON public.appeal_statement FOR EACH ROW EXECUTE FUNCTION public.decided_is_immutable();

CREATE TRIGGER assignment_blind_copies_wanted AFTER INSERT ON public.assignment FOR EACH ROW EXECUTE FUNCTION public.blind_copies_wanted();

CREATE TRIGGER assignment_moves_clock AFTER INSERT OR UPDATE ON public.assignment FOR EACH ROW EXECUTE FUNCTION public.case_clock_is_stale();

CREATE TRIGGER authored_document_immutable BEFORE DELETE OR UPDATE ON public.authored_document FOR EACH ROW EXECUTE FUNCTION public.published_document_is_immutable();

CREATE TRIGGER blind_copy_erased BEFORE DELETE ON public.blind_copy FOR EACH ROW EXECUTE FUNCTION public.blind_copy_leaves_no_object();

CREATE TRIGGER claim_outcome_before_immutable BEFORE DELETE OR UPDATE ON public.claim_outcome_before FOR EACH ROW EXECUTE FUNCTION public.decided_is_immutable();

CREATE TRIGGER claim_outcome_immutable BEFORE DELETE OR UPDATE ON public.claim_outcome FOR EACH ROW EXECUTE FUNCTION public.claim_outcome_is_kept();

CREATE TRIGGER client_told AFTER DELETE OR UPDATE OF revoked_at ON public.client FOR EACH ROW EXECUTE FUNCTION public.tell_of_itself();

CREATE TRIGGER credential_check_unchanged BEFORE UPDATE ON public.credential_check FOR EACH ROW EXECUTE FUNCTION public.decided_is_immutable();

CREATE TRIGGER credential_inquiry_unchanged BEFORE UPDATE ON public.credential_inquiry FOR EACH ROW EXECUTE FUNCTION public.decided_is_immutable();

CREATE TRIGGER credit_fact_follows BEFORE INSERT ON public.credit_fact FOR EACH ROW EXECUTE FUNCTION public.credit_follows_fact();

CREATE TRIGGER credit_fact_immutable BEFORE DELETE OR UPDATE ON public.credit_fact FOR EACH ROW EXECUTE FUNCTION public.decided_is_immutable();

CREATE TRIGGER credit_immutable BEFORE DELETE OR UPDATE ON public.credit FOR EACH ROW EXECUTE FUNCTION public.credit_is_immutable();

CREATE TRIGGER credit_takes_place BEFORE INSERT ON public.credit FOR EACH ROW WHEN ((new.replaces IS NOT NULL)) EXECUTE FUNCTION public.credit_takes_place();

CREATE TRIGGER decision_immutable BEFORE DELETE OR UPDATE ON public.decision FOR EACH ROW EXECUTE FUNCTION public.decided_is_immutable();

CREATE TRIGGER decision_signature_immutable BEFORE DELETE OR UPDATE ON public.decision_signature FOR EACH ROW EXECUTE FUNCTION public.decided_is_immutable();

CREATE TRIGGER document_supersession_immutable BEFORE DELETE OR UPDATE ON public.document_supersession FOR EACH ROW EXECUTE FUNCTION public.decided_is_immutable();

CREATE TRIGGER event_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.event FOR EACH STATEMENT EXECUTE FUNCTION public.event_is_append_only();

CREATE TRIGGER evidence_file_look_wanted AFTER INSERT ON public.evidence_file FOR EACH ROW EXECUTE FUNCTION public.look_wanted();

CREATE TRIGGER feed_entry_owed AFTER INSERT ON public.feed_entry REFERENCING NEW TABLE AS made FOR EACH STATEMENT EXECUTE FUNCTION public.owe_webhooks();

CREATE TRIGGER feed_told AFTER INSERT OR UPDATE ON public.feed FOR EACH ROW EXECUTE FUNCTION public.tell_of_feed();

CREATE TRIGGER membership_told AFTER INSERT OR DELETE OR UPDATE ON public.membership FOR EACH ROW EXECUTE FUNCTION public.tell_of_person();

CREATE TRIGGER moderation_immutable BEFORE DELETE OR UPDATE ON public.moderation FOR EACH ROW EXECUTE FUNCTION public.moderation_decided_is_immutable();

CREATE TRIGGER moderation_round_immutable BEFORE DELETE OR UPDATE ON public.moderation_round FOR EACH ROW EXECUTE FUNCTION public.decided_is_immutable();

CREATE TRIGGER person_told AFTER DELETE OR UPDATE OF disabled_at, name, email ON public.person FOR EACH ROW EXECUTE FUNCTION public.tell_of_itself();

CREATE TRIGGER portfolio_moves_clock AFTER INSERT OR UPDATE OF state ON public.portfolio FOR EACH ROW EXECUTE FUNCTION public.case_clock_is_stale();

CREATE TRIGGER receipt_immutable BEFORE DELETE OR UPDATE ON public.receipt FOR EACH ROW EXECUTE FUNCTION public.decided_is_immutable();

CREATE TRIGGER recommendation_immutable BEFORE DELETE OR UPDATE ON public.recommendation FOR EACH ROW EXECUTE FUNCTION public.decided_is_immutable();

CREATE TRIGGER release_immutable BEFORE DELETE OR UPDATE ON public.release FOR EACH ROW EXECUTE FUNCTION public.decided_is_immutable();

CREATE TRIGGER release_moves_clock AFTER INSERT ON public.release FOR EACH ROW EXECUTE FUNCTION public.case_clock_is_stale();

CREATE TRIGGER return_immutable BEFORE DELETE OR UPDATE ON public.return_for_completion FOR EACH ROW EXECUTE FUNCTION public.decided_is_immutable();

CREATE TRIGGER rubric_move_immutable BEFORE DELETE OR UPDATE ON public.rubric_move FOR EACH ROW EXECUTE FUNCTION public.decided_is_immutable();

CREATE TRIGGER ruling_immutable BEFORE DELETE OR UPDATE ON public.ruling FOR EACH ROW EXECUTE FUNCTION public.decided_is_immutable();

CREATE TRIGGER score_immutable BEFORE INSERT OR DELETE OR UPDATE ON public.score FOR EACH ROW EXECUTE FUNCTION public.score_of_submitted_is_immutable();

CREATE TRIGGER scorecard_immutable BEFORE DELETE OR UPDATE ON public.scorecard FOR EACH ROW EXECUTE FUNCTION public.scorecard_submitted_is_immutable();

CREATE TRIGGER scorecard_pinned BEFORE INSERT ON public.scorecard FOR EACH ROW EXECUTE FUNCTION public.scorecard_pins_the_version();

CREATE TRIGGER session_told AFTER DELETE OR UPDATE OF ended_at, expires_at, token_digest ON public.session FOR EACH ROW EXECUTE FUNCTION public.tell_of_person();

CREATE TRIGGER submission_claim_immutable BEFORE DELETE OR UPDATE ON public.submission_claim FOR EACH ROW EXECUTE FUNCTION public.submission_claim_follows_move();

CREATE TRIGGER submission_immutable BEFORE DELETE OR UPDATE ON public.submission FOR EACH ROW EXECUTE FUNCTION public.decided_is_immutable();

CREATE TRIGGER submission_sufficiency_immutable BEFORE DELETE OR UPDATE ON public.submission_sufficiency FOR EACH ROW EXECUTE FUNCTION public.decided_is_immutable();

ALTER TABLE ONLY public.admission
    ADD CONSTRAINT admission_admitted_by_fkey FOREIGN KEY (admitted_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.admission
    ADD CONSTRAINT admission_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.admission
    ADD CONSTRAINT admission_submission_id_fkey FOREIGN KEY (submission_id) REFERENCES public.submission(id);

ALTER TABLE ONLY public.allocation
    ADD CONSTRAINT allocation_committed_by_fkey FOREIGN KEY (committed_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.allocation
    ADD CONSTRAINT allocation_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.allocation
    ADD CONSTRAINT allocation_made_by_fkey FOREIGN KEY (made_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.allocation_mark
    ADD CONSTRAINT allocation_mark_allocation_id_fkey FOREIGN KEY (allocation_id) REFERENCES public.allocation(id);

ALTER TABLE ONLY public.allocation_mark
    ADD CONSTRAINT allocation_mark_assessor_id_fkey FOREIGN KEY (assessor_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.allocation_mark
    ADD CONSTRAINT allocation_mark_submission_id_fkey FOREIGN KEY (submission_id) REFERENCES public.submission(id);

ALTER TABLE ONLY public.anchor_attempt
    ADD CONSTRAINT anchor_attempt_anchor_id_fkey FOREIGN KEY (anchor_id) REFERENCES public.anchor(id);

ALTER TABLE ONLY public.anchor_attempt
    ADD CONSTRAINT anchor_attempt_assessor_id_fkey FOREIGN KEY (assessor_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.anchor_attempt
    ADD CONSTRAINT anchor_attempt_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.anchor
    ADD CONSTRAINT anchor_claim_id_fkey FOREIGN KEY (claim_id) REFERENCES public.claim(id);

ALTER TABLE ONLY public.anchor
    ADD CONSTRAINT anchor_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.anchor
    ADD CONSTRAINT anchor_made_by_fkey FOREIGN KEY (made_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.anchor
    ADD CONSTRAINT anchor_retired_by_fkey FOREIGN KEY (retired_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.anchor
    ADD CONSTRAINT anchor_submission_id_fkey FOREIGN KEY (submission_id) REFERENCES public.submission(id);

ALTER TABLE ONLY public.appeal
    ADD CONSTRAINT appeal_credit_id_fkey FOREIGN KEY (credit_id) REFERENCES public.credit(id);

ALTER TABLE ONLY public.appeal
    ADD CONSTRAINT appeal_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES public.decision(id);

ALTER TABLE ONLY public.appeal_evidence
    ADD CONSTRAINT appeal_evidence_appeal_id_fkey FOREIGN KEY (appeal_id) REFERENCES public.appeal(id);

ALTER TABLE ONLY public.appeal_evidence
    ADD CONSTRAINT appeal_evidence_evidence_id_fkey FOREIGN KEY (evidence_id) REFERENCES public.evidence(id);

ALTER TABLE ONLY public.appeal
    ADD CONSTRAINT appeal_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.appeal
    ADD CONSTRAINT appeal_lodged_by_fkey FOREIGN KEY (lodged_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.appeal_opinion
    ADD CONSTRAINT appeal_opinion_appeal_id_person_id_fkey FOREIGN KEY (appeal_id, person_id) REFERENCES public.appeal_panelist(appeal_id, person_id);

ALTER TABLE ONLY public.appeal_outcome
    ADD CONSTRAINT appeal_outcome_appeal_id_fkey FOREIGN KEY (appeal_id) REFERENCES public.appeal(id);

ALTER TABLE ONLY public.appeal_outcome
    ADD CONSTRAINT appeal_outcome_credit_id_fkey FOREIGN KEY (credit_id) REFERENCES public.credit(id);

ALTER TABLE ONLY public.appeal_outcome
    ADD CONSTRAINT appeal_outcome_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.appeal_panelist
    ADD CONSTRAINT appeal_panelist_appeal_id_fkey FOREIGN KEY (appeal_id) REFERENCES public.appeal(id);

ALTER TABLE ONLY public.appeal_panelist
    ADD CONSTRAINT appeal_panelist_called_by_fkey FOREIGN KEY (called_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.appeal_panelist
    ADD CONSTRAINT appeal_panelist_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.appeal
    ADD CONSTRAINT appeal_recommendation_id_fkey FOREIGN KEY (recommendation_id) REFERENCES public.recommendation(id);

ALTER TABLE ONLY public.appeal_statement
    ADD CONSTRAINT appeal_statement_appeal_id_fkey FOREIGN KEY (appeal_id) REFERENCES public.appeal(id);

ALTER TABLE ONLY public.appeal_statement
    ADD CONSTRAINT appeal_statement_made_by_fkey FOREIGN KEY (made_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.appeal
    ADD CONSTRAINT appeal_submission_id_fkey FOREIGN KEY (submission_id) REFERENCES public.submission(id);

ALTER TABLE ONLY public.assessment_draft
    ADD CONSTRAINT assessment_draft_assignment_id_fkey FOREIGN KEY (assignment_id) REFERENCES public.assignment(id);

ALTER TABLE ONLY public.assessment_draft
    ADD CONSTRAINT assessment_draft_claim_id_fkey FOREIGN KEY (claim_id) REFERENCES public.claim(id);

ALTER TABLE ONLY public.assessment_draft
    ADD CONSTRAINT assessment_draft_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.assessor_drift
    ADD CONSTRAINT assessor_drift_assessor_id_fkey FOREIGN KEY (assessor_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.assessor_drift
    ADD CONSTRAINT assessor_drift_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.assessor_profile
    ADD CONSTRAINT assessor_profile_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.assessor_profile
    ADD CONSTRAINT assessor_profile_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.assessor_profile
    ADD CONSTRAINT assessor_profile_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.assignment
    ADD CONSTRAINT assignment_allocation_id_fkey FOREIGN KEY (allocation_id) REFERENCES public.allocation(id);

ALTER TABLE ONLY public.assignment
    ADD CONSTRAINT assignment_assessor_id_fkey FOREIGN KEY (assessor_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.assignment
    ADD CONSTRAINT assignment_assigned_by_fkey FOREIGN KEY (assigned_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.assignment
    ADD CONSTRAINT assignment_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.assignment
    ADD CONSTRAINT assignment_submission_id_fkey FOREIGN KEY (submission_id) REFERENCES public.submission(id);

ALTER TABLE ONLY public.authored_document
    ADD CONSTRAINT authored_document_case_package_id_fkey FOREIGN KEY (case_package_id) REFERENCES public.case_package(id);

ALTER TABLE ONLY public.authored_document
    ADD CONSTRAINT authored_document_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.authored_document
    ADD CONSTRAINT authored_document_published_by_fkey FOREIGN KEY (published_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.bag_import
    ADD CONSTRAINT bag_import_confirmed_by_fkey FOREIGN KEY (confirmed_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.bag_import
    ADD CONSTRAINT bag_import_imported_by_fkey FOREIGN KEY (imported_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.bag_import
    ADD CONSTRAINT bag_import_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.bag_import
    ADD CONSTRAINT bag_import_portfolio_id_fkey FOREIGN KEY (portfolio_id) REFERENCES public.portfolio(id);

ALTER TABLE ONLY public.bag_record
    ADD CONSTRAINT bag_record_import_id_fkey FOREIGN KEY (import_id) REFERENCES public.bag_import(id);

ALTER TABLE ONLY public.blind_copy
    ADD CONSTRAINT blind_copy_digest_fkey FOREIGN KEY (digest) REFERENCES public.evidence_look(digest);

ALTER TABLE ONLY public.blind_copy
    ADD CONSTRAINT blind_copy_object FOREIGN KEY (copy_digest) REFERENCES public.evidence_object(digest);

ALTER TABLE ONLY public.case_clock
    ADD CONSTRAINT case_clock_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.case_clock
    ADD CONSTRAINT case_clock_portfolio_id_fkey FOREIGN KEY (portfolio_id) REFERENCES public.portfolio(id);

ALTER TABLE ONLY public.case_package
    ADD CONSTRAINT case_package_imported_by_fkey FOREIGN KEY (imported_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.case_package
    ADD CONSTRAINT case_package_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.claim
    ADD CONSTRAINT claim_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.claim_outcome_before
    ADD CONSTRAINT claim_outcome_before_claim_id_fkey FOREIGN KEY (claim_id) REFERENCES public.claim(id);

ALTER TABLE ONLY public.claim_outcome_before
    ADD CONSTRAINT claim_outcome_before_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.claim_outcome_before
    ADD CONSTRAINT claim_outcome_before_moderation_id_fkey FOREIGN KEY (moderation_id) REFERENCES public.moderation(id);

ALTER TABLE ONLY public.claim_outcome_before
    ADD CONSTRAINT claim_outcome_before_scorecard_id_fkey FOREIGN KEY (scorecard_id) REFERENCES public.scorecard(id);

ALTER TABLE ONLY public.claim_outcome_before
    ADD CONSTRAINT claim_outcome_before_submission_id_fkey FOREIGN KEY (submission_id) REFERENCES public.submission(id);

ALTER TABLE ONLY public.claim_outcome
    ADD CONSTRAINT claim_outcome_claim_id_fkey FOREIGN KEY (claim_id) REFERENCES public.claim(id);

ALTER TABLE ONLY public.claim_outcome
    ADD CONSTRAINT claim_outcome_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.claim_outcome
    ADD CONSTRAINT claim_outcome_scorecard_id_fkey FOREIGN KEY (scorecard_id) REFERENCES public.scorecard(id);

ALTER TABLE ONLY public.claim_outcome
    ADD CONSTRAINT claim_outcome_submission_id_fkey FOREIGN KEY (submission_id) REFERENCES public.submission(id);

ALTER TABLE ONLY public.claim
    ADD CONSTRAINT claim_portfolio_id_fkey FOREIGN KEY (portfolio_id) REFERENCES public.portfolio(id);

ALTER TABLE ONLY public.claim
    ADD CONSTRAINT claim_unit_id_unit_version_fkey FOREIGN KEY (unit_id, unit_version) REFERENCES public.unit(id, version);

ALTER TABLE ONLY public.client_assertion
    ADD CONSTRAINT client_assertion_client_id_fkey FOREIGN KEY (client_id) REFERENCES public.client(id);

ALTER TABLE ONLY public.client
    ADD CONSTRAINT client_created_by_fkey FOREIGN KEY (created_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.client
    ADD CONSTRAINT client_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.client_token
    ADD CONSTRAINT client_token_client_id_fkey FOREIGN KEY (client_id) REFERENCES public.client(id);

ALTER TABLE ONLY public.conflict_declaration
    ADD CONSTRAINT conflict_declaration_declared_by_fkey FOREIGN KEY (declared_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.conflict_declaration
    ADD CONSTRAINT conflict_declaration_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.conflict_declaration
    ADD CONSTRAINT conflict_declaration_learner_id_fkey FOREIGN KEY (learner_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.conflict_declaration
    ADD CONSTRAINT conflict_declaration_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.consent
    ADD CONSTRAINT consent_learner_id_fkey FOREIGN KEY (learner_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.consent
    ADD CONSTRAINT consent_receiver_id_fkey FOREIGN KEY (receiver_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.contact_check
    ADD CONSTRAINT contact_check_checked_by_fkey FOREIGN KEY (checked_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.contact_check
    ADD CONSTRAINT contact_check_evidence_id_fkey FOREIGN KEY (evidence_id) REFERENCES public.testimonial(evidence_id);

ALTER TABLE ONLY public.contact_check
    ADD CONSTRAINT contact_check_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.credential_check
    ADD CONSTRAINT credential_check_checked_by_fkey FOREIGN KEY (checked_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.credential_check
    ADD CONSTRAINT credential_check_evidence_id_fkey FOREIGN KEY (evidence_id) REFERENCES public.prior_credential(evidence_id);

ALTER TABLE ONLY public.credential_check
    ADD CONSTRAINT credential_check_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.credential_inquiry
    ADD CONSTRAINT credential_inquiry_evidence_id_fkey FOREIGN KEY (evidence_id) REFERENCES public.evidence(id);

ALTER TABLE ONLY public.credential_inquiry
    ADD CONSTRAINT credential_inquiry_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.credential_inquiry
    ADD CONSTRAINT credential_inquiry_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.credit
    ADD CONSTRAINT credit_claim_id_fkey FOREIGN KEY (claim_id) REFERENCES public.claim(id);

ALTER TABLE ONLY public.credit
    ADD CONSTRAINT credit_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES public.decision(id);

ALTER TABLE ONLY public.credit_fact
    ADD CONSTRAINT credit_fact_credit_id_fkey FOREIGN KEY (credit_id) REFERENCES public.credit(id);

ALTER TABLE ONLY public.credit_fact
    ADD CONSTRAINT credit_fact_made_by_fkey FOREIGN KEY (made_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.credit_fact
    ADD CONSTRAINT credit_fact_replaces_fkey FOREIGN KEY (replaces) REFERENCES public.credit(id);

ALTER TABLE ONLY public.credit
    ADD CONSTRAINT credit_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.credit
    ADD CONSTRAINT credit_learner_id_fkey FOREIGN KEY (learner_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.credit
    ADD CONSTRAINT credit_replaces_fkey FOREIGN KEY (replaces) REFERENCES public.credit(id);

ALTER TABLE ONLY public.currency_statement
    ADD CONSTRAINT currency_statement_evidence_id_fkey FOREIGN KEY (evidence_id) REFERENCES public.evidence(id);

ALTER TABLE ONLY public.currency_statement
    ADD CONSTRAINT currency_statement_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.currency_statement
    ADD CONSTRAINT currency_statement_made_by_fkey FOREIGN KEY (made_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.decision
    ADD CONSTRAINT decision_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.decision
    ADD CONSTRAINT decision_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.decision
    ADD CONSTRAINT decision_recommendation_id_fkey FOREIGN KEY (recommendation_id) REFERENCES public.recommendation(id);

ALTER TABLE ONLY public.decision_signature
    ADD CONSTRAINT decision_signature_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.decision_signature
    ADD CONSTRAINT decision_signature_recommendation_id_fkey FOREIGN KEY (recommendation_id) REFERENCES public.recommendation(id);

ALTER TABLE ONLY public.decision_signature
    ADD CONSTRAINT decision_signature_signed_by_fkey FOREIGN KEY (signed_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.document_review
    ADD CONSTRAINT document_review_authored_document_id_fkey FOREIGN KEY (authored_document_id) REFERENCES public.authored_document(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.document_review
    ADD CONSTRAINT document_review_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.document_review
    ADD CONSTRAINT document_review_reviewed_by_fkey FOREIGN KEY (reviewed_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.document_steward
    ADD CONSTRAINT document_steward_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.document_supersession
    ADD CONSTRAINT document_supersession_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.document_supersession
    ADD CONSTRAINT document_supersession_superseded_by_fkey FOREIGN KEY (superseded_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.encounter
    ADD CONSTRAINT encounter_claim_id_fkey FOREIGN KEY (claim_id) REFERENCES public.claim(id);

ALTER TABLE ONLY public.encounter_code
    ADD CONSTRAINT encounter_code_encounter_id_fkey FOREIGN KEY (encounter_id) REFERENCES public.encounter(id);

ALTER TABLE ONLY public.encounter
    ADD CONSTRAINT encounter_conductor_id_fkey FOREIGN KEY (conductor_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.encounter_file
    ADD CONSTRAINT encounter_file_encounter_id_fkey FOREIGN KEY (encounter_id) REFERENCES public.encounter(id);

ALTER TABLE ONLY public.encounter_file
    ADD CONSTRAINT encounter_file_object FOREIGN KEY (digest) REFERENCES public.evidence_object(digest);

ALTER TABLE ONLY public.encounter
    ADD CONSTRAINT encounter_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.encounter
    ADD CONSTRAINT encounter_portfolio_id_fkey FOREIGN KEY (portfolio_id) REFERENCES public.portfolio(id);

ALTER TABLE ONLY public.encounter
    ADD CONSTRAINT encounter_proposed_by_fkey FOREIGN KEY (proposed_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.encounter_report
    ADD CONSTRAINT encounter_report_claim_id_fkey FOREIGN KEY (claim_id) REFERENCES public.claim(id);

ALTER TABLE ONLY public.encounter_report
    ADD CONSTRAINT encounter_report_conductor_id_fkey FOREIGN KEY (conductor_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.encounter_report
    ADD CONSTRAINT encounter_report_encounter_id_fkey FOREIGN KEY (encounter_id) REFERENCES public.encounter(id);

ALTER TABLE ONLY public.encounter_report
    ADD CONSTRAINT encounter_report_evidence_id_fkey FOREIGN KEY (evidence_id) REFERENCES public.evidence(id);

ALTER TABLE ONLY public.equivalence
    ADD CONSTRAINT equivalence_imported_by_fkey FOREIGN KEY (imported_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.equivalence
    ADD CONSTRAINT equivalence_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.erasure
    ADD CONSTRAINT erasure_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.erasure
    ADD CONSTRAINT erasure_confirmed_by_fkey FOREIGN KEY (confirmed_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.erasure
    ADD CONSTRAINT erasure_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.erasure
    ADD CONSTRAINT erasure_learner_id_fkey FOREIGN KEY (learner_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.erasure_object
    ADD CONSTRAINT erasure_object_erasure_id_fkey FOREIGN KEY (erasure_id) REFERENCES public.erasure(id);

ALTER TABLE ONLY public.event_why
    ADD CONSTRAINT event_why_event_id_fkey FOREIGN KEY (event_id) REFERENCES public.event(id);

ALTER TABLE ONLY public.evidence
    ADD CONSTRAINT evidence_added_by_fkey FOREIGN KEY (added_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.evidence_comment
    ADD CONSTRAINT evidence_comment_assignment_id_fkey FOREIGN KEY (assignment_id) REFERENCES public.assignment(id);

ALTER TABLE ONLY public.evidence_comment
    ADD CONSTRAINT evidence_comment_claim_id_fkey FOREIGN KEY (claim_id) REFERENCES public.claim(id);

ALTER TABLE ONLY public.evidence_comment
    ADD CONSTRAINT evidence_comment_evidence_id_fkey FOREIGN KEY (evidence_id) REFERENCES public.evidence(id);

ALTER TABLE ONLY public.evidence_comment
    ADD CONSTRAINT evidence_comment_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.evidence_file
    ADD CONSTRAINT evidence_file_evidence_id_fkey FOREIGN KEY (evidence_id) REFERENCES public.evidence(id);

ALTER TABLE ONLY public.evidence_file
    ADD CONSTRAINT evidence_file_object FOREIGN KEY (digest) REFERENCES public.evidence_object(digest);

ALTER TABLE ONLY public.evidence_file
    ADD CONSTRAINT evidence_file_released_by_fkey FOREIGN KEY (released_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.evidence_fingerprint
    ADD CONSTRAINT evidence_fingerprint_digest_fkey FOREIGN KEY (digest) REFERENCES public.evidence_look(digest);

ALTER TABLE ONLY public.evidence
    ADD CONSTRAINT evidence_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.evidence_link
    ADD CONSTRAINT evidence_link_claim_id_fkey FOREIGN KEY (claim_id) REFERENCES public.claim(id);

ALTER TABLE ONLY public.evidence_link
    ADD CONSTRAINT evidence_link_evidence_id_fkey FOREIGN KEY (evidence_id) REFERENCES public.evidence(id);

ALTER TABLE ONLY public.evidence_link
    ADD CONSTRAINT evidence_link_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.evidence_link
    ADD CONSTRAINT evidence_link_linked_by_fkey FOREIGN KEY (linked_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.evidence_match
    ADD CONSTRAINT evidence_match_first_digest_fkey FOREIGN KEY (first_digest) REFERENCES public.evidence_look(digest);

ALTER TABLE ONLY public.evidence_match
    ADD CONSTRAINT evidence_match_second_digest_fkey FOREIGN KEY (second_digest) REFERENCES public.evidence_look(digest);

ALTER TABLE ONLY public.evidence_metadata
    ADD CONSTRAINT evidence_metadata_digest_fkey FOREIGN KEY (digest) REFERENCES public.evidence_look(digest);

ALTER TABLE ONLY public.evidence_origin
    ADD CONSTRAINT evidence_origin_evidence_id_fkey FOREIGN KEY (evidence_id) REFERENCES public.evidence(id);

ALTER TABLE ONLY public.evidence_origin
    ADD CONSTRAINT evidence_origin_import_id_fkey FOREIGN KEY (import_id) REFERENCES public.bag_import(id);

ALTER TABLE ONLY public.evidence
    ADD CONSTRAINT evidence_page_of_fkey FOREIGN KEY (page_of) REFERENCES public.evidence(id);

ALTER TABLE ONLY public.evidence
    ADD CONSTRAINT evidence_portfolio_id_fkey FOREIGN KEY (portfolio_id) REFERENCES public.portfolio(id);

ALTER TABLE ONLY public.evidence_preview
    ADD CONSTRAINT evidence_preview_digest_fkey FOREIGN KEY (digest) REFERENCES public.evidence_look(digest);

ALTER TABLE ONLY public.evidence_preview
    ADD CONSTRAINT evidence_preview_object FOREIGN KEY (preview_digest) REFERENCES public.evidence_object(digest);

ALTER TABLE ONLY public.evidence_scan
    ADD CONSTRAINT evidence_scan_digest_fkey FOREIGN KEY (digest) REFERENCES public.evidence_object(digest) ON DELETE CASCADE;

ALTER TABLE ONLY public.evidence_tombstone
    ADD CONSTRAINT evidence_tombstone_evidence_id_fkey FOREIGN KEY (evidence_id) REFERENCES public.evidence(id);

ALTER TABLE ONLY public.evidence
    ADD CONSTRAINT evidence_transcript_added_by_fkey FOREIGN KEY (transcript_added_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.feed_entry
    ADD CONSTRAINT feed_entry_credit_id_fkey FOREIGN KEY (credit_id) REFERENCES public.credit(id);

ALTER TABLE ONLY public.feed_entry
    ADD CONSTRAINT feed_entry_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.feed
    ADD CONSTRAINT feed_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.handed_code
    ADD CONSTRAINT handed_code_request_id_fkey FOREIGN KEY (request_id) REFERENCES public.testimonial_request(id);

ALTER TABLE ONLY public.institution
    ADD CONSTRAINT institution_policy_known FOREIGN KEY (policy_id, policy_version) REFERENCES public.policy(id, version);

ALTER TABLE ONLY public.institution_usage
    ADD CONSTRAINT institution_usage_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.invitation
    ADD CONSTRAINT invitation_accepted_by_fkey FOREIGN KEY (accepted_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.invitation
    ADD CONSTRAINT invitation_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.invitation
    ADD CONSTRAINT invitation_invited_by_fkey FOREIGN KEY (invited_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.legal_hold
    ADD CONSTRAINT legal_hold_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.legal_hold
    ADD CONSTRAINT legal_hold_learner_id_fkey FOREIGN KEY (learner_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.legal_hold
    ADD CONSTRAINT legal_hold_lifted_by_fkey FOREIGN KEY (lifted_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.legal_hold
    ADD CONSTRAINT legal_hold_set_by_fkey FOREIGN KEY (set_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.membership
    ADD CONSTRAINT membership_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.membership
    ADD CONSTRAINT membership_granted_by_fkey FOREIGN KEY (granted_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.membership
    ADD CONSTRAINT membership_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.membership
    ADD CONSTRAINT membership_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.moderation
    ADD CONSTRAINT moderation_claim_id_fkey FOREIGN KEY (claim_id) REFERENCES public.claim(id);

ALTER TABLE ONLY public.moderation
    ADD CONSTRAINT moderation_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.moderation
    ADD CONSTRAINT moderation_moderator_id_fkey FOREIGN KEY (moderator_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.moderation_round
    ADD CONSTRAINT moderation_round_drawn_by_fkey FOREIGN KEY (drawn_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.moderation
    ADD CONSTRAINT moderation_round_id_fkey FOREIGN KEY (round_id) REFERENCES public.moderation_round(id);

ALTER TABLE ONLY public.moderation_round
    ADD CONSTRAINT moderation_round_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.moderation
    ADD CONSTRAINT moderation_scorecard_id_fkey FOREIGN KEY (scorecard_id) REFERENCES public.scorecard(id);

ALTER TABLE ONLY public.moderation
    ADD CONSTRAINT moderation_submission_id_fkey FOREIGN KEY (submission_id) REFERENCES public.submission(id);

ALTER TABLE ONLY public.notification
    ADD CONSTRAINT notification_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.notification
    ADD CONSTRAINT notification_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.notification_preference
    ADD CONSTRAINT notification_preference_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.original_sighting
    ADD CONSTRAINT original_sighting_evidence_id_fkey FOREIGN KEY (evidence_id) REFERENCES public.evidence(id);

ALTER TABLE ONLY public.original_sighting
    ADD CONSTRAINT original_sighting_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.original_sighting
    ADD CONSTRAINT original_sighting_seen_by_fkey FOREIGN KEY (seen_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.original_sighting
    ADD CONSTRAINT original_sighting_withdrawn_by_fkey FOREIGN KEY (withdrawn_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.panel
    ADD CONSTRAINT panel_assignment_id_fkey FOREIGN KEY (assignment_id) REFERENCES public.assignment(id);

ALTER TABLE ONLY public.panel
    ADD CONSTRAINT panel_convened_by_fkey FOREIGN KEY (convened_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.panel
    ADD CONSTRAINT panel_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.panel_member
    ADD CONSTRAINT panel_member_panel_id_fkey FOREIGN KEY (panel_id) REFERENCES public.panel(id);

ALTER TABLE ONLY public.panel_member
    ADD CONSTRAINT panel_member_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.panel
    ADD CONSTRAINT panel_submission_id_fkey FOREIGN KEY (submission_id) REFERENCES public.submission(id);

ALTER TABLE ONLY public.password_link
    ADD CONSTRAINT password_link_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.person_about
    ADD CONSTRAINT person_about_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.person_identity
    ADD CONSTRAINT person_identity_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.personal_column
    ADD CONSTRAINT personal_column_relation_fkey FOREIGN KEY (relation) REFERENCES public.personal_relation(relation);

ALTER TABLE ONLY public.portfolio_adviser
    ADD CONSTRAINT portfolio_adviser_adviser_id_fkey FOREIGN KEY (adviser_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.portfolio_adviser
    ADD CONSTRAINT portfolio_adviser_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.portfolio_adviser
    ADD CONSTRAINT portfolio_adviser_portfolio_id_fkey FOREIGN KEY (portfolio_id) REFERENCES public.portfolio(id);

ALTER TABLE ONLY public.portfolio
    ADD CONSTRAINT portfolio_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.portfolio
    ADD CONSTRAINT portfolio_learner_id_fkey FOREIGN KEY (learner_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.portfolio
    ADD CONSTRAINT portfolio_policy_id_policy_version_fkey FOREIGN KEY (policy_id, policy_version) REFERENCES public.policy(id, version);

ALTER TABLE ONLY public.portfolio_usage
    ADD CONSTRAINT portfolio_usage_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.portfolio_usage
    ADD CONSTRAINT portfolio_usage_portfolio_id_fkey FOREIGN KEY (portfolio_id) REFERENCES public.portfolio(id);

ALTER TABLE ONLY public.prior_credential
    ADD CONSTRAINT prior_credential_evidence_id_fkey FOREIGN KEY (evidence_id) REFERENCES public.evidence(id);

ALTER TABLE ONLY public.prior_credential
    ADD CONSTRAINT prior_credential_stated_by_fkey FOREIGN KEY (stated_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.receipt
    ADD CONSTRAINT receipt_answered_by_fkey FOREIGN KEY (answered_by) REFERENCES public.client(id);

ALTER TABLE ONLY public.receipt
    ADD CONSTRAINT receipt_credit_id_fkey FOREIGN KEY (credit_id) REFERENCES public.credit(id);

ALTER TABLE ONLY public.receipt
    ADD CONSTRAINT receipt_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.recommendation
    ADD CONSTRAINT recommendation_claim_id_fkey FOREIGN KEY (claim_id) REFERENCES public.claim(id);

ALTER TABLE ONLY public.recommendation
    ADD CONSTRAINT recommendation_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.recommendation
    ADD CONSTRAINT recommendation_recommended_by_fkey FOREIGN KEY (recommended_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.recommendation
    ADD CONSTRAINT recommendation_submission_id_fkey FOREIGN KEY (submission_id) REFERENCES public.submission(id);

ALTER TABLE ONLY public.release
    ADD CONSTRAINT release_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.release
    ADD CONSTRAINT release_once FOREIGN KEY (submission_id) REFERENCES public.submission(id);

ALTER TABLE ONLY public.release
    ADD CONSTRAINT release_released_by_fkey FOREIGN KEY (released_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.return_answer
    ADD CONSTRAINT return_answer_answered_by_fkey FOREIGN KEY (answered_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.return_answer
    ADD CONSTRAINT return_answer_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.return_answer
    ADD CONSTRAINT return_answer_submission_id_fkey FOREIGN KEY (submission_id) REFERENCES public.return_for_completion(submission_id);

ALTER TABLE ONLY public.return_for_completion
    ADD CONSTRAINT return_for_completion_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.return_for_completion
    ADD CONSTRAINT return_for_completion_returned_by_fkey FOREIGN KEY (returned_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.return_for_completion
    ADD CONSTRAINT return_for_completion_submission_id_fkey FOREIGN KEY (submission_id) REFERENCES public.submission(id);

ALTER TABLE ONLY public.rubric_move
    ADD CONSTRAINT rubric_move_claim_id_fkey FOREIGN KEY (claim_id) REFERENCES public.claim(id);

ALTER TABLE ONLY public.rubric_move
    ADD CONSTRAINT rubric_move_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.rubric_move
    ADD CONSTRAINT rubric_move_moved_by_fkey FOREIGN KEY (moved_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.rubric_move
    ADD CONSTRAINT rubric_move_submission_id_fkey FOREIGN KEY (submission_id) REFERENCES public.submission(id);

ALTER TABLE ONLY public.rubric_move
    ADD CONSTRAINT rubric_move_unit_id_to_version_fkey FOREIGN KEY (unit_id, to_version) REFERENCES public.unit(id, version);

ALTER TABLE ONLY public.ruling
    ADD CONSTRAINT ruling_assignment_id_fkey FOREIGN KEY (assignment_id) REFERENCES public.assignment(id);

ALTER TABLE ONLY public.ruling
    ADD CONSTRAINT ruling_claim_id_fkey FOREIGN KEY (claim_id) REFERENCES public.claim(id);

ALTER TABLE ONLY public.ruling
    ADD CONSTRAINT ruling_evidence_id_fkey FOREIGN KEY (evidence_id) REFERENCES public.evidence(id);

ALTER TABLE ONLY public.ruling
    ADD CONSTRAINT ruling_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.ruling
    ADD CONSTRAINT ruling_ruled_by_fkey FOREIGN KEY (ruled_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.score
    ADD CONSTRAINT score_scorecard_id_fkey FOREIGN KEY (scorecard_id) REFERENCES public.scorecard(id);

ALTER TABLE ONLY public.scorecard
    ADD CONSTRAINT scorecard_assignment_id_fkey FOREIGN KEY (assignment_id) REFERENCES public.assignment(id);

ALTER TABLE ONLY public.scorecard
    ADD CONSTRAINT scorecard_claim_id_fkey FOREIGN KEY (claim_id) REFERENCES public.claim(id);

ALTER TABLE ONLY public.scorecard
    ADD CONSTRAINT scorecard_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.share
    ADD CONSTRAINT share_learner_id_fkey FOREIGN KEY (learner_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.share_look
    ADD CONSTRAINT share_look_share_id_fkey FOREIGN KEY (share_id) REFERENCES public.share(id);

ALTER TABLE ONLY public.submission_claim
    ADD CONSTRAINT submission_claim_claim_id_fkey FOREIGN KEY (claim_id) REFERENCES public.claim(id);

ALTER TABLE ONLY public.submission_claim
    ADD CONSTRAINT submission_claim_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.submission_claim
    ADD CONSTRAINT submission_claim_submission_id_fkey FOREIGN KEY (submission_id) REFERENCES public.submission(id);

ALTER TABLE ONLY public.submission_claim
    ADD CONSTRAINT submission_claim_unit_id_unit_version_fkey FOREIGN KEY (unit_id, unit_version) REFERENCES public.unit(id, version);

ALTER TABLE ONLY public.submission
    ADD CONSTRAINT submission_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.submission
    ADD CONSTRAINT submission_portfolio_id_fkey FOREIGN KEY (portfolio_id) REFERENCES public.portfolio(id);

ALTER TABLE ONLY public.submission
    ADD CONSTRAINT submission_submitted_by_fkey FOREIGN KEY (submitted_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.submission_sufficiency
    ADD CONSTRAINT submission_sufficiency_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.submission_sufficiency
    ADD CONSTRAINT submission_sufficiency_submission_id_fkey FOREIGN KEY (submission_id) REFERENCES public.submission(id);

ALTER TABLE ONLY public.testimonial_draft
    ADD CONSTRAINT testimonial_draft_request_id_fkey FOREIGN KEY (request_id) REFERENCES public.testimonial_request(id);

ALTER TABLE ONLY public.testimonial
    ADD CONSTRAINT testimonial_evidence_id_fkey FOREIGN KEY (evidence_id) REFERENCES public.evidence(id);

ALTER TABLE ONLY public.testimonial_link
    ADD CONSTRAINT testimonial_link_request_id_fkey FOREIGN KEY (request_id) REFERENCES public.testimonial_request(id);

ALTER TABLE ONLY public.testimonial_recording
    ADD CONSTRAINT testimonial_recording_object FOREIGN KEY (digest) REFERENCES public.evidence_object(digest);

ALTER TABLE ONLY public.testimonial_recording
    ADD CONSTRAINT testimonial_recording_request_id_fkey FOREIGN KEY (request_id) REFERENCES public.testimonial_request(id);

ALTER TABLE ONLY public.testimonial_request
    ADD CONSTRAINT testimonial_request_claim_id_fkey FOREIGN KEY (claim_id) REFERENCES public.claim(id);

ALTER TABLE ONLY public.testimonial
    ADD CONSTRAINT testimonial_request_id_fkey FOREIGN KEY (request_id) REFERENCES public.testimonial_request(id);

ALTER TABLE ONLY public.testimonial_request
    ADD CONSTRAINT testimonial_request_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.testimonial_request
    ADD CONSTRAINT testimonial_request_portfolio_id_fkey FOREIGN KEY (portfolio_id) REFERENCES public.portfolio(id);

ALTER TABLE ONLY public.time_stamp
    ADD CONSTRAINT time_stamp_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.time_stamp
    ADD CONSTRAINT time_stamp_submission_id_fkey FOREIGN KEY (submission_id) REFERENCES public.submission(id);

ALTER TABLE ONLY public.translation
    ADD CONSTRAINT translation_declared_by_fkey FOREIGN KEY (declared_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.translation
    ADD CONSTRAINT translation_evidence_id_fkey FOREIGN KEY (evidence_id) REFERENCES public.evidence(id);

ALTER TABLE ONLY public.translation
    ADD CONSTRAINT translation_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.translation
    ADD CONSTRAINT translation_item_id_fkey FOREIGN KEY (item_id) REFERENCES public.evidence(id);

ALTER TABLE ONLY public.upload
    ADD CONSTRAINT upload_evidence_id_fkey FOREIGN KEY (evidence_id) REFERENCES public.evidence(id);

ALTER TABLE ONLY public.upload
    ADD CONSTRAINT upload_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.upload
    ADD CONSTRAINT upload_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.upload
    ADD CONSTRAINT upload_portfolio_id_fkey FOREIGN KEY (portfolio_id) REFERENCES public.portfolio(id);

ALTER TABLE ONLY public.webhook
    ADD CONSTRAINT webhook_client_id_fkey FOREIGN KEY (client_id) REFERENCES public.client(id);

ALTER TABLE ONLY public.webhook_delivery
    ADD CONSTRAINT webhook_delivery_institution_id_position_fkey FOREIGN KEY (institution_id, "position") REFERENCES public.feed_entry(institution_id, "position");

ALTER TABLE ONLY public.webhook_delivery
    ADD CONSTRAINT webhook_delivery_learner_id_fkey FOREIGN KEY (learner_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.webhook_delivery
    ADD CONSTRAINT webhook_delivery_webhook_id_fkey FOREIGN KEY (webhook_id) REFERENCES public.webhook(id);

ALTER TABLE ONLY public.webhook
    ADD CONSTRAINT webhook_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.webhook_secret
    ADD CONSTRAINT webhook_secret_webhook_id_fkey FOREIGN KEY (webhook_id) REFERENCES public.webhook(id);

ALTER TABLE ONLY public.witness_contact
    ADD CONSTRAINT witness_contact_request_id_fkey FOREIGN KEY (request_id) REFERENCES public.testimonial_request(id);

GRANT USAGE ON SCHEMA public TO prior_service;

REVOKE ALL ON FUNCTION public.erase_learner(which uuid, moment timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION public.erase_learner(which uuid, moment timestamp with time zone) TO prior_service;

GRANT SELECT,INSERT ON TABLE public.event TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.admission TO prior_service;

GRANT SELECT,INSERT ON TABLE public.allocation TO prior_service;

GRANT UPDATE(committed_by) ON TABLE public.allocation TO prior_service;

GRANT UPDATE(committed_at) ON TABLE public.allocation TO prior_service;

GRANT SELECT,INSERT ON TABLE public.allocation_mark TO prior_service;

GRANT SELECT,INSERT,UPDATE ON TABLE public.anchor TO prior_service;

GRANT SELECT,INSERT,UPDATE ON TABLE public.anchor_attempt TO prior_service;

GRANT SELECT,INSERT,UPDATE ON TABLE public.appeal TO prior_service;

GRANT SELECT,INSERT ON TABLE public.appeal_evidence TO prior_service;

GRANT SELECT,INSERT ON TABLE public.appeal_opinion TO prior_service;

GRANT SELECT,INSERT ON TABLE public.appeal_outcome TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.appeal_panelist TO prior_service;

GRANT SELECT,INSERT ON TABLE public.appeal_statement TO prior_service;

GRANT SELECT,INSERT,DELETE ON TABLE public.assessment_draft TO prior_service;

GRANT SELECT ON TABLE public.assessor_certified TO prior_service;

GRANT SELECT,INSERT,UPDATE ON TABLE public.assessor_drift TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.assessor_profile TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.assignment TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.authored_document TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.bag_import TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.bag_record TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.blind_copy TO prior_service;

GRANT SELECT,INSERT,UPDATE ON TABLE public.case_clock TO prior_service;

GRANT SELECT,INSERT ON TABLE public.case_package TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.claim TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.claim_outcome TO prior_service;

GRANT SELECT,INSERT ON TABLE public.claim_outcome_before TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.client TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.client_assertion TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.client_token TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.conflict_declaration TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.consent TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.contact_check TO prior_service;

GRANT SELECT,INSERT,DELETE ON TABLE public.credential_check TO prior_service;

GRANT SELECT,INSERT,DELETE ON TABLE public.credential_inquiry TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.credit TO prior_service;

GRANT SELECT,INSERT ON TABLE public.credit_fact TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.crosswalk TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.currency_statement TO prior_service;

GRANT SELECT,INSERT ON TABLE public.decision TO prior_service;

GRANT SELECT,INSERT ON TABLE public.decision_signature TO prior_service;

GRANT SELECT,INSERT,DELETE ON TABLE public.document_review TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.document_steward TO prior_service;

GRANT SELECT,INSERT ON TABLE public.document_supersession TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.encounter TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.encounter_code TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.encounter_file TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.encounter_report TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.equivalence TO prior_service;

GRANT SELECT ON TABLE public.erasure TO prior_service;

GRANT INSERT(id) ON TABLE public.erasure TO prior_service;

GRANT INSERT(learner_id) ON TABLE public.erasure TO prior_service;

GRANT INSERT(institution_id) ON TABLE public.erasure TO prior_service;

GRANT INSERT(reason) ON TABLE public.erasure TO prior_service;

GRANT INSERT(asked_by) ON TABLE public.erasure TO prior_service;

GRANT INSERT(asked_at) ON TABLE public.erasure TO prior_service;

GRANT INSERT(due_at) ON TABLE public.erasure TO prior_service;

GRANT UPDATE(confirmed_by) ON TABLE public.erasure TO prior_service;

GRANT UPDATE(confirmed_at) ON TABLE public.erasure TO prior_service;

GRANT UPDATE(withdrawn_at) ON TABLE public.erasure TO prior_service;

GRANT UPDATE(files_gone_at) ON TABLE public.erasure TO prior_service;

GRANT UPDATE(scrubbed_at) ON TABLE public.erasure TO prior_service;

GRANT SELECT,DELETE ON TABLE public.erasure_object TO prior_service;

GRANT SELECT,INSERT,UPDATE ON TABLE public.event_chain TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.event_why TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.evidence TO prior_service;

GRANT SELECT,INSERT,UPDATE ON TABLE public.evidence_comment TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.evidence_file TO prior_service;

GRANT UPDATE(released_at) ON TABLE public.evidence_file TO prior_service;

GRANT UPDATE(released_by) ON TABLE public.evidence_file TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.evidence_fingerprint TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.evidence_link TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.evidence_look TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.evidence_match TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.evidence_metadata TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.evidence_object TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.evidence_origin TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.evidence_preview TO prior_service;

GRANT SELECT,INSERT,UPDATE ON TABLE public.evidence_scan TO prior_service;

GRANT SELECT,INSERT ON TABLE public.evidence_tombstone TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.feed TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.feed_entry TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.framework TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.handed_code TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.idempotency TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.institution TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.institution_usage TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.invitation TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.job TO prior_service;

GRANT SELECT,INSERT,UPDATE ON TABLE public.legal_hold TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.mail TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.membership TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.migration TO prior_service;

GRANT SELECT,INSERT,UPDATE ON TABLE public.moderation TO prior_service;

GRANT SELECT,INSERT ON TABLE public.moderation_round TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.notification TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.notification_preference TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.oidc_sign_in TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.original_sighting TO prior_service;

GRANT SELECT,INSERT ON TABLE public.panel TO prior_service;

GRANT SELECT,INSERT,UPDATE ON TABLE public.panel_member TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.password_link TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.person TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.person_about TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.person_identity TO prior_service;

GRANT SELECT ON TABLE public.personal_column TO prior_service;

GRANT SELECT ON TABLE public.personal_file TO prior_service;

GRANT SELECT ON TABLE public.personal_relation TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.policy TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.portfolio TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.portfolio_adviser TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.portfolio_usage TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.prior_credential TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.qualification TO prior_service;

GRANT SELECT,INSERT ON TABLE public.receipt TO prior_service;

GRANT SELECT,INSERT ON TABLE public.recommendation TO prior_service;

GRANT SELECT,INSERT ON TABLE public.release TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.return_answer TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.return_for_completion TO prior_service;

GRANT SELECT,INSERT ON TABLE public.rubric_move TO prior_service;

GRANT SELECT,UPDATE ON TABLE public.rubrics_revision TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.ruling TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.score TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.scorecard TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.session TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.share TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.share_look TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.sign_in_throttle TO prior_service;

GRANT SELECT,INSERT ON TABLE public.submission TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.submission_claim TO prior_service;

GRANT SELECT,INSERT ON TABLE public.submission_sufficiency TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.testimonial TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.testimonial_draft TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.testimonial_link TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.testimonial_recording TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.testimonial_request TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.time_stamp TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.translation TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.unit TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.upload TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.webhook TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.webhook_delivery TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.webhook_secret TO prior_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.witness_contact TO prior_service;
