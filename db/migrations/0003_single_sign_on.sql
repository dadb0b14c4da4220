CREATE TABLE "connections" (
	"id" text PRIMARY KEY NOT NULL,
	"provider" text NOT NULL,
	"fields" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"is_enabled" boolean DEFAULT false NOT NULL,
	"is_default" boolean DEFAULT false NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	"tested_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "pending_identities" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"browser_hash" text NOT NULL,
	"connection" text NOT NULL,
	"subject" text NOT NULL,
	"email" text,
	"is_email_verified" boolean NOT NULL,
	"is_own_mailbox" boolean NOT NULL,
	"first_name" text DEFAULT '' NOT NULL,
	"last_name" text DEFAULT '' NOT NULL,
	"id_token" text,
	"return_to" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "pending_identities_browser_hash_unique" UNIQUE("browser_hash")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "connections_one_default" ON "connections" USING btree ("is_default") WHERE "connections"."is_default";--> statement-breakpoint
CREATE INDEX "pending_identities_expires" ON "pending_identities" USING btree ("expires_at");