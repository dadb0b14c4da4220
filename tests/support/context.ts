import type { Ctx, Language } from "@/core/ctx";
import type { HashParameters } from "@/core/security/password-hash";
import { makeSecrets } from "@/core/security/secrets";
import { type Database, openDatabase } from "@/db";
import { type FormFields, usualFields } from "@/settings/form-definition";
import { allSettings, type SettingKey } from "@/settings/registry";
import { settingsFrom } from "@/settings/store";
import { cloneDatabase } from "./database";

/** As cheap as argon2id gets: the rules under test do not depend on the cost. */
export const CHEAP_HASH: HashParameters = { memoryCost: 8, timeCost: 1, parallelism: 1 };

/** A database of its own for one test file, and Ctx as it needs them. */
export type World = {
  readonly url: string;
  readonly database: Database;
  /** A Ctx with some settings and request facts changed. */
  ctx(options?: {
    settings?: Partial<Record<SettingKey, string>>;
    connections?: Ctx["connections"];
    fields?: FormFields;
    legal?: Ctx["legal"];
    address?: string;
    language?: Language;
    secret?: string;
  }): Ctx;
  end(): Promise<void>;
};

let nextAddress = 1;

/** A client address that no other test uses, so that limits of addresses do not meet. */
export const freshAddress = (): string => `10.${(nextAddress >> 16) & 255}.${(nextAddress >> 8) & 255}.${nextAddress++ & 255}`;

/** Opens a fresh database. Call in beforeAll and `end` it in afterAll. */
export async function makeWorld(): Promise<World> {
  const { url, drop } = await cloneDatabase();
  // Patient: fifty at once on a busy machine are no outage.
  const database = openDatabase(url, 20, 30_000);
  return {
    url,
    database,
    ctx: ({
      settings = {},
      connections = [],
      fields = usualFields,
      legal = [],
      address = freshAddress(),
      language = "en",
      secret = "a secret of the tests, long enough for anything",
    } = {}) => ({
      db: database.db,
      settings: settingsFrom(
        new Map(allSettings.flatMap(({ key }) => (settings[key] === undefined ? [] : [[key, settings[key]]]))),
      ),
      form: { version: 1, fields },
      legal,
      connections,
      secrets: makeSecrets([secret]),
      origin: "https://shop.example",
      request: { address, userAgent: "a test", language },
      now: new Date(),
      hash: CHEAP_HASH,
    }),
    end: async () => {
      await database.end();
      await drop();
    },
  };
}
