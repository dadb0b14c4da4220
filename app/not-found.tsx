import { Framed } from "@/app/_edge/framed";
import { getVisitor } from "@/app/_edge/visit";
import { NotFoundText } from "@/components/shop/not-found-text";
import { hasRoute } from "@/core/access/routes";

/**
 * The page of an address that never was. Next also draws it twice with every other page, and sends it along, for the case that one ends
 * by `nothingHere()`: there it is a few words within the frame that stands already.
 */
export default async function NotFound() {
  const { t, wanted } = await getVisitor();
  const text = <NotFoundText t={t} />;
  return hasRoute(wanted) ? text : <Framed>{text}</Framed>;
}
