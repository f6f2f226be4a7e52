-- Credit that a learner shows to whom they will: a link that opens for so long and so often, and who opened it.

create table share (
    id uuid primary key,
    learner_id uuid not null references person,
    token_digest bytea not null constraint share_token_once unique,
    -- For whom it is, in the learner's words.
    label text not null default '',
    credit_ids uuid[] not null constraint share_of_something check (cardinality(credit_ids) > 0),
    created_at timestamptz not null,
    expires_at timestamptz not null,
    -- How often it opens; null: as often as one likes.
    most_looks integer constraint share_looks_positive check (most_looks > 0),
    looks integer not null default 0,
    ended_at timestamptz,
    constraint share_not_looked_at_more check (looks <= most_looks)
);
create index share_learner on share (learner_id, id);

-- Who looked, as they said themselves. From where is not kept.
create table share_look (
    id uuid primary key,
    share_id uuid not null references share,
    name text not null,
    organisation text not null default '',
    looked_at timestamptz not null
);
create index share_look_share on share_look (share_id, id);

-- What is known to count as the same elsewhere, as bodies such as ACE and NCCRS recommend it (CTDL TransferValueProfile).
create table equivalence (
    id uuid primary key,
    institution_id uuid not null references institution,
    -- Its own identity, where it has one: a CTID.
    registry_id text,
    name text not null,
    recommended_by text not null default '',
    learned_from text not null default '',
    learned_at text not null default '',
    -- [{"amount", "unitType", "levelType", "subjects"}]
    amounts jsonb not null,
    starts_on text,
    ends_on text,
    webpage text,
    document jsonb not null,
    imported_by uuid not null references person,
    imported_at timestamptz not null,
    removed_at timestamptz
);
create unique index equivalence_once on equivalence (institution_id, registry_id) where registry_id is not null and removed_at is null;
create index equivalence_institution on equivalence (institution_id, id) where removed_at is null;

grant select, insert, update, delete on share, share_look, equivalence to prior_service;

select personal('share_look', 384, 'Who looked at credit that you showed.', $$
    t.share_id in (select s.id from share s where s.learner_id = $1)$$, null, '* learner delete');
select personal('share', 385, 'Links by which you showed your credit.', 't.learner_id = $1', null, '
    token_digest learner delete untold
    * learner delete');
select personal('equivalence', 623, 'What institutions know to count as the same.', null, null, '
    imported_by staff keep
    * nobody keep');
