ALTER TABLE "company_requests" DROP CONSTRAINT "company_requests_pkey";--> statement-breakpoint
ALTER TABLE "company_requests" ADD CONSTRAINT "company_requests_customer_id_company_id_pk" PRIMARY KEY("customer_id","company_id");--> statement-breakpoint
ALTER TABLE "company_requests" ADD COLUMN "ended_at" timestamp with time zone;
