ALTER TABLE "decisions" ADD COLUMN "learned_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "memories" ADD COLUMN "value_sealed" "bytea";--> statement-breakpoint
CREATE INDEX "decisions_unlearned" ON "decisions" USING btree ("decided_at") WHERE learned_at is null and undone_at is null;