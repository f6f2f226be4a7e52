-- A forgotten password is set anew with a link that is mailed to the address of the account.

alter table person
    -- Since when it is known that whoever has the account reads its mail; null: nobody has shown it.
    add column email_confirmed_at timestamptz;

-- An invitation's code was in the mail, and nowhere else.
update person p set email_confirmed_at = i.accepted_at
from (select accepted_by, min(accepted_at) as accepted_at from invitation where accepted_by is not null group by 1) i
where i.accepted_by = p.id;

-- One at a time for a person: asking again replaces the one before.
create table password_link (
    person_id uuid primary key references person,
    token_digest bytea not null constraint password_link_token_once unique,
    asked_at timestamptz not null,
    expires_at timestamptz not null
);

grant select, insert, update, delete on password_link to prior_service;

select personal('password_link', 625, 'A link by which you choose a new password.', 't.person_id = $1', null, '
    token_digest learner delete untold
    * learner delete');
insert into personal_column (relation, name, whose, on_erasure, is_told)
values ('person', 'email_confirmed_at', 'learner', 'keep', true);
