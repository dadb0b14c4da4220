-- Whoever stands on the waiting list by several spellings of one mailbox keeps the place that is furthest in front.
DELETE FROM waiting_list w USING waiting_list o
  WHERE mailbox_of(o.email_key) = mailbox_of(w.email_key)
    AND (o.offer_hash IS NOT NULL, -extract(epoch FROM o.created_at), o.id::text) > (w.offer_hash IS NOT NULL, -extract(epoch FROM w.created_at), w.id::text);--> statement-breakpoint
CREATE UNIQUE INDEX "waiting_list_mailbox" ON "waiting_list" USING btree (mailbox_of("email_key"));
