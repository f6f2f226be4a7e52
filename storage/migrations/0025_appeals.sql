-- What people are told, when an answer is released, and how it is appealed.

-- One thing that a person is told. Its words are in the catalogues; here is what fills their blanks, which is never a name or
-- a result.
create table notification (
    id uuid primary key,
    person_id uuid not null references person,
    kind text not null,
    about_kind text not null,
    about_id uuid not null,
    institution_id uuid references institution,
    until date,
    since date,
    step text,
    created_at timestamptz not null,
    -- The same thing again, while it is unread, is the same row.
    last_at timestamptz not null,
    times integer not null default 1,
    read_at timestamptz,
    -- Null: nothing is to be mailed of it.
    mail_due_at timestamptz,
    mailed_at timestamptz
);
create unique index notification_unread_once on notification (person_id, kind, about_id) where read_at is null;
create index notification_person on notification (person_id, id);
create index notification_mailed on notification (person_id, mailed_at) where mailed_at is not null;
create index notification_due on notification (mail_due_at) where mail_due_at is not null;

-- How somebody wants to be written to; without a row, at once.
create table notification_preference (
    person_id uuid primary key references person,
    mail text not null constraint notification_mail_known check (mail in ('immediate', 'digest')),
    -- When a digest is sent: at this hour of this zone.
    hour integer not null constraint notification_hour_range check (hour between 0 and 23),
    time_zone text not null,
    changed_at timestamptz not null
);

grant select, insert, update, delete on notification, notification_preference to prior_service;

select personal('notification', 30, 'What you were told.', 't.person_id = $1', null, '
    institution_id learner delete
    * learner delete');
select personal('notification_preference', 31, 'How you want to be written to.', 't.person_id = $1', null, '
    * learner delete');

-- From here on the learner sees what was recommended and decided of a submission.
create table release (
    id uuid primary key,
    institution_id uuid not null references institution,
    submission_id uuid not null constraint release_once references submission unique,
    -- Null: with the last decision, by the policy.
    released_by uuid references person,
    released_at timestamptz not null
);
create index release_institution on release (institution_id, released_at);
create trigger release_immutable before update or delete on release
    for each row execute function decided_is_immutable();

-- What was decided before there were releases was seen at once.
insert into release (id, institution_id, submission_id, released_at)
select gen_random_uuid(), s.institution_id, s.id, p.state_since
from portfolio p join lateral (
    select s.* from submission s where s.portfolio_id = p.id order by s.number desc limit 1) s on true
where p.state in ('decided', 'closed');

-- Whether the learner may see what came of a submission: it is released, or its policy holds nothing back.
create function is_open_to_learner(of_submission uuid) returns boolean stable language sql as $$
    select exists (select from release r where r.submission_id = of_submission) or not exists (
        select from submission s join portfolio f on f.id = s.portfolio_id
            join policy p on p.id = f.policy_id and p.version = f.policy_version
        where s.id = of_submission and p.document #>> '{release,value}' = 'held')
$$;

grant select, insert on release to prior_service;

select personal('release', 372, 'Since when you see what was decided.', 't.submission_id = any($5)', null, '
    institution_id nobody keep
    released_by staff keep
    * learner keep');

-- An export tells no more than the service shows.
update personal_relation set told = 'is_open_to_learner(t.submission_id)' where relation = 'recommendation';
update personal_relation set told = 'is_open_to_learner(t.submission_id)' where relation = 'claim_outcome';
update personal_relation set told = $$exists (select from recommendation r
    where r.id = t.recommendation_id and is_open_to_learner(r.submission_id))$$ where relation = 'decision';
update personal_relation set told = $$exists (select from decision d join recommendation r on r.id = d.recommendation_id
    where d.id = t.decision_id and is_open_to_learner(r.submission_id))$$ where relation = 'credit';
update personal_relation set told = $$exists (select from credit k join decision d on d.id = k.decision_id
    join recommendation r on r.id = d.recommendation_id where k.id = t.credit_id and is_open_to_learner(r.submission_id))$$
where relation = 'credit_fact';
update personal_relation set told = told || $$ and exists (select from assignment a
    where a.id = t.assignment_id and is_open_to_learner(a.submission_id))$$ where relation in ('scorecard', 'ruling');
update personal_relation set told = told || $$ and exists (select from scorecard k join assignment a on a.id = k.assignment_id
    where k.id = t.scorecard_id and is_open_to_learner(a.submission_id))$$ where relation = 'score';
update personal_relation set told = $$t.kind not in (
    'claim.assessed', 'recommendation.made', 'recommendation.decided', 'credit.posted')
    or not exists (select from submission s where s.id = any($5) and not is_open_to_learner(s.id))$$ where relation = 'event';

-- A learner's objection to a decision.
create table appeal (
    id uuid primary key,
    institution_id uuid not null references institution,
    submission_id uuid not null references submission,
    recommendation_id uuid not null references recommendation,
    -- What is appealed, and the SHA-256 of all that it says with the chain it stands on.
    decision_id uuid not null references decision,
    appealed_digest bytea not null,
    -- The credit that is suspended meanwhile.
    credit_id uuid references credit,
    ground text not null,
    statement text not null,
    lodged_by uuid not null references person,
    lodged_at timestamptz not null,
    -- Until when it is to be decided; null where the policy runs no such clock.
    decide_by timestamptz,
    panel_called_at timestamptz,
    withdrawn_at timestamptz
);
-- A decision is appealed once; one that was taken back does not count.
create unique index appeal_once on appeal (decision_id) where withdrawn_at is null;
create index appeal_submission on appeal (submission_id);
create index appeal_institution on appeal (institution_id, lodged_at);

-- Items of the learner that come with an appeal where its ground allows, each with the digest it had.
create table appeal_evidence (
    appeal_id uuid not null references appeal,
    evidence_id uuid not null references evidence,
    digest bytea not null,
    primary key (appeal_id, evidence_id)
);
create index appeal_evidence_item on appeal_evidence (evidence_id);

-- What each side says, in the order in which it is said.
create table appeal_statement (
    id uuid primary key,
    appeal_id uuid not null references appeal,
    side text not null constraint appeal_statement_side_known check (side in ('learner', 'institution', 'panel')),
    says text not null,
    made_by uuid not null references person,
    made_at timestamptz not null
);
create index appeal_statement_appeal on appeal_statement (appeal_id, id);

-- Who hears it.
create table appeal_panelist (
    appeal_id uuid not null references appeal,
    person_id uuid not null references person,
    is_chair boolean not null,
    called_by uuid not null references person,
    called_at timestamptz not null,
    -- They said that they had nothing to do with the case.
    seated_at timestamptz,
    primary key (appeal_id, person_id)
);
create unique index appeal_chair_once on appeal_panelist (appeal_id) where is_chair;
create index appeal_panelist_person on appeal_panelist (person_id);

-- What each member finds, before they see what the others do.
create table appeal_opinion (
    appeal_id uuid not null,
    person_id uuid not null,
    verdict text not null constraint appeal_opinion_verdict_known check (verdict in ('upheld', 'partly', 'refused')),
    reasons text not null,
    given_at timestamptz not null,
    primary key (appeal_id, person_id),
    foreign key (appeal_id, person_id) references appeal_panelist
);

create table appeal_outcome (
    appeal_id uuid primary key references appeal,
    verdict text not null constraint appeal_outcome_verdict_known check (verdict in ('upheld', 'partly', 'refused')),
    remedy text not null constraint appeal_outcome_remedy_known check (remedy in ('none', 'reissue', 'revoke')),
    credits numeric constraint appeal_outcome_credits_positive check (credits > 0),
    reasons text not null,
    -- The credit that stands after it.
    credit_id uuid references credit,
    decided_by uuid not null references person,
    decided_at timestamptz not null,
    constraint appeal_refused_changes_nothing check (verdict <> 'refused' or remedy = 'none')
);
create trigger appeal_evidence_immutable before update or delete on appeal_evidence
    for each row execute function decided_is_immutable();
create trigger appeal_statement_immutable before update or delete on appeal_statement
    for each row execute function decided_is_immutable();
create trigger appeal_opinion_immutable before update or delete on appeal_opinion
    for each row execute function decided_is_immutable();
create trigger appeal_outcome_immutable before update or delete on appeal_outcome
    for each row execute function decided_is_immutable();

grant select, insert, update on appeal to prior_service;
grant select, insert, update, delete on appeal_panelist to prior_service;
grant select, insert on appeal_evidence, appeal_statement, appeal_opinion, appeal_outcome to prior_service;

select personal('appeal_outcome', 364, 'What came of your appeals.', $$
    t.appeal_id in (select a.id from appeal a where a.submission_id = any($5))$$, null, '
    reasons learner clear
    decided_by staff keep
    * learner keep');
select personal('appeal_opinion', 365, 'What the members of panels found, once an appeal is decided; their names are not told.', $$
    t.appeal_id in (select a.id from appeal a where a.submission_id = any($5))$$, $$
    exists (select from appeal_outcome o where o.appeal_id = t.appeal_id)$$, '
    reasons learner clear
    person_id staff keep
    * learner keep');
select personal('appeal_panelist', 366, 'When panels were called; their names are not told.', $$
    t.appeal_id in (select a.id from appeal a where a.submission_id = any($5))$$, null, '
    person_id staff keep
    called_by staff keep
    * learner keep');
select personal('appeal_statement', 367, 'What was said in your appeals.', $$
    t.appeal_id in (select a.id from appeal a where a.submission_id = any($5))$$, null, '
    says learner clear
    made_by staff keep
    * learner keep');
select personal('appeal_evidence', 368, 'What you brought with your appeals.', $$
    t.appeal_id in (select a.id from appeal a where a.submission_id = any($5))$$, null, '
    digest learner digest = salted($7, t.digest)
    * learner keep');
select personal('appeal', 369, 'Your appeals.', 't.submission_id = any($5)', null, '
    statement learner clear
    appealed_digest learner digest = salted($7, t.appealed_digest)
    institution_id nobody keep
    lodged_by staff keep
    * learner keep');

-- The tables that name a person beside something of a case. What concerns a case is what the map of personal data says of a
-- submission and its portfolio.
create function case_touches(of_submission uuid, who uuid, this_appeal uuid) returns setof text stable language plpgsql as $$
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
$$;

-- What each case waits for, worked out from the case whenever something of it changes, so that what is late can be asked and
-- what is owed is done once.
create table case_clock (
    portfolio_id uuid primary key references portfolio,
    institution_id uuid not null references institution,
    -- Something of the case changed since it was worked out.
    is_stale boolean not null default true,
    step text,
    holder text,
    since timestamptz,
    due_at timestamptz,
    remind_at timestamptz,
    reminded_at timestamptz,
    escalate_at timestamptz,
    escalated_at timestamptz,
    lapse_at timestamptz
);
create index case_clock_institution on case_clock (institution_id, portfolio_id);
create index case_clock_stale on case_clock (portfolio_id) where is_stale;
create index case_clock_remind on case_clock (remind_at) where reminded_at is null;
create index case_clock_escalate on case_clock (escalate_at) where escalated_at is null;
create index case_clock_lapse on case_clock (lapse_at) where lapse_at is not null;

create function case_clock_is_stale() returns trigger language plpgsql as $$
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
create trigger portfolio_moves_clock after insert or update of state on portfolio
    for each row execute function case_clock_is_stale();
create trigger assignment_moves_clock after insert or update on assignment
    for each row execute function case_clock_is_stale();
create trigger release_moves_clock after insert on release for each row execute function case_clock_is_stale();
create trigger appeal_moves_clock after insert or update on appeal for each row execute function case_clock_is_stale();
create trigger appeal_outcome_moves_clock after insert on appeal_outcome
    for each row execute function case_clock_is_stale();
insert into case_clock (portfolio_id, institution_id)
select id, institution_id from portfolio where state not in ('closed', 'withdrawn', 'lapsed');

grant select, insert, update on case_clock to prior_service;
select personal('case_clock', 373, 'What your cases wait for.', 't.portfolio_id = any($4)', null, '
    institution_id nobody keep
    is_stale nobody keep
    * learner keep');
