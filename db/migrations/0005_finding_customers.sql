CREATE TABLE "customer_keys" (
	"standing" text NOT NULL,
	"key" text collate "C" NOT NULL,
	"customer_id" uuid NOT NULL,
	CONSTRAINT "customer_keys_pkey" PRIMARY KEY("standing","key","customer_id")
);
--> statement-breakpoint
DROP INDEX "audit_log_target";--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "standing" text DEFAULT 'guest' NOT NULL;--> statement-breakpoint
CREATE INDEX "customer_keys_customer" ON "customer_keys" USING btree ("customer_id","key");--> statement-breakpoint
CREATE INDEX "audit_log_actor" ON "audit_log" USING btree ("actor_id","id");--> statement-breakpoint
CREATE INDEX "mails_customer" ON "mails" USING btree ("customer_id","created_at");--> statement-breakpoint
CREATE INDEX "customers_standing" ON "customers" USING btree ("standing","created_at","id");--> statement-breakpoint
CREATE INDEX "audit_log_target" ON "audit_log" USING btree ("target_id","id");