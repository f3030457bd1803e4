CREATE TABLE "chat_settings" (
	"key" "bytea" PRIMARY KEY NOT NULL,
	"sealed" "bytea" NOT NULL,
	"last_used_on" date NOT NULL,
	CONSTRAINT "chat_settings_key_length" CHECK (octet_length("chat_settings"."key") = 32),
	CONSTRAINT "chat_settings_sealed_length" CHECK (octet_length("chat_settings"."sealed") = 93)
);
--> statement-breakpoint
CREATE TABLE "contacts" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"position" integer NOT NULL,
	"type" text NOT NULL,
	"value" text NOT NULL,
	"labels" text[] NOT NULL,
	"is_on_hold" boolean NOT NULL,
	"is_always_shown" boolean NOT NULL,
	"assured_on" date
);
--> statement-breakpoint
CREATE TABLE "conversation_states" (
	"key" "bytea" PRIMARY KEY NOT NULL,
	"sealed" "bytea" NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "conversation_states_key_length" CHECK (octet_length("conversation_states"."key") = 32),
	CONSTRAINT "conversation_states_sealed_length" CHECK ((octet_length("conversation_states"."sealed") - 29) % 2048 = 0)
);
--> statement-breakpoint
CREATE TABLE "locations" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"country" text NOT NULL,
	"city" text,
	"city_name" jsonb
);
--> statement-breakpoint
CREATE TABLE "organizations" (
	"id" text PRIMARY KEY NOT NULL,
	"name" jsonb NOT NULL,
	"short_name" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "seed_versions" (
	"name" text PRIMARY KEY NOT NULL,
	"digest" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "service_areas" (
	"id" text PRIMARY KEY NOT NULL,
	"service_id" text NOT NULL,
	"country" text NOT NULL,
	"city" text
);
--> statement-breakpoint
CREATE TABLE "services" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"kinds" text[] NOT NULL,
	"flags" jsonb NOT NULL,
	"languages" text[] NOT NULL,
	"schedule" jsonb,
	"description" jsonb,
	"warn_before" text[] NOT NULL,
	"hidden_in" text[] NOT NULL
);
--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "locations" ADD CONSTRAINT "locations_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_areas" ADD CONSTRAINT "service_areas_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."services"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "services" ADD CONSTRAINT "services_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "chat_settings_last_used_on" ON "chat_settings" USING btree ("last_used_on");--> statement-breakpoint
CREATE INDEX "conversation_states_expires_at" ON "conversation_states" USING btree ("expires_at");