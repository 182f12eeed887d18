CREATE TABLE "calibrations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"fan_id" uuid NOT NULL,
	"trait" text NOT NULL,
	"step_sealed" "bytea" NOT NULL,
	"confidence" real NOT NULL,
	"status" text NOT NULL,
	"is_pinned" boolean DEFAULT false NOT NULL,
	"author" text NOT NULL,
	"interactions" integer NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "moods" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"fan_id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"reading_sealed" "bytea" NOT NULL,
	"said_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "offers_made" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"fan_id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"draft_id" uuid NOT NULL,
	"offer_id" uuid NOT NULL,
	"title_sealed" "bytea" NOT NULL,
	"category" text NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"settled_by" text,
	"settled_at" timestamp with time zone,
	"made_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tastes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"fan_id" uuid NOT NULL,
	"name_hash" text NOT NULL,
	"name_sealed" "bytea" NOT NULL,
	"score" real NOT NULL,
	"author" text NOT NULL,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "fans" ADD COLUMN "engagement_score" integer;--> statement-breakpoint
ALTER TABLE "fans" ADD COLUMN "is_drifting" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "fans" ADD COLUMN "engagement_sealed" "bytea";--> statement-breakpoint
ALTER TABLE "fans" ADD COLUMN "engagement_due_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "calibrations" ADD CONSTRAINT "calibrations_fan_id_fans_id_fk" FOREIGN KEY ("fan_id") REFERENCES "public"."fans"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "moods" ADD CONSTRAINT "moods_fan_id_fans_id_fk" FOREIGN KEY ("fan_id") REFERENCES "public"."fans"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "moods" ADD CONSTRAINT "moods_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "moods" ADD CONSTRAINT "moods_message_id_messages_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."messages"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offers_made" ADD CONSTRAINT "offers_made_fan_id_fans_id_fk" FOREIGN KEY ("fan_id") REFERENCES "public"."fans"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tastes" ADD CONSTRAINT "tastes_fan_id_fans_id_fk" FOREIGN KEY ("fan_id") REFERENCES "public"."fans"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "calibrations_fan" ON "calibrations" USING btree ("tenant_id","fan_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "moods_message" ON "moods" USING btree ("tenant_id","message_id");--> statement-breakpoint
CREATE INDEX "moods_fan" ON "moods" USING btree ("tenant_id","fan_id","said_at");--> statement-breakpoint
CREATE INDEX "moods_conversation" ON "moods" USING btree ("conversation_id");--> statement-breakpoint
CREATE INDEX "moods_of_message" ON "moods" USING btree ("message_id");--> statement-breakpoint
CREATE UNIQUE INDEX "offers_made_once" ON "offers_made" USING btree ("tenant_id","draft_id","offer_id");--> statement-breakpoint
CREATE INDEX "offers_made_fan" ON "offers_made" USING btree ("tenant_id","fan_id","made_at");--> statement-breakpoint
CREATE UNIQUE INDEX "tastes_name" ON "tastes" USING btree ("tenant_id","fan_id","name_hash");--> statement-breakpoint
CREATE INDEX "fans_engagement_due" ON "fans" USING btree ("engagement_due_at");
--> statement-breakpoint
do $$
declare guarded text;
begin
  foreach guarded in array array['calibrations', 'moods', 'offers_made', 'tastes'] loop
    execute format('alter table %I enable row level security', guarded);
    execute format('alter table %I force row level security', guarded);
    execute format(
      'create policy own_tenant on %I using (
         tenant_id = (select current_setting(''app.tenant'', true)) or (select current_setting(''app.tenant'', true)) = ''*''
       )', guarded);
  end loop;
end $$;
