CREATE TABLE "watches" (
	"connection_id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"holder" text NOT NULL,
	"fence" bigint NOT NULL,
	"until" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "watches" ADD CONSTRAINT "watches_connection_id_connections_id_fk" FOREIGN KEY ("connection_id") REFERENCES "public"."connections"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
do $$
begin
  alter table watches enable row level security;
  alter table watches force row level security;
  create policy own_tenant on watches using (
    tenant_id = (select current_setting('app.tenant', true)) or (select current_setting('app.tenant', true)) = '*'
  );
end $$;
