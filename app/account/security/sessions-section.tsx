import type { Visit } from "@/app/_edge/visit";
import { EndSession } from "@/components/forms/end-session";
import { deviceInWords } from "@/components/ui/device-in-words";
import { GoodNews } from "@/components/ui/good-news";
import type { Language } from "@/core/ctx";
import type { OwnSession } from "@/core/sessions/list-own-sessions";
import { localeOf } from "@/messages/dates";
import { endOwnSessionsAction } from "./end-sessions-action";

type Props = Pick<Visit, "t" | "ctx"> & { sessions: readonly OwnSession[]; isEnded: boolean };

/** Where the customer is signed in; each session but this one can be ended, or all others at once. Works without scripts. */
export function SessionsSection({ t, ctx, sessions, isEnded }: Props) {
  const { language } = ctx.request;
  return (
    <section className="mt-10" id="sessions">
      <h2>{t("ownAccount.sessions.heading")}</h2>
      <GoodNews text={isEnded ? t("ownAccount.sessions.ended") : null} />
      <p className="mt-2 text-quiet">{t("ownAccount.sessions.text")}</p>
      <ul className="mt-4 divide-y divide-rule border-y border-rule">
        {sessions.map((session) => (
          <li key={session.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-3">
            <Words t={t} language={language} session={session} />
            {session.isThis ? (
              <span className="font-medium text-good">{t("ownAccount.sessions.this")}</span>
            ) : (
              <EndSession
                t={t}
                action={endOwnSessionsAction}
                session={session.id}
                submit={t("ownAccount.sessions.end")}
                submitFor={t("ownAccount.sessions.endFor", {
                  device: deviceInWords(t, session.device),
                  at: moment(language, session.lastSeenAt),
                })}
              />
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 1 ? (
        <div className="mt-4">
          <EndSession t={t} action={endOwnSessionsAction} session="others" submit={t("ownAccount.sessions.endOthers")} />
        </div>
      ) : null}
    </section>
  );
}

function Words({ t, language, session }: Pick<Visit, "t"> & { language: Language; session: OwnSession }) {
  const { address, signedInAt, lastSeenAt, method } = session;
  const how =
    method.kind === "connection"
      ? t("ownAccount.sessions.byProvider", { button: method.label })
      : t(`ownAccount.sessions.methods.${method.kind}`);
  return (
    <div className="min-w-0 wrap-anywhere">
      <p className="font-medium">{deviceInWords(t, session.device)}</p>
      <p className="text-sm text-quiet">{t("ownAccount.sessions.seen", { at: moment(language, lastSeenAt) })}</p>
      <p className="text-sm text-quiet">{t("ownAccount.sessions.signedIn", { at: moment(language, signedInAt), how })}</p>
      {address ? <p className="text-sm text-quiet">{t("ownAccount.sessions.from", { address })}</p> : null}
    </div>
  );
}

function moment(language: Language, at: Date): string {
  const style = { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" } as const;
  return `${new Intl.DateTimeFormat(localeOf(language), style).format(at)} UTC`;
}
