CREATE TABLE "contact_checks" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "contact_checks_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"contact_id" text NOT NULL,
	"checked_on" date NOT NULL,
	"outcome" text NOT NULL,
	"initials" text NOT NULL,
	"note" text
);
--> statement-breakpoint
CREATE TABLE "contact_fault_months" (
	"month" text PRIMARY KEY NOT NULL,
	"sealed" "bytea" NOT NULL,
	CONSTRAINT "contact_fault_months_month_form" CHECK ("contact_fault_months"."month" ~ '^[0-9]{4}-[0-9]{2}$'),
	CONSTRAINT "contact_fault_months_sealed_length" CHECK ((octet_length("contact_fault_months"."sealed") - 29) % 4096 = 0)
);
--> statement-breakpoint
CREATE TABLE "imported_directory" (
	"id" text PRIMARY KEY NOT NULL,
	"files" jsonb NOT NULL
);
--> statement-breakpoint
CREATE INDEX "contact_checks_contact_id" ON "contact_checks" USING btree ("contact_id");