-- Both columns said the same. They belong to the first version, so no process of an earlier one can be running that asks for "address_key".
-- Once a version is out, a column goes only with the version after the one that stopped asking for it (docs/operations.md, Upgrade).
UPDATE "mailboxes" SET "address" = "address_key" WHERE "address" <> "address_key";--> statement-breakpoint
DROP INDEX "mailboxes_address";--> statement-breakpoint
CREATE UNIQUE INDEX "mailboxes_address" ON "mailboxes" USING btree ("address");--> statement-breakpoint
ALTER TABLE "mailboxes" DROP COLUMN "address_key";
