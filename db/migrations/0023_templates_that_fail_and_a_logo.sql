CREATE TABLE "shop_logo" (
	"id" smallint PRIMARY KEY DEFAULT 1 NOT NULL,
	"content_type" text NOT NULL,
	"content" "bytea" NOT NULL,
	"saved_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "shop_logo_one" CHECK ("shop_logo"."id" = 1),
	CONSTRAINT "shop_logo_type" CHECK ("shop_logo"."content_type" in ('image/png','image/jpeg'))
);
--> statement-breakpoint
ALTER TABLE "mail_templates" ADD COLUMN "failed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "mail_templates" ADD COLUMN "failure" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "shop_logo" ADD CONSTRAINT "shop_logo_saved_by_staff_id_fk" FOREIGN KEY ("saved_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;