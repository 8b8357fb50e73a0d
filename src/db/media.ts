import type { Picture } from "#src/channel.ts"
import type { Database } from "./open.ts"

/** Pictures, kept before the turn that says where they belong. */
export async function keepPicture(
  database: Database,
  id: string,
  personId: string,
  picture: Picture,
  at: Date,
): Promise<void> {
  await database.prisma.media.upsert({
    where: { id },
    create: { id, personId, mime: picture.mime, size: picture.bytes.length, bytes: Buffer.from(picture.bytes), at },
    update: {},
  })
}

/** Bytes of all pictures a person sent within the last day: the bound on what one person can fill. */
export async function picturesToday(database: Database, personId: string, since: Date): Promise<number> {
  const sum = await database.prisma.media.aggregate({ where: { personId, at: { gte: since } }, _sum: { size: true } })
  return sum._sum.size ?? 0
}
