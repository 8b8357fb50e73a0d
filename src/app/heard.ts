import { keepPicture, picturesToday } from "#db/media.ts"
import type { Database } from "#db/open.ts"
import type { StoredDocument } from "#domain/facts.ts"
import { type Me, officialRegion } from "#domain/person.ts"
import { COUNTY } from "#domain/region.ts"
import { cleanText, hidesIdCards } from "#domain/text.ts"
import type { Message } from "#engine/reply.ts"
import type { Inbound } from "#src/channel.ts"
import { idOf } from "./secret.ts"
import type { Shelf } from "./shelf.ts"

/** A message as flows see it, and what its sender should know about how it was read. */
export type Heard = { message: Message; note: string[] }

/** Longer messages are read up to here; the person is told. */
const LONGEST_TEXT = 4000
const LONGEST_FILE_NAME = 120
const PICTURES_A_DAY = 40 * 1024 * 1024

const TOO_LONG = "（您发的内容比较长，我只读了前面一部分。）"
const ID_CARD = "提醒：请不要发身份证号，我们不收集，刚才那个号码没有保存。"

type Content<Kind> = Extract<Inbound["content"], { kind: Kind }>

/** Makes messages of what comes in: texts cleaned and bounded, pictures kept, an official's file read. `me` is undefined for whom nothing is kept. */
export function openHearing({ database, shelf }: { database: Database; shelf: Pick<Shelf, "read"> }) {
  /** A message stepped again after a lost race is the same file: it is read once. */
  const files = new WeakMap<Content<"file">, { region: string; read: Promise<StoredDocument | { problem: string }> }>()

  function textOf(content: Content<"text" | "voice">): Pick<Message, "text" | "unsupported"> & { note?: string[] } {
    if (content.text === undefined || content.text.trim() === "") return { text: "", unsupported: content.kind }
    const clean = cleanText(content.text)
    // Cleaned once more, since the cut may go through a character.
    const { text, found } = hidesIdCards(cleanText(clean.slice(0, LONGEST_TEXT)))
    return { text, note: [...(found ? [ID_CARD] : []), ...(clean.length > LONGEST_TEXT ? [TOO_LONG] : [])] }
  }

  async function pictureOf(
    inbound: Inbound,
    { picture, why }: Content<"image">,
    me: Me | undefined,
    time: Date,
  ): Promise<Pick<Message, "picture" | "unsupported">> {
    if (!picture) return { unsupported: `image-${why ?? "unavailable"}` }
    if (!me) return { unsupported: "image" }
    const day = new Date(time.getTime() - 86_400_000)
    if ((await picturesToday(database, me.id, day)) + picture.bytes.length > PICTURES_A_DAY)
      return { unsupported: "image-too-many" }
    // Delivered again, or stepped again after a lost race, it is the same picture.
    const id = idOf(`${inbound.channel}/${inbound.from}/${inbound.id}`)
    await keepPicture(database, id, me.id, picture, time)
    return { picture: id }
  }

  /** A file that an official sends becomes a document; nobody else's is looked into. */
  async function fileOf(content: Content<"file">, me: Me | undefined): Promise<Pick<Message, "file" | "unsupported">> {
    // Its end says what kind of file it is.
    const name = cleanText(content.name.slice(-LONGEST_FILE_NAME))
    const region = officialRegion(me)
    if (region === undefined) return { file: { name } }
    if (!content.file) return { unsupported: `file-${content.why ?? "unavailable"}` }
    let known = files.get(content)
    if (known?.region !== region) {
      known = { region, read: shelf.read(name, content.file, region === COUNTY.code ? undefined : region) }
      files.set(content, known)
    }
    const read = await known.read
    return { file: "problem" in read ? { name, ...read } : { name, document: read } }
  }

  return async (inbound: Inbound, me: Me | undefined, time: Date): Promise<Heard> => {
    const base = { at: inbound.at, room: inbound.room !== undefined, text: "" }
    const { content } = inbound
    switch (content.kind) {
      case "text":
      case "voice": {
        const { note = [], ...read } = textOf(content)
        return { message: { ...base, ...read }, note }
      }
      case "image":
        return { message: { ...base, ...(await pictureOf(inbound, content, me, time)) }, note: [] }
      case "file":
        return { message: { ...base, ...(await fileOf(content, base.room ? undefined : me)) }, note: [] }
      case "event":
        return { message: { ...base, ...(content.event === "follow" ? { event: "follow" as const } : {}) }, note: [] }
      case "unsupported":
        return { message: { ...base, unsupported: content.what }, note: [] }
    }
  }
}
