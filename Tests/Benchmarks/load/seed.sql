-- The world that is measured: ten institutions; 10,000 portfolios with 2 claims and 8 items of evidence each, 6,000 of
-- them decided and 4,000 being assessed; 20,000 assignments of 400 assessors, with a queue of 20 for each; 100,000 scores;
-- one receiver's feed of :feed_entries entries (psql -v). Run by the owner of a database that the service has migrated and loaded.
--
-- Triggers and foreign keys are off while it is filled, for speed; what is filled in would pass them.
begin;
set local session_replication_role = replica;
set local synchronous_commit = off;

create schema bench;
grant usage on schema bench to prior_service;

-- Like the service's own ids: the time first, so that neighbours in time are neighbours in the index.
create function bench.id(kind text, n bigint) returns uuid immutable language sql as $$
    select (lpad(to_hex(1760000000000 + n * 1000), 12, '0') || '7' || substr(md5(kind || n), 1, 3) || '8'
        || substr(md5(kind || n), 4, 15))::uuid
$$;
create function bench.digest(token text) returns bytea immutable language sql as $$
    select sha256(convert_to(token, 'UTF8'))
$$;

create table bench.unit as
    select row_number() over (order by id) - 1 as n, u.id, u.version, u.fingerprint,
        array(select c ->> 'id' from jsonb_array_elements(u.document -> 'rubric' -> 'criteria') c) as criteria,
        u.document ->> 'title' as title
    from (select distinct on (id) * from unit order by id, version desc) u
    where jsonb_array_length(u.document -> 'rubric' -> 'criteria') >= 4
        and u.document -> 'rubric' -> 'criteria' -> 0 -> 'levels' @> '[{"id": "competent"}]';

insert into institution (id, slug, name, country, policy_id, policy_version, created_at)
    select bench.id('institution', n), 'bench-' || n, 'Institution ' || n, 'LS', 'lesotho', '1', now() from generate_series(0, 9) n;

-- Learners are 1 to 10,000, assessors 20,001 to 20,400, the coordinator 30,000.
insert into person (id, email, name, password, created_at)
    select bench.id('person', n), 'person' || n || '@example.org', 'Person ' || n, 'none', now() - interval '200 days'
    from (select generate_series(1, 10000) n union all select generate_series(20001, 20400) union all select 30000) p;
insert into session (id, person_id, token_digest, device, created_at, last_seen_at, expires_at)
    select bench.id('session', n), bench.id('person', n), bench.digest('prior_s_bench_' || n), 'bench', now(), now() + interval '1 day',
        now() + interval '30 days'
    from (select generate_series(1, 400) n union all select generate_series(20001, 20400)) p;
insert into membership (id, institution_id, person_id, role, granted_at)
    select bench.id('membership', n), bench.id('institution', n % 10), bench.id('person', n), 'assessor', now()
    from generate_series(20001, 20400) n;

-- Portfolio n belongs to learner n and institution n % 10; the last 100 are drafts as well, for the uploads.
insert into portfolio (id, institution_id, learner_id, title, state, state_since, policy_id, policy_version, created_at)
    select bench.id('portfolio', n), bench.id('institution', n % 10), bench.id('person', case when n > 10000 then n - 10000 else n end),
        'Portfolio ' || n, case when n <= 6000 then 'decided' when n <= 10000 then 'inAssessment' else 'draft' end,
        now() - interval '30 days', 'lesotho', '1', now() - interval '100 days'
    from generate_series(1, 10100) n;
create table bench.claim as
    select x.c, x.n, u.id as unit_id, u.version, u.fingerprint, u.criteria, u.title
    from (select n, n * 2 + k as c from generate_series(1, 10000) n cross join generate_series(0, 1) k) x
        join bench.unit u on u.n = x.c % (select count(*) from bench.unit);
create unique index on bench.claim (c);
insert into claim (id, institution_id, portfolio_id, unit_id, unit_version, route, purpose, made_at)
    select bench.id('claim', c), bench.id('institution', n % 10), bench.id('portfolio', n), unit_id, version, 'rpl', 'credit',
        now() - interval '90 days'
    from bench.claim order by c;
insert into evidence (id, institution_id, portfolio_id, kind, title, added_by, added_at)
    select bench.id('evidence', e), bench.id('institution', (e / 8) % 10), bench.id('portfolio', e / 8), 'artefact',
        'Photograph ' || e, bench.id('person', e / 8), now() - interval '80 days'
    from generate_series(8, 80007) e;
insert into evidence_object (digest, size, back_end, stored_at, put_at)
    select bench.digest('file' || e), 400000 + e, 'local', now(), now() from generate_series(8, 80007) e;
insert into evidence_file (evidence_id, digest, size, file_name, declared_type, detected_type, libmagic_version, accepted_type,
        accepted_rule)
    select bench.id('evidence', e), bench.digest('file' || e), 400000 + e, 'photograph-' || e || '.jpg', 'image/jpeg', 'image/jpeg',
        '544', 'image/jpeg', 'lesotho@1'
    from generate_series(8, 80007) e;
insert into evidence_link (id, institution_id, claim_id, evidence_id, criterion_id, note, linked_by, linked_at)
    select bench.id('link', e), bench.id('institution', n % 10), bench.id('claim', c), bench.id('evidence', e), criteria[1],
        'The whole of it.', bench.id('person', n), now() - interval '79 days'
    from generate_series(8, 80007) e join bench.claim on c = (e / 8) * 2 + e % 2;
insert into submission (id, institution_id, portfolio_id, number, manifest, manifest_digest, receipt_code, submitted_by, submitted_at)
    select bench.id('submission', n), bench.id('institution', n % 10), bench.id('portfolio', n), 1,
        '{"portfolio":"' || bench.id('portfolio', n) || '"}', bench.digest('manifest' || n), 'RECEIPT-' || n, bench.id('person', n),
        now() - interval '60 days'
    from generate_series(1, 10000) n;
insert into admission (submission_id, institution_id, admitted_by, admitted_at)
    select bench.id('submission', n), bench.id('institution', n % 10), bench.id('person', 30000), now() - interval '55 days'
    from generate_series(1, 10000) n;
insert into submission_claim (submission_id, claim_id, institution_id, unit_id, unit_version, unit_fingerprint, evidence_ids)
    select bench.id('submission', n), bench.id('claim', c), bench.id('institution', n % 10), unit_id, version, fingerprint,
        array(select bench.id('evidence', n * 8 + 2 * i + c % 2) from generate_series(0, 3) i)
    from bench.claim order by c;

-- Assignment a is of submission a / 2. Of the forty assessors of an institution, each sits in two seats of different cases.
insert into assignment (id, institution_id, submission_id, assessor_id, seat, assigned_by, assigned_at, accept_by, due_at,
        accepted_at, completed_at)
    select bench.id('assignment', a), bench.id('institution', n % 10), bench.id('submission', n),
        bench.id('person', 20001 + (n % 10 + 9) % 10 + 10 * ((n / 10 + 20 * (a % 2)) % 40)),
        case a % 2 when 0 then 'first' else 'second' end, bench.id('person', 30000), now() - interval '50 days',
        now() + interval '10 days', now() + interval '20 days' + a * interval '1 minute', now() - interval '49 days',
        case when n <= 6000 then now() - interval '40 days' end
    from (select a, a / 2 as n from generate_series(2, 20001) a) x;

-- Cards: all of what is decided, and one with a score for half of what is under way: 6,000 x 2 x 2 x 4 + 4,000 scores.
create table bench.card as
    select bench.id('scorecard', a * 2 + k) as id, a, a / 2 as n, claim.*, a / 2 <= 6000 as is_in
    from generate_series(2, 20001) a cross join generate_series(0, 1) k
        join (select c, unit_id, version, fingerprint, criteria from bench.claim) claim on claim.c = a / 2 * 2 + k
    where a / 2 <= 6000 or (k = 0 and a % 2 = 0);
insert into scorecard (id, institution_id, assignment_id, claim_id, unit_id, unit_version, rubric_fingerprint, version, opened_at,
        submitted_at, outcome, result)
    select id, bench.id('institution', n % 10), bench.id('assignment', a), bench.id('claim', c), unit_id, version, fingerprint,
        case when is_in then 4 else 1 end, now() - interval '45 days', case when is_in then now() - interval '40 days' end,
        case when is_in then 'competent' end, case when is_in then '{"words": "Every criterion is met."}'::jsonb end
    from bench.card;
insert into score (scorecard_id, criterion_id, level_id, comment, scored_at)
    select id, criteria[i], 'competent', 'Seen in the second photograph, and in what the witness says.', now() - interval '41 days'
    from bench.card cross join generate_series(1, 4) i where is_in or i = 1;
insert into claim_outcome (submission_id, claim_id, institution_id, outcome, settled, scorecard_id, words, settled_at)
    select bench.id('submission', n), bench.id('claim', c), bench.id('institution', n % 10), 'competent', 'agreed', id,
        'Both say competent.', now() - interval '40 days'
    from bench.card where is_in and a % 2 = 0;

insert into recommendation (id, institution_id, submission_id, claim_id, kind, credits, credit_system, framework_id,
        framework_version, level, chain, chain_digest, recommended_by, recommended_at)
    select bench.id('recommendation', c), bench.id('institution', n % 10), bench.id('submission', n), bench.id('claim', c), 'credit', 12,
        'lqf-credit', 'lqf', '1', 4, '{}', bench.digest('chain' || c), bench.id('person', 30000), now() - interval '35 days'
    from bench.claim where n <= 6000;
insert into decision (id, institution_id, recommendation_id, verdict, credits, decided_by, decided_at)
    select bench.id('decision', c), bench.id('institution', n % 10), bench.id('recommendation', c), 'granted', 12,
        bench.id('person', 30000), now() - interval '30 days'
    from bench.claim where n <= 6000;
insert into credit (id, institution_id, decision_id, learner_id, claim_id, unit_id, unit_version, route, credits, credit_system,
        framework_id, framework_version, level, posted_at)
    select bench.id('credit', c), bench.id('institution', n % 10), bench.id('decision', c), bench.id('person', n), bench.id('claim', c),
        unit_id, version, 'rpl', 12, 'lqf-credit', 'lqf', '1', 4, now() - interval '30 days'
    from bench.claim where n <= 6000;

-- The feed of institution 0: 12,000 credits granted, the rest told again as corrected.
insert into feed (institution_id, last_position) values (bench.id('institution', 0), :feed_entries);
insert into feed_entry (institution_id, position, id, kind, credit_id, at, entry)
    select bench.id('institution', 0), p, bench.id('feedEntry', p), kind, credit_id, now(),
        '{"position":' || p || ',"at":"2026-11-22T08:30:00.000Z","credit":{"chainDigest":"' || md5(p::text) || md5(title)
        || '","conditions":"","creditSystem":"lqf-credit","credits":"12","decided":{"assessors":2,"rubricFingerprint":"'
        || fingerprint || '"},"framework":"lqf@1","id":"' || credit_id || '","institution":{"id":"' || bench.id('institution', n % 10)
        || '","name":"Institution ' || n % 10 || '"},"learner":{"id":"' || bench.id('person', n) || '","name":"Person ' || n
        || '"},"level":4,"postedAt":"2026-11-22T08:30:00.000Z","route":"rpl","subjects":["Agriculture"],"unit":{"id":"' || unit_id
        || '","title":"' || title || '","version":"' || version || '"}},"id":"' || bench.id('feedEntry', p) || '","kind":"'
        || kind || '"}'
    from (select p, case when p <= 12000 then 'granted' else 'corrected' end as kind, bench.id('credit', c) as credit_id, claim.*
        from generate_series(1, :feed_entries) p join bench.claim claim on claim.c = 2 + p % 12000) x
    order by p;
insert into client (id, institution_id, name, secret_digest, scopes, created_by, created_at)
    values (bench.id('client', 0), bench.id('institution', 0), 'bench', bench.digest('prior_k_bench'), '{credits.read,receipts.write}',
        bench.id('person', 30000), now());
insert into client_token (token_digest, client_id, scopes, issued_at, expires_at)
    values (bench.digest('prior_c_bench'), bench.id('client', 0), '{credits.read,receipts.write}', now(), now() + interval '1 day');

-- What each concurrent writer of scores writes: slots 0 to 15 at institutions apart from each other, 16 to 31 all at one.
create table bench.desk as
    select slot, a.id as assignment, k.claim_id as claim, k.id as scorecard, a.assessor_id as person, a.institution_id as institution,
        b.criteria[1] as criterion, b.a
    from generate_series(0, 31) slot
        join bench.card b on b.a = 2 * (9000 + case when slot < 16 then slot % 8 + 10 * (slot / 8) else 10 * slot end)
        join assignment a on a.id = bench.id('assignment', b.a) join scorecard k on k.id = b.id;
alter table bench.desk add token text;
update bench.desk set token = 'prior_s_bench_' || p.n from (select n, bench.id('person', n) as id from generate_series(20001, 20400) n) p
    where p.id = person;
-- Eight assessors who look at their queues, and eight learners who upload.
create table bench.assessor as
    select n - 20001 as slot, bench.id('person', n) as person, 'prior_s_bench_' || n as token from generate_series(20001, 20008) n;
create table bench.uploader as
    select n - 1 as slot, bench.id('portfolio', 10000 + n) as portfolio, 'prior_s_bench_' || n as token
    from generate_series(1, 8) n;
grant select on all tables in schema bench to prior_service;
commit;
vacuum analyze;
checkpoint;
