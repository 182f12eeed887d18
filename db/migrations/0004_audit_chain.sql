CREATE TABLE "audit_links" (
	"number" bigint PRIMARY KEY NOT NULL,
	"kind" text DEFAULT 'entries' NOT NULL,
	"covers" text NOT NULL,
	"awaited" text DEFAULT '' NOT NULL,
	"entries" integer NOT NULL,
	"digest" "bytea" NOT NULL,
	"hash" "bytea" NOT NULL,
	"linked_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
DROP INDEX "audit_events_tenant";--> statement-breakpoint
ALTER TABLE "audit_events" DROP CONSTRAINT "audit_events_pkey";--> statement-breakpoint
ALTER TABLE "audit_events" ALTER COLUMN "happened_at" SET DATA TYPE timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "audit_events" ADD COLUMN "seq" bigint PRIMARY KEY NOT NULL GENERATED ALWAYS AS IDENTITY (sequence name "audit_events_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1);--> statement-breakpoint
ALTER TABLE "audit_events" ADD COLUMN "purpose" text DEFAULT 'administration' NOT NULL;--> statement-breakpoint
ALTER TABLE "audit_events" ADD COLUMN "fan_hash" text;--> statement-breakpoint
ALTER TABLE "audit_events" ADD COLUMN "count" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "audit_events" ADD COLUMN "mac" "bytea";--> statement-breakpoint
CREATE INDEX "audit_events_fan" ON "audit_events" USING btree ("tenant_id","fan_hash","seq") WHERE fan_hash is not null;--> statement-breakpoint
CREATE INDEX "audit_events_tenant" ON "audit_events" USING btree ("tenant_id","seq");--> statement-breakpoint
ALTER TABLE "audit_events" DROP COLUMN "fan_id";--> statement-breakpoint
-- Append-only, twice. The role of the application has no right to change or take away; the triggers refuse everybody else too,
-- but for entries past their 24 months, and then only who asks for it by name (db/audit-retention.ts).
drop trigger audit_events_append_only on audit_events;
--> statement-breakpoint
drop function refuse_change();
--> statement-breakpoint
create function refuse_change() returns trigger language plpgsql as $$
declare happened timestamptz;
begin
  if tg_op = 'DELETE' and current_setting('app.audit_retention', true) = 'on' then
    if tg_table_name = 'audit_events' then happened := old.happened_at; else happened := old.linked_at; end if;
    if happened < now() - interval '24 months' then return old; end if;
  end if;
  raise exception '% can only be added to', tg_table_name;
end $$;
--> statement-breakpoint
create trigger audit_events_append_only before update or delete on audit_events
  for each row execute function refuse_change();
--> statement-breakpoint
create trigger audit_events_never_emptied before truncate on audit_events
  for each statement execute function refuse_change();
--> statement-breakpoint
create trigger audit_links_append_only before update or delete on audit_links
  for each row execute function refuse_change();
--> statement-breakpoint
create trigger audit_links_never_emptied before truncate on audit_links
  for each statement execute function refuse_change();
--> statement-breakpoint
do $$
begin
  if exists (select from pg_roles where rolname = 'souvenir_app') then
    revoke update, delete, truncate on audit_events from souvenir_app;
    revoke all on audit_links from souvenir_app;
  end if;
end $$;
