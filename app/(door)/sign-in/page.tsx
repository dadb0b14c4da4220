import type { Metadata } from "next";
import { shownProblem } from "@/app/_edge/problem-path";
import { ToldProblem } from "@/app/_edge/told-problem";
import { getVisitor, type Visit, visit } from "@/app/_edge/visit";
import { wayIn } from "@/app/_edge/way-in";
import { Form } from "@/components/forms/form";
import { PasswordField } from "@/components/forms/password-field";
import { SignInNameField } from "@/components/forms/sign-in-name-field";
import { formTexts, passwordTexts } from "@/components/forms/texts";
import { type WayInButton, WayInButtons } from "@/components/shop/way-in-buttons";
import { GoodNews } from "@/components/ui/good-news";
import { WayOn } from "@/components/ui/way-on";
import { returnTo, withReturnTo } from "@/core/access/return-to";
import { type SignInReason, whySignIn } from "@/core/access/why-sign-in";
import type { Query } from "@/core/query";
import { calledAs } from "@/core/sessions/find-session";
import { logos } from "@/providers/logos";
import { signInAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: t("door.signIn.heading") };
}

type Props = { searchParams: Promise<Query> };

export default async function SignInPage({ searchParams }: Props) {
  const { t, ctx, access, session } = await visit("/sign-in");
  const asked = await searchParams;
  const goTo = returnTo(asked.returnTo, "");
  const ways = waysIn(ctx, goTo);
  const why = whySignIn(goTo, access);
  if (access.signInPage.kind !== "form") return <ButtonsOnly t={t} asked={asked} ways={ways} session={session} why={why} />;
  return (
    <div className="grid gap-10 md:grid-cols-[minmax(0,26rem)_minmax(0,18rem)] md:gap-14">
      <section>
        <ToldProblem t={t} code={shownProblem(asked.problem)} support={asked.support} />
        <AlreadyHere t={t} session={session} asked={asked} />
        <PasswordForm t={t} names={ctx.settings.access.signInNames} goTo={goTo} isSet={"passwordSet" in asked} why={why} />
        <WayOn href="/forgot-password" text={t("door.signIn.forgot")} />
        {ctx.settings.access.codeSignIn ? (
          <p>
            <a href={withReturnTo("/sign-in/code", goTo)} className="tall-link">
              {t("door.signIn.byCode")}
            </a>
          </p>
        ) : null}
        {ways.length > 0 ? <OtherWays t={t} ways={ways} /> : null}
      </section>
      {ctx.settings.registration.open && session === null ? <NewHere t={t} goTo={goTo} /> : null}
    </div>
  );
}

const waysIn = ({ connections }: Visit["ctx"], goTo: string): WayInButton[] =>
  connections.map((one) => ({ id: one.id, label: one.label, href: wayIn(one, goTo), drawing: logos[one.logo] }));

type PasswordFormProps = {
  readonly t: Visit["t"];
  readonly names: Visit["ctx"]["settings"]["access"]["signInNames"];
  readonly goTo: string;
  readonly isSet: boolean;
  readonly why: SignInReason | null;
};

function PasswordForm({ t, names, goTo, isSet, why }: PasswordFormProps) {
  return (
    <Form
      action={signInAction}
      texts={formTexts(t)}
      heading={t("door.signIn.heading")}
      intro={
        <>
          <Why t={t} why={why} />
          <GoodNews text={isSet ? t("door.signIn.passwordSet") : null} />
        </>
      }
      submit={t("door.signIn.submit")}
    >
      <input type="hidden" name="returnTo" value={goTo} />
      <SignInNameField t={t} names={names} />
      <PasswordField name="password" label={t("door.signIn.password")} autoComplete="current-password" texts={passwordTexts(t)} />
    </Form>
  );
}

/** Says why somebody who wanted another page stands here. */
const Why = ({ t, why }: { readonly t: Visit["t"]; readonly why: SignInReason | null }) =>
  why === null ? null : <p className="mb-5 max-w-prose">{t(`door.signIn.why.${why}`)}</p>;

function OtherWays({ t, ways }: { t: Visit["t"]; ways: WayInButton[] }) {
  return (
    <section className="mt-6 border-t border-rule pt-6" aria-labelledby="other-ways">
      <h2 id="other-ways" className="mb-3 text-base font-medium text-quiet">
        {t("sso.or")}
      </h2>
      <WayInButtons ways={ways} isAll={false} />
    </section>
  );
}

/** Not offered while registration is switched off: the way would end at a closed door. */
function NewHere({ t, goTo }: { t: Visit["t"]; goTo: string }) {
  return (
    <section className="border-t border-rule pt-6 md:border-t-0 md:border-l md:pt-0 md:pl-8">
      <h2>{t("door.signIn.newHere")}</h2>
      <p className="my-3 text-quiet">{t("door.signIn.newHereText")}</p>
      <a href={withReturnTo("/register", goTo)} className="button-quiet">
        {t("door.signIn.create")}
      </a>
    </section>
  );
}

type HereProps = Pick<Visit, "t" | "session"> & { asked: Query };

/** For whoever is signed in already: the way on to the wanted page, before a form that would sign somebody else in (P-A2). */
function AlreadyHere({ t, session, asked }: HereProps) {
  if (session === null) return null;
  const name = calledAs(session);
  return (
    <div className="card mb-8 grid gap-3 wrap-anywhere">
      <p>{t("door.signIn.alreadyHere", { name })}</p>
      <div>
        <a href={returnTo(asked.returnTo)} className="button">
          {t("door.signIn.goOn", { name })}
        </a>
      </div>
    </div>
  );
}

function ButtonsOnly({ t, asked, ways, session, why }: HereProps & { ways: WayInButton[]; why: SignInReason | null }) {
  return (
    <div className="max-w-sm">
      <ToldProblem t={t} code={shownProblem(asked.problem)} support={asked.support} />
      <AlreadyHere t={t} session={session} asked={asked} />
      <h1 className="mb-5">{t("door.signIn.heading")}</h1>
      <Why t={t} why={why} />
      {ways.length > 0 ? <WayInButtons ways={ways} isAll /> : <p>{t("door.signIn.ssoNone")}</p>}
    </div>
  );
}
