CREATE INDEX "mails_of_nobody" ON "mails" USING btree ("to_email") WHERE "mails"."customer_id" is null;--> statement-breakpoint
CREATE INDEX "orders_account" ON "orders" USING btree ("account_id");--> statement-breakpoint
-- Who was erased is found by nothing any more, not even by the number.
CREATE OR REPLACE FUNCTION "write_customer_keys"(ids uuid[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM customer_keys WHERE customer_id = ANY (ids);
  PERFORM add_customer_keys(array(SELECT id FROM customers WHERE id = ANY (ids) AND erased_at IS NULL));
END $$;--> statement-breakpoint
CREATE OR REPLACE FUNCTION "customers_changed"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  ids uuid[] := array(
    SELECT n.id FROM after_it n JOIN before_it o ON o.id = n.id
    WHERE (o.first_name, o.last_name, o.email_key, o.number_key, o.merged_into, o.erased_at)
      IS DISTINCT FROM (n.first_name, n.last_name, n.email_key, n.number_key, n.merged_into, n.erased_at));
BEGIN
  IF cardinality(ids) > 0 THEN
    PERFORM write_customer_keys(ids);
  END IF;
  RETURN NULL;
END $$;
