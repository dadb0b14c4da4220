ALTER TABLE "conversations" ADD COLUMN "last_by_customer" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "last_by_staff" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "conversations_unread_by_staff" ON "conversations" USING btree ("last_message_at","id") WHERE last_by_customer > read_by_staff;--> statement-breakpoint
CREATE INDEX "conversations_unread_by_customer" ON "conversations" USING btree ("last_message_at","id") WHERE last_by_staff > read_by_customer;--> statement-breakpoint
UPDATE "conversations" c SET
  "last_by_customer" = said.customer, "last_by_staff" = said.staff, "read_by_customer" = said.newest, "read_by_staff" = said.newest,
  "last_message_at" = said.at
FROM (
  SELECT m."conversation_id" AS id, max(m."id") AS newest,
    coalesce(max(m."id") FILTER (WHERE m."author" = 'customer'), 0) AS customer,
    coalesce(max(m."id") FILTER (WHERE m."author" = 'staff'), 0) AS staff,
    max(m."created_at") FILTER (WHERE m."origin" <> 'welcome') AS at
  FROM "conversation_messages" m GROUP BY m."conversation_id"
) said WHERE said.id = c."id";
