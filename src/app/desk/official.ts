import { COUNTY, regionName, within } from "#domain/region.ts"

/** Who sits at the desk, and what of the shelf is theirs. */

/** The region comes from the session. */
export type Official = { personId: string; name: string; regionCode: string; regionName: string }

/** What holds in the county is the county's to change, what holds in a town also that town's. */
export function isTheirs({ regionCode }: Official, region: string | undefined): boolean {
  return within(region ?? COUNTY.code, regionCode)
}

/** What holds in some of their region, or in all of it. */
export function concerns(official: Official, region: string | undefined): boolean {
  return isTheirs(official, region) || region === undefined || within(official.regionCode, region)
}

/** Where what an official writes holds: everywhere, or in their town. */
export function regionOf({ regionCode }: Official): { regionCode?: string } {
  return regionCode === COUNTY.code ? {} : { regionCode }
}

export function whereName(region: string | undefined): string {
  return region === undefined || region === COUNTY.code ? "全市" : regionName(region)
}
