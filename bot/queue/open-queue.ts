import type { Log } from '../../core/deps.ts'
import type { Env } from '../env.ts'
import { createSqs, type SqsTransport } from './sqs.ts'

/** The queue that the settings name. Without one, or with half of its settings, replies are found by their rows, here. */
export function openQueue(env: Env, log: Log): SqsTransport | undefined {
  const { AWS_REGION: region, SQS_QUEUE_URL: queueUrl, SQS_DLQ_URL: deadLetterUrl } = env
  if (env.RATE_LIMITER_ENABLED === 'false') {
    log.warn('limits', {
      problem: 'RATE_LIMITER_ENABLED is false: no queue, and no limit is kept but the platforms’ own.',
    })
    return undefined
  }
  if (!region && !queueUrl) return undefined
  // The region is there for CloudWatch alone: nobody asked for a queue.
  if (!queueUrl && !deadLetterUrl && env.CLOUDWATCH_NAMESPACE) return undefined
  if (!region || !queueUrl) {
    const missing = region ? 'SQS_QUEUE_URL' : 'AWS_REGION'
    log.warn('queue', { problem: `${missing} is not set, so no queue is used: replies are found by their rows, here.` })
    return undefined
  }
  return createSqs({ region, queueUrl, deadLetterUrl, endpoint: env.SQS_ENDPOINT }, log)
}
