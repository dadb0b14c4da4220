import { type DrawingProps, leaf } from "@/components/shop/drawings/palettes";
import { Shadow, Tabletop } from "@/components/shop/drawings/scene";

export function Planter({ palette }: DrawingProps) {
  return (
    <>
      <Tabletop palette={palette} />
      <Shadow palette={palette} x={206} y={334} width={156} />
      <g fill={leaf.shade}>
        <path d="M206 226C232 170 264 140 320 136C316 184 272 220 206 226Z" />
        <path d="M198 226C190 150 206 96 240 58C262 116 246 180 198 226Z" />
        <path d="M190 226C148 214 112 182 100 128C150 138 186 172 190 226Z" />
      </g>
      <path d="M198 226C160 190 140 130 160 66C202 104 218 168 198 226Z" fill={leaf.base} />
      <path
        d="M204 228C224 204 262 188 306 206C284 236 240 246 204 228ZM192 230C168 212 128 204 90 226C116 250 160 252 192 230Z"
        fill={leaf.light}
      />
      <path
        d="M198 226Q190 140 160 66M206 226Q240 160 320 136M190 226Q170 170 100 128"
        fill="none"
        stroke={leaf.light}
        strokeWidth="3"
        opacity=".8"
      />
      <path d="M192 230Q140 222 90 226M204 228Q256 210 306 206" fill="none" stroke={leaf.base} strokeWidth="3" />
      <path d="M124 320H276Q274 340 258 340H142Q126 340 124 320Z" fill={palette.shade} />
      <ellipse cx="200" cy="320" rx="76" ry="9" fill={palette.light} />
      <path d="M134 244H266L250 318Q200 330 150 318Z" fill={palette.base} />
      <path d="M236 244H266L250 318Q232 324 206 324Q232 296 236 244Z" fill={palette.shade} />
      <path d="M126 222H274V246Q200 258 126 246Z" fill={palette.base} />
      <path d="M240 222H274V246Q258 250 238 251Z" fill={palette.shade} />
      <path d="M126 222H274V230H126Z" fill={palette.light} />
      <path d="M152 262L160 302" stroke="#fff" strokeWidth="8" strokeLinecap="round" opacity=".35" />
    </>
  );
}
