ALTER TABLE "decisions" ADD COLUMN "reason_sealed" "bytea";--> statement-breakpoint
ALTER TABLE "drafts" ADD COLUMN "reason_sealed" "bytea";--> statement-breakpoint
ALTER TABLE "decisions" DROP COLUMN "reason";--> statement-breakpoint
ALTER TABLE "drafts" DROP COLUMN "reason";