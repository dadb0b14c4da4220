CREATE TABLE "consents" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"account_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"version" integer NOT NULL,
	"revision" integer NOT NULL,
	"language" text NOT NULL,
	"door" text NOT NULL,
	"address" text NOT NULL,
	"accepted_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "legal_texts" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"kind" text NOT NULL,
	"version" integer NOT NULL,
	"revision" integer NOT NULL,
	"texts" jsonb NOT NULL,
	"staff_id" uuid,
	"published_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "legal_texts_kind" CHECK ("legal_texts"."kind" in ('terms','privacy'))
);
--> statement-breakpoint
ALTER TABLE "pending_registrations" ADD COLUMN "proven_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "pending_registrations" ADD COLUMN "decided_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "pending_registrations" ADD COLUMN "decided_by" uuid;--> statement-breakpoint
ALTER TABLE "pending_registrations" ADD COLUMN "decision" text;--> statement-breakpoint
ALTER TABLE "pending_registrations" ADD COLUMN "refusal_reason" text;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "asks_consent" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "consents" ADD CONSTRAINT "consents_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "legal_texts" ADD CONSTRAINT "legal_texts_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "consents_account_version" ON "consents" USING btree ("account_id","kind","version");--> statement-breakpoint
CREATE UNIQUE INDEX "legal_texts_edition" ON "legal_texts" USING btree ("kind","version","revision");--> statement-breakpoint
ALTER TABLE "pending_registrations" ADD CONSTRAINT "pending_registrations_decided_by_staff_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."staff"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "pending_registrations_approval" ON "pending_registrations" USING btree ("proven_at") WHERE "pending_registrations"."proven_at" is not null;--> statement-breakpoint
ALTER TABLE "pending_registrations" ADD CONSTRAINT "pending_registrations_decision" CHECK ("pending_registrations"."decision" in ('approved','refused'));
--> statement-breakpoint
-- The mailbox that an address in canonical form most likely leads to: without what follows a +, and for Google's without dots.
CREATE FUNCTION mailbox_of(address text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN split_part(address, '+', 1) = '' THEN address
    WHEN split_part(address, '@', 2) IN ('gmail.com', 'googlemail.com')
      THEN replace(split_part(split_part(address, '@', 1), '+', 1), '.', '') || '@gmail.com'
    ELSE split_part(split_part(address, '@', 1), '+', 1) || '@' || split_part(address, '@', 2)
  END
$$;
--> statement-breakpoint
CREATE INDEX "accounts_mailbox" ON "accounts" USING btree (mailbox_of("email_key"));
