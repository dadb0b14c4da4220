import type { Metadata } from "next";
import { cartOwner } from "@/app/_edge/cart";
import { getVisitor, visit } from "@/app/_edge/visit";
import { Field } from "@/components/forms/field";
import { Form } from "@/components/forms/form";
import { formTexts } from "@/components/forms/texts";
import { ProductPicture } from "@/components/shop/product-picture";
import type { Language } from "@/core/ctx";
import { type Cart, type CartLine, getCart } from "@/core/shop/cart";
import { money } from "@/core/shop/money";
import type { Translator } from "@/messages/translator";
import { changeQuantityAction, removeFromCartAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: t("shop.cart.heading") };
}

export default async function CartPage() {
  const { ctx, t, session } = await visit("/cart");
  const cart = await getCart(ctx, await cartOwner(session));
  if (cart.lines.length === 0) return <EmptyCart t={t} />;
  const { language } = ctx.request;
  return (
    <>
      <h1>{t("shop.cart.heading")}</h1>
      <ul className="mt-6 divide-y divide-rule border-y border-rule">
        {cart.lines.map((line) => (
          <Line key={`${line.product.slug} ${line.quantity}`} line={line} language={language} t={t} />
        ))}
      </ul>
      <Total cart={cart} language={language} t={t} />
    </>
  );
}

function EmptyCart({ t }: { t: Translator }) {
  return (
    <>
      <h1>{t("shop.cart.heading")}</h1>
      <p className="mt-3 mb-6">{t("shop.cart.empty")}</p>
      <a href="/" className="button">
        {t("shop.cart.toCatalogue")}
      </a>
    </>
  );
}

type LineProps = { line: CartLine; language: Language; t: Translator };

function Line({ line, language, t }: LineProps) {
  const { product, amountCents, isOffered } = line;
  return (
    <li className="grid grid-cols-[4.5rem_minmax(0,1fr)] gap-x-4 py-5 sm:grid-cols-[6.5rem_minmax(0,1fr)_auto] sm:gap-x-6">
      <div className={isOffered ? "picture self-start" : "picture self-start opacity-50 grayscale"}>
        <ProductPicture drawing={product.drawing} tone={product.tone} title="" />
      </div>
      <div>
        <h2 className="text-base">
          {isOffered ? (
            <a href={`/products/${product.slug}`} className="text-ink no-underline hover:underline">
              {product.name}
            </a>
          ) : (
            product.name
          )}
        </h2>
        <p className={isOffered ? "text-sm text-quiet tabular-nums" : "text-sm font-medium text-bad"}>
          {isOffered ? t("shop.cart.each", { price: money(language, product.priceCents) }) : t("shop.cart.gone")}
        </p>
        <LineForms line={line} t={t} />
      </div>
      <p className="col-start-2 mt-1 font-semibold tabular-nums sm:col-start-3 sm:mt-0 sm:text-right">
        {isOffered ? money(language, amountCents) : null}
      </p>
    </li>
  );
}

function LineForms({ line: { product, quantity, isOffered }, t }: Omit<LineProps, "language">) {
  const { slug, name } = product;
  return (
    <div className="mt-3 flex flex-wrap items-end gap-x-5 gap-y-1">
      {isOffered ? (
        <div className="max-w-60">
          <Form
            action={changeQuantityAction}
            texts={formTexts(t)}
            label={name}
            submit={t("shop.cart.update")}
            submitFor={name}
            tone="quiet"
            layout="row"
            scope={slug}
          >
            <input type="hidden" name="product" value={slug} />
            <Field
              name="quantity"
              label={t("shop.cart.quantity")}
              inputMode="numeric"
              defaultValue={String(quantity)}
              autoComplete="off"
              isShort
            />
          </Form>
        </div>
      ) : null}
      <Form
        action={removeFromCartAction}
        texts={formTexts(t)}
        submit={t("shop.cart.remove")}
        submitFor={name}
        tone="link"
        layout="row"
        scope={`remove-${slug}`}
      >
        <input type="hidden" name="product" value={slug} />
      </Form>
    </div>
  );
}

function Total({ cart, language, t }: { cart: Cart; language: Language; t: Translator }) {
  return (
    <div className="mt-6 grid justify-items-end gap-4 text-right">
      <p>
        <span className="mr-4">{t("shop.cart.total")}</span>
        <span className="text-xl font-semibold tabular-nums">{money(language, cart.totalCents)}</span>
        <span className="block text-sm text-quiet">{t("shop.cart.included")}</span>
      </p>
      {cart.hasGone ? null : (
        <a href="/checkout" className="button w-full sm:w-auto">
          {t("shop.cart.checkout")}
        </a>
      )}
    </div>
  );
}
