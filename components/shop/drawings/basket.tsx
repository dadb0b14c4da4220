import { cream, type DrawingProps, wood } from "@/components/shop/drawings/palettes";
import { Shadow, Tabletop } from "@/components/shop/drawings/scene";

export function Basket({ palette }: DrawingProps) {
  return (
    <>
      <Tabletop palette={palette} />
      <Shadow palette={palette} x={208} y={326} width={204} />
      <path d="M104 196C84 74 316 74 296 196" fill="none" stroke={wood.shade} strokeWidth="14" />
      <path d="M103 194C85 70 312 70 294 180" fill="none" stroke={wood.light} strokeWidth="5" />
      <ellipse cx="200" cy="198" rx="116" ry="24" fill={wood.shade} />
      <path d="M96 196C110 160 150 176 172 160C200 140 230 172 256 164C286 158 300 176 306 200L200 220Z" fill={palette.base} />
      <path
        d="M172 160C186 176 190 196 186 214M256 164C246 180 248 196 254 210"
        fill="none"
        stroke={palette.shade}
        strokeWidth="6"
        strokeLinecap="round"
      />
      <path d="M84 200C124 226 276 226 316 200L296 312Q290 334 200 334T104 312Z" fill={wood.base} />
      <g fill="none" stroke={wood.light} strokeWidth="9" strokeDasharray="20 8" strokeLinecap="butt">
        <path d="M91 232Q200 258 309 232" />
        <path d="M99 276Q200 302 301 276" />
        <g strokeDashoffset="14">
          <path d="M95 254Q200 280 305 254" />
          <path d="M103 298Q200 324 297 298" />
        </g>
      </g>
      <path d="M266 219Q298 212 316 200L296 312Q290 334 200 334Q250 322 266 219Z" fill={palette.ink} opacity=".17" />
      <path d="M84 200C124 226 276 226 316 200L314 216C276 242 124 242 86 216Z" fill={wood.light} />
      <path d="M150 219V236Q174 241 198 240V222Q172 222 150 219Z" fill={cream.base} />
      <path d="M162 230H186" stroke={palette.accent} strokeWidth="4" strokeLinecap="round" />
    </>
  );
}
