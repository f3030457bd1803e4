CREATE TABLE "organisation_stops" (
	"organisation_id" text PRIMARY KEY NOT NULL,
	"stop_id" uuid NOT NULL,
	"approved_by" text[] NOT NULL
);
--> statement-breakpoint
CREATE TABLE "receiving_keys" (
	"fingerprint" text PRIMARY KEY NOT NULL,
	"organisation_id" text NOT NULL,
	"countries" text[] NOT NULL,
	"recipient" text NOT NULL,
	"signing_key" "bytea" NOT NULL,
	"valid_from" date NOT NULL,
	"valid_until" date NOT NULL,
	"vouched_by" text,
	"voucher" "bytea",
	"retired_on" date,
	"is_example" boolean NOT NULL,
	CONSTRAINT "receiving_keys_recipient_form" CHECK ("receiving_keys"."recipient" ~ '^age1[02-9ac-hj-np-z]{58}$'),
	CONSTRAINT "receiving_keys_signing_key_length" CHECK (octet_length("receiving_keys"."signing_key") = 32),
	CONSTRAINT "receiving_keys_voucher_length" CHECK (octet_length("receiving_keys"."voucher") = 64)
);
--> statement-breakpoint
CREATE TABLE "report_answers" (
	"report_id" uuid NOT NULL,
	"position" smallint NOT NULL,
	"sealed" "bytea" NOT NULL,
	CONSTRAINT "report_answers_report_id_position_pk" PRIMARY KEY("report_id","position"),
	CONSTRAINT "report_answers_sealed_length" CHECK (octet_length("report_answers"."sealed") = 2632)
);
--> statement-breakpoint
CREATE TABLE "report_counts" (
	"name" text PRIMARY KEY NOT NULL,
	"is_frozen" boolean NOT NULL,
	"sealed" "bytea" NOT NULL,
	CONSTRAINT "report_counts_name_form" CHECK ("report_counts"."name" ~ '^T[0-2]/[0-9]{4}-[QH][1-4]$'),
	CONSTRAINT "report_counts_sealed_length" CHECK ((octet_length("report_counts"."sealed") - 29) % 4096 = 0)
);
--> statement-breakpoint
CREATE TABLE "report_folds" (
	"is_only" boolean PRIMARY KEY NOT NULL,
	"key_id" text NOT NULL,
	"last_folded_on" date NOT NULL,
	CONSTRAINT "report_folds_one_row" CHECK ("report_folds"."is_only")
);
--> statement-breakpoint
CREATE TABLE "reports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" text,
	"quarter" text NOT NULL,
	"sealed" "bytea" NOT NULL,
	"lookup" "bytea" NOT NULL,
	"reply_public_key" text NOT NULL,
	"withdrawal" "bytea" NOT NULL,
	"expires_quarter" text NOT NULL,
	CONSTRAINT "reports_lookup_unique" UNIQUE("lookup"),
	CONSTRAINT "reports_quarter_form" CHECK ("reports"."quarter" ~ '^[0-9]{4}-Q[1-4]$'),
	CONSTRAINT "reports_expires_quarter_form" CHECK ("reports"."expires_quarter" ~ '^[0-9]{4}-Q[1-4]$'),
	CONSTRAINT "reports_sealed_length" CHECK (octet_length("reports"."sealed") = 720),
	CONSTRAINT "reports_lookup_length" CHECK (octet_length("reports"."lookup") = 32),
	CONSTRAINT "reports_reply_public_key_length" CHECK (octet_length("reports"."reply_public_key") = 62),
	CONSTRAINT "reports_withdrawal_length" CHECK (octet_length("reports"."withdrawal") = 221)
);
--> statement-breakpoint
CREATE TABLE "waiting_lowerings" (
	"sealed" "bytea" NOT NULL,
	CONSTRAINT "waiting_lowerings_sealed_length" CHECK (octet_length("waiting_lowerings"."sealed") = 221)
);
--> statement-breakpoint
CREATE TABLE "waiting_reports" (
	"tag" "bytea" PRIMARY KEY NOT NULL,
	"sealed" "bytea" NOT NULL,
	CONSTRAINT "waiting_reports_tag_length" CHECK (octet_length("waiting_reports"."tag") = 32),
	CONSTRAINT "waiting_reports_sealed_length" CHECK (octet_length("waiting_reports"."sealed") = 1885)
);
--> statement-breakpoint
CREATE TABLE "withdrawal_marks" (
	"mark" "bytea" PRIMARY KEY NOT NULL,
	"expires_quarter" text NOT NULL,
	CONSTRAINT "withdrawal_marks_mark_length" CHECK (octet_length("withdrawal_marks"."mark") = 32),
	CONSTRAINT "withdrawal_marks_quarter_form" CHECK ("withdrawal_marks"."expires_quarter" ~ '^[0-9]{4}-Q[1-4]$')
);
--> statement-breakpoint
CREATE TABLE "withdrawn_reports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" text,
	"expires_quarter" text NOT NULL,
	CONSTRAINT "withdrawn_reports_quarter_form" CHECK ("withdrawn_reports"."expires_quarter" ~ '^[0-9]{4}-Q[1-4]$')
);
