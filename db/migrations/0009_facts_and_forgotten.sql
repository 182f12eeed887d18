CREATE TABLE "forgotten_facts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"fan_id" uuid NOT NULL,
	"slot" text NOT NULL,
	"words_hash" text NOT NULL,
	"author" text NOT NULL,
	"forgotten_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "memories" ADD COLUMN "extractor" text;--> statement-breakpoint
ALTER TABLE "forgotten_facts" ADD CONSTRAINT "forgotten_facts_fan_id_fans_id_fk" FOREIGN KEY ("fan_id") REFERENCES "public"."fans"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "forgotten_facts_words" ON "forgotten_facts" USING btree ("tenant_id","fan_id","words_hash");--> statement-breakpoint
alter table forgotten_facts enable row level security;--> statement-breakpoint
alter table forgotten_facts force row level security;--> statement-breakpoint
create policy own_tenant on forgotten_facts using (
  tenant_id = (select current_setting('app.tenant', true)) or (select current_setting('app.tenant', true)) = '*'
);
