import { visit } from "@/app/_edge/visit";
import { Shelf } from "@/components/shop/product-card";
import { listProducts } from "@/core/shop/list-products";
import { money } from "@/core/shop/money";

export default async function CataloguePage() {
  const { ctx, t } = await visit("/");
  const products = await listProducts(ctx);
  const items = products.map((product) => ({ product, price: money(ctx.request.language, product.priceCents) }));
  return (
    <>
      <h1>{t("shop.catalogue.heading")}</h1>
      <p className="mt-2 mb-8 max-w-prose text-quiet sm:mb-10">
        {t(items.length > 0 ? "shop.catalogue.intro" : "shop.catalogue.empty")}
      </p>
      <Shelf items={items} />
    </>
  );
}
