CREATE TABLE "chat_pulls" (
	"conversation_id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"fan_id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"notices" integer DEFAULT 0 NOT NULL,
	"due_at" timestamp with time zone,
	"lease_until" timestamp with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"fetched_through" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "platform_accounts" (
	"connection_id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"tokens_sealed" "bytea" NOT NULL,
	"generation" integer DEFAULT 1 NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"renewal_lease" uuid,
	"renewal_until" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"read_due_at" timestamp with time zone NOT NULL,
	"read_lease_until" timestamp with time zone,
	"read_attempts" integer DEFAULT 0 NOT NULL,
	"read_through" timestamp with time zone NOT NULL,
	"last_read_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "sign_in_attempts" (
	"state_hash" text PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"creator_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"actor_id" text NOT NULL,
	"secret_sealed" "bytea" NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "chat_pulls" ADD CONSTRAINT "chat_pulls_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chat_pulls" ADD CONSTRAINT "chat_pulls_fan_id_fans_id_fk" FOREIGN KEY ("fan_id") REFERENCES "public"."fans"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chat_pulls" ADD CONSTRAINT "chat_pulls_connection_id_connections_id_fk" FOREIGN KEY ("connection_id") REFERENCES "public"."connections"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "platform_accounts" ADD CONSTRAINT "platform_accounts_connection_id_connections_id_fk" FOREIGN KEY ("connection_id") REFERENCES "public"."connections"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_in_attempts" ADD CONSTRAINT "sign_in_attempts_creator_id_creators_id_fk" FOREIGN KEY ("creator_id") REFERENCES "public"."creators"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "chat_pulls_due" ON "chat_pulls" USING btree ("tenant_id","due_at");--> statement-breakpoint
CREATE INDEX "chat_pulls_fan" ON "chat_pulls" USING btree ("tenant_id","fan_id");--> statement-breakpoint
CREATE INDEX "platform_accounts_due" ON "platform_accounts" USING btree ("tenant_id","read_due_at");--> statement-breakpoint
CREATE INDEX "sign_in_attempts_expiry" ON "sign_in_attempts" USING btree ("tenant_id","expires_at");--> statement-breakpoint
do $$
declare guarded text;
begin
  foreach guarded in array array['platform_accounts', 'sign_in_attempts', 'chat_pulls'] loop
    execute format('alter table %I enable row level security', guarded);
    execute format('alter table %I force row level security', guarded);
    execute format(
      'create policy own_tenant on %I using (
         tenant_id = (select current_setting(''app.tenant'', true)) or (select current_setting(''app.tenant'', true)) = ''*''
       )', guarded);
  end loop;
end $$;
