CREATE TABLE "recall_vectors" (
	"subject_id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"fan_id" uuid NOT NULL,
	"model" text NOT NULL,
	"vector_sealed" "bytea" NOT NULL,
	"made_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "recall_vectors" ADD CONSTRAINT "recall_vectors_fan_id_fans_id_fk" FOREIGN KEY ("fan_id") REFERENCES "public"."fans"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "recall_vectors_fan" ON "recall_vectors" USING btree ("tenant_id","fan_id","model");
--> statement-breakpoint
do $$
begin
  alter table recall_vectors enable row level security;
  alter table recall_vectors force row level security;
  create policy own_tenant on recall_vectors using (
    tenant_id = (select current_setting('app.tenant', true)) or (select current_setting('app.tenant', true)) = '*'
  );
end $$;
