import { ProductPicture } from "@/components/shop/product-picture";
import type { Product } from "@/core/shop/product";

/** Things on a shelf: picture, name, price. */
export function Shelf({ items }: { items: readonly { readonly product: Product; readonly price: string }[] }) {
  return (
    <ul className="grid grid-cols-2 gap-x-4 gap-y-8 sm:gap-x-6 md:grid-cols-3 lg:grid-cols-4">
      {items.map(({ product, price }) => (
        <li key={product.slug}>
          <ProductCard product={product} price={price} />
        </li>
      ))}
    </ul>
  );
}

/** One thing on the shelf; picture and words are one link, named after the thing. */
function ProductCard({ product, price }: { product: Product; price: string }) {
  return (
    <a href={`/products/${product.slug}`} className="group block text-ink no-underline">
      <span className="picture block">
        <ProductPicture drawing={product.drawing} tone={product.tone} title="" />
      </span>
      <span className="mt-3 block leading-snug font-medium group-hover:underline">{product.name}</span>
      <span className="mt-0.5 block text-quiet tabular-nums">{price}</span>
    </a>
  );
}
