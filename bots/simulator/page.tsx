/** The simulator's page without its contents: page/chat.js fills it, cloning the templates below. */
export const ChatPage = () => (
  <html lang="zh-CN">
    <head>
      <meta charset="utf-8" />
      <title>聊天模拟器 · 建功</title>
      <meta
        name="viewport"
        content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content"
      />
      <meta name="color-scheme" content="light dark" />
      <meta name="theme-color" content="#ededed" media="(prefers-color-scheme: light)" />
      <meta name="theme-color" content="#111111" media="(prefers-color-scheme: dark)" />
      <link rel="icon" href={ICON} />
      <link rel="stylesheet" href="/chat/weui.css" />
      <link rel="stylesheet" href="/chat/chat.css" />
      <script type="module" src="/chat/chat.js" />
    </head>
    <body>
      <header class="top">
        <h1>
          <span class="logo" aria-hidden="true">
            建
          </span>
          <span>聊天模拟器</span>
        </h1>
        <nav class="tabs" aria-label="对话" />
        <button type="button" class="weui-btn weui-btn_mini weui-btn_default" data-open="new-person">
          <Icon d={PERSON + PLUS} />
          <span>添加人</span>
        </button>
        <button type="button" class="weui-btn weui-btn_mini weui-btn_default" data-open="new-group">
          <Icon d={PERSON + SECOND_PERSON + PLUS} />
          <span>建群</span>
        </button>
      </header>
      <p class="offline" role="status" hidden>
        连不上服务，正在重试…
      </p>
      <main class="columns" aria-label="并排的对话" />
      <noscript>
        <p class="offline">这个页面需要打开 JavaScript。</p>
      </noscript>
      <ColumnTemplate />
      <NewPerson />
      <NewGroup />
      <Menu />
    </body>
  </html>
)

const ColumnTemplate = () => (
  <template id="column">
    <section class="column">
      <header class="head">
        <span class="avatar" aria-hidden="true" />
        <div class="title">
          <h2>对话</h2>
          <p class="subtitle" />
        </div>
        <button type="button" class="icon more" aria-label="更多操作">
          <Icon d="M5 10.5a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3Zm7 0a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3Zm7 0a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3Z" />
        </button>
      </header>
      <div class="scroller" role="log" aria-live="polite" tabindex={0}>
        <p class="hint" hidden />
        <ol class="messages" />
      </div>
      <button type="button" class="newer" hidden>
        ↓ 新消息
      </button>
      <fieldset class="chips">
        <legend class="unseen">常用的话</legend>
      </fieldset>
      <fieldset class="speakers" hidden>
        <legend>谁来说</legend>
      </fieldset>
      <form class="bar">
        <button type="button" class="icon voice" aria-pressed="false" aria-label="语音" title="语音">
          <Icon d="M12 3a3 3 0 0 1 3 3v5.5a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3Zm-6.5 8h1.6a4.9 4.9 0 0 0 9.8 0h1.6a6.5 6.5 0 0 1-5.7 6.4V20h2.6v1.6H8.2V20h3v-2.6A6.5 6.5 0 0 1 5.5 11Z" />
        </button>
        <textarea rows={1} maxlength={40000} enterkeyhint="send" />
        <label class="icon attach picture" title="图片">
          <input type="file" accept="image/*" aria-label="发图片" />
          <Icon d="M4.5 4.5h15A1.5 1.5 0 0 1 21 6v12a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 18V6a1.5 1.5 0 0 1 1.5-1.5Zm.1 1.6v9.5l4-4.3a1 1 0 0 1 1.5 0l3.1 3.4 1.7-1.7a1 1 0 0 1 1.4 0l3.1 3.1v-10H4.6ZM15.5 8a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3Z" />
        </label>
        <label class="icon attach document" title="文件">
          <input type="file" aria-label="发文件" />
          <Icon d="M6.5 3h7.2L19 8.3V19.5A1.5 1.5 0 0 1 17.5 21h-11A1.5 1.5 0 0 1 5 19.5v-15A1.5 1.5 0 0 1 6.5 3Zm.1 1.6v14.8h10.8V9.6h-5V4.6H6.6Zm7.4.9V8h2.5L14 5.5ZM8.500 12h7v1.5h-7V12Zm0 3.3h7v1.5h-7v-1.5Z" />
        </label>
        <button type="submit" class="weui-btn weui-btn_mini weui-btn_primary send">
          发送
        </button>
      </form>
    </section>
  </template>
)

const NewPerson = () => (
  <dialog id="new-person" aria-labelledby="new-person-title">
    <form method="dialog">
      <h2 id="new-person-title" class="heading">
        添加一个人
      </h2>
      <label class="field">
        <span>名字</span>
        <input class="weui-input" name="name" required maxlength={20} placeholder="比如 王会长" autocomplete="off" />
      </label>
      <label class="field">
        <span>编号</span>
        <input
          class="weui-input"
          name="id"
          required
          pattern="[A-Za-z0-9_.@\-]{1,64}"
          title="1 到 64 个字母、数字或 _ - . @"
          autocomplete="off"
        />
      </label>
      <p class="note">编号相当于微信号：同一个编号是同一个人，换一台电脑打开也是。</p>
      <Buttons submit="添加" />
    </form>
  </dialog>
)

const NewGroup = () => (
  <dialog id="new-group" aria-labelledby="new-group-title">
    <form method="dialog">
      <h2 id="new-group-title" class="heading">
        建一个群
      </h2>
      <label class="field">
        <span>群名</span>
        <input
          class="weui-input"
          name="name"
          required
          maxlength={20}
          placeholder="比如 培训通知群"
          autocomplete="off"
        />
      </label>
      <label class="field">
        <span>编号</span>
        <input
          class="weui-input"
          name="id"
          required
          pattern="[A-Za-z0-9_.@\-]{1,64}"
          title="1 到 64 个字母、数字或 _ - . @"
          autocomplete="off"
        />
      </label>
      <fieldset class="members">
        <legend>成员</legend>
      </fieldset>
      <p class="note">小民助手也在群里。谁来说话，每条消息可以另选。</p>
      <Buttons submit="建群" />
    </form>
  </dialog>
)

const Menu = () => (
  <dialog id="menu" class="sheet" aria-label="更多操作">
    <form method="dialog">
      <button type="submit" value="follow">
        关注服务号
      </button>
      <button type="submit" value="unfollow">
        取消关注
      </button>
      <button type="submit" value="remove" class="warn">
        关掉这个对话
      </button>
      <button type="button" data-close>
        返回
      </button>
    </form>
  </dialog>
)

const Buttons = ({ submit }: { submit: string }) => (
  <div class="buttons">
    <button type="button" class="weui-btn weui-btn_default" data-close>
      取消
    </button>
    <button type="submit" class="weui-btn weui-btn_primary" value="ok">
      {submit}
    </button>
  </div>
)

const Icon = ({ d }: { d: string }) => (
  <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
    <path fill="currentColor" fill-rule="evenodd" d={d} />
  </svg>
)

const PERSON =
  "M9 4.5a3.6 3.6 0 1 1 0 7.2 3.6 3.6 0 0 1 0-7.2Zm0 1.6a2 2 0 1 0 0 4 2 2 0 0 0 0-4ZM2 19.5c0-3.7 3-6.2 7-6.2 1.4 0 2.7.3 3.8.9l-.8 1.4c-.9-.4-1.9-.7-3-.7-2.9 0-5 1.4-5.3 3.7H12v1.6H2Z"
const SECOND_PERSON = "M14 4.7a3.6 3.6 0 0 1 0 6.8v-1.8a2 2 0 0 0 0-3.2V4.7Z"
const PLUS = "M17.2 13h1.6v3.2H22v1.6h-3.2V21h-1.6v-3.2H14v-1.6h3.2V13Z"

const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'%3E%3Crect width='24' height='24' rx='6' " +
  "fill='%2306ae56'/%3E%3Cpath fill='%23fff' d='M12 5c4.4 0 8 2.9 8 6.5S16.4 18 12 18c-.9 0-1.7-.1-2.5-.3L6 19.5l.8-3C5.1 " +
  "15.3 4 13.5 4 11.5 4 7.9 7.6 5 12 5Z'/%3E%3C/svg%3E"
