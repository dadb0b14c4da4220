import { coffee, type DrawingProps, wood } from "@/components/shop/drawings/palettes";
import { Shadow, Tabletop } from "@/components/shop/drawings/scene";

export function Dripper({ palette }: DrawingProps) {
  return (
    <>
      <Tabletop palette={palette} />
      <Shadow palette={palette} x={202} y={328} width={160} />
      <path d="M266 206C318 204 318 288 272 296" fill="none" stroke={wood.shade} strokeWidth="12" strokeLinecap="round" />
      <path d="M156 190H244C250 212 280 232 280 280Q280 332 200 332T120 280C120 232 150 212 156 190Z" fill="#fff" opacity=".5" />
      <path d="M124 262H276Q282 324 200 324T124 262Z" fill={coffee} opacity=".88" />
      <path d="M252 262H276Q282 324 200 324Q246 312 252 262Z" fill="#000" opacity=".25" />
      <ellipse cx="200" cy="262" rx="76" ry="10" fill="#7a5138" />
      <path d="M200 194V258" stroke={coffee} strokeWidth="4" strokeLinecap="round" />
      <path
        d="M139 272Q138 294 156 306M164 208Q160 222 148 234"
        fill="none"
        stroke="#fff"
        strokeWidth="7"
        strokeLinecap="round"
        opacity=".65"
      />
      <path d="M262 128C312 112 316 160 244 166" fill="none" stroke={palette.shade} strokeWidth="12" strokeLinecap="round" />
      <path d="M130 186Q200 176 270 186V194Q200 206 130 194Z" fill={palette.shade} />
      <path d="M122 108H278L226 188H174Z" fill={palette.base} />
      <path d="M242 108H278L226 188H206Z" fill={palette.shade} />
      <path d="M146 122L176 168" stroke="#fff" strokeWidth="8" strokeLinecap="round" opacity=".4" />
      <ellipse cx="200" cy="108" rx="78" ry="15" fill={palette.light} />
      <path d="M132 106L150 82Q200 96 250 78L268 106Q200 128 132 106Z" fill="#fbf5e8" />
      <ellipse cx="200" cy="106" rx="56" ry="9" fill={coffee} />
      <path
        d="M184 70q-10-12 0-24t0-24M214 66q-10-12 0-24"
        fill="none"
        stroke="#fff"
        strokeWidth="6"
        strokeLinecap="round"
        opacity=".55"
      />
    </>
  );
}
