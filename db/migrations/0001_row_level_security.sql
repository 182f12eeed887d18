-- The second wall between tenants. The application states its tenant at the start of each transaction (db/scope.ts);
-- a query that forgot its tenant sees nothing. Work across tenants (finding what is due) states '*'.
do $$
begin
  create role souvenir_app nologin nobypassrls;
exception
  when duplicate_object or unique_violation then null;
  when insufficient_privilege then
    raise notice 'No right to create the role souvenir_app: row-level security then rests on FORCE alone.';
end $$;
--> statement-breakpoint
do $$
begin
  if exists (select from pg_roles where rolname = 'souvenir_app') then
    execute format('grant souvenir_app to %I', current_user);
    execute format('grant usage on schema %I to souvenir_app', current_schema());
    execute format('grant select, insert, update, delete on all tables in schema %I to souvenir_app', current_schema());
    execute format('alter default privileges in schema %I grant select, insert, update, delete on tables to souvenir_app', current_schema());
  end if;
end $$;
--> statement-breakpoint
do $$
declare guarded text;
begin
  for guarded in
    select table_name from information_schema.columns
    where table_schema = current_schema() and column_name = 'tenant_id'
  loop
    execute format('alter table %I enable row level security', guarded);
    execute format('alter table %I force row level security', guarded);
    execute format(
      'create policy own_tenant on %I using (
         tenant_id = (select current_setting(''app.tenant'', true)) or (select current_setting(''app.tenant'', true)) = ''*''
       )', guarded);
  end loop;
end $$;
--> statement-breakpoint
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'audit_events can only be added to';
end $$;
--> statement-breakpoint
create trigger audit_events_append_only before update or delete on audit_events
  for each row execute function refuse_change();
