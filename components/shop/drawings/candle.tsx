import { cream, type DrawingProps } from "@/components/shop/drawings/palettes";
import { Shadow, Tabletop } from "@/components/shop/drawings/scene";

export function Candle({ palette }: DrawingProps) {
  return (
    <>
      <Tabletop palette={palette} />
      <circle cx="192" cy="92" r="84" fill="#fff1c4" opacity=".45" />
      <circle cx="192" cy="92" r="48" fill="#fff1c4" opacity=".6" />
      <Shadow palette={palette} x={200} y={322} width={190} />
      <path
        d="M282 290C330 268 350 302 324 318C308 327 290 318 276 306"
        fill="none"
        stroke={palette.shade}
        strokeWidth="12"
        strokeLinecap="round"
      />
      <path d="M88 284C92 312 138 328 194 328S296 312 300 284Z" fill={palette.shade} />
      <ellipse cx="194" cy="284" rx="106" ry="24" fill={palette.base} />
      <path d="M100 282A95 20 0 0 1 190 264" fill="none" stroke="#fff" strokeWidth="4" strokeLinecap="round" opacity=".5" />
      <ellipse cx="198" cy="286" rx="76" ry="15" fill={palette.shade} />
      <path d="M156 250H232V280Q194 296 156 280Z" fill={palette.base} />
      <path d="M212 250H232V280Q220 286 204 287Q214 270 212 250Z" fill={palette.shade} />
      <ellipse cx="194" cy="250" rx="38" ry="9" fill={palette.light} />
      <path d="M166 142Q192 132 220 142V248Q192 258 166 248Z" fill={cream.base} />
      <path d="M202 136Q212 138 220 142V248Q212 252 202 253Z" fill={cream.shade} />
      <path
        d="M166 142Q192 132 220 142V176Q220 188 214 188T208 176V158Q196 150 188 158V196Q188 206 182 206T176 196V166Q174 160 166 160Z"
        fill="#fffaf0"
      />
      <path d="M192 142V118" stroke={palette.ink} strokeWidth="4" strokeLinecap="round" />
      <path d="M192 56C210 84 216 98 210 112C204 126 180 126 174 112C168 98 180 84 192 56Z" fill="#f0a63c" />
      <path d="M192 84C202 98 204 106 200 114Q192 122 184 114C180 106 184 98 192 84Z" fill="#fff0bd" />
    </>
  );
}
