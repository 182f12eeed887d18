import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { idsIn } from '../../core/delivery/take-from-queue.ts'
import type { Log, QueueTransport } from '../../core/deps.ts'
import { problemOf } from '../../core/problem-of.ts'

/** Longer than a claim lives: whoever dies with an id in hand leaves it to the next one. */
const VISIBLE_AGAIN_SECONDS = 60
const LONGEST_DELAY_SECONDS = 900
const AFTER_A_FAILURE_MS = 5_000

export interface SqsSettings {
  region: string
  queueUrl: string
  deadLetterUrl: string | undefined
  /** Only where it is not Amazon's own. */
  endpoint?: string | undefined
  /** How long one request waits for something to come. */
  waitSeconds?: number
  visibleAgainSeconds?: number
}

type Tell = (which: 'queue' | 'dead letters', problem: string | undefined) => void

export interface SqsTransport extends QueueTransport {
  /** What is wrong with the queue, in words; undefined: it answers. */
  check(): Promise<string | undefined>
  /**
   * @param take throws when it could not do it: after three times the queue puts it aside, and `bury` gets it
   * @param tell what is wrong with a queue, in words, and undefined when it answers: whenever that changes
   */
  start(take: (body: string) => Promise<void>, bury: (body: string) => Promise<void>, tell?: Tell): void
  stop(): Promise<void>
}

/** Amazon SQS, carrying ids. The redrive policy of the queue (three receives, then the dead-letter queue) is the operator's. */
export function createSqs(
  { region, queueUrl, deadLetterUrl, endpoint, ...times }: SqsSettings,
  log: Log,
): SqsTransport {
  const { waitSeconds = 10, visibleAgainSeconds = VISIBLE_AGAIN_SECONDS } = times
  const client = new SQSClient({ region, maxAttempts: 1, ...(endpoint ? { endpoint } : {}) })
  let stopping = new AbortController()
  let loops: Promise<void>[] = []

  async function listen(
    url: string,
    handle: (body: string) => Promise<void>,
    tell: (problem: string | undefined) => void,
  ): Promise<void> {
    let said: string | undefined | null = null
    const say = (problem: string | undefined) => {
      if (problem !== said) tell(problem)
      said = problem
    }
    while (!stopping.signal.aborted) {
      try {
        const { Messages = [] } = await client.send(
          new ReceiveMessageCommand({
            QueueUrl: url,
            MaxNumberOfMessages: 10,
            WaitTimeSeconds: waitSeconds,
            VisibilityTimeout: visibleAgainSeconds,
          }),
          { abortSignal: stopping.signal },
        )
        say(undefined)
        await Promise.all(Messages.map((message) => handled(url, message, handle)))
      } catch (error) {
        if (stopping.signal.aborted) return
        const problem = problemOf(error)
        log.warn('queue', { problem })
        say(inWords(url, problem))
        await new Promise((resolve) => setTimeout(resolve, AFTER_A_FAILURE_MS))
      }
    }
  }

  async function handled(url: string, message: Message, handle: (body: string) => Promise<void>): Promise<void> {
    try {
      await handle(message.Body ?? '')
    } catch (error) {
      log.warn('an id from the queue could not be used', { ...idsIn(message.Body ?? ''), problem: problemOf(error) })
      return
    }
    await client.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: message.ReceiptHandle }))
  }

  return {
    name: 'sqs',
    async publish({ tenantId, deliveryId, notBefore }) {
      const delay = Math.ceil((notBefore.getTime() - Date.now()) / 1_000)
      await client.send(
        new SendMessageCommand({
          QueueUrl: queueUrl,
          MessageBody: JSON.stringify({ tenantId, deliveryId }),
          DelaySeconds: Math.min(LONGEST_DELAY_SECONDS, Math.max(0, delay)),
        }),
      )
    },
    async check() {
      try {
        await client.send(new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['QueueArn'] }))
        return undefined
      } catch (error) {
        return inWords(queueUrl, problemOf(error))
      }
    },
    start(take, bury, tell = () => undefined) {
      stopping = new AbortController()
      const ways = [listen(queueUrl, take, (problem) => tell('queue', problem))]
      loops = deadLetterUrl ? [...ways, listen(deadLetterUrl, bury, (problem) => tell('dead letters', problem))] : ways
    },
    async stop() {
      stopping.abort()
      await Promise.all(loops)
    },
  }
}

const inWords = (url: string, problem: string) =>
  `The queue at ${url} does not answer: ${problem}. Replies leave all the same, found by their rows.`
