-- The planner keeps sample values of columns in pg_statistic, and would keep those of withdrawn reports.
ALTER TABLE "waiting_reports" ALTER COLUMN "tag" SET STATISTICS 0, ALTER COLUMN "sealed" SET STATISTICS 0;--> statement-breakpoint
ALTER TABLE "waiting_lowerings" ALTER COLUMN "sealed" SET STATISTICS 0;--> statement-breakpoint
ALTER TABLE "reports" ALTER COLUMN "id" SET STATISTICS 0, ALTER COLUMN "sealed" SET STATISTICS 0, ALTER COLUMN "lookup" SET STATISTICS 0, ALTER COLUMN "reply_public_key" SET STATISTICS 0, ALTER COLUMN "withdrawal" SET STATISTICS 0;--> statement-breakpoint
ALTER TABLE "report_answers" ALTER COLUMN "report_id" SET STATISTICS 0, ALTER COLUMN "sealed" SET STATISTICS 0;--> statement-breakpoint
ALTER TABLE "withdrawn_reports" ALTER COLUMN "id" SET STATISTICS 0;--> statement-breakpoint
ALTER TABLE "withdrawal_marks" ALTER COLUMN "mark" SET STATISTICS 0;
