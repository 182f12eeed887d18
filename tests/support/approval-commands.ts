import fc from 'fast-check'
import type { Actor } from '../../core/actor.ts'
import { holdDraft, unholdDraft } from '../../core/approval/hold-draft.ts'
import { takeDraft } from '../../core/approval/lease-draft.ts'
import { reviseDraft } from '../../core/approval/revise-draft.ts'
import { undoDecision } from '../../core/approval/undo-decision.ts'
import { answerUnknown } from '../../core/delivery/answer-unknown.ts'
import { otherDraft } from '../../core/draft/other-draft.ts'
import { runDueWork } from '../../core/due-work.ts'
import { BEHAVIOURS, type Behaviour, type Ledger } from './ledger.ts'
import type { World } from './world.ts'

/** A scene that goes on while commands are played in it. */
export interface Scene {
  world: World
  ledger: Ledger
  fans: { address: string; writes: (body: string) => Promise<unknown> }[]
  people: Actor[]
  messagesAt: (address: string) => Promise<string[]>
  count: number
}

type Command = fc.AsyncCommand<object, Scene>

/** One thing that somebody does. Drafts are chosen by their place in the list, so that a shorter story stays the same story. */
function command(name: string, play: (scene: Scene) => Promise<unknown>): Command {
  return {
    check: () => true,
    async run(_model, scene) {
      scene.count += 1
      await play(scene)
      await scene.ledger.audit(scene.world, scene.messagesAt)
      const [problem] = scene.ledger.broken
      if (problem) throw new Error(problem)
    },
    toString: () => name,
  }
}

const SECOND = 1_000
const DAY = 24 * 3_600 * SECOND
const behaviour = fc.constantFrom(...BEHAVIOURS)
const who = fc.nat(1)
const which = fc.constantFrom(0, 0, 0, 1, 2)

/** Everything that people, fans, platforms and the clock can do, in any order. */
export const anyStory = fc.commands(
  [
    fc.nat(1).map((fan) => command(`fan ${fan} writes`, (scene) => hears(scene, fan))),
    fc.nat(1).map((fan) =>
      command(`fan ${fan} writes and a draft stands there`, async (scene) => {
        await hears(scene, fan)
        await passes(scene, 9 * SECOND)
      }),
    ),
    fc
      .constantFrom(9 * SECOND, 9 * SECOND, SECOND, 5 * SECOND, 130 * SECOND, DAY + SECOND)
      .map((ms) => command(`${ms / SECOND} s pass`, (scene) => passes(scene, ms))),
    fc
      .tuple(who, which)
      .map(([person, draft]) => command(`${person} approves ${draft}`, (s) => approves(s, person, draft))),
    fc
      .tuple(who, which)
      .map(([person, draft]) =>
        command(`${person} approves ${draft} in own words`, (s) => approves(s, person, draft, `my words ${s.count}`)),
      ),
    fc.tuple(who, which).map(([person, draft]) =>
      command(`${person} approves an older version of ${draft}`, async (scene) => {
        const found = await draftAt(scene, draft)
        if (found) await decides(scene, person, found.id, { version: found.version - 1 })
      }),
    ),
    which.map((draft) =>
      command(`both approve ${draft} at once`, (s) => Promise.all([approves(s, 0, draft), approves(s, 1, draft)])),
    ),
    fc
      .tuple(who, which)
      .map(([person, draft]) => command(`${person} rejects ${draft}`, (s) => rejects(s, person, draft))),
    fc
      .tuple(who, which)
      .map(([person, draft]) =>
        onDraft(`${person} edits ${draft}`, draft, (s, draftId) =>
          reviseDraft(s.world.deps, { ...as(s, person), draftId, text: `an edit ${s.count}` }),
        ),
      ),
    fc
      .tuple(who, which)
      .map(([person, draft]) =>
        onDraft(`${person} asks for another ${draft}`, draft, (s, draftId) =>
          otherDraft(s.world.deps, { ...as(s, person), draftId, instruction: 'shorter' }),
        ),
      ),
    fc
      .tuple(who, which)
      .map(([person, draft]) =>
        onDraft(`${person} opens ${draft}`, draft, (s, draftId) =>
          takeDraft(s.world.deps, { ...as(s, person), draftId, takeOver: true }),
        ),
      ),
    fc.tuple(who, which).map(([person, draft]) =>
      onDraft(`${person} holds ${draft}`, draft, (s, draftId) => {
        const until = new Date(s.world.now().getTime() + 60 * SECOND)
        return holdDraft(s.world.deps, { ...as(s, person), draftId, until })
      }),
    ),
    fc
      .tuple(who, which)
      .map(([person, draft]) =>
        onDraft(`${person} brings ${draft} back`, draft, (s, draftId) =>
          unholdDraft(s.world.deps, { ...as(s, person), draftId }),
        ),
      ),
    fc.tuple(who, which).map(([person, draft]) =>
      onDraft(`${person} undoes ${draft}`, draft, async (s, draftId) => {
        const yes = s.ledger.given.findLast((one) => one.draftId === draftId)
        const outcome = await undoDecision(s.world.deps, { ...as(s, person), draftId })
        if (outcome.kind === 'undone' && yes && !yes.isVoid) s.ledger.tookBack(draftId)
      }),
    ),
    fc
      .tuple(who, which, fc.constantFrom('arrived' as const, 'again' as const, 'drop' as const))
      .map(([person, draft, answer]) =>
        onDraft(`${person} says of ${draft}: ${answer}`, draft, async (s, draftId) => {
          const { kind } = await answerUnknown(s.world.deps, { ...as(s, person), draftId, answer })
          if (kind === 'settled') s.ledger.settledByPerson(draftId, answer)
        }),
      ),
    fc
      .tuple(fc.nat(1), who, behaviour)
      .map(([fan, person, how]) =>
        command(`fan ${fan} writes, ${person} approves, the platform: ${how}`, (s) => sends(s, fan, person, how)),
      ),
    behaviour.map((how) => command(`the platform: ${how}`, async (s) => s.ledger.behaveNext(how))),
    fc.constant(
      command('two processes at once', async (s) => {
        await Promise.race([s.ledger.death(), Promise.all([runDueWork(s.world.deps), runDueWork(s.world.deps)])])
      }),
    ),
  ],
  { maxCommands: 30, size: 'max' },
)

async function hears({ fans, ledger, count }: Scene, fan: number): Promise<void> {
  const { address, writes } = fans[fan] as Scene['fans'][number]
  const body = `message ${count}`
  await writes(body)
  ledger.fanWrote(address, body)
}

/** The clock moves and what is due is done; a process may die in the middle of it, and another goes on. */
async function passes({ world, ledger }: Scene, ms: number): Promise<void> {
  let isDead = false
  const death = ledger.death().then(() => {
    isDead = true
  })
  await Promise.race([death, world.pass(ms)])
  if (isDead) await world.settle()
}

function onDraft(name: string, draft: number, act: (scene: Scene, draftId: string) => Promise<unknown>): Command {
  return command(name, async (scene) => {
    const found = await draftAt(scene, draft)
    if (found) await act(scene, found.id)
  })
}

/** Those that wait come first, then the newest: most stories are about what just happened. */
async function draftAt({ world }: Scene, place: number) {
  const rows = (await world.draftRows()).toReversed()
  const isOpen = ({ status }: { status: string }) => status === 'pending' || status === 'held'
  return [...rows.filter(isOpen), ...rows.filter((row) => !isOpen(row))][place]
}

const as = ({ world, people }: Scene, person: number) => ({
  tenantId: world.tenantId,
  actor: people[person] as Actor,
})

/** A whole evening in one step, so that stories get far: a draft, a yes, and whatever the platform makes of it. */
async function sends(scene: Scene, fan: number, person: number, behaviour: Behaviour): Promise<void> {
  await hears(scene, fan)
  await passes(scene, 9 * SECOND)
  scene.ledger.behaveNext(behaviour)
  await approves(scene, person, 0)
  await passes(scene, 6 * SECOND)
}

async function approves(scene: Scene, person: number, place: number, text?: string): Promise<void> {
  const found = await draftAt(scene, place)
  if (found) await decides(scene, person, found.id, text === undefined ? {} : { text })
}

/** Writes a yes down with the words that stood before the person, not with those the program kept. */
async function decides(scene: Scene, person: number, draftId: string, more: { text?: string; version?: number }) {
  const card = await scene.world.card(draftId)
  const address = scene.fans.find(({ address }) => address === `chat-${card.fan.name}`)?.address ?? ''
  const seen = { version: card.version, ...more }
  const outcome = await scene.world.decides(draftId, { actor: scene.people[person] as Actor, ...seen })
  if (outcome.kind !== 'approved') return
  if (seen.version !== card.version) scene.ledger.broken.push('approved a version that did not stand there')
  scene.ledger.saidYes({ deliveryId: outcome.delivery.id, draftId, address, text: more.text ?? card.text })
}

async function rejects(scene: Scene, person: number, place: number): Promise<void> {
  const found = await draftAt(scene, place)
  if (found) await scene.world.decides(found.id, { actor: scene.people[person] as Actor, verdict: 'reject' })
}
