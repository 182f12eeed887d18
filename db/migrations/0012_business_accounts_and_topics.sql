CREATE TABLE "business_accounts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"creator_id" uuid NOT NULL,
	"owner_hash" text NOT NULL,
	"connection_hash" text NOT NULL,
	"details_sealed" "bytea" NOT NULL,
	"standing" text NOT NULL,
	"is_enabled" boolean NOT NULL,
	"can_reply" boolean NOT NULL,
	"connected_at" timestamp with time zone NOT NULL,
	"changed_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "fan_topics" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"fan_id" uuid NOT NULL,
	"desk" text NOT NULL,
	"place" text NOT NULL,
	"topic_id" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "model_consents" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"creator_id" uuid NOT NULL,
	"provider" text NOT NULL,
	"given_by" text NOT NULL,
	"given_by_name" text NOT NULL,
	"given_at" timestamp with time zone NOT NULL,
	"revoked_by_name" text,
	"revoked_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "business_account_id" uuid;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "window_tick_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "business_accounts" ADD CONSTRAINT "business_accounts_creator_id_creators_id_fk" FOREIGN KEY ("creator_id") REFERENCES "public"."creators"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fan_topics" ADD CONSTRAINT "fan_topics_fan_id_fans_id_fk" FOREIGN KEY ("fan_id") REFERENCES "public"."fans"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "model_consents" ADD CONSTRAINT "model_consents_creator_id_creators_id_fk" FOREIGN KEY ("creator_id") REFERENCES "public"."creators"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "business_accounts_owner" ON "business_accounts" USING btree ("tenant_id","creator_id","owner_hash");--> statement-breakpoint
CREATE INDEX "business_accounts_connection" ON "business_accounts" USING btree ("tenant_id","connection_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "fan_topics_place" ON "fan_topics" USING btree ("tenant_id","fan_id","desk","place");--> statement-breakpoint
CREATE UNIQUE INDEX "model_consents_given" ON "model_consents" USING btree ("tenant_id","creator_id","provider") WHERE revoked_at is null;--> statement-breakpoint
CREATE INDEX "model_consents_of" ON "model_consents" USING btree ("tenant_id","creator_id","given_at");--> statement-breakpoint
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_business_account_id_business_accounts_id_fk" FOREIGN KEY ("business_account_id") REFERENCES "public"."business_accounts"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "conversations_window" ON "conversations" USING btree ("window_tick_at") WHERE window_tick_at is not null;--> statement-breakpoint
CREATE INDEX "conversations_account" ON "conversations" USING btree ("tenant_id","business_account_id");
--> statement-breakpoint
do $$
declare guarded text;
begin
  foreach guarded in array array['business_accounts', 'fan_topics', 'model_consents'] loop
    execute format('alter table %I enable row level security', guarded);
    execute format('alter table %I force row level security', guarded);
    execute format(
      'create policy own_tenant on %I using (
         tenant_id = (select current_setting(''app.tenant'', true)) or (select current_setting(''app.tenant'', true)) = ''*''
       )', guarded);
  end loop;
end $$;
