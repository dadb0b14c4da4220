CREATE TABLE "conversation_messages" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "conversation_messages_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"conversation_id" uuid NOT NULL,
	"author" text NOT NULL,
	"staff_id" uuid,
	"origin" text NOT NULL,
	"text" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "conversation_messages_author" CHECK ("conversation_messages"."author" in ('customer','staff'))
);
--> statement-breakpoint
CREATE TABLE "conversations" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"customer_id" uuid NOT NULL,
	"staff_id" uuid,
	"read_by_customer" bigint DEFAULT 0 NOT NULL,
	"read_by_staff" bigint DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "registration_links" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"token_hash" text NOT NULL,
	"sealed" text NOT NULL,
	"staff_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "registration_links_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "seat_changes" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "seat_changes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"delta" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "seats" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"taken" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "seats_one_row" CHECK ("seats"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE "waiting_list" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"email" text NOT NULL,
	"email_key" text NOT NULL,
	"language" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"offer_hash" text,
	"offer_ends_at" timestamp with time zone,
	CONSTRAINT "waiting_list_email_key_unique" UNIQUE("email_key"),
	CONSTRAINT "waiting_list_offer_hash_unique" UNIQUE("offer_hash")
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "came_by" text DEFAULT 'registration' NOT NULL;--> statement-breakpoint
ALTER TABLE "conversation_messages" ADD CONSTRAINT "conversation_messages_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversation_messages" ADD CONSTRAINT "conversation_messages_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registration_links" ADD CONSTRAINT "registration_links_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "conversation_messages_order" ON "conversation_messages" USING btree ("conversation_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "conversations_customer" ON "conversations" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "conversations_staff" ON "conversations" USING btree ("staff_id");--> statement-breakpoint
CREATE UNIQUE INDEX "registration_links_current" ON "registration_links" USING btree ((true)) WHERE "registration_links"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "waiting_list_turn" ON "waiting_list" USING btree ("created_at","id") WHERE "waiting_list"."offer_hash" is null;--> statement-breakpoint
CREATE INDEX "waiting_list_offers" ON "waiting_list" USING btree ("offer_ends_at") WHERE "waiting_list"."offer_hash" is not null;--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_came_by" CHECK ("accounts"."came_by" in ('registration','activation','import'));--> statement-breakpoint
-- Who came by registration before this was written down: the audit log knows, and where it was trimmed, how the shop met the person.
UPDATE accounts a SET came_by = CASE
    WHEN c.origin = 'import' AND NOT EXISTS (SELECT FROM audit_log l WHERE l.target_id = a.id::text AND l.action = 'activation.completed') THEN 'import'
    ELSE 'activation' END
  FROM customers c
  WHERE c.id = a.customer_id
    AND NOT EXISTS (SELECT FROM audit_log l WHERE l.target_id = a.id::text AND l.action = 'registration.completed' AND l.outcome = 'ok')
    AND (c.origin IN ('import', 'staff')
      OR EXISTS (SELECT FROM audit_log l WHERE l.target_id = a.id::text AND l.action = 'activation.completed'));--> statement-breakpoint
INSERT INTO seats (id, taken) SELECT 1, count(*) FROM accounts WHERE came_by = 'registration' AND deactivated_at IS NULL;--> statement-breakpoint
CREATE FUNCTION "seat_changed"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  difference integer := 0;
BEGIN
  IF TG_OP <> 'INSERT' AND OLD.came_by = 'registration' AND OLD.deactivated_at IS NULL THEN
    difference := difference - 1;
  END IF;
  IF TG_OP <> 'DELETE' AND NEW.came_by = 'registration' AND NEW.deactivated_at IS NULL THEN
    difference := difference + 1;
  END IF;
  IF difference <> 0 THEN
    INSERT INTO seat_changes (delta) VALUES (difference);
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
-- The conditions keep imports and sign-ins from calling it.
CREATE TRIGGER "seat_taken" AFTER INSERT ON "accounts"
  FOR EACH ROW WHEN (NEW.came_by = 'registration') EXECUTE FUNCTION "seat_changed"();--> statement-breakpoint
CREATE TRIGGER "seat_changed" AFTER UPDATE OF deactivated_at, came_by ON "accounts"
  FOR EACH ROW WHEN ((OLD.deactivated_at IS NULL, OLD.came_by) IS DISTINCT FROM (NEW.deactivated_at IS NULL, NEW.came_by))
  EXECUTE FUNCTION "seat_changed"();--> statement-breakpoint
CREATE TRIGGER "seat_freed" AFTER DELETE ON "accounts"
  FOR EACH ROW WHEN (OLD.came_by = 'registration') EXECUTE FUNCTION "seat_changed"();
