CREATE TABLE "booking_reminders" (
	"key" "bytea" PRIMARY KEY NOT NULL,
	"sealed" "bytea" NOT NULL,
	"next_kind" text,
	"next_due_at" timestamp (3) with time zone,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "booking_reminders_next" CHECK (("booking_reminders"."next_kind" is null) = ("booking_reminders"."next_due_at" is null)),
	CONSTRAINT "booking_reminders_key_length" CHECK (octet_length("booking_reminders"."key") = 32),
	CONSTRAINT "booking_reminders_sealed_length" CHECK (octet_length("booking_reminders"."sealed") = 541)
);
--> statement-breakpoint
CREATE TABLE "counselling_counts" (
	"organisation_id" text NOT NULL,
	"month" text NOT NULL,
	"outcome" text NOT NULL,
	"hours" integer NOT NULL,
	CONSTRAINT "counselling_counts_organisation_id_month_outcome_pk" PRIMARY KEY("organisation_id","month","outcome"),
	CONSTRAINT "counselling_counts_month_form" CHECK ("counselling_counts"."month" ~ '^[0-9]{4}-[0-9]{2}$'),
	CONSTRAINT "counselling_counts_hours" CHECK ("counselling_counts"."hours" >= 0)
);
--> statement-breakpoint
CREATE TABLE "counselling_organisations" (
	"id" text PRIMARY KEY NOT NULL,
	"name" jsonb NOT NULL,
	"is_example" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "counselling_slots" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "counselling_slots_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"counsellor_id" text NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"closes_at" timestamp (3) with time zone NOT NULL,
	"ways" text[] NOT NULL,
	"seats" smallint NOT NULL,
	"title" jsonb,
	"is_called_off" boolean DEFAULT false NOT NULL,
	"outcome" text,
	CONSTRAINT "counselling_slots_id_seats" UNIQUE("id","seats"),
	CONSTRAINT "counselling_slots_order" CHECK ("counselling_slots"."closes_at" <= "counselling_slots"."starts_at" and "counselling_slots"."starts_at" < "counselling_slots"."ends_at"),
	CONSTRAINT "counselling_slots_seats" CHECK ("counselling_slots"."seats" > 0)
);
--> statement-breakpoint
CREATE TABLE "counsellor_absences" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "counsellor_absences_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"counsellor_id" text NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "counsellor_absences_order" CHECK ("counsellor_absences"."starts_at" < "counsellor_absences"."ends_at")
);
--> statement-breakpoint
CREATE TABLE "counsellors" (
	"id" text PRIMARY KEY NOT NULL,
	"organisation_id" text NOT NULL,
	"display_name" text NOT NULL,
	"zone" text NOT NULL,
	"country" text NOT NULL,
	"reach" text[] NOT NULL,
	"languages" text[] NOT NULL,
	"ways" text[] NOT NULL,
	"companions" text[] NOT NULL,
	"topics" text[] NOT NULL,
	"rules" jsonb NOT NULL,
	"directions" "bytea",
	"feed_key" "bytea",
	CONSTRAINT "counsellors_feed_key" UNIQUE("feed_key"),
	CONSTRAINT "counsellors_feed_key_length" CHECK (octet_length("counsellors"."feed_key") = 32)
);
--> statement-breakpoint
CREATE TABLE "hour_offers" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "hour_offers_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"counsellor_id" text NOT NULL,
	"offer" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "taken_seats" (
	"slot_id" bigint NOT NULL,
	"seat" smallint NOT NULL,
	"seats" smallint NOT NULL,
	"organisation_id" text NOT NULL,
	"held_until" timestamp (3) with time zone,
	"hold_key" "bytea",
	"holder_key" "bytea",
	"is_offer" boolean DEFAULT false NOT NULL,
	"lookup" "bytea",
	"sealed" "bytea",
	"chat_key" "bytea",
	CONSTRAINT "taken_seats_slot_id_seat_pk" PRIMARY KEY("slot_id","seat"),
	CONSTRAINT "taken_seats_hold_key" UNIQUE("hold_key"),
	CONSTRAINT "taken_seats_lookup" UNIQUE("lookup"),
	CONSTRAINT "taken_seats_chat_key" UNIQUE("chat_key"),
	CONSTRAINT "taken_seats_seat" CHECK ("taken_seats"."seat" between 1 and "taken_seats"."seats"),
	CONSTRAINT "taken_seats_held_or_booked" CHECK (num_nonnulls("taken_seats"."held_until", "taken_seats"."hold_key") = case when "taken_seats"."lookup" is null then 2 else 0 end
        and ("taken_seats"."sealed" is null) = ("taken_seats"."lookup" is null)
        and ("taken_seats"."chat_key" is null or "taken_seats"."lookup" is not null)
        and ("taken_seats"."holder_key" is null or "taken_seats"."hold_key" is not null)),
	CONSTRAINT "taken_seats_lengths" CHECK (octet_length("taken_seats"."hold_key") = 32 and octet_length("taken_seats"."holder_key") = 32
        and octet_length("taken_seats"."lookup") = 32 and octet_length("taken_seats"."chat_key") = 32
        and octet_length("taken_seats"."sealed") = 285)
);
--> statement-breakpoint
CREATE TABLE "waiting_places" (
	"key" "bytea" PRIMARY KEY NOT NULL,
	"country" text NOT NULL,
	"turn" bigint NOT NULL,
	"offers" smallint DEFAULT 0 NOT NULL,
	"offered_until" timestamp (3) with time zone,
	"sealed" "bytea" NOT NULL,
	"expires_on" date NOT NULL,
	CONSTRAINT "waiting_places_key_length" CHECK (octet_length("waiting_places"."key") = 32),
	CONSTRAINT "waiting_places_sealed_length" CHECK (octet_length("waiting_places"."sealed") = 797)
);
--> statement-breakpoint
ALTER TABLE "counselling_counts" ADD CONSTRAINT "counselling_counts_organisation_id_counselling_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."counselling_organisations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "counselling_slots" ADD CONSTRAINT "counselling_slots_counsellor_id_counsellors_id_fk" FOREIGN KEY ("counsellor_id") REFERENCES "public"."counsellors"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "counsellor_absences" ADD CONSTRAINT "counsellor_absences_counsellor_id_counsellors_id_fk" FOREIGN KEY ("counsellor_id") REFERENCES "public"."counsellors"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "counsellors" ADD CONSTRAINT "counsellors_organisation_id_counselling_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."counselling_organisations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hour_offers" ADD CONSTRAINT "hour_offers_counsellor_id_counsellors_id_fk" FOREIGN KEY ("counsellor_id") REFERENCES "public"."counsellors"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "taken_seats" ADD CONSTRAINT "taken_seats_organisation_id_counselling_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."counselling_organisations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "taken_seats" ADD CONSTRAINT "taken_seats_slot" FOREIGN KEY ("slot_id","seats") REFERENCES "public"."counselling_slots"("id","seats") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
CREATE INDEX "booking_reminders_next_due_at" ON "booking_reminders" USING btree ("next_due_at") WHERE "booking_reminders"."next_due_at" is not null;--> statement-breakpoint
CREATE INDEX "booking_reminders_expires_at" ON "booking_reminders" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "counselling_slots_counsellor_starts_at" ON "counselling_slots" USING btree ("counsellor_id","starts_at");--> statement-breakpoint
CREATE INDEX "counselling_slots_sessions" ON "counselling_slots" USING btree ("counsellor_id","starts_at") WHERE "counselling_slots"."seats" > 1;--> statement-breakpoint
CREATE INDEX "counselling_slots_ends_at" ON "counselling_slots" USING btree ("ends_at");--> statement-breakpoint
CREATE INDEX "counsellor_absences_counsellor" ON "counsellor_absences" USING btree ("counsellor_id");--> statement-breakpoint
CREATE INDEX "counsellors_country" ON "counsellors" USING btree ("country");--> statement-breakpoint
CREATE INDEX "counsellors_reach" ON "counsellors" USING gin ("reach");--> statement-breakpoint
CREATE INDEX "hour_offers_counsellor" ON "hour_offers" USING btree ("counsellor_id");--> statement-breakpoint
CREATE INDEX "taken_seats_holder" ON "taken_seats" USING btree ("holder_key") WHERE "taken_seats"."holder_key" is not null;--> statement-breakpoint
CREATE INDEX "taken_seats_held" ON "taken_seats" USING btree ("organisation_id","held_until") WHERE "taken_seats"."held_until" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "waiting_places_turn" ON "waiting_places" USING btree ("turn");