import { cream, type DrawingProps } from "@/components/shop/drawings/palettes";
import { Shadow, Tabletop } from "@/components/shop/drawings/scene";

export function Linens({ palette }: DrawingProps) {
  return (
    <>
      <Tabletop palette={palette} />
      <Shadow palette={palette} x={206} y={326} width={230} />
      <path d="M84 276H310Q322 276 322 288V318Q322 330 310 330H84Q70 316 84 276Z" fill={palette.shade} />
      <path d="M98 276H310Q322 276 322 288V300H92Q90 286 98 276Z" fill={palette.base} />
      <path d="M96 222H300Q314 222 314 234V266Q314 278 300 278H92Q78 250 96 222Z" fill={cream.shade} />
      <path d="M96 222H300Q314 222 314 234V250H86Q86 234 96 222Z" fill={cream.base} />
      <path d="M128 222V277M144 222V277M262 222V277" stroke={palette.base} strokeWidth="5" />
      <path d="M92 168H304Q318 168 318 180V212Q318 224 304 224H90Q74 196 92 168Z" fill={palette.accent} />
      <path d="M92 168H304Q318 168 318 180V196H83Q84 178 92 168Z" fill="#fff" opacity=".2" />
      <path
        d="M290 168H304Q318 168 318 180V212Q318 224 304 224H286Q300 196 290 168ZM286 222H300Q314 222 314 234V266Q314 278 300 278H286ZM292 276H310Q322 276 322 288V318Q322 330 310 330H288Z"
        fill={palette.ink}
        opacity=".14"
      />
      <path d="M190 166H214V332H190Z" fill={palette.ink} opacity=".12" />
      <path d="M186 166H208V331H186Z" fill={cream.base} />
      <path
        d="M196 158C168 128 140 138 148 154S182 166 196 164C210 166 244 170 250 154S220 130 196 158Z"
        fill="none"
        stroke={cream.base}
        strokeWidth="9"
      />
      <path d="M186 156H208V172H186Z" fill={cream.shade} />
    </>
  );
}
