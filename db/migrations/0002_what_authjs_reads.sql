-- Auth.js insists on table shapes of its own. It gets views of ours: it can read what a handshake needs and write nothing.
CREATE VIEW "authjs_users" AS
  SELECT a.id, concat_ws(' ', nullif(c.first_name, ''), nullif(c.last_name, '')) AS name, a.email, a.email_verified_at, NULL::text AS image
  FROM "accounts" a JOIN "customers" c ON c.id = a.customer_id
  WHERE a.deactivated_at IS NULL;--> statement-breakpoint
CREATE VIEW "authjs_accounts" AS
  SELECT account_id, kind, connection, subject, NULL::text AS no_text, NULL::integer AS no_number
  FROM "identities";
