// What the desk's server is asked, and what it answers; an error is told in its own words (RFC 9457).

export interface Judgement {
  id: number;
  article: string;
  kind: string;
  record: string | null;
  verdict: Verdict;
  note: string;
  correction: Record<string, unknown> | null;
  judge: string;
  made: string;
  coder: string;
  active: boolean;
}
export type Verdict = "confirm" | "correct" | "reject";

export class Problem extends Error {
  constructor(message: string, readonly status = 0) { super(message); }
}

/** Ask for JSON. Throws Problem with what the server says is wrong, or that it does not answer. */
export async function ask<T>(path: string, method = "GET", body?: unknown): Promise<T> {
  let answer: Response;
  try {
    answer = await fetch(path, {
      method,
      headers: body === undefined ? { accept: "application/json" } : { accept: "application/json", "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch {
    throw new Problem("the desk does not answer; does it still run?");
  }
  return understood<T>(answer);
}

/** Send a file as it is. */
export async function send<T>(path: string, file: File): Promise<T> {
  try {
    return await understood<T>(await fetch(path, { method: "POST", body: file, headers: { accept: "application/json" } }));
  } catch (error) {
    throw error instanceof Problem ? error : new Problem("the desk does not answer; does it still run?");
  }
}

async function understood<T>(answer: Response): Promise<T> {
  const found: unknown = await answer.json().catch(() => null);
  if (!answer.ok) {
    const detail = (found as { detail?: unknown } | null)?.detail;
    throw new Problem(typeof detail === "string" ? detail : `${answer.status} ${answer.statusText}`, answer.status);
  }
  return found as T;
}
