import { Framed } from "@/app/_edge/framed";
import { getVisitor } from "@/app/_edge/visit";
import { NotFoundText } from "@/components/shop/not-found-text";

export default async function NotFound() {
  const { t } = await getVisitor();
  return (
    <Framed>
      <NotFoundText t={t} />
    </Framed>
  );
}
