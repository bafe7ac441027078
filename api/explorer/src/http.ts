/** Asking the service; every failure is a `Problem` with words for a person. */

/** What the service tells of a failure (RFC 9457), or what the network did. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly members: Readonly<Record<string, unknown>> = {},
  ) {
    super(`${title}: ${detail}`);
    this.name = "Problem";
  }
}

export type Parameters = Readonly<Record<string, string | number | readonly string[] | null | undefined>>;

/** The path of the service under which it may stand behind a proxy. */
export const ROOT = document.documentElement.dataset["root"] ?? "";

/** An address of the service with parameters; those that are empty are left out. */
export function address(path: string, parameters: Parameters = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== null && one !== undefined && one !== "") query.append(name, String(one));
    }
  }
  const text = query.toString();
  return ROOT + path + (text ? `?${text}` : "");
}

/** A JSON answer.
 *
 * @throws Problem the service said no, or could not be reached. An abort passes as it is.
 */
export async function json<T>(path: string, parameters: Parameters = {}, signal?: AbortSignal): Promise<T> {
  const response = await send(address(path, parameters), {
    headers: { Accept: "application/json, application/ld+json" },
    ...(signal ? { signal } : {}),
  });
  return (await response.json()) as T;
}

/** A text answer; fails as `json` does. */
export async function text(path: string, parameters: Parameters = {}, signal?: AbortSignal): Promise<string> {
  const response = await send(address(path, parameters), signal ? { signal } : {});
  return response.text();
}

/** Any answer that is a success; fails as `json` does. */
export async function send(url: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Problem(0, "unreachable", error instanceof Error ? error.message : String(error));
  }
  if (!response.ok) throw await problemOf(response);
  return response;
}

async function problemOf(response: Response): Promise<Problem> {
  const raw = await response.text();
  try {
    const told = JSON.parse(raw) as Record<string, unknown>;
    return new Problem(response.status, String(told["title"] ?? response.status), String(told["detail"] ?? ""), told);
  } catch {
    return new Problem(response.status, `${response.status} ${response.statusText}`, raw.slice(0, 500));
  }
}
