-- Portfolios that travel as bags (RFC 8493), and time stamps over what was submitted (RFC 3161).

-- One bag that a learner brought into a portfolio of theirs.
create table bag_import (
    id uuid primary key,
    institution_id uuid not null references institution,
    portfolio_id uuid not null references portfolio,
    imported_by uuid not null references person,
    imported_at timestamptz not null,
    -- SHA-256 of its tag manifest, under which every byte of it stands.
    bag_digest bytea not null constraint bag_import_digest_is_sha256 check (octet_length(bag_digest) = 32),
    -- What `bag-info.txt` says: the institution it comes from, and what it calls the portfolio.
    source text not null,
    external_identifier text not null,
    -- Whose portfolio it says it is.
    learner_name text not null,
    -- Whether this service can tell that the bag is as its source wrote it, and of this learner.
    origin text not null constraint bag_import_origin_known check (
        origin in ('verified', 'unknownKey', 'unsigned', 'otherLearner')),
    -- The public key (Ed25519, base64) that signed it, and when it says it did.
    signed_by text,
    signed_at text,
    -- What was not taken over, for the answer.
    left_out jsonb not null,
    confirmed_by uuid references person,
    confirmed_at timestamptz,
    confirmed_how text,
    constraint bag_import_once unique (portfolio_id, bag_digest),
    constraint bag_import_confirmed_whole check (
        (confirmed_at is null) = (confirmed_by is null) and (confirmed_at is null) = (confirmed_how is null))
);

-- The records of a bag, to the byte as they came, so that they can leave again so and their source's signature still holds.
create table bag_record (
    import_id uuid not null references bag_import,
    path text not null,
    content bytea not null,
    primary key (import_id, path)
);

-- Where an item of evidence comes from that came in a bag.
create table evidence_origin (
    evidence_id uuid primary key references evidence,
    import_id uuid not null references bag_import,
    -- The item's id where it was first, and the name of the institution.
    original_id uuid not null,
    institution text not null,
    -- False where the source itself did not know where the item is from.
    vouched boolean not null,
    -- The item's record in the bag: canonical JSON, statements word for word in it.
    record text not null
);
create index evidence_origin_import on evidence_origin (import_id);

-- A submission's manifest digest at a time-stamping authority: wanted, and once it has been got, the authority's answer.
create table time_stamp (
    submission_id uuid primary key references submission,
    institution_id uuid not null references institution,
    digest bytea not null constraint time_stamp_digest_is_sha256 check (octet_length(digest) = 32),
    wanted_at timestamptz not null,
    next_attempt_at timestamptz not null,
    attempts integer not null default 0,
    last_fault text,
    -- TimeStampResp (DER), as `openssl ts -verify -in` takes it.
    response bytea,
    stamped_at timestamptz,
    serial text,
    authority text,
    constraint time_stamp_whole check (
        (response is null) = (stamped_at is null) and (response is null) = (serial is null)
        and (response is null) = (authority is null))
);
create index time_stamp_due on time_stamp (next_attempt_at) where response is null;

grant select, insert, update, delete on bag_import, bag_record, evidence_origin, time_stamp to prior_service;
