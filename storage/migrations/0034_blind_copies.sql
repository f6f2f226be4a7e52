-- Copies of files for those who are not to know whose they are: made in the sandbox, without what a file tells beside what is
-- seen and heard in it. They hang on the digest of the original, as previews do, and can be made anew from it.

-- One row for each object of which a copy is wanted.
create table blind_copy (
    digest bytea primary key references evidence_look (digest),
    -- What the original was accepted as.
    media_type text not null,
    state text not null default 'pending' constraint blind_copy_state_known check (state in ('pending', 'made', 'failed')),
    -- Why there is none: then nobody who is to be blind is given the file.
    reason text,
    attempts integer not null default 0,
    -- When it may be taken up; while somebody is at it, when that one is given up for dead.
    due_at timestamptz not null,
    made_at timestamptz,
    -- The version of the maker that made it; what an older one made is made again.
    version integer,
    copy_digest bytea constraint blind_copy_object references evidence_object,
    copy_type text,
    copy_size bigint,
    constraint blind_copy_failed_with_reason check (state <> 'failed' or reason is not null),
    constraint blind_copy_made_whole check (
        case state when 'made' then copy_digest is not null and copy_type is not null and copy_size is not null
            else copy_digest is null end)
);
create index blind_copy_due on blind_copy (due_at) where state = 'pending';
create index blind_copy_digest on blind_copy (copy_digest) where copy_digest is not null;

-- Whoever is assigned a submission finds the copies of its files made, or soon.
create function blind_copies_wanted() returns trigger language plpgsql as $$
begin
    insert into blind_copy (digest, media_type, due_at)
    select distinct on (f.digest) f.digest, f.accepted_type, new.assigned_at
    from submission s join evidence e on e.portfolio_id = s.portfolio_id join evidence_file f on f.evidence_id = e.id
    where s.id = new.submission_id and strpos(s.manifest, '"' || e.id::text || '"') > 0
        -- A text holds what is read in it and nothing else.
        and f.accepted_type not in ('text/plain', 'text/csv', 'text/markdown')
    order by f.digest
    on conflict (digest) do nothing;
    return null;
end
$$;
create trigger assignment_blind_copies_wanted after insert on assignment
    for each row execute function blind_copies_wanted();

-- Like a preview, a copy is nobody's file by itself: it hangs on the one it was made of, and goes with it.
create or replace view personal_file as
    select c.conrelid::regclass::text as relation, a.attname as attribute
    from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    where c.contype = 'f' and c.confrelid = 'public.evidence_object'::regclass and c.confdeltype <> 'c'
        and c.conrelid not in ('public.evidence_preview'::regclass, 'public.blind_copy'::regclass);

create function blind_copy_leaves_no_object() returns trigger language plpgsql as $$
begin
    if is_erasing() and old.copy_digest is not null then
        insert into erasure_object (erasure_id, digest)
        select x.id, old.copy_digest from erasure x
        where x.learner_id = current_setting('prior.erasing')::uuid and x.withdrawn_at is null
        on conflict do nothing;
    end if;
    return old;
end
$$;
create trigger blind_copy_erased before delete on blind_copy
    for each row execute function blind_copy_leaves_no_object();

grant select, insert, update, delete on blind_copy to prior_service;

select personal('blind_copy', 223, 'Copies of your files for those who are not to know whose they are.', 't.digest = any($8)', null,
    '* learner delete');
