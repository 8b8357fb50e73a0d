import type { TurnContext } from "#app/command.ts"
import type { ShelvedDocument } from "#domain/facts.ts"
import { answersFor } from "#domain/person.ts"
import { Refusal } from "#domain/refusal.ts"
import { COUNTY, regionName } from "#domain/region.ts"
import type { Writing } from "./rows.ts"

/** Who keeps which documents: those of a town its officials and the county's, all others the county's only. */
export function mayNotChange(
  { title, region = COUNTY.code }: Pick<ShelvedDocument, "title" | "region">,
  { me }: TurnContext,
): Refusal | undefined {
  if (answersFor(me, region)) return undefined
  return new Refusal("not-allowed", `《${title}》是${regionName(region)}的文件，不在您负责的范围里。`)
}

export function writingOf({ me, now, newId }: TurnContext): Writing {
  return { by: me.id, now, newId }
}
