/** `SLOW_SERVER=800`: every answer comes up to so many milliseconds late, to find stories that only a quick machine tells. */
const SLOWNESS_MS = Number(process.env.SLOW_SERVER ?? 0)

type Answers = (request: Request) => Response | Promise<Response>

/** The same server, as late as it was asked to be; at once when nobody asked. */
export function slowly(answers: Answers): Answers {
  if (!SLOWNESS_MS) return answers
  return async (request) => {
    await new Promise((resolve) => setTimeout(resolve, Math.random() * SLOWNESS_MS))
    return answers(request)
  }
}
