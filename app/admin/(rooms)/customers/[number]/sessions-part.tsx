import { DataTable } from "@/components/admin/data-table";
import { EndSession } from "@/components/forms/end-session";
import { deviceInWords } from "@/components/ui/device-in-words";
import type { Language } from "@/core/ctx";
import type { OpenedCustomer } from "@/core/customers/open-customer";
import { findOwnMethod } from "@/core/sessions/own-methods";
import { readDevice } from "@/core/sessions/read-device";
import type { Translator } from "@/messages/translator";
import { momentsIn } from "../../moment";
import { endSessionsAction } from "./session-action";

type Sessions = NonNullable<OpenedCustomer["account"]>["sessions"];
type Props = {
  readonly t: Translator;
  readonly language: Language;
  readonly number: string;
  readonly sessions: Sessions;
  /** Whether this staff member may end them. */
  readonly mayEnd: boolean;
};

/** Where a customer is signed in; each session can be ended, or all of them. */
export function SessionsPart(props: Props) {
  const { t, number, sessions, mayEnd } = props;
  const hidden = <input type="hidden" name="number" value={number} />;
  return (
    <section className="mt-10">
      <h2 className="mb-3">{t("adminCustomers.detail.sessions.title")}</h2>
      {sessions.length === 0 ? (
        <p>{t("adminCustomers.detail.sessions.none")}</p>
      ) : (
        <>
          <SessionTable {...props} />
          {mayEnd ? (
            <EndSession
              t={t}
              action={endSessionsAction}
              hidden={hidden}
              session="all"
              submit={t("adminCustomers.detail.sessions.endAll")}
            />
          ) : null}
        </>
      )}
    </section>
  );
}

function SessionTable({ t, language, number, sessions, mayEnd }: Props) {
  const columns = (["seen", "began", "how", "from", "end"] as const).map((name) =>
    t(`adminCustomers.detail.sessions.columns.${name}`),
  );
  const [seen, began, how, from, end] = columns;
  const shown = mayEnd ? columns : columns.slice(0, -1);
  const hidden = <input type="hidden" name="number" value={number} />;
  const at = (instant: Date): string => momentsIn(language)(instant).text;
  return (
    <div className="mb-3">
      <DataTable caption={t("adminCustomers.detail.sessions.title")} columns={shown}>
        {sessions.map(({ id, lastSeenAt, createdAt, method, address, userAgent }) => (
          <tr key={id}>
            <td data-label={seen}>{at(lastSeenAt)}</td>
            <td data-label={began}>{at(createdAt)}</td>
            <td data-label={how}>{methodInWords(t, method)}</td>
            <td data-label={from}>
              {address}
              <span className="block text-sm text-quiet" title={userAgent ?? ""}>
                {deviceInWords(t, readDevice(userAgent ?? ""))}
              </span>
            </td>
            {mayEnd ? (
              <td data-label={end}>
                <EndSession
                  t={t}
                  action={endSessionsAction}
                  hidden={hidden}
                  session={id}
                  submit={t("adminCustomers.detail.sessions.end")}
                  submitFor={t("adminCustomers.detail.sessions.endFor", { address: address ?? "", at: at(lastSeenAt) })}
                />
              </td>
            ) : null}
          </tr>
        ))}
      </DataTable>
    </div>
  );
}

function methodInWords(t: Translator, method: string): string {
  const own = findOwnMethod(method);
  return own === undefined ? method : t(`adminCustomers.detail.sessions.methods.${own}`);
}
