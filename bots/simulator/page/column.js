// @ts-check
import { botRow, make, ownRow, paintAvatar, showState, when } from "./bubble.js"
import { readFile } from "./file.js"
import { readPicture } from "./picture.js"
import { save } from "./store.js"
import { said as fetchSaid, send } from "./wire.js"

/** @typedef {import("./store.js").Talk} Talk */
/** @typedef {import("./store.js").Mine} Mine */
/** @typedef {import("./wire.js").Said} Said */

const CHIPS = ["帮助", "登记组织", "备案活动", "我的申报", "活动总结", "待审", "进展", "登录"]
const MENTION = "@小民助手 "
const SILENCE_MS = 5 * 60_000
const NEAR_END_PX = 80

/** One person or group: a column on the page, with its messages and its input bar. */
export class Column {
  /** @param {Talk} talk @param {{ menu: (column: Column) => void, arrived: (column: Column) => void }} house */
  constructor(talk, house) {
    this.talk = talk
    /** @type {Map<number, Said>} what is shown of the bot's, by seq */
    this.shown = new Map()
    /** Where asking starts again; replies that were shown before they were asked for do not move it. */
    this.asked = 0
    /** Whether all that was said before the page was opened is here. */
    this.loaded = false
    this.waiting = 0
    /** Pictures and files not yet sent, as they are posted; too large to be kept in the browser. @type {Map<string, object>} */
    this.unsent = new Map()
    /** Messages of one column go out one after the other. @type {Promise<void>} */
    this.line = Promise.resolve()
    this.arrived = house.arrived

    const template = /** @type {HTMLTemplateElement} */ (document.getElementById("column"))
    this.element = /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true))
    this.messages = this.find(".messages")
    this.scroller = this.find(".scroller")
    this.input = /** @type {HTMLTextAreaElement} */ (this.find("textarea"))
    this.voice = this.find(".voice")
    this.fill()
    this.find(".more").addEventListener("click", () => house.menu(this))
    this.listen()
    for (const mine of talk.mine) this.place(ownRow(mine, this.isGroup), mine.after + 0.5, mine.at)
    for (const mine of talk.mine) if (mine.state === "sending") this.deliver(mine)
  }

  get isGroup() {
    return this.talk.members !== undefined
  }

  /** @param {string} selector */
  find(selector) {
    return /** @type {HTMLElement} */ (this.element.querySelector(selector))
  }

  fill() {
    const { talk } = this
    this.element.dataset.talk = talk.id
    this.element.ariaLabel = talk.name
    const avatar = this.find(".avatar")
    paintAvatar(avatar, talk)
    if (talk.members) avatar.classList.add("group")
    this.find("h2").textContent = talk.members ? `${talk.name}（${talk.members.length + 1}）` : talk.name
    this.showActivity()
    this.find(".hint").textContent = talk.hint ?? ""
    this.find(".hint").hidden = !talk.hint
    this.scroller.ariaLabel = `${talk.name}的聊天记录`
    this.input.ariaLabel = `以${talk.name}的身份说`
    this.input.value = talk.draft ?? ""
    if (this.isGroup) this.find(".chips").append(this.chip(MENTION.trim(), () => this.mention()))
    for (const words of CHIPS)
      this.find(".chips").append(this.chip(words, () => this.say(this.isGroup ? MENTION + words : words)))
    for (const member of talk.members ?? []) this.find(".speakers").append(this.speaker(member))
    this.find(".speakers").hidden = !talk.members
    this.showInput()
  }

  /** @param {string} words @param {() => void} act */
  chip(words, act) {
    const button = /** @type {HTMLButtonElement} */ (make("button", "chip", words))
    button.type = "button"
    button.addEventListener("click", act)
    return button
  }

  /** @param {{ id: string, name: string }} member */
  speaker(member) {
    const label = make("label", "speaker")
    const radio = document.createElement("input")
    radio.type = "radio"
    radio.name = `speaker-${this.talk.id}`
    radio.checked = member.id === this.talk.speaker
    radio.addEventListener("change", () => {
      this.talk.speaker = member.id
      save()
    })
    const avatar = make("span", "avatar small")
    avatar.ariaHidden = "true"
    paintAvatar(avatar, member)
    label.append(radio, avatar, make("span", "", member.name))
    return label
  }

  mention() {
    if (!this.input.value.startsWith(MENTION)) this.input.value = MENTION + this.input.value
    this.showInput()
    this.input.focus()
  }

  listen() {
    this.find(".bar").addEventListener("submit", (event) => {
      event.preventDefault()
      this.submit()
    })
    this.input.addEventListener("keydown", (event) => {
      // Enter that picks a word from an input method is not meant to send.
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return
      event.preventDefault()
      this.submit()
    })
    this.input.addEventListener("input", () => this.showInput())
    this.voice.addEventListener("click", () => {
      this.voice.ariaPressed = this.voice.ariaPressed === "true" ? "false" : "true"
      this.showInput()
      this.input.focus()
    })
    this.listenFor(".picture input", (chosen) => this.sayPicture(chosen))
    this.listenFor(".document input", (chosen) => this.sayFile(chosen))
    this.messages.addEventListener("click", (event) => {
      const button = event.target instanceof Element ? event.target.closest(".resend") : null
      const id = /** @type {HTMLElement | null | undefined} */ (button?.closest(".row"))?.dataset.id
      const mine = this.talk.mine.find((one) => one.id === id)
      if (mine) this.deliver(mine)
    })
    this.find(".newer").addEventListener("click", () => this.scrollToEnd())
    let atEnd = true
    this.scroller.addEventListener("scroll", () => {
      atEnd = this.isNearEnd()
      if (atEnd) this.find(".newer").hidden = true
    })
    // A phone's keyboard, or a long text being typed, takes room away: the last words stay in sight.
    new ResizeObserver(() => {
      if (atEnd) this.scrollToEnd()
    }).observe(this.scroller)
  }

  /** @param {string} selector @param {(chosen: File) => Promise<void>} act */
  listenFor(selector, act) {
    const input = /** @type {HTMLInputElement} */ (this.find(selector))
    input.addEventListener("change", () => {
      const chosen = input.files?.[0]
      if (chosen) void act(chosen)
      input.value = ""
    })
  }

  submit() {
    const text = this.input.value.trim()
    if (text === "") return
    this.input.value = ""
    this.showInput()
    this.say(text, this.voice.ariaPressed === "true" ? "voice" : "text")
  }

  /** @param {string} text @param {Mine["kind"]} [kind] @param {{ posted: object, thumbnail?: string, size?: number }} [attached] */
  say(text, kind = "text", attached) {
    const { talk } = this
    const speaker = talk.members?.find((member) => member.id === talk.speaker) ?? talk.members?.[0] ?? talk
    /** @type {Mine} */
    const mine = {
      id: newId(),
      from: speaker.id,
      name: speaker.name,
      kind,
      text,
      at: Date.now(),
      after: Math.max(0, ...this.shown.keys()),
      state: "sending",
    }
    if (attached) {
      const { posted, ...shown } = attached
      Object.assign(mine, shown)
      this.unsent.set(mine.id, posted)
    }
    talk.mine.push(mine)
    this.place(ownRow(mine, this.isGroup), mine.after + 0.5, mine.at)
    this.scrollToEnd()
    return this.deliver(mine)
  }

  /** @param {File} file */
  async sayPicture(file) {
    const picture = await readPicture(file)
    if (picture) await this.say("", "image", { posted: { image: picture.image }, thumbnail: picture.thumbnail })
    else this.notice("这个文件不是图片，没有发送。")
  }

  /** @param {File} chosen */
  async sayFile(chosen) {
    const file = await readFile(chosen)
    if ("problem" in file) return this.notice(file.problem)
    const { name, base64, size } = file
    await this.say(name, "file", { posted: { file: { name, base64 } }, size })
  }

  /** @param {"follow" | "unfollow"} event */
  tell(event) {
    return this.say(event === "follow" ? `${this.talk.name}关注了服务号` : `${this.talk.name}取消了关注`, "event")
  }

  /** Sends a message, now or again, after those before it. @param {Mine} mine */
  deliver(mine) {
    const again = mine.state === "failed" || Date.now() - mine.at > 5000
    mine.state = "sending"
    this.show(mine)
    this.waiting++
    this.showActivity()
    this.line = this.line.then(async () => {
      const sent = await this.post(mine, again)
      mine.state = sent.ok ? "sent" : "failed"
      if (sent.ok) {
        delete mine.error
        this.unsent.delete(mine.id)
        this.add(sent.replies)
      } else {
        mine.error = sent.error
        if (mine.kind === "event") this.notice(sent.error)
      }
      this.waiting--
      this.showActivity()
      this.show(mine)
      save()
    })
    return this.line
  }

  /** @param {Mine} mine @param {boolean} again */
  async post(mine, again) {
    const { kind, text } = mine
    const attached = this.unsent.get(mine.id)
    if ((kind === "image" || kind === "file") && !attached) {
      const error = `${kind === "image" ? "图片" : "文件"}没有发出去，请重新选一次`
      return { ok: /** @type {const} */ (false), error, again: false }
    }
    return send({
      id: mine.id,
      from: mine.from,
      name: mine.name,
      ...(this.isGroup && { room: this.talk.id }),
      ...(kind === "text" && { text }),
      ...(kind === "voice" && { text, voice: true }),
      ...attached,
      ...(kind === "event" && { event: text.endsWith("取消了关注") ? "unfollow" : "follow" }),
      // 明天 in a message that comes late is still relative to when it was said.
      ...(again && { at: new Date(mine.at).toISOString() }),
    })
  }

  /** Asks what was said since. Everything, the first time. */
  async ask() {
    const first = !this.loaded
    for (;;) {
      const messages = await fetchSaid(this.talk.id, this.asked)
      const last = messages.at(-1)
      if (!last) break
      this.add(messages, first)
      this.asked = last.seq
    }
    this.loaded = true
    if (first && this.asked < this.talk.lastSeq) this.startOver()
    if (this.talk.lastSeq === this.asked) return
    this.talk.lastSeq = this.asked
    save()
  }

  /** The service remembers less than was shown here before: another database, or the person asked to be forgotten. */
  startOver() {
    this.talk.mine = []
    for (const row of this.messages.querySelectorAll(".row:not(.bot)")) row.remove()
  }

  /** @param {Said[]} messages @param {boolean} [old] whether they were there before the page was opened */
  add(messages, old = false) {
    const fresh = messages.filter((one) => !this.shown.has(one.seq))
    if (fresh.length === 0) return
    const follow = this.isNearEnd()
    for (const one of fresh) {
      this.shown.set(one.seq, one)
      this.place(botRow(one), one.seq, one.at)
    }
    if (follow || old) this.scrollToEnd()
    else this.find(".newer").hidden = false
    if (!old) this.arrived(this)
  }

  /** Puts a row where it belongs, which is nearly always last, and says when after a silence. @param {HTMLElement} row @param {number} position @param {number} at */
  place(row, position, at) {
    row.dataset.position = String(position)
    row.dataset.at = String(at)
    let before = /** @type {HTMLElement | null} */ (this.messages.lastElementChild)
    while (before && Number(before.dataset.position) > position)
      before = /** @type {HTMLElement | null} */ (before.previousElementSibling)
    if (before) before.after(row)
    else this.messages.prepend(row)
    if (at - Number(before?.dataset.at ?? 0) > SILENCE_MS) row.prepend(make("time", "when", when(at)))
  }

  /** @param {string} text */
  notice(text) {
    this.place(make("li", "row event", text), Math.max(0, ...this.shown.keys()) + 0.5, Date.now())
    this.scrollToEnd()
  }

  /** @param {Mine} mine */
  show(mine) {
    const row = this.messages.querySelector(`[data-id="${mine.id}"]`)
    if (row instanceof HTMLElement) showState(row, mine)
    save()
  }

  showActivity() {
    const { talk } = this
    const idle = talk.members ? talk.members.map((member) => member.name).join("、") : `编号 ${talk.id}`
    this.find(".subtitle").textContent = this.waiting > 0 ? "小民助手正在输入…" : idle
  }

  /** Input grows with its text up to a few lines. */
  showInput() {
    const spoken = this.voice.ariaPressed === "true"
    this.element.classList.toggle("spoken", spoken)
    this.input.placeholder = spoken ? "语音：写下识别出的话" : this.isGroup ? "在群里说点什么" : "说点什么"
    this.input.style.height = "auto"
    if (this.input.value !== "") this.input.style.height = `${Math.min(this.input.scrollHeight, 120)}px`
    this.find(".send").toggleAttribute("disabled", this.input.value.trim() === "")
    if (this.talk.draft !== this.input.value) {
      this.talk.draft = this.input.value
      save()
    }
  }

  isNearEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller
    return scrollHeight - scrollTop - clientHeight < NEAR_END_PX
  }

  scrollToEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight
    this.find(".newer").hidden = true
  }
}

/** crypto.randomUUID is missing where the page is neither https nor localhost, as on a colleague's phone in the office. */
function newId() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("")
}
