-- From recommendation to credit. A recommendation is not credit: only the institution's decision posts it.

create table recommendation (
    id uuid primary key,
    institution_id uuid not null references institution,
    submission_id uuid not null references submission,
    claim_id uuid not null references claim,
    kind text not null constraint recommendation_kind_known check (kind in ('credit', 'refusal')),
    -- Null for a refusal, and for a unit of a framework that counts units and no credits, such as the CVQ.
    credits numeric constraint recommendation_credits_positive check (credits > 0),
    credit_system text,
    framework_id text not null,
    framework_version text not null,
    level integer not null,
    subjects jsonb not null default '[]',
    conditions text not null default '',
    -- Why: for a refusal, written reasons per criterion, [{"criterion", "says"}]
    reasons jsonb not null default '[]',
    next_step text not null default '',
    -- [{"criterion", "outcome", "statement", "says"}]: what is unmet and carries over to the next claim
    gap_plan jsonb not null default '[]',
    -- rubric version → scorecards → evidence digests
    chain jsonb not null,
    chain_digest bytea not null,
    valid_until date,
    recommended_by uuid not null references person,
    recommended_at timestamptz not null,
    constraint recommendation_once_per_claim unique (submission_id, claim_id),
    constraint recommendation_credit_is_whole check (
        (credits is null) = (credit_system is null) and (kind = 'credit' or credits is null))
);
create index recommendation_institution on recommendation (institution_id, recommended_at);

create table decision (
    id uuid primary key,
    institution_id uuid not null references institution,
    recommendation_id uuid not null constraint decision_once_per_recommendation unique references recommendation,
    verdict text not null constraint decision_verdict_known check (verdict in ('granted', 'partly', 'refused')),
    credits numeric constraint decision_credits_positive check (credits > 0),
    reason text not null default '',
    decided_by uuid not null references person,
    decided_at timestamptz not null,
    constraint decision_credits_fit_verdict check (
        (verdict <> 'refused' or credits is null) and (verdict <> 'partly' or credits is not null))
);
create index decision_institution on decision (institution_id, decided_at);

create table credit (
    id uuid primary key,
    institution_id uuid not null references institution,
    decision_id uuid not null constraint credit_once_per_decision unique references decision,
    learner_id uuid not null references person,
    claim_id uuid not null references claim,
    unit_id text not null,
    unit_version text not null,
    route text not null,
    credits numeric constraint credit_positive check (credits > 0),
    credit_system text,
    framework_id text not null,
    framework_version text not null,
    level integer not null,
    posted_at timestamptz not null,
    revoked_at timestamptz,
    constraint credit_is_whole check ((credits is null) = (credit_system is null))
);
create index credit_learner on credit (learner_id, posted_at);
-- Credit for one unit is given to one person once, whichever institution posts it.
create unique index credit_once_per_unit on credit (learner_id, unit_id) where revoked_at is null;
create index credit_institution on credit (institution_id, posted_at);

create trigger recommendation_immutable before update or delete on recommendation
    for each row execute function decided_is_immutable();
create trigger decision_immutable before update or delete on decision
    for each row execute function decided_is_immutable();
