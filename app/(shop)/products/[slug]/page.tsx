import type { Metadata } from "next";
import { drawNothingHere } from "@/app/_edge/nothing-here";
import { getVisitor, visit } from "@/app/_edge/visit";
import { Field } from "@/components/forms/field";
import { Form } from "@/components/forms/form";
import { formTexts } from "@/components/forms/texts";
import { Crumb } from "@/components/shop/crumb";
import { Shelf } from "@/components/shop/product-card";
import { ProductPicture } from "@/components/shop/product-picture";
import type { Ctx } from "@/core/ctx";
import { findProduct } from "@/core/shop/find-product";
import { money } from "@/core/shop/money";
import type { Product } from "@/core/shop/product";
import type { Translator } from "@/messages/translator";
import { addToCartAction } from "./action";

type Props = { params: Promise<{ slug: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { ctx, access } = await getVisitor();
  // The title is the shop's goods too: whoever must sign in first learns nothing from it.
  const found = access.storefront.kind === "show" ? await findProduct(ctx, (await params).slug) : null;
  return found ? { title: found.product.name } : {};
}

export default async function ProductPage({ params }: Props) {
  const { ctx, t } = await visit("/products/[slug]");
  const found = await findProduct(ctx, (await params).slug);
  if (!found) return drawNothingHere(t);
  const { product, more } = found;
  return (
    <>
      <Crumb href="/" text={t("shop.product.back")} />
      <div className="grid gap-6 md:grid-cols-2 md:gap-12">
        <div className="picture self-start">
          <ProductPicture drawing={product.drawing} tone={product.tone} title={product.name} />
        </div>
        <Buying product={product} ctx={ctx} t={t} />
      </div>
      {more.length > 0 ? (
        <section className="mt-14 border-t border-rule pt-8 sm:mt-20">
          <h2 className="mb-6">{t("shop.product.more")}</h2>
          <Shelf items={more.map((each) => ({ product: each, price: money(ctx.request.language, each.priceCents) }))} />
        </section>
      ) : null}
    </>
  );
}

function Buying({ product, ctx, t }: { product: Product; ctx: Ctx; t: Translator }) {
  const intro = (
    <div className="mb-6 grid gap-4">
      <p>
        <span className="text-xl font-semibold tabular-nums">{money(ctx.request.language, product.priceCents)}</span>{" "}
        <span className="text-sm text-quiet">{t("shop.product.priceNote")}</span>
      </p>
      <p className="max-w-prose text-pretty">{product.description}</p>
    </div>
  );
  return (
    <div>
      <Form action={addToCartAction} texts={formTexts(t)} heading={product.name} intro={intro} submit={t("shop.product.add")}>
        <input type="hidden" name="product" value={product.slug} />
        <Field
          name="quantity"
          label={t("shop.product.quantity")}
          inputMode="numeric"
          defaultValue="1"
          autoComplete="off"
          isShort
        />
      </Form>
      <p className="mt-8 max-w-prose border-t border-rule pt-5 text-sm text-quiet">{t("shop.product.factInvoice")}</p>
    </div>
  );
}
