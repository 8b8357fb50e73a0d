import { Layout } from "./layout.tsx"

/** What the one-time link opens. */
export const SignInPage = ({ token }: { token: string }) => (
  <Layout title="登录">
    <main class="notice">
      <p class="brand">建功</p>
      <h1>登录工作台</h1>
      <p>点下面的按钮登录。链接只能用一次，请不要转发给别人。</p>
      <form method="post" action="/sign-in">
        <input type="hidden" name="token" value={token} />
        <button type="submit">登录</button>
      </form>
    </main>
  </Layout>
)

/** What those see who are not signed in; `typed` is what they were about to save when their session had ended. */
export const SignInFirst = ({ hasSimulator, typed = [] }: { hasSimulator: boolean; typed?: readonly string[] }) => (
  <Layout title="请先登录">
    <main class="notice">
      <p class="brand">建功</p>
      <h1>请先登录</h1>
      {typed.length > 0 ? (
        <>
          <p>登录到时间了，刚才的还没有保存。您写的在这里，先复制下来，登录以后再贴上：</p>
          {typed.map((text) => (
            <blockquote class="said">{text}</blockquote>
          ))}
        </>
      ) : (
        <p>这里是民政工作人员看方案进展、管政策问答的地方。</p>
      )}
      <p>
        在微信里给服务号发 <strong>登录</strong>，会收到一个链接，点开就能进来。
      </p>
      {hasSimulator && (
        <p class="aside">
          现在是试用环境，可以先到 <a href="/chat">聊天模拟器</a> 里发“登录”。
        </p>
      )}
    </main>
  </Layout>
)
