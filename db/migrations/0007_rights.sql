CREATE TABLE "erasures" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"creator_id" uuid NOT NULL,
	"fan_id" uuid,
	"fan_hash" text NOT NULL,
	"address_hashes" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"reason" text NOT NULL,
	"asked_by" text NOT NULL,
	"asked_by_name" text NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"state" text DEFAULT 'asked' NOT NULL,
	"not_before" timestamp with time zone NOT NULL,
	"goodbye_draft_id" uuid,
	"steps" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"cards_left" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"receipt" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"problem" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"lease_until" timestamp with time zone,
	"erased_at" timestamp with time zone,
	"done_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "fan_requests" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"fan_id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone,
	"settled_at" timestamp with time zone,
	"settled_by" text
);
--> statement-breakpoint
ALTER TABLE "creators" ADD COLUMN "retention_months" integer DEFAULT 24 NOT NULL;--> statement-breakpoint
ALTER TABLE "fans" ADD COLUMN "memory_off" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "fans" ADD COLUMN "forget_on" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "fans" ADD COLUMN "kept_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "fans" ADD COLUMN "kept_by" text;--> statement-breakpoint
ALTER TABLE "fans" ADD COLUMN "kept_reason_sealed" "bytea";--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "not_recalled" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "fan_requests" ADD CONSTRAINT "fan_requests_fan_id_fans_id_fk" FOREIGN KEY ("fan_id") REFERENCES "public"."fans"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fan_requests" ADD CONSTRAINT "fan_requests_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "erasures_open" ON "erasures" USING btree ("tenant_id","fan_hash") WHERE state <> 'done';--> statement-breakpoint
CREATE INDEX "erasures_tenant" ON "erasures" USING btree ("tenant_id","asked_at");--> statement-breakpoint
CREATE INDEX "erasures_due" ON "erasures" USING btree ("not_before") WHERE state <> 'done';--> statement-breakpoint
CREATE INDEX "erasures_lately" ON "erasures" USING btree ("erased_at");--> statement-breakpoint
CREATE INDEX "fan_requests_fan" ON "fan_requests" USING btree ("tenant_id","fan_id");--> statement-breakpoint
CREATE UNIQUE INDEX "fan_requests_open" ON "fan_requests" USING btree ("tenant_id","fan_id","kind") WHERE settled_at is null;--> statement-breakpoint
CREATE INDEX "fans_forgotten_on" ON "fans" USING btree ("forget_on") WHERE forget_on is not null;--> statement-breakpoint
do $$
declare guarded text;
begin
  foreach guarded in array array['fan_requests', 'erasures'] loop
    execute format('alter table %I enable row level security', guarded);
    execute format('alter table %I force row level security', guarded);
    execute format(
      'create policy own_tenant on %I using (
         tenant_id = (select current_setting(''app.tenant'', true)) or (select current_setting(''app.tenant'', true)) = ''*''
       )', guarded);
  end loop;
end $$;
