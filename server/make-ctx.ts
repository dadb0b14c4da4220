import { enabledConnections } from "@/core/connections/enabled-connections";
import type { Ctx, RequestFacts } from "@/core/ctx";
import { STANDARD_HASH } from "@/core/security/password-hash";
import type { Installation } from "@/server/installation";
import type { Snapshot } from "@/settings/store";

/** The Ctx of one piece of work on an installation: a request, a round of the background work, a command. */
export const makeCtx = (
  { database, secrets, env }: Pick<Installation, "database" | "secrets" | "env">,
  { values, connections, legal, form }: Snapshot,
  request: RequestFacts,
): Ctx => ({
  db: database.db,
  settings: values,
  form,
  legal,
  connections: enabledConnections(secrets, connections),
  secrets,
  origin: env.publicUrl,
  request,
  now: new Date(),
  hash: STANDARD_HASH,
});
