ALTER TABLE "booking_reminders" DROP CONSTRAINT "booking_reminders_key_length";--> statement-breakpoint
ALTER TABLE "booking_reminders" ADD COLUMN "chat_key" "bytea" NOT NULL;--> statement-breakpoint
CREATE INDEX "booking_reminders_chat" ON "booking_reminders" USING btree ("chat_key");--> statement-breakpoint
ALTER TABLE "booking_reminders" ADD CONSTRAINT "booking_reminders_key_length" CHECK (octet_length("booking_reminders"."key") = 32 and octet_length("booking_reminders"."chat_key") = 32);