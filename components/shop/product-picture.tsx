import type { ReactNode } from "react";
import { Apron } from "@/components/shop/drawings/apron";
import { Basket } from "@/components/shop/drawings/basket";
import { Board } from "@/components/shop/drawings/board";
import { Bowl } from "@/components/shop/drawings/bowl";
import { Candle } from "@/components/shop/drawings/candle";
import { Carafe } from "@/components/shop/drawings/carafe";
import { Dripper } from "@/components/shop/drawings/dripper";
import { Kettle } from "@/components/shop/drawings/kettle";
import { Lamp } from "@/components/shop/drawings/lamp";
import { Linens } from "@/components/shop/drawings/linens";
import { Mug } from "@/components/shop/drawings/mug";
import { Notebook } from "@/components/shop/drawings/notebook";
import { type DrawingProps, palettes } from "@/components/shop/drawings/palettes";
import { Planter } from "@/components/shop/drawings/planter";
import { Plate } from "@/components/shop/drawings/plate";
import { Spoons } from "@/components/shop/drawings/spoons";
import { Teapot } from "@/components/shop/drawings/teapot";
import { Tin } from "@/components/shop/drawings/tin";

const drawings = {
  apron: Apron,
  basket: Basket,
  board: Board,
  bowl: Bowl,
  candle: Candle,
  carafe: Carafe,
  dripper: Dripper,
  kettle: Kettle,
  lamp: Lamp,
  linens: Linens,
  mug: Mug,
  notebook: Notebook,
  planter: Planter,
  plate: Plate,
  spoons: Spoons,
  teapot: Teapot,
  tin: Tin,
} as const satisfies Record<string, (props: DrawingProps) => ReactNode>;

/** The things this shop can draw. */
export type Drawing = keyof typeof drawings;

/** The palettes a thing can be drawn in. */
export type Tone = keyof typeof palettes;

/**
 * A product drawn in the page itself: no file, no request, no script. An empty title hides it from screen readers, for a picture beside
 * its own name.
 */
export function ProductPicture({ drawing, tone, title }: { drawing: Drawing; tone: Tone; title: string }) {
  const Thing = drawings[drawing];
  const palette = palettes[tone];
  const scene = (
    <>
      <path d="M0 0H400V400H0Z" fill={palette.ground} />
      <path d="M0 96L96 0H184L0 184ZM0 208L208 0H262L0 262Z" fill="#fff" opacity=".22" />
      <Thing palette={palette} />
    </>
  );
  if (title === "") {
    return (
      <svg viewBox="0 0 400 400" className="block h-auto w-full" aria-hidden="true">
        {scene}
      </svg>
    );
  }
  return (
    <svg viewBox="0 0 400 400" className="block h-auto w-full" role="img">
      <title>{title}</title>
      {scene}
    </svg>
  );
}
