import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { decrypt, encrypt, makeSecrets } from "@/core/security/secrets";
import { type Database, openDatabase } from "@/db";
import { storeSettings } from "@/db/queries/settings";
import type { SettingKey } from "@/settings/registry";
import { SettingsStore } from "@/settings/store";
import { makeWorld, type World } from "@/tests/support/context";
import { waitFor } from "@/tests/support/wait-for";

const secrets = makeSecrets(["a secret of the tests, long enough for anything"]);
const unseal = (sealed: string) => decrypt(secrets, "settings", sealed);

let world: World;
const pools: Database[] = [];
const stores: SettingsStore[] = [];

beforeAll(async () => {
  world = await makeWorld();
});
afterEach(async () => {
  for (const store of stores.splice(0)) store.stop();
  await Promise.all(pools.splice(0).map((pool) => pool.end()));
  await world.database.db.execute(sql`delete from settings`);
});
afterAll(() => world.end());

/** What another process holds: a pool and a view of the settings of its own. */
function anotherProcess(): SettingsStore {
  const pool = openDatabase(world.url, 2);
  const store = new SettingsStore(pool.db, unseal);
  pools.push(pool);
  stores.push(store);
  return store;
}

const save = (changes: Partial<Record<SettingKey, string | null>>) =>
  storeSettings(
    world.database.db,
    Object.entries(changes).map(([key, value]) => ({ key, value })),
  );

describe("settings of a running installation", () => {
  test("nothing stored means the defaults", async () => {
    const { values, texts } = await anotherProcess().current();
    expect(values.access).toMatchObject({ customerAccounts: true, forceLogin: false, ssoOnly: false, guestCheckout: true });
    expect(texts.size).toBe(0);
  });

  test("P-A7: a change made by one process is seen by every other within a second, again and again", async () => {
    const processes = [anotherProcess(), anotherProcess(), anotherProcess()];
    await Promise.all(processes.map((store) => store.current()));
    for (const wanted of ["true", "false", "true"]) {
      const savedAt = performance.now();
      await save({ "access.forceLogin": wanted });
      const seeIt = async (store: SettingsStore) => String((await store.current()).values.access.forceLogin) === wanted;
      await waitFor(async () => (await Promise.all(processes.map(seeIt))).every(Boolean), "the change");
      expect(performance.now() - savedAt).toBeLessThan(1000);
    }
  });

  test("P-A7: who saved sees it at once", async () => {
    const store = anotherProcess();
    await store.current();
    await save({ "shop.name": "Kettle & Co" });
    await store.refresh();
    expect((await store.current()).values.shop.name).toBe("Kettle & Co");
  });

  test("a change of several settings is seen whole or not at all", async () => {
    const store = anotherProcess();
    await store.current();
    let isMixed = false;
    for (let round = 0; round < 20; round++) {
      const name = `Shop ${round}`;
      await world.database.db.transaction((tx) =>
        storeSettings(tx, [
          { key: "shop.name", value: name },
          { key: "shop.color", value: `#0000${String(round).padStart(2, "0")}` },
        ]),
      );
      const { shop } = (await store.refresh()).values;
      isMixed ||= shop.name.slice(5).padStart(2, "0") !== shop.color.slice(5);
    }
    expect(isMixed).toBe(false);
  });

  test("a setting taken back has its default again", async () => {
    const store = anotherProcess();
    await save({ "passwords.minLength": "20" });
    expect((await store.refresh()).values.passwords.minLength).toBe(20);
    await save({ "passwords.minLength": null });
    expect((await store.refresh()).values.passwords.minLength).toBe(15);
  });

  test("a stored text that fits no more, or that nobody knows, stops nothing: the default holds", async () => {
    await world.database.db.execute(
      sql`insert into settings (key, value) values ('passwords.minLength', '5000'), ('access.ssoOnly', 'perhaps'), ('gone.setting', 'x'), ('__proto__.x', 'y')`,
    );
    const { values, texts } = await anotherProcess().current();
    expect(values.passwords.minLength).toBe(15);
    expect(values.access.ssoOnly).toBe(false);
    expect([...texts.keys()]).toEqual([]);
  });

  test("T-A3: a secret lies encrypted, is read with any key still listed, and is absent once none fits", async () => {
    const url = "smtps://user:canary@mail.example.com:465";
    await save({ "mail.smtpUrl": encrypt(secrets, "settings", url) });
    expect((await anotherProcess().current()).values.mail.smtpUrl).toBe(url);
    expect(JSON.stringify(await world.database.db.execute(sql`select * from settings`))).not.toContain("canary");
    const stranger = makeSecrets(["another secret that has nothing to do with it"]);
    const store = new SettingsStore(world.database.db, (sealed) => decrypt(stranger, "settings", sealed));
    stores.push(store);
    expect((await store.current()).values.mail.smtpUrl).toBe("");
  });

  test("T-F7: while the database cannot be asked the last settings hold, and the first change afterwards is seen", async () => {
    const store = anotherProcess();
    await save({ "access.forceLogin": "true" });
    await store.refresh();
    await world.database.db.execute(sql`alter table settings_version rename to away`);
    try {
      await expect(store.refresh()).rejects.toThrow();
      await world.database.db.execute(
        sql`select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()`,
      );
      expect((await store.current()).values.access.forceLogin).toBe(true);
    } finally {
      const isBack = () =>
        world.database.db.execute(sql`alter table away rename to settings_version`).then(
          () => true,
          () => false,
        );
      await waitFor(isBack, "the database");
    }
    await save({ "access.forceLogin": "false" });
    await waitFor(async () => !(await store.current()).values.access.forceLogin, "the change");
  });

  test("the first reading fails as a whole when the database is away: nobody decides by guessed settings", async () => {
    const store = anotherProcess();
    await world.database.db.execute(sql`alter table settings rename to away`);
    try {
      await expect(store.current()).rejects.toThrow();
    } finally {
      await world.database.db.execute(sql`alter table away rename to settings`);
    }
    expect((await store.current()).version).toBeGreaterThan(0);
  });

  test("a stopped process asks no more, even if it was stopped while asking", async () => {
    const store = anotherProcess();
    const reading = store.refresh();
    store.stop();
    await reading;
    const { version } = await store.current();
    await save({ "shop.name": "Later" });
    const witness = anotherProcess();
    await witness.current();
    await save({ "shop.name": "Later still" });
    await waitFor(async () => (await witness.current()).values.shop.name === "Later still", "the witness");
    expect((await store.current()).version).toBe(version);
  });
});
