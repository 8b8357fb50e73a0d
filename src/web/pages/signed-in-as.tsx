import type { Official } from "#web/house.ts"

export const SignedInAs = ({ official }: { official: Official }) => (
  <div class="top">
    <a class="brand" href="/">
      建功
    </a>
    <form method="post" action="/sign-out">
      <span>{official.name}</span>
      <button type="submit" class="quiet">
        退出
      </button>
    </form>
  </div>
)
