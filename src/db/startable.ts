/**
 * Node 20 cannot start a worker on a TypeScript file, not even under tsx; it can start one on a line of JavaScript that registers tsx
 * and then imports the file. In the service as it is built it is JavaScript already.
 */
export function startable(file: URL): URL {
  if (file.pathname.endsWith(".js")) return file
  const tsx = import.meta.resolve("tsx/esm/api")
  const code = `import { register } from ${JSON.stringify(tsx)}; register(); await import(${JSON.stringify(file.href)})`
  return new URL(`data:text/javascript,${encodeURIComponent(code)}`)
}
