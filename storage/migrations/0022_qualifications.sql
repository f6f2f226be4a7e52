-- What credits add up to, how frameworks stand beside each other, and what becomes of a credit after it was posted.

create table qualification (
    id text not null,
    version text not null,
    fingerprint text not null,
    title text not null,
    document jsonb not null,
    loaded_at timestamptz not null,
    primary key (id, version)
);

create table crosswalk (
    id text not null,
    version text not null,
    fingerprint text not null,
    title text not null,
    document jsonb not null,
    loaded_at timestamptz not null,
    primary key (id, version)
);

-- A credit's figures never change. What stands in these columns follows from its facts, and only they may be changed.
alter table credit
    add column suspended_at timestamptz,
    -- The credit that this one corrects.
    add column replaces uuid constraint credit_replaced_once unique references credit,
    add column replaced_at timestamptz,
    -- A correction rests on the same decision.
    drop constraint credit_once_per_decision;
create unique index credit_once_per_decision on credit (decision_id) where replaces is null;
drop index credit_once_per_unit;
create unique index credit_once_per_unit on credit (learner_id, unit_id) where revoked_at is null and replaced_at is null;

-- What happened to a credit, a row each, never changed.
create table credit_fact (
    id uuid primary key,
    credit_id uuid not null references credit,
    -- From 1 for each credit, in the order in which things happened.
    number integer not null,
    kind text not null constraint credit_fact_kind_known
        check (kind in ('granted', 'suspended', 'reinstated', 'revoked', 'corrected')),
    -- Of a correction: the credit in whose place this one stands from now on.
    replaces uuid references credit,
    -- Why, for the learner and for staff; receivers are not told.
    reason text not null default '',
    -- Null where nobody did it but the service, because a term ran out.
    made_by uuid references person,
    made_at timestamptz not null,
    constraint credit_fact_number_once unique (credit_id, number),
    constraint credit_fact_correction_replaces check ((kind = 'corrected') = (replaces is not null))
);
create unique index credit_fact_begins_once on credit_fact (credit_id) where kind in ('granted', 'corrected');

insert into credit_fact (id, credit_id, number, kind, made_by, made_at)
select gen_random_uuid(), k.id, 1, 'granted', d.decided_by, k.posted_at from credit k join decision d on d.id = k.decision_id;
insert into credit_fact (id, credit_id, number, kind, made_by, made_at)
select gen_random_uuid(), k.id, 2, 'revoked', null, k.revoked_at from credit k where k.revoked_at is not null;

-- The one way in which the state of a credit changes. A fact that does not follow from those before it is refused, whoever
-- writes it.
create function credit_follows_fact() returns trigger language plpgsql as $$
declare
    held credit;
begin
    select * into held from credit where id = new.credit_id for update;
    if new.kind in ('granted', 'corrected') then
        if held.replaces is not distinct from new.replaces then return new; end if;
        raise exception 'credit % does not replace %', held.id, new.replaces
            using errcode = 'check_violation', constraint = 'credit_fact_follows';
    end if;
    if held.revoked_at is not null or held.replaced_at is not null
        or (new.kind = 'suspended' and held.suspended_at is not null)
        or (new.kind = 'reinstated' and held.suspended_at is null)
    then
        raise exception 'credit % cannot be %', held.id, new.kind
            using errcode = 'check_violation', constraint = 'credit_fact_follows';
    end if;
    case new.kind
        when 'suspended' then update credit set suspended_at = new.made_at where id = held.id;
        when 'reinstated' then update credit set suspended_at = null where id = held.id;
        when 'revoked' then update credit set revoked_at = new.made_at where id = held.id;
    end case;
    return new;
end
$$;
create trigger credit_fact_follows before insert on credit_fact for each row execute function credit_follows_fact();
create trigger credit_fact_immutable before update or delete on credit_fact
    for each row execute function decided_is_immutable();

-- Its figures stay as they were posted. A correction takes the place of what it replaces in the same moment, so that at no
-- moment both count.
create function credit_is_immutable() returns trigger language plpgsql as $$
begin
    if is_erasing() then return case when tg_op = 'DELETE' then old else new end; end if;
    if tg_op = 'UPDATE'
        and to_jsonb(old) - array['suspended_at', 'revoked_at', 'replaced_at']
            = to_jsonb(new) - array['suspended_at', 'revoked_at', 'replaced_at']
    then return new; end if;
    raise exception 'credit is never changed: what happens to it is a fact of its own'
        using errcode = 'insufficient_privilege';
end
$$;
create trigger credit_immutable before update or delete on credit for each row execute function credit_is_immutable();

create function credit_takes_place() returns trigger language plpgsql as $$
begin
    update credit set replaced_at = new.posted_at
    where id = new.replaces and revoked_at is null and replaced_at is null;
    if not found then
        raise exception 'credit % cannot be corrected', new.replaces
            using errcode = 'check_violation', constraint = 'credit_fact_follows';
    end if;
    return new;
end
$$;
create trigger credit_takes_place before insert on credit for each row when (new.replaces is not null)
    execute function credit_takes_place();

alter table feed_entry
    drop constraint feed_entry_kind_known,
    add constraint feed_entry_kind_known
        check (kind in ('granted', 'suspended', 'reinstated', 'revoked', 'corrected'));

grant select, insert, update, delete on qualification, crosswalk to prior_service;
grant select, insert on credit_fact to prior_service;

select personal('credit_fact', 389, 'What happened to your credit.', $$
    t.credit_id in (select k.id from credit k where k.learner_id = $1)$$, null, '
    reason learner clear
    made_by staff keep
    * learner keep');
select personal('qualification', 609, 'Qualifications.', null, null, '* nobody keep');
select personal('crosswalk', 610, 'Crosswalks between frameworks.', null, null, '* nobody keep');
insert into personal_column (relation, name, whose, on_erasure, is_told)
select 'credit', name, 'learner', 'keep', true from unnest(array['suspended_at', 'replaces', 'replaced_at']) as name;
