import type { Metadata } from "next";
import { isFresh } from "@/app/_edge/is-fresh";
import { shownProblem } from "@/app/_edge/problem-path";
import { ToldProblem } from "@/app/_edge/told-problem";
import { getVisitor, type Visit, visitAccount } from "@/app/_edge/visit";
import { EmailSignInOffer } from "@/app/account/email-sign-in/offer";
import { Form } from "@/components/forms/form";
import { NewPasswordField } from "@/components/forms/new-password-field";
import { PasswordField } from "@/components/forms/password-field";
import { formTexts, passwordTexts } from "@/components/forms/texts";
import { GoodNews } from "@/components/ui/good-news";
import { WayOn } from "@/components/ui/way-on";
import { listSignInNames } from "@/core/customers/list-sign-in-names";
import type { SignInName } from "@/core/customers/sign-in-names";
import { listWays } from "@/core/identities/list-ways";
import { mayChoosePassword } from "@/core/passwords/choose-password";
import { isPasswordAsked } from "@/core/passwords/confirm-owner";
import type { Query } from "@/core/query";
import { listOwnSessions } from "@/core/sessions/list-own-sessions";
import { changePasswordAction } from "./action";
import { ChoosePassword } from "./choose-password";
import { SessionsSection } from "./sessions-section";
import { WaysSection } from "./ways-section";

type Props = { searchParams: Promise<Query> };

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: t("security.page.heading") };
}

export default async function SecurityPage({ searchParams }: Props) {
  const { ctx, t, session, access } = await visitAccount("/account/security");
  const asked = await searchParams;
  const names = await listSignInNames(ctx, session.accountId);
  const ways = await listWays(ctx, session.accountId);
  const hasPassword = access.hasLocalDoors && ways.hasPassword;
  const may = await mayChoosePassword(ctx, { accountId: session.accountId, sessionId: session.id });
  const sessions = await listOwnSessions(ctx, session);
  const asksPassword = await isPasswordAsked(ctx, session.accountId);
  return (
    <div className="max-w-md">
      <Told t={t} asked={asked} />
      <Names t={t} names={names} hasPassword={hasPassword} />
      <EmailSignInOffer t={t} ctx={ctx} accountId={session.accountId} />
      <WaysSection t={t} ctx={ctx} ways={ways} asked={asked} asksPassword={asksPassword} />
      <section className="mt-10" id="own-password">
        <h2 className="mb-2">{t(hasPassword ? "security.page.passwordHeading" : "security.page.noPasswordHeading")}</h2>
        {hasPassword ? (
          <ChangePassword key={session.id} t={t} names={names} minLength={ctx.settings.passwords.minLength} />
        ) : (
          <ChoosePassword t={t} ctx={ctx} names={names} may={may} />
        )}
      </section>
      <SessionsSection t={t} ctx={ctx} sessions={sessions} isEnded={isFresh(asked.ended)} />
    </div>
  );
}

const NEWS = ["changed", "connected", "disconnected"] as const;

/** What has just been done, in a sentence; null if nothing was. */
function newsOf(t: Visit["t"], asked: Query): string | null {
  if (isFresh(asked.email)) return t("ownAccount.email.changed");
  if (isFresh(asked.emailOn)) return t("emailSignIn.done");
  const news = NEWS.find((one) => isFresh(asked[one]));
  return news === undefined ? null : t(`security.page.${news}`);
}

/** The heading, with what has just been done, or what went wrong at a provider, above it. */
function Told({ t, asked }: Pick<Visit, "t"> & { asked: Query }) {
  return (
    <>
      <ToldProblem t={t} code={shownProblem(asked.problem)} support={asked.support} />
      <h1>{t("security.page.heading")}</h1>
      <GoodNews text={newsOf(t, asked)} />
    </>
  );
}

type NamesProps = Pick<Visit, "t"> & { names: readonly SignInName[]; hasPassword: boolean };

/** Without a password neither name signs in anywhere here. */
function Names({ t, names, hasPassword }: NamesProps) {
  return (
    <section className="mt-8">
      <h2>{t(hasPassword ? "security.page.namesHeading" : "security.page.knownAsHeading")}</h2>
      <dl className="mt-2 grid gap-1">
        {names.map(({ kind, name, isUsed }) => (
          <div key={kind} className="flex flex-wrap gap-x-3">
            <dt className="text-quiet">{t(`security.page.${kind}`)}</dt>
            <dd className="wrap-anywhere">
              {name} {isUsed || !hasPassword ? null : <span className="text-quiet">({t("security.page.notUsed")})</span>}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

type ChangeProps = Pick<Visit, "t"> & { names: readonly SignInName[]; minLength: number };

function ChangePassword({ t, names, minLength }: ChangeProps) {
  const name = names.find(({ isUsed }) => isUsed)?.name ?? "";
  return (
    <>
      <Form
        action={changePasswordAction}
        texts={formTexts(t)}
        intro={<p className="mb-5 text-quiet">{t("security.page.passwordText")}</p>}
        submit={t("security.page.submit")}
        label={t("security.page.passwordHeading")}
      >
        {/* So that password managers know whose password it is. */}
        <input hidden readOnly name="username" autoComplete="username" value={name} />
        <PasswordField
          name="password"
          label={t("security.page.current")}
          autoComplete="current-password"
          texts={passwordTexts(t)}
        />
        <NewPasswordField t={t} label={t("security.page.newPassword")} minLength={minLength} />
      </Form>
      <WayOn href="/forgot-password" text={t("security.page.forgot")} />
    </>
  );
}
