-- A semester's credits for one receiver's feed: what the walkthrough posted, again for learners who were made up. Run with
-- psql by the owner of a demo's database:
--
--   -v receiver=SLUG -v first=N -v last=N
--
-- Foreign keys and triggers are off while the rows are copied, as bench/seed.sql does it; the feed is told the ordinary way.
begin;
set local session_replication_role = replica;

create temporary table original on commit drop as
    select o.*, row_number() over (order by o.credit) as number
    from (select distinct on (k.unit_id) k.id as credit, k.decision_id as decision, d.recommendation_id as recommendation,
            k.learner_id as learner, e.entry
        from credit k join decision d on d.id = k.decision_id join institution i on i.id = k.institution_id
            join feed_entry e on e.credit_id = k.id and e.kind = 'granted'
        where i.slug = 'maluti' and k.revoked_at is null and k.replaced_at is null and k.suspended_at is null
        order by k.unit_id, k.posted_at, k.id, e.institution_id) o;
create temporary table copy on commit drop as
    select n, gen_random_uuid() as person, gen_random_uuid() as recommendation, gen_random_uuid() as decision,
        gen_random_uuid() as credit, gen_random_uuid() as entry_id, o.credit as of_credit, o.decision as of_decision,
        o.recommendation as of_recommendation, o.learner as of_learner, o.entry
    from generate_series(:first, :last) n
        join original o on o.number = 1 + n % (select count(*) from original);

insert into person (id, email, name, password, created_at)
    select person, 'semester-' || n || '-' || left(person::text, 8) || '@learner.example', 'Learner ' || n, 'none', now()
    from copy;
insert into recommendation (id, institution_id, submission_id, claim_id, kind, credits, credit_system, framework_id,
        framework_version, level, subjects, conditions, chain, chain_digest, valid_until, recommended_by, recommended_at)
    select c.recommendation, r.institution_id, r.submission_id, gen_random_uuid(), r.kind, r.credits, r.credit_system,
        r.framework_id, r.framework_version, r.level, r.subjects, r.conditions, r.chain, r.chain_digest, r.valid_until,
        r.recommended_by, r.recommended_at
    from copy c join recommendation r on r.id = c.of_recommendation;
insert into decision (id, institution_id, recommendation_id, verdict, credits, decided_by, decided_at)
    select c.decision, d.institution_id, c.recommendation, d.verdict, d.credits, d.decided_by, d.decided_at
    from copy c join decision d on d.id = c.of_decision;
insert into credit (id, institution_id, decision_id, learner_id, claim_id, unit_id, unit_version, route, credits,
        credit_system, framework_id, framework_version, level, posted_at)
    select c.credit, k.institution_id, c.decision, c.person, k.claim_id, k.unit_id, k.unit_version, k.route, k.credits,
        k.credit_system, k.framework_id, k.framework_version, k.level, now()
    from copy c join credit k on k.id = c.of_credit;
insert into credit_fact (id, credit_id, kind, made_by, made_at, number)
    select gen_random_uuid(), c.credit, 'granted', f.made_by, now(), f.number
    from copy c join credit_fact f on f.credit_id = c.of_credit and f.kind in ('granted', 'corrected');

set local session_replication_role = origin;
select count(feed_append(i.id, c.entry_id, 'granted', c.credit, now(),
    replace(replace(replace('{' || substr(c.entry, strpos(c.entry, ',') + 1),
        c.of_credit::text, c.credit::text), c.of_learner::text, c.person::text),
        (select e.id::text from feed_entry e where e.entry = c.entry limit 1), c.entry_id::text)))
    from (select * from copy order by n) c, institution i where i.slug = :'receiver';
commit;
