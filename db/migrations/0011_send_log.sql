CREATE TABLE "send_accounts" (
	"tenant_id" text NOT NULL,
	"creator_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"paused_until" timestamp with time zone,
	"paused_because" text,
	"full_from" timestamp with time zone,
	"full_until" timestamp with time zone,
	CONSTRAINT "send_accounts_tenant_id_creator_id_channel_pk" PRIMARY KEY("tenant_id","creator_id","channel")
);
--> statement-breakpoint
CREATE TABLE "send_log" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"creator_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"sent_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "first_tried_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "in_doubt_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "send_accounts" ADD CONSTRAINT "send_accounts_creator_id_creators_id_fk" FOREIGN KEY ("creator_id") REFERENCES "public"."creators"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "send_log" ADD CONSTRAINT "send_log_creator_id_creators_id_fk" FOREIGN KEY ("creator_id") REFERENCES "public"."creators"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "send_log_account" ON "send_log" USING btree ("tenant_id","creator_id","channel","sent_at");--> statement-breakpoint
ALTER TABLE "connections" DROP COLUMN "paused_until";--> statement-breakpoint
do $$
declare guarded text;
begin
  foreach guarded in array array['send_accounts', 'send_log'] loop
    execute format('alter table %I enable row level security', guarded);
    execute format('alter table %I force row level security', guarded);
    execute format(
      'create policy own_tenant on %I using (
         tenant_id = (select current_setting(''app.tenant'', true)) or (select current_setting(''app.tenant'', true)) = ''*''
       )', guarded);
  end loop;
end $$;
