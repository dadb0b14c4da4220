import { type AskedScene, sceneKeys } from "@/core/access/read-scene";
import type { ListedConnection } from "@/core/connections/list-connections";
import type { Language } from "@/core/ctx";
import { getSettingTexts } from "@/messages/setting-texts";
import type { Translator } from "@/messages/translator";
import { getSetting } from "@/settings/registry";

type Props = {
  readonly t: Translator;
  readonly language: Language;
  readonly asked: AskedScene;
  readonly connections: readonly ListedConnection[];
};

/** Settings to try out: a plain GET form, so that what is tried is an address that can be sent on. Nothing is saved. */
export function SceneForm({ t, language, asked, connections }: Props) {
  return (
    <form
      action="/admin/simulator"
      method="get"
      aria-label={t("adminSso.simulator.settings")}
      className="card mt-8 grid max-w-3xl gap-x-8 gap-y-5 sm:grid-cols-2"
    >
      <input type="hidden" name="try" value="1" />
      <fieldset>
        <legend className="mb-1 font-semibold">{t("adminSso.simulator.settings")}</legend>
        {sceneKeys.map((key) => (
          <Tick key={key} name={key} value="true" isOn={isOn(asked, key)} text={labelOf(language, key)} />
        ))}
      </fieldset>
      <fieldset>
        <legend className="mb-1 font-semibold">{t("adminSso.simulator.connections")}</legend>
        {connections.length === 0 ? <p className="text-quiet">{t("adminSso.simulator.noConnections")}</p> : null}
        {connections.map(({ id, label }) => (
          <Tick key={id} name="connection" value={id} isOn={asked.connections.some((one) => one.id === id)} text={label} />
        ))}
        {connections.length > 1 ? <Default t={t} asked={asked} connections={connections} /> : null}
      </fieldset>
      <div className="flex flex-wrap items-center gap-x-5">
        <button type="submit" className="button-quiet">
          {t("adminSso.simulator.submit")}
        </button>
        {asked.isTried ? (
          <a href="/admin/simulator" className="tall-link">
            {t("adminSso.simulator.reset")}
          </a>
        ) : null}
      </div>
    </form>
  );
}

function Default({ t, asked, connections }: Pick<Props, "t" | "asked" | "connections">) {
  return (
    <div className="mt-2 grid gap-1">
      <label htmlFor="default" className="font-medium">
        {t("adminSso.simulator.defaultConnection")}
      </label>
      <select
        className="input"
        id="default"
        name="default"
        defaultValue={asked.connections.find(({ isDefault }) => isDefault)?.id ?? ""}
      >
        <option value="">{t("adminSso.simulator.noDefault")}</option>
        {connections.map(({ id, label }) => (
          <option key={id} value={id}>
            {label}
          </option>
        ))}
      </select>
    </div>
  );
}

function Tick({ name, value, isOn, text }: { name: string; value: string; isOn: boolean; text: string }) {
  return (
    <label className="flex min-h-11 cursor-pointer items-center gap-3 md:min-h-9">
      <input className="size-5 shrink-0 accent-(--link)" type="checkbox" name={name} value={value} defaultChecked={isOn} />
      {text}
    </label>
  );
}

function isOn({ access }: AskedScene, key: (typeof sceneKeys)[number]): boolean {
  const values: Readonly<Record<(typeof sceneKeys)[number], boolean>> = {
    "access.customerAccounts": access.customerAccounts,
    "access.forceLogin": access.forceLogin,
    "access.ssoOnly": access.ssoOnly,
    "access.guestCheckout": access.guestCheckout,
  };
  return values[key];
}

function labelOf(language: Language, key: (typeof sceneKeys)[number]): string {
  const { group, name } = getSetting(key);
  return getSettingTexts(language, group, name).label;
}
