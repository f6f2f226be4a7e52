-- Files on their way in over bad lines, and how much portfolios and institutions hold.

-- What a portfolio's files take: `kept` of items that are there or stand in a submission, `reserved` of uploads that are
-- not at their end. Every change of either goes through this row, in the transaction of its cause, so that the sum is
-- exact however many come at once. A row is locked after its portfolio's and before its institution's.
create table portfolio_usage (
    portfolio_id uuid primary key references portfolio,
    institution_id uuid not null references institution,
    kept_bytes bigint not null default 0,
    kept_items bigint not null default 0,
    reserved_bytes bigint not null default 0,
    reserved_items bigint not null default 0,
    constraint portfolio_usage_not_negative check (
        kept_bytes >= 0 and kept_items >= 0 and reserved_bytes >= 0 and reserved_items >= 0)
);

create table institution_usage (
    institution_id uuid primary key references institution,
    kept_bytes bigint not null default 0,
    kept_items bigint not null default 0,
    reserved_bytes bigint not null default 0,
    reserved_items bigint not null default 0,
    -- The operator's word for this institution; null where the service's setting holds.
    maximum_bytes bigint constraint institution_usage_bytes_positive check (maximum_bytes > 0),
    maximum_items bigint constraint institution_usage_items_positive check (maximum_items > 0),
    constraint institution_usage_not_negative check (
        kept_bytes >= 0 and kept_items >= 0 and reserved_bytes >= 0 and reserved_items >= 0)
);

insert into portfolio_usage (portfolio_id, institution_id, kept_bytes, kept_items)
    select e.portfolio_id, e.institution_id, sum(f.size), count(*)
    from evidence e join evidence_file f on f.evidence_id = e.id
    where e.removed_at is null or exists (
        select from submission s
        where s.portfolio_id = e.portfolio_id and strpos(s.manifest, '"' || e.id::text || '"') > 0)
    group by e.portfolio_id, e.institution_id;

insert into institution_usage (institution_id, kept_bytes, kept_items)
    select institution_id, sum(kept_bytes), sum(kept_items) from portfolio_usage group by institution_id;

-- A file on its way in (tus 1.0.0). How far it is says the length of its own file in the data directory, so that a
-- request that takes bytes in writes nothing here before the end.
create table upload (
    id uuid primary key,
    owner_id uuid not null references person,
    kind text not null constraint upload_kind_known check (kind in ('whole', 'partial', 'final')),
    institution_id uuid references institution,
    portfolio_id uuid references portfolio,
    length bigint not null constraint upload_length_not_negative check (length >= 0),
    -- `Upload-Metadata` as it was sent.
    metadata text not null,
    -- `Upload-Concat` as it was sent, and the partial uploads that a final one is made of, in their order.
    concat text,
    parts uuid[] not null default '{}',
    -- What the whole file must come to, where the sender said so.
    repr_digest bytea constraint upload_digest_is_sha256 check (octet_length(repr_digest) = 32),
    -- While a piece with a checksum comes in: where it begins. Found here afterwards, the piece was never checked.
    checked_to bigint,
    state text not null constraint upload_state_known check (state in ('open', 'joined', 'settled', 'refused')),
    evidence_id uuid constraint upload_evidence_once unique references evidence,
    -- Why it was refused: the problem, as it was answered.
    problem jsonb,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    ended_at timestamptz,
    constraint upload_names_its_portfolio check ((kind = 'partial') = (portfolio_id is null)),
    constraint upload_portfolio_has_institution check ((portfolio_id is null) = (institution_id is null)),
    constraint upload_joined_is_partial check (state <> 'joined' or kind = 'partial'),
    constraint upload_end_is_told check (
        (state = 'settled') = (evidence_id is not null) and (state = 'refused') = (problem is not null)
        and (state in ('settled', 'refused')) = (ended_at is not null))
);
create index upload_owner on upload (owner_id, id);
create index upload_expiry on upload (expires_at);
create index upload_open on upload (id) where state = 'open';

grant select, insert, update, delete on portfolio_usage, institution_usage, upload to prior_service;
