import { visit } from "@/app/_edge/visit";

export default async function CataloguePage() {
  const { ctx } = await visit("/");
  return <h1>{ctx.settings.shop.name}</h1>;
}
