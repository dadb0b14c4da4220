import type { ReactNode } from "react";
import type { Visit } from "@/app/_edge/visit";
import { OwnerCheck } from "@/app/account/owner-check";
import { Form } from "@/components/forms/form";
import type { FormAction } from "@/components/forms/form-state";
import { formTexts } from "@/components/forms/texts";
import type { ConnectedWay, Ways } from "@/core/identities/list-ways";
import type { Query } from "@/core/query";
import { longDate } from "@/messages/dates";
import { connectAction } from "./connect-action";
import { disconnectAction } from "./disconnect-action";

type Props = Pick<Visit, "t" | "ctx"> & { ways: Ways; asked: Query; asksPassword: boolean };

/** The sign-in providers of an account. Adding one or taking one away asks who is there; works without scripts. */
export function WaysSection({ t, ctx, ways, asked, asksPassword }: Props) {
  const { connected, addable } = ways;
  if (connected.length === 0 && addable.length === 0) return null;
  const adding = addable.find(({ id }) => id === asked.connect);
  const removing = connected.find(({ key, isLast }) => key === asked.disconnect && !isLast);
  return (
    <section className="mt-10" id="ways">
      <h2>{t("security.page.waysHeading")}</h2>
      <p className="mt-2 text-quiet">{t(connected.length > 0 ? "security.page.waysText" : "security.page.noWays")}</p>
      <ul className="mt-4 grid gap-4">
        {connected.map((way) => (
          <Row key={way.key} label={way.label} note={noteOf(way, { t, ctx })}>
            {way.isLast ? null : (
              <a href={`/account/security?disconnect=${way.key}#confirm`} className="button-quiet">
                {t("security.page.disconnect")}
                <span className="sr-only"> {way.label}</span>
              </a>
            )}
          </Row>
        ))}
        {addable.map(({ id, label }) => (
          <Row key={id} label={label}>
            <a href={`/account/security?connect=${id}#confirm`} className="button-quiet">
              {t("security.page.connect")}
              <span className="sr-only"> {label}</span>
            </a>
          </Row>
        ))}
      </ul>
      {adding ? (
        <Confirm
          t={t}
          action={connectAction}
          heading={t("security.page.connectHeading", { button: adding.label })}
          text={t("security.page.connectText")}
          submit={t("security.page.connect")}
          name="connection"
          value={adding.id}
          asksPassword={asksPassword}
        />
      ) : null}
      {removing ? (
        <Confirm
          t={t}
          action={disconnectAction}
          heading={t("security.page.disconnectHeading", { button: removing.label })}
          text={t("security.page.disconnectText")}
          submit={t("security.page.disconnect")}
          name="way"
          value={removing.key}
          asksPassword={asksPassword}
        />
      ) : null}
    </section>
  );
}

function noteOf(way: ConnectedWay, { t, ctx }: Pick<Visit, "t" | "ctx">): string {
  const note = way.isOn ? usedOf(way, { t, ctx }) : t("security.page.off");
  return way.isLast ? `${note} ${t("security.page.lastWay")}` : note;
}

function usedOf(way: ConnectedWay, { t, ctx }: Pick<Visit, "t" | "ctx">): string {
  const date = (at: Date) => longDate(ctx.request.language, at);
  const since = t("security.page.since", { date: date(way.connectedAt) });
  const used = way.lastUsedAt ? `, ${t("security.page.lastUsed", { date: date(way.lastUsedAt) })}` : "";
  return `${since}${used}.`;
}

function Row({ label, note, children }: { label: string; note?: string; children: ReactNode }) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <div className="min-w-0 wrap-anywhere">
        <p className="font-medium">{label}</p>
        {note ? <p className="text-sm text-quiet">{note}</p> : null}
      </div>
      {children}
    </li>
  );
}

type ConfirmProps = Pick<Visit, "t"> & {
  action: FormAction;
  heading: string;
  text: string;
  submit: string;
  name: string;
  value: string;
  asksPassword: boolean;
};

function Confirm({ t, action, heading, text, submit, name, value, asksPassword }: ConfirmProps) {
  return (
    <div className="card mt-6 grid gap-2" id="confirm">
      <h3 className="font-medium wrap-anywhere">{heading}</h3>
      <Form
        action={action}
        texts={formTexts(t)}
        intro={<p className="mb-4">{text}</p>}
        submit={submit}
        label={heading}
        scope="confirm"
        after={
          <a href="/account/security#ways" className="tall-link">
            {t("security.page.cancel")}
          </a>
        }
      >
        <input type="hidden" name={name} value={value} />
        <OwnerCheck t={t} asksPassword={asksPassword} />
      </Form>
    </div>
  );
}
