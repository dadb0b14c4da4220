ALTER TABLE "connections" ADD COLUMN "checks" jsonb;--> statement-breakpoint
ALTER TABLE "connections" ADD COLUMN "trial" text;--> statement-breakpoint
ALTER TABLE "connections" ADD COLUMN "trial_at" timestamp with time zone;