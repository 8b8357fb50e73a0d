import { readFileSync } from "node:fs"
import { parse } from "yaml"
import { z } from "zod"

/** The region tree: one county and what lies below it. Data in prisma/seed/regions.yaml, another county brings its own file. */

const REGION_KINDS = ["county", "street", "town", "township", "area"] as const

const region = z.strictObject({
  code: z.string().regex(/^\d{6}(\d{3})?$/),
  name: z.string().min(2),
  kind: z.enum(REGION_KINDS),
})
export type Region = z.infer<typeof region>

export const REGIONS: readonly Region[] = z
  .array(region)
  .parse(parse(readFileSync(new URL("../../prisma/seed/regions.yaml", import.meta.url), "utf8")))

const byCode = new Map(REGIONS.map((one) => [one.code, one]))

export const COUNTY: Region = REGIONS.find((one) => one.kind === "county")!

/** Everything below the county: what an organization can be located in. */
export const TOWNS: readonly Region[] = REGIONS.filter((one) => one.kind !== "county")

/** The name people use, or the code itself where it is unknown. */
export function regionName(code: string): string {
  return byCode.get(code)?.name ?? code
}

export function isRegion(code: string): boolean {
  return byCode.has(code)
}

/** Whether `part` is `whole` or lies inside it: codes nest by prefix. */
export function within(part: string, whole: string): boolean {
  return part.startsWith(whole)
}

/** Finds a region by code, full name, or name without its ending (赵李桥); 赤壁 alone is the city, never 赤壁镇. */
export function findRegion(text: string): Region | undefined {
  const wanted = text.trim()
  if (wanted === "全市" || wanted === "市" || wanted === COUNTY.name.replace(/[市县]$/, "")) return COUNTY
  return (
    byCode.get(wanted) ??
    REGIONS.find((one) => one.name === wanted) ??
    REGIONS.find((one) => one.kind !== "area" && one.name.replace(/(街道|镇|乡)$/, "") === wanted)
  )
}
