import { type DrawingProps, wood } from "@/components/shop/drawings/palettes";

const outline =
  "M104 142Q104 128 118 128H172Q182 126 182 114V70Q182 50 200 50T218 70V114Q218 126 228 128H282Q296 128 296 142V334Q296 350 280 350H120Q104 350 104 334Z";

export function Board({ palette }: DrawingProps) {
  return (
    <g transform="rotate(12 200 200)">
      <path d={outline} transform="translate(12 12)" fill={palette.ink} opacity=".18" />
      <path d={outline} transform="translate(3 4)" fill={wood.shade} />
      <path d={outline} fill={wood.base} />
      <path
        d="M130 132Q140 240 128 348M160 130Q172 220 164 350M262 130Q250 250 268 348"
        fill="none"
        stroke={wood.shade}
        strokeWidth="3"
        opacity=".5"
      />
      <path d="M112 330V146Q112 136 122 136H168" fill="none" stroke={wood.light} strokeWidth="4" strokeLinecap="round" />
      <circle cx="200" cy="72" r="8" fill={palette.ink} opacity=".6" />
      <path d="M200 72C172 40 190 14 206 20C226 28 214 52 200 72Z" fill="none" stroke={palette.base} strokeWidth="5" />
      <circle cx="232" cy="232" r="46" fill={palette.ink} opacity=".16" />
      <circle cx="226" cy="226" r="46" fill="#e2ab34" />
      <circle cx="226" cy="226" r="40" fill="#fbf0c4" />
      <g fill="#f1cc55">
        <path d="M226 222L212 192Q226 184 240 192ZM226 230L212 260Q226 268 240 260Z" />
        <path d="M222 224L194 208Q186 224 192 240ZM230 224L258 208Q266 224 260 240Z" />
      </g>
      <path d="M146 300L262 316Q272 318 270 324Q240 336 144 312Z" fill="#dfe5e6" />
      <path d="M144 312Q240 336 270 324L271 320Q238 328 145 306Z" fill="#aab6ba" />
      <path d="M84 288L148 298L145 314L80 302Q76 294 84 288Z" fill={palette.shade} />
    </g>
  );
}
