import { type DrawingProps, wood } from "@/components/shop/drawings/palettes";

export function Apron({ palette }: DrawingProps) {
  return (
    <>
      <path
        d="M172 128Q198 118 246 128L258 196Q302 206 312 226L304 366Q220 380 138 366L130 226Q144 204 164 196Z"
        fill={palette.ink}
        opacity=".15"
      />
      <path d="M60 44H340V58H60Z" fill={wood.base} />
      <path d="M60 54H340V60H60Z" fill={wood.shade} />
      <path d="M158 116C176 76 190 56 200 56S224 76 242 116" fill="none" stroke={palette.accent} strokeWidth="9" />
      <circle cx="203" cy="56" r="10" fill={palette.ink} opacity=".25" />
      <circle cx="200" cy="53" r="10" fill={wood.light} />
      <path
        d="M118 212C96 236 108 286 92 318M282 212C304 236 290 280 308 310"
        fill="none"
        stroke={palette.accent}
        strokeWidth="8"
        strokeLinecap="round"
      />
      <path
        d="M152 112Q200 124 248 112C250 156 262 190 290 208L286 352Q200 368 114 352L110 208C138 190 150 156 152 112Z"
        fill={palette.base}
      />
      <path d="M244 113L248 112C250 156 262 190 290 208L286 352Q270 355 250 357Q262 250 244 113Z" fill={palette.shade} />
      <path d="M152 112Q200 124 248 112L249 128Q200 140 151 128Z" fill={palette.light} />
      <path
        d="M132 282Q127 320 130 354M176 172Q178 200 172 216"
        fill="none"
        stroke={palette.shade}
        strokeWidth="5"
        strokeLinecap="round"
      />
      <path d="M150 232Q200 240 250 232L248 300Q200 310 152 300Z" fill={palette.light} />
      <path d="M150 232Q200 240 250 232V244Q200 252 150 244Z" fill={palette.accent} />
      <path d="M200 250V304" stroke={palette.shade} strokeWidth="3" strokeDasharray="6 5" />
    </>
  );
}
