import { DataTable } from "@/components/admin/data-table";
import { Part } from "@/components/admin/part";
import { Field } from "@/components/forms/field";
import { Form } from "@/components/forms/form";
import { PasswordField } from "@/components/forms/password-field";
import { formTexts, passwordTexts } from "@/components/forms/texts";
import type { OpenedConnection } from "@/core/connections/open-connection";
import type { Language } from "@/core/ctx";
import type { Translator } from "@/messages/translator";
import { momentsIn } from "../../moment";
import { OwnPassword } from "../../own-password";
import { testConnectionAction, testDirectoryAction } from "./test-action";
import { testLines, trialWhen, troubleInWords } from "./test-words";

type Props = {
  readonly t: Translator;
  readonly language: Language;
  readonly opened: OpenedConnection;
  readonly isDirectory: boolean;
  readonly isConfirmed: boolean;
  /** Whether this browser may go to the provider on a test now. */
  readonly mayGo: boolean;
  /** Whether the connection was changed while somebody was on a test. */
  readonly isStale: boolean;
};

/** Where an admin tries a connection out: what the server sees of the provider, then what a sign-in there brings back (P-A6). */
export function TestPart(props: Props) {
  const { t, opened, isDirectory } = props;
  const isUsable = opened.state !== "incomplete" && opened.state !== "broken";
  return (
    <Part id="test" title={t("adminSso.test.title")} text={t(isDirectory ? "adminSso.test.textDirectory" : "adminSso.test.text")}>
      <div className="grid gap-5">
        {isUsable ? <TestForm {...props} /> : <p>{t("adminSso.test.save")}</p>}
        <Checks {...props} />
        {props.mayGo ? <Go t={t} connection={opened.id} /> : null}
        <Trial {...props} />
      </div>
    </Part>
  );
}

function TestForm({ t, opened, isDirectory, isConfirmed }: Props) {
  return (
    <Form
      action={isDirectory ? testDirectoryAction : testConnectionAction}
      texts={formTexts(t)}
      submit={t("adminSso.test.submit")}
      tone="quiet"
      scope="test"
      label={t("adminSso.test.title")}
    >
      <input type="hidden" name="connection" value={opened.id} />
      {isDirectory ? (
        <>
          <Field name="identifier" label={t("adminSso.test.identifier")} autoComplete="off" isCaseless />
          <PasswordField
            name="password"
            label={t("adminSso.test.password")}
            autoComplete="current-password"
            texts={passwordTexts(t)}
          />
        </>
      ) : null}
      <OwnPassword t={t} isAsked={!isConfirmed} />
    </Form>
  );
}

const TONES = { good: "text-good", warning: "text-warn", bad: "text-bad" };

function Checks({ t, language, opened: { checks } }: Props) {
  if (!checks || checks.lines.length === 0) return null;
  const isBad = checks.lines.some(({ outcome }) => outcome === "bad");
  return (
    <div>
      <p className="text-sm text-quiet">
        {t("adminSso.test.checkedAt", { when: momentsIn(language)(new Date(checks.at)).text })}
      </p>
      <ul className="mt-2 grid gap-2">
        {testLines(t, checks.lines).map(({ outcome, outcomeText, text }) => (
          <li key={text} className="wrap-anywhere">
            <strong className={TONES[outcome]}>{outcomeText}:</strong> {text}
          </li>
        ))}
      </ul>
      {isBad ? <p className="mt-3 font-medium">{t("adminSso.test.stop")}</p> : null}
    </div>
  );
}

function Go({ t, connection }: { t: Translator; connection: string }) {
  return (
    <div>
      <p className="mb-2">{t("adminSso.test.next")}</p>
      {/* A link, so that it can open a new tab; the way to the provider begins only for a browser that this form has sent. */}
      <a href={`/sign-in/go/${connection}?errand=test`} target="_blank" rel="noopener" className="button">
        {t("adminSso.test.go")}
      </a>
      <p className="mt-2 text-sm text-quiet">{t("adminSso.test.goHint")}</p>
    </div>
  );
}

function Trial({ t, language, opened: { trial }, isStale }: Props) {
  if (isStale) return <p className="font-medium text-bad">{t("adminSso.test.trial.stale")}</p>;
  if (!trial) return null;
  return (
    <div className="border-t border-rule pt-4">
      <h3 className="font-semibold">{t("adminSso.test.trial.heading")}</h3>
      <p className="text-sm text-quiet">{trialWhen(t, language, trial)}</p>
      {trial.trouble === null ? (
        <p className="mt-2 font-medium text-good">{t("adminSso.test.trial.good")}</p>
      ) : (
        <p className="mt-2 font-medium text-bad">
          {t("adminSso.test.trial.bad", { reason: troubleInWords(t, trial.trouble) })}
          {/* A directory's test has said why in the lines above. */}
          {trial.trouble === "directory.person" ? null : <code> {trial.trouble}</code>}
        </p>
      )}
      {trial.profile ? <Profile t={t} profile={trial.profile} /> : null}
      {trial.claims.length > 0 ? <Claims t={t} claims={trial.claims} /> : null}
    </div>
  );
}

type TrialProfile = NonNullable<NonNullable<OpenedConnection["trial"]>["profile"]>;

function Profile({ t, profile: { subject, email, isEmailVerified } }: { t: Translator; profile: TrialProfile }) {
  return (
    <ul className="mt-2 grid gap-1 wrap-anywhere">
      <li>{t("adminSso.test.trial.subject", { subject })}</li>
      {email === null ? (
        <li>{t("adminSso.test.trial.noAddress")}</li>
      ) : (
        <>
          <li>{t("adminSso.test.trial.address", { email })}</li>
          <li>{t(isEmailVerified ? "adminSso.test.trial.verified" : "adminSso.test.trial.unverified")}</li>
        </>
      )}
    </ul>
  );
}

function Claims({ t, claims }: { t: Translator; claims: readonly (readonly [string, string])[] }) {
  const [name, value] = [t("adminSso.test.trial.name"), t("adminSso.test.trial.value")];
  return (
    <div className="mt-4">
      <DataTable caption={t("adminSso.test.trial.heading")} columns={[name, value]}>
        {claims.map(([claim, text]) => (
          <tr key={claim}>
            <td data-label={name}>{claim}</td>
            <td data-label={value}>{text}</td>
          </tr>
        ))}
      </DataTable>
    </div>
  );
}
