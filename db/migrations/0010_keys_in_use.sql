CREATE TABLE "keys_in_use" (
	"is_only" boolean PRIMARY KEY NOT NULL,
	"whose" text NOT NULL,
	CONSTRAINT "keys_in_use_one_row" CHECK ("keys_in_use"."is_only"),
	CONSTRAINT "keys_in_use_whose_form" CHECK ("keys_in_use"."whose" ~ '^[0-9a-f]{64}$')
);
