-- What was found by looking into the files of evidence, apart from the service, in the sandbox. Everything here hangs on the
-- digest: the same bytes are looked at once, whoever sent them. It can all be made anew from the originals.

-- One row for each object that was, or is to be, looked at.
create table evidence_look (
    digest bytea primary key,
    -- What it was accepted as.
    media_type text not null,
    state text not null default 'pending',
    -- Why it failed.
    reason text,
    attempts integer not null default 0,
    -- When it may be taken up; while somebody is at it, when that one is given up for dead.
    due_at timestamptz not null,
    made_at timestamptz,
    -- The version of the maker that looked last; what an older one saw is looked at again.
    version integer,
    constraint evidence_look_digest_is_sha256 check (octet_length(digest) = 32),
    constraint evidence_look_state_known check (state in ('pending', 'made', 'failed')),
    constraint evidence_look_failed_with_reason check (state <> 'failed' or reason is not null)
);
create index evidence_look_due on evidence_look (due_at) where state = 'pending';

-- Pictures of the first pages, without any metadata, as objects of their own in the store.
create table evidence_preview (
    digest bytea not null references evidence_look (digest),
    page integer not null,
    -- The box it was made to fit: 320 or 1280 pixels.
    box integer not null,
    width integer not null,
    height integer not null,
    media_type text not null,
    size bigint not null,
    preview_digest bytea not null constraint evidence_preview_object references evidence_object,
    primary key (digest, page, box),
    constraint evidence_preview_page_positive check (page > 0)
);
create index evidence_preview_digest on evidence_preview (preview_digest);

create table evidence_metadata (
    digest bytea primary key references evidence_look (digest),
    facts jsonb not null,
    -- Where it was taken, in degrees by WGS 84: apart, because only some may see it.
    latitude double precision,
    longitude double precision,
    constraint evidence_metadata_place_whole check ((latitude is null) = (longitude is null)),
    constraint evidence_metadata_place_on_earth check (latitude between -90 and 90 and longitude between -180 and 180)
);

-- By what an object is known again when its bytes are not the same.
create table evidence_fingerprint (
    digest bytea not null references evidence_look (digest),
    kind text not null,
    page integer not null,
    -- Of pictures: 0 the whole, from 1 on parts of it, as others might crop it.
    part integer not null default 0,
    -- Of pictures: the signs of the lowest 64 frequencies.
    hash bigint,
    -- Two hashes of 64 bits that differ in 11 at most differ in 2 at most in one of these quarters. Columns and not
    -- expressions, as the planner knows how rare each of their values is.
    quarter_1 integer generated always as (((hash >> 48) & 65535)::integer) stored,
    quarter_2 integer generated always as (((hash >> 32) & 65535)::integer) stored,
    quarter_3 integer generated always as (((hash >> 16) & 65535)::integer) stored,
    quarter_4 integer generated always as ((hash & 65535)::integer) stored,
    -- Of whole pictures: 48 × 48 levels of grey.
    grey bytea,
    -- Of texts: the smallest hashes of five words in a row, at most 128.
    sketch bigint[],
    primary key (digest, kind, page, part),
    constraint evidence_fingerprint_kind_known check (kind in ('image', 'text')),
    constraint evidence_fingerprint_whole check (
        case kind when 'image' then hash is not null and sketch is null and (part > 0 or octet_length(grey) = 2304)
            else hash is null and sketch is not null end)
);
create index evidence_fingerprint_quarter_1 on evidence_fingerprint (quarter_1, part);
create index evidence_fingerprint_quarter_2 on evidence_fingerprint (quarter_2, part);
create index evidence_fingerprint_quarter_3 on evidence_fingerprint (quarter_3, part);
create index evidence_fingerprint_quarter_4 on evidence_fingerprint (quarter_4, part);
create index evidence_fingerprint_sketch on evidence_fingerprint using gin (sketch) where kind = 'text';

-- Pairs of objects that are alike, the best pair of pages of each. Whose they are is not said here, and whoever shows
-- a pair sees to it that both sides lie in one institution.
create table evidence_match (
    first_digest bytea not null references evidence_look (digest),
    second_digest bytea not null references evidence_look (digest),
    kind text not null,
    first_page integer not null,
    second_page integer not null,
    -- 0 to 1.
    likeness double precision not null,
    found_at timestamptz not null,
    primary key (first_digest, second_digest, kind),
    constraint evidence_match_ordered check (first_digest < second_digest),
    constraint evidence_match_kind_known check (kind in ('image', 'text')),
    constraint evidence_match_likeness_share check (likeness between 0 and 1)
);
create index evidence_match_second on evidence_match (second_digest);

-- Whatever becomes evidence is to be looked at, whichever way it came in.
create function look_wanted() returns trigger language plpgsql as $$
begin
    insert into evidence_look (digest, media_type, due_at)
    select new.digest, new.accepted_type, added_at from evidence where id = new.evidence_id
    on conflict (digest) do nothing;
    return null;
end
$$;
create trigger evidence_file_look_wanted after insert on evidence_file
    for each row execute function look_wanted();
insert into evidence_look (digest, media_type, due_at)
    select distinct on (f.digest) f.digest, f.accepted_type, e.added_at
    from evidence_file f join evidence e on e.id = f.evidence_id order by f.digest, e.id;

grant select, insert, update, delete on evidence_look, evidence_preview, evidence_metadata, evidence_fingerprint,
    evidence_match to prior_service;
