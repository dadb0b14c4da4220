ALTER TABLE "mailboxes" ADD COLUMN "working_uid" bigint;--> statement-breakpoint
ALTER TABLE "mailboxes" ADD COLUMN "working_by" text;