CREATE TABLE "half_written" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"fan_id" uuid NOT NULL,
	"draft_id" uuid NOT NULL,
	"person_id" text NOT NULL,
	"person_name" text NOT NULL,
	"via" text NOT NULL,
	"text_sealed" "bytea" NOT NULL,
	"written_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "presences" (
	"tenant_id" text NOT NULL,
	"fan_id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"person_id" text NOT NULL,
	"person_name" text NOT NULL,
	"until" timestamp with time zone NOT NULL,
	CONSTRAINT "presences_conversation_id_person_id_pk" PRIMARY KEY("conversation_id","person_id")
);
--> statement-breakpoint
ALTER TABLE "drafts" ADD COLUMN "lease_taken_from" text;--> statement-breakpoint
ALTER TABLE "half_written" ADD CONSTRAINT "half_written_fan_id_fans_id_fk" FOREIGN KEY ("fan_id") REFERENCES "public"."fans"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "half_written" ADD CONSTRAINT "half_written_draft_id_drafts_id_fk" FOREIGN KEY ("draft_id") REFERENCES "public"."drafts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "presences" ADD CONSTRAINT "presences_fan_id_fans_id_fk" FOREIGN KEY ("fan_id") REFERENCES "public"."fans"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "presences" ADD CONSTRAINT "presences_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "half_written_person" ON "half_written" USING btree ("draft_id","person_id");--> statement-breakpoint
CREATE INDEX "half_written_fan" ON "half_written" USING btree ("tenant_id","fan_id");--> statement-breakpoint
CREATE INDEX "presences_until" ON "presences" USING btree ("tenant_id","until");--> statement-breakpoint
-- The words that drafts kept until now: their seal names the draft, so the draft's id becomes the row's own.
select set_config('app.tenant', '*', true);--> statement-breakpoint
insert into half_written (id, tenant_id, fan_id, draft_id, person_id, person_name, via, text_sealed, written_at)
  select id, tenant_id, fan_id, id, coalesce(lease_by, ''), coalesce(lease_name, ''), coalesce(lease_via, 'console'), editing_sealed, created_at
  from drafts where editing_sealed is not null;--> statement-breakpoint
select set_config('app.tenant', '', true);--> statement-breakpoint
ALTER TABLE "drafts" DROP COLUMN "editing_sealed";--> statement-breakpoint
do $$
declare guarded text;
begin
  foreach guarded in array array['half_written', 'presences'] loop
    execute format('alter table %I enable row level security', guarded);
    execute format('alter table %I force row level security', guarded);
    execute format(
      'create policy own_tenant on %I using (
         tenant_id = (select current_setting(''app.tenant'', true)) or (select current_setting(''app.tenant'', true)) = ''*''
       )', guarded);
  end loop;
end $$;
