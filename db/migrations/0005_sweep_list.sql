CREATE TABLE "sweep_list" (
	"key" "bytea" PRIMARY KEY NOT NULL,
	"sealed" "bytea" NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	CONSTRAINT "sweep_list_key_length" CHECK (octet_length("sweep_list"."key") = 32),
	CONSTRAINT "sweep_list_sealed_length" CHECK (octet_length("sweep_list"."sealed") = 1053),
	CONSTRAINT "sweep_list_due_grid" CHECK (extract(epoch from "sweep_list"."due_at")::bigint % 21600 = 0)
);
--> statement-breakpoint
CREATE INDEX "sweep_list_due_at" ON "sweep_list" USING btree ("due_at");