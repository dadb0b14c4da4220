CREATE TABLE "partner_answers" (
	"code_hash" text PRIMARY KEY NOT NULL,
	"answer" jsonb NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "partner_troubles" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"trouble" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "partner_codes" ADD COLUMN "is_from_directory" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "partner_troubles_created" ON "partner_troubles" USING btree ("created_at");