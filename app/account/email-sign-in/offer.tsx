import type { Visit } from "@/app/_edge/visit";
import { isEmailSignInOffered } from "@/core/email-sign-in/find-email-sign-in";

type Props = Pick<Visit, "t" | "ctx"> & { accountId: string };

/** The way to a second sign-in name, for whoever has their number only; nothing for everybody else. */
export async function EmailSignInOffer({ t, ctx, accountId }: Props) {
  if (!(await isEmailSignInOffered(ctx, accountId))) return null;
  return (
    <div className="mt-4">
      <p className="mb-3 text-quiet">{t("emailSignIn.offer")}</p>
      <a href="/account/email-sign-in" className="button-quiet">
        {t("emailSignIn.heading")}
      </a>
    </div>
  );
}
