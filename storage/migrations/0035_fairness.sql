-- What remained of fair assessment: the clock of moderations, lists by what is due, what cases cost.

-- Since when a moderation that was given back, or taken from who had it, waits for another moderator.
alter table moderation add column offered_at timestamptz;
insert into personal_column (relation, name, whose, on_erasure, is_told) values
    ('moderation', 'offered_at', 'learner', 'keep', true);
create trigger moderation_moves_clock after insert or update on moderation
    for each row execute function case_clock_is_stale();
update case_clock set is_stale = true where portfolio_id in (select s.portfolio_id from submission s
    join moderation m on m.submission_id = s.id where m.verdict is null and m.is_drawn);

-- What waits, in the order in which it is due.
create index case_clock_due on case_clock (institution_id, coalesce(due_at, 'infinity'::timestamptz), portfolio_id)
    where holder <> 'nobody';

-- What work costs an institution from a day on, for its statistics.
create table work_cost (
    institution_id uuid not null references institution,
    kind text not null constraint work_cost_kind_known check (kind in ('seat', 'moderation', 'appeal', 'siteVisit')),
    from_day date not null,
    amount numeric not null constraint work_cost_not_negative check (amount >= 0),
    -- ISO 4217.
    currency text not null constraint work_cost_currency_shape check (currency ~ '^[A-Z]{3}$'),
    set_by uuid not null references person,
    set_at timestamptz not null,
    primary key (institution_id, kind, from_day)
);
grant select, insert, update on work_cost to prior_service;

select personal('work_cost', 632, 'What work costs an institution.', null, null, '
    set_by staff keep
    * nobody keep');
