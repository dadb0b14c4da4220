import { WayOn } from "@/components/ui/way-on";
import type { Translator } from "@/messages/translator";

type Props = {
  readonly t: Translator;
  readonly isSignedIn: boolean;
  /** Where to sign in and come back; null where nobody can, or it would help nothing. */
  readonly signIn: string | null;
};

/**
 * What stands where an order is not this visitor's to see: the same words for one that is somebody else's and for one that never was. Who
 * had to sign in first comes here without the link's key, and reads that the link works now (T-U4).
 */
export function OrderNotShown({ t, isSignedIn, signIn }: Props) {
  return (
    <>
      <h1>{t("shop.order.notShownTitle")}</h1>
      <p className="mt-3 max-w-prose">{t("shop.order.notShownText")}</p>
      {isSignedIn ? <WayOn href="/account/orders/claim" text={t("shop.order.notShownClaim")} /> : null}
      {signIn === null ? null : <WayOn href={signIn} text={t("common.signIn")} />}
      <WayOn href="/" text={t("common.toShop")} />
    </>
  );
}
