CREATE TABLE "activation_batch_customers" (
	"batch_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"outcome" text,
	"done_at" timestamp with time zone,
	CONSTRAINT "activation_batch_customers_batch_id_customer_id_pk" PRIMARY KEY("batch_id","customer_id")
);
--> statement-breakpoint
CREATE TABLE "activation_batches" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"staff_id" uuid NOT NULL,
	"total" integer NOT NULL,
	"next_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone,
	"stopped_at" timestamp with time zone,
	"stopped_by" uuid
);
--> statement-breakpoint
ALTER TABLE "activation_batch_customers" ADD CONSTRAINT "activation_batch_customers_batch_id_activation_batches_id_fk" FOREIGN KEY ("batch_id") REFERENCES "public"."activation_batches"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activation_batch_customers" ADD CONSTRAINT "activation_batch_customers_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activation_batches" ADD CONSTRAINT "activation_batches_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activation_batches" ADD CONSTRAINT "activation_batches_stopped_by_staff_id_fk" FOREIGN KEY ("stopped_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "activation_batch_customers_waiting" ON "activation_batch_customers" USING btree ("batch_id","customer_id") WHERE "activation_batch_customers"."outcome" is null;--> statement-breakpoint
CREATE INDEX "activation_batch_customers_customer" ON "activation_batch_customers" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "activation_batches_created" ON "activation_batches" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "proofs_customer" ON "proofs" USING btree ("customer_id","purpose") WHERE "proofs"."customer_id" is not null;