CREATE TABLE "same_address" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"customer_id" uuid NOT NULL,
	"joined_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"settled_at" timestamp with time zone,
	"settled_by" uuid
);
--> statement-breakpoint
ALTER TABLE "customer_merges" ALTER COLUMN "moved" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "order_attachments" ADD COLUMN "undone_by" uuid;--> statement-breakpoint
ALTER TABLE "same_address" ADD CONSTRAINT "same_address_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "same_address" ADD CONSTRAINT "same_address_joined_id_customers_id_fk" FOREIGN KEY ("joined_id") REFERENCES "public"."customers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "same_address" ADD CONSTRAINT "same_address_settled_by_staff_id_fk" FOREIGN KEY ("settled_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "same_address_pair" ON "same_address" USING btree ("customer_id","joined_id");--> statement-breakpoint
CREATE INDEX "same_address_joined" ON "same_address" USING btree ("joined_id");--> statement-breakpoint
CREATE INDEX "same_address_open" ON "same_address" USING btree ("created_at","id") WHERE settled_at is null;--> statement-breakpoint
ALTER TABLE "order_attachments" ADD CONSTRAINT "order_attachments_undone_by_staff_id_fk" FOREIGN KEY ("undone_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "customer_merges_standing" ON "customer_merges" USING btree ("merged_id") WHERE undone_at is null;--> statement-breakpoint
-- An order never belongs to a customer who was merged: whoever files one at the moment of a merge waits for it, and files it under the kept one.
CREATE FUNCTION "order_of_kept_customer"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  kept uuid;
BEGIN
  LOOP
    SELECT merged_into INTO kept FROM customers WHERE id = NEW.customer_id FOR KEY SHARE;
    EXIT WHEN kept IS NULL;
    NEW.customer_id := kept;
  END LOOP;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER "order_of_kept_customer" BEFORE INSERT OR UPDATE OF customer_id ON "orders" FOR EACH ROW EXECUTE FUNCTION "order_of_kept_customer"();--> statement-breakpoint
-- What staff were told in the audit log alone until now.
INSERT INTO "same_address" (customer_id, joined_id, created_at)
  SELECT DISTINCT ON (o.id, j.id) o.id, j.id, l.at
  FROM audit_log l
  JOIN customers o ON o.id::text = l.target_id
  JOIN customers j ON j.number = l.detail ->> 'joined'
  WHERE l.action = 'customer.same-address' AND o.id <> j.id
  ORDER BY o.id, j.id, l.at;
