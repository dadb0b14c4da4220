import { Circuits } from "@/core/connections/circuit";
import { KnownProviders } from "@/core/oidc/known-providers";
import { decrypt, makeSecrets, type Secrets } from "@/core/security/secrets";
import { type Database, openDatabase } from "@/db";
import { Live } from "@/server/live";
import { type Env, getEnv } from "@/settings/env";
import { SettingsStore } from "@/settings/store";

/** What one process holds for as long as it lives: its pool, its keys, its view of the settings. */
export type Installation = {
  readonly env: Env;
  readonly database: Database;
  readonly secrets: Secrets;
  readonly settings: SettingsStore;
  /** Documents and keys of sign-in providers. */
  readonly providers: KnownProviders;
  /** Which providers could not be reached lately. */
  readonly circuits: Circuits;
  /** The open windows that are told of new messages. */
  readonly live: Live;
  /** Something to end before the pool is closed. */
  beforeClose(end: () => Promise<void>): void;
  close(): Promise<void>;
};

declare global {
  // Pages, actions and the server are bundles of their own; there must be one pool for all of them.
  var foyerInstallation: Installation | undefined;
}

/** Opens an installation from an environment. Commands use it directly; the app through {@link getInstallation}. */
export function openInstallation(env: Env): Installation {
  if (!env.databaseUrl) throw new Error("DATABASE_URL is not set");
  const database = openDatabase(env.databaseUrl);
  const secrets = makeSecrets(env.authSecrets);
  const settings = new SettingsStore(database.db, (sealed) => decrypt(secrets, "settings", sealed));
  const live = new Live(env.databaseUrl);
  const ends: (() => Promise<void>)[] = [];
  const close = async () => {
    await live.stop();
    await Promise.all(ends.map((end) => end()));
    settings.stop();
    await database.end();
  };
  return {
    env,
    database,
    secrets,
    settings,
    providers: new KnownProviders(),
    circuits: new Circuits(),
    live,
    beforeClose: (end) => void ends.push(end),
    close,
  };
}

/** The installation of this process, opened on first use. */
export function getInstallation(): Installation {
  globalThis.foyerInstallation ??= openInstallation(getEnv());
  return globalThis.foyerInstallation;
}
