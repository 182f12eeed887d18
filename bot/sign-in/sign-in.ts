import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { errorHandler, requestIds, type Variables } from '../../console/api/respond.ts'
import type { Log } from '../../core/deps.ts'
import { CoreError } from '../../core/errors.ts'
import { problemOf } from '../../core/problem-of.ts'
import type { Store } from '../../db/db.ts'
import { newId } from '../../db/ids.ts'
import { createFirstOwner, personByEmail, personById, voidLinks, waysIn } from '../../db/people.ts'
import { accountRoutes } from './account-routes.ts'
import { createAuth, type Letter } from './auth.ts'
import type { Door } from './door.ts'
import { enterRoutes } from './enter-routes.ts'
import { invitationMail, linkOf, mailOf } from './letters.ts'
import type { Mailer } from './mail.ts'
import { isOurOrigin } from './origins.ts'
import { createSessionSource, type PersonSource } from './session-source.ts'
import { refusalOf, refused } from './sign-in-error.ts'
import { teamRoutes } from './team-routes.ts'

const LARGEST_REQUEST = 64 * 1024

export interface SignInOptions {
  store: Store
  now: () => Date
  log: Log
  /** Where people reach us from outside; undefined on a laptop. */
  publicUrl: URL | undefined
  mail: Mailer
  /** Shows the operator a few words: the terminal, or the log of a server. */
  tell: (words: string) => void
}

/** Everything about who may come in. */
export interface SignIn {
  sessions: PersonSource
  /** Puts the door before the API, and keeps pages of other sites from acting with our cookies. */
  mount(app: Hono): void
  hasMail: boolean
  /** The workspace of a fresh install and its owner: made at the first call, found at every other. */
  createFirstOwner(): Promise<{ tenantId: string; userId: string }>
  /** Where our pages are, once the port is known. Told before anybody can ask for a link. */
  servedAt(site: string): void
  /** A link for the first owner, as long as they have chosen no way to sign in; undefined afterwards. */
  firstSignInLink(): Promise<string | undefined>
  /** A new link for the first owner, whatever they have chosen: for somebody who is locked out. */
  signInLink(): Promise<string>
}

export function createSignIn({ store, now, log, publicUrl, mail, tell }: SignInOptions): SignIn {
  let site = publicUrl?.origin ?? 'http://localhost:3000'
  const handovers = new Map<string, (token: string) => void>()
  const auth = createAuth({ store, publicUrl, post })
  const sessions = createSessionSource({ auth, db: store.db, now })
  const door: Door = {
    auth,
    store,
    sessions,
    now,
    site: () => site,
    hasMail: mail !== undefined,
    passkeyHost: publicUrl?.hostname ?? 'localhost',
    ownerLink: async () => linkFor((await createFirstOwner(store.db, now())).userId),
    invite: (invitation) => {
      if (mail) inBackground(mail(invitationMail(invitation)))
    },
  }

  async function post(letter: Letter): Promise<void> {
    if (letter.handover) handovers.get(letter.handover)?.(letter.token)
    // A mail is never waited for: how long it takes would tell whether the address has an account.
    else if (mail) inBackground(deliver(letter))
    else await deliver(letter)
  }

  async function deliver(letter: Letter): Promise<void> {
    // Anybody may ask for a link for any address; only people here get one.
    if (letter.kind === 'sign-in' && !(await personByEmail(store.db, letter.email))) return
    if (mail) await mail(mailOf(letter, site))
    else tell(`There is no mail server, so here is the link for ${letter.email}:\n  ${linkOf(letter, site)}`)
  }

  function inBackground(work: Promise<void>): void {
    work.catch((error: unknown) => log.warn('mail not sent', { problem: problemOf(error) }))
  }

  async function linkFor(userId: string): Promise<string> {
    const person = await personById(store.db, userId)
    if (!person) throw new CoreError('not-found', 'The first owner is gone.')
    await voidLinks(store.db, person.email)
    const handover = newId()
    let token = ''
    handovers.set(handover, (given) => {
      token = given
    })
    await auth.api.signInMagicLink({ body: { email: person.email, metadata: { handover } }, headers: new Headers() })
    handovers.delete(handover)
    return linkOf({ kind: 'sign-in', token }, site)
  }

  const firstOwner = () => createFirstOwner(store.db, now())
  return {
    sessions,
    mount(app) {
      app.use('/api/*', async (c, next) =>
        c.req.method === 'GET' || isOurOrigin(c.req.raw, publicUrl) ? next() : refused(c, 'foreign-origin'),
      )
      app.use('/api/auth/*', bodyLimit({ maxSize: LARGEST_REQUEST }))
      app.route('/api/auth', signInApp(door, log))
    },
    hasMail: door.hasMail,
    createFirstOwner: firstOwner,
    servedAt(url) {
      if (!publicUrl) site = url.replace(/\/$/, '')
    },
    async firstSignInLink() {
      const { userId } = await firstOwner()
      const { hasPassword, passkeys } = await waysIn(store.db, userId)
      return hasPassword || passkeys > 0 ? undefined : linkFor(userId)
    },
    signInLink: door.ownerLink,
  }
}

function signInApp(door: Door, log: Log) {
  const app = new Hono<{ Variables: Variables }>().use(requestIds(Date.now)).use(async (c, next) => {
    c.header('cache-control', 'no-store')
    await next()
  })
  app.route('/', accountRoutes(door))
  app.route('/', teamRoutes(door))
  app.route('/', enterRoutes(door))
  const unforeseen = errorHandler((error, requestId) =>
    log.warn('sign-in failed', { requestId, problem: problemOf(error) }),
  )
  app.onError((error, c) => {
    const refusal = refusalOf(error)
    return refusal ? refused(c, refusal) : unforeseen(error, c)
  })
  return app
}
