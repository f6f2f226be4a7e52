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
