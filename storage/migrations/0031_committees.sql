-- What credit counts towards, and decisions that several have to sign.

alter table decision
    -- The qualification that the grant was made towards, where one was named.
    add column qualification_id text,
    add column qualification_version text,
    add constraint decision_qualification_whole check ((qualification_id is null) = (qualification_version is null));
alter table credit
    add column qualification_id text,
    add column qualification_version text,
    add constraint credit_qualification_whole check ((qualification_id is null) = (qualification_version is null));

-- What members of a committee said. The latest of each counts; the decision comes to be with the last that is needed.
create table decision_signature (
    id uuid primary key,
    institution_id uuid not null references institution,
    recommendation_id uuid not null references recommendation,
    -- From 1 for each recommendation.
    number integer not null,
    verdict text not null constraint decision_signature_verdict_known check (verdict in ('granted', 'partly', 'refused')),
    credits numeric constraint decision_signature_credits_positive check (credits > 0),
    qualification_id text,
    qualification_version text,
    reason text not null default '',
    signed_by uuid not null references person,
    signed_at timestamptz not null,
    constraint decision_signature_number_once unique (recommendation_id, number)
);
create index decision_signature_signer on decision_signature (signed_by);
create trigger decision_signature_immutable before update or delete on decision_signature
    for each row execute function decided_is_immutable();
grant select, insert on decision_signature to prior_service;

-- Whether the learner, and who counts with them, may know of a credit.
create function is_released(of_decision uuid) returns boolean stable language sql as $$
    select is_open_to_learner(r.submission_id) from decision d join recommendation r on r.id = d.recommendation_id
    where d.id = of_decision
$$;

insert into personal_column (relation, name, whose, on_erasure, is_told)
select relation, name, 'learner', 'keep', true
from unnest(array['decision', 'credit']) as relation, unnest(array['qualification_id', 'qualification_version']) as name;
select personal('decision_signature', 373, 'What members of a committee said before it was decided.', $$
    t.recommendation_id in (select r.id from recommendation r where r.submission_id = any($5))$$, $$
    exists (select from recommendation r join decision d on d.recommendation_id = r.id
        where r.id = t.recommendation_id and is_open_to_learner(r.submission_id))$$, '
    reason learner clear
    institution_id nobody keep
    signed_by staff keep
    * learner keep');
update personal_relation set told = $$exists (select from credit k join decision d on d.id = k.decision_id
    join recommendation r on r.id = d.recommendation_id
    where k.id = t.credit_id and is_open_to_learner(r.submission_id))$$ where relation = 'credit_fact';
