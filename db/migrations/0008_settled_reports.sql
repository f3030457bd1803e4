CREATE TABLE "settled_reports" (
	"tag" "bytea" PRIMARY KEY NOT NULL,
	"sealed" "bytea" NOT NULL,
	CONSTRAINT "settled_reports_tag_length" CHECK (octet_length("settled_reports"."tag") = 32),
	CONSTRAINT "settled_reports_sealed_length" CHECK (octet_length("settled_reports"."sealed") = 1885)
);
--> statement-breakpoint
-- As in 0004: no samples for the planner.
ALTER TABLE "settled_reports" ALTER COLUMN "tag" SET STATISTICS 0, ALTER COLUMN "sealed" SET STATISTICS 0;--> statement-breakpoint
-- A salt for a fold that is under way; the next report that comes replaces it.
ALTER TABLE "report_folds" ADD COLUMN "pool_salt" "bytea" NOT NULL DEFAULT '\x00000000000000000000000000000000';--> statement-breakpoint
ALTER TABLE "report_folds" ALTER COLUMN "pool_salt" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "report_folds" ADD CONSTRAINT "report_folds_pool_salt_length" CHECK (octet_length("report_folds"."pool_salt") = 16);