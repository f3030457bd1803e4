CREATE TABLE "card_feedback_months" (
	"month" text PRIMARY KEY NOT NULL,
	"sealed" "bytea" NOT NULL,
	CONSTRAINT "card_feedback_months_month_form" CHECK ("card_feedback_months"."month" ~ '^[0-9]{4}-[0-9]{2}$'),
	CONSTRAINT "card_feedback_months_sealed_length" CHECK ((octet_length("card_feedback_months"."sealed") - 29) % 4096 = 0)
);
