-- What is known of people: whose every column is, what becomes of it when a learner is erased, and how it is told to them.
--
-- The map is data in the database, not code of the service, so that what may touch immutable rows does exactly what the map
-- says and nothing else: `erase_learner` runs as the owner of the tables, and the service can only call it.

-- One row a table.
create table personal_relation (
    relation text primary key,
    -- What it holds, for the reader of an export.
    says text not null,
    -- Which rows `t` concern a learner: SQL over $1 their id, $2 address, $3 name, $4 portfolios, $5 submissions, $6 the ids of
    -- everything of theirs, $8 the digests of their files ($7 is the salt of an erasure). Null where none does.
    of_learner text,
    -- Which of those the learner may read already, where not all: marks are shown when every mark is in.
    told text,
    -- Whether erasure takes the rows away; otherwise columns only change.
    is_deleted boolean not null,
    -- Erasure goes through the tables in this order: what refers comes before what is referred to.
    place integer not null
);

-- One row a column.
create table personal_column (
    relation text not null references personal_relation,
    name text not null,
    -- Whose it is: of nobody are keys, states and what documents say; of staff, who decided what.
    whose text not null constraint personal_column_whose_known check (whose in ('learner', 'witness', 'staff', 'nobody')),
    -- `keep`, or taken away with its row, emptied, replaced by something that names nobody, or by a digest with a salt that
    -- nobody has; `scrub`: the name is taken out and the rest stays.
    on_erasure text not null constraint personal_column_erasure_known
        check (on_erasure in ('keep', 'delete', 'clear', 'pseudonym', 'digest', 'scrub')),
    -- What it becomes: SQL over `t` and the same parameters. Null where it stays or goes with its row.
    becomes text,
    -- Whether an export holds it. Secrets that open something are never told, nor what belongs to others.
    is_told boolean not null,
    primary key (relation, name),
    constraint personal_column_becomes_something check ((becomes is not null) = (on_erasure not in ('keep', 'delete')))
);

-- Notes a table: a line a column, `name whose fate [untold] [= expression]`; `*` stands for all columns not named.
create function personal(
    of_relation text, in_place integer, in_words text, rows_of_learner text, rows_told text, lines text
) returns void language plpgsql as $$
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
$$;

-- A learner's wish, or an institution's on a written one, to be erased, and how far it has come.
create table erasure (
    id uuid primary key,
    learner_id uuid not null references person,
    -- The institution whose staff asked on a written request; null where the learner asked.
    institution_id uuid references institution,
    reason text not null default '',
    asked_by uuid not null references person,
    asked_at timestamptz not null,
    -- Until then it can be taken back.
    due_at timestamptz not null,
    -- The second pair of eyes, where staff asked.
    confirmed_by uuid references person,
    confirmed_at timestamptz,
    withdrawn_at timestamptz,
    -- Gone from the records; from the store; from the database's own files.
    erased_at timestamptz,
    files_gone_at timestamptz,
    scrubbed_at timestamptz,
    constraint erasure_confirmed_by_another check (confirmed_by <> asked_by),
    constraint erasure_confirmed_by_somebody check ((confirmed_by is null) = (confirmed_at is null)),
    constraint erasure_not_of_withdrawn check (withdrawn_at is null or erased_at is null),
    constraint erasure_in_order check (
        (files_gone_at is null or erased_at is not null) and (scrubbed_at is null or files_gone_at is not null))
);
create unique index erasure_once on erasure (learner_id) where withdrawn_at is null;
create index erasure_open on erasure (due_at) where withdrawn_at is null and scrubbed_at is null;
create index erasure_institution on erasure (institution_id, asked_at);

-- Objects of an erasure that are still to be taken out of the store.
create table erasure_object (
    erasure_id uuid not null references erasure,
    digest bytea not null,
    primary key (erasure_id, digest)
);

-- While it stands, nothing of a learner is deleted: not by their wish, and not because its time is over.
create table legal_hold (
    id uuid primary key,
    institution_id uuid not null references institution,
    learner_id uuid not null references person,
    reason text not null,
    set_by uuid not null references person,
    set_at timestamptz not null,
    lifted_by uuid references person,
    lifted_at timestamptz,
    lift_reason text,
    constraint legal_hold_lifted_by_another check (lifted_by <> set_by),
    constraint legal_hold_lifted_whole check (
        (lifted_by is null) = (lifted_at is null) and (lifted_by is null) = (lift_reason is null))
);
create unique index legal_hold_once on legal_hold (institution_id, learner_id) where lifted_at is null;
create index legal_hold_learner on legal_hold (learner_id) where lifted_at is null;

-- What is left of a file: how much it was, and a salted digest. Whoever has the salt and a file can say whether it was this
-- one; once the salt is gone, nobody can.
create table evidence_tombstone (
    evidence_id uuid primary key references evidence,
    media_type text not null,
    size bigint not null,
    salt bytea,
    salted_digest bytea not null,
    -- The rule of the policy, or `erasure`.
    because text not null,
    deleted_at timestamptz not null
);

create function salted(salt bytea, digest bytea) returns bytea immutable language sql as $$
    select sha256(salt || digest)
$$;

-- Every SHA-256 in a document, 64 hexadecimal digits, salted; what a `fingerprint` names is a public document.
create function salted(salt bytea, document jsonb) returns jsonb immutable language plpgsql as $$
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
$$;

-- A manifest without words and names: which claims, which items of which kinds, which criteria.
create function erased_manifest(manifest text, salt bytea) returns text immutable language sql as $$
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

-- The name of whose it is taken out of a line of a credit feed; the rest stays to the byte.
create function erased_entry(entry text) returns text immutable language sql as $$
    select regexp_replace(entry, '("learner":\{"id":"[^"]*","name":)"(\\.|[^"\\])*"', '\1"(erased)"')
$$;

-- Whether this is the one statement that may change what is never changed: within `erase_learner`, which alone runs as the
-- owner of the tables while it says whom it erases.
create function is_erasing() returns boolean stable language sql as $$
    select coalesce(current_setting('prior.erasing', true), '') <> ''
        and current_user = (select pg_get_userbyid(relowner) from pg_class where oid = 'public.person'::regclass)
$$;

create or replace function decided_is_immutable() returns trigger language plpgsql as $$
begin
    if is_erasing() then return case when tg_op = 'DELETE' then old else new end; end if;
    raise exception '% is never changed: a revision is a new row', tg_table_name using errcode = 'insufficient_privilege';
end
$$;

create or replace function score_of_submitted_is_immutable() returns trigger language plpgsql as $$
declare
    card uuid := case when tg_op = 'DELETE' then old.scorecard_id else new.scorecard_id end;
begin
    if not is_erasing() and exists (select from scorecard where id = card and submitted_at is not null) then
        raise exception 'scorecard % is submitted', card using errcode = 'check_violation', constraint = 'score_not_after_submission';
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end
$$;

create or replace function scorecard_submitted_is_immutable() returns trigger language plpgsql as $$
begin
    if not is_erasing() and old.submitted_at is not null then
        raise exception 'scorecard % is submitted', old.id using errcode = 'check_violation', constraint = 'scorecard_not_after_submission';
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end
$$;

-- What the map's conditions are asked with.
create type personal_scope as (
    learner uuid, email text, name text, portfolios uuid[], submissions uuid[], ids uuid[], digests bytea[]);

create function personal_scope(of_learner uuid) returns personal_scope stable language plpgsql as $$
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
$$;

-- The columns that keep an object of the store because it is somebody's file: those that refer to it, but for previews, which
-- hang on the file they show.
create view personal_file as
    select c.conrelid::regclass::text as relation, a.attname as attribute
    from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    where c.contype = 'f' and c.confrelid = 'public.evidence_object'::regclass and c.confdeltype <> 'c'
        and c.conrelid <> 'public.evidence_preview'::regclass;

-- Of some objects, those that nobody but one learner has.
create function personal_own_files(scope personal_scope) returns bytea[] stable language plpgsql as $$
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
$$;

-- Of some objects, those that are nobody's file any more.
create function unused_files(digests bytea[]) returns bytea[] stable language plpgsql as $$
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
$$;

-- The rows of one table that concern a learner, as JSON, with the columns that are told to them.
create function personal_rows(scope personal_scope, of_relation text) returns setof json stable language plpgsql as $$
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

-- Erases a learner in the transaction of the caller. The one way to change what is never changed: it runs as the owner of the
-- tables, does what the map says, only for an erasure that was asked for, confirmed where it has to be, is due and not held, and
-- writes itself into the log.
create function erase_learner(which uuid, moment timestamptz) returns void
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
$$;
revoke all on function erase_learner(uuid, timestamptz) from public;
grant execute on function erase_learner(uuid, timestamptz) to prior_service;
grant select on personal_relation, personal_column, personal_file, evidence_tombstone, erasure, legal_hold to prior_service;
-- That it is done, only the function says.
grant insert (id, learner_id, institution_id, reason, asked_by, asked_at, due_at) on erasure to prior_service;
grant update (confirmed_by, confirmed_at, withdrawn_at, files_gone_at, scrubbed_at) on erasure to prior_service;
grant insert, update on legal_hold to prior_service;
grant insert on evidence_tombstone to prior_service;
grant select, delete on erasure_object to prior_service;

-- The map.

select personal('session', 10, 'Where you were signed in.', 't.person_id = $1', null, '
    id learner delete
    token_digest learner delete untold
    * learner delete');
select personal('upload', 20, 'Files on their way in.', 't.owner_id = $1 or t.portfolio_id = any($4)', null, '
    institution_id nobody delete
    repr_digest learner delete
    * learner delete');
select personal('idempotency', 30, 'Answers kept for a day, in case a request is sent again.', $$
    t.caller = 'person:' || $1 or position(convert_to($1::text, 'UTF8') in t.body) > 0 or t.caller in (
        select 'link:' || encode(r.token_digest, 'hex') from testimonial_request r where r.portfolio_id = any($4)
        union all select 'link:' || encode(l.token_digest, 'hex')
        from testimonial_link l join testimonial_request r on r.id = l.request_id where r.portfolio_id = any($4))
    -- A link that was used up is known by nothing any more; what it signed is.
    or exists (
        select from evidence e where e.portfolio_id = any($4) and position(convert_to(e.id::text, 'UTF8') in t.body) > 0)$$, $$t.caller = 'person:' || $1$$, '
    request_digest nobody delete
    body learner delete untold
    * learner delete');
select personal('mail', 40, 'Letters to you, and letters that name you.', $$
    t.recipient = $2 or t.recipient in (
        select r.witness_email from testimonial_request r where r.portfolio_id = any($4)
        union all select c.email
        from witness_contact c join testimonial_request r on r.id = c.request_id where r.portfolio_id = any($4)
        union all select w.confirmed_contact
        from testimonial w join evidence e on e.id = w.evidence_id where e.portfolio_id = any($4))
    or (t.sent_at is not null or t.failed_at is not null or t.purpose = 'encounter')
        and strpos(t.subject || t.body, $3) > 0$$, 't.recipient = $2', '
    body learner delete untold
    attempts nobody delete
    next_attempt_at nobody delete
    last_fault nobody delete
    * learner delete');
select personal('event_why', 50, 'Reasons given for what was done with what is yours.', $$
    t.event_id in (select e.id from event e where e.subject_id = any($6) or e.actor_id = $1)$$, null, '
    event_id learner delete
    salt nobody delete
    why learner delete');
select personal('event', 900, 'What happened to what is yours, and what you did.', 't.subject_id = any($6) or t.actor_id = $1', null, '
    chain_id nobody keep
    position nobody keep
    actor_id staff keep
    why_digest nobody keep
    previous_hash nobody keep
    hash nobody keep
    * learner keep');
select personal('event_chain', 901, 'Where each chain of events ends.', null, null, '* nobody keep');

select personal('contact_check', 99, 'When the institution asked whether a witness is who they say.', $$
    t.evidence_id in (select e.id from evidence e where e.portfolio_id = any($4))$$, null, '
    institution_id nobody delete
    checked_by staff delete
    note staff delete
    * learner delete');
select personal('testimonial', 100, 'What witnesses said of you.', $$
    t.evidence_id in (select e.id from evidence e where e.portfolio_id = any($4))$$, null, '
    contact witness delete
    confirmed_contact witness delete
    signature witness delete
    statement witness delete
    * learner delete');
select personal('testimonial_link', 101, 'Links that went to your witnesses.', $$
    t.request_id in (select r.id from testimonial_request r where r.portfolio_id = any($4))$$, null, '
    token_digest nobody delete
    * learner delete');
select personal('handed_code', 102, 'Codes that you handed to your witnesses.', $$
    t.request_id in (select r.id from testimonial_request r where r.portfolio_id = any($4))$$, null, '
    locator nobody delete
    secret_hash nobody delete
    * learner delete');
-- What a witness has not signed is theirs.
select personal('witness_contact', 103, 'How a witness is reached.', $$
    t.request_id in (select r.id from testimonial_request r where r.portfolio_id = any($4))$$, null, '* witness delete');
select personal('testimonial_draft', 104, 'What a witness has not signed yet.', $$
    t.request_id in (select r.id from testimonial_request r where r.portfolio_id = any($4))$$, null, '* witness delete');
select personal('testimonial_recording', 105, 'What a witness recorded and has not signed yet.', $$
    t.request_id in (select r.id from testimonial_request r where r.portfolio_id = any($4))$$, null, '* witness delete');
select personal('testimonial_request', 110, 'Whom you asked to testify.', 't.portfolio_id = any($4)', null, '
    institution_id nobody delete
    witness_email witness delete
    token_digest nobody delete
    * learner delete');
select personal('observation', 120, 'Where you were watched at work.', $$
    t.evidence_id in (select e.id from evidence e where e.portfolio_id = any($4))$$, null, '
    observer_id staff delete
    observer_signature staff delete
    statement staff delete
    * learner delete');
select personal('encounter_code', 119, 'Codes with which you sign on another''s device.', $$
    t.encounter_id in (select n.id from encounter n where n.portfolio_id = any($4))$$, null, '* nobody delete');
select personal('encounter_file', 120, 'Recordings and sheets that are not signed yet.', $$
    t.encounter_id in (select n.id from encounter n where n.portfolio_id = any($4))$$, null, '* staff delete');
select personal('encounter_report', 121, 'Reports of observations, visits, interviews and tests.', $$
    t.evidence_id in (select e.id from evidence e where e.portfolio_id = any($4))$$, null, '
    conductor_id staff delete
    conductor_signature staff delete
    statement staff delete
    * learner delete');
-- Questions of a test are not told before it; afterwards they stand in its report.
select personal('encounter', 122, 'Appointments for observations, visits, interviews and tests.', 't.portfolio_id = any($4)', null, '
    institution_id nobody delete
    conductor_id staff delete
    proposed_by staff delete
    questions staff delete
    seed nobody delete
    pool_digest nobody delete
    draft staff delete
    draft_version nobody delete
    draft_saved_at staff delete
    version nobody delete
    * learner delete');
select personal('translation', 130, 'What your items say in another language.', $$
    t.evidence_id in (select e.id from evidence e where e.portfolio_id = any($4))$$, null, '
    institution_id nobody delete
    declared_by staff delete
    * learner delete');
select personal('credential_check', 131, 'What could be verified of your badges.', $$
    t.evidence_id in (select e.id from evidence e where e.portfolio_id = any($4))$$, null, '
    institution_id nobody delete
    checked_by staff delete
    * learner delete');
select personal('credential_inquiry', 132, 'What awarding bodies said of your certificates.', $$
    t.evidence_id in (select e.id from evidence e where e.portfolio_id = any($4))$$, null, '
    institution_id nobody delete
    recorded_by staff delete
    * learner delete');
select personal('prior_credential', 133, 'Certificates and badges from elsewhere.', $$
    t.evidence_id in (select e.id from evidence e where e.portfolio_id = any($4))$$, null, '
    stated_by staff delete
    * learner delete');
select personal('evidence_origin', 140, 'Where items come from that came in a bag.', $$
    t.evidence_id in (select e.id from evidence e where e.portfolio_id = any($4))$$, null, '* learner delete');
select personal('bag_record', 141, 'Records of bags that you brought.', $$
    t.import_id in (select i.id from bag_import i where i.portfolio_id = any($4))$$, null, '
    content learner delete untold
    * learner delete');
select personal('bag_import', 142, 'Bags that you brought.', 't.portfolio_id = any($4)', null, '
    institution_id nobody delete
    confirmed_by staff delete
    confirmed_how staff delete
    * learner delete');
-- It would be over another digest than the one that is left.
select personal('time_stamp', 143, 'Time stamps over what you submitted.', 't.submission_id = any($5)', null, '
    institution_id nobody delete
    next_attempt_at nobody delete
    attempts nobody delete
    last_fault nobody delete
    * learner delete');
select personal('evidence_file', 200, 'The files of your evidence.', $$
    t.evidence_id in (select e.id from evidence e where e.portfolio_id = any($4))$$, null, '
    released_by staff delete
    * learner delete');
select personal('evidence_match', 210, 'Which files are alike.', 't.first_digest = any($8) or t.second_digest = any($8)', null, '
    * nobody delete');
select personal('evidence_fingerprint', 220, 'Measures by which a picture or text is known again.', 't.digest = any($8)', null, '
    * learner delete');
select personal('evidence_metadata', 221, 'What your files say of themselves: when, where and with which device they were made.',
    't.digest = any($8)', null, '* learner delete');
select personal('evidence_preview', 222, 'Previews of your files.', 't.digest = any($8)', null, '* learner delete');
select personal('evidence_look', 230, 'How looking into your files went.', 't.digest = any($8)', null, '* learner delete');
select personal('evidence_scan', 231, 'What the malware scanner said of your files.', 't.digest = any($8)', null, '* learner delete');
-- Its rows go when the store has let go of the objects, which the service sees to.
select personal('evidence_object', 232, 'Objects in the store.', null, null, '* nobody delete');
select personal('erasure_object', 233, 'Objects to be taken out of the store.', null, null, '* nobody delete');
select personal('evidence_tombstone', 240, 'Files that are no longer kept.', $$
    t.evidence_id in (select e.id from evidence e where e.portfolio_id = any($4))$$, null, '
    salt nobody clear
    salted_digest nobody digest = salted($7, t.salted_digest)
    * learner keep');

select personal('evidence', 300, 'Your evidence.', 't.portfolio_id = any($4)', null, '
    title learner clear = ''(erased)''
    description learner clear
    produced_on learner clear
    alternative_text learner clear
    transcript learner clear
    transcript_language learner clear
    transcript_by learner clear
    transcript_added_by staff keep
    institution_id nobody keep
    added_by staff keep
    * learner keep');
select personal('evidence_link', 310, 'Which part of your evidence shows which criterion.', $$
    t.claim_id in (select c.id from claim c where c.portfolio_id = any($4))$$, null, '
    note learner clear
    page learner clear
    time_code_seconds learner clear
    institution_id nobody keep
    linked_by staff keep
    * learner keep');
select personal('submission', 320, 'What you submitted, as it was then.', 't.portfolio_id = any($4)', null, '
    manifest learner clear = erased_manifest(t.manifest, $7)
    manifest_digest learner digest = salted($7, t.manifest_digest)
    institution_id nobody keep
    * learner keep');
select personal('submission_claim', 321, 'Which claims each submission holds.', 't.submission_id = any($5)', null, '
    institution_id nobody keep
    * learner keep');
select personal('admission', 330, 'When your submissions were admitted.', 't.submission_id = any($5)', null, '
    note learner clear
    institution_id nobody keep
    admitted_by staff keep
    * learner keep');
select personal('return_for_completion', 331, 'What was missing when a submission came back.', 't.submission_id = any($5)', null, '
    reasons learner clear
    institution_id nobody keep
    returned_by staff keep
    * learner keep');
select personal('return_answer', 332, 'What you said to it.', 't.submission_id = any($5)', null, '
    says learner clear = ''(erased)''
    institution_id nobody keep
    answered_by staff keep
    * learner keep');
select personal('submission_sufficiency', 333, 'What the policy found of your submissions.', 't.submission_id = any($5)', null, '
    institution_id nobody keep
    * learner keep');
select personal('original_sighting', 334, 'Originals of yours that were seen.', $$
    t.evidence_id in (select e.id from evidence e where e.portfolio_id = any($4))$$, null, '
    certified_by learner clear = case when t.certified_by = '''' then '''' else ''(erased)'' end
    place learner clear
    note learner clear
    withdrawn_why learner clear = case when t.withdrawn_why is null then null else '''' end
    seen_by staff keep
    withdrawn_by staff keep
    institution_id nobody keep
    * learner keep');
select personal('currency_statement', 335, 'How you kept up what old items show.', $$
    t.evidence_id in (select e.id from evidence e where e.portfolio_id = any($4))$$, null, '
    says learner clear = ''(erased)''
    institution_id nobody keep
    made_by staff keep
    * learner keep');
select personal('conflict_declaration', 340, 'Ties between you and staff that somebody declared.', 't.learner_id = $1', null, '
    note learner clear
    institution_id nobody keep
    person_id staff keep
    declared_by staff keep
    * learner keep');
select personal('assignment', 350, 'Who was asked to assess your submissions; their names are not told.', 't.submission_id = any($5)', null, '
    assessor_id staff keep
    assigned_by staff keep
    override_reason staff clear
    decline_reason staff clear
    institution_id nobody keep
    version nobody keep
    * learner keep');
select personal('scorecard', 360, 'Marks, when every claim of the submission has its outcome.', $$
    t.assignment_id in (select a.id from assignment a where a.submission_id = any($5))$$, $$
    t.submitted_at is not null and exists (
        select from claim_outcome o join assignment a on a.submission_id = o.submission_id
        where a.id = t.assignment_id and o.claim_id = t.claim_id)$$, '
    institution_id nobody keep
    version nobody keep
    * learner keep');
select personal('score', 361, 'Each mark with its comment, when every claim of the submission has its outcome.', $$
    t.scorecard_id in (select k.id from scorecard k join assignment a on a.id = k.assignment_id
        where a.submission_id = any($5))$$, $$
    exists (select from scorecard k join assignment a on a.id = k.assignment_id
        join claim_outcome o on o.submission_id = a.submission_id and o.claim_id = k.claim_id
        where k.id = t.scorecard_id and k.submitted_at is not null)$$, '
    comment learner clear
    * learner keep');
select personal('ruling', 362, 'What was ruled of each item, when every claim of the submission has its outcome.', $$
    t.assignment_id in (select a.id from assignment a where a.submission_id = any($5))$$, $$
    exists (select from assignment a join claim_outcome o on o.submission_id = a.submission_id
        where a.id = t.assignment_id and o.claim_id = t.claim_id)$$, '
    valid_reason learner clear = case when t.valid_reason = '''' then '''' else ''(erased)'' end
    sufficient_reason learner clear = case when t.sufficient_reason = '''' then '''' else ''(erased)'' end
    authentic_reason learner clear = case when t.authentic_reason = '''' then '''' else ''(erased)'' end
    current_reason learner clear = case when t.current_reason = '''' then '''' else ''(erased)'' end
    revision_reason learner clear = case when t.revision_reason is null then null else ''(erased)'' end
    item_digest learner digest = salted($7, t.item_digest)
    ruled_by staff keep
    institution_id nobody keep
    * learner keep');
select personal('claim_outcome', 363, 'What came of your claims.', 't.submission_id = any($5)', null, '
    institution_id nobody keep
    * learner keep');
select personal('recommendation', 370, 'What was recommended.', 't.submission_id = any($5)', null, $$
    conditions learner scrub = replace(t.conditions, $3, '(erased)')
    reasons learner clear
    next_step learner clear
    gap_plan learner clear
    chain learner digest = salted($7, t.chain)
    institution_id nobody keep
    recommended_by staff keep
    * learner keep$$);
select personal('decision', 371, 'What the institution decided.', $$
    t.recommendation_id in (select r.id from recommendation r where r.submission_id = any($5))$$, null, '
    reason learner clear
    institution_id nobody keep
    decided_by staff keep
    * learner keep');
select personal('receipt', 380, 'What receivers made of your credit.', $$
    t.credit_id in (select k.id from credit k where k.learner_id = $1)$$, null, '
    reason learner clear
    answered_by nobody keep
    * learner keep');
select personal('feed_entry', 381, 'Your credit as it was sent to those you gave consent.', $$
    t.credit_id in (select k.id from credit k where k.learner_id = $1)$$, null, '
    entry learner pseudonym = erased_entry(t.entry)
    position nobody keep
    * learner keep');
select personal('feed', 382, 'How far each institution''s feed has come.', null, null, '* nobody keep');
select personal('credit', 390, 'Your credit.', 't.learner_id = $1', null, '
    institution_id learner keep
    * learner keep');
select personal('consent', 391, 'Whom you let have your credit.', 't.learner_id = $1', null, '* learner keep');
select personal('claim', 400, 'What you claimed.', 't.portfolio_id = any($4)', null, '
    institution_id nobody keep
    * learner keep');
select personal('portfolio_adviser', 401, 'Since when advisers help you; their names are not told.', 't.portfolio_id = any($4)', null, '
    institution_id nobody keep
    adviser_id staff keep
    * learner keep');
-- Its figures are set to nought with what they count, and taken off the institution's.
select personal('portfolio_usage', 402, 'How much your files take.', 't.portfolio_id = any($4)', null, '
    institution_id nobody keep
    * learner keep');
select personal('portfolio', 410, 'Your portfolios.', 't.learner_id = $1', null, $$
    title learner clear = '(erased)'
    state learner pseudonym = case when t.state in ('draft', 'returned') then 'withdrawn' else t.state end
    version nobody keep
    * learner keep$$);

select personal('legal_hold', 500, 'Why your data had to be kept.', 't.learner_id = $1', null, '
    reason learner clear
    lift_reason learner clear = case when t.lift_reason is null then null else '''' end
    set_by staff keep
    lifted_by staff keep
    * learner keep');
select personal('erasure', 510, 'Wishes to be erased.', 't.learner_id = $1', null, '
    reason learner clear
    asked_by staff keep
    confirmed_by staff keep
    files_gone_at nobody keep
    scrubbed_at nobody keep
    * learner keep');
select personal('invitation', 520, 'Invitations to a role.', 't.email = $2 or t.accepted_by = $1', null, $$
    email learner pseudonym = 'erased+' || t.id || '@invalid'
    token_digest nobody keep
    invited_by staff keep
    * learner keep$$);
select personal('membership', 530, 'Roles you had.', 't.person_id = $1', null, '
    granted_by staff keep
    ended_by staff keep
    * learner keep');
-- Last, because the others are found by it.
select personal('person', 999, 'Who you are.', 't.id = $1', null, $$
    email learner pseudonym = 'erased+' || t.id || '@invalid'
    name learner pseudonym = '(erased)'
    language learner clear = 'en'
    password learner pseudonym untold = 'erased'
    disabled_at learner pseudonym = coalesce(t.disabled_at, now())
    * learner keep$$);

select personal('client', 600, 'Machines of institutions.', null, null, 'created_by staff keep
    * nobody keep');
select personal('client_token', 601, 'Their tokens.', null, null, '* nobody keep');
select personal('institution', 602, 'Institutions.', null, null, '* nobody keep');
select personal('institution_usage', 603, 'How much institutions hold.', null, null, '* nobody keep');
select personal('framework', 604, 'Frameworks.', null, null, '* nobody keep');
select personal('policy', 605, 'Policies.', null, null, '* nobody keep');
select personal('unit', 606, 'Units.', null, null, '* nobody keep');
select personal('migration', 607, 'Migrations.', null, null, '* nobody keep');
-- Digests of an address with a source of requests, which cannot be found again from either, and are gone after two days.
select personal('sign_in_throttle', 608, 'Counts of failed sign-ins.', null, null, '* nobody keep');
select personal('personal_relation', 700, 'This map.', null, null, '* nobody keep');
select personal('personal_column', 701, 'This map.', null, null, '* nobody keep');
