import type { Metadata } from "next";
import { getVisitor, type Visit, visit } from "@/app/_edge/visit";
import { ConsentFields } from "@/components/consents/consent-fields";
import { Fields } from "@/components/fields/fields";
import { Form } from "@/components/forms/form";
import { NewPasswordField } from "@/components/forms/new-password-field";
import { formTexts } from "@/components/forms/texts";
import { DeadEnd } from "@/components/ui/dead-end";
import { type OpenInvitation, openCompanyInvitation } from "@/core/companies/find-company-invitation";
import { askedFields } from "@/core/fields/field-views";
import { mayInWords } from "@/core/user-types/may-in-words";
import { DeadLink } from "../../dead-link";
import { acceptInvitationAction, joinByInvitationAction, signInFirstAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: t("company.heading"), robots: { index: false } };
}

type Props = { params: Promise<{ token: string }> };

/** Behind the link of an invitation into a company. Looking changes nothing and sets no cookie: scanners look too (T-V1, T-V2). */
export default async function InvitationPage({ params }: Props) {
  const { t, ctx, session, access } = await visit("/invitation/[token]");
  const { token } = await params;
  const found = await openCompanyInvitation(ctx, { token, session });
  if (!found.ok)
    return (
      <DeadLink t={t} failure={found}>
        <DeadEnd
          heading={t("company.invitation.staleHeading")}
          texts={[t("company.invitation.stale")]}
          ways={[{ href: "/sign-in", text: t("company.invitation.signIn") }]}
        />
      </DeadLink>
    );
  const open = found.value;
  if (open.way === "own") return <Accept t={t} token={token} open={open} />;
  if (open.way === "new" && access.hasLocalDoors) return <Join t={t} ctx={ctx} token={token} open={open} />;
  return open.way === "other" ? <NotHere t={t} open={open} /> : <SignIn t={t} token={token} open={open} />;
}

type OpenProps = Pick<Visit, "t"> & { token: string; open: OpenInvitation };

const Accept = ({ t, token, open }: OpenProps) => (
  <div className="max-w-md">
    <Form
      action={acceptInvitationAction}
      texts={formTexts(t)}
      heading={t("company.invitation.heading", { company: open.company })}
      intro={<Intro t={t} open={open} how={t("company.invitation.own")} />}
      submit={t("company.invitation.accept")}
    >
      <input type="hidden" name="token" value={token} />
    </Form>
  </div>
);

const Join = ({ t, ctx, token, open }: OpenProps & Pick<Visit, "ctx">) => (
  <div className="max-w-md">
    <Form
      action={joinByInvitationAction}
      texts={formTexts(t)}
      heading={t("company.invitation.heading", { company: open.company })}
      intro={<Intro t={t} open={open} how={t("company.invitation.new")} />}
      submit={t("company.invitation.join")}
    >
      <input type="hidden" name="token" value={token} />
      <Fields asked={askedFields(ctx, "activation")} />
      <NewPasswordField t={t} label={t("company.invitation.newPassword")} minLength={ctx.settings.passwords.minLength} />
      <ConsentFields t={t} legal={ctx.legal} />
    </Form>
  </div>
);

const Intro = ({ t, open, how }: Pick<Visit, "t"> & { open: OpenInvitation; how: string }) => (
  <div className="mb-6 grid gap-2 wrap-anywhere">
    <p>{t("company.invitation.text", { email: open.email, company: open.company, type: open.userType })}</p>
    <p>{t("company.invitation.may", { may: mayInWords(t, open.permissions) })}</p>
    <p className="text-quiet">{how}</p>
  </div>
);

/** For who is signed in to no account, while the address has one or none can be made here (T-V7): they come back after signing in. */
const SignIn = ({ t, token, open: { company, email, way } }: OpenProps) => (
  <div className="max-w-md">
    <Form
      action={signInFirstAction}
      texts={formTexts(t)}
      heading={t("company.invitation.heading", { company })}
      intro={
        <p className="mb-6 wrap-anywhere">{t(`company.invitation.${way === "sign-in" ? "signInFirst" : "noDoor"}`, { email })}</p>
      }
      submit={t("company.invitation.signIn")}
    >
      <input type="hidden" name="token" value={token} />
    </Form>
  </div>
);

/** For who is signed in to another account (T-V7). */
const NotHere = ({ t, open: { company, email } }: Pick<Visit, "t"> & { open: OpenInvitation }) => (
  <DeadEnd
    heading={t("company.invitation.heading", { company })}
    texts={[t("company.invitation.other", { email })]}
    ways={[{ href: "/account", text: t("company.invitation.toAccount") }]}
  />
);
