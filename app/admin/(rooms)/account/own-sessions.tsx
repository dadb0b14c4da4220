import { DataTable } from "@/components/admin/data-table";
import { EndSession } from "@/components/forms/end-session";
import { deviceInWords } from "@/components/ui/device-in-words";
import type { Language } from "@/core/ctx";
import { readDevice } from "@/core/sessions/read-device";
import type { listOwnSessions } from "@/core/staff/own-sessions";
import { STAFF_SESSIONS_AT_MOST } from "@/core/staff/start-staff-session";
import type { Translator } from "@/messages/translator";
import { momentsIn } from "../moment";
import { endOwnStaffSessionsAction } from "./action";

type Props = {
  readonly t: Translator;
  readonly language: Language;
  readonly sessions: Awaited<ReturnType<typeof listOwnSessions>>;
  /** The session of this browser. */
  readonly here: string;
};

/** Where a staff member is signed in: device and address of each; all but this one can be ended here. */
export function OwnSessions({ t, language, sessions, here }: Props) {
  return (
    <section className="mt-10">
      <h2>{t("adminStaff.account.sessions.title")}</h2>
      <p className="mt-1 mb-3 text-sm text-quiet">{t("adminStaff.account.sessions.text", { max: STAFF_SESSIONS_AT_MOST })}</p>
      <SessionTable t={t} language={language} sessions={sessions} here={here} />
      {sessions.length > 1 ? (
        <EndSession
          t={t}
          action={endOwnStaffSessionsAction}
          session="others"
          submit={t("adminStaff.account.sessions.endOthers")}
        />
      ) : (
        <p className="text-quiet">{t("adminStaff.account.sessions.none")}</p>
      )}
    </section>
  );
}

function SessionTable({ t, language, sessions, here }: Props) {
  const columns = (["device", "address", "began", "seen", "end"] as const).map((name) =>
    t(`adminStaff.account.sessions.columns.${name}`),
  );
  const [device, address, began, seen, end] = columns;
  const at = (instant: Date): string => momentsIn(language)(instant).text;
  return (
    <div className="mb-3">
      <DataTable caption={t("adminStaff.account.sessions.title")} columns={columns}>
        {sessions.map((one) => (
          <tr key={one.id}>
            <td data-label={device}>
              <span title={one.userAgent ?? ""}>{deviceInWords(t, readDevice(one.userAgent ?? ""))}</span>
            </td>
            <td data-label={address}>{one.address}</td>
            <td data-label={began}>{at(one.createdAt)}</td>
            <td data-label={seen}>{at(one.lastSeenAt)}</td>
            <td data-label={end}>
              {one.id === here ? (
                <span className="font-medium">{t("adminStaff.account.sessions.here")}</span>
              ) : (
                <EndSession
                  t={t}
                  action={endOwnStaffSessionsAction}
                  session={one.id}
                  submit={t("adminStaff.account.sessions.end")}
                  submitFor={t("adminStaff.account.sessions.endFor", { address: one.address ?? "", at: at(one.lastSeenAt) })}
                />
              )}
            </td>
          </tr>
        ))}
      </DataTable>
    </div>
  );
}
