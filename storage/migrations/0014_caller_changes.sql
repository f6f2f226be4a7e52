-- Every process of the service may keep in memory whose credential is whose. Whoever changes that, by whatever way, tells
-- all of them when the change commits: a role that is taken away is gone at the next request.

create function tell_of_person() returns trigger language plpgsql as $$
begin
    perform pg_notify('caller', 'person ' || coalesce(new.person_id, old.person_id)::text);
    return null;
end
$$;

create function tell_of_itself() returns trigger language plpgsql as $$
begin
    perform pg_notify('caller', tg_table_name || ' ' || coalesce(new.id, old.id)::text);
    return null;
end
$$;

-- A session that begins was not known before; one that is seen again is still the same.
create trigger session_told after update of ended_at, expires_at, token_digest or delete on session
    for each row execute function tell_of_person();
create trigger membership_told after insert or update or delete on membership
    for each row execute function tell_of_person();
create trigger person_told after update of disabled_at, name, email or delete on person
    for each row execute function tell_of_itself();
create trigger client_told after update of revoked_at or delete on client
    for each row execute function tell_of_itself();
