import { calledAs, type Session } from "@/core/sessions/find-session";
import type { Translator } from "@/messages/translator";

/** Inside a form: asks somebody who is signed in which of the two accounts it shall be (T-R20). */
export function Switching({ t, session }: { t: Translator; session: Session | null }) {
  if (!session) return null;
  const name = calledAs(session);
  return (
    <div className="card grid gap-2">
      <input type="hidden" name="switching" value="yes" />
      <p>{t("registration.switching.text", { name })}</p>
      <p>
        <a href="/account" className="tall-link">
          {t("registration.switching.stay", { name })}
        </a>
      </p>
    </div>
  );
}
