CREATE TABLE "webhook_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"creator_id" uuid NOT NULL,
	"fan_id" uuid,
	"direction" text NOT NULL,
	"external_hash" text NOT NULL,
	"event" text NOT NULL,
	"status" text NOT NULL,
	"attempts" integer DEFAULT 1 NOT NULL,
	"answer_code" integer,
	"problem" text,
	"body_sealed" "bytea",
	"not_before" timestamp with time zone,
	"happened_at" timestamp with time zone NOT NULL,
	"settled_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "webhook_events" ADD CONSTRAINT "webhook_events_creator_id_creators_id_fk" FOREIGN KEY ("creator_id") REFERENCES "public"."creators"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_events" ADD CONSTRAINT "webhook_events_fan_id_fans_id_fk" FOREIGN KEY ("fan_id") REFERENCES "public"."fans"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "webhook_events_once" ON "webhook_events" USING btree ("tenant_id","creator_id","direction","external_hash");--> statement-breakpoint
CREATE INDEX "webhook_events_recent" ON "webhook_events" USING btree ("tenant_id","creator_id","happened_at");--> statement-breakpoint
CREATE INDEX "webhook_events_fan" ON "webhook_events" USING btree ("tenant_id","fan_id");--> statement-breakpoint
CREATE INDEX "webhook_events_due" ON "webhook_events" USING btree ("not_before") WHERE status in ('waiting', 'sending');
--> statement-breakpoint
do $$
begin
  alter table webhook_events enable row level security;
  alter table webhook_events force row level security;
  create policy own_tenant on webhook_events using (
    tenant_id = (select current_setting('app.tenant', true)) or (select current_setting('app.tenant', true)) = '*'
  );
end $$;
