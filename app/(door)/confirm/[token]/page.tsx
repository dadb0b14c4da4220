import type { Metadata } from "next";
import { Captcha } from "@/app/_edge/captcha";
import { readCookie } from "@/app/_edge/cookies";
import { getVisitor, type Visit, visit } from "@/app/_edge/visit";
import { ConsentFields } from "@/components/consents/consent-fields";
import { Form } from "@/components/forms/form";
import { NewPasswordField } from "@/components/forms/new-password-field";
import { formTexts } from "@/components/forms/texts";
import { DeadEnd } from "@/components/ui/dead-end";
import { findAttempt } from "@/core/registration/find-attempt";
import { type Confirmation, findConfirmation } from "@/core/registration/find-confirmation";
import { sealedCodeIn } from "@/core/registration/register-as";
import { calledAs } from "@/core/sessions/find-session";
import { DeadLink } from "../../dead-link";
import { PlaceFields } from "../../register/place-fields";
import { Switching } from "../../register/switching";
import { confirmAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: t("registration.confirm.heading"), robots: { index: false } };
}

type Props = { params: Promise<{ token: string }> };

/** Behind the link of the mail. Looking changes nothing and sets no cookie: scanners look too (T-V1, T-V2). */
export default async function ConfirmPage({ params }: Props) {
  const { t, ctx, session } = await visit("/confirm/[token]");
  const { token } = await params;
  const browser = await readCookie("foyer-attempt");
  const found = await findConfirmation(ctx, { token, browser });
  if (!found.ok) {
    const another = (await findAttempt(ctx, browser)) ? "/register/check-your-mail" : "/register";
    return (
      <DeadLink t={t} failure={found}>
        <Stale t={t} session={session} another={another} />
      </DeadLink>
    );
  }
  // What waits in this browser may be somebody else's.
  const another = found.value.isSameBrowser ? "/register/check-your-mail" : "/register";
  return <Confirm visiting={{ t, ctx, session }} token={token} confirmation={found.value} another={another} />;
}

type ConfirmProps = {
  visiting: Pick<Visit, "t" | "ctx" | "session">;
  token: string;
  confirmation: Confirmation;
  another: string;
};

function Confirm({ visiting: { t, ctx, session }, token, confirmation, another }: ConfirmProps) {
  const words = wordsFor(confirmation);
  return (
    <div className="max-w-md">
      <Form
        action={confirmAction}
        texts={formTexts(t)}
        heading={t(`registration.${words}.heading`)}
        intro={<Intro t={t} confirmation={confirmation} />}
        submit={t(`registration.${words}.submit`)}
        after={
          <>
            <Another t={t} href={another} />
            {sealedCodeIn(confirmation.answers) !== null ? <Anew t={t} /> : null}
          </>
        }
      >
        <input type="hidden" name="token" value={token} />
        <Switching t={t} session={session} />
        <Asked visiting={{ t, ctx }} confirmation={confirmation} />
      </Form>
    </div>
  );
}

/** A page that mostly asks is called by what comes of it, one that mostly confirms by that. */
function wordsFor({ isTaken, flow }: Confirmation): "confirm" | "finish" | "setPassword" {
  if (isTaken) return "confirm";
  if (flow.name === "email-first") return "finish";
  return flow.name === "access-data" ? "setPassword" : "confirm";
}

function Intro({ t, confirmation }: { t: Visit["t"]; confirmation: Confirmation }) {
  const { isSameBrowser, asks, flow, maskedEmail: email } = confirmation;
  const isAskedAgain = !isSameBrowser && asks.some((one) => flow.asks.includes(one));
  const again = asks.includes("password") ? "person" : "personOnly";
  return (
    <div className="mb-6 grid gap-2">
      <p className="wrap-anywhere">{t(`registration.${wordsFor(confirmation)}.text`, { email })}</p>
      {isAskedAgain ? <p className="text-quiet">{t(`registration.confirm.${again}`)}</p> : null}
    </div>
  );
}

/** Names that were typed in another browser are offered to be checked; other answers are their writer's own and are not shown. */
function Asked({ visiting: { t, ctx }, confirmation }: { visiting: Pick<Visit, "t" | "ctx">; confirmation: Confirmation }) {
  const { firstName, lastName, flow, asks } = confirmation;
  return (
    <>
      {asks.includes("fields") ? <PlaceFields t={t} ctx={ctx} place={flow.name} known={{ firstName, lastName }} /> : null}
      {asks.includes("password") ? (
        <NewPasswordField t={t} label={t("registration.confirm.newPassword")} minLength={ctx.settings.passwords.minLength} />
      ) : null}
      {asks.includes("consents") ? <ConsentFields t={t} legal={ctx.legal} /> : null}
      {asks.includes("fields") ? <Captcha t={t} ctx={ctx} door="partner-code" /> : null}
    </>
  );
}

function Another({ t, href }: { t: Visit["t"]; href: string }) {
  return (
    <p>
      <a href={href} className="tall-link">
        {t("registration.confirm.another")}
      </a>
    </p>
  );
}

/** For whom the code that they began with lets in no more. */
function Anew({ t }: { t: Visit["t"] }) {
  return (
    <p>
      <a href="/register" className="tall-link">
        {t("registration.confirm.anew")}
      </a>
    </p>
  );
}

/** Whoever is in already, perhaps by the code of the same mail, needs neither another link nor to sign in. */
function Stale({ t, session, another }: Pick<Visit, "t" | "session"> & { another: string }) {
  const own = session ? t("registration.signedIn.text", { name: calledAs(session) }) : t("registration.stale.active");
  const ways = session
    ? [{ href: "/account", text: t("registration.signedIn.account") }]
    : [
        { href: another, text: t("registration.stale.another") },
        { href: "/sign-in", text: t("registration.stale.signIn") },
      ];
  return <DeadEnd heading={t("registration.stale.heading")} texts={[t("registration.stale.text"), own]} ways={ways} />;
}
